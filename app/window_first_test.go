package main

import (
	"strings"
	"testing"

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
