package kit

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"madoguchi/i18n/flow"
)

// Drawn is a line of text where it is drawn.
type Drawn struct {
	Line flow.Line
	// Left is where the picture begins, from the line's own beginning.
	Left float32
	At   fyne.Position // in the text
	Size fyne.Size
	// Scrolls: it shows a part of a longer line.
	Scrolls bool
}

// Cuts lists the words that a line ends inside of, in writing that has spaces.
func (t *Text) Cuts() []string {
	var out []string
	for _, b := range t.blocks {
		for line := range b.p.Lines(float64(t.laid)) {
			if line.Hard || line.End >= len(b.p.Text) {
				continue
			}
			before, _ := utf8.DecodeLastRuneInString(b.p.Text[:line.End])
			after, _ := utf8.DecodeRuneInString(b.p.Text[line.End:])
			if spaced(before) && spaced(after) {
				out = append(out, b.p.Text[line.Start:])
			}
		}
	}
	return out
}

func spaced(r rune) bool { return unicode.In(r, unicode.Latin, unicode.Arabic, unicode.Devanagari) }

// Drawn is what is written in a field.
func (e *entry) Drawn() []Drawn {
	l := e.line
	down := (float64(e.text.Size().Height) - l.Height) / 2
	l.Runs = slices.Clone(l.Runs)
	for i := range l.Runs {
		l.Runs[i].Baseline += down
	}
	return []Drawn{{l, float32(e.scroll - 1), e.text.Position(), e.text.Size(), true}}
}

// Drawn lists the lines of a text.
func (t *Text) Drawn() []Drawn { return drawn(t.lines) }

// Drawn lists the lines in sight.
func (l *long) Drawn() []Drawn {
	var lines []inkedLine
	for _, x := range l.shown {
		if x != nil {
			lines = append(lines, *x)
		}
	}
	return drawn(lines)
}

func drawn(lines []inkedLine) []Drawn {
	var out []Drawn
	for _, l := range lines {
		out = append(out, Drawn{l.line, l.left, l.Position(), l.Size(), false})
	}
	return out
}

// Faces is where the kit takes its faces from.
func (k *Kit) Faces() *flow.Library { return k.faces }

// Fake lets a test say what time it is, and when later is.
func (p *Progress) Fake(clock func() time.Time, after func(time.Duration, func())) {
	p.clock, p.after = clock, after
}

// Bar is where the filled part of the bar is, and how wide; zero if it is hidden.
func (p *Progress) Bar() (x, w float32) {
	if f := p.view.fill; f.Visible() {
		return f.Position().X, f.Size().Width
	}
	return 0, 0
}

// Rows are the rows of a long text.
func Rows(b Box) []string {
	l := b.(*long)
	var out []string
	for _, r := range l.rows {
		out = append(out, l.text[r.start:r.end])
	}
	return out
}
