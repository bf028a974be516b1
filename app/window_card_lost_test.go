package main

import (
	"strings"
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

// The card is pulled, swapped or reset, or its service stops, before and after
// every command of a reading: the PIN goes out once at most, nothing of the first
// card stays on the screen, and a try that may have been spent is told.
func TestCardLostAtEveryCommandOfAReading(t *testing.T) {
	faults := map[string]emulator.Fault{
		"pull before": emulator.PullBefore, "pull after": emulator.PullAfter,
		"swap before": emulator.SwapBefore, "swap after": emulator.SwapAfter,
		"reset before": emulator.ResetBefore, "reset after": emulator.ResetAfter,
		"stop before": emulator.StopServiceBefore, "stop after": emulator.StopServiceAfter,
	}
	world, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			told := false
			for at, more := 1, true; more; at++ {
				c := openCardDesk(t, cardsession.ModeSelf, "")
				first := emulator.New(world.resident)
				if err := c.system.Insert(slotA, first); err != nil {
					t.Fatal(err)
				}
				c.toRead(pinTitle)
				other := emulator.New(world.child)
				c.system.SwapTo(other)
				done, hit := c.system.Sent(), make(chan bool, 1)
				c.system.OnTransmit(func(n int, command []byte) emulator.Fault {
					if n-done != at {
						return emulator.None
					}
					hit <- isVerify(command)
					return f
				})
				c.Type(c.pin("resident"))
				c.Key("Return")
				c.Until("the reading has an end", func() bool {
					return !strings.HasPrefix(c.Title(), "Reading the card") && !strings.HasPrefix(c.Title(), pinTitle)
				})
				var verify bool
				select {
				case verify = <-hit:
				default:
					c.UntilTitle(readTitle)
					more = false
					continue
				}
				c.system.OnTransmit(nil)
				c.Until("it waits, or says what the next card says", func() bool {
					return strings.HasPrefix(c.Title(), waitTitle) || strings.HasPrefix(c.Title(), shownTitle) || strings.HasPrefix(c.Title(), wrongTitle)
				})
				if first.Seen().Verify > 1 || other.Seen().Verify > 0 {
					t.Errorf("command %d: the PIN went out %d times, and %d times to the other card", at, first.Seen().Verify, other.Seen().Verify)
				}
				if strings.Contains(c.Says(), c.name("resident")) || strings.Contains(c.Says(), c.name("child")) {
					t.Errorf("command %d: somebody's name stayed:\n%s", at, c.Says())
				}
				if verify {
					c.UntilSays("may have counted a try")
					told = true
				} else if strings.Contains(c.Says(), "may have counted a try") {
					t.Errorf("command %d: it says a try may have been spent:\n%s", at, c.Says())
				}
				if at > 60 {
					t.Fatal("a reading of more than sixty commands")
				}
			}
			if !told {
				t.Error("the VERIFY was not met")
			}
		})
	}
}

// isVerify reports whether a command is a VERIFY with data (ISO/IEC 7816-4).
func isVerify(command []byte) bool { return len(command) > 5 && command[1] == 0x20 }

func TestCardPageRecoversByItself(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.UntilSays("Put the My Number Card on the reader")
	c.system.StopService()
	c.UntilSays("smart-card service is not running")
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
	c.Press("window.card.again")
	c.UntilTitle(shownTitle)
	c.says(slotB)
	c.take(slotB)
	c.Until("the card that stayed is shown", func() bool { return strings.HasPrefix(c.Title(), shownTitle) && strings.Contains(c.Says(), slotA) })
}
