//go:build !ci && linux

package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
)

// What was typed of a password is overwritten when the window is left at once.
func TestTypedPasswordIsWipedWhenLeavingAtOnce(t *testing.T) {
	const typed = "ZQ7XKW9JV" // in the program's text, which is no part of the dump
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	d.toPassword()
	d.Type(typed)
	if !remembers(t, typed) {
		t.Fatal("the search finds nothing")
	}
	d.Key(fyne.KeyF12)
	neutral(t, d.Desk)
	if remembers(t, typed) {
		t.Error("the letters are still there")
	}
}

const (
	// leaves is how often the window is left, and leftWithin how long that may take
	// 19 times of 20.
	leaves     = 50
	leftWithin = 150 * time.Millisecond
)

// From a key press to the calendar on the screen: every pixel of it, and the title.
func TestLeavingAtOnceIsQuick(t *testing.T) {
	s := sit(t, "en")
	s.insert("resident")
	s.at("window.first.title")
	pin := s.secrets("resident").Input
	s.Key("F12")
	s.WaitTitle(neutralTitle, soon)
	s.WaitStill(soon)
	s.Keep("neutral")
	calendar := s.Frame()
	places := []struct {
		name  string
		title string // the text that is the title there
		keys  []string
		typed string
	}{
		{"the first question", "window.first.title", nil, ""},
		{"Home", "window.home.title", []string{"Return"}, ""},
		{"Help", "window.help", []string{"Return", "F1"}, ""},
		{"signing", "window.sign.who.title", []string{"Return", "Return"}, ""},
		{"half a PIN", "window.card.pin.title", []string{"Return", "Tab", "Tab", "Return", "", "Return"}, pin[:2]},
		{"a card that was read", "window.card.read.title", []string{"Return", "Tab", "Tab", "Return", "", "Return"}, pin + "\n"},
	}
	var pictures, titles []time.Duration
	for i := range leaves {
		for late := time.Now().Add(soon); !strings.HasPrefix(s.Title(), s.words.T("window.first.title")); s.Key("F12") {
			if time.Now().After(late) {
				t.Fatalf("the key does not bring the program back from %q", s.Title())
			}
		}
		p := places[i%len(places)]
		for _, k := range p.keys {
			if k == "" {
				s.at("window.card.shown.title")
				continue
			}
			s.Key(k)
		}
		typed, send := strings.CutSuffix(p.typed, "\n")
		if typed != "" {
			s.at("window.card.pin.title")
			s.Type(typed)
		}
		if send {
			s.Key("Return")
		}
		s.at(p.title)
		picture, called := s.Timed("F12", calendar, neutralTitle, soon)
		pictures, titles = append(pictures, picture), append(titles, called)
		t.Logf("%2d from %s: picture %v, title %v", i+1, p.name, picture.Round(time.Millisecond), called.Round(time.Millisecond))
	}
	for what, all := range map[string][]time.Duration{"picture": pictures, "title": titles} {
		slices.Sort(all)
		at := all[(len(all)*95+99)/100-1]
		t.Logf("%s: median %v, 95th percentile %v, slowest %v of %d", what, all[len(all)/2], at, all[len(all)-1], len(all))
		if at > leftWithin {
			t.Errorf("%s: the 95th percentile is %v, not at most %v", what, at, leftWithin)
		}
	}
	s.Kill()
	s.keepsNothingOf("resident")
}

// What was copied in the real window cannot be pasted after it was left at once.
func TestTheRealClipboardIsCleared(t *testing.T) {
	s := sit(t, "en")
	s.choose(aboutMe, "window.home.topics")
	s.at("window.topics.title")
	blank := s.Shot()
	s.Type("abc")
	s.Key("ctrl+a", "ctrl+c", "BackSpace")
	cleared := s.Shot()
	s.Key("ctrl+v")
	if same(cleared, s.Shot()) {
		t.Fatal("what was copied cannot be pasted")
	}
	s.Key("F12")
	s.WaitTitle(neutralTitle, soon)
	for late := time.Now().Add(soon); strings.HasPrefix(s.Title(), neutralTitle) && time.Now().Before(late); {
		s.Key("F12")
	}
	s.choose(aboutMe, "window.home.topics")
	s.at("window.topics.title")
	if !same(blank, s.Shot()) {
		t.Error("the page is not as it was for the first person")
	}
	s.Key("ctrl+v")
	if !same(blank, s.Shot()) {
		s.Keep("pasted")
		t.Error("something was pasted")
	}
}
