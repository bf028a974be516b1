package main

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/card/emulator"
)

func TestCardIsReadByKeyboard(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.UntilSays("Put the My Number Card on the reader")
	x := c.put(slotA, "resident")
	c.UntilTitle(shownTitle)
	c.says("practice card", "My Number Card", slotA, "3 tries left", "5 tries left", "by the card's record", "revoked cannot be found out")
	if s := x.Seen(); s.Verify != 0 {
		t.Errorf("%d VERIFY before a PIN was typed", s.Verify)
	}
	c.Key("Return")
	c.UntilTitle(pinTitle)
	c.says("3 tries are left")
	c.Type(c.pin("resident"))
	c.saysNot(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.says(c.name("resident"), "Read from the card with the PIN", "Nothing of this was saved")
	c.saysNot(c.pin("resident"), "My Number:")
	if s := x.Seen(); s.Verify != 1 {
		t.Errorf("%d VERIFY for one PIN", s.Verify)
	}
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.saysNot(c.name("resident"))
}

func TestCardWrongPINUntilLocked(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.UntilTitle(shownTitle)
	c.Key("Return")
	c.UntilTitle(pinTitle)
	c.Type("0000")
	c.Key("Return")
	c.UntilTitle(wrongTitle)
	c.says("One try was spent; 2 left")
	c.Key("Return") // once more
	c.UntilTitle(pinTitle)
	c.says("2 tries are left")
	c.Type("0000")
	c.Key("Return")
	c.UntilTitle(wrongTitle)
	c.says("One try was spent; 1 left")
	c.Key("Return") // Enter does not lead to the last try
	c.UntilTitle(shownTitle)
	c.says("1 try left")
	c.Key("Return")
	c.UntilTitle(lastTitle)
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.Press("window.card.read")
	c.UntilTitle(lastTitle)
	c.Press("window.card.last.yes")
	c.UntilTitle(pinTitle)
	c.Type("0000")
	c.Key("Return")
	c.UntilTitle(wrongTitle)
	c.says("locked")
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.says("The card-info PIN is locked", "municipal office")
	if c.Find("window.card.read") != nil {
		t.Error("reading is offered with a locked PIN")
	}
}

func TestCardHelperAsksAndHandsOver(t *testing.T) {
	for _, m := range []cardsession.Mode{cardsession.ModeHelper, cardsession.ModeCounter} {
		t.Run(m.String(), func(t *testing.T) {
			c := openCardDesk(t, m, "")
			x := c.put(slotA, "resident")
			c.UntilTitle(shownTitle)
			c.Key("Return")
			c.UntilTitle(askTitle)
			c.says("Name, address, birth date and sex", "Not the My Number", "Nothing. It goes from the screen", "Only the holder answers")
			if c.Focused() != "window.consent.no" {
				t.Errorf("the keyboard is at %q: Enter alone must not be a yes", c.Focused())
			}
			c.Key("Return")
			c.UntilTitle(shownTitle)
			c.says("The answer was no")
			c.saysNot(c.name("resident"))
			before := c.system.Sent()
			c.Press("window.card.read")
			c.UntilTitle(askTitle)
			c.saysNot("The answer was no")
			c.Press("window.consent.yes")
			c.UntilTitle(handTitle)
			c.says("look away")
			c.Key("Escape")
			c.UntilTitle(shownTitle)
			if n := c.system.Sent() - before; n != 0 {
				t.Errorf("%d commands before the PIN", n)
			}
			c.toRead(askTitle)
			c.Press("window.consent.yes")
			c.UntilTitle(handTitle)
			c.Key("Return")
			c.UntilTitle(pinTitle)
			c.Type(c.pin("resident"))
			c.Key("Return")
			c.UntilTitle(readTitle)
			c.says(c.name("resident"))
			if v := x.Seen().Verify; v != 1 {
				t.Errorf("%d VERIFY", v)
			}
		})
	}
}

// A no must be as easy to find as a yes.
func TestCardConsentAnswersAreOfOneSize(t *testing.T) {
	for _, width := range []float32{1024, 400} {
		c := openCardDesk(t, cardsession.ModeHelper, "resident")
		c.Resize(width, 760)
		c.toRead(askTitle)
		no, yes := c.Find("window.consent.no").(fyne.CanvasObject), c.Find("window.consent.yes").(fyne.CanvasObject)
		if no.Size().Width != yes.Size().Width || width > 1000 && no.Size() != yes.Size() || no.Size().Height < yes.Size().Height {
			t.Errorf("at %v: no is %v, yes is %v", width, no.Size(), yes.Size())
		}
	}
}

func TestCardLastTryWithARightPIN(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.Resize(480, 300) // buttons stand on the page itself then
	x := c.put(slotA, "resident")
	c.toRead(pinTitle)
	for _, enter := range []string{"window.card.pin.again", "window.card.back_to_card"} {
		c.Type("0000")
		c.Key("Return")
		c.UntilTitle(wrongTitle)
		if c.Focused() != enter {
			t.Errorf("the keyboard is at %q, wanted %q", c.Focused(), enter)
		}
		c.Press("window.card.pin.again")
	}
	c.UntilTitle(lastTitle)
	c.says("the municipal office can reset it")
	// In a window as low as this both answers are out of sight at first.
	if f := c.Focused(); f != "" && f != "window.card.last.no" {
		t.Errorf("the keyboard is at %q: Enter alone must not be the yes", f)
	}
	if c.Focused() == "" {
		c.Key("Return")
		c.says("the municipal office can reset it")
	}
	c.Press("window.card.last.yes")
	c.UntilTitle(pinTitle)
	c.says("1 try is left")
	c.Key("Escape")
	c.UntilTitle(shownTitle)
	c.Press("window.card.read")
	c.UntilTitle(lastTitle) // the yes was for once
	c.Press("window.card.last.yes")
	c.UntilTitle(pinTitle)
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.Key("Return")
	c.UntilTitle(shownTitle)
	c.says("3 tries left")
	if v := x.Seen().Verify; v != 3 {
		t.Errorf("%d VERIFY for three PINs", v)
	}
}

func TestCardSaysWhatEveryPracticeCardIs(t *testing.T) {
	for person, want := range map[string][]string{
		"locked":  {"The signing password is locked", "municipal office", "Locked: no try left", "1 try left"},
		"expired": {"The user-authentication certificate ended on", "A new one is issued"},
		"child":   {"Not on the card"},
		"phone":   {"Phone with My Number certificates (Android)", "They are on the plastic My Number Card", "The card does not say"},
	} {
		t.Run(person, func(t *testing.T) {
			c := openCardDesk(t, cardsession.ModeSelf, person)
			c.UntilTitle(shownTitle)
			c.says(append(want, "practice card", "cannot be found out by this program")...)
			if phone := person == "phone"; phone != (c.Find("window.card.read") == nil) {
				t.Error("reading is offered where it cannot be done, or the other way round")
			}
		})
	}
}

// Stop ends a reading between two commands; until then the PIN has not been sent.
func TestCardReadingIsStopped(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	x := c.put(slotA, "resident")
	c.toRead(pinTitle)
	held, letGo := c.holdAt(func([]byte) bool { return true })
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle("Reading the card")
	c.Until("a command is held", held)
	c.Press("window.kit_blocks.cancel")
	letGo()
	c.UntilTitle(shownTitle)
	c.UntilSays("Stopped. Nothing was read.")
	if v := x.Seen().Verify; v != 0 {
		t.Errorf("%d VERIFY", v)
	}
	c.says("3 tries left")
}

// Between a VERIFY and its answer nothing leaves the page.
func TestCardPageStaysForTheAnswerToAPIN(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.toRead(pinTitle)
	held, letGo := c.holdAt(isVerify)
	c.Type("0000")
	c.Key("Return")
	c.Until("a command is held", held)
	c.Key("Escape")
	c.Home()
	c.Press("window.kit_blocks.cancel")
	c.UntilTitle("Reading the card")
	letGo()
	c.UntilTitle(wrongTitle)
	c.says("One try was spent; 2 left")
	c.Key("Escape", "Escape")
	c.UntilTitle("What is it about?")
}

// Digits that were typed outlast a change of language and a look at the help.
func TestCardPINIsTypedInTwoLanguages(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.toRead(pinTitle)
	pin := c.pin("resident")
	c.Type(pin[:1])
	c.Key("F2")
	c.Type(pin[1:2])
	c.Key("F3")
	c.UntilTitle("暗証番号を入力してください")
	c.Key("F1", "Escape")
	c.Type(pin[2:])
	c.saysNot(pin)
	c.Key("Return")
	c.UntilTitle("カードから読んだ内容")
	c.says(c.name("resident"))
}

// A look that still runs when its card goes is let end before the next one
// begins, and what it says is not shown.
func TestCardLooksComeOneAfterAnother(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.UntilSays("Put the My Number Card on the reader")
	held, letGo := c.holdAt(func([]byte) bool { return true })
	c.put(slotA, "resident")
	c.Until("a command is held", held)
	c.UntilTitle("A card is there")
	sent := c.system.Sent()
	c.take(slotA)
	c.UntilTitle(waitTitle)
	c.put(slotA, "locked")
	c.UntilTitle("A card is there")
	for range 10 { // time enough for a look that would not wait
		c.SetLanguages("ja", "")
		c.SetLanguages("en", "")
	}
	if n := c.system.Sent(); n > sent {
		t.Errorf("%d commands while the first look runs", n-sent)
	}
	letGo()
	c.UntilTitle(shownTitle)
	c.says("The signing password is locked")
}

func TestCardPageForgetsWhenItIsLeft(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.toRead(pinTitle)
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	page := c.page
	c.Home()
	c.UntilTitle("What is it about?")
	c.saysNot(c.name("resident"))
	if page.Busy() {
		t.Error("busy after it was left")
	}
	c.Open(page)
	c.saysNot(c.name("resident"))
	c.UntilTitle(shownTitle)
	c.saysNot(c.name("resident"))
}

// When practice ends, so does what its card showed.
func TestCardPageFollowsWhereCardsComeFrom(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.UntilTitle(shownTitle)
	real := c.system
	c.system = emulator.NewSystem(slotB)
	c.put(slotB, "child")
	if err := c.Practise("child"); err != nil {
		t.Fatal(err)
	}
	c.UntilSays("Not on the card")
	c.toRead(pinTitle)
	c.Type(c.pin("child"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.says(c.name("child"))
	c.system = real
	if err := c.Practise(""); err != nil {
		t.Fatal(err)
	}
	c.saysNot(c.name("child"))
	c.UntilTitle(shownTitle)
	c.says(slotA)
	c.saysNot(c.name("child"), slotB)
}

// Every step in every language has its texts, and never the PIN.
func TestCardPageInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"ja", "ja-x-easy", "en"} {
		for _, w := range walks {
			t.Run(lang+" "+w.name, func(t *testing.T) {
				c := openCardDesk(t, w.mode, w.person)
				w.walk(c)
				c.SetLanguages(lang, "")
				c.saysNot("[window.", "[fact.", "[problem.", c.pin("resident"), "0000")
				if lang != "en" && !strings.ContainsFunc(c.Title(), func(r rune) bool { return r > 0x3000 }) {
					t.Errorf("the title is %q", c.Title())
				}
			})
		}
	}
}

// Who has no card at hand is shown the way to a practice card, and there its PIN.
func TestWaitingForACardLeadsToPractice(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "")
	c.UntilSays("Put the My Number Card on the reader")
	c.Press("window.card.practise")
	c.UntilTitle("Practice cards")
	c.Key("Return")
	c.UntilTitle("What is it about?")
	c.put(slotA, "resident")
	c.Press("window.home.card")
	c.toRead(pinTitle)
	c.says("For practice: the PIN of this card is " + c.pin("resident"))
}
