package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"madoguchi/app/platform"
	"madoguchi/app/platform/keyring"
	"madoguchi/app/store"
)

func TestForget(t *testing.T) {
	t.Run("all", func(t *testing.T) {
		k := &keyring.Memory{}
		s, config := open(t, k)
		must(t, s.SwitchOn(t.Context()))
		must(t, s.Update(t.Context(), replace(full())))
		// A writer was killed.
		left := filepath.Join(filepath.Dir(s.Path()), ".madoguchi-123.tmp")
		b, err := os.ReadFile(s.Path())
		must(t, err)
		must(t, os.WriteFile(left, b, 0o600))
		done, err := s.Forget(t.Context())
		if err != nil || done.File != store.Deleted || done.Key != store.Deleted {
			t.Errorf("%+v, %v", done, err)
		}
		if entries, _ := os.ReadDir(config); len(entries) != 0 {
			t.Errorf("left %v", entries)
		}
		if _, err := k.Get(t.Context()); err != keyring.ErrMissing {
			t.Errorf("the entry: %v", err)
		}
		done, err = s.Forget(t.Context())
		if err != nil || done.File != store.Absent || done.Key != store.Absent {
			t.Errorf("again: %+v, %v", done, err)
		}
		must(t, s.SwitchOn(t.Context()))
		if got, err := s.Load(t.Context()); err != nil || !reflect.DeepEqual(got, store.Document{}) {
			t.Errorf("begun anew: %+v, %v", got, err)
		}
	})
	t.Run("keyring locked", func(t *testing.T) {
		k := &keyring.Memory{}
		s, config := open(t, k)
		must(t, s.SwitchOn(t.Context()))
		k.Fail(keyring.ErrLocked)
		done, err := s.Forget(t.Context())
		want(t, "forget", err, store.KeyKept)
		if done.File != store.Deleted || done.Key != store.Kept || !errors.Is(err, keyring.ErrLocked) {
			t.Errorf("%+v, %v", done, err)
		}
		if entries, _ := os.ReadDir(config); len(entries) != 0 {
			t.Errorf("left %v", entries)
		}
		_, err = s.Forget(t.Context())
		want(t, "again", err, store.KeyKept)
		k.Fail(nil)
		if done, err := s.Forget(t.Context()); err != nil || done.Key != store.Deleted {
			t.Errorf("unlocked: %+v, %v", done, err)
		}
	})
	t.Run("file kept", func(t *testing.T) {
		k := &keyring.Memory{}
		s, config := open(t, k)
		must(t, s.SwitchOn(t.Context()))
		stuck := store.New(store.Options{Config: config, Keyring: k, Files: platform.Files{FS: diskFull{at: "remove"}}})
		done, err := stuck.Forget(t.Context())
		want(t, "forget", err, store.FileKept)
		if done.File != store.Kept || done.Key != store.Deleted || done.Folder != filepath.Dir(s.Path()) {
			t.Errorf("%+v", done)
		}
		k.Fail(keyring.ErrDenied)
		_, err = stuck.Forget(t.Context())
		if text := fmt.Sprint(err); !strings.Contains(text, string(store.FileKept)) || !strings.Contains(text, string(store.KeyKept)) {
			t.Errorf("neither could be deleted: %v", err)
		}
	})
	t.Run("without a keyring", func(t *testing.T) {
		k := &keyring.Memory{}
		k.Fail(keyring.ErrNoBus)
		s, _ := open(t, k)
		must(t, s.SwitchOnWithPassphrase(t.Context(), []byte(passphrase)))
		if done, err := s.Forget(t.Context()); err != nil || done.File != store.Deleted || done.Key != store.NotAsked {
			t.Errorf("%+v, %v", done, err)
		}
		must(t, os.MkdirAll(filepath.Dir(s.Path()), 0o700))
		must(t, os.WriteFile(s.Path(), []byte("damaged: it may have had an entry"), 0o600))
		done, err := s.Forget(t.Context())
		want(t, "damaged", err, store.KeyKept)
		if done.File != store.Deleted {
			t.Errorf("%+v", done)
		}
	})
}
