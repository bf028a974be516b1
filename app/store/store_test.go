package store_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"madoguchi/app/fact"
	"madoguchi/app/platform/keyring"
	"madoguchi/app/store"
)

// Planted are a person's data; none of it may be found in clear.
var planted = []string{"窓口 花子", "MADOGUCHI HANAKO", "東京都千代田区霞が関9-9-9", "1990-05-10", "keiyaku_signed.pdf", "AGE-SECRET-KEY-"}

const passphrase = "雨ニモマケズ 風ニモ"

func full() store.Document {
	return store.Document{
		Language:    "ja-x-easy",
		LastPurpose: "registry",
		Receipts: []store.Receipt{{
			SignedAt: time.Date(2026, 11, 23, 3, 4, 5, 0, time.UTC), File: "keiyaku_signed.pdf", SHA256: make([]byte, 32), Size: 123_456_789,
			Purpose: "registry", Profile: "detached", Field: "Signature1", Check: "intact", Second: "agrees",
			Discloses: map[string]string{fact.HolderName: "窓口 花子", fact.HolderAddress: "東京都千代田区霞が関9-9-9", fact.DateOfBirth: "1990-05-10"},
		}},
		Facts: []store.Saved{
			{ID: fact.HolderName, Value: "MADOGUCHI HANAKO", From: fact.FromCertificate, On: "2026-11-23"},
			{ID: "children", Value: []any{map[string]any{"dob": "2020-01-02", "lives_with": true, "order": 1}}, From: fact.FromAnswer, On: "2026-11-23"},
			{ID: fact.SignCertificate, Value: false, From: fact.FromCard, On: "2026-11-23"},
		},
		Reminders: []store.Reminder{{ID: "mynumber_card.expiry", Due: "2028-08-15", RemindOn: "2028-05-15"}},
		Profile:   map[string]string{"taxpayer.address": "東京都千代田区霞が関9-9-9", "taxpayer.phone": "+81-90-1234-5678"},
	}
}

func open(t *testing.T, k keyring.Keyring) (*store.Store, string) {
	t.Helper()
	config := filepath.Join(t.TempDir(), "config")
	return at(config, k), config
}

func at(config string, k keyring.Keyring) *store.Store {
	return store.New(store.Options{Config: config, Keyring: k, AboutMe: true, Factor: 4})
}

func replace(d store.Document) func(*store.Document) error {
	return func(old *store.Document) error { *old = d; return nil }
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// want fails unless err has the kind and a text that tells what to do and
// nothing of the person.
func want(t *testing.T, what string, err error, k store.Kind) {
	t.Helper()
	if got := store.KindOf(err); got != k {
		t.Errorf("%s: %q (%v), want %q", what, got, err, k)
		return
	}
	if e, ok := errors.AsType[*store.Error](err); !ok || e.Do() == "" || !strings.Contains(err.Error(), e.Do()) {
		t.Errorf("%s: does not say what to do: %v", what, err)
	}
	for _, p := range append(planted, os.TempDir(), passphrase) {
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), p) {
				t.Errorf("%s: the error tells %q: %v", what, p, e)
			}
		}
	}
}

// nothingInClear searches every file under dir.
func nothingInClear(t *testing.T, dir string, more ...string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(name)
		for _, p := range append(more, planted...) {
			if strings.Contains(string(b), p) || strings.Contains(name, p) {
				t.Errorf("%s holds %q in clear", name, p)
			}
		}
		return err
	}))
}

func TestOffByDefault(t *testing.T) {
	k := &keyring.Memory{}
	s, config := open(t, k)
	if st, err := s.State(); st != store.IsOff || err != nil {
		t.Fatalf("%v, %v", st, err)
	}
	_, err := s.Load(t.Context())
	want(t, "load", err, store.Off)
	want(t, "update", s.Update(t.Context(), replace(full())), store.Off)
	if n := k.Asked(); n != 0 {
		t.Errorf("the keyring was asked %d times while off", n)
	}
	if _, err := os.Stat(config); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something was made while off: %v", err)
	}
}

func TestRemembers(t *testing.T) {
	for name, on := range map[string]func(*store.Store) error{
		"keyring": func(s *store.Store) error { return s.SwitchOn(t.Context()) },
		"passphrase": func(s *store.Store) error {
			return s.SwitchOnWithPassphrase(t.Context(), []byte(passphrase))
		},
	} {
		t.Run(name, func(t *testing.T) {
			k := &keyring.Memory{}
			s, config := open(t, k)
			must(t, on(s))
			if st, err := s.State(); string(st) != name || err != nil {
				t.Fatalf("state %v, %v", st, err)
			}
			must(t, s.Update(t.Context(), replace(full())))
			s.Close()

			s = at(config, k) // another run
			if name == "passphrase" {
				_, err := s.Load(t.Context())
				want(t, "without the passphrase", err, store.PassphraseNeeded)
				must(t, s.UsePassphrase([]byte("雨ニモマケズ 雪ニモ")))
				_, err = s.Load(t.Context())
				want(t, "with another", err, store.PassphraseWrong)
				must(t, s.UsePassphrase([]byte("雨ﾆﾓﾏｹｽﾞ　風ニモ"))) // the same, typed in half width
				if k.Asked() != 0 {
					t.Error("the keyring was asked")
				}
			}
			got, err := s.Load(t.Context())
			must(t, err)
			if !reflect.DeepEqual(got, full()) {
				t.Errorf("remembered\n%+v, saved\n%+v", got, full())
			}
			want(t, "on twice", on(s), store.On)
			info, err := os.Stat(s.Path())
			must(t, err)
			if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v", info.Mode())
			}
			if dir, err := os.Stat(filepath.Dir(s.Path())); runtime.GOOS != "windows" && (err != nil || dir.Mode().Perm() != 0o700) {
				t.Errorf("folder: %v, %v", dir.Mode(), err)
			}
			nothingInClear(t, config)
		})
	}
}

func TestOnlyAboutMe(t *testing.T) {
	k := &keyring.Memory{}
	config := t.TempDir()
	must(t, at(config, k).SwitchOn(t.Context()))
	before := k.Asked()
	s := store.New(store.Options{Config: config, Keyring: k})
	_, err := s.Load(t.Context())
	want(t, "load", err, store.NotAboutMe)
	want(t, "update", s.Update(t.Context(), replace(full())), store.NotAboutMe)
	want(t, "on", s.SwitchOn(t.Context()), store.NotAboutMe)
	want(t, "on with passphrase", s.SwitchOnWithPassphrase(t.Context(), []byte(passphrase)), store.NotAboutMe)
	want(t, "unlock", s.UnlockKeyring(t.Context()), store.NotAboutMe)
	if k.Asked() != before {
		t.Error("the keyring was asked")
	}
	if st, err := s.State(); st != store.ByKeyring || err != nil {
		t.Errorf("%v, %v", st, err)
	}
	if done, err := s.Forget(t.Context()); err != nil || done.File != store.Deleted || done.Key != store.Deleted {
		t.Errorf("%+v, %v", done, err)
	}
}

// TestToldAndNothingLost: whatever goes wrong is told by its own kind, and the
// file is byte for byte what it was.
func TestToldAndNothingLost(t *testing.T) {
	other := func(*testing.T) string {
		i, err := age.GenerateX25519Identity()
		if err != nil {
			return ""
		}
		return i.String()
	}
	for _, test := range []struct {
		name   string
		kind   store.Kind
		happen func(t *testing.T, k *keyring.Memory, path string)
	}{
		{"entry deleted", store.KeyMissing, func(t *testing.T, k *keyring.Memory, _ string) { must(t, k.Delete(t.Context())) }},
		{"entry replaced", store.KeyWrong, func(t *testing.T, k *keyring.Memory, _ string) { must(t, k.Set(t.Context(), []byte(other(t)))) }},
		{"entry is junk", store.KeyWrong, func(t *testing.T, k *keyring.Memory, _ string) { must(t, k.Set(t.Context(), []byte("junk"))) }},
		{"entry of another program", store.KeyWrong, func(_ *testing.T, k *keyring.Memory, _ string) { k.Fail(keyring.ErrTooLong) }},
		{"keyring locked", store.KeyringLocked, func(_ *testing.T, k *keyring.Memory, _ string) { k.Fail(keyring.ErrLocked) }},
		{"keyring denies", store.KeyringDenied, func(_ *testing.T, k *keyring.Memory, _ string) { k.Fail(keyring.ErrDenied) }},
		{"keyring silent", store.KeyringSilent, func(_ *testing.T, k *keyring.Memory, _ string) { k.Fail(keyring.ErrTimeout) }},
		{"keyring fails", store.KeyringFailed, func(_ *testing.T, k *keyring.Memory, _ string) { k.Fail(errors.New(planted[1])) }},
		{"no bus", store.KeyringNone, func(_ *testing.T, k *keyring.Memory, _ string) { k.Fail(keyring.ErrNoBus) }},
		{"no service", store.KeyringNone, func(_ *testing.T, k *keyring.Memory, _ string) { k.Fail(keyring.ErrNoService) }},
		{"body flipped", store.Damaged, change(func(b []byte) []byte { b[len(b)-20] ^= 1; return b })},
		{"cut", store.Damaged, change(func(b []byte) []byte { return b[:len(b)-1] })},
		{"longer", store.Damaged, change(func(b []byte) []byte { return append(b, 0) })},
		{"empty", store.Damaged, change(func([]byte) []byte { return nil })},
		{"text", store.Damaged, change(func([]byte) []byte { return []byte("hello") })},
		{"header cut", store.Damaged, change(func(b []byte) []byte { return b[:60] })},
		{"key's block flipped", store.KeyWrong, change(func(b []byte) []byte { return otherLetter(b, 90) })},
		{"header's code flipped", store.Damaged, change(func(b []byte) []byte {
			return otherLetter(b, strings.Index(string(b), "\n--- ")+6)
		})},
		{"too large", store.Damaged, change(func(b []byte) []byte { return append(b, make([]byte, 6<<20)...) })},
		{"newer", store.Newer, rewritten(`{"version":2,"wishes":{"later":[1.5]}}`)},
		{"version is a word", store.Damaged, rewritten(`{"version":"1"}`)},
		{"no version", store.Damaged, rewritten(`{}`)},
		{"version 0", store.Damaged, rewritten(`{"version":0}`)},
		{"unknown name", store.Damaged, rewritten(`{"version":1,"wishes":1}`)},
		{"letter case", store.Damaged, rewritten(`{"version":1,"Language":"ja"}`)},
		{"name twice", store.Damaged, rewritten(`{"version":1,"language":"ja","language":"en"}`)},
		{"null", store.Damaged, rewritten(`{"version":1,"receipts":null}`)},
		{"more after it", store.Damaged, rewritten(`{"version":1}{}`)},
		{"a line end", store.Damaged, rewritten("{\"version\":1}\n")},
		{"fraction", store.Damaged, rewritten(`{"version":1,"facts":[{"id":"a","value":1.5,"from":"answer","on":"2026-11-23"}]}`)},
		{"no day", store.Damaged, rewritten(`{"version":1,"facts":[{"id":"a","value":1,"from":"answer","on":"2026-02-30"}]}`)},
	} {
		t.Run(test.name, func(t *testing.T) {
			k := &keyring.Memory{}
			s, config := open(t, k)
			must(t, s.SwitchOn(t.Context()))
			must(t, s.Update(t.Context(), replace(full())))
			test.happen(t, k, s.Path())
			before, err := os.ReadFile(s.Path())
			must(t, err)
			_, err = s.Load(t.Context())
			want(t, "load", err, test.kind)
			err = s.Update(t.Context(), func(*store.Document) error { t.Error("got a document to change"); return nil })
			want(t, "update", err, test.kind)
			want(t, "on again", s.SwitchOn(t.Context()), store.On)
			want(t, "on again by passphrase", s.SwitchOnWithPassphrase(t.Context(), []byte(passphrase)), store.On)
			after, err := os.ReadFile(s.Path())
			must(t, err)
			if string(before) != string(after) {
				t.Error("the file was changed")
			}
			nothingInClear(t, config)
			if e, ok := errors.AsType[*store.Error](err); ok && test.kind == store.Newer && e.Version != 2 {
				t.Errorf("version %d", e.Version)
			}
		})
	}
}

func change(how func([]byte) []byte) func(*testing.T, *keyring.Memory, string) {
	return func(t *testing.T, _ *keyring.Memory, path string) {
		b, err := os.ReadFile(path)
		must(t, err)
		must(t, os.WriteFile(path, how(b), 0o600))
	}
}

// otherLetter puts another letter of base64 at i.
func otherLetter(b []byte, i int) []byte {
	if b[i] == 'A' {
		b[i] = 'B'
	} else {
		b[i] = 'A'
	}
	return b
}

// rewritten puts another content, rightly encrypted.
func rewritten(plain string) func(*testing.T, *keyring.Memory, string) {
	return func(t *testing.T, k *keyring.Memory, path string) {
		text, err := k.Get(t.Context())
		must(t, err)
		i, err := age.ParseX25519Identity(string(text))
		must(t, err)
		f, err := os.Create(path)
		must(t, err)
		w, err := age.Encrypt(f, i.Recipient())
		must(t, err)
		_, err = w.Write([]byte(plain))
		must(t, err)
		must(t, w.Close())
		must(t, f.Close())
	}
}

// TestWorksAgain: what was told by a kind that says "try again" is gone when the
// cause is.
func TestWorksAgain(t *testing.T) {
	k := &keyring.Memory{}
	s, _ := open(t, k)
	must(t, s.SwitchOn(t.Context()))
	must(t, s.Update(t.Context(), replace(full())))
	k.Fail(keyring.ErrLocked)
	_, err := s.Load(t.Context())
	want(t, "locked", err, store.KeyringLocked)
	k.Deny()
	want(t, "denied", s.UnlockKeyring(t.Context()), store.KeyringDenied)
	k.Fail(nil)
	must(t, s.UnlockKeyring(t.Context()))
	if got, err := s.Load(t.Context()); err != nil || !reflect.DeepEqual(got, full()) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestSwitchOnFails(t *testing.T) {
	for err, kind := range map[error]store.Kind{
		keyring.ErrNoBus: store.KeyringNone, keyring.ErrNoService: store.KeyringNone, keyring.ErrLocked: store.KeyringLocked,
		keyring.ErrDenied: store.KeyringDenied, keyring.ErrTimeout: store.KeyringSilent, keyring.ErrFailed: store.KeyringFailed,
	} {
		k := &keyring.Memory{}
		k.Fail(err)
		s, config := open(t, k)
		want(t, "on", s.SwitchOn(t.Context()), kind)
		if st, err := s.State(); st != store.IsOff || err != nil {
			t.Errorf("%v: %v, %v", kind, st, err)
		}
		if left, _ := os.ReadDir(config); len(left) != 0 {
			t.Errorf("%v: left %v", kind, left)
		}
	}
	s, _ := open(t, nil)
	want(t, "no keyring", s.SwitchOn(t.Context()), store.KeyringNone)
	want(t, "short", s.SwitchOnWithPassphrase(t.Context(), []byte("短い七文字です")), store.PassphraseShort)

	// A keyring that does what it was asked after it was given up.
	k := &keyring.Memory{}
	k.FailLate()
	s, _ = open(t, k)
	want(t, "late", s.SwitchOn(t.Context()), store.KeyringSilent)
	entry, err := k.Get(t.Context())
	must(t, err)
	must(t, s.SwitchOn(t.Context()))
	if now, _ := k.Get(t.Context()); string(now) != string(entry) {
		t.Error("the entry was written over")
	}
}

// TestSecondFolder: the one entry in the keyring opens the stores of two config
// folders; switching the second one on does not shut the first.
func TestSecondFolder(t *testing.T) {
	k := &keyring.Memory{}
	one, _ := open(t, k)
	must(t, one.SwitchOn(t.Context()))
	must(t, one.Update(t.Context(), replace(full())))
	two, _ := open(t, k)
	must(t, two.SwitchOn(t.Context()))
	if got, err := one.Load(t.Context()); err != nil || len(got.Receipts) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestChangeThatFails(t *testing.T) {
	s, _ := open(t, &keyring.Memory{})
	must(t, s.SwitchOn(t.Context()))
	must(t, s.Update(t.Context(), replace(full())))
	before, err := os.ReadFile(s.Path())
	must(t, err)
	mine := errors.New("mine")
	if err := s.Update(t.Context(), func(d *store.Document) error { d.Receipts = nil; return mine }); err != mine {
		t.Errorf("%v", err)
	}
	must(t, s.Update(t.Context(), func(*store.Document) error { return nil }))
	if after, _ := os.ReadFile(s.Path()); string(before) != string(after) {
		t.Error("the file was changed")
	}
}

// FuzzLoad gives files of any content: they are told by their kind and left as
// they are.
func FuzzLoad(f *testing.F) {
	i, err := age.GenerateX25519Identity()
	if err != nil {
		f.Fatal(err)
	}
	var good strings.Builder
	w, err := age.Encrypt(&good, i.Recipient())
	if err == nil {
		_, err = w.Write([]byte(`{"version":1}`))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(good.String()))
	f.Add([]byte("age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 30\n\n--- "))
	f.Add([]byte("age-encryption.org/v1\n-> X25519 \n"))
	k := &keyring.Memory{}
	if err := k.Set(context.Background(), []byte(i.String())); err != nil {
		f.Fatal(err)
	}
	config := f.TempDir()
	s := at(config, k)
	if err := os.MkdirAll(filepath.Dir(s.Path()), 0o700); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		must(t, os.WriteFile(s.Path(), raw, 0o600))
		d, err := s.Load(t.Context())
		switch store.KindOf(err) {
		case "":
			if err != nil || !reflect.DeepEqual(d, store.Document{}) {
				t.Errorf("%+v, %v", d, err)
			}
		case store.Damaged, store.KeyWrong, store.PassphraseNeeded:
		default:
			t.Errorf("%v", err)
		}
		if now, _ := os.ReadFile(s.Path()); string(now) != string(raw) {
			t.Error("the file was changed")
		}
	})
}

func TestKindsAreToldApart(t *testing.T) {
	seen := map[string]store.Kind{}
	for _, k := range store.Kinds() {
		e := &store.Error{Kind: k}
		if other, ok := seen[e.Error()]; ok || e.Do() == "" || !strings.HasPrefix(string(k), "store_") {
			t.Errorf("%q: %q, as %q", k, e.Error(), other)
		}
		seen[e.Error()] = k
	}
}
