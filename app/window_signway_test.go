package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/store"
	"madoguchi/card/emulator"
	"madoguchi/forms/catalog"
)

// finish types the password and waits for the receipt.
func (d *signDesk) finish() {
	d.t.Helper()
	d.UntilTitle(movedTitle)
	d.Press("window.sign.moved.no")
	d.UntilTitle(passwordTitle)
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(signedTitle)
}

// Where no signature is wanted, no password and no file is asked for.
func TestPurposesThatWantNoSignature(t *testing.T) {
	for _, m := range []cardsession.Mode{cardsession.ModeSelf, cardsession.ModeHelper} {
		d := openSignDesk(t, m, "resident", quick)
		for purpose, instead := range map[string]string{
			"etax": "File through e-Tax", "eltax": "File through eLTAX", "immigration": "plain PDF",
		} {
			d.Press("window.sign.purpose." + purpose)
			d.UntilTitle("No signature is needed")
			d.says("You do not need to sign this PDF", instead)
			d.Key("Escape")
			d.UntilTitle(whoTitle)
		}
		if n := d.card.Seen().Commands; n != 0 {
			t.Errorf("%v: %d commands to the card", m, n)
		}
	}
}

// A helper signs nothing official, asks the holder, and hands the keyboard over.
func TestHelperHandsTheKeyboardOver(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeHelper, "resident", quick)
	for _, purpose := range []string{"registry", "payer"} {
		d.Press("window.sign.purpose." + purpose)
		d.UntilTitle("This cannot be signed like this")
		d.says("only the person the paper is about")
		d.Key("Escape")
		d.Key("Escape")
		d.UntilTitle(whoTitle)
	}
	d.toCard()
	d.UntilTitle(askTitle)
	d.Press("window.consent.no")
	d.UntilTitle(disclosesTitle)
	d.says("The holder said no")
	d.Key("Return")
	d.UntilTitle(askTitle)
	d.Press("window.consent.yes")
	d.UntilTitle(movedTitle)
	d.Press("window.sign.moved.no")
	d.UntilTitle(handTitle)
	d.says("signing password")
	if v := d.card.Seen().Verify; v != 0 {
		t.Errorf("%d VERIFY", v)
	}
	d.Press("window.consent.hand.done")
	d.UntilTitle(passwordTitle)
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(signedTitle)
}

// A form with a place for a My Number is the person's own, whatever it is said to
// be for.
func TestHelperDoesNotSignAFormForAMyNumber(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeHelper, "resident", quick)
	if err := os.Remove(d.paper); err != nil {
		t.Fatal(err)
	}
	d.paper = copied(t, d.folder, "../forms/pdf/testdata/form-table.pdf")
	d.toCard()
	d.UntilTitle(askTitle)
	d.Press("window.consent.yes")
	d.UntilTitle(notTitle)
	d.says("only the person the paper is about")
	d.nothing()
}

func TestCounterSignsNothing(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeCounter, "resident", quick)
	d.Press("window.sign.purpose.private")
	d.UntilTitle("This cannot be signed like this")
	d.Home()
	if d.Find("window.home.sign") != nil || d.Find("window.home.check") == nil {
		t.Errorf("offered at the counter:\n%s", d.Says())
	}
}

// copied puts a file of the repository among the papers.
func copied(t *testing.T, folder, from string) string {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(folder, filepath.Base(from))
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// A file that is there is not replaced: another name is taken by itself, and the
// same name only after a question.
func TestExistingOutputIsNotReplacedUnasked(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	there := filepath.Join(d.folder, "paper_practice_signed.pdf")
	if err := os.WriteFile(there, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.toCard()
	d.finish()
	d.says("paper_practice_signed_2.pdf", "The usual name is taken")
	if b, err := os.ReadFile(there); err != nil || string(b) != "somebody's" {
		t.Errorf("%q %v", b, err)
	}
	d.again()
	d.toPlan()
	d.named("paper_practice_signed")
	d.UntilTitle("There is such a file already")
	d.Press("window.sign.taken.other")
	d.UntilTitle(planTitle)
	d.says("paper_practice_signed_3.pdf")
	d.named("paper_practice_signed")
	d.UntilTitle("There is such a file already")
	d.Press("window.sign.taken.replace")
	d.UntilTitle(planTitle)
	d.says("Replaces the file of this name, as you asked")
	d.Key("Return")
	d.UntilTitle(disclosesTitle)
	d.Key("Return")
	d.finish()
	if b, err := os.ReadFile(there); err != nil || !strings.HasPrefix(string(b), "%PDF") {
		t.Errorf("%.20q %v", b, err)
	}
	if got := d.files(); !slices.Equal(got, []string{"paper_practice_signed.pdf", "paper_practice_signed_2.pdf"}) {
		t.Errorf("%v", got)
	}
}

// toPlan goes from the first question to what will happen, for a private paper.
func (d *signDesk) toPlan() {
	d.t.Helper()
	d.Press("window.sign.purpose.private")
	d.UntilTitle(paperTitle)
	d.Drop([]string{d.paper})
	d.UntilTitle(planTitle)
}

// named writes another name for the signed file.
func (d *signDesk) named(name string) {
	d.t.Helper()
	d.Press("window.sign.plan.rename")
	d.UntilTitle("Name and folder")
	for range 40 {
		d.Key("BackSpace")
	}
	d.Type(name)
	d.Press("window.sign.name.use")
}

// A file that appears under the name while the person reads is not replaced
// either.
func TestOutputThatAppearsMeanwhileIsKept(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	d.toPassword()
	there := filepath.Join(d.folder, "paper_practice_signed.pdf")
	if err := os.WriteFile(there, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Type(d.password())
	d.Key("Return")
	d.Until("it says so", func() bool { return strings.Contains(d.Says(), "already") })
	if b, err := os.ReadFile(there); err != nil || string(b) != "somebody's" {
		t.Errorf("%q %v", b, err)
	}
}

// A name that the registry's system refuses is not what the file is called then.
func TestRegistryGetsANameItTakes(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	odd := filepath.Join(d.folder, "申請書 (1).pdf")
	if err := os.Rename(d.paper, odd); err != nil {
		t.Fatal(err)
	}
	d.paper = odd
	d.Press("window.sign.purpose.registry")
	d.UntilTitle(paperTitle)
	d.Drop([]string{odd})
	d.UntilTitle(planTitle)
	d.says("申請書__1__signed.pdf", "characters that the registry's system takes")
	d.named("a b")
	d.says("does not take this name")
	d.Press("window.sign.name.keep")
	d.named("受付")
	d.UntilTitle(planTitle)
	d.says("受付.pdf")
	d.Key("Return")
	d.UntilTitle(disclosesTitle)
	d.Key("Return")
	d.finish()
	if got := d.files(); !slices.Equal(got, []string{"受付.pdf"}) {
		t.Errorf("%v", got)
	}
}

// What cannot be signed is said as soon as it was looked into.
func TestPapersThatCannotBeSigned(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	letter := filepath.Join(d.folder, "letter.pdf")
	if err := os.WriteFile(letter, []byte("Dear Sir"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Press("window.sign.purpose.private")
	d.UntilTitle(paperTitle)
	for path, says := range map[string]string{letter: "This file is not a PDF", d.folder: "cannot be read", filepath.Join(d.folder, "gone.pdf"): "cannot be read"} {
		d.Drop([]string{path})
		d.UntilTitle("This cannot be signed like this")
		d.says(says)
		d.Key("Escape")
		d.UntilTitle(paperTitle)
	}
	d.Drop([]string{letter, d.paper})
	d.says("one paper at a time")
}

// A form of another year needs a yes of its own.
func TestOtherYearIsAskedOnItsOwn(t *testing.T) {
	known, err := catalog.Load(os.DirFS("../forms/catalog/testdata/forms"))
	if err != nil {
		t.Fatal(err)
	}
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick, func(d *signDesk) {
		d.desk().Forms = known
		d.desk().Now = func() time.Time { return time.Date(2026, 12, 1, 0, 0, 0, 0, japan) }
	})
	d.paper = copied(t, d.folder, "../forms/pdf/testdata/form-table.pdf")
	d.Press("window.sign.purpose.payer")
	d.UntilTitle(paperTitle)
	d.Drop([]string{d.paper})
	d.UntilTitle("Is this the right year?")
	d.says("2025", "2027")
	d.Press("window.sign.year.yes")
	d.UntilTitle(planTitle)
	d.says("2025")
	d.Key("Return")
	d.UntilTitle(disclosesTitle)
	d.Key("Return")
	d.finish()
}

// A card that is put there only now, and one of two.
func TestSigningWaitsForTheCard(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "", quick)
	d.toCard()
	d.UntilSays("Put the My Number Card on the reader")
	d.put("resident")
	d.UntilTitle(movedTitle)
}

// Whoever leaves halfway leaves nothing behind.
func TestLeavingHalfwayLeavesNothing(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	for range 3 {
		d.toPassword()
		d.Type("HALFTYPED")
		d.Home()
		d.UntilTitle("What is it about?")
		d.nothing()
		d.Press("window.home.sign")
		d.UntilTitle(whoTitle)
	}
	d.toPassword()
	d.Key("Escape")
	d.UntilTitle(movedTitle)
	d.Key("Escape")
	d.UntilTitle(disclosesTitle)
	d.nothing()
	d.Key("Escape")
	d.UntilTitle(planTitle)
	d.Key("Escape")
	d.UntilTitle(paperTitle)
	d.Key("Escape")
	d.UntilTitle(whoTitle)
	if v := d.card.Seen().Verify; v != 0 {
		t.Errorf("%d VERIFY", v)
	}
}

// A stop while the card looks at the password is heard, and the try it cost is
// told; one before it costs none.
func TestStopInTheWindowTellsASpentTry(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	stop, went := make(chan struct{}), make(chan struct{})
	d.system.OnTransmit(func(_ int, command []byte) emulator.Fault {
		if command[1] == 0x20 && len(command) > 5 {
			close(stop)
			<-went
		}
		return emulator.None
	})
	d.toPassword()
	d.Type("WRONG99")
	d.Key("Return")
	d.Until("the password is on its way", func() bool {
		select {
		case <-stop:
			return true
		default:
			return false
		}
	})
	d.Home() // not now
	d.UntilTitle("Signing")
	d.Press("window.kit_blocks.cancel")
	close(went)
	d.UntilTitle(notTitle)
	d.says("One try was spent; 4 left")
}

// The last purpose is offered first where that is remembered, and the receipt is
// kept.
func TestLastPurposeIsOfferedFirst(t *testing.T) {
	config := t.TempDir()
	open := func(me bool) (*store.Store, error) {
		s := store.New(store.Options{Config: config, AboutMe: me, Factor: 10})
		return s, s.UsePassphrase([]byte("wide open words"))
	}
	s, err := open(true)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SwitchOnWithPassphrase(t.Context(), []byte("wide open words")); err != nil {
		t.Fatal(err)
	}
	s.Close()
	remembers := func(d *signDesk) { d.jobs.Store = open }
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick, remembers)
	if strings.Contains(d.Says(), "Last time") {
		t.Error("there was no last time")
	}
	d.toCard()
	d.finish()
	d.Until("the receipt is kept", func() bool {
		r, _ := d.Recalled()
		return len(r.Receipts) == 1
	})
	d.again()
	d.UntilSays("Last time")
	d.Key("Return")
	d.UntilTitle(paperTitle)
	d.says("A private agreement")
}

// Where a signing goes wrong after the card, the paper is withheld.
func TestWithheldPaperIsTold(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", func(d *signDesk) {
		sign := d.jobs.Sign
		d.jobs.Sign = func(ctx context.Context, w jobs.Signing) ([]*filing.Receipt, []error) {
			// Somebody writes into the paper while the card is asked.
			f, err := os.OpenFile(d.paper, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteString("\n"); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			return sign(ctx, w)
		}
	})
	d.toPassword()
	d.Type(d.password())
	d.Key("Return")
	d.UntilTitle(notTitle)
	d.says("The file changed while it was being read")
	d.nothing()
}
