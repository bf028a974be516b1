package main

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/gallery"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// Enter that stays down sends a wrong PIN once, answers nothing on the screens
// that follow and does not come near the last try.
func TestEnterHeldDownSpendsOneTry(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	x := c.put(slotA, "resident")
	c.toRead(pinTitle)
	c.Type("0000")
	c.Held("Return", 30)
	c.UntilTitle(wrongTitle)
	c.Held("Space", 0)
	c.UntilTitle(pinTitle)
	c.Type("0000")
	c.Key("Return")
	c.UntilTitle(wrongTitle)
	c.Held("Return", 30) // to the card, and no further
	c.UntilTitle(shownTitle)
	if n := x.Seen().Verify; n != 2 {
		t.Errorf("%d VERIFY for two PINs", n)
	}
}

// Enter held after the password does not leave the receipt before it was read.
func TestEnterHeldDownLeavesTheReceipt(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident")
	d.toPassword()
	d.Type(d.password())
	d.Key("Return")
	d.Until("it is signed", func() bool {
		if strings.HasPrefix(d.Title(), signedTitle) {
			return true
		}
		held(d.Desk, "Return")
		return false
	})
	for range 10 {
		held(d.Desk, "Return")
	}
	if !strings.HasPrefix(d.Title(), signedTitle) {
		t.Errorf("the receipt went unread; the window is at %q", d.Title())
	}
	if n := d.card.Seen().Verify; n != 1 {
		t.Errorf("%d VERIFY", n)
	}
}

// held is a key that has been down for a while.
func held(d *pagetest.Desk, n fyne.KeyName) {
	if f := d.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	} else {
		d.Window.Key(&fyne.KeyEvent{Name: n})
	}
}

// Escape held goes one step back, not all the way out.
func TestEscapeHeldDownGoesOneStepBack(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.toRead(pinTitle)
	c.Held("Escape", 20)
	if !strings.HasPrefix(c.Title(), shownTitle) {
		t.Errorf("Escape held led to %q", c.Title())
	}
}

// The second press of a double click, or of an Enter hit twice, does not answer
// the screen that came with the first.
func TestSecondPressOfADoubleClickAnswersNothing(t *testing.T) {
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	for name, press := range map[string]func(*pagetest.Desk, fyne.Focusable){
		"pointer": func(d *pagetest.Desk, f fyne.Focusable) { f.(fyne.Tappable).Tapped(&fyne.PointEvent{}) },
		"Enter": func(d *pagetest.Desk, f fyne.Focusable) {
			d.Focus(f)
			d.Key("Return")
		},
		"space bar": func(d *pagetest.Desk, f fyne.Focusable) {
			d.Focus(f)
			d.Key("Space")
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, settle := range []time.Duration{time.Hour, 50 * time.Millisecond} {
				d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en", Settle: settle},
					func(h page.Host) page.Page { return first.New(h) })
				d.SetMode(cardsession.ModeSelf)
				d.Open(home.New(d.Window))
				before := d.Title()
				if settle == time.Hour {
					for _, f := range kit.Focusables(d.Frame()) {
						if f == d.Find("window.quiet.leave") { // whoever must leave is not kept
							continue
						}
						press(d, f)
						if d.Title() != before {
							t.Fatalf("the second press led to %q", d.Title())
						}
					}
					continue
				}
				for late := time.Now().Add(20 * time.Second); d.Title() == before; {
					if time.Now().After(late) {
						t.Fatal("a press that is meant does nothing")
					}
					press(d, d.Find("window.home.card"))
				}
				d.UntilTitle(waitTitle)
			}
		})
	}
}

// Whatever can have the keyboard tells which keys go down: else a key held there
// could not be told from one pressed again.
func TestEverythingTellsWhichKeysGoDown(t *testing.T) {
	j, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	d := pagetest.Open(t, ui.Options{Jobs: j, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en", Idle: time.Hour},
		func(h page.Host) page.Page { return first.New(h) })
	for _, start := range append(ui.Starts(), "gallery") {
		if start == "gallery" {
			d.Open(gallery.New())
		} else if err := d.Begin(start); err != nil {
			t.Fatal(err)
		}
		for _, f := range kit.Focusables(d.Frame()) {
			if _, ok := f.(desktop.Keyable); !ok {
				t.Errorf("%s: %T", start, f)
			}
		}
	}
}
