package flow

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/width"
)

// blockFace is a face of plain blocks that needs no font file: wide characters
// are 1 em, others half an em, marks nothing; a glyph's number is its rune. Marks
// above and below reach out of the ordinary height, as Burmese and Vietnamese do.
type blockFace struct {
	name string
	has  func(rune) bool
}

func (f *blockFace) Has(r rune) bool  { return f.has == nil || f.has(r) }
func (f *blockFace) Metrics() Metrics { return Metrics{1000, 880, -120} }

func (f *blockFace) Shape(in Shaping) []Shaped {
	var out []Shaped
	cluster := in.Start
	for i := in.Start; i < in.End; i++ {
		r := in.Text[i]
		s := Shaped{ID: uint32(r), Cluster: i, Advance: 500, Top: 700, Bottom: -100}
		if in.RTL {
			if p, _ := bidi.LookupRune(r); p.IsBracket() {
				s.ID = uint32(otherBracket(r))
			}
		}
		switch k := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc):
			s = Shaped{ID: uint32(r), Cluster: cluster, Top: 1300, Bottom: -900}
		case r == 0x200D || r == 0x200C:
			s = Shaped{ID: uint32(r), Cluster: cluster}
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			s.Advance, s.Top = 1000, 850
		case r == ' ' || r == 0xA0:
			s.Top, s.Bottom = 0, 0
		}
		if !f.Has(r) && !ignorable(r) { // HarfBuzz hides the latter
			s.ID = 0
		}
		cluster = s.Cluster
		out = append(out, s)
	}
	if in.RTL {
		slices.Reverse(out)
	}
	return out
}

// blocks is one block face for everything.
func blocks() Faces { return Stack{{Face: &blockFace{name: "all"}}} }
