package store_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"madoguchi/app/platform/keyring"
	"madoguchi/app/store"
)

// TestTwoWindows: changes made at the same time are all there in the end.
func TestTwoWindows(t *testing.T) {
	k := &keyring.Memory{}
	first, config := open(t, k)
	var on sync.WaitGroup
	outcomes := make(chan error, 2)
	for range 2 {
		on.Go(func() { outcomes <- at(config, k).SwitchOn(t.Context()) })
	}
	on.Wait()
	a, b := <-outcomes, <-outcomes
	if a != nil {
		a, b = b, a
	}
	must(t, a)
	want(t, "the other", b, store.On)

	const windows, each = 4, 10
	var all sync.WaitGroup
	for w := range windows {
		s := at(config, k)
		all.Go(func() {
			for i := range each {
				err := s.Update(t.Context(), func(d *store.Document) error {
					d.Reminders = append(d.Reminders, store.Reminder{ID: fmt.Sprintf("w%d.%d", w, i), Due: "2026-12-01", RemindOn: "2026-11-30"})
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	d, err := first.Load(t.Context())
	must(t, err)
	seen := map[string]bool{}
	for _, r := range d.Reminders {
		seen[r.ID] = true
	}
	if len(seen) != windows*each || len(d.Reminders) != windows*each {
		t.Errorf("%d of %d changes are left", len(seen), windows*each)
	}
}

// TestWriterWithoutLock: one that knows no lock is noticed, not written over.
func TestWriterWithoutLock(t *testing.T) {
	k := &keyring.Memory{}
	s, _ := open(t, k)
	must(t, s.SwitchOn(t.Context()))
	b, err := os.ReadFile(s.Path())
	must(t, err)
	must(t, s.Update(t.Context(), replace(full())))
	err = s.Update(t.Context(), func(d *store.Document) error {
		must(t, os.WriteFile(s.Path(), b, 0o600)) // a copy is put back just now
		d.Language = "en"
		return nil
	})
	want(t, "update", err, store.Busy)
	if now, _ := os.ReadFile(s.Path()); string(now) != string(b) {
		t.Error("the other writer's file was written over")
	}
}

func TestBusyEnds(t *testing.T) {
	k := &keyring.Memory{}
	s, config := open(t, k)
	must(t, s.SwitchOn(t.Context()))
	in, out := make(chan struct{}), make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		must(t, s.Update(t.Context(), func(d *store.Document) error { close(in); <-out; d.Language = "my"; return nil }))
	})
	<-in
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	want(t, "while another writes", at(config, k).Update(ctx, replace(full())), store.Busy)
	done, err := at(config, k).Forget(ctx)
	want(t, "forget while another writes", err, store.Busy)
	if done.File != store.Kept || done.Key != store.Kept {
		t.Errorf("%+v", done)
	}
	close(out)
	writer.Wait()
	if d, err := at(config, k).Load(t.Context()); err != nil || d.Language != "my" {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestForgetWhileWriting: a change and Forget at the same time end in one of the
// two, with no file beside a deleted key.
func TestForgetWhileWriting(t *testing.T) {
	for range 20 {
		k := &keyring.Memory{}
		s, config := open(t, k)
		must(t, s.SwitchOn(t.Context()))
		var both sync.WaitGroup
		both.Go(func() {
			err := at(config, k).Update(t.Context(), replace(full()))
			if kind := store.KindOf(err); err != nil && kind != store.Off && kind != store.KeyMissing {
				t.Error(err)
			}
		})
		both.Go(func() {
			if _, err := at(config, k).Forget(t.Context()); err != nil {
				t.Error(err)
			}
		})
		both.Wait()
		if st, err := s.State(); st != store.IsOff || err != nil {
			t.Errorf("%v, %v", st, err)
		}
	}
}
