package kit

import "fyne.io/fyne/v2"

// Whole is a Box made of Boxes.
type Whole interface {
	Box
	// Parts are the Boxes it is made of, in the order in which they are read.
	Parts() []Box
}

// Parts implements Whole.
func (g *group) Parts() []Box     { return g.items }
func (f *filled) Parts() []Box    { return []Box{f.content} }
func (p *pressable) Parts() []Box { return []Box{p.content} }

// Walk calls f for a box and all that is in it, as it is read, until f says false.
func Walk(b Box, f func(Box) bool) bool {
	if b == nil || !b.Visible() {
		return true
	}
	if !f(b) {
		return false
	}
	if w, ok := b.(Whole); ok {
		for _, p := range w.Parts() {
			if !Walk(p, f) {
				return false
			}
		}
	}
	return true
}

// Focusables lists what can have the keyboard in a box, in the order of Tab.
func Focusables(b Box) []fyne.Focusable {
	var out []fyne.Focusable
	Walk(b, func(b Box) bool {
		if f, ok := b.(fyne.Focusable); ok {
			if d, ok := b.(interface{ Disabled() bool }); !ok || !d.Disabled() {
				out = append(out, f)
			}
		}
		return true
	})
	return out
}

// Labelled is a widget that says what it is.
type Labelled interface{ Label() Msg }
