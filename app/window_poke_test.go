package main

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/pagetest"
	"madoguchi/app/ui/theme"
)

// poke does to a screen what anybody may do at any time: makes the window small,
// changes look and languages, asks for help. The screen must stand there as before.
func poke(t *testing.T, d *pagetest.Desk) {
	t.Helper()
	title, said, at := d.Title(), d.Says(), d.Focused()
	for _, s := range []float32{0, 1, 100, 4000} {
		d.Resize(s, s)
	}
	d.Resize(1024, 760)
	look := d.Look()
	d.SetLook(theme.Look{Scheme: theme.Contrast, Scale: 2})
	d.SetLanguages("ja", "my")
	d.Says()
	d.SetLanguages("ja-x-easy", "en")
	d.Says()
	d.SetLanguages("en", "")
	d.SetLook(look)
	d.Key("F1")
	d.UntilTitle("Help")
	d.Key("Escape")
	if d.Title() != title || d.Says() != said || d.Focused() != at {
		t.Errorf("before %q at %q:\n%s\nafter %q at %q:\n%s", title, at, said, d.Title(), d.Focused(), d.Says())
	}
}

// Every step of signing stands what anybody may do at any time, with what was
// typed.
func TestSigningStandsPokes(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeHelper, "resident")
	poke(t, d.Desk)
	d.Press("window.sign.purpose.private")
	poke(t, d.Desk)
	d.Drop([]string{d.paper})
	d.UntilTitle(planTitle)
	poke(t, d.Desk)
	d.Key("Return")
	poke(t, d.Desk)
	d.Key("Return")
	d.UntilTitle(askTitle)
	poke(t, d.Desk)
	d.Press("window.consent.yes")
	d.UntilTitle(movedTitle)
	poke(t, d.Desk)
	d.Press("window.sign.moved.no")
	d.UntilTitle(handTitle)
	poke(t, d.Desk)
	d.Key("Return")
	d.UntilTitle(passwordTitle)
	p := d.password()
	d.Type(p[:3])
	poke(t, d.Desk)
	d.Type(p[3:])
	d.Key("Return")
	d.UntilTitle(signedTitle)
	poke(t, d.Desk)
	d.Press("window.sign.done.values")
	poke(t, d.Desk)
	if n := d.card.Seen().Verify; n != 1 {
		t.Errorf("%d VERIFY", n)
	}
}

// Every step of the card's page does, too.
func TestCardPageStandsPokes(t *testing.T) {
	for _, w := range walks {
		t.Run(w.name, func(t *testing.T) {
			c := openCardDesk(t, w.mode, w.person)
			w.walk(c)
			poke(t, c.Desk)
		})
	}
}

// Somebody who presses anything, anywhere, in any order breaks nothing, sends no
// secret they did not send, and leaves no file they did not ask for.
func TestAnythingPressedInAnyOrder(t *testing.T) {
	for seed := range uint64(4) {
		d := openSignDesk(t, cardsession.ModeSelf, "resident")
		r := rand.New(rand.NewPCG(seed, 7))
		keys := []fyne.KeyName{"Return", "Space", "Escape", "Tab", "Shift+Tab", "Down", "Up", "Next", "F1", "F2", "F3", "BackSpace", "Delete", "Home", "End", "Left"}
		lying, sent := true, 0
		for range 250 {
			switch n := r.IntN(12); {
			case n < 5:
				d.Key(keys[r.IntN(len(keys))])
			case n < 9:
				if all := kit.Focusables(d.Frame()); len(all) > 0 {
					if x, ok := all[r.IntN(len(all))].(fyne.Tappable); ok {
						x.Tapped(&fyne.PointEvent{})
					}
				}
			case n == 9:
				d.Type("1A"[r.IntN(2):])
			case n == 10:
				d.Drop([]string{d.paper})
			default:
				if lying = !lying; lying {
					sent += d.card.Seen().Verify
					d.put("resident")
				} else {
					d.take()
				}
			}
			for wait := time.Now().Add(time.Duration(r.IntN(4)) * time.Millisecond); time.Now().Before(wait); {
				d.Until("", func() bool { return true })
			}
			if strings.HasPrefix(d.Title(), "[") {
				t.Fatalf("seed %d: the title is %q", seed, d.Title())
			}
		}
		d.Says()
		if sent += d.card.Seen().Verify; sent > 0 {
			t.Logf("seed %d: %d secrets were sent", seed, sent)
		}
		d.Window.Close()
		for _, n := range d.files() {
			if strings.HasPrefix(n, ".") {
				t.Errorf("seed %d: %s is left", seed, n)
			}
		}
		if _, err := os.Stat(d.paper); err != nil {
			t.Error(err)
		}
	}
}

// What still comes when the window is closed already does no harm.
func TestClosedWindowTakesWhatStillComes(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident")
	d.AskClose()
	d.AskClose()
	d.Drop([]string{d.paper})
	d.Window.Key(&fyne.KeyEvent{Name: "Return"})
	d.take()
	d.Until("", func() bool { return true })
}
