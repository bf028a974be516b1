package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"madoguchi/i18n/flow"
)

// Text is what is to be set: String may have readings in Aozora notation
// (｜住民票《じゅうみんひょう》), and a line feed in it begins a new line. Lang (BCP 47)
// chooses faces and direction.
type Text struct{ Lang, String string }

// Isolate wraps a telephone number, date or other text that reads from the left,
// so that it does so in an Arabic line as well.
func Isolate(text string) string { return flow.Isolate(text) }

// Align is where a line stands that is narrower than its column.
type Align = flow.Align

// Start is left, in a line that reads from the right it is right; End is opposite.
const (
	Start  = flow.Start
	Center = flow.Center
	End    = flow.End
)

// Color is a shade of red, green and blue, each from 0 (none) to 1.
type Color struct{ R, G, B float64 }

// Gray is a shade between 0 (black) and 1 (white).
func Gray(g float64) Color { return Color{g, g, g} }

// Style is how a text looks. The zero Color is black.
type Style struct {
	Size  float64 // of the em, in points; above zero
	Bold  bool
	Color Color
	Align Align
	// LineHeight is the least distance of lines in em; 0: as close as nothing is cut.
	LineHeight float64
}

// Block is a text set in a column.
type Block struct {
	// Height is that of all its lines, Baseline where the first one stands, from the
	// upper edge; both in points.
	Height, Baseline float64
	// Width is that of the widest line, Last that of the last.
	Width, Last float64
	// Overflow: a word is wider than the column.
	Overflow bool
	// RTL: its first line reads from the right.
	RTL bool
	// Missing are the characters no face has; they show as empty boxes.
	Missing []rune

	column float64
	lang   string
	text   string
	color  Color
	lines  []flow.Line
}

// Set sets a text in a column of a width in points. Nothing of it is left out.
func (f *Fonts) Set(t Text, s Style, width float64) *Block {
	style := flow.Style{Size: s.Size}
	if s.Bold {
		style.Weight = flow.Bold
	}
	p := f.engine.Prepare(
		flow.Paragraph{Spans: []flow.Span{spanOf(t.String, style)}, Lang: t.Lang},
		flow.Options{Align: s.Align, LineHeight: s.LineHeight})
	b := &Block{lang: t.Lang, text: p.Text, color: s.Color, column: width}
	for _, m := range p.Missing {
		b.Missing = append(b.Missing, m.Rune)
	}
	for l := range p.Lines(width) {
		if len(b.lines) == 0 {
			b.Baseline, b.RTL = l.Baseline, l.RTL
		}
		b.lines = append(b.lines, l)
		b.Height += l.Height
		b.Width, b.Last = max(b.Width, l.Width), l.Width
		b.Overflow = b.Overflow || l.Overflow
	}
	return b
}

// Lines is how many lines the text takes.
func (b *Block) Lines() int { return len(b.lines) }

// The marks of Aozora notation.
const (
	bar   = "｜"
	open  = "《"
	shut  = "》"
	marks = bar + open + shut
)

// spanOf reads a text in Aozora notation. Marks that belong to no reading are
// shown as they are: nothing of a text is lost.
func spanOf(text string, style flow.Style) flow.Span {
	span := flow.Plain(text, style)
	if !strings.Contains(text, open) {
		return span
	}
	run := span.Runs[0]
	span.Runs = span.Runs[:0]
	add := func(base, reading string) {
		if base != "" {
			run.Base, run.Reading = base, reading
			span.Runs = append(span.Runs, run)
		}
	}
	for text != "" {
		before, reading, rest, ok := nextReading(text)
		if !ok {
			add(text, "")
			break
		}
		at := strings.LastIndex(before, bar)
		var base string
		if at >= 0 {
			base = before[at+len(bar):]
		} else {
			at = kanjiAt(before)
			base = before[at:]
		}
		if base == "" || strings.ContainsAny(base, marks+"\n") {
			add(before+open+reading+shut, "")
		} else {
			add(before[:at], "")
			add(base, reading)
		}
		text = rest
	}
	return span
}

// nextReading cuts a text at its first reading.
func nextReading(text string) (before, reading, rest string, ok bool) {
	before, rest, ok = strings.Cut(text, open)
	if !ok {
		return "", "", "", false
	}
	reading, rest, ok = strings.Cut(rest, shut)
	if !ok || strings.TrimSpace(reading) == "" || strings.ContainsAny(reading, marks+"\n") {
		return "", "", "", false
	}
	return before, reading, rest, true
}

// kanjiAt is where the run of kanji at the end of a text begins.
func kanjiAt(s string) int {
	at := len(s)
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.Is(unicode.Han, r) && r != '〆' && r != 'ヶ' {
			break
		}
		at -= n
	}
	return at
}
