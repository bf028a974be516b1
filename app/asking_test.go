//go:build !ci && linux

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// A person answers at a real terminal, skips, corrects themselves, has enough, or
// leaves.
func TestAskAtATerminal(t *testing.T) {
	facts, err := filepath.Abs("testdata/permanent.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		talk   func(c *console)
		status int
		shows  string
	}{
		"answered": {func(c *console) {
			c.shows("Enter alone skips")
			c.shows("Number, or Enter to skip")
			c.typeIn("1\n")
			c.shows("A number, or Enter to skip")
			c.typeIn("many\n")
			c.shows("This was not understood")
			c.typeIn("30\n")
		}, 0, "Yes, if"},
		"skipped": {func(c *console) {
			c.shows("Number, or Enter to skip")
			c.typeIn("\n")
		}, 0, "One more thing is needed"},
		"end of input": {func(c *console) {
			c.shows("Number, or Enter to skip")
			c.typeIn(ctrlD)
		}, 0, "One more thing is needed"},
		"enough": {func(c *console) {
			c.shows("Number, or Enter to skip")
			c.typeIn(".\n")
		}, 0, "One more thing is needed"},
		"stopped": {func(c *console) {
			c.shows("Number, or Enter to skip")
			c.typeIn(ctrlC)
		}, 130, "“madoguchi explain stopped”"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c := openConsole(t, dir, "ask", "--facts", facts, "--about", "employment_insurance.join")
			x.talk(c)
			if got := c.exit(); got != x.status {
				t.Errorf("status %d, want %d:\n%s", got, x.status, c.screen())
			}
			c.shows(x.shows)
			if !c.echo() {
				t.Error("the terminal does not show what is typed any more")
			}
			if x.status != 0 && strings.Contains(c.screen(), "Yes, if") {
				t.Errorf("was answered all the same:\n%s", c.screen())
			}
		})
	}
}

// ctrlD is the end of input, typed at the beginning of a line.
const ctrlD = "\x04"
