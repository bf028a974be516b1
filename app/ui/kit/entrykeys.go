package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.Focusable    = (*entry)(nil)
	_ fyne.Shortcutable = (*entry)(nil)
	_ desktop.Keyable   = (*entry)(nil)
	_ desktop.Mouseable = (*entry)(nil)
)

func (e *entry) TypedRune(r rune) {
	if e.v.insert(string(r), true) {
		e.v.tell()
	}
}

func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyBackspace:
		e.change(e.v.erase(-1))
	case fyne.KeyDelete:
		e.change(e.v.erase(1))
	case fyne.KeyLeft:
		e.goBeside(-1)
	case fyne.KeyRight:
		e.goBeside(1)
	case fyne.KeyHome:
		e.goTo(0)
	case fyne.KeyEnd:
		e.goTo(len(e.v.runes))
	case fyne.KeySpace:
	default:
		e.k.Window.Key(ev)
	}
}

func (e *entry) change(did bool) {
	if did {
		e.v.tell()
	}
}

func (e *entry) goTo(at int) {
	e.v.goTo(at, e.shift)
	e.show()
}

// goBeside goes one cluster on, in the direction seen.
func (e *entry) goBeside(step int) {
	if e.line.RTL {
		step = -step
	}
	if from, to := e.v.selected(); from != to && !e.shift {
		if step < 0 {
			e.goTo(from)
		} else {
			e.goTo(to)
		}
		return
	}
	e.goTo(e.v.beside(e.v.caret, step))
}

func (e *entry) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		e.shift = true
	}
}

func (e *entry) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		e.shift = false
	}
}

func (e *entry) TypedShortcut(s fyne.Shortcut) {
	e.v.sync()
	from, to := e.v.selected()
	switch s := s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut:
		if from == to {
			return
		}
		e.k.Window.Clipboard().SetContent(string(e.v.runes[from:to]))
		if _, ok := s.(*fyne.ShortcutCut); ok {
			e.change(e.v.erase(0))
		}
	case *fyne.ShortcutPaste:
		e.change(e.v.insert(e.k.Window.Clipboard().Content(), false))
	case *fyne.ShortcutSelectAll:
		e.v.goTo(0, false)
		e.v.goTo(len(e.v.runes), true)
		e.show()
	case *fyne.ShortcutUndo:
		e.change(e.v.again(&e.v.undo, &e.v.redo))
	case *fyne.ShortcutRedo:
		e.change(e.v.again(&e.v.redo, &e.v.undo))
	default:
		passOn(e, s)
	}
}

// MouseDown puts the caret there.
func (e *entry) MouseDown(ev *desktop.MouseEvent) {
	e.k.Window.Focus(e)
	e.goTo(e.runeAt(ev.Position.X))
}

func (e *entry) MouseUp(*desktop.MouseEvent) {}

// runeAt is the place of the caret nearest to x.
func (e *entry) runeAt(x float32) int {
	at := float64(x-e.pad()) + e.scroll
	best, near := 0, -1.0
	for _, s := range e.stops {
		if d := max(s.x-at, at-s.x); near < 0 || d < near {
			best, near = s.rune, d
		}
	}
	return best
}
