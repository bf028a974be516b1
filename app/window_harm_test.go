package main

import (
	"strings"
	"testing"

	"madoguchi/app/cardsession"
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
