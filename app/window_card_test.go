package main

import (
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/practice"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	cardpage "madoguchi/app/ui/page/card"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
	"madoguchi/card/emulator"
)

// cardDesk is somebody in front of the card page, with readers of software.
type cardDesk struct {
	*pagetest.Desk
	t      *testing.T
	system *emulator.System
	people *practice.Set
}

const (
	slotA = "Reader A"
	slotB = "Reader B"
)

// openCardDesk opens the page with a reader and, unless person is "", a card.
func openCardDesk(t *testing.T, m cardsession.Mode, person string) *cardDesk {
	t.Helper()
	c := &cardDesk{t: t, system: emulator.NewSystem(slotA)}
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	c.people = w.people
	if person != "" {
		c.put(slotA, person)
	}
	c.open(m)
	return c
}

func (c *cardDesk) open(m cardsession.Mode) {
	c.t.Helper()
	j, err := wiring()
	if err != nil {
		c.t.Fatal(err)
	}
	j.Source = func(string) (jobs.Source, error) { return jobs.Source{System: c.system}, nil }
	c.Desk = pagetest.Open(c.t, ui.Options{Jobs: j, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en"}, func(h page.Host) page.Page {
		h.SetMode(m)
		return home.New(h)
	})
	c.Open(cardpage.New(c.Window))
}

// put lays a fresh card of a person on a reader.
func (c *cardDesk) put(reader, person string) *emulator.Card {
	c.t.Helper()
	x, err := c.people.Card(person, time.Now())
	if err != nil {
		c.t.Fatal(err)
	}
	if err := c.system.Insert(reader, x); err != nil {
		c.t.Fatal(err)
	}
	return x
}

func (c *cardDesk) take(reader string) {
	c.t.Helper()
	if err := c.system.Remove(reader); err != nil {
		c.t.Fatal(err)
	}
}

func (c *cardDesk) pin(person string) string {
	c.t.Helper()
	s, err := c.people.Secrets(person)
	if err != nil {
		c.t.Fatal(err)
	}
	return s.Input
}

// name is the family name on a person's card, which stands on no other.
func (c *cardDesk) name(person string) string {
	for _, p := range c.people.People() {
		if p.ID == person {
			return p.Name
		}
	}
	c.t.Fatalf("nobody is %s", person)
	return ""
}

func (c *cardDesk) says(want ...string) {
	c.t.Helper()
	said := c.Says()
	if strings.Contains(said, "[window.") || strings.Contains(said, "[fact.") {
		c.t.Errorf("a text is missing:\n%s", said)
	}
	for _, w := range want {
		if !strings.Contains(said, w) {
			c.t.Errorf("%q does not say %q:\n%s", c.Title(), w, said)
		}
	}
}

func (c *cardDesk) saysNot(not ...string) {
	c.t.Helper()
	said := c.Says()
	for _, w := range not {
		if strings.Contains(said, w) {
			c.t.Errorf("%q says %q:\n%s", c.Title(), w, said)
		}
	}
}

const (
	waitTitle  = "Waiting for a card"
	shownTitle = "What the card says"
	pinTitle   = "Type the PIN"
	readTitle  = "Read from the card"
	wrongTitle = "That did not work"
	lastTitle  = "Only one try is left"
	askTitle   = "A question to the card's holder"
	handTitle  = "Give the keyboard to the card's holder"
)

func TestCardIsReadByKeyboard(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.UntilSays("Put the My Number Card on the reader")
	x := c.put(slotA, "resident")
	c.UntilTitle(shownTitle)
	c.says("practice card", "My Number Card", slotA, "3 tries left", "5 tries left", "by the card's record", "revoked cannot be found out")
	if s := x.Seen(); s.Verify != 0 {
		t.Errorf("%d VERIFY before a PIN was typed", s.Verify)
	}
	c.Key("Return")
	c.UntilTitle(pinTitle)
	c.says("3 tries are left")
	c.Type(c.pin("resident"))
	c.saysNot(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.says(c.name("resident"), "Read from the card with the PIN", "Nothing of this was saved")
	c.saysNot(c.pin("resident"), "My Number:")
	if s := x.Seen(); s.Verify != 1 {
		t.Errorf("%d VERIFY for one PIN", s.Verify)
	}
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.saysNot(c.name("resident"))
}

func TestCardWrongPINUntilLocked(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.UntilTitle(shownTitle)
	c.Key("Return")
	c.UntilTitle(pinTitle)
	c.Type("0000")
	c.Key("Return")
	c.UntilTitle(wrongTitle)
	c.says("One try was spent; 2 left")
	c.Key("Return") // once more
	c.UntilTitle(pinTitle)
	c.says("2 tries are left")
	c.Type("0000")
	c.Key("Return")
	c.UntilTitle(wrongTitle)
	c.says("One try was spent; 1 left")
	c.Key("Return") // Enter does not lead to the last try
	c.UntilTitle(shownTitle)
	c.says("1 try left")
	c.Key("Return")
	c.UntilTitle(lastTitle)
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.Press("window.card.read")
	c.UntilTitle(lastTitle)
	c.Press("window.card.last.yes")
	c.UntilTitle(pinTitle)
	c.Type("0000")
	c.Key("Return")
	c.UntilTitle(wrongTitle)
	c.says("locked")
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.says("The card-info PIN is locked", "municipal office")
	if c.Find("window.card.read") != nil {
		t.Error("reading is offered with a locked PIN")
	}
}
