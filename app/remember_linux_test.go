//go:build !ci

package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/store"
	"madoguchi/forms"
	"madoguchi/forms/verify"
)

// asWindow makes the test binary do with the jobs what a window does: switch
// remembering on, remember, say so, and stay. Its value is a name to remember.
const asWindow = "MADOGUCHI_AS_WINDOW"

func TestSwitchOnAsAWindow(t *testing.T) {
	planted := os.Getenv(asWindow)
	if planted == "" {
		return
	}
	s := rememberedHere(t)
	// The keyring may just be starting.
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(20 * time.Second); ; <-tick.C {
		err := s.SwitchOn(t.Context())
		if err == nil {
			break
		}
		if k := store.KindOf(err); k != store.KeyringNone && k != store.KeyringLocked || time.Now().After(end) {
			t.Fatal(err)
		}
	}
	if err := jobs.SetLanguage(t.Context(), s, "my"); err != nil {
		t.Fatal(err)
	}
	if err := jobs.AddReceipts(t.Context(), s, &filing.Receipt{
		Output: "/home/" + planted + "/" + planted + ".pdf", Purpose: forms.Private, Profile: forms.Detached, SignedAt: time.Now(),
		Check: verify.Signature{Verdict: verify.Intact}, Discloses: filing.Holder{Name: planted},
	}); err != nil {
		t.Fatal(err)
	}
	fmt.Println("remembered")
	select {} // until killed
}

func TestRecallAsAWindow(t *testing.T) {
	planted := os.Getenv(asWindow)
	if planted == "" {
		return
	}
	r, on, err := jobs.Recall(t.Context(), rememberedHere(t))
	if err != nil || !on || r.Language != "my" || r.LastPurpose != forms.Private || len(r.Receipts) != 1 || r.Receipts[0].File != planted+".pdf" {
		t.Fatalf("%v %v %+v", on, err, r)
	}
}

func rememberedHere(t *testing.T) *store.Store {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.Store(true)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// With a real session bus and a real keyring: what was remembered is there after
// the window was killed, the command line tells and forgets it, and nothing of it
// lies in clear.
func TestRememberedInARealKeyring(t *testing.T) {
	for program, debian := range map[string]string{"dbus-run-session": "dbus-daemon", "gnome-keyring-daemon": "gnome-keyring"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing: install %s", program, debian)
		}
	}
	root := t.TempDir()
	env := []string{"PATH=" + os.Getenv("PATH"), "LANG=en"}
	for name, dir := range map[string]string{
		"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "config",
		"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache",
	} {
		if err := os.Mkdir(filepath.Join(root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
		env = append(env, name+"="+filepath.Join(root, dir))
	}
	env = append(env, "DBUS_SESSION_BUS_ADDRESS="+startSession(t, env))
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	planted := rand.Text()
	process := func(role string, args ...string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), exe, args...)
		c.Env = append(env, role+"="+planted)
		return c
	}

	window := process(asWindow, "-test.run=^TestSwitchOnAsAWindow$")
	out, err := window.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := window.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "remembered\n" {
		rest, _ := io.ReadAll(out)
		t.Fatalf("%v: %s%s", err, line, rest)
	}
	if err := window.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = window.Wait()
	if b, err := process(asWindow, "-test.run=^TestRecallAsAWindow$").CombinedOutput(); err != nil {
		t.Errorf("after the kill: %s", b)
	}

	command := func(args ...string) string {
		b, err := process(asProgram, append([]string{"--mode", "self"}, args...)...).CombinedOutput()
		if err != nil {
			t.Errorf("%v: %v\n%s", args, err, b)
		}
		if bytes.Contains(b, []byte(planted)) {
			t.Errorf("%v tells what is remembered:\n%s", args, b)
		}
		return string(b)
	}
	if told := command("store", "status"); !strings.Contains(told, "keyring") || !strings.Contains(told, "Receipts of signatures: 1\n") {
		t.Errorf("%s", told)
	}
	if n := inClear(t, root, planted); n < 3 {
		t.Errorf("only %d files looked at", n)
	}
	if told := command("store", "forget", "--yes"); !strings.Contains(told, "The file is deleted.") || !strings.Contains(told, "deleted from the keyring") {
		t.Errorf("%s", told)
	}
	if told := command("store", "status"); !strings.Contains(told, "off") {
		t.Errorf("%s", told)
	}
}

// startSession starts a session bus with an open keyring on it and returns the
// bus's address. Both end with the test.
func startSession(t *testing.T, env []string) string {
	t.Helper()
	c := exec.Command("dbus-run-session", "--", "sh", "-c",
		`echo "$DBUS_SESSION_BUS_ADDRESS"; printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null & cat >/dev/null; kill $!`)
	c.Env = env
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = c.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the bus does not start: %v", err)
	}
	return strings.TrimSpace(line)
}

// inClear finds text in any file below root, and says how many there are.
func inClear(t *testing.T, root, text string) int {
	t.Helper()
	files := 0
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(name)
		files++
		for _, hit := range found(append(b, name...), map[string]string{"text": text}) {
			t.Errorf("%s holds the %s", strings.TrimPrefix(name, root), hit)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
