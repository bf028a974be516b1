package ui

import (
	"io/fs"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/lawdate"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/guide"
	quietpage "madoguchi/app/ui/page/quiet"
	"madoguchi/app/ui/page/topics"
	"madoguchi/i18n"
)

// QuietKey is the key that leaves at once. It is at the edge of every keyboard, no
// text can need it, and neither the toolkit nor GNOME, KDE Plasma, Xfce and Windows
// take it for themselves, as they do F1, F10 and F11; Escape goes back here and stops
// things elsewhere, so that many press it without meaning this.
const QuietKey = fyne.KeyName(page.QuietKey)

// calm is how many times Options.Settle the neutral screen does not take the key for
// the wish to come back: who is in a hurry presses it more than once.
const calm = 3

// neutral is what the window is called to the desktop while it is quiet.
const neutral = "Calendar"

// quietness is how the window is hidden. Its zero value hides nothing.
type quietness struct {
	// since is when the neutral screen came, zero where it is not there.
	since time.Time
	// always: title and picture of the window are neutral all the time.
	always bool
	// left are pages that are off the screen and not yet told so.
	left []*opened
	// ending are pages that were told so while a card was about to answer them.
	ending []*opened
	// copied: something of the program's is on the clipboard.
	copied bool
	// hinted is the page on which the key was told of.
	hinted page.Page
}

func (q *quietness) on() bool { return !q.since.IsZero() }

func quietArgs() i18n.Args { return i18n.Args{"key": page.QuietKey} }

// quietKey is that the key went down, wherever the keyboard is.
func (w *Window) quietKey() {
	switch {
	case !w.quiet.on():
		w.LeaveAtOnce()
	case time.Since(w.quiet.since) >= calm*w.o.Settle:
		w.comeBack()
	}
}

// quietTyped reports whether a key is not for the page on top: while the screen is
// neutral none is, and the key that leaves never. Where the toolkit missed that it went
// down, it leaves now.
func (w *Window) quietTyped(e *fyne.KeyEvent) bool {
	if e.Name == QuietKey {
		heard := w.guard.down == QuietKey
		if w.Fresh(e) && !heard && !w.quiet.on() {
			w.LeaveAtOnce()
		}
		return true
	}
	return w.quiet.on()
}

// LeaveAtOnce implements page.Host. What takes time comes after the neutral screen was
// drawn; a command that is with a card is not cut off.
func (w *Window) LeaveAtOnce() {
	if w.closed || w.quiet.on() {
		return
	}
	for _, o := range w.stack {
		o.stop()
	}
	w.quiet.left = append(w.quiet.left, w.stack...)
	w.quiet.since, w.quiet.hinted = time.Now(), nil
	book, kept := w.helping.book, w.memory.store
	w.stack, w.next, w.revealed = nil, nil, nil
	w.mode, w.inquiry, w.helping, w.memory = 0, nil, helping{}, memory{}
	w.practice, w.wiped, w.asked = false, false, false
	w.Open(quietpage.New(lawdate.InJapan(w.o.Jobs.Now())))
	w.showPicture()
	w.o.Do(func() { // the toolkit draws first
		w.endLeft()
		w.FullScreen(false)
		if w.quiet.copied {
			w.Clipboard().SetContent("")
		}
		w.endPractice()
		w.kit = nil // with the words it has drawn
		go func() { // they may wait for the keyring or the disk
			if book != nil {
				book.Close()
			}
			if kept != nil {
				kept.Close()
			}
		}()
	})
}

// endLeft tells the pages that went off the screen that they are left.
func (w *Window) endLeft() {
	left := w.quiet.left
	w.quiet.left = nil
	for i := len(left) - 1; i >= 0; i-- {
		left[i].Leave()
		if b, ok := left[i].Page.(page.Busy); ok && b.Busy() {
			w.quiet.ending = append(w.quiet.ending, left[i])
		}
	}
}

// behind reports whether a card is about to answer a page that was left at once.
func (w *Window) behind() bool {
	w.endLeft()
	for _, o := range w.quiet.ending {
		if o.Page.(page.Busy).Busy() {
			return true
		}
	}
	w.quiet.ending = nil
	return false
}

// endPractice takes the practice card out of the reader that is not there.
func (w *Window) endPractice() {
	if w.person == "" {
		return
	}
	w.person = ""
	if s, err := w.o.Jobs.Source(""); err == nil {
		w.source = s
		w.follow()
	}
}

// comeBack begins anew after the neutral screen.
func (w *Window) comeBack() {
	w.quiet.since = time.Time{}
	w.showPicture()
	w.restart()
}

// Quiet implements page.Host.
func (w *Window) Quiet() bool { return w.quiet.always }

// SetQuiet implements page.Host.
func (w *Window) SetQuiet(on bool) {
	if w.quiet.always == on {
		return
	}
	w.quiet.always = on
	w.showPicture()
	w.show(false)
}

// called is what desktops know the window by when it opens.
func (w *Window) called() string {
	if w.quiet.always {
		return neutral
	}
	return program
}

// showPicture gives the window its picture.
func (w *Window) showPicture() {
	if w.quiet.on() || w.quiet.always {
		w.win.SetIcon(fyne.NewStaticResource("calendar_64.png", quietpage.Picture()))
		return
	}
	if b, err := fs.ReadFile(w.o.Icons, "program_64.png"); err == nil {
		w.win.SetIcon(fyne.NewStaticResource("program_64.png", b))
	}
}

// hints reports whether the key is told of: on the first page of guidance that
// somebody comes to, for as long as it is on top.
func (w *Window) hints() bool {
	top := w.top().Page
	if w.quiet.hinted == nil && guides(top) {
		w.quiet.hinted = top
	}
	return w.quiet.hinted == top
}

// guides reports whether a page asks or tells what somebody may have.
func guides(p page.Page) bool {
	switch p.(type) {
	case *topics.Page, *ask.Page, *answer.Page, *guide.Page:
		return true
	}
	return false
}

// clipboard is the system's; it notes whether something of the program's is on it.
type clipboard struct{ w *Window }

// Content implements fyne.Clipboard.
func (c clipboard) Content() string { return c.w.app.Clipboard().Content() }

// SetContent implements fyne.Clipboard.
func (c clipboard) SetContent(s string) {
	c.w.quiet.copied = s != ""
	c.w.app.Clipboard().SetContent(s)
}
