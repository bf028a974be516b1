package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/topics"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// The holder reads the card instead of typing: what it says answers questions, is
// shown as read, is not asked again and can be corrected; name and address stay
// behind.
func TestCardAnswersInsteadOfTyping(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.Home()
	c.Open(topics.New(c.Window))
	c.Press("window.ask.card")
	c.toRead(pinTitle)
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.says("Name and address are not used")
	_, in, err := c.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Facts.Known()) > 0 {
		t.Error("it was taken before the holder said so")
	}
	c.Key("Return")
	c.UntilTitle("What may I have, and by when?")
	c.says("were read from the card", "Go on with the questions", "practice")
	for _, id := range []string{fact.DateOfBirth, fact.Sex, fact.AuthCertificate} {
		if !in.Facts.Value(id).Known() || in.Facts.Origin(id) == fact.FromAnswer {
			t.Errorf("%s was not read", id)
		}
	}
	for _, id := range []string{fact.HolderName, fact.HolderAddress} {
		if in.Facts.Value(id).Known() {
			t.Errorf("%s is kept", id)
		}
	}
	if !in.Practice {
		t.Error("nobody can tell that it was a practice card")
	}
	c.Press("window.topics.all.go_on")
	for n := 0; c.Find("answer.skip") != nil || c.Find("window.ask.rest_open") != nil; n++ {
		for _, id := range []string{fact.DateOfBirth, fact.Sex} {
			if strings.Contains(c.Says(), c.Jobs().Texts.For("en").T("fact."+id+".ask")) {
				t.Fatalf("%s is asked though it was read", id)
			}
		}
		if n > 300 {
			t.Fatal("it does not end")
		}
		if c.Find("answer.skip") != nil {
			c.Press("answer.skip")
		} else {
			c.Press("window.ask.rest_open")
		}
	}
	c.Home()
	c.Open(ask.NewTold(c.Window))
	c.says("read from the card", "Birth date")
	c.saysNot(c.name("resident"))
	if known := in.Facts.Known(); !slices.ContainsFunc(known, func(f fact.Fact) bool { return f.ID == fact.DateOfBirth }) {
		t.Errorf("known is %v", known)
	}
	c.Press("window.ask.told.change")
	if title := c.Title(); strings.HasPrefix(title, "What I have told") {
		t.Errorf("what was read cannot be corrected: %q", title)
	}
}

// Only the holder alone is offered it: a helper answers for somebody else, and at a
// counter nothing is taken over.
func TestCardIsNotOfferedToOthers(t *testing.T) {
	for _, m := range []cardsession.Mode{cardsession.ModeHelper, cardsession.ModeCounter} {
		d := topicsDesk(t, "en", m)
		d.Press("window.home.topics")
		d.UntilTitle("What may I have, and by when?")
		if d.Find("window.ask.card") != nil {
			t.Errorf("%s: the card is offered", m)
		}
		if helped := strings.Contains(d.Says(), "Answer for the person you help"); helped != (m == cardsession.ModeHelper) {
			t.Errorf("%s: whom to answer for is said: %v", m, helped)
		}
		d.Press("topic.stay.name")
		d.UntilTitle("Extending or changing your stay")
	}
}

// In 2028 whoever looks at an answer is told that the law was to be read again.
func TestAnswersOf2028AreToldWithAWarning(t *testing.T) {
	for _, year := range []int{2026, 2028} {
		w, err := wiring()
		if err != nil {
			t.Fatal(err)
		}
		w.Now = func() time.Time { return time.Date(year, 12, 1, 3, 0, 0, 0, time.UTC) }
		d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en"},
			func(h page.Host) page.Page { return first.New(h) })
		d.SetMode(cardsession.ModeSelf)
		asTold(t, d, newcomer)
		d.Open(answer.New(d.Window, "stay"))
		if said := strings.Contains(d.Says(), "The law may have changed"); said != (year == 2028) {
			t.Errorf("in %d the warning is shown: %v", year, said)
		}
	}
}

// The card read from a question that it answers leads on to what it does not.
func TestCardReadFromAQuestionAnswersIt(t *testing.T) {
	c := openCardDesk(t, cardsession.ModeSelf, "resident")
	c.Home()
	rules, in, err := c.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	for _, def := range rules.Vocabulary().Definitions() {
		in.Skipped[def.ID] = def.ID != fact.DateOfBirth
	}
	c.Open(ask.New(c.Window, kit.T("window.topics.all"), rules.Questions()))
	if id := asked(rules, c.Desk); id != fact.DateOfBirth {
		t.Fatalf("%q is asked", id)
	}
	c.Press("window.ask.card")
	c.toRead(pinTitle)
	c.Type(c.pin("resident"))
	c.Key("Return")
	c.UntilTitle(readTitle)
	c.Key("Return")
	c.UntilTitle("Nothing more to ask")
}
