package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.Focusable      = (*entry)(nil)
	_ fyne.Shortcutable   = (*entry)(nil)
	_ fyne.Tappable       = (*entry)(nil)
	_ fyne.DoubleTappable = (*entry)(nil)
	_ fyne.Draggable      = (*entry)(nil)
	_ desktop.Keyable     = (*entry)(nil)
	_ desktop.Mouseable   = (*entry)(nil)
	_ desktop.Cursorable  = (*entry)(nil)
)

// TypedRune takes what the keyboard or an input method gives, one character at a
// time.
func (e *entry) TypedRune(r rune) {
	e.k.touch() // an input method gives no keys
	e.change(e.v.insert(string(r), true))
}

func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	e.v.sync()
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
		e.goTo(0, e.shift)
	case fyne.KeyEnd:
		e.goTo(len(e.v.runes), e.shift)
	case fyne.KeySpace: // comes as a character too
	default:
		e.k.Window.Key(ev)
	}
}

func (e *entry) change(did bool) {
	if did {
		e.v.tell()
	}
}

func (e *entry) goTo(at int, selecting bool) {
	e.v.goTo(at, selecting)
	e.show()
}

// along is a step to the left or right in the order of the text.
func (e *entry) along(step int) int {
	if e.line.RTL {
		return -step
	}
	return step
}

// goBeside goes one cluster to the left or right, or to the end of what is
// selected.
func (e *entry) goBeside(step int) {
	step = e.along(step)
	from, to := e.v.selected()
	switch {
	case from == to || e.shift:
		e.goTo(e.v.beside(e.v.caret, step), e.shift)
	case step < 0:
		e.goTo(from, false)
	default:
		e.goTo(to, false)
	}
}

// KeyDown and KeyUp see whether Shift is held, which the keys themselves do not
// say.
func (e *entry) KeyDown(ev *fyne.KeyEvent) {
	e.k.keyDown(ev)
	e.hold(ev, true)
}

func (e *entry) KeyUp(ev *fyne.KeyEvent) { e.hold(ev, false) }

func (e *entry) hold(ev *fyne.KeyEvent, down bool) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		e.shift = down
	}
}

// TypedShortcut does what keys with Ctrl do in a text, and passes on the others.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	e.v.sync()
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		e.copy()
	case *fyne.ShortcutCut:
		if e.copy() {
			e.change(e.v.erase(1))
		}
	case *fyne.ShortcutPaste:
		e.change(e.v.insert(e.k.Window.Clipboard().Content(), false))
	case *fyne.ShortcutSelectAll:
		e.v.goTo(0, false)
		e.goTo(len(e.v.runes), true)
	case *fyne.ShortcutUndo:
		e.change(e.v.again(&e.v.undo, &e.v.redo))
	case *fyne.ShortcutRedo:
		e.change(e.v.again(&e.v.redo, &e.v.undo))
	case *desktop.CustomShortcut:
		if !e.byWord(s) {
			passOn(e, s)
		}
	default:
		passOn(e, s)
	}
}

// copy puts what is selected on the clipboard, if there is something.
func (e *entry) copy() bool {
	from, to := e.v.selected()
	if from != to {
		e.k.Window.Clipboard().SetContent(string(e.v.runes[from:to]))
	}
	return from != to
}

// byWord does what Ctrl, on a Mac Alt, makes of the arrows and the keys that
// erase.
func (e *entry) byWord(s *desktop.CustomShortcut) bool {
	selecting := s.Modifier&fyne.KeyModifierShift != 0
	if m := s.Modifier &^ fyne.KeyModifierShift; m != fyne.KeyModifierControl && m != fyne.KeyModifierAlt {
		return false
	}
	switch s.KeyName {
	case fyne.KeyLeft:
		e.goTo(e.v.wordEnd(e.v.caret, e.along(-1)), selecting)
	case fyne.KeyRight:
		e.goTo(e.v.wordEnd(e.v.caret, e.along(1)), selecting)
	case fyne.KeyHome:
		e.goTo(0, selecting)
	case fyne.KeyEnd:
		e.goTo(len(e.v.runes), selecting)
	case fyne.KeyBackspace:
		e.eraseWord(-1)
	case fyne.KeyDelete:
		e.eraseWord(1)
	default:
		return false
	}
	return true
}

func (e *entry) eraseWord(step int) {
	if from, to := e.v.selected(); from == to {
		e.v.goTo(e.v.wordEnd(e.v.caret, step), true)
	}
	if from, to := e.v.selected(); from != to {
		e.change(e.v.erase(step))
	}
}

// MouseDown puts the caret where the pointer is; with Shift it selects up to
// there.
func (e *entry) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonSecondary {
		return
	}
	e.k.Window.Focus(e)
	e.goTo(e.runeAt(ev.Position.X), ev.Modifier&fyne.KeyModifierShift != 0)
}

func (e *entry) MouseUp(*desktop.MouseEvent) {}

// Tapped gives it the keyboard.
func (e *entry) Tapped(*fyne.PointEvent) { e.k.Window.Focus(e) }

// DoubleTapped selects the word.
func (e *entry) DoubleTapped(ev *fyne.PointEvent) {
	e.v.selectWord(e.runeUnder(ev.Position.X))
	e.show()
}

// Dragged selects up to the pointer.
func (e *entry) Dragged(ev *fyne.DragEvent) { e.goTo(e.runeAt(ev.Position.X), true) }

func (e *entry) DragEnd() {}

// runeAt is the place of the caret nearest to x.
func (e *entry) runeAt(x float32) int {
	left, _ := e.sides()
	at := float64(x-left) + e.scroll
	best, near := 0, -1.0
	for _, s := range e.stops {
		if d := max(s.x-at, at-s.x); near < 0 || d < near {
			best, near = s.rune, d
		}
	}
	return best
}

// runeUnder is the cluster that is drawn at x.
func (e *entry) runeUnder(x float32) int {
	left, _ := e.sides()
	at := float64(x-left) + e.scroll
	for _, s := range e.stops[:len(e.stops)-1] {
		if at >= min(s.x, s.past) && at < max(s.x, s.past) {
			return s.rune
		}
	}
	return e.runeAt(x)
}
