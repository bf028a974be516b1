package main

import (
	"strings"
	"testing"
	"time"

	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// openDesk opens the program's window without a screen.
func openDesk(t *testing.T, language string) *pagetest.Desk {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	return pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: language},
		func(h page.Host) page.Page { return first.New(h) })
}

func TestFirstQuestionIsAnsweredByKeyboard(t *testing.T) {
	d := openDesk(t, "en")
	d.UntilTitle("Who is this about?")
	if got := d.Focused(); got != "window.first.self" {
		t.Errorf("the keyboard is at %q, wanted the first answer", got)
	}
	d.Key("Tab", "Return")
	d.UntilTitle("What is it about?")
	if !strings.Contains(d.Says(), "I am helping someone") {
		t.Error("the mode is not said on the screen")
	}
	d.Key("Escape")
	d.UntilTitle("Who is this about?")
}

func TestLanguagesChangeAtOnce(t *testing.T) {
	d := openDesk(t, "en")
	d.Key("F2")
	d.UntilSays("About me")
	if got := d.Focused(); got != "window.first.self" {
		t.Errorf("after the change the keyboard is at %q", got)
	}
	d.Key("F3")
	d.UntilTitle("どなたのことですか")
	d.Key("F2")
	d.UntilSays("本人")
}

// Nobody there for a while: the window asks again who is, and says why.
func TestLeftAloneTheScreenIsWiped(t *testing.T) {
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en", Idle: 300 * time.Millisecond},
		func(h page.Host) page.Page { return first.New(h) })
	d.Press("window.first.counter")
	d.UntilTitle("What is it about?")
	d.UntilTitle("Who is this about?")
	if !strings.Contains(d.Says(), "has been wiped") {
		t.Errorf("it is not said why:\n%s", d.Says())
	}
	if d.Mode() != 0 {
		t.Error("it is still known who was at the screen")
	}
}

// Every page can be opened, left and read in every language.
func TestEveryPageHasItsTexts(t *testing.T) {
	for _, language := range []string{"en", "ja", "ja-x-easy", "my", "en-x-pseudo"} {
		d := openDesk(t, language)
		d.Press("window.first.self")
		for _, start := range ui.Starts() {
			if err := d.Begin(start); err != nil {
				t.Fatal(err)
			}
			if d.Says() == "" || strings.HasPrefix(d.Title(), "[") {
				t.Errorf("%s: %s has no words", language, start)
			}
			for _, r := range d.Missing() {
				t.Errorf("%s: %s: no face has %q", language, start, r)
			}
			d.Key("Escape")
		}
	}
}
