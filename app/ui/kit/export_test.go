package kit

import (
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
		out = append(out, Drawn{l.line, l.left, l.Position(), l.Size()})
	}
	return out
}

// Faces is where the kit takes its faces from.
func (k *Kit) Faces() *flow.Library { return k.faces }
