package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"madoguchi/app/fact"
	"madoguchi/app/platform/keyring"
	"madoguchi/app/problem"
	"madoguchi/app/store"
)

// Whatever goes wrong in the store, a person is told in a text of its own.
func TestEveryKindOfTheStoreIsAProblem(t *testing.T) {
	c, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[problem.Code]bool{}
	for _, k := range store.Kinds() {
		kinds[problem.Code(k)] = true
		p := problem.Of(&store.Error{Kind: k, Version: 7, Where: "facts[3]"}, problem.NoSecret)
		if string(p.Code) != string(k) {
			t.Errorf("%s is %s", k, p.Code)
			continue
		}
		if p.Exit != problem.ExitRefused && p.Exit != problem.ExitNothing || p.Tries != problem.TriesKept {
			t.Errorf("%s: exit %d, tries %s", k, p.Exit, p.Tries)
		}
		if p.Picture != "store" && p.Picture != "disk" { // "key" and "lock" are a card's
			t.Errorf("%s is shown with %s", k, p.Picture)
		}
		for _, lang := range c.Languages() {
			for _, part := range []string{".say", ".do"} {
				if text := c.For(lang).Text("problem."+string(k)+part, p.Args).String; strings.ContainsAny(text, "{}") {
					t.Errorf("%s in %s leaves a number out: %s", k, lang, text)
				}
			}
		}
	}
	for _, e := range problem.Table() {
		if strings.HasPrefix(string(e.Code), "store_") && !kinds[e.Code] {
			t.Errorf("no store has the problem %s", e.Code)
		}
	}
}

// planted stands in everything that is remembered.
const planted = "PLANTED花子"

// remembering is a stage on which one of each kind is remembered.
func remembering(t *testing.T) *stage {
	s := newStage(t)
	m, err := s.store(true)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.SwitchOn(t.Context()); err != nil {
		t.Fatal(err)
	}
	remember(t, m)
	return s
}

func remember(t *testing.T, m *store.Store) {
	t.Helper()
	if err := m.Update(t.Context(), func(d *store.Document) error {
		*d = store.Document{
			Language: "my", LastPurpose: "private",
			Receipts:  []store.Receipt{{SignedAt: time.Unix(1e9, 0).UTC(), File: planted, Purpose: "private"}},
			Facts:     []store.Saved{{ID: fact.HolderName, Value: planted, From: fact.FromAnswer, On: "2026-11-23"}, {ID: "children", Value: 2, From: fact.FromAnswer, On: "2026-11-23"}},
			Reminders: []store.Reminder{{ID: "a", Due: "2027-01-01", RemindOn: "2026-12-01"}, {ID: "b", Due: "2027-01-01", RemindOn: "2026-12-01"}, {ID: "c", Due: "2027-01-01", RemindOn: "2026-12-01"}},
			Profile:   map[string]string{"name": planted},
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

type storeTold struct {
	Result struct {
		On         bool
		Key        string
		Remembered map[string]int
		NotOpened  string `json:"not_opened"`
		File       store.Fate
	}
}

func (o outcome) store(t *testing.T) storeTold {
	t.Helper()
	var told storeTold
	if err := json.Unmarshal([]byte(o.out), &told); err != nil {
		t.Fatal(err)
	}
	return told
}

func TestStoreStatusSaysHowManyAndNeverWhat(t *testing.T) {
	s := remembering(t)
	o := s.run("", "--mode", "self", "store", "status")
	told := o.store(t)
	want := map[string]int{"language": 1, "last_purpose": 1, "receipts": 1, "facts": 2, "reminders": 3, "profile": 1}
	if o.status != 0 || !told.Result.On || told.Result.Key != "keyring" {
		t.Errorf("%d\n%s", o.status, o.out)
	}
	for kind, n := range want {
		if told.Result.Remembered[kind] != n {
			t.Errorf("%s: %d, want %d", kind, told.Result.Remembered[kind], n)
		}
	}
	if strings.Contains(o.out+o.err, planted) {
		t.Errorf("what is remembered was told:\n%s%s", o.out, o.err)
	}
}

func TestStoreStatusAsksNoKeyringInVain(t *testing.T) {
	s := newStage(t)
	if o := s.run("", "--mode", "self", "store", "status"); o.status != 0 || o.store(t).Result.On || o.store(t).Result.Key != "none" {
		t.Errorf("off: %d\n%s", o.status, o.out)
	}
	if n := s.keyring.Asked(); n != 0 {
		t.Errorf("off: asked the keyring %d times", n)
	}
	s = remembering(t)
	before := s.keyring.Asked()
	for _, mode := range []string{"helper", "counter", ""} {
		o := s.run("", "--mode", mode, "store", "status")
		if told := o.store(t).Result; o.status != 0 || !told.On || told.NotOpened != "store_not_about_me" || told.Remembered != nil {
			t.Errorf("mode %q: %d\n%s", mode, o.status, o.out)
		}
	}
	if n := s.keyring.Asked(); n != before {
		t.Errorf("not about me: asked the keyring %d times", n-before)
	}
	for _, x := range []struct {
		fault error
		want  string
	}{
		{keyring.ErrLocked, "store_keyring_locked"},
		{keyring.ErrNoBus, "store_keyring_none"},
		{keyring.ErrMissing, "store_key_missing"},
	} {
		s.keyring.Fail(x.fault)
		before := s.keyring.Asked()
		o := s.run("", "--mode", "self", "store", "status")
		if told := o.store(t).Result; o.status != 0 || told.NotOpened != x.want || told.Remembered != nil {
			t.Errorf("%v: %d\n%s", x.fault, o.status, o.out)
		}
		if n := s.keyring.Asked() - before; n != 1 {
			t.Errorf("%v: asked %d times, perhaps to unlock it", x.fault, n)
		}
	}
}

func TestStoreStatusWithAPassphrase(t *testing.T) {
	s := newStage(t)
	m := store.New(store.Options{Config: s.config, AboutMe: true, Factor: 10})
	if err := m.SwitchOnWithPassphrase(t.Context(), []byte("wide open words")); err != nil {
		t.Fatal(err)
	}
	o := s.run("", "--mode", "self", "store", "status")
	if told := o.store(t).Result; told.Key != "passphrase" || told.NotOpened != "store_passphrase_needed" || s.keyring.Asked() != 0 {
		t.Errorf("%s", o.out)
	}
}

// Nothing is deleted before a yes, whatever else is typed.
func TestStoreForgetAsksFirst(t *testing.T) {
	s := remembering(t)
	none := ""
	for _, x := range []struct {
		typed    *string
		answer   string
		status   int
		code     string
		kept     bool
		file     store.Fate
		alsoSays string
	}{
		{nil, "", 2, "bad_call", true, "", "--yes"},
		{&none, "no\n", 130, "stopped", true, "", "Nothing was deleted"},
		{&none, "perhaps\n\nlater\n", 130, "stopped", true, "", "cannot be brought back"},
		{&none, "yes\n", 0, "", false, store.Deleted, ""},
		{&none, "yes\n", 0, "", false, store.Absent, ""},
	} {
		s.typed = x.typed
		o := s.run(x.answer, "store", "forget")
		if o.status != x.status || o.code != x.code || o.store(t).Result.File != x.file || !strings.Contains(o.err+o.out, x.alsoSays) {
			t.Errorf("%q: %d %s\n%s%s", x.answer, o.status, o.code, o.out, o.err)
		}
		m, err := s.store(true)
		if err != nil {
			t.Fatal(err)
		}
		if state, _ := m.State(); (state != store.IsOff) != x.kept {
			t.Errorf("%q: %s", x.answer, state)
		}
		if _, err := s.keyring.Get(context.Background()); (err == nil) != x.kept {
			t.Errorf("%q: the key: %v", x.answer, err)
		}
	}
}

func TestStoreForgetSaysWhatIsLeft(t *testing.T) {
	s := remembering(t)
	s.keyring.Fail(keyring.ErrDenied)
	o := s.run("", "store", "forget", "--yes")
	if o.status != 4 || o.code != "store_key_kept" || !strings.Contains(o.out, `"file": "deleted"`) || !strings.Contains(o.out, `"key": "kept"`) {
		t.Errorf("%d\n%s", o.status, o.out)
	}
	s.keyring.Fail(nil)
	o = s.run("", "store", "forget", "--yes")
	if o.status != 0 || !strings.Contains(o.out, `"file": "absent"`) || !strings.Contains(o.out, `"key": "deleted"`) {
		t.Errorf("%d\n%s", o.status, o.out)
	}
}
