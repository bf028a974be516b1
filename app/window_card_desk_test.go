package main

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/practice"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	cardpage "madoguchi/app/ui/page/card"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
	"madoguchi/card"
	"madoguchi/card/emulator"
)

// cardDesk is somebody in front of the card page, with readers of software.
type cardDesk struct {
	*pagetest.Desk
	t      *testing.T
	system *emulator.System
	people *practice.Set
	page   *cardpage.Page
	fault  string // for messages
	// as is what the program takes the readers for; nil is what they are.
	as func(card.System) card.System
}

const (
	slotA = "Reader A"
	slotB = "Reader B"
)

// openCardDesk opens the page with a reader and, unless person is "", a card; the
// window may be changed before it opens.
func openCardDesk(t *testing.T, m cardsession.Mode, person string, change ...func(*ui.Options)) *cardDesk {
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
	c.open(m, change...)
	return c
}

func (c *cardDesk) open(m cardsession.Mode, change ...func(*ui.Options)) {
	c.t.Helper()
	j, err := wiring()
	if err != nil {
		c.t.Fatal(err)
	}
	j.Source = func(string) (jobs.Source, error) {
		if c.as != nil {
			return jobs.Source{System: c.as(c.system)}, nil
		}
		return jobs.Source{System: c.system}, nil
	}
	o := ui.Options{Jobs: j, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en"}
	for _, f := range change {
		f(&o)
	}
	c.Desk = pagetest.Open(c.t, o, func(h page.Host) page.Page { return first.New(h) })
	c.Press("window.first." + m.String())
	c.page = cardpage.New(c.Window)
	c.Open(c.page)
}

// put lays a fresh card of a person on a reader.
func (c *cardDesk) put(reader, person string) *emulator.Card {
	c.t.Helper()
	x := c.card(person)
	if err := c.system.Insert(reader, x); err != nil {
		c.t.Fatal(err)
	}
	return x
}

// card is a fresh card of a person.
func (c *cardDesk) card(person string) *emulator.Card {
	c.t.Helper()
	x, err := c.people.Card(person, time.Now())
	if err != nil {
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
	s, err := c.people.Secrets(person, time.Now())
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

// holdAt stops the first command that is like this before it reaches the card;
// held tells when, and letGo lets it go on.
func (c *cardDesk) holdAt(like func([]byte) bool) (held func() bool, letGo func()) {
	var there atomic.Bool
	wait := make(chan struct{})
	letGo = sync.OnceFunc(func() { close(wait) })
	c.t.Cleanup(letGo)
	c.system.OnTransmit(func(_ int, command []byte) emulator.Fault {
		if like(command) && there.CompareAndSwap(false, true) {
			<-wait
		}
		return emulator.None
	})
	return there.Load, letGo
}
