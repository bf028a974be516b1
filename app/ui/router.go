package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	quietpage "madoguchi/app/ui/page/quiet"
)

// Open implements page.Host.
func (w *Window) Open(p page.Page) {
	if top := w.top(); top != nil && w.frame != nil {
		top.place = w.spot()
	}
	ctx, stop := context.WithCancel(context.Background())
	w.stack = append(w.stack, &opened{Page: p, ctx: ctx, stop: stop})
	w.tell(p)
	w.show(true)
	if next := w.next; next != nil && w.mode != 0 {
		w.next = nil
		w.Open(next(w))
	}
}

// Back implements page.Host: a step back inside the page, or to the page before.
func (w *Window) Back() {
	top := w.top()
	if top == nil || w.held() {
		return
	}
	if b, ok := top.Page.(page.Backer); ok && b.Back() {
		w.show(true)
		return
	}
	if len(w.stack) < 2 {
		return
	}
	w.leave()
	w.put(&w.top().place)
}

// Home implements page.Host.
func (w *Window) Home() {
	if w.held() {
		return
	}
	for len(w.stack) > w.homeAt() {
		w.leave()
	}
	w.show(true)
}

// homeAt is how many pages there are when Home is on top: once the first question
// was answered it lies below.
func (w *Window) homeAt() int {
	if w.mode == 0 {
		return 1
	}
	return 2
}

// restart leaves every page and begins with the first question.
func (w *Window) restart() {
	w.leaveAll()
	w.SetMode(0)
	w.Open(w.home(w))
}

// Refresh implements page.Host.
func (w *Window) Refresh(top bool) { w.show(top) }

// Do implements kit.Window.
func (w *Window) Do(f func()) { w.o.Do(f) }

// DoFor implements page.Host.
func (w *Window) DoFor(p page.Page, f func()) {
	w.o.Do(func() {
		if w.opened(p) != nil {
			f()
		}
	})
}

// Context implements page.Host. It has ended for a page that is not open.
func (w *Window) Context(p page.Page) context.Context {
	if o := w.opened(p); o != nil {
		return o.ctx
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	return ctx
}

func (w *Window) opened(p page.Page) *opened {
	for _, o := range w.stack {
		if o.Page == p {
			return o
		}
	}
	return nil
}

func (w *Window) top() *opened {
	if len(w.stack) == 0 {
		return nil
	}
	return w.stack[len(w.stack)-1]
}

// leave takes the page on top away for good.
func (w *Window) leave() {
	o := w.top()
	w.stack = w.stack[:len(w.stack)-1]
	o.stop()
	o.Leave()
}

func (w *Window) leaveAll() {
	for len(w.stack) > 0 {
		w.leave()
	}
}

// busy reports whether a page must not be interrupted now.
func (w *Window) busy() bool {
	for _, o := range w.stack {
		if b, ok := o.Page.(page.Busy); ok && b.Busy() {
			return true
		}
	}
	return false
}

// show makes the screen of the page on top anew, with the keyboard where it was,
// or at the beginning.
func (w *Window) show(top bool) {
	if w.frame == nil || top {
		w.put(nil)
		return
	}
	at := w.spot()
	w.put(&at)
}

// held is busy where somebody wants to interrupt it, who is told.
func (w *Window) held() bool {
	if !w.busy() {
		return false
	}
	if !w.asked {
		w.asked = true
		w.show(false)
	}
	return true
}

// put makes the screen of the page on top anew, with the keyboard at a place.
func (w *Window) put(at *spot) {
	o := w.top()
	if o == nil {
		return
	}
	k := w.tools()
	k.Told()
	w.screen = o.Screen(k)
	if w.quiet.on() {
		w.frame = k.Frame(k.Room(0), nil, k.Within(k.Groups(w.screen.Body...)), nil, k.Room(0))
	} else {
		w.frame = w.around(k, w.screen)
	}
	w.win.SetTitle(w.title())
	w.win.SetContent(w.frame)
	w.guard.see(w.title(), w.frame)
	if at == nil {
		w.enter()
	} else {
		w.restore(*at)
	}
}

func (w *Window) title() string {
	if w.quiet.on() || w.quiet.always {
		return w.kit.String(quietpage.Title())
	}
	name := w.kit.String(kit.T("window.program"))
	parts := ""
	if !w.screen.Title.Empty() {
		parts = w.kit.String(w.screen.Title)
	}
	if !w.screen.Step.Empty() {
		parts += " · " + w.kit.String(w.screen.Step)
	}
	if parts == "" {
		return name
	}
	return parts + " — " + name
}

// enter gives the keyboard to what the screen wants, or to the first thing on the
// page that can have it.
func (w *Window) enter() {
	if w.screen.First != nil {
		w.focus(w.screen.First)
		w.inSight(w.screen.First)
		return
	}
	if p := w.primary(); p != nil && w.screen.Tells {
		w.focus(p)
		w.frame.View().To(0)
		return
	}
	for _, f := range kit.Focusables(w.frame.View()) {
		w.focus(f)
		w.frame.View().To(0)
		w.belowIsNobodys(f)
		return
	}
	w.focus(w.primary())
}

// belowIsNobodys takes the keyboard from what lies below the part of the page that is in
// sight, once the screen has its size: Enter must not choose what nobody has seen.
// What is half in sight, or is there to be written in, is brought into it.
func (w *Window) belowIsNobodys(f fyne.Focusable) {
	w.o.Do(func() {
		o, ok := f.(fyne.CanvasObject)
		if !ok || w.win.Canvas().Focused() != f || !w.frame.View().Holds(o) {
			return
		}
		d, view := fyne.CurrentApp().Driver(), w.frame.View()
		_, pressed := f.(interface{ Press() })
		if pressed && d.AbsolutePositionForObject(o).Y >= d.AbsolutePositionForObject(view).Y+view.Size().Height {
			w.win.Canvas().Unfocus()
			return
		}
		w.reveal(o)
	})
}

// inSight scrolls to what has the keyboard once the screen has its size, which it
// may not have yet.
func (w *Window) inSight(f fyne.Focusable) {
	w.o.Do(func() {
		if o, ok := f.(fyne.CanvasObject); ok && w.win.Canvas().Focused() == f {
			w.reveal(o)
		}
	})
}

// primary is the button of the screen's one action, or nil.
func (w *Window) primary() fyne.Focusable {
	if w.screen.Primary == nil {
		return nil
	}
	for _, f := range kit.Focusables(w.frame) {
		if l, ok := f.(kit.Labelled); ok && l.Label().ID() == w.screen.Primary.Label.ID() {
			return f
		}
	}
	return nil
}

// spot is where the keyboard is and how far the page is scrolled.
type spot struct {
	label string
	nth   int
	at    float32
	// part is at as a part of the page's height, and away that what has the keyboard
	// was not in sight: somebody reads elsewhere.
	part float32
	away bool
}

func (w *Window) spot() spot {
	view := w.frame.View()
	s := spot{nth: -1, at: view.Offset()}
	s.part = s.at / max(1, view.Content().Size().Height)
	focused := w.win.Canvas().Focused()
	for i, f := range kit.Focusables(w.frame) {
		if f == focused {
			s.nth, s.label = i, labelOf(f)
			if o, ok := f.(fyne.CanvasObject); ok {
				s.away = w.away(o)
			}
		}
	}
	return s
}

// away reports whether an object of the page is scrolled out of sight.
func (w *Window) away(o fyne.CanvasObject) bool {
	view := w.frame.View()
	if !view.Holds(o) {
		return false
	}
	d := w.app.Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(view).Y
	return top+o.Size().Height <= 0 || top >= view.Size().Height
}

// restore finds the place again on the screen made anew: the thing of the same
// label nearest to where it was, else the beginning.
func (w *Window) restore(s spot) {
	var found fyne.Focusable
	best := 1 << 20
	for i, f := range kit.Focusables(w.frame) {
		if d := max(i-s.nth, s.nth-i); s.nth >= 0 && labelOf(f) == s.label && d < best {
			found, best = f, d
		}
	}
	view := w.frame.View()
	switch {
	case found != nil:
		view.To(s.at)
		w.focus(found)
	case s.nth < 0 && s.at > 0: // somebody only reads
		s.away = true
	default:
		w.enter()
		return
	}
	if s.away {
		view.To(s.part * view.Content().Size().Height)
	}
}

func labelOf(f fyne.Focusable) string {
	if l, ok := f.(kit.Labelled); ok {
		return l.Label().Key()
	}
	return ""
}
