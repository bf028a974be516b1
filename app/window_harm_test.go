package main

import (
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
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

// While the card is about to say whether a password was right, nothing takes the
// answer from the person, and they are told why nothing happens.
func TestNothingComesBetweenAPasswordAndItsAnswer(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", func(d *signDesk) { d.options.Idle = 3 * time.Second })
	hold, free := make(chan struct{}), make(chan struct{})
	var once sync.Once
	d.system.OnTransmit(func(_ int, command []byte) emulator.Fault {
		if isVerify(command) {
			close(hold)
			<-free
		}
		return emulator.None
	})
	t.Cleanup(func() { once.Do(func() { close(free) }) })
	d.toPassword()
	d.Type("WRONG99")
	d.Key("Return")
	d.Until("the password is with the card", func() bool {
		select {
		case <-hold:
			return true
		default:
			time.AfterFunc(time.Millisecond, func() { d.Do(func() {}) })
			return false
		}
	})
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
	time.AfterFunc(4*time.Second, func() { once.Do(func() { close(free) }) }) // longer than idle
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
