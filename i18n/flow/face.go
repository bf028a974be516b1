package flow

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Face turns characters into glyphs. Values must be comparable with ==.
type Face interface {
	// Has reports whether the face has a glyph for r.
	Has(r rune) bool
	// Metrics are the face's own, in font units.
	Metrics() Metrics
	// Shape sets one run: the glyphs from left to right, in font units. The runes
	// outside Start and End are context.
	Shape(Shaping) []Shaped
}

// Metrics of a face, in font units; Descent is negative below the baseline.
type Metrics struct{ UnitsPerEm, Ascent, Descent float64 }

// Shaping is what a face is asked to set.
type Shaping struct {
	Text       []rune
	Start, End int
	RTL        bool
	Script     language.Script
	Lang       string // BCP 47 without private use; may be empty
}

// Shaped is a glyph in font units, y growing upwards.
type Shaped struct {
	ID                        uint32 // 0: the face has no glyph
	Cluster                   int    // index of the first rune of Text it stands for
	Advance, XOffset, YOffset float64
	Top, Bottom               float64 // of the ink, from the glyph's origin
}

// Query says what a face is wanted for.
type Query struct {
	Script language.Script // resolved: never Common or Inherited
	Lang   string          // BCP 47; may be empty
	Weight Weight
}

// Faces chooses the face of a grapheme cluster, which is never split over two.
// It must not answer nil: where no face has all of the cluster, any will do, and
// what is missing is reported. It must answer the same whenever it is asked the
// same, since answers are kept.
type Faces interface {
	Face(cluster []rune, q Query) Face
}

// Choice is one face of a Stack.
type Choice struct {
	Face   Face
	Lang   string // BCP 47 prefix it is meant for, such as "ja" or "zh-Hant"; empty: any
	Weight Weight // zero: Regular
}

// Stack is a list of faces, best first. A face meant for the language comes
// before the others, one for another language of the same Han characters after
// them; within that, the nearest weight wins.
type Stack []Choice

var _ Faces = Stack(nil)

// Face implements Faces. The stack must not be empty.
func (s Stack) Face(cluster []rune, q Query) Face {
	best, bestScore := -1, 0
	for i, c := range s {
		if !hasAll(c.Face, cluster) {
			continue
		}
		score := 1 + abs(weight(c.Weight)-weight(q.Weight))
		switch {
		case c.Lang == "":
			score += 10_000
		case !speaks(q.Lang, c.Lang):
			score += 20_000
		}
		if best < 0 || score < bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 {
		return s[0].Face
	}
	return s[best].Face
}

func weight(w Weight) int {
	if w == 0 {
		return int(Regular)
	}
	return int(w)
}

func abs(n int) int { return max(n, -n) }

func hasAll(f Face, cluster []rune) bool {
	for _, r := range cluster {
		if !ignorable(r) && !f.Has(r) {
			return false
		}
	}
	return true
}

// speaks reports whether lang is tag or a more special form of it.
func speaks(lang, tag string) bool {
	return len(lang) >= len(tag) && strings.EqualFold(lang[:len(tag)], tag) &&
		(len(lang) == len(tag) || lang[len(tag)] == '-')
}

// OpenType is a Face from a font file. It is not safe for concurrent use.
type OpenType struct {
	face *font.Face
	hb   *harfbuzz.Font
	buf  *harfbuzz.Buffer
	m    Metrics
	// out reads outlines; where it is nil, face has them.
	out *outlines
	// whole is face with its outlines, once somebody asked.
	whole func() *font.Face
}

var _ Face = (*OpenType)(nil)

// Parse reads a TrueType or OpenType file with a single face. A collection is
// refused, as is anything that is no font. The file must not be changed
// afterwards: outlines are read from it as they are asked for.
func Parse(file []byte) (*OpenType, error) {
	return Read(bytes.NewReader(file), int64(len(file)))
}

// Read is Parse for a file that stays open.
func Read(file io.ReaderAt, size int64) (*OpenType, error) {
	all := func() (*font.Face, error) { return font.ParseTTF(io.NewSectionReader(file, 0, size)) }
	f, out, err := open(file, size)
	if errors.Is(err, errNoGlyf) {
		f, err = all()
	}
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	t := newOpenType(f)
	if out != nil {
		t.out = out
		t.whole = sync.OnceValue(func() *font.Face {
			if f, err := all(); err == nil {
				return f
			}
			return t.face // the file is not what it was
		})
	}
	return t, nil
}

func newOpenType(f *font.Face) *OpenType {
	t := &OpenType{face: f, hb: harfbuzz.NewFont(f), buf: harfbuzz.NewBuffer()}
	t.whole = func() *font.Face { return t.face }
	em := float64(f.Upem())
	if em == 0 {
		em = 1000
	}
	t.m = Metrics{UnitsPerEm: em, Ascent: 0.88 * em, Descent: -0.12 * em}
	if e, ok := f.FontHExtents(); ok {
		t.m.Ascent, t.m.Descent = float64(e.Ascender), float64(e.Descender)
	}
	return t
}

// Font is the whole font. It is read anew for this, with all of its outlines at
// once, which takes long for a large one: see [OpenType.Outline].
func (t *OpenType) Font() *font.Face { return t.whole() }

// Outline is a glyph's outline; nothing for one that shows nothing or is not
// there.
func (t *OpenType) Outline(id uint32) []Stroke {
	if t.out != nil {
		return t.out.strokes(id)
	}
	o, ok := t.face.GlyphData(font.GID(id)).(font.GlyphOutline)
	if !ok {
		return nil
	}
	out := make([]Stroke, len(o.Segments))
	for i, s := range o.Segments {
		out[i].Op = StrokeOp(s.Op) // the same four in the same order
		for j, a := range s.Args {
			out[i].To[j] = Point(a)
		}
	}
	return out
}

// extent is the highest and the lowest point of a glyph.
func (t *OpenType) extent(id uint32) (top, bottom float64) {
	if t.out != nil {
		return t.out.extent(id)
	}
	e, _ := t.face.GlyphExtents(font.GID(id))
	return float64(e.YBearing), float64(e.YBearing + e.Height)
}

// Has implements Face.
func (t *OpenType) Has(r rune) bool {
	g, ok := t.face.NominalGlyph(r)
	return ok && g != 0
}

// Metrics implements Face.
func (t *OpenType) Metrics() Metrics { return t.m }

// Shape implements Face.
func (t *OpenType) Shape(in Shaping) []Shaped {
	t.buf.Clear()
	t.buf.AddRunes(in.Text, in.Start, in.End-in.Start)
	t.buf.Props.Direction = di.DirectionLTR.Harfbuzz()
	if in.RTL {
		t.buf.Props.Direction = di.DirectionRTL.Harfbuzz()
	}
	t.buf.Props.Script = in.Script
	t.buf.Props.Language = language.NewLanguage(in.Lang)
	t.buf.Shape(t.hb, nil)
	out := make([]Shaped, len(t.buf.Info))
	for i, g := range t.buf.Info {
		p := t.buf.Pos[i]
		out[i] = Shaped{
			ID: uint32(g.Glyph), Cluster: g.Cluster,
			Advance: float64(p.XAdvance), XOffset: float64(p.XOffset), YOffset: float64(p.YOffset),
		}
		out[i].Top, out[i].Bottom = t.extent(uint32(g.Glyph))
	}
	return out
}
