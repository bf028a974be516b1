//go:build linux || freebsd || netbsd || openbsd || dragonfly

package keyring

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestBusAddress(t *testing.T) {
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	file := t.TempDir()
	if err := os.WriteFile(filepath.Join(file, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	there := "unix:path=" + dir + "/bus"
	for _, test := range []struct {
		name, bus, runtime string
		want               string
	}{
		{"neither", "", "", ""},
		{"variable", "unix:path=/x/bus", "", "unix:path=/x/bus"},
		{"variable first", "unix:path=/x/bus", dir, "unix:path=/x/bus"},
		{"abstract with guid", "unix:abstract=/x/dbus-1,guid=00", "", "unix:abstract=/x/dbus-1,guid=00"},
		{"socket", "", dir, there},
		{"autolaunch is no bus", "autolaunch:", "", ""},
		{"autolaunch beside a socket", "autolaunch:", dir, there},
		{"autolaunch in a list", "unix:path=/x/bus;autolaunch:", dir, ""},
		{"over the network", "tcp:host=example.com,port=1", dir, ""},
		{"another program", "unixexec:path=/bin/sh", dir, ""},
		{"no socket", "", t.TempDir(), ""},
		{"a file is no socket", "", file, ""},
		{"relative", "", "run", ""},
	} {
		env := map[string]string{busVariable: test.bus, "XDG_RUNTIME_DIR": test.runtime}
		got, err := busAddress(func(n string) string { return env[n] }, func(n string) (fs.FileInfo, error) { return os.Stat(n) })
		if got != test.want || (err == ErrNoBus) != (test.want == "") {
			t.Errorf("%s: %q, %v", test.name, got, err)
		}
	}
}

// TestBusThatSaysNothing: a socket that takes the connection and is silent, one
// that nobody listens at, and one that closes.
func TestBusThatSaysNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	silent, err := net.Listen("unix", filepath.Join(dir, "silent"))
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	closing, err := net.Listen("unix", filepath.Join(dir, "closing"))
	if err != nil {
		t.Fatal(err)
	}
	defer closing.Close()
	go func() {
		for {
			c, err := closing.Accept()
			if err != nil {
				return
			}
			_ = c.Close()
		}
	}()
	const short = 300 * time.Millisecond
	for name, want := range map[string]error{"silent": ErrTimeout, "closing": ErrNoBus, "nothing": ErrNoBus} {
		t.Setenv(busVariable, "unix:path="+filepath.Join(dir, name))
		start := time.Now()
		s := newSystem(native{}, short)
		if _, err := s.Get(t.Context()); err != want {
			t.Errorf("%s: %v", name, err)
		}
		if d := time.Since(start); d > 10*short {
			t.Errorf("%s: told after %v", name, d)
		}
		// The socket is let go, so that the next call can try again.
		start = time.Now()
		if _, err := s.Get(t.Context()); err != want {
			t.Errorf("%s again: %v", name, err)
		}
		if d := time.Since(start); d > 10*short {
			t.Errorf("%s again: told after %v", name, d)
		}
	}
}

// TestNoBusStartsNothing: without a bus nothing is run, not even when the
// library's starter is on the PATH.
func TestNoBusStartsNothing(t *testing.T) {
	dir := t.TempDir()
	mark := filepath.Join(dir, "started")
	script := "#!/bin/sh\n: >'" + mark + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	t.Setenv("XDG_RUNTIME_DIR", dir)
	for _, bus := range []string{"", "autolaunch:"} {
		t.Setenv(busVariable, bus)
		s := New()
		_, get := s.Get(t.Context())
		set, del, unlock := s.Set(t.Context(), []byte("x")), s.Delete(t.Context()), s.Unlock(t.Context())
		if get != ErrNoBus || set != ErrNoBus || del != ErrNoBus || unlock != ErrNoBus {
			t.Errorf("%q: %v, %v, %v, %v", bus, get, set, del, unlock)
		}
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("dbus-launch was run")
	}
}
