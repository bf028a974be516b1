package kit

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n/flow"
)

// Style is how a text looks. The zero value is running text.
type Style struct {
	Size  theme.Size // Small, Body, Large, Heading or Title
	Bold  bool
	Role  theme.Role // what it is written with; zero (Ground) means Ink
	Align flow.Align
	// Plain shows the reader's words alone, also when two languages stand side by
	// side: for numbers, and for what is repeated elsewhere.
	Plain bool
}

// Text is words in lines. Every line is drawn by itself, no lower and no narrower
// than its glyphs.
type Text struct {
	widget.BaseWidget
	k      *Kit
	style  Style
	msg    Msg
	blocks []*block
	laid   float32 // the width the lines are set for, below zero: not yet
	lines  []inkedLine
	high   float32
}

// block is the words of one language, laid out.
type block struct {
	words
	p              *flow.Prepared
	role           theme.Role
	least, natural float32
}

// inkedLine is a line where it is drawn: its picture begins left units from the line's
// own beginning.
type inkedLine struct {
	*canvas.Raster
	line flow.Line
	left float32
}

// beyond is how far ink may stand out at the left and right of a line, in em: some
// Burmese marks do by a third.
const beyond = 0.5

// bleed is how far ink may stand out above and below a line, in units: lines are
// drawn on whole pixels.
const bleed = 1

// inked is a line in a column that begins at x, its upper edge at top. It is taller
// than the line by bleed above and below.
func (k *Kit) inked(line flow.Line, x, top, margin float32, ink, rubric color.Color) inkedLine {
	for _, runs := range [][]flow.Run{line.Runs, line.Ruby} {
		for i := range runs {
			runs[i].Baseline += bleed
		}
	}
	line.Baseline += bleed
	left := float32(math.Floor(line.X)) - margin
	w := up(line.X+line.Width) + margin - left
	r := canvas.NewRaster(k.drawer(line, w, left, ink, rubric))
	r.Move(fyne.NewPos(x+left, top-bleed))
	r.Resize(fyne.NewSize(w, up(line.Height)+2*bleed))
	return inkedLine{r, line, left}
}

// Text makes words of a style.
func (k *Kit) Text(m Msg, s Style) *Text {
	t := &Text{k: k, style: s, laid: -1}
	t.ExtendBaseWidget(t)
	t.Set(m)
	return t
}

// Body is running text; Heading the heading of a section; Label a small text of
// second rank.
func (k *Kit) Body(m Msg) *Text    { return k.Text(m, Style{Size: theme.Body}) }
func (k *Kit) Heading(m Msg) *Text { return k.Text(m, Style{Size: theme.Heading, Bold: true}) }
func (k *Kit) Label(m Msg) *Text   { return k.Text(m, Style{Size: theme.Small, Role: theme.Muted}) }

// Set changes what it says.
func (t *Text) Set(m Msg) {
	t.msg = m
	t.blocks = t.blocks[:0]
	for _, w := range t.k.read(m) {
		if w.second && t.style.Plain {
			continue
		}
		t.blocks = append(t.blocks, t.prepare(w))
	}
	t.laid = -1
	if t.Size().Width <= 0 {
		return
	}
	before := t.high
	if t.lay(t.Size().Width); t.high != before {
		t.k.Window.Relayout()
	}
	canvas.Refresh(t)
}

// Says is what it says to the reader, in plain letters.
func (t *Text) Says() string { return t.k.String(t.msg) }

func (t *Text) prepare(w words) *block {
	b := &block{words: w, role: t.style.Role}
	if b.role == theme.Ground {
		b.role = theme.Ink
	}
	size := t.k.Look.Size(max(t.style.Size, theme.Small))
	if t.style.Size == theme.Small {
		size = t.k.Look.Size(theme.Small)
	}
	s := flow.Style{Size: float64(size)}
	if t.style.Bold {
		s.Weight = flow.Bold
	}
	b.p = t.k.engine.Prepare(w.paragraph(s), flow.Options{Align: t.style.Align, LineHeight: 1.45, ReserveRuby: w.lang == "ja-x-easy"})
	for _, m := range b.p.Missing {
		t.k.told.Missing = append(t.k.told.Missing, m.Rune)
	}
	natural, least := b.p.Measure()
	b.natural, b.least = up(natural), up(least)
	return b
}

// up rounds to a whole unit, so that no line is cut by rounding.
func up(v float64) float32 { return float32(math.Ceil(v - 1e-6)) }

// beside reports whether the words of two languages stand next to each other in
// a width; else below each other.
func (t *Text) beside(width float32) bool {
	if len(t.blocks) != 2 || t.k.Second == nil || t.style.Align != flow.Start {
		return false
	}
	half := (width - t.gap()) / 2
	return half >= 12*t.k.Look.Size(theme.Body) && t.blocks[0].least <= half && t.blocks[1].least <= half
}

func (t *Text) gap() float32 { return t.k.Look.Size(theme.Space) }

// HeightFor implements Box.
func (t *Text) HeightFor(width float32) float32 {
	t.lay(width)
	return t.high
}

// Widths implements Box.
func (t *Text) Widths() (least, natural float32) {
	for _, b := range t.blocks {
		least, natural = max(least, b.least), max(natural, b.natural)
	}
	// A very long word is cut rather than pushing the page wide.
	return min(least, 10*t.k.Look.Size(theme.Body)), natural
}

// MinSize implements fyne.CanvasObject.
func (t *Text) MinSize() fyne.Size {
	least, _ := t.Widths()
	return fyne.NewSize(least, t.HeightFor(max(least, t.Size().Width)))
}

// lay sets the lines for a width.
func (t *Text) lay(width float32) {
	if t.laid == width {
		return
	}
	t.laid = width
	t.lines, t.high = t.lines[:0:0], 0
	if t.beside(width) {
		half := (width - t.gap()) / 2
		left := t.setBlock(t.blocks[0], 0, 0, half)
		n := len(t.lines)
		right := t.setBlock(t.blocks[1], half+t.gap(), 0, half)
		if n > 0 && n < len(t.lines) { // their first lines stand on one line
			down := float32(math.Round(t.lines[0].line.Baseline - t.lines[n].line.Baseline))
			lower(t.lines[:n], max(0, -down))
			lower(t.lines[n:], max(0, down))
			left, right = left+max(0, -down), right+max(0, down)
		}
		t.high = max(left, right)
		return
	}
	for i, b := range t.blocks {
		if i > 0 {
			t.high += 2
		}
		t.high += t.setBlock(b, 0, t.high, width)
	}
}

// lower moves lines down.
func lower(lines []inkedLine, by float32) {
	for _, l := range lines {
		l.Move(l.Position().AddXY(0, by))
	}
}

// setBlock sets the lines of one language into a column and returns its height.
func (t *Text) setBlock(b *block, x, y, width float32) float32 {
	role := b.role
	if b.second && (role == theme.Ink || role == theme.Muted) {
		role = theme.Muted
	}
	colour := t.k.Look.Color(role)
	rubric := t.k.Look.Color(theme.Rubric)
	if role != theme.Ink && role != theme.Muted {
		rubric = colour
	}
	margin := up(beyond * float64(t.k.Look.Size(max(t.style.Size, theme.Small))))
	var high float64
	var bottom float32
	for line := range b.p.Lines(float64(width)) {
		top := y + float32(math.Round(high))
		high += line.Height
		if len(line.Runs) == 0 {
			continue
		}
		t.lines = append(t.lines, t.k.inked(line, x, top, margin, colour, rubric))
		bottom = top + up(line.Height) - y
	}
	return max(up(high), bottom) // rounding may move the last line down
}

// drawer draws a line into as many pixels as the screen has for its box, which
// is width units wide and begins left units from the line's own beginning.
func (k *Kit) drawer(line flow.Line, width, left float32, ink, rubric color.Color) func(w, h int) image.Image {
	return func(w, h int) image.Image {
		return k.pot.Line(&line, w, h, float64(left), float64(w)/float64(width), ink, rubric)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return &textRenderer{t} }

type textRenderer struct{ t *Text }

func (r *textRenderer) Layout(s fyne.Size) { r.t.lay(s.Width) }
func (r *textRenderer) MinSize() fyne.Size { return r.t.MinSize() }
func (r *textRenderer) Refresh()           {}
func (r *textRenderer) Destroy()           {}

func (r *textRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.t.lines))
	for i, l := range r.t.lines {
		out[i] = l.Raster
	}
	return out
}
