package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/kit"
)

// SettleFor is the usual Options.Settle: as long as the second press of a slow
// double click may take.
const SettleFor = 400 * time.Millisecond

// rest is how long nothing comes of a key that is not held: longer than on any
// system a key must be held before it goes on pressing. Where the toolkit missed
// that a key went up, it is after this that the key works again.
const rest = 10 * time.Second

// guard tells a press that a person means from one that was meant for the screen
// before: of a key that is still held down, or the second of a double click.
type guard struct {
	// down is the key that went down last, until it has answered something.
	down fyne.KeyName
	// hears: the toolkit tells when a key goes down, which one that is held does
	// not do again.
	hears bool
	// typed is the key that was typed last, and at when.
	typed fyne.KeyName
	at    time.Time
	// since is when the screen changed.
	since time.Time
	// stands is what can be pressed on it.
	stands []string
}

// KeyDown is told every key that goes down, wherever the keyboard is, but not
// that it is held.
func (w *Window) KeyDown(e *fyne.KeyEvent) {
	w.Touch()
	w.guard.down, w.guard.hears = e.Name, true
	if e.Name == QuietKey && !w.closed {
		w.quietKey()
	}
}

// Fresh reports whether a key went down for what it is asked to do now. One press
// is good for one answer, however long it is held.
func (w *Window) Fresh(e *fyne.KeyEvent) bool {
	g, now := &w.guard, time.Now()
	fresh := !g.hears || g.down == e.Name || g.typed == e.Name && now.Sub(g.at) >= rest
	g.down, g.typed, g.at = "", e.Name, now
	return fresh
}

// Meant reports whether a key (nil: the pointer) is pressed for the screen that
// stands there now.
func (w *Window) Meant(e *fyne.KeyEvent) bool {
	if e != nil && !w.Fresh(e) {
		return false
	}
	return time.Since(w.guard.since) >= w.o.Settle
}

// see notes whether the screen that was just made has something else to press
// than the one before.
func (g *guard) see(title string, f *kit.Frame) {
	stands := []string{title}
	for _, x := range kit.Focusables(f) {
		stands = append(stands, labelOf(x))
	}
	if !slices.Equal(stands, g.stands) {
		g.stands, g.since = stands, time.Now()
	}
}
