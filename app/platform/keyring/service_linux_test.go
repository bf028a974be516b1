//go:build !ci

package keyring

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// desk is a Secret Service of our own on a real bus, to see what is asked of it
// and to answer what a good one never would.
type desk struct {
	mu       sync.Mutex
	conn     *dbus.Conn
	locked   bool
	shut     []dbus.ObjectPath // what SearchItems calls locked
	alias    dbus.ObjectPath
	odd      bool // answers with values of other types
	calls    []string
	asked    chan struct{}
	question dbus.ObjectPath
}

func (d *desk) set(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change()
}

func (d *desk) note(call string) { d.calls = append(d.calls, call) }

func (d *desk) called() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.calls, " ")
}

// Get is org.freedesktop.DBus.Properties.Get.
func (d *desk) Get(_, name string) (dbus.Variant, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.odd:
		return dbus.MakeVariant("odd"), nil
	case name == "Locked":
		return dbus.MakeVariant(d.locked), nil
	}
	return dbus.MakeVariant([]dbus.ObjectPath{"/org/freedesktop/secrets/collection/other"}), nil
}

func (d *desk) ReadAlias(string) (dbus.ObjectPath, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.alias, nil
}

func (d *desk) SearchItems(map[string]string) ([]dbus.ObjectPath, []dbus.ObjectPath, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return nil, d.shut, nil
}

func (d *desk) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("Unlock")
	if !d.locked {
		return nil, none, nil
	}
	return nil, d.question, nil
}

func (d *desk) Prompt(string) *dbus.Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("Prompt")
	d.asked <- struct{}{}
	return nil
}

func (d *desk) Dismiss() *dbus.Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("Dismiss")
	return nil
}

func (d *desk) answer(t *testing.T, dismissed bool) {
	d.set(func() { d.locked = dismissed })
	if err := d.conn.Emit(d.question, prompt+".Completed", dismissed, dbus.MakeVariant("")); err != nil {
		t.Error(err)
	}
}

const other = root + "/collection/other"

// newDesk starts a bus and our service on it.
func newDesk(t *testing.T) *desk {
	t.Helper()
	dir := t.TempDir()
	bus := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path="+filepath.Join(dir, "bus"), "--print-address")
	out, err := bus.StdoutPipe()
	if err == nil {
		err = bus.Start()
	}
	if err != nil {
		t.Fatalf("install dbus-daemon: %v", err)
	}
	t.Cleanup(func() { _ = bus.Process.Kill(); _ = bus.Wait() })
	line := make([]byte, 256)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(string(line[:n]))
	t.Setenv(busVariable, address)
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	d := &desk{conn: conn, alias: other, asked: make(chan struct{}, 8), question: root + "/prompt/p1"}
	for path, of := range map[dbus.ObjectPath][]string{
		root:       {service, "org.freedesktop.DBus.Properties"},
		other:      {"org.freedesktop.DBus.Properties"},
		d.question: {prompt},
	} {
		for _, name := range of {
			if err := conn.Export(d, path, name); err != nil {
				t.Fatal(err)
			}
		}
	}
	if r, err := conn.RequestName(busName, 0); err != nil || r != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(r, err)
	}
	return d
}

func TestLooksWithoutAsking(t *testing.T) {
	d := newDesk(t)
	ready := func() error { return classifiedBus(native{}.ready(t.Context())) }
	if err := ready(); err != nil {
		t.Errorf("open: %v", err)
	}
	d.set(func() { d.shut = []dbus.ObjectPath{other + "/7"} })
	if err := ready(); err != ErrLocked {
		t.Errorf("our entry alone is locked: %v", err)
	}
	d.set(func() { d.shut = []dbus.ObjectPath{root + "/collection/elsewhere/7"} })
	if err := ready(); err != nil {
		t.Errorf("an entry elsewhere is locked: %v", err)
	}
	d.set(func() { d.locked = true })
	if err := ready(); err != ErrLocked {
		t.Errorf("locked: %v", err)
	}
	d.set(func() { d.alias = none })
	if err := ready(); err != ErrNoService {
		t.Errorf("no collection: %v", err)
	}
	d.set(func() { d.alias, d.locked, d.odd = other, false, true })
	if _, err := New().Get(t.Context()); err != ErrFailed {
		t.Errorf("a service that answers with other types: %v", err)
	}
	if got := d.called(); got != "" {
		t.Errorf("asked %s", got)
	}
}

// TestAbandonedQuestion: it is neither taken away nor put twice, the other calls
// go on, and its answer counts.
func TestAbandonedQuestion(t *testing.T) {
	d := newDesk(t)
	d.set(func() { d.locked = true })
	s := New()
	ctx, cancel := context.WithCancel(t.Context())
	first := make(chan error, 1)
	go func() { first <- s.Unlock(ctx) }()
	<-d.asked
	cancel()
	if err := <-first; err != ErrTimeout {
		t.Errorf("abandoned: %v", err)
	}
	start := time.Now()
	if _, err := s.Get(t.Context()); err != ErrLocked {
		t.Errorf("while the question is open: %v", err)
	}
	if took := time.Since(start); took > limit {
		t.Errorf("the question held up another call for %v", took)
	}
	short, end := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer end()
	if err := s.Unlock(short); err != ErrTimeout {
		t.Errorf("asked again: %v", err)
	}
	if got := d.called(); got != "Unlock Prompt" {
		t.Errorf("called %s", got)
	}
	second := make(chan error, 1)
	go func() { second <- s.Unlock(t.Context()) }()
	d.answer(t, false)
	if err := <-second; err != nil {
		t.Errorf("answered: %v", err)
	}
	if got := d.called(); strings.Contains(got, "Dismiss") || strings.Count(got, "Prompt") != 1 {
		t.Errorf("called %s", got)
	}
}

func TestAnswers(t *testing.T) {
	d := newDesk(t)
	for _, test := range []struct {
		name   string
		answer func()
		want   error
	}{
		{"no", func() { d.answer(t, true) }, ErrDenied},
		{"yes, and it is locked all the same", func() {
			if err := d.conn.Emit(d.question, prompt+".Completed", false, dbus.MakeVariant("")); err != nil {
				t.Error(err)
			}
		}, ErrLocked},
		{"yes", func() { d.answer(t, false) }, nil},
		{"the keyring ends", func() {
			if _, err := d.conn.ReleaseName(busName); err != nil {
				t.Error(err)
			}
		}, ErrNoService},
	} {
		d.set(func() { d.locked = true })
		done := make(chan error, 1)
		go func() { done <- New().Unlock(t.Context()) }()
		<-d.asked
		test.answer()
		if err := <-done; err != test.want {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}
