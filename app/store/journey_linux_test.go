//go:build !ci

package store_test

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"madoguchi/app/store"
)

// TestRememberedAfterKill: switched on, killed while writing, started again:
// everything that was told to be saved is there.
func TestRememberedAfterKill(t *testing.T) {
	s := login(t)
	s.startBus()
	s.startKeyring("pw")
	s.expect("before", s.run("load"), store.Off)
	if n := len(s.entries()); n != 0 {
		t.Fatalf("%d entries before the person switched it on", n)
	}
	s.expect("on", s.run("on"), "")
	if n := len(s.entries()); n != 1 {
		t.Fatalf("%d entries", n)
	}
	saved := 0
	for _, lines := range []int{1, 2, 3, 5, 8} {
		c := s.command("write", "100000")
		out, err := c.StdoutPipe()
		must(t, err)
		must(t, c.Start())
		for in := bufio.NewScanner(out); lines > 0 && in.Scan(); lines-- {
			saved++
		}
		must(t, c.Process.Kill())
		// What it told between the last line read and the kill counts too.
		rest, _ := io.ReadAll(out)
		saved += bytes.Count(rest, []byte("\n"))
		_ = c.Wait()
		got := s.run("load")
		s.expect("after kill -9", got, "")
		if got.Reminders < saved || got.Name != planted[0] {
			t.Errorf("%d were saved, %d remembered, name %q", saved, got.Reminders, got.Name)
		}
		saved = got.Reminders // one more may have been written than told
	}
	// The computer is started again.
	s.stopKeyring(syscall.SIGKILL)
	s.expect("no keyring", s.run("load"), store.KeyringNone)
	s.startKeyring("pw")
	if got := s.run("load"); got.Kind != "" || got.Reminders != saved {
		t.Errorf("%+v, want %d", got, saved)
	}
	got := s.run("forget")
	if got.Kind != "" || got.Forgotten.File != store.Deleted || got.Forgotten.Key != store.Deleted {
		t.Errorf("%+v", got)
	}
	if n := len(s.entries()); n != 0 {
		t.Errorf("%d entries are left", n)
	}
	if left, _ := os.ReadDir(filepath.Join(s.root, "config", "madoguchi")); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	if s.prompted() {
		t.Errorf("the person was asked for the keyring's password:\n%s", s.log)
	}
}

// TestEntryDeletedBehindOurBack: told, and the file stays.
func TestEntryDeletedBehindOurBack(t *testing.T) {
	s := login(t)
	s.startBus()
	s.startKeyring("pw")
	s.expect("on", s.run("on"), "")
	s.expect("write", s.run("write", "1"), "")
	for _, item := range s.entries() {
		var prompt dbus.ObjectPath
		s.call(item, "org.freedesktop.Secret.Item.Delete", nil, &prompt)
	}
	file := filepath.Join(s.root, "config", "madoguchi", "store", "store.age")
	before, err := os.ReadFile(file)
	must(t, err)
	s.expect("load", s.run("load"), store.KeyMissing)
	s.expect("write", s.run("write", "1"), store.KeyMissing)
	s.expect("on again", s.run("on"), store.On)
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed: %v", err)
	}
	got := s.run("forget")
	if got.Kind != "" || got.Forgotten.File != store.Deleted || got.Forgotten.Key != store.Absent {
		t.Errorf("%+v", got)
	}
	s.expect("anew", s.run("on"), "")
}

// TestLockedKeyring: told without a question on the screen, unless the person
// wanted to be asked.
func TestLockedKeyring(t *testing.T) {
	s := login(t)
	s.startBus()
	s.startKeyring("pw")
	s.expect("on", s.run("on"), "")
	s.expect("write", s.run("write", "1"), "")
	check := func(how string) {
		for _, role := range []string{"load", "write"} {
			got := s.run(role, "1")
			s.expect(how+": "+role, got, store.KeyringLocked)
			if got.Took > 3*time.Second {
				t.Errorf("%s: told after %v", how, got.Took)
			}
		}
		if s.prompted() {
			t.Fatalf("%s: the person was asked:\n%s", how, s.log)
		}
	}
	s.lockKeyring()
	check("locked by the person")
	s.stopKeyring(syscall.SIGTERM)
	s.startKeyring("")
	check("locked since login")

	// There is no screen here, so the question ends with "no".
	if before := s.prompted(); before {
		t.Fatal("asked too early")
	}
	s.expect("unlock", s.run("unlock"), store.KeyringDenied)
	if !s.prompted() {
		t.Errorf("the person was not asked:\n%s", s.log)
	}
	got := s.run("forget")
	s.expect("forget", got, store.KeyKept)
	if got.Forgotten.File != store.Deleted || got.Forgotten.Key != store.Kept {
		t.Errorf("%+v", got.Forgotten)
	}
	s.stopKeyring(syscall.SIGTERM)
	s.startKeyring("pw")
	if got := s.run("forget"); got.Kind != "" || got.Forgotten.Key != store.Deleted {
		t.Errorf("%+v", got)
	}
}

// TestNoBus: told, and neither a bus nor a keyring is started, though both could
// be.
func TestNoBus(t *testing.T) {
	s := login(t)
	for _, bus := range []string{"", "autolaunch:", "unix:path=" + s.root + "/nobody"} {
		for _, role := range []string{"on", "forget", "unlock"} {
			got := s.finish(s.commandOn(bus, role)) // sees that nothing is left running
			wanted := store.KeyringNone
			if role == "forget" {
				wanted = "" // there is nothing to forget
			}
			s.expect(bus+" "+role, got, wanted)
			if got.Took > 3*time.Second {
				t.Errorf("%q %s: told after %v", bus, role, got.Took)
			}
		}
	}
	if left, _ := os.ReadDir(filepath.Join(s.root, "config")); len(left) > 1 {
		t.Errorf("left %v", left)
	}
}

// TestBusWithoutKeyring: the bus could start one, and is not asked to.
func TestBusWithoutKeyring(t *testing.T) {
	s := login(t)
	s.startBus()
	for _, role := range []string{"on", "unlock", "load", "forget"} {
		s.run(role)
	}
	s.expect("on", s.run("on"), store.KeyringNone)
	if s.owned("org.freedesktop.secrets") || strings.Contains(s.log.String(), "org.freedesktop.secrets") {
		t.Errorf("a keyring was started:\n%s", s.log)
	}
}

// TestKeyringThatHangs: told after three seconds, and it works again when the
// keyring does.
func TestKeyringThatHangs(t *testing.T) {
	s := login(t)
	s.startBus()
	s.startKeyring("pw")
	s.expect("on", s.run("on"), "")
	must(t, s.daemon.Process.Signal(syscall.SIGSTOP))
	for _, role := range []string{"load", "write"} {
		got := s.run(role, "1")
		s.expect(role, got, store.KeyringSilent)
		if got.Took > 5*time.Second {
			t.Errorf("told after %v", got.Took)
		}
	}
	must(t, s.daemon.Process.Signal(syscall.SIGCONT))
	s.expect("load", s.run("load"), "")
}

// TestTwoPrograms: three processes write at once; nothing of any is lost.
func TestTwoPrograms(t *testing.T) {
	s := login(t)
	s.startBus()
	s.startKeyring("pw")
	s.expect("on", s.run("on"), "")
	const programs, each = 3, 8
	var all sync.WaitGroup
	for range programs {
		c := s.command("write", strconv.Itoa(each))
		all.Go(func() {
			if out, err := c.Output(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	all.Wait()
	if got := s.run("load"); got.Kind != "" || got.Reminders != programs*each {
		t.Errorf("%+v, want %d", got, programs*each)
	}
}

// TestBusInRuntimeFolder: a login that names no bus but has one where it belongs.
// The library alone would not find it there and start another.
func TestBusInRuntimeFolder(t *testing.T) {
	s := login(t)
	socket := filepath.Join(s.root, "run", "bus")
	address := "unix:path=" + socket
	s.bus = exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address="+address)
	s.bus.Env, s.bus.Stderr = s.environment(""), s.log
	must(t, s.bus.Start())
	t.Cleanup(func() { _ = s.bus.Process.Kill(); _ = s.bus.Wait() })
	s.until("the bus is there", func() bool { _, err := os.Stat(socket); return err == nil })
	s.connect(address)
	s.startKeyring("pw")
	s.expect("on", s.finish(s.commandOn("", "on")), "")
	s.expect("write", s.finish(s.commandOn("", "write", "2")), "")
	if got := s.finish(s.commandOn("", "load")); got.Kind != "" || got.Reminders != 2 {
		t.Errorf("%+v", got)
	}
	if n := len(s.entries()); n != 1 {
		t.Errorf("%d entries", n)
	}
}
