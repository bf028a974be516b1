// Package jobs is the program's jobs as main wires them, for window and command
// line alike, with the few rules that both keep and that must be written once:
// what stands in the way of a signature, which day the question about a move
// names, which problem a verdict is.
//
// It asks nobody anything, shows nothing and speaks no language: where a problem
// needs a text, the caller hands it in.
package jobs

import (
	"context"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/casebook"
	"madoguchi/app/doctor"
	"madoguchi/app/filing"
	"madoguchi/app/paper"
	"madoguchi/app/practice"
	"madoguchi/app/store"
	"madoguchi/card"
	"madoguchi/i18n"
)

// Jobs is what main hands in. Its functions may be called by several goroutines.
// Those that read the program's own data do so when first called, so that a
// program that does not need it starts without; their errors are faults of the
// build.
type Jobs struct {
	Version string
	Texts   *i18n.Catalogue
	// Source resolves what --card takes: empty, "practice", "practice:PERSON" or
	// "reader:NAME".
	Source func(spec string) (Source, error)
	// Session makes a card session on a source for a mode.
	Session func(s Source, m cardsession.Mode) (*cardsession.Session, error)
	// Desk is where papers are inspected, signed and checked; always the same.
	Desk func() (*filing.Desk, error)
	// Sign stands between card and paper, which do not know each other: one
	// password, one signature a paper, then the check of each with the card let
	// go. The slices run parallel to w.Staged; each has a receipt or an error.
	Sign     func(ctx context.Context, w Signing) ([]*filing.Receipt, []error)
	Practice func() (*practice.Set, error)
	// Rules is everything that answers what a person may have and by when; always
	// the same.
	Rules func() (*Rulebook, error)
	// Press lays papers for the counter out; always the same.
	Press func() (*paper.Press, error)
	// Print hands a paper to the printer without a file of ours; nil where the system
	// has no command for that.
	Print Printer
	// Voice reads aloud.
	Voice Speaker
	// Write makes a small file, whole or not at all; what is there is replaced only
	// when force says so.
	Write func(name string, b []byte, force bool) error
	// Store is what this computer remembers, a new one with every call; who calls
	// closes it. It reads nothing and asks no keyring before one of its methods is
	// called. aboutMe says that the person at the screen chose "about me": without
	// it nothing but its state is told and nothing but forgetting is done. The
	// error is a *store.Error.
	Store func(aboutMe bool) (*store.Store, error)
	// Casebook is where a helper's cases are kept, a new one with every call; who
	// calls closes it. It reads nothing before one of its methods is called. helping
	// says that the person at the screen chose "I am helping someone": without it
	// nothing but its state is told and nothing but burning it all is done. The error
	// is a *casebook.Error or a fault of the build.
	Casebook func(helping bool) (*casebook.Book, error)
	// Doctor lists the checks on a source; OwnWords are what a report hides.
	Doctor   func(Source) []doctor.Check
	OwnWords func() []string
	// Addresses are all that could ever be called, Connections is how many were
	// opened since the start.
	Addresses   func() []Address
	Connections func() int64
	Licences    func() ([]Licence, error)
	// Now is the clock, in Japan's zone.
	Now func() time.Time
}

// Speaker reads text aloud. Its methods take seconds and may be called by several
// goroutines; languages are BCP 47 tags.
type Speaker interface {
	// Voice reports whether anything here speaks a language.
	Voice(lang string) bool
	// Speak returns when a text was said, with an error where it was not; that of ctx
	// where it ended it.
	Speak(ctx context.Context, text, lang string) error
}

// Source is where cards come from.
type Source struct {
	System card.System
	// Reader is the reader asked for, or empty for the only usable card.
	Reader string
}

// Selection names the reader to a card session.
func (s Source) Selection() cardsession.Selection {
	return cardsession.Selection{Reader: s.Reader}
}

// Signing is one signing of one or more staged papers with one password.
type Signing struct {
	Session   *cardsession.Session
	Selection cardsession.Selection
	Request   cardsession.SignRequest
	Staged    []*filing.Staged
	// AnsweredSince is the day since which the person says neither address nor
	// name changed; zero if not answered. A certificate that began before it is
	// not used.
	AnsweredSince time.Time
}

// Address is one address the program could call: what for, when, and by which
// command or button a person asks for it.
type Address struct{ ID, URL, What, When, AskedBy string }

// Licence is one library's licence: its SPDX id and its text.
type Licence struct{ Module, Version, ID, Text string }
