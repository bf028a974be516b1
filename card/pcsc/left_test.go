//go:build !ci && linux

package pcsc_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"madoguchi/card"
	"madoguchi/card/cardtest"
	"madoguchi/card/pcsc"
)

// TestNothingIsLeftBehind repeats everything that can go wrong and counts what
// the process holds: goroutines, and files (each service context is a socket).
func TestNothingIsLeftBehind(t *testing.T) {
	s := attached(t)
	plug := cardtest.Insert(t, s.Ports[0], cardtest.NewChip('l', 'k'))
	ready := func(list []card.ReaderState) bool { return len(list) == 2 && list[0].Presence == card.Present }
	empty := func(list []card.ReaderState) bool { return len(list) == 2 && list[0].Presence == card.Empty }
	system := pcsc.New()
	round := func() {
		until(t, system, ready)
		a, err := system.Open(t.Context(), s.Readers[0], card.Shared)
		if err != nil {
			t.Fatal(err)
		}
		b, err := system.Open(t.Context(), s.Readers[0], card.Shared)
		if err != nil {
			t.Fatal(err)
		}
		short := func() context.Context {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			t.Cleanup(cancel)
			return ctx
		}
		if _, err := system.Open(short(), s.Readers[0], card.Exclusive); !card.Is(err, card.Cancelled) {
			t.Fatalf("open called off: %v", err)
		}
		if err := a.Begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := b.Begin(short()); !card.Is(err, card.Cancelled) {
			t.Fatalf("begin called off: %v", err)
		}
		if !settles(t, func() bool { return !strings.Contains(stacks(), "BeginTransaction") }) {
			t.Fatal("a request that was called off goes on while a is inside")
		}
		// pcscd lets nobody connect while a transaction runs.
		if _, err := system.Open(short(), s.Readers[0], card.Shared); !card.Is(err, card.Cancelled) {
			t.Fatalf("open into a transaction called off: %v", err)
		}
		list, err := system.Readers(t.Context())
		for err == nil {
			list, err = system.Wait(short(), list)
		}
		if !card.Is(err, card.Cancelled) {
			t.Fatal(err)
		}
		_ = a.Close(card.PowerDown)
		_ = b.Close(card.PowerDown)
		if !settles(t, func() bool { return !strings.Contains(stacks(), ").connect(") }) {
			t.Fatal("a connection that was called off is still waited for")
		}
		c, err := system.Open(t.Context(), s.Readers[0], card.Exclusive)
		if err != nil {
			t.Fatal(err)
		}
		plug.Remove()
		_, _ = c.Transmit(t.Context(), cardtest.ChipTalk().Ping)
		_ = c.Close(card.PowerDown)
		until(t, system, empty)
		plug = cardtest.Insert(t, s.Ports[0], cardtest.NewChip('l', 'k'))
		until(t, system, ready)
		if c, err = system.Open(t.Context(), s.Readers[0], card.Exclusive); err != nil {
			t.Fatal(err)
		}
		s.Stop()
		_, _ = c.Transmit(t.Context(), cardtest.ChipTalk().Ping)
		_ = c.Close(card.PowerDown)
		_, _ = system.Readers(t.Context())
		s.Start()
		until(t, system, ready) // the card's own cable is a socket too, and counts once it is back
	}
	round()
	before := holdings(t)
	for range 5 {
		round()
	}
	after := ""
	if !settles(t, func() bool { after = holdings(t); return after == before }) {
		t.Fatalf("before %s, after %s", before, after)
	}
}

// settles waits until ok holds: what was called off ends when the service lets
// go of it.
func settles(t *testing.T, ok func() bool) bool {
	t.Helper()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for limit := time.After(patience); ; {
		if ok() {
			return true
		}
		select {
		case <-again.C:
		case <-limit:
			return false
		}
	}
}

// holdings says how many goroutines run the package's code, and how many
// sockets the process has.
func holdings(t *testing.T) string {
	t.Helper()
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	sockets := 0
	for _, fd := range fds {
		if to, _ := os.Readlink("/proc/self/fd/" + fd.Name()); strings.HasPrefix(to, "socket:") {
			sockets++
		}
	}
	return fmt.Sprintf("%d goroutines, %d sockets", strings.Count(stacks(), "created by madoguchi/card/pcsc."), sockets)
}

func stacks() string {
	b := make([]byte, 1<<20)
	return string(b[:runtime.Stack(b, true)])
}

// TestIdleWaitCostsNothing: while nothing happens a Wait must not ask the
// service over and over.
func TestIdleWaitCostsNothing(t *testing.T) {
	s := attached(t)
	cardtest.Insert(t, s.Ports[0], cardtest.NewChip('i', 'd'))
	system := pcsc.New()
	until(t, system, func(list []card.ReaderState) bool { return len(list) == 2 && list[0].Presence == card.Present })
	known, err := system.Readers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	before := switches(t)
	if list, err := system.Wait(ctx, known); !card.Is(err, card.Cancelled) {
		t.Fatalf("%+v, %v; want nothing to happen", list, err)
	}
	if n := switches(t) - before; n > 1000 {
		t.Errorf("%d context switches in three idle seconds", n)
	}
}

// switches is how often the process gave the processor away of itself.
func switches(t *testing.T) int64 {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return u.Nvcsw
}
