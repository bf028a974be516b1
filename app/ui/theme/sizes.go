package theme

// Size is a length by what it is for, in the toolkit's units (1/160 inch).
type Size int

// Sizes of text, then of room.
const (
	Small Size = iota // labels, furigana's company
	Body
	Large   // answers, buttons
	Heading // of a section
	Title   // of a page
	Icon    // beside text
	Touch   // least height of what is pressed
	Gap     // between things that belong together
	Space   // between groups
	Pad     // inside a card
	Column  // widest line of text that is easy to read
	sizes
)

// Size returns a length. Text and what is pressed grow with the reader's text
// size; room grows at half that rate, so that a small window keeps its text.
func (l Look) Size(s Size) float32 {
	base, f := base[s], l.Factor()
	if s == Gap || s == Space || s == Pad {
		f = 1 + (f-1)/2
	}
	return base * f
}

// Stroke is the width of the edges of cards and controls.
func (l Look) Stroke() float32 {
	if l.Scheme == Contrast {
		return 2
	}
	return 1
}

var base = [sizes]float32{
	Small: 14, Body: 16, Large: 18, Heading: 20, Title: 26,
	Icon: 24, Touch: 44, Gap: 8, Space: 20, Pad: 16, Column: 720,
}
