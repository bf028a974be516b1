//go:build !ci && linux

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"madoguchi/app/problem"
)

// Where no window can be opened the program says so and what to do instead, and
// shows no trace of its inside.
func TestNoScreenIsSaid(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, display := range []string{"", ":65000"} {
		cmd := exec.Command(exe, "--lang", "en", "window")
		cmd.Env = append(os.Environ(), "DISPLAY="+display, asProgram+"=1")
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != problem.ExitNothing {
			t.Errorf("DISPLAY=%q: %v\n%s", display, err, out)
		}
		if !strings.Contains(string(out), "--help") || strings.Contains(string(out), "goroutine") {
			t.Errorf("DISPLAY=%q: %s", display, out)
		}
	}
}
