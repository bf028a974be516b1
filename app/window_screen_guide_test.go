//go:build !ci && linux

package main

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"madoguchi/app/ui/uitest"
)

// beside is the real window, and beside it one without a screen in which the same keys
// are pressed: what they say is compared, and counted in the second.
func beside(t *testing.T, s *sitting) *walker {
	w := &walker{t: t, Desk: openDesk(t, "en"), also: func(key string) { s.Key(key) }}
	w.there = func() {
		t.Helper()
		title, _, _ := strings.Cut(w.Title(), " — ")
		s.WaitTitle(title, soon)
		s.WaitStill(soon)
		s.Keep("guide." + strconv.Itoa(w.keys))
	}
	return w
}

// The way to the first step for a baby born yesterday to parents without papers, in the
// real window, from the first page.
func TestFirstStepByKeyboard(t *testing.T) {
	w := beside(t, sit(t, "en"))
	w.fromHome()
	w.right()
}

// The same from the entry on the desktop that leads straight to it.
func TestFirstStepFromTheDesktopByKeyboard(t *testing.T) {
	s := sitAt(t, "en", "window", "--start", "baby")
	w := beside(t, s)
	if err := w.Begin("baby"); err != nil {
		t.Fatal(err)
	}
	w.fromStart()
	w.right()
}

// sitAt opens the window with arguments.
func sitAt(t *testing.T, language string, args ...string) *sitting {
	t.Helper()
	all, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, words: all.For(language)}
	s.Program = uitest.Start(t, uitest.StartScreen(t, 1024, 760), uitest.Command{
		Exe: exe, Args: args, Env: []string{asProgram + "=1", "LC_ALL=" + locale(language)},
	})
	return s
}
