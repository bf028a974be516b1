// Package pagetest opens the window without a screen and does in it what a person
// would: press what is written there, type, read. Only tests import it.
package pagetest

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// patience is how long anything may take before the test gives up.
const patience = 20 * time.Second

// nextLook is how long until what is waited for is looked at again.
const nextLook = 20 * time.Millisecond

// Desk is an open window with somebody in front of it. All of its methods are
// for the goroutine of the test, which plays the toolkit's.
type Desk struct {
	*ui.Window
	t     testing.TB
	win   fyne.Window
	queue chan func()
}

// Open opens a window of 1024 × 760 with a first page. Unless o says otherwise it
// takes a press as soon as a screen stands there.
func Open(t testing.TB, o ui.Options, first func(page.Host) page.Page) *Desk {
	t.Helper()
	if o.Settle == 0 {
		o.Settle = -1
	}
	d := &Desk{t: t, queue: make(chan func(), 4096)}
	o.Do = func(f func()) { d.queue <- f }
	a := test.NewApp()
	w, err := ui.New(a, o, first)
	if err != nil {
		t.Fatal(err)
	}
	d.Window, d.win = w, w.Toplevel()
	d.Resize(1024, 760)
	t.Cleanup(func() {
		w.Close()
		d.pump()
		a.Quit()
		letGo()
	})
	return d
}

// letGo lets the toolkit forget screens that nobody has looked at for a minute: it
// keeps everything that ever stood on one until something is drawn.
func letGo() { software.NewCanvas().Capture() }

// Resize gives the window another size.
func (d *Desk) Resize(width, height float32) { d.win.Resize(fyne.NewSize(width, height)) }

// Canvas is the window's.
func (d *Desk) Canvas() fyne.Canvas { return d.win.Canvas() }

// Title is the window's title.
func (d *Desk) Title() string { return d.win.Title() }

// pump does what was handed to the toolkit's goroutine.
func (d *Desk) pump() {
	for {
		select {
		case f := <-d.queue:
			f()
		default:
			return
		}
	}
}

// Until waits for something to be so, doing meanwhile what other goroutines hand
// over. It looks again now and then too: not all that comes to be is handed over.
func (d *Desk) Until(what string, so func() bool) {
	d.t.Helper()
	d.pump()
	late, again := time.After(patience), time.NewTicker(nextLook)
	defer again.Stop()
	for !so() {
		select {
		case f := <-d.queue:
			f()
		case <-again.C:
		case <-late:
			d.t.Fatalf("it did not come to be that %s; the window %q says:\n%s", what, d.Title(), d.Says())
		}
	}
}

// UntilTitle waits for a window title that begins like this.
func (d *Desk) UntilTitle(begins string) {
	d.t.Helper()
	d.Until("the title begins with "+begins, func() bool { return strings.HasPrefix(d.Title(), begins) })
}

// UntilSays waits for words on the screen.
func (d *Desk) UntilSays(words string) {
	d.t.Helper()
	d.Until("the screen says "+words, func() bool { return strings.Contains(d.Says(), words) })
}

// Says is everything the screen says, from top to bottom, a line a text.
func (d *Desk) Says() string {
	d.t.Helper()
	var b strings.Builder
	kit.Walk(d.Frame(), func(x kit.Box) bool {
		if s, ok := x.(interface{ Says() string }); ok {
			b.WriteString(s.Says())
			b.WriteByte('\n')
		}
		return true
	})
	if i := strings.Index(b.String(), "[window."); i >= 0 {
		d.t.Errorf("a text is missing: %s", strings.SplitN(b.String()[i:], "\n", 2)[0])
	}
	return b.String()
}

// Press taps what has the text of an id, or the data, on it.
func (d *Desk) Press(label string) {
	d.t.Helper()
	d.pump()
	p := d.Find(label)
	if p == nil {
		d.t.Fatalf("nothing to press says %s; the window %q says:\n%s", label, d.Title(), d.Says())
	}
	p.(fyne.Tappable).Tapped(&fyne.PointEvent{})
	d.pump()
}

// Find is what can be pressed and has that label, or nil.
func (d *Desk) Find(label string) fyne.Focusable {
	for _, f := range kit.Focusables(d.Frame()) {
		l, ok := f.(kit.Labelled)
		if _, tappable := f.(fyne.Tappable); ok && tappable && (l.Label().ID() == label || l.Label().Key() == "\x00"+label) {
			return f
		}
	}
	return nil
}

// Type types characters where the keyboard is.
func (d *Desk) Type(text string) {
	d.t.Helper()
	for _, r := range text {
		if f := d.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
		d.pump()
	}
}

// Key presses keys where the keyboard is: "Tab" and "Shift+Tab" walk, anything
// else is a name of the toolkit's.
func (d *Desk) Key(names ...fyne.KeyName) {
	d.t.Helper()
	for _, n := range names {
		d.pump()
		switch {
		case n == "Shift+Tab":
			d.Canvas().FocusPrevious()
		case n == fyne.KeyTab:
			d.Canvas().FocusNext()
		default:
			d.down(n)
			d.typed(n)
		}
		d.pump()
	}
}

// Held holds a key down until the toolkit has told it so often more.
func (d *Desk) Held(n fyne.KeyName, more int) {
	d.t.Helper()
	d.Key(n)
	for range more {
		d.typed(n)
		d.pump()
	}
}

// down and typed tell a key where the toolkit does.
func (d *Desk) down(n fyne.KeyName) {
	if f := d.Canvas().Focused(); f == nil {
		d.KeyDown(&fyne.KeyEvent{Name: n})
	} else if k, ok := f.(desktop.Keyable); ok {
		k.KeyDown(&fyne.KeyEvent{Name: n})
	}
}

func (d *Desk) typed(n fyne.KeyName) {
	if f := d.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	} else {
		d.Window.Key(&fyne.KeyEvent{Name: n})
	}
}

// Focused is the id of the text on what has the keyboard, its data, or "".
func (d *Desk) Focused() string {
	l, ok := d.Canvas().Focused().(kit.Labelled)
	if !ok {
		return ""
	}
	if id := l.Label().ID(); id != "" {
		return id
	}
	return strings.TrimPrefix(l.Label().Key(), "\x00")
}
