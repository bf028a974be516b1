//go:build !ci && linux

package main

import (
	"os"
	"testing"
	"time"

	"madoguchi/app/ui/uitest"
	"madoguchi/card/cardtest"
	"madoguchi/i18n"
)

// noBus is the address of a session bus that is not there.
const noBus = "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere"

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
}

// sit opens the window for somebody who reads that language.
func sit(t *testing.T, language string) *sitting {
	t.Helper()
	all, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, service: cardtest.StartService(t), words: all.For(language)}
	s.Program = uitest.Start(t, uitest.StartScreen(t, 1024, 760), uitest.Command{
		Exe: exe, Env: []string{asProgram + "=1", "LC_ALL=" + locale(language), s.service.Env(), noBus},
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
}
