package kit

import "madoguchi/app/ui/theme"

// lineAt is where the first line of a text stands in a box.
type lineAt struct{ baseline, size float32 }

// middle is the middle of the line's letters, readings left out.
func (l lineAt) middle() float32 { return l.baseline - 0.37*l.size }

// firstLine finds the first line of a box of a width, if it begins with text.
func firstLine(b Box, width float32) (lineAt, bool) {
	switch b := b.(type) {
	case *Text:
		b.lay(width)
		if len(b.lines) > 0 {
			l := b.lines[0]
			return lineAt{l.Position().Y + float32(l.line.Baseline), b.k.Look.Size(max(b.style.Size, theme.Small))}, true
		}
	case *group:
		items := b.shown()
		if _, ok := b.how.(column); ok && len(items) > 0 {
			return firstLine(items[0], width)
		}
	}
	return lineAt{}, false
}
