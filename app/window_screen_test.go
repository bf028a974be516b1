//go:build !ci && linux

package main

import (
	"os"
	"slices"
	"testing"
	"time"

	"madoguchi/app/practice"
	"madoguchi/app/ui/uitest"
	"madoguchi/card/cardtest"
	"madoguchi/card/emulator"
	"madoguchi/i18n"
)

// soon is how long the window may take to show what somebody asked for, on a
// busy computer.
const soon = 30 * time.Second

// sitting is a person at the program's real window: a screen, a keyboard, a
// smart-card service with an empty virtual reader, no font and no session bus.
type sitting struct {
	*uitest.Program
	t       *testing.T
	service *cardtest.Service
	words   *i18n.Reader
	people  *practice.Set
}

// sit opens the window for somebody who reads that language.
func sit(t *testing.T, language string) *sitting {
	t.Helper()
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	all, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, service: cardtest.StartService(t), words: all.For(language), people: w.people}
	s.Program = uitest.Start(t, uitest.StartScreen(t, 1024, 760), uitest.Command{
		Exe: exe, Env: []string{asProgram + "=1", "LC_ALL=" + locale(language), s.service.Env()},
	})
	return s
}

// locale is the system's name of a language.
func locale(language string) string {
	switch language {
	case "en":
		return "en_US.UTF-8"
	case "ja":
		return "ja_JP.UTF-8"
	}
	return language + ".UTF-8"
}

// at waits until the page whose title is the text of that id stands in the window.
func (s *sitting) at(title string) {
	s.t.Helper()
	s.WaitTitle(s.words.T(title), soon)
	s.WaitStill(soon)
	s.Keep(title)
}

// inserted is a card in the reader.
type inserted struct {
	*cardtest.Plug
	card *emulator.Card
}

// insert puts a fresh card of a practice person into the reader.
func (s *sitting) insert(person string) inserted {
	s.t.Helper()
	card, err := s.people.Card(person, time.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	return inserted{cardtest.Insert(s.t, s.service.Ports[0], card), card}
}

// secrets are those of a practice person.
func (s *sitting) secrets(person string) practice.Secrets {
	s.t.Helper()
	x, err := s.people.Secrets(person, time.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	return x
}

// keepsNothingOf fails the test when a secret or the name of a practice person is
// where it could be found after the program's end: in its files, in their names,
// in what it said. A file that is meant to hold the name is given; four digits may
// stand in it by chance.
func (s *sitting) keepsNothingOf(person string, but ...string) {
	s.t.Helper()
	x := s.secrets(person)
	planted := map[string]string{"PIN": x.Input, "signing password": x.Sign, "authentication PIN": x.Auth}
	for _, p := range s.people.People() {
		if p.ID == person {
			planted["name"] = p.Name
		}
	}
	for what, text := range planted {
		files, err := s.Home.Holding(text)
		if what == "name" || len(text) == 4 {
			files = slices.DeleteFunc(files, func(f string) bool { return slices.Contains(but, f) })
		}
		if err != nil || text == "" || len(files) > 0 {
			s.t.Errorf("the %s is in %q (%v)", what, files, err)
		}
		if uitest.Holds([]byte(s.Stderr()), text) {
			s.t.Errorf("the %s is in what the program said", what)
		}
	}
}

// What each answer to the first question is counted by.
const (
	aboutMe = iota
	helping
)

// choose answers the first question and chooses what to do by the id of its text.
// How often Tab is to be pressed is counted in a window without a screen.
func (s *sitting) choose(answer int, way string) {
	s.t.Helper()
	d := openDesk(s.t, "en")
	s.at("window.first.title")
	for range answer {
		d.Key("Tab")
		s.Key("Tab")
	}
	d.Key("Return")
	s.Key("Return")
	s.at("window.home.title")
	for n := 0; d.Focused() != way; n++ {
		if n == 40 {
			s.t.Fatalf("the keyboard does not come to %s", way)
		}
		d.Key("Tab")
		s.Key("Tab")
	}
	s.Key("Return")
}
