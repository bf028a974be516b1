// Package flow breaks text into lines and says where every glyph goes. It is the
// one line-layout engine of the program: the window and the PDF writer both draw
// what it answers, and it knows neither of them. Lengths are in whatever unit the
// caller's sizes and widths are in (points, pixels).
//
// Lines break as Unicode Annex #14 and the Japanese rules say (JIS X 4051: no
// line begins with 。 or 」, none ends with 「); text of mixed direction is ordered
// as Annex #9 says; readings (ruby) stand above their base. A line is as high as
// its glyphs really are, so that nothing is cut, and a character that no face has
// is reported, never dropped.
//
// It chooses no fonts (see Faces), draws nothing, justifies nothing, hyphenates
// nothing but soft hyphens, and finds no word ends inside Thai, Lao, Khmer or
// Burmese: those need U+200B in the text. It does not know a telephone number
// when it sees one: inside Arabic such need Isolate.
//
//	e := flow.New(faces)
//	p := e.Prepare(paragraph, flow.Options{})
//	for line := range p.Lines(width) { … } // cheap; again whenever width changes
package flow

import "madoguchi/i18n/ruby"

// Weight is the boldness of a face, as in OpenType's OS/2 table; zero is Regular.
type Weight int

// The weights in use.
const (
	Regular Weight = 400
	Bold    Weight = 700
)

// Style is how a piece of text looks.
type Style struct {
	Lang   string  // BCP 47; empty: the paragraph's
	Size   float64 // of the em; must be above zero, else 1 is taken
	Weight Weight
	Tag    int // the caller's own, such as a colour or a link; handed back in Run
}

// Span is text of one style. Runs with a reading get it as ruby.
type Span struct {
	Runs []ruby.Run
	Style
}

// Plain is a span without readings.
func Plain(text string, s Style) Span {
	return Span{Runs: []ruby.Run{{Base: text}}, Style: s}
}

// Isolate wraps a telephone number, date, file name or other text that reads from
// the left, so that it does so inside Arabic as well: UAX #9 by itself turns the
// parts of 0570-013904 round there. The marks it adds are not seen.
func Isolate(text string) string { return "\u2066" + text + "\u2069" }

// Direction is the direction of a paragraph.
type Direction uint8

// Auto asks the paragraph's language, and the first strong character if there is
// no language (UAX #9 P2).
const (
	Auto Direction = iota
	LeftToRight
	RightToLeft
)

// Paragraph is text to be set in lines. A line feed (or another character of
// UAX #14 class BK) inside it starts a new line, whose direction is asked anew.
type Paragraph struct {
	Spans     []Span
	Lang      string // BCP 47, such as "ja", "zh-Hant", "ar", "ja-x-easy"; empty: unknown
	Direction Direction
}

// Align is where a line stands that is narrower than the width.
type Align uint8

// Start is left in a left-to-right line and right in a right-to-left one.
const (
	Start Align = iota
	Center
	End
)

// Options of a layout. The zero value is good for running text.
type Options struct {
	Align Align
	// SmallKanaStart lets small kana and ー begin a line (UAX #14 class CJ as ID),
	// which narrow columns may want. The other rules stay.
	SmallKanaStart bool
	// LineHeight is the least height of a line, in em of the largest size of the
	// paragraph; 0: as high as the glyphs ask for.
	LineHeight float64
	// RubyScale is the size of readings against their base; 0: one half.
	RubyScale float64
	// ReserveRuby keeps room for readings in a paragraph that has none, so that it
	// stands evenly beside one that does.
	ReserveRuby bool
	// Uneven lets every line have its own height. Otherwise all lines of a
	// paragraph are as high as its highest could be, wherever it is broken.
	Uneven bool
}

// Line is one line, y growing downwards from its top edge.
type Line struct {
	Start, End int     // bytes of Prepared.Text, spaces and breaks at the end included
	Height     float64 // of the box that holds every glyph, readings included
	Baseline   float64 // from the top edge
	X, Width   float64 // of what is set, trailing spaces left out
	Runs       []Run   // from left to right
	Ruby       []Run   // readings, from left to right
	Hard       bool    // it ends because the text does, or by a line feed
	RTL        bool    // its paragraph direction
	Overflow   bool    // it is wider than was asked for, and could not be broken
}

// Run is a row of glyphs of one face, size and style.
type Run struct {
	Face       Face
	Style      Style
	Size       float64 // of the em; a reading's is smaller than its style's
	X          float64 // of its left edge, from that of the column, Line.X included
	Baseline   float64 // from the top edge of the line
	Width      float64
	Start, End int    // bytes of Prepared.Text it stands for; for a reading, of the base
	Reading    string // the text of a reading, else empty
	RTL        bool
	Glyphs     []Glyph // from left to right
}

// Glyph is one glyph in its place.
type Glyph struct {
	ID         uint32
	X, Y       float64 // of its origin, from the run's left edge and baseline; Y grows downwards
	Advance    float64
	Start, End int // bytes it stands for: of Prepared.Text, in a reading of Run.Reading
}

// Missing is a character that the chosen face has no glyph for.
type Missing struct {
	Rune   rune
	Offset int // byte of Prepared.Text; for a reading, of its base
}
