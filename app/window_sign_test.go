package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/casebook"
	"madoguchi/app/jobs"
	"madoguchi/app/practice"
	"madoguchi/app/store"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	signpage "madoguchi/app/ui/page/sign"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
	"madoguchi/card/emulator"
)

// signDesk is somebody in front of the page that signs, with one reader, a folder
// of papers and a place to remember of their own.
type signDesk struct {
	*pagetest.Desk
	t       *testing.T
	jobs    *jobs.Jobs
	system  *emulator.System
	people  *practice.Set
	card    *emulator.Card // the one on the reader
	person  string
	folder  string
	paper   string
	options ui.Options
}

// openSignDesk opens the page in a mode with, unless person is "", their card on
// the reader.
func openSignDesk(t *testing.T, m cardsession.Mode, person string, alter ...func(*signDesk)) *signDesk {
	t.Helper()
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	d := &signDesk{t: t, system: emulator.NewSystem(slot), people: w.people, person: person, folder: t.TempDir()}
	if d.jobs, err = wiring(); err != nil {
		t.Fatal(err)
	}
	d.jobs.Source = func(string) (jobs.Source, error) { return jobs.Source{System: d.system}, nil }
	config := t.TempDir()
	d.jobs.Store = func(aboutMe bool) (*store.Store, error) {
		return store.New(store.Options{Config: config, AboutMe: aboutMe}), nil
	}
	d.jobs.Casebook = func(helping bool) (*casebook.Book, error) { return casebookIn(config, helping, d.jobs.Rules, quickly) }
	sample, err := os.ReadFile("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	d.paper = filepath.Join(d.folder, "paper.pdf")
	if err := os.WriteFile(d.paper, sample, 0o600); err != nil {
		t.Fatal(err)
	}
	d.options = ui.Options{
		Jobs: d.jobs, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en",
		Places: func() []page.Place { return []page.Place{{ID: "documents", Path: d.folder}} },
	}
	for _, f := range alter {
		f(d)
	}
	if person != "" {
		d.put(person)
	}
	d.Desk = pagetest.Open(t, d.options, func(h page.Host) page.Page { return first.New(h) })
	d.SetMode(m)
	d.Open(home.New(d.Window))
	d.Open(signpage.New(d.Window))
	d.UntilTitle(whoTitle)
	return d
}

// put lays a fresh card of a person on the reader.
func (d *signDesk) put(person string) {
	d.t.Helper()
	w, err := theWorld()
	if err != nil {
		d.t.Fatal(err)
	}
	d.person = person
	if person == "resident" {
		d.card = emulator.New(w.resident)
	} else if d.card, err = d.people.Card(person, time.Now()); err != nil {
		d.t.Fatal(err)
	}
	if err := d.system.Insert(slot, d.card); err != nil {
		d.t.Fatal(err)
	}
}

func (d *signDesk) take() {
	d.t.Helper()
	if err := d.system.Remove(slot); err != nil {
		d.t.Fatal(err)
	}
}

func (d *signDesk) password() string {
	d.t.Helper()
	x, err := d.people.Secrets(d.person, time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	return x.Sign
}

func (d *signDesk) says(want ...string) {
	d.t.Helper()
	said := d.Says()
	for _, w := range want {
		if !strings.Contains(said, w) {
			d.t.Errorf("%q does not say %q:\n%s", d.Title(), w, said)
		}
	}
}

// files lists what lies among the papers, without the paper itself.
func (d *signDesk) files() []string {
	d.t.Helper()
	var names []string
	all, err := os.ReadDir(d.folder)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range all {
		if e.Name() != filepath.Base(d.paper) {
			names = append(names, e.Name())
		}
	}
	return names
}

// nothing demands that no output is there and that nothing but VERIFY was counted.
func (d *signDesk) nothing() {
	d.t.Helper()
	if left := d.files(); len(left) > 0 {
		d.t.Errorf("there is %v", left)
	}
}

const (
	whoTitle       = "Who gets this paper?"
	paperTitle     = "Which paper?"
	planTitle      = "What will happen"
	disclosesTitle = "What others can read"
	signWaitTitle  = "Now the card"
	movedTitle     = "One question first"
	passwordTitle  = "Type the signing password"
	signedTitle    = "The paper is signed"
	notTitle       = "Not signed"
)

// toPassword goes from the first question to the password, for a private paper.
func (d *signDesk) toPassword() {
	d.t.Helper()
	d.toCard()
	d.UntilTitle(movedTitle)
	d.Press("window.sign.moved.no")
	d.UntilTitle(passwordTitle)
}

// toCard goes from the first question to where a card is needed.
func (d *signDesk) toCard() {
	d.t.Helper()
	d.Press("window.sign.purpose.private")
	d.UntilTitle(paperTitle)
	d.Drop([]string{d.paper})
	d.UntilTitle(planTitle)
	d.Key("Return")
	d.UntilTitle(disclosesTitle)
	d.Key("Return")
}

func TestPaperIsSignedByKeyboard(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident")
	d.Key("Tab", "Tab", "Return") // a private agreement
	d.UntilTitle(paperTitle)
	d.Key("Return") // choose a file
	d.UntilTitle("Choose the paper")
	d.UntilSays("paper.pdf")
	walkTo(t, d.Desk, "paper.pdf")
	d.Key("Return")
	d.UntilTitle(planTitle)
	d.says("paper.pdf", "A private agreement", "paper_signed.pdf", d.folder, "Not a form")
	d.nothing()
	d.Key("Return")
	d.UntilTitle(disclosesTitle)
	d.says("full name, address, birth date and sex")
	d.Key("Return")
	d.UntilTitle(movedTitle)
	d.Key("Tab", "Return") // no
	d.UntilTitle(passwordTitle)
	d.says("5 tries left", "paper_practice_signed.pdf")
	d.nothing()
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(signedTitle)
	d.says("practice card", "paper_practice_signed.pdf", "unchanged", "cannot be found out", "Do not send this file")
	if strings.Contains(d.Says(), "PRACTICE町") {
		t.Error("the address is shown unasked")
	}
	d.Press("window.sign.done.values")
	d.says("PRACTICE町")
	if v := d.card.Seen().Verify; v != 1 {
		t.Errorf("%d VERIFY", v)
	}
	if got := d.files(); !slices.Equal(got, []string{"paper_practice_signed.pdf"}) {
		t.Errorf("%v", got)
	}
	desk, err := d.jobs.Desk()
	if err != nil {
		t.Fatal(err)
	}
	rep, err := desk.Verify(t.Context(), filepath.Join(d.folder, "paper_practice_signed.pdf"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := jobs.Verdict(rep, true); err != nil {
		t.Error(err)
	}
}

// A paper that is dropped before anything was asked is not asked for again.
func TestPaperDroppedFirstIsNotAskedForAgain(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	d.Drop([]string{d.paper})
	d.UntilSays("paper.pdf")
	d.Press("window.sign.purpose.private")
	d.UntilTitle(planTitle)
	d.says("paper.pdf")
}
