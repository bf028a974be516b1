package main

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	cardpage "madoguchi/app/ui/page/card"
	signpage "madoguchi/app/ui/page/sign"
	"madoguchi/card/emulator"
)

// Whatever the window is asked to begin with, it is first said whom it is about:
// before that a card's page knows neither what it may read nor whom to ask.
func TestNothingBeginsBeforeTheFirstQuestion(t *testing.T) {
	for start, title := range map[string]string{"card": shownTitle, "sign": whoTitle} {
		d := openDesk(t, "en")
		if err := d.Practise("resident"); err != nil {
			t.Fatal(err)
		}
		if err := d.Begin(start); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(d.Title(), "Who is this about?") {
			t.Fatalf("%s begins with %q", start, d.Title())
		}
		d.Press("window.language")
		d.UntilTitle("Language")
		d.Key("Escape")
		d.UntilTitle("Who is this about?")
		d.Press("window.first.helper")
		d.UntilTitle(title)
		if d.Mode() != cardsession.ModeHelper {
			t.Errorf("the mode is %v", d.Mode())
		}
		d.Key("Escape")
		d.UntilTitle("What is it about?")
	}
}

// A card that is looked at again and again, or a reader that comes and goes, is
// not somebody who is there.
func TestReadersAreNobody(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", func(d *signDesk) { d.options.Idle = time.Second })
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond):
				d.Do(func() { d.Refresh(false) })
			}
		}
	}()
	d.UntilTitle("Who is this about?")
}

// Typing is: who writes for longer than the window waits is not interrupted.
func TestTypingIsSomebodyThere(t *testing.T) {
	const idle = 600 * time.Millisecond
	for name, key := range map[string]fyne.KeyName{"a letter": "A", "a key that erases": fyne.KeyBackspace} {
		t.Run(name, func(t *testing.T) {
			d := openSignDesk(t, cardsession.ModeSelf, "resident", func(d *signDesk) { d.options.Idle = idle })
			d.toPassword()
			for end := time.Now().Add(3 * idle); time.Now().Before(end); {
				d.Key(key)
				d.Until("", func() bool { return true })
			}
			if !strings.HasPrefix(d.Title(), passwordTitle) {
				t.Errorf("the window went to %q while somebody typed", d.Title())
			}
			d.UntilTitle("Who is this about?")
		})
	}
}

// withCard types a wrong password and sends it: it is with the card until free is
// called.
func (d *signDesk) withCard() (free func()) {
	d.t.Helper()
	got, let := make(chan struct{}), make(chan struct{})
	free = sync.OnceFunc(func() { close(let) })
	d.t.Cleanup(free)
	d.system.OnTransmit(func(_ int, command []byte) emulator.Fault {
		if isVerify(command) {
			close(got)
			<-let
		}
		return emulator.None
	})
	d.toPassword()
	d.Type("WRONG99")
	d.Key("Return")
	d.Until("the password is with the card", func() bool {
		select {
		case <-got:
			return true
		default:
			time.AfterFunc(time.Millisecond, func() { d.Do(func() {}) })
			return false
		}
	})
	return free
}

// While the card is about to say whether a password was right, nothing takes the
// answer from the person, and they are told why nothing happens.
func TestNothingComesBetweenAPasswordAndItsAnswer(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", func(d *signDesk) { d.options.Idle = 3 * time.Second })
	free := d.withCard()
	for name, ask := range map[string]func(){
		"cross": d.AskClose, "Escape": func() { d.Key("Escape") }, "Home": d.Home, "mode": func() { d.Press("window.mode.self") },
		"practice": func() {
			if err := d.Practise("child"); err != nil {
				t.Error(err)
			}
		},
	} {
		ask()
		if !strings.HasPrefix(d.Title(), "Signing") || d.Person() != "" {
			t.Fatalf("%s: the window went to %q", name, d.Title())
		}
		d.says("Please wait a moment")
	}
	time.AfterFunc(4*time.Second, free) // longer than idle
	d.UntilTitle(notTitle)
	d.says("4 left")
	if strings.Contains(d.Says(), "Please wait a moment") {
		t.Error("it is still said to wait")
	}
}

// What was made with a practice card says so for as long as it is shown, also
// when the card is gone; and a card that is gone leaves no stripe elsewhere.
func TestReceiptOfPracticeSaysSo(t *testing.T) {
	const stripe = "This is a practice card."
	d := openSignDesk(t, cardsession.ModeSelf, "resident")
	d.toPassword()
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(signedTitle)
	d.says(stripe)
	d.take()
	d.Until("the values are gone with the card", func() bool { return d.Find("window.sign.done.values") == nil })
	d.says(stripe)
	d.Home()
	if strings.Contains(d.Says(), stripe) {
		t.Error("the stripe stays when nothing of practice is there")
	}
}

// Left alone with the holder on the screen, with half a PIN, or with help on top
// of either: nothing of the person is there for the next one, and half a PIN goes
// to nobody's card.
func TestLeftAloneNothingOfThePersonStays(t *testing.T) {
	for name, walk := range map[string]func(*signDesk){
		"read": func(d *signDesk) {
			d.Type(d.pin())
			d.Key("Return")
			d.UntilTitle(readTitle)
			d.says("練習")
		},
		"read, with help on top": func(d *signDesk) {
			d.Type(d.pin())
			d.Key("Return")
			d.UntilTitle(readTitle)
			d.Key("F1")
		},
		"half a PIN": func(d *signDesk) { d.Type(d.pin()[:2]) },
	} {
		t.Run(name, func(t *testing.T) {
			d := openSignDesk(t, cardsession.ModeSelf, "resident", func(d *signDesk) { d.options.Idle = 2 * time.Second })
			d.Open(cardpage.New(d.Window))
			d.UntilTitle(shownTitle)
			d.Press("window.card.read")
			d.UntilTitle(pinTitle)
			walk(d)
			d.UntilTitle("Who is this about?")
			if d.Mode() != 0 || strings.Contains(d.Says(), "練習") {
				t.Errorf("mode %v:\n%s", d.Mode(), d.Says())
			}
			sent := d.card.Seen().Verify
			d.Press("window.first.self")
			d.Open(cardpage.New(d.Window))
			d.UntilTitle(shownTitle)
			if strings.Contains(d.Says(), "練習") {
				t.Errorf("the next person sees the first:\n%s", d.Says())
			}
			d.Press("window.card.read")
			d.UntilTitle(pinTitle)
			d.Type(d.pin()[2:])
			d.Key("Return")
			if n := d.card.Seen().Verify; n != sent || !strings.HasPrefix(d.Title(), pinTitle) {
				t.Errorf("two halves of a PIN were put together: %d VERIFY, at %q", n-sent, d.Title())
			}
		})
	}
}

// pin is the four-digit one of the card that lies there.
func (d *signDesk) pin() string {
	d.t.Helper()
	x, err := d.people.Secrets(d.person, time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	return x.Input
}

// Of many files dropped at once none is taken for the one that was meant.
func TestManyFilesDroppedAreNoneChosen(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident")
	d.Press("window.sign.purpose.private")
	d.UntilTitle(paperTitle)
	d.Drop(slices.Repeat([]string{d.paper}, 100))
	d.UntilTitle(paperTitle)
	d.says("one paper at a time")
	d.Home()
	d.Press("window.home.sign")
	d.UntilTitle(whoTitle)
	d.Drop([]string{filepath.Join(d.folder, "other.pdf"), d.paper})
	d.Press("window.sign.purpose.private")
	d.UntilTitle(paperTitle)
	d.says("one paper at a time")
}

// A signal ends the program when the card has answered, and then at once; it does
// not wait for ever.
func TestASignalWaitsForTheAnswer(t *testing.T) {
	for _, patient := range []bool{true, false} {
		d := openSignDesk(t, cardsession.ModeSelf, "resident")
		p := cardpage.New(d.Window) // tells when the window goes
		d.Open(p)
		d.UntilTitle(shownTitle)
		d.Open(signpage.New(d.Window))
		d.UntilTitle(whoTitle)
		free := d.withCard()
		late := time.Now()
		if patient {
			late = late.Add(time.Hour)
		}
		d.End(late)
		if gone := d.Context(p).Err() != nil; gone == patient {
			t.Errorf("patient %v: the window is gone: %v", patient, gone)
		}
		free()
		d.Until("the window is gone", func() bool { return d.Context(p).Err() != nil })
	}
}

// Where a file is chosen or checked, several dropped ones are none too.
func TestManyFilesDroppedAreNoneChecked(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident")
	d.Home()
	d.Press("window.home.check")
	two := []string{d.paper, filepath.Join(d.folder, "other.pdf")}
	d.Drop(two)
	d.says("One file at a time")
	d.Press("window.check.choose")
	d.Drop(two)
	d.says("One file at a time")
}
