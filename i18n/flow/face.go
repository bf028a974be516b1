package flow

import (
	"bytes"
	"fmt"
	"strings"

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
}

var _ Face = (*OpenType)(nil)

// Parse reads a TrueType or OpenType file with a single face. A collection is
// refused, as is anything that is no font.
func Parse(file []byte) (*OpenType, error) {
	f, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	return NewOpenType(f), nil
}

// NewOpenType makes a Face from a parsed font.
func NewOpenType(f *font.Face) *OpenType {
	t := &OpenType{face: f, hb: harfbuzz.NewFont(f), buf: harfbuzz.NewBuffer()}
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

// Font is the parsed font, for outlines.
func (t *OpenType) Font() *font.Face { return t.face }

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
		if e, ok := t.face.GlyphExtents(g.Glyph); ok {
			out[i].Top, out[i].Bottom = float64(e.YBearing), float64(e.YBearing+e.Height)
		}
	}
	return out
}
