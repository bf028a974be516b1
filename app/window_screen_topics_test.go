//go:build !ci && linux

package main

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// From the first question to the first answer in the real window, without a mouse.
// How often Tab is to be pressed is counted in a window without a screen, which is
// walked through beside it.
func TestFirstAnswerByKeyboard(t *testing.T) {
	s, d := sit(t, "en"), openDesk(t, "en")
	both := func(key string) {
		d.Key(fyne.KeyName(key))
		s.Key(key)
	}
	to := func(label string) {
		t.Helper()
		tabTo(t, d, label, func(key string) { s.Key(key) })
		both("Return")
	}
	typed := func(text string) {
		d.Type(text)
		s.Type(text)
	}
	// there waits until the real window stands where the other does.
	there := func() {
		t.Helper()
		title, _, _ := strings.Cut(d.Title(), " — ")
		s.WaitTitle(title, soon)
		s.WaitStill(soon)
	}
	there()
	both("Return")
	there()
	to("window.home.topics")
	there()
	typed("extending")
	to("topic.stay.name")
	there()
	s.Keep("topic.stay")
	before := s.Shot()
	to("window.answer.ask")
	rules, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	for len(in.Facts.Known()) < 4 {
		there()
		id := asked(rules, d)
		s.Keep("ask." + id)
		value, told := newcomer[id].(string)
		if !told {
			t.Fatalf("%s is asked for in %q", id, d.Title())
		}
		if id != "stay_end" {
			to("fact." + id + "." + value)
			continue
		}
		for i, part := range []string{"year", "month", "day"} {
			tabTo(t, d, "window.kit.date."+part, func(key string) { s.Key(key) })
			typed(strings.Split(value, "-")[i])
		}
		both("Return")
	}
	there()
	to("window.ask.done.go")
	there()
	s.Keep("topic.stay.answered")
	if same(before, s.Shot()) {
		t.Error("four answers change nothing on the page")
	}
	if lines := strings.Split(d.Says(), "\n"); !slices.Contains(lines, "Probably yes") {
		t.Errorf("there is no answer:\n%s", d.Says())
	}
}
