package kit_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/gallery"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
)

// high and wide are what a finger or an unsteady hand can press, in the toolkit's
// units (WCAG 2.2, 2.5.5 and, for keys in a row, 2.5.8).
const high, wide = 44, 36

// room is what rounding may take: half a hundredth of a unit.
const room = 0.005

// ruler measures what is laid out. It takes nothing of what the layout itself
// reckoned with but the place and size of boxes and the place of glyphs: what is
// seen of a glyph is asked of its outline.
type ruler struct {
	inks  map[inkKey]ink
	wrong []string
	lines int
}

type inkKey struct {
	face flow.Face
	id   uint32
}

// ink is what is seen of a glyph, in ems, y growing downwards; none if seen is
// false.
type ink struct {
	left, top, right, bottom float64
	seen                     bool
}

func newRuler() *ruler { return &ruler{inks: map[inkKey]ink{}} }

func (r *ruler) say(where, format string, a ...any) {
	said := where + ": " + fmt.Sprintf(format, a...)
	if len(r.wrong) < 400 && !slices.Contains(r.wrong, said) {
		r.wrong = append(r.wrong, said)
	}
}

// box measures a box and all that is in it.
func (r *ruler) box(b kit.Box, where string) {
	where += fmt.Sprintf("/%T", b)
	size := b.Size()
	_, scrolls := b.(*kit.Viewport)
	if need := b.HeightFor(size.Width); !scrolls && need > size.Height+0.5 {
		r.say(where, "%v high, needs %v", size.Height, need)
	}
	if _, ok := b.(fyne.Tappable); ok && (size.Height < high-room || size.Width < wide-room) {
		r.say(where, "%v × %v is too small to press", size.Width, size.Height)
	}
	if d, ok := b.(interface{ Drawn() []kit.Drawn }); ok {
		for _, l := range d.Drawn() {
			r.line(l, b, where)
		}
	}
	w, ok := b.(kit.Whole)
	if !ok {
		return
	}
	var beside []kit.Box
	for _, p := range w.Parts() {
		if !p.Visible() {
			continue
		}
		if at, end := p.Position(), p.Position().Add(p.Size()); !scrolls && (at.X < -room || at.Y < -room || end.X > size.Width+room || end.Y > size.Height+room) {
			r.say(where, "%T at %v of %v reaches out of %v", p, at, p.Size(), size)
		}
		for _, o := range beside {
			if overlap(p, o) {
				r.say(where, "%T at %v of %v and %T at %v of %v lie on each other", p, p.Position(), p.Size(), o, o.Position(), o.Size())
			}
		}
		beside = append(beside, p)
		r.box(p, where)
	}
}

func overlap(a, b kit.Box) bool {
	p, q := a.Position(), b.Position()
	e, f := p.Add(a.Size()), q.Add(b.Size())
	return min(e.X, f.X)-max(p.X, q.X) > room && min(e.Y, f.Y)-max(p.Y, q.Y) > room
}

// line measures a line of text in the box it is a part of.
func (r *ruler) line(d kit.Drawn, in kit.Box, where string) {
	r.lines++
	if end := d.At.Add(d.Size); d.At.Y < -1-room || end.Y > in.Size().Height+1+room { // a line is drawn with room for rounding
		r.say(where, "a line from %v to %v in a text %v high", d.At.Y, end.Y, in.Size().Height)
	}
	if x, end := float64(d.At.X)+d.Line.X-float64(d.Left), float64(d.At.X)+d.Line.X-float64(d.Left)+d.Line.Width; !d.Scrolls && (x < -room || end > float64(in.Size().Width)+room) {
		r.say(where, "a line from %.2f to %.2f in a text %v wide", x, end, in.Size().Width)
	}
	left, right := float64(d.Left), float64(d.Left+d.Size.Width)
	for _, runs := range [][]flow.Run{d.Line.Runs, d.Line.Ruby} {
		for i := range runs {
			run := &runs[i]
			m := run.Face.Metrics()
			// A line of text is drawn on a whole pixel.
			base := math.Round(run.Baseline)
			for _, g := range run.Glyphs {
				if g.ID == 0 {
					r.say(where, "a character without a glyph at byte %d", g.Start)
				}
				k := r.ink(run.Face, g.ID)
				if !k.seen {
					continue
				}
				x, y := run.X+g.X, base+g.Y
				if a, b := x+k.left*run.Size, x+k.right*run.Size; !d.Scrolls && (a < left-room || b > right+room) {
					r.say(where, "ink from %.2f to %.2f in a box from %.2f to %.2f", a, b, left, right)
				}
				if a, b := y+k.top*run.Size, y+k.bottom*run.Size; a < -room || b > float64(d.Size.Height)+room {
					r.say(where, "ink from %.2f to %.2f in a box %v high", a, b, d.Size.Height)
				}
				if a, b := -k.top, k.bottom; a > m.Ascent/m.UnitsPerEm+room || b > -m.Descent/m.UnitsPerEm+room {
					r.say(where, "a glyph that reaches %.3f em up and %.3f down in a face that says %v and %v of %v", a, b, m.Ascent, m.Descent, m.UnitsPerEm)
				}
			}
		}
	}
}

// words reports words of a label that are cut in two.
func (r *ruler) words(b kit.Box, where string) {
	kit.Walk(b, func(b kit.Box) bool {
		if _, ok := b.(fyne.Tappable); ok {
			kit.Walk(b, func(c kit.Box) bool {
				t, ok := c.(*kit.Text)
				if !ok {
					return true
				}
				for _, cut := range t.Cuts() {
					r.say(where, "%q is cut in two on a button", cut)
				}
				return true
			})
		}
		return true
	})
}

// ink finds what is seen of a glyph from its outline.
func (r *ruler) ink(face flow.Face, id uint32) ink {
	key := inkKey{face, id}
	if k, ok := r.inks[key]; ok {
		return k
	}
	k := ink{left: math.Inf(1), top: math.Inf(1), right: math.Inf(-1), bottom: math.Inf(-1)}
	if f, ok := face.(interface{ Font() *font.Face }); ok {
		em := float64(f.Font().Upem())
		if o, ok := f.Font().GlyphData(font.GID(id)).(font.GlyphOutline); ok {
			along(o.Segments, func(x, y float64) {
				k.left, k.right = min(k.left, x/em), max(k.right, x/em)
				k.top, k.bottom = min(k.top, -y/em), max(k.bottom, -y/em)
				k.seen = true
			})
		}
	}
	r.inks[key] = k
	return k
}

// along goes along an outline in small steps.
func along(segments []opentype.Segment, f func(x, y float64)) {
	var at opentype.SegmentPoint
	for _, s := range segments {
		args := s.ArgsSlice()
		end := args[len(args)-1]
		if s.Op == opentype.SegmentOpMoveTo {
			at = end
			continue // a point alone is not seen
		}
		const steps = 24
		for i := range steps + 1 {
			t := float64(i) / steps
			x, y := curve(at, args, t)
			f(x, y)
		}
		at = end
	}
}

// curve is a point of a line or a Bézier curve.
func curve(from opentype.SegmentPoint, to []opentype.SegmentPoint, t float64) (x, y float64) {
	points := append([]opentype.SegmentPoint{from}, to...)
	xs, ys := make([]float64, len(points)), make([]float64, len(points))
	for i, p := range points {
		xs[i], ys[i] = float64(p.X), float64(p.Y)
	}
	for n := len(points) - 1; n > 0; n-- {
		for i := range n {
			xs[i], ys[i] = xs[i]+(xs[i+1]-xs[i])*t, ys[i]+(ys[i+1]-ys[i])*t
		}
	}
	return xs[0], ys[0]
}

// variant is one way to show the gallery.
type variant struct {
	first, second string
	look          theme.Look
	width         float32
	parts         []gallery.Part // none: all
}

func (v variant) String() string {
	return fmt.Sprintf("%s %s %s %v %v", v.first, v.second, v.look.Scheme, v.look.Scale, v.width)
}

// variants are languages × sizes × widths; the schemes take turns, since they
// change no size, and so that every language is seen in every scheme.
func variants() []variant {
	var out []variant
	n := 0
	add := func(first, second string, scale, width float32) {
		out = append(out, variant{first, second, theme.Look{Scheme: theme.Schemes()[n%3], Scale: scale, Still: true}, width, nil})
		n++
	}
	for _, lang := range []string{"en", "ja", "ja-x-easy", "my", i18n.Pseudo} {
		for _, scale := range theme.Scales() {
			for _, width := range []float32{480, 960, 1280} {
				add(lang, "", scale, width)
			}
		}
		n++
	}
	for _, two := range [][2]string{{"my", "ja-x-easy"}, {"en", "ja"}, {i18n.Pseudo, "en"}} {
		for _, scale := range []float32{1, 1.5, 2} {
			for _, width := range []float32{480, 1280} {
				add(two[0], two[1], scale, width)
			}
		}
	}
	return out
}

// lay shows the gallery and answers what is in the window.
func (v variant) lay(t testing.TB, c *i18n.Catalogue, faces *flow.Library) (*kit.Kit, *kit.Frame) {
	t.Helper()
	k := kit.New(v.look, c.For(v.first), faces, assets.Icons(), &desk{})
	if v.second != "" {
		k.Second = c.For(v.second)
	}
	s := gallery.New().Of(k, v.parts...)
	f := k.Frame(k.Row(k.Quiet(s.Others[0]), k.IconButton(*s.Primary)), nil, tall(k, s), k.Within(k.RowEnd(k.Button(s.Others[0]), k.Primary(*s.Primary))), k.Label(s.Help))
	f.Resize(fyne.NewSize(v.width, 800))
	return k, f
}

// measure answers what is wrong with the gallery, or nothing.
func (v variant) measure(t *testing.T, c *i18n.Catalogue, faces *flow.Library, r *ruler) []string {
	t.Helper()
	r.wrong = nil
	t.Run(v.String(), func(t *testing.T) {
		k, f := v.lay(t, c, faces)
		forget(t, f)
		for _, m := range k.Told().Missing {
			r.say("", "no face has %q (%U)", m, m)
		}
		if err := faces.Err(); err != nil {
			r.say("", "%v", err)
		}
		for _, part := range f.Parts() {
			r.box(part, "")
			r.words(part, "")
		}
	})
	return r.wrong
}

func TestNothingIsNarrowerOrLowerThanItsGlyphs(t *testing.T) {
	test.NewTempApp(t)
	c, faces, r := texts(t), library(t), newRuler()
	seen := map[string]int{}
	for _, v := range variants() {
		r.lines = 0
		for _, w := range v.measure(t, c, faces, r) {
			t.Errorf("%v: %s", v, w)
		}
		if r.lines < 120 {
			t.Errorf("%v: only %d lines were measured", v, r.lines)
		}
		seen[v.first+" "+string(v.look.Scheme)]++
	}
	if len(seen) != 5*3 {
		t.Errorf("languages in schemes: %v", seen)
	}
}
