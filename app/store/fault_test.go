package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"madoguchi/app/platform"
	"madoguchi/app/platform/keyring"
	"madoguchi/app/store"
)

// diskFull fails at one step of writing.
type diskFull struct {
	platform.OS
	at string
}

var errFull = errors.New("no space left on device")

func (d diskFull) CreateTemp(dir string) (platform.File, error) {
	if d.at == "create" {
		return nil, errFull
	}
	f, err := d.OS.CreateTemp(dir)
	return fullFile{f, d.at}, err
}

func (d diskFull) Rename(from, to string) error {
	if d.at == "rename" {
		return errFull
	}
	return d.OS.Rename(from, to)
}

func (d diskFull) RenameNew(from, to string) error {
	if d.at == "rename" {
		return errFull
	}
	return d.OS.RenameNew(from, to)
}

func (d diskFull) Remove(name string) error {
	if d.at == "remove" && filepath.Ext(name) == ".age" {
		return &fs.PathError{Op: "remove", Path: name, Err: fs.ErrPermission}
	}
	return d.OS.Remove(name)
}

type fullFile struct {
	platform.File
	at string
}

func (f fullFile) Write(b []byte) (int, error) {
	if f.at == "write" {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, errFull
	}
	return f.File.Write(b)
}

func (f fullFile) Sync() error {
	if f.at == "sync" {
		return errFull
	}
	return f.File.Sync()
}

func TestDiskFull(t *testing.T) {
	for _, step := range []string{"create", "write", "sync", "rename"} {
		k := &keyring.Memory{}
		s, config := open(t, k)
		o := store.Options{Config: config, Keyring: k, AboutMe: true, Files: platform.Files{FS: diskFull{at: step}}}
		want(t, step+": on", store.New(o).SwitchOn(t.Context()), store.FileFailed)
		if _, err := k.Get(t.Context()); err != keyring.ErrMissing {
			t.Errorf("%s: an entry without a file is left: %v", step, err)
		}
		must(t, s.SwitchOn(t.Context()))
		must(t, s.Update(t.Context(), replace(full())))
		err := store.New(o).Update(t.Context(), replace(store.Document{}))
		want(t, step+": update", err, store.FileFailed)
		if !errors.Is(err, errFull) {
			t.Errorf("%s: the cause is lost: %v", step, err)
		}
		if got, err := s.Load(t.Context()); err != nil || !reflect.DeepEqual(got, full()) {
			t.Errorf("%s: %+v, %v", step, got, err)
		}
		if entries, _ := os.ReadDir(filepath.Dir(s.Path())); len(entries) != 2 { // the file and the lock
			t.Errorf("%s: left %v", step, entries)
		}
	}
}
