// Package ui is the window: which page stands in it, the frame around every page,
// and the one place where work done elsewhere comes back to the screen.
//
// It knows no card and no PDF: pages call the use cases they are handed.
package ui

import (
	"context"
	"io/fs"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
)

// Options is what main hands in.
type Options struct {
	Jobs *jobs.Jobs
	// Fonts and Icons are the folders of assets.
	Fonts, Icons fs.FS
	// Language is the person's locale or a BCP 47 tag, Second that of a second
	// language beside it, or empty.
	Language, Second string
	// Mode is who is at the screen, zero where the window is to ask.
	Mode cardsession.Mode
	// Card is "practice" or "practice:PERSON" for a practice card, else empty.
	Card string
	// Start is the id of the page to begin with, or empty.
	Start string
	// Look is how the window looks at first.
	Look theme.Look
	// Quiet: title and picture of the window say Calendar.
	Quiet bool
	// Do calls f on the toolkit's goroutine; nil is the toolkit's own way.
	Do func(f func())
	// OpenFolder shows a folder in the system's own program; nil where none can.
	OpenFolder func(path string) error
	// Sample lays a sheet to practise on where the person's files are and returns
	// its path; nil where there is none.
	Sample func() (path string, err error)
	// Places are where people's files lie, the likeliest first. It is asked
	// whenever they are shown, for sticks come and go.
	Places func() []page.Place
	// Idle is how long nobody may touch the window before what it shows of a
	// person is wiped; 0 means IdleAfter.
	Idle time.Duration
	// Settle is how long a screen that changed takes no press for an answer, so
	// that none is taken that was meant for the screen before; 0 means SettleFor,
	// less than that not at all.
	Settle time.Duration
}

// program is what the program is called to the desktop.
const program = "Madoguchi"

// IdleAfter is the usual Options.Idle.
const IdleAfter = 5 * time.Minute

// Window is the program's one window. But for Do all of its methods are called on
// the toolkit's goroutine.
type Window struct {
	o     Options
	app   fyne.App
	win   fyne.Window
	faces *flow.Library
	kit   *kit.Kit

	home          func(page.Host) page.Page
	look          theme.Look
	spelling      i18n.Spelling
	first, second string
	taught        string // the language the toolkit speaks
	missing       []rune // characters on the screen that no face has
	lastSecond    string // shown last, for the key that brings it back
	wiped         bool   // nobody was there for a while, which is to be said
	asked         bool   // for something that must wait, which is to be said
	mode          cardsession.Mode
	source        jobs.Source
	person        string
	practice      bool
	memory        memory
	helping       helping
	inquiry       *jobs.Inquiry
	quiet         quietness

	stack  []*opened
	next   func(page.Host) page.Page // waits for the first question
	screen kit.Screen
	frame  *kit.Frame
	// revealed was brought into sight last.
	revealed fyne.CanvasObject
	touched  atomic.Pointer[time.Time] // when somebody last did something
	watch    *watch
	guard    guard
	closed   bool
	usual    fyne.Size // of the window before it had the whole screen
}

// opened is a page on the stack.
type opened struct {
	page.Page
	ctx  context.Context
	stop context.CancelFunc
	// place is where the keyboard was when another page came on top.
	place spot
}

var (
	_ page.Host  = (*Window)(nil)
	_ kit.Window = (*Window)(nil)
	_ kit.Guard  = (*Window)(nil)
)

// New makes the window with the first page in it; Show makes it appear.
func New(a fyne.App, o Options, first func(page.Host) page.Page) (*Window, error) {
	faces, err := flow.OpenLibrary(o.Fonts)
	if err != nil {
		return nil, err
	}
	if o.Do == nil {
		o.Do = fyne.Do
	}
	if o.Idle == 0 {
		o.Idle = IdleAfter
	}
	if o.Settle == 0 {
		o.Settle = SettleFor
	}
	w := &Window{o: o, app: a, faces: faces, look: o.Look}
	w.quiet.always = o.Quiet
	w.look.Scale = w.look.Factor()
	if w.look.Scheme == "" {
		w.look.Scheme = theme.Light
	}
	w.first = o.Jobs.Texts.For(o.Language).Language()
	if o.Second != "" {
		w.second = o.Jobs.Texts.For(o.Second).Language()
	}
	source, err := o.Jobs.Source("")
	if err != nil {
		return nil, err
	}
	w.source = source
	a.Settings().SetTheme(w.look.Toolkit())
	w.win = a.NewWindow(w.called())
	w.showPicture()
	w.win.SetPadded(false)
	w.win.SetMaster()
	w.win.Resize(fyne.NewSize(1000, 680)) // old laptops show 768 lines, less the desktop's own
	w.win.Canvas().SetOnTypedKey(w.Key)
	if c, ok := w.win.Canvas().(desktop.Canvas); ok {
		c.SetOnKeyDown(w.KeyDown)
	}
	w.shortcuts()
	w.win.SetCloseIntercept(w.AskClose)
	w.win.SetOnDropped(func(_ fyne.Position, dropped []fyne.URI) {
		var paths []string
		for _, u := range dropped {
			if u.Scheme() == "file" {
				paths = append(paths, u.Path())
			}
		}
		w.Drop(paths)
	})
	w.Touch()
	w.home = first
	w.Open(first(w))
	w.follow()
	return w, nil
}

// Drop hands files that were dropped onto the window to the page on top.
func (w *Window) Drop(paths []string) {
	w.Touch()
	if w.closed || len(paths) == 0 {
		return
	}
	if d, ok := w.top().Page.(page.Dropper); ok {
		d.Dropped(paths)
	}
}

// Show makes the window appear; the toolkit's Run follows.
func (w *Window) Show() {
	// Desktops know a window by the title it is made with.
	now := w.win.Title()
	w.win.SetTitle(w.called())
	w.win.Show()
	w.win.SetTitle(now)
}

// Toplevel is the toolkit's window.
func (w *Window) Toplevel() fyne.Window { return w.win }

// Frame is what stands in it now.
func (w *Window) Frame() *kit.Frame { return w.frame }

// Missing are the characters on the screen that no face has.
func (w *Window) Missing() []rune { return w.missing }

// Close leaves every page and closes the window.
func (w *Window) Close() {
	if w.closed {
		return
	}
	w.closed = true
	w.endLeft()
	w.leaveAll()
	w.forgetMemory()
	w.beginHelping()
	w.watch.stop()
	w.win.Close()
	w.app.Quit() // so that the toolkit watches no folder any more
}

// AskClose is what the cross of the window does: it ends the program, unless
// something is under way that must not be cut off.
func (w *Window) AskClose() {
	if !w.held() && !w.keepsCase(w.finish) {
		w.finish()
	}
}

// finish ends the program for the person, and for the computer when what was left
// behind is done.
func (w *Window) finish() {
	if w.behind() {
		w.win.Hide()
	}
	w.End(time.Now().Add(endWithin))
}

// endWithin is how long a card may take to say whether a secret was right once the
// program is to end.
const endWithin = 5 * time.Second

// End closes the window because the program is to end: at once, or when what is
// under way is done, but not later than late.
func (w *Window) End(late time.Time) {
	if time.Now().Before(late) && (w.behind() || w.held()) {
		time.AfterFunc(50*time.Millisecond, func() { w.o.Do(func() { w.End(late) }) })
		return
	}
	w.Close()
}

// Jobs implements page.Host.
func (w *Window) Jobs() *jobs.Jobs { return w.o.Jobs }

// Mode implements page.Host.
func (w *Window) Mode() cardsession.Mode { return w.mode }

// SetMode implements page.Host.
func (w *Window) SetMode(m cardsession.Mode) {
	w.mode, w.inquiry = m, nil
	w.beginHelping()
	w.remember()
}

// Inquiry implements page.Host.
func (w *Window) Inquiry() (*jobs.Rulebook, *jobs.Inquiry, error) {
	rules, err := w.o.Jobs.Rules()
	if err != nil {
		return nil, nil, err
	}
	if w.inquiry == nil {
		w.inquiry = rules.NewInquiry()
	}
	return rules, w.inquiry, nil
}

// ForgetInquiry implements page.Host.
func (w *Window) ForgetInquiry() { w.TakeUp(nil) }

// Look implements page.Host.
func (w *Window) Look() theme.Look { return w.look }

// SetLook implements page.Host.
func (w *Window) SetLook(l theme.Look) {
	if l == w.look {
		return
	}
	w.look = l
	w.kit = nil
	w.app.Settings().SetTheme(l.Toolkit())
	w.Refresh(false)
}

// Languages implements page.Host.
func (w *Window) Languages() (first, second string) { return w.first, w.second }

// SetLanguages implements page.Host.
func (w *Window) SetLanguages(first, second string) {
	if second == first {
		second = ""
	}
	if first == w.first && second == w.second {
		return
	}
	w.first, w.second = first, second
	w.keepLanguage()
	w.kit = nil
	w.Refresh(false)
}

// Spelling implements page.Host.
func (w *Window) Spelling() i18n.Spelling { return w.spelling }

// SetSpelling implements page.Host.
func (w *Window) SetSpelling(s i18n.Spelling) {
	if s == w.spelling {
		return
	}
	w.spelling, w.kit = s, nil
	w.Refresh(false)
}

// tools is the kit for the look and languages as they are now.
func (w *Window) tools() *kit.Kit {
	if w.kit == nil {
		texts := w.o.Jobs.Texts
		w.kit = kit.New(w.look, texts.For(w.first).Spelled(w.spelling), w.faces, w.o.Icons, w)
		if w.taught != w.first {
			w.taught = w.first
			// What it cannot learn it says in English.
			_ = teach(w.kit.Texts)
		}
		if w.second != "" {
			w.kit.Second = texts.For(w.second).Spelled(w.spelling)
		}
	}
	return w.kit
}

// Places implements page.Host.
func (w *Window) Places() []page.Place {
	if w.o.Places == nil {
		return nil
	}
	return w.o.Places()
}

// OpensFolders implements page.Host.
func (w *Window) OpensFolders() bool { return w.o.OpenFolder != nil }

// OpenFolder implements page.Host.
func (w *Window) OpenFolder(path string) error { return w.o.OpenFolder(path) }

// FullScreen implements page.Host.
func (w *Window) FullScreen(on bool) {
	if w.win.FullScreen() == on {
		return
	}
	if on {
		w.usual = w.win.Canvas().Size()
	}
	w.win.SetFullScreen(on)
	if !on { // where no window manager does it
		w.win.Resize(w.usual)
	}
}

// HasSample implements page.Host.
func (w *Window) HasSample() bool { return w.o.Sample != nil }

// Sample implements page.Host.
func (w *Window) Sample() (string, error) { return w.o.Sample() }
