package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/aloud"
	"madoguchi/app/ui/page/help"
	"madoguchi/app/ui/theme"
)

// Key implements kit.Window: what a key does wherever the keyboard is.
func (w *Window) Key(e *fyne.KeyEvent) {
	w.Touch()
	if w.closed || w.quietTyped(e) {
		return
	}
	if p, ok := w.top().Page.(page.Keyed); ok && p.Keyed(e) {
		return
	}
	view := w.frame.View()
	switch e.Name {
	case fyne.KeyEscape:
		if w.Fresh(e) {
			w.Back()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if meant, p := w.Meant(e), w.screen.Primary; meant && p != nil && !p.Off {
			p.Do()
		}
	case fyne.KeyF1:
		w.help()
	case fyne.KeyF2:
		w.toggleSecond()
	case fyne.KeyF3:
		w.swap()
	case aloud.Key:
		w.readAloud()
	case fyne.KeyPageDown:
		view.By(1)
	case fyne.KeyPageUp:
		view.By(-1)
	case fyne.KeyDown:
		view.By(0.1)
	case fyne.KeyUp:
		view.By(-0.1)
	case fyne.KeyHome:
		view.To(0)
	case fyne.KeyEnd:
		view.By(1e6)
	}
}

// shortcuts are the keys with Ctrl.
func (w *Window) shortcuts() {
	add := func(k fyne.KeyName, f func()) {
		w.win.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) {
			w.Touch()
			f()
		})
	}
	add(fyne.KeyPlus, func() { w.resize(1) })
	add(fyne.KeyEqual, func() { w.resize(1) })
	add(fyne.KeyMinus, func() { w.resize(-1) })
	add(fyne.Key0, func() { w.setScale(1) })
}

// resize makes text one step larger or smaller.
func (w *Window) resize(step int) {
	all := theme.Scales()
	at := 0
	for i, s := range all {
		if s <= w.look.Factor() {
			at = i
		}
	}
	w.setScale(all[min(max(0, at+step), len(all)-1)])
}

func (w *Window) setScale(s float32) {
	l := w.look
	l.Scale = s
	w.SetLook(l)
}

// toggleSecond shows the second language beside the first, or takes it away.
func (w *Window) toggleSecond() {
	switch {
	case w.second != "":
		w.lastSecond = w.second
		w.SetLanguages(w.first, "")
	case w.lastSecond != "" && w.lastSecond != w.first:
		w.SetLanguages(w.first, w.lastSecond)
	case w.first != "ja":
		w.SetLanguages(w.first, "ja")
	default:
		w.SetLanguages(w.first, "en")
	}
}

// swap changes the places of helper and visitor.
func (w *Window) swap() {
	if w.second != "" {
		w.SetLanguages(w.second, w.first)
	}
}

// help opens what is to be known about the screen.
func (w *Window) help() {
	if _, open := w.top().Page.(*help.Page); !open {
		w.Open(help.New(w, w.screen))
	}
}

// Touch notes that somebody is there.
func (w *Window) Touch() {
	now := time.Now()
	w.touched.Store(&now)
}

// Focus implements kit.Window.
func (w *Window) Focus(f fyne.Focusable) {
	w.Touch()
	w.focus(f)
}

// focus is Focus where nobody asked for it.
func (w *Window) focus(f fyne.Focusable) {
	if f == nil {
		w.win.Canvas().Unfocus()
		return
	}
	w.win.Canvas().Focus(f)
}

// FocusNext implements kit.Window.
func (w *Window) FocusNext() { w.win.Canvas().FocusNext() }

// FocusPrevious implements kit.Window.
func (w *Window) FocusPrevious() { w.win.Canvas().FocusPrevious() }

// Clipboard implements kit.Window.
func (w *Window) Clipboard() fyne.Clipboard { return clipboard{w} }

// Relayout implements kit.Window.
func (w *Window) Relayout() {
	if w.frame != nil {
		w.frame.Relayout()
	}
}

// Reveal implements kit.Window. What was brought into sight last is left where it is:
// a window that gets the keyboard back tells what had it once more, and whoever
// reads elsewhere on the page is not to be thrown back to it.
func (w *Window) Reveal(o fyne.CanvasObject) {
	if w.revealed != o {
		w.reveal(o)
	}
}

// reveal scrolls until an object is in sight.
func (w *Window) reveal(o fyne.CanvasObject) {
	w.revealed = o
	if w.frame == nil {
		return
	}
	d := fyne.CurrentApp().Driver()
	view := w.frame.View()
	if !view.Holds(o) {
		return
	}
	top := d.AbsolutePositionForObject(o).Y
	at := d.AbsolutePositionForObject(view).Y
	before := view.Offset()
	view.Reveal(top, top+o.Size().Height, at)
	// Who comes up to the first thing of a page sees what stands above it.
	if all := kit.Focusables(view); view.Offset() < before && len(all) > 0 && any(all[0]) == any(o) &&
		top-at+before+o.Size().Height <= view.Size().Height {
		view.To(0)
	}
}
