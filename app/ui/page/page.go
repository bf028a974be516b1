// Package page is what every page of the window has in common: what the window
// asks of a page, and what a page may ask of the window. The pages are in the
// folders below.
package page

import (
	"context"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/casebook"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/store"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/card"
	"madoguchi/i18n"
)

// Page is one job in the window. All of its methods are called on the toolkit's
// goroutine.
type Page interface {
	// Screen makes what stands in the window now. It is called again after every
	// Refresh and after every change of look or language, so what must outlast
	// that is kept in the page.
	Screen(k *kit.Kit) kit.Screen
	// Leave is called once, when the page is left for good or the screen is wiped:
	// it wipes secrets, forgets what was read and stops what is under way.
	Leave()
}

// Backer is a page with steps of its own to go back through.
type Backer interface {
	// Back goes one step back and reports whether there was one.
	Back() bool
}

// Watcher is a page that wants to know what happens on the readers.
type Watcher interface {
	// Seen is told what there is when the page opens, and every change after it.
	Seen(card.Event)
}

// Dropper is a page that takes files dropped onto the window.
type Dropper interface {
	// Dropped is told their paths, at least one.
	Dropped(paths []string)
}

// Keyed is a page that has a use for keys that nothing on it wanted.
type Keyed interface {
	// Keyed reports whether it used the key.
	Keyed(*fyne.KeyEvent) bool
}

// QuietKey is the key that leaves at once, as the toolkit and keyboards call it.
const QuietKey = "F12"

// Place is a folder where people's files lie.
type Place struct {
	// ID names it in the texts (window.files.place.<ID>); empty: Name does.
	ID, Name string
	Path     string
}

// Busy is a page that must not be wiped or left without a word now: between a
// secret and its answer, or while a file is written.
type Busy interface{ Busy() bool }

// Host is the window as a page sees it.
type Host interface {
	// Jobs are the program's jobs.
	Jobs() *jobs.Jobs
	// Mode is who is at the screen; never zero on a page that needs it.
	Mode() cardsession.Mode
	SetMode(cardsession.Mode)
	// Source is where cards come from: the real readers or a practice card.
	Source() jobs.Source
	// Practise puts a practice person's card into the reader that is not there, or
	// with "" takes it out again.
	Practise(person string) error
	// Person is the practice person, or "".
	Person() string
	// ShowPractice shows the stripe because a card turned out to be for practice;
	// it stays until the card is gone.
	ShowPractice(bool)

	// Inquiry is what was told about the person in this sitting: a new one after a
	// wipe and whenever it is about somebody else. The error is a fault of the
	// build.
	Inquiry() (*jobs.Rulebook, *jobs.Inquiry, error)
	// ForgetInquiry begins a new one.
	ForgetInquiry()

	// Open puts a page on top; Back leaves it; Home leaves all.
	Open(Page)
	Back()
	Home()
	// Refresh makes the screen of the page on top anew. The keyboard stays where it
	// was if that is still there; top asks for the beginning of the page instead.
	Refresh(top bool)
	// DoFor calls f on the toolkit's goroutine, unless p was left in the meantime.
	DoFor(p Page, f func())
	// Context ends when p is left.
	Context(p Page) context.Context

	// Casebook is where a helper's cases are kept, nil in every mode but "I am helping
	// someone", or with what stands in its way. The window opened it and closes it; its
	// methods may take seconds and are not called on the toolkit's goroutine, but for
	// State.
	Casebook() (*casebook.Book, *problem.Problem)
	// CaseAtHand is the case whose facts are the Inquiry, nil for none. TakeUp makes a
	// case that, or with nil none, with a new Inquiry.
	CaseAtHand() *jobs.AtHand
	TakeUp(*jobs.AtHand)

	// LeaveAtOnce puts a calendar where the program was and forgets everything told,
	// read and typed: page.Leave of every page follows.
	LeaveAtOnce()
	// Quiet reports whether title and picture of the window say Calendar all the
	// time, and SetQuiet makes them.
	Quiet() bool
	SetQuiet(bool)

	// Look, language and second language ("" for none), and their change.
	Look() theme.Look
	SetLook(theme.Look)
	Languages() (first, second string)
	SetLanguages(first, second string)
	// Spelling is how days and numbers stand in the texts, and its change.
	Spelling() i18n.Spelling
	SetSpelling(i18n.Spelling)

	// Store is what is remembered on this computer, nil in every mode but "about
	// me". The window opened it and closes it; its methods may take seconds and are
	// not called on the toolkit's goroutine.
	Store() *store.Store
	// Recalled is what was remembered, as far as it was read, and what stands in
	// the way of reading it, or nil. Recall reads it anew and refreshes the page.
	Recalled() (jobs.Remembered, *problem.Problem)
	Recall()
	// Places are where people's files lie, the likeliest first.
	Places() []Place
	// OpensFolders reports whether OpenFolder works here, which shows a folder in
	// the system's own program.
	OpensFolders() bool
	OpenFolder(path string) error
	// FullScreen gives the window the whole screen, or takes it back. Who asked for
	// it takes it back when left.
	FullScreen(on bool)
	// HasSample reports whether there is a sheet to practise on, which Sample lays
	// where the person's files are, on whatever goroutine, and returns the path of.
	HasSample() bool
	Sample() (path string, err error)
}
