package main

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/card"
	"madoguchi/card/emulator"
)

// walks lead from a card that lies there to each step of the page.
var walks = []struct {
	name   string
	mode   cardsession.Mode
	person string
	walk   func(*cardDesk)
}{
	{"shown", cardsession.ModeSelf, "resident", func(c *cardDesk) { c.UntilTitle(shownTitle) }},
	{"asking", cardsession.ModeHelper, "resident", func(c *cardDesk) { c.toRead(askTitle) }},
	{"handing over", cardsession.ModeCounter, "resident", func(c *cardDesk) {
		c.toRead(askTitle)
		c.Press("window.consent.yes")
		c.UntilTitle(handTitle)
	}},
	{"typing", cardsession.ModeSelf, "resident", func(c *cardDesk) {
		c.toRead(pinTitle)
		c.Type(c.pin("resident")[:3])
	}},
	{"refused", cardsession.ModeSelf, "resident", func(c *cardDesk) {
		c.toRead(pinTitle)
		c.Type("0000")
		c.Key("Return")
		c.UntilTitle(wrongTitle)
	}},
	{"read", cardsession.ModeSelf, "resident", func(c *cardDesk) {
		c.toRead(pinTitle)
		c.Type(c.pin("resident"))
		c.Key("Return")
		c.UntilTitle(readTitle)
		c.says(c.name("resident"))
	}},
}

// toRead asks for the four items once the card is shown.
func (c *cardDesk) toRead(next string) {
	c.t.Helper()
	c.UntilTitle(shownTitle)
	c.Press("window.card.read")
	c.UntilTitle(next)
}

// Wherever the page stands, a card taken away takes everything with it, and the
// next card finds nothing of the first.
func TestCardTakenAwayAtEveryStep(t *testing.T) {
	for _, w := range walks {
		t.Run(w.name, func(t *testing.T) {
			c := openCardDesk(t, w.mode, w.person)
			w.walk(c)
			c.take(slotA)
			c.UntilTitle(waitTitle)
			c.says("The card is no longer there", "Put the My Number Card on the reader")
			c.saysNot(c.name("resident"), "practice card")
			x := c.put(slotA, "child")
			c.UntilTitle(shownTitle)
			c.saysNot(c.name("resident"), "The card is no longer there")
			c.says("practice card", "Not on the card")
			if w.mode != cardsession.ModeSelf {
				return
			}
			c.toRead(pinTitle)
			c.Type(c.pin("child")[:3])
			c.Key("Return") // three digits, unless some were left over
			c.Until("the keys say what is missing", func() bool { return x.Seen().Verify == 0 && strings.HasPrefix(c.Title(), pinTitle) })
			c.Type(c.pin("child")[3:])
			c.Key("Return")
			c.UntilTitle(readTitle)
			c.says(c.name("child"))
			c.saysNot(c.name("resident"))
		})
	}
}

// The card is pulled, swapped or reset, or its service stops, before and after a
// command of every phase of a reading (the session's own test has every command):
// the PIN goes out once at most, nothing of the first card stays on the screen,
// and a try that may have been spent is told.
func TestCardLostInEveryPhaseOfAReading(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	all, verify := c.reading()
	if verify < 10 || all < verify+2 {
		t.Fatalf("a reading of %d commands with the VERIFY at %d", all, verify)
	}
	for name, f := range map[string]emulator.Fault{
		"pull before": emulator.PullBefore, "pull after": emulator.PullAfter,
		"swap before": emulator.SwapBefore, "swap after": emulator.SwapAfter,
		"reset before": emulator.ResetBefore, "reset after": emulator.ResetAfter,
		"stop before": emulator.StopServiceBefore, "stop after": emulator.StopServiceAfter,
	} {
		t.Run(name, func(t *testing.T) {
			for _, at := range []int{1, verify / 2, verify, verify + 1, all} {
				c.t, c.fault = t, name
				c.loses(f, at, at == verify)
			}
		})
	}
}

// reading reads a card to the end and counts: all commands, and which is the
// VERIFY.
func (c *cardDesk) reading() (all, verify int) {
	c.t.Helper()
	c.put(slotA, "resident")
	c.toRead(pinTitle)
	before := c.system.Sent()
	var at atomic.Int64
	c.system.OnTransmit(func(n int, command []byte) emulator.Fault {
		if isVerify(command) {
			at.Store(int64(n - before))
		}
		return emulator.None
	})
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.system.OnTransmit(nil)
	all = c.system.Sent() - before
	c.take(slotA)
	c.UntilSays("Put the My Number Card on the reader")
	return all, int(at.Load())
}

// loses reads a card with a fault at one command of the reading.
func (c *cardDesk) loses(f emulator.Fault, at int, verify bool) {
	c.t.Helper()
	one, other := c.put(slotA, "resident"), c.card("child")
	c.toRead(pinTitle)
	c.system.SwapTo(other)
	before := c.system.Sent()
	c.system.OnTransmit(func(n int, _ []byte) emulator.Fault {
		if n-before == at {
			return f
		}
		return emulator.None
	})
	c.Type(c.pin("resident"))
	c.Key("Return")
	if verify {
		c.UntilSays("may have counted a try")
	}
	c.Until("it waits, or says what the next card says", func() bool {
		return strings.HasPrefix(c.Title(), waitTitle) || strings.HasPrefix(c.Title(), shownTitle) || strings.HasPrefix(c.Title(), wrongTitle)
	})
	c.system.OnTransmit(nil)
	if !verify {
		c.saysNot("may have counted a try")
	}
	if one.Seen().Verify > 1 || other.Seen().Verify > 0 {
		c.t.Errorf("%s %d: the PIN went out %d times, and %d times to the other card", c.fault, at, one.Seen().Verify, other.Seen().Verify)
	}
	c.saysNot(c.name("resident"), c.name("child"))
	c.system.StartService()
	_ = c.system.Remove(slotA)
	c.UntilSays("Put the My Number Card on the reader")
}

// isVerify reports whether a command is a VERIFY with data (ISO/IEC 7816-4).
func isVerify(command []byte) bool { return len(command) > 5 && command[1] == 0x20 }

func TestCardPageRecoversByItself(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.UntilSays("Put the My Number Card on the reader")
	c.system.StopService()
	c.UntilSays("smart-card service is not running")
	c.Press("window.card.doctor")
	c.Until("the doctor's page is open", func() bool { return !strings.HasPrefix(c.Title(), waitTitle) })
	c.Key("Escape")
	c.UntilTitle(waitTitle)
	c.system.StartService()
	c.UntilSays("Put the My Number Card on the reader")
	if err := c.system.RemoveReader(slotA); err != nil {
		t.Fatal(err)
	}
	c.UntilSays("Connect a card reader")
	if err := c.system.AddReader(slotA); err != nil {
		t.Fatal(err)
	}
	c.UntilSays("Put the My Number Card on the reader")
	if err := c.system.InsertMute(slotA); err != nil {
		t.Fatal(err)
	}
	c.UntilSays("The card does not answer")
	c.take(slotA)
	c.UntilSays("Put the My Number Card on the reader")
	c.put(slotA, "resident")
	c.UntilTitle(shownTitle)
	c.system.StopService()
	c.UntilSays("smart-card service is not running")
	c.says("The card is no longer there")
	c.system.StartService()
	c.UntilTitle(shownTitle)
}

// A program that holds the card is waited for, whether the service tells that it
// does or only its own transaction does.
func TestCardHeldByAnotherProgram(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.system.SetPatience(50 * time.Millisecond)
	c.UntilSays("Put the My Number Card on the reader")
	for _, sharing := range []card.Sharing{card.Exclusive, card.Shared} {
		x := c.put(slotA, "resident")
		held, err := c.system.Open(t.Context(), slotA, sharing)
		if err != nil {
			t.Fatal(err)
		}
		if err := held.Begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.UntilSays("nother program")
		if err := held.Close(card.Leave); err != nil {
			t.Fatal(err)
		}
		c.UntilTitle(shownTitle)
		if x.Seen().Verify != 0 {
			t.Error("a VERIFY")
		}
		c.take(slotA)
		c.UntilTitle(waitTitle)
	}
}

func TestCardOfSeveralIsChosen(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	if err := c.system.AddReader(slotB); err != nil {
		t.Fatal(err)
	}
	c.UntilTitle(shownTitle)
	c.put(slotB, "child")
	c.says(slotA) // it stays with the first
	c.take(slotA)
	c.Until("the other card is shown", func() bool { return strings.HasPrefix(c.Title(), shownTitle) && strings.Contains(c.Says(), slotB) })
	c.take(slotB)
	c.UntilTitle(waitTitle)
	c.system.StopService()
	c.UntilSays("service is not running")
	c.put(slotA, "resident")
	c.put(slotB, "child")
	c.system.StartService()
	c.UntilTitle("Which card?")
	c.says(slotA, slotB)
	c.Press(slotB)
	c.UntilTitle(shownTitle)
	c.says(slotB)
	c.saysNot(slotA)
	c.toRead(pinTitle)
	c.Type(c.pin("child"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.says(slotB) // looked at again, with both cards there
	c.take(slotB)
	c.Until("the card that stayed is shown", func() bool { return strings.HasPrefix(c.Title(), shownTitle) && strings.Contains(c.Says(), slotA) })
}

// foreign is a service on whose cards no application of ours is.
type foreign struct{ card.System }

type foreignCard struct{ card.Transport }

func (f foreign) Open(ctx context.Context, r string, s card.Sharing) (card.Transport, error) {
	t, err := f.System.Open(ctx, r, s)
	return foreignCard{t}, err
}

func (foreignCard) Transmit(context.Context, []byte) ([]byte, error) { return []byte{0x6A, 0x82}, nil }

func TestCardOfAnotherKind(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.UntilSays("Put the My Number Card on the reader")
	c.as = func(s card.System) card.System { return foreign{s} }
	if err := c.Practise("resident"); err != nil { // another source
		t.Fatal(err)
	}
	c.put(slotA, "resident")
	c.UntilTitle(wrongTitle)
	c.says("it is not a My Number Card")
	c.Press("window.card.again")
	c.UntilTitle(wrongTitle)
	c.take(slotA)
	c.UntilTitle(waitTitle)
	c.saysNot("The card is no longer there") // nothing of it was shown
}

// What another page covers goes with the card all the same.
func TestCardTakenAwayBehindTheHelp(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.toRead(pinTitle)
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.Key("F1")
	c.UntilTitle("Help")
	c.take(slotA)
	c.Until("the stripe is gone", func() bool { return !strings.Contains(c.Says(), "practice card") })
	c.says("Help")
	c.Key("Escape")
	c.UntilTitle(waitTitle)
	c.says("The card is no longer there")
	c.saysNot(c.name("resident"))
}
