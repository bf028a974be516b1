package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/platform"
	"madoguchi/app/problem"
	"madoguchi/card/emulator"
	"madoguchi/forms/second"
)

// desk is where the papers of a window are signed, to be changed by a test.
func (d *signDesk) desk() *filing.Desk {
	d.t.Helper()
	desk, err := d.jobs.Desk()
	if err != nil {
		d.t.Fatal(err)
	}
	return desk
}

// quick leaves the second verifier out, where a test signs often.
func quick(d *signDesk) {
	d.desk().Second = func(context.Context, io.ReaderAt, int64, string) second.Opinion { return second.Opinion{} }
}

func (d *signDesk) saysNot(not ...string) {
	d.t.Helper()
	said := d.Says()
	for _, w := range not {
		if strings.Contains(said, w) {
			d.t.Errorf("%q says %q:\n%s", d.Title(), w, said)
		}
	}
}

func TestWrongPasswordInTheWindowUntilLocked(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	d.toPassword()
	d.Type("SHORT")
	d.Key("Return")
	d.says("cannot be the signing password", "No try was spent")
	if v := d.card.Seen().Verify; v != 0 {
		t.Fatalf("%d VERIFY for what cannot be the password", v)
	}
	for left := 4; left >= 1; left-- {
		d.UntilTitle(passwordTitle)
		d.Key("BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace")
		d.Type("WRONG99")
		d.Key("Return")
		d.UntilTitle(notTitle)
		d.says("One try was spent; " + string(rune('0'+left)) + " left")
		if v := d.card.Seen().Verify; v != 5-left {
			t.Fatalf("%d VERIFY with %d tries left", v, left)
		}
		if left > 1 {
			d.Key("Return") // type it again
		}
	}
	d.Key("Return") // Enter does not lead to the last try
	d.UntilTitle("What is it about?")
	d.Press("window.home.sign")
	d.UntilTitle(whoTitle)
	d.toCard()
	d.UntilTitle(movedTitle)
	d.Press("window.sign.moved.no")
	d.UntilTitle("Only one try is left")
	d.Key("Return") // and not here
	d.UntilTitle("What is it about?")
	d.Press("window.home.sign")
	d.UntilTitle(whoTitle)
	d.toCard()
	d.UntilTitle(movedTitle)
	d.Press("window.sign.moved.no")
	d.UntilTitle("Only one try is left")
	d.Press("window.sign.last.yes")
	d.UntilTitle(passwordTitle)
	d.says("1 try left")
	d.Type("WRONG99")
	d.Key("Return")
	d.UntilTitle(notTitle)
	d.says("it is locked now")
	if v := d.card.Seen().Verify; v != 5 {
		t.Errorf("%d VERIFY for five passwords", v)
	}
	if d.Find("window.sign.failed.retype") != nil {
		t.Error("a locked password is asked for again")
	}
	d.nothing()
	// Another card is taken without beginning anew.
	d.Press("window.sign.failed.card")
	d.UntilTitle(signWaitTitle)
	d.take()
	d.put("resident")
	d.UntilTitle(movedTitle)
}

// What can be known before the password is said before the password.
func TestCardsThatCannotSign(t *testing.T) {
	for person, want := range map[string]string{
		"child":  "no signature certificate on this card",
		"locked": "The signing password is locked",
	} {
		d := openSignDesk(t, cardsession.ModeSelf, person, quick)
		d.toCard()
		d.UntilTitle(notTitle)
		d.says(want)
		d.nothing()
		if v := d.card.Seen().Verify; v != 0 {
			t.Errorf("%s: %d VERIFY", person, v)
		}
	}
}

func TestExpiredCardSignsNothing(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "expired", quick)
	d.toCard()
	d.UntilTitle(movedTitle)
	d.says("The other certificate on this card ended on")
	d.Press("window.sign.moved.no")
	d.UntilTitle(passwordTitle)
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(notTitle)
	d.says("has ended")
	d.nothing()
}

func TestWhoMovedDoesNotSign(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	d.toCard()
	d.UntilTitle(movedTitle)
	d.Press("window.sign.moved.unsure")
	d.UntilTitle("First find out")
	d.says("Without an answer nothing is signed")
	d.Key("Return")
	d.UntilTitle(movedTitle)
	d.Key("Return") // a key too often is not "no"
	d.UntilTitle(notTitle)
	d.says("void, although the card still signs")
	d.Press("window.sign.moved.change")
	d.UntilTitle(movedTitle)
	d.nothing()
	if v := d.card.Seen().Verify; v != 0 {
		t.Errorf("%d VERIFY", v)
	}
}

// A certificate that began before the day of the answer is asked about again, for
// its own day.
func TestOlderCertificateIsAskedAboutAgain(t *testing.T) {
	answers := []time.Time{}
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick, func(d *signDesk) {
		sign := d.jobs.Sign
		d.jobs.Sign = func(ctx context.Context, w jobs.Signing) ([]*filing.Receipt, []error) {
			answers = append(answers, w.AnsweredSince)
			if len(answers) == 1 {
				w.Request.Password.Wipe()
				return []*filing.Receipt{nil}, []error{problem.New(problem.CertificateOlder, map[string]any{"start": "2024-02-29"})}
			}
			return sign(ctx, w)
		}
	})
	d.toPassword()
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(notTitle)
	d.Key("Return")
	d.UntilTitle(movedTitle)
	d.says("29 February 2024")
	d.Press("window.sign.moved.no")
	d.UntilTitle(passwordTitle)
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(signedTitle)
	if got := answers[1].Format(time.DateOnly); got != "2024-02-29" {
		t.Errorf("the second answer is for %s", got)
	}
}

// The disk is full at every single step of writing.
func TestDiskFullAtEveryStepInTheWindow(t *testing.T) {
	disk := &failing{err: syscall.ENOSPC}
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick, func(d *signDesk) {
		d.desk().Create = outputs{platform.Files{FS: disk}}.create
	})
	steps := 0
	for n := 1; ; n++ {
		disk.n, disk.asked = n, 0
		d.toCard()
		d.Until("it fails or asks", func() bool {
			return strings.HasPrefix(d.Title(), notTitle) || strings.HasPrefix(d.Title(), movedTitle)
		})
		if strings.HasPrefix(d.Title(), movedTitle) {
			d.Press("window.sign.moved.no")
			d.UntilTitle(passwordTitle)
			d.Type(d.password())
			d.Key("Return")
			d.Until("it ends", func() bool {
				return strings.HasPrefix(d.Title(), notTitle) || strings.HasPrefix(d.Title(), signedTitle)
			})
		}
		if disk.asked < n {
			d.UntilTitle(signedTitle)
			break
		}
		steps = n
		d.UntilTitle(notTitle)
		d.says("cannot be written")
		if d.Find("window.sign.failed.elsewhere") == nil {
			t.Errorf("step %d: no other folder is offered", n)
		}
		d.nothing()
		d.again()
	}
	if steps < 4 {
		t.Errorf("only %d steps", steps)
	}
}

// again opens the page anew, on Home.
func (d *signDesk) again() {
	d.t.Helper()
	d.Home()
	d.Press("window.home.sign")
	d.UntilTitle(whoTitle)
}

// The card is pulled before and after every single command: no output, one VERIFY
// at most, and the page says so and waits for it again.
func TestCardPulledAtEveryCommandInTheWindow(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	d.toPassword()
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(signedTitle)
	total := d.card.Seen().Commands
	if err := os.Remove(filepath.Join(d.folder, "paper_practice_signed.pdf")); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d commands", total)
	for _, fault := range []emulator.Fault{emulator.PullBefore, emulator.PullAfter} {
		for n := 1; n <= total; n++ {
			d.system = emulator.NewSystem(slot)
			// The window asks for its source again when practice ends.
			if err := d.Practise(""); err != nil {
				t.Fatal(err)
			}
			d.put("resident")
			sent := 0
			var pulled atomic.Bool
			d.system.OnTransmit(func(int, []byte) emulator.Fault {
				if sent++; sent == n {
					pulled.Store(true)
					return fault
				}
				return emulator.None
			})
			d.again()
			d.toCard()
			d.Until("it waits or asks", func() bool {
				return pulled.Load() && strings.HasPrefix(d.Title(), signWaitTitle) || strings.HasPrefix(d.Title(), movedTitle)
			})
			if strings.HasPrefix(d.Title(), movedTitle) {
				d.Press("window.sign.moved.no")
				d.UntilTitle(passwordTitle)
				d.Type(d.password())
				d.Key("Return")
				d.UntilTitle(signWaitTitle)
			}
			d.UntilSays("Put the My Number Card on the reader")
			if left := d.files(); len(left) > 0 {
				t.Fatalf("%v at command %d left %v", fault, n, left)
			}
			if v := d.card.Seen().Verify; v > 1 {
				t.Fatalf("%v at command %d: %d VERIFY", fault, n, v)
			}
			if t.Failed() {
				return
			}
		}
	}
	// With the card back it goes on by itself.
	d.put("resident")
	d.UntilTitle(movedTitle)
}

// A card that is taken away by hand, whatever stands on the screen.
func TestCardTakenAwayAtEveryScreen(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	for _, at := range []string{movedTitle, "First find out", passwordTitle} {
		d.toCard()
		d.UntilTitle(movedTitle)
		switch at {
		case passwordTitle:
			d.Press("window.sign.moved.no")
			d.UntilTitle(at)
			d.Type("HALFTYPED")
		case "First find out":
			d.Press("window.sign.moved.unsure")
			d.UntilTitle(at)
		}
		d.take()
		d.UntilTitle(signWaitTitle)
		d.says("The card is no longer there", "Nothing was signed")
		d.nothing()
		d.put("resident")
		d.UntilTitle(movedTitle)
		d.Press("window.sign.moved.no")
		d.UntilTitle(passwordTitle)
		d.says("0 of at most 16")
		d.again()
	}
	if v := d.card.Seen().Verify; v != 0 {
		t.Errorf("%d VERIFY", v)
	}
	// After it is done, what the card gave goes with it.
	d.toPassword()
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(signedTitle)
	d.Press("window.sign.done.values")
	d.says("PRACTICE町")
	d.take()
	d.Until("the values are gone", func() bool { return !strings.Contains(d.Says(), "PRACTICE町") })
	d.UntilTitle(signedTitle)
}

// Nothing of the password is in a dump taken at any command, nor in any file.
func TestWindowLeavesNoPassword(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	secrets := map[string]string{"password": d.password(), "wrong password": "WRONGPASS77"}
	buf := make([]byte, 1<<21)
	dumps := 0
	look := func() {
		dumps++
		for _, hit := range found(buf[:runtime.Stack(buf, true)], secrets) {
			t.Errorf("dump %d holds the %s", dumps, hit)
		}
	}
	d.system.OnTransmit(func(int, []byte) emulator.Fault {
		look()
		return emulator.None
	})
	d.toPassword()
	d.Type("WRONGPASS77")
	look()
	d.saysNot("WRONGPASS77")
	d.Key("Return")
	d.UntilTitle(notTitle)
	d.Key("Return")
	d.UntilTitle(passwordTitle)
	d.Type(d.password())
	d.saysNot(d.password())
	look()
	d.Key("Return")
	d.UntilTitle(signedTitle)
	look()
	d.saysNot(d.password())
	if d.Canvas() != nil && dumps < 20 {
		t.Errorf("only %d dumps", dumps)
	}
	for _, name := range append(d.files(), filepath.Base(d.paper)) {
		b, err := os.ReadFile(filepath.Join(d.folder, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range found(b, secrets) {
			t.Errorf("%s holds the %s", name, hit)
		}
	}
	if got := d.files(); !slices.Equal(got, []string{"paper_practice_signed.pdf"}) {
		t.Errorf("%v", got)
	}
}
