package keyring

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	library "github.com/zalando/go-keyring"
)

// fake is a port in whose place the system's stands.
type fake struct {
	entry  *string
	notNow error
	fault  error
	hang   chan struct{}
	calls  []string
}

func (f *fake) ready(context.Context) error { f.calls = append(f.calls, "ready"); return f.notNow }
func (f *fake) unlock(ctx context.Context) error {
	f.calls = append(f.calls, "unlock")
	if f.hang != nil {
		<-ctx.Done()
	}
	return f.fault
}

func (f *fake) get() (string, error) {
	f.wait("get")
	if f.fault == nil && f.entry == nil {
		return "", library.ErrNotFound
	}
	if f.fault != nil {
		return "", f.fault
	}
	return *f.entry, nil
}

func (f *fake) set(v string) error { f.wait("set"); f.entry = &v; return f.fault }

func (f *fake) del() error {
	f.wait("del")
	if f.entry == nil {
		return library.ErrNotFound
	}
	f.entry = nil
	return f.fault
}

func (f *fake) wait(call string) {
	f.calls = append(f.calls, call)
	if f.hang != nil {
		<-f.hang
	}
}

func TestEntry(t *testing.T) {
	ctx := t.Context()
	s := newSystem(&fake{}, limit)
	if _, err := s.Get(ctx); err != ErrMissing {
		t.Fatalf("before: %v", err)
	}
	if err := s.Delete(ctx); err != ErrMissing {
		t.Fatalf("delete before: %v", err)
	}
	if err := s.Set(ctx, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(ctx); err != nil || string(got) != "one" {
		t.Fatalf("%q, %v", got, err)
	}
	if err := s.Delete(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(ctx); err != ErrMissing {
		t.Fatalf("after: %v", err)
	}
}

// TestNotAskedUntilReady: where the look says no, the library, which starts
// daemons and questions, is not called at all.
func TestNotAskedUntilReady(t *testing.T) {
	for _, why := range []error{ErrNoBus, ErrNoService, ErrLocked} {
		f := &fake{notNow: why}
		s := newSystem(f, limit)
		_, getErr := s.Get(t.Context())
		setErr := s.Set(t.Context(), []byte("x"))
		delErr := s.Delete(t.Context())
		if getErr != why || setErr != why || delErr != why {
			t.Errorf("%v: get %v, set %v, delete %v", why, getErr, setErr, delErr)
		}
		if got := strings.Join(f.calls, " "); got != "ready ready ready" {
			t.Errorf("%v: called %s", why, got)
		}
	}
}

func TestHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one := "one"
		f := &fake{hang: make(chan struct{}), entry: &one}
		s := newSystem(f, limit)
		start := time.Now()
		if _, err := s.Get(t.Context()); err != ErrTimeout {
			t.Errorf("a keyring that hangs: %v", err)
		}
		if d := time.Since(start); d != limit {
			t.Errorf("told after %v", d)
		}
		for range 5 {
			if err := s.Set(t.Context(), []byte("x")); err != ErrTimeout {
				t.Errorf("while it hangs: %v", err)
			}
		}
		synctest.Wait()
		if got := strings.Join(f.calls, " "); got != "ready get" {
			t.Errorf("hung calls piled up: %s", got)
		}
		if d := time.Since(start); d != 6*limit {
			t.Errorf("six calls took %v", d)
		}
		close(f.hang)
		synctest.Wait()
		if got, err := s.Get(t.Context()); err != nil || string(got) != "one" {
			t.Errorf("when it answers again: %q, %v", got, err)
		}
	})
}

func TestUnlockWaitsForThePerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSystem(&fake{hang: make(chan struct{})}, limit)
		start := time.Now()
		if err := s.Unlock(t.Context()); err != ErrTimeout {
			t.Errorf("nobody answered: %v", err)
		}
		if d := time.Since(start); d != patience {
			t.Errorf("waited %v", d)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start = time.Now()
		if err := s.Unlock(ctx); err != ErrTimeout {
			t.Errorf("cancelled: %v", err)
		}
		if d := time.Since(start); d != time.Second {
			t.Errorf("cancelled after 1 s, told after %v", d)
		}
	})
}

func TestCancelledBeforeItBegan(t *testing.T) {
	f := &fake{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := newSystem(f, limit).Set(ctx, []byte("x")); err != ErrTimeout || f.entry != nil {
		t.Errorf("%v, entry %v", err, f.entry)
	}
}

func TestErrorsAreOurs(t *testing.T) {
	const planted = "AGE-SECRET-KEY-1PLANTED"
	for _, test := range []struct{ in, want error }{
		{fmt.Errorf("x: %w", library.ErrNotFound), ErrMissing},
		{library.ErrSetDataTooBig, ErrTooLong},
		{errors.New(planted), ErrFailed},
		{context.Canceled, ErrTimeout},
	} {
		_, err := newSystem(&fake{fault: test.in}, limit).Get(t.Context())
		if err != test.want {
			t.Errorf("%v became %v", test.in, err)
		}
	}
	long := strings.Repeat("x", Longest+1)
	if err := New().Set(t.Context(), []byte(long)); err != ErrTooLong {
		t.Errorf("too long: %v", err)
	}
	if _, err := newSystem(&fake{entry: &long}, limit).Get(t.Context()); err != ErrTooLong {
		t.Errorf("too long to be ours: %v", err)
	}
	if _, err := newSystem(panics{}, limit).Get(t.Context()); err != ErrFailed {
		t.Errorf("a panic in the library: %v", err)
	}
}

type panics struct{}

func (panics) ready(context.Context) error { return nil }
func (panics) get() (string, error)        { panic("interface conversion") }
func (panics) unlock(context.Context) error {
	return nil
}
func (panics) set(string) error { return nil }
func (panics) del() error       { return nil }

// TestMemoryRefusesAlike: the double answers as the real one.
func TestMemoryRefusesAlike(t *testing.T) {
	for name, k := range map[string]Keyring{"memory": &Memory{}, "system": newSystem(&fake{}, limit)} {
		ctx := t.Context()
		_, missing := k.Get(ctx)
		gone := k.Delete(ctx)
		empty := k.Set(ctx, nil)
		tooLong := k.Set(ctx, make([]byte, Longest+1))
		if missing != ErrMissing || gone != ErrMissing || empty != ErrTooLong || tooLong != ErrTooLong {
			t.Errorf("%s: %v, %v, %v, %v", name, missing, gone, empty, tooLong)
		}
		secret := []byte("one")
		if err := k.Set(ctx, secret); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		clear(secret)
		got, err := k.Get(ctx)
		if err != nil || string(got) != "one" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		clear(got)
		if got, err = k.Get(ctx); err != nil || string(got) != "one" {
			t.Errorf("%s: wiping what Get gave changed the entry: %q, %v", name, got, err)
		}
		if err := k.Delete(ctx); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	m := &Memory{}
	m.Fail(ErrLocked)
	if _, err := m.Get(t.Context()); err != ErrLocked {
		t.Error(err)
	}
	if err := m.Unlock(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := m.Get(t.Context()); err != ErrMissing {
		t.Error(err)
	}
}
