package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// secretEye is the button that shows the letters for a while. With the pointer it
// leaves the keyboard to the field.
type secretEye struct {
	*pressable
	f *secretField
	// before is how the field stood when the pointer went down, which is before
	// the field lost the keyboard by it and covered the letters.
	before, down bool
	// keep: the letters were shown when the pointer went down on a key.
	keep bool
}

func (k *Kit) eye(f *secretField) *secretEye {
	e := &secretEye{f: f}
	e.pressable = k.press(quiet, Action{Label: T("window.kit.secret.show"), Do: func() { f.show(!f.shown) }}, k.Icon("eye", theme.Ink))
	e.pad = fyne.NewSquareSize((k.Look.Size(theme.Touch) - k.Look.Size(theme.Icon)) / 2)
	e.BaseWidget = widget.BaseWidget{} // it is no longer the widget that stands there
	e.ExtendBaseWidget(e)
	f.eye = e
	return e
}

// paint shows whether the letters can be seen.
func (e *secretEye) paint() {
	name := "eye"
	if e.f.shown {
		name = "eye_off"
	}
	if p, ok := e.content.(*picture); ok {
		p.image.Resource = e.k.icon(name, theme.Ink)
		p.image.Refresh()
	}
	e.pressable.paint()
}

func (e *secretEye) MouseDown(*desktop.MouseEvent) { e.before, e.down = e.f.shown, true }
func (e *secretEye) MouseUp(*desktop.MouseEvent)   {}

func (e *secretEye) Tapped(*fyne.PointEvent) {
	want := !e.f.shown
	if e.down {
		want = !e.before
	}
	e.down = false
	e.k.Window.Focus(e.f)
	e.f.show(want)
}

func (e *secretEye) FocusGained() {
	e.focused = true
	e.paint()
	e.k.Window.Reveal(e)
}

func (e *secretEye) FocusLost() {
	e.f.show(false)
	e.pressable.FocusLost()
}

// secretKeys are the letters and digits as keys, for people who do not find them
// on the keyboard.
func (k *Kit) secretKeys(f *secretField) *keypad {
	var keys []key
	for _, r := range "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		keys = append(keys, key{label: Data(string(r), "en"), do: func() {
			f.TypedRune(r)
			f.again()
		}})
	}
	keys = append(keys, key{label: T("window.kit.delete"), icon: "backspace", do: func() {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		f.again()
	}})
	p := k.keypad(T("window.kit.secret.keys"), keys, rowsOf(len(keys), 10), rowsOf(len(keys), 7), rowsOf(len(keys), 5), rowsOf(len(keys), 3))
	p.typed = f.TypedRune
	p.down = func() { f.eye.keep = f.shown }
	p.pressed = func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyBackspace || e.Name == fyne.KeyDelete {
			f.TypedKey(e)
			return true
		}
		return false
	}
	return p
}

// again gives the keyboard back to the field after a key was pressed with the
// pointer, and shows the letters if they were shown before.
func (f *secretField) again() {
	keep := f.eye.keep
	f.eye.keep = false
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil && c.Focused() == nil {
		f.k.Window.Focus(f)
		if keep {
			f.show(true)
		}
	}
}

// rowsOf stands n keys in rows of a length.
func rowsOf(n, length int) grid2 {
	var g grid2
	for i := 0; i < n; i += length {
		row := make([]int, 0, length)
		for j := i; j < i+length; j++ {
			if j < n {
				row = append(row, j)
			} else {
				row = append(row, -1)
			}
		}
		g = append(g, row)
	}
	return g
}
