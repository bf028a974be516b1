package main

import (
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	cardpage "madoguchi/app/ui/page/card"
	"madoguchi/card/emulator"
)

// From every step with a card the window leaves at once, and the holder is nowhere
// afterwards.
func TestLeavingAtOnceFromEveryStepWithACard(t *testing.T) {
	for _, w := range walks {
		t.Run(w.name, func(t *testing.T) {
			c := openCardDesk(t, w.mode, w.person)
			w.walk(c)
			c.Key(fyne.KeyF12)
			neutral(t, c.Desk)
			c.Key(fyne.KeyF12)
			empty(t, c.Desk, c.name("resident"), "practice card")
			c.Press("window.first." + w.mode.String())
			c.Open(cardpage.New(c.Window))
			c.UntilTitle(shownTitle)
			c.saysNot(c.name("resident"))
		})
	}
}

// soonDo keeps a test looking at what changes elsewhere.
func (c *cardDesk) soonDo(what string, so func() bool) {
	c.t.Helper()
	c.Until(what, func() bool {
		if so() {
			return true
		}
		time.AfterFunc(time.Millisecond, func() { c.Do(func() {}) })
		return false
	})
}

// While a PIN is with the card the screen is neutral at once; the card is let answer,
// no command follows, and the program does not end before.
func TestLeavingAtOnceCutsNoPINOff(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	x := c.put(slotA, "resident")
	var held, answered atomic.Bool
	var after atomic.Int64
	let := make(chan struct{})
	c.system.OnTransmit(func(_ int, command []byte) emulator.Fault {
		switch {
		case isVerify(command):
			held.Store(true)
			<-let
			answered.Store(true)
		case answered.Load():
			after.Add(1)
		}
		return emulator.None
	})
	c.toRead(pinTitle)
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.soonDo("the PIN is with the card", held.Load)
	closed := false
	c.Toplevel().SetOnClosed(func() { closed = true })
	begun := time.Now()
	c.Key(fyne.KeyF12)
	neutral(t, c.Desk)
	t.Logf("neutral after %v", time.Since(begun))
	c.AskClose()
	if closed {
		t.Error("the program ended while the PIN was with the card")
	}
	close(let)
	c.soonDo("the program ends", func() bool { return closed })
	if n := x.Seen().Verify; n != 1 || !answered.Load() {
		t.Errorf("%d VERIFY, answered: %v", n, answered.Load())
	}
	if n := after.Load(); n != 0 {
		t.Errorf("%d commands after the answer", n)
	}
}

// Before the PIN is with the card it never gets there.
func TestLeavingAtOnceBeforeThePINSendsNone(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	x := c.put(slotA, "resident")
	c.toRead(pinTitle)
	c.Type(c.pin("resident"))
	held, letGo := c.holdAt(func(command []byte) bool { return !isVerify(command) })
	c.Key("Return")
	c.soonDo("a command is with the card", held)
	c.Key(fyne.KeyF12)
	neutral(t, c.Desk)
	letGo()
	c.Key(fyne.KeyF12)
	empty(t, c.Desk)
	c.Press("window.first.self")
	c.Open(cardpage.New(c.Window))
	c.UntilTitle(shownTitle) // so the first session has let go
	if n := x.Seen().Verify; n != 0 {
		t.Errorf("%d VERIFY", n)
	}
}

// A signature under way ends without a paper.
func TestLeavingAtOnceWhileSigningLeavesNoPaper(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	free := d.withCard()
	d.Key(fyne.KeyF12)
	neutral(t, d.Desk)
	free()
	d.Key(fyne.KeyF12)
	empty(t, d.Desk, d.paper)
	d.Press("window.first.self")
	d.Open(cardpage.New(d.Window))
	d.UntilTitle(shownTitle)
	d.UntilSays("4") // tries left: the wrong password was answered
	d.nothing()
	if n := d.card.Seen().Verify; n != 1 {
		t.Errorf("%d VERIFY", n)
	}
}
