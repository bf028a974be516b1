package casebook_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"madoguchi/app/casebook"
	"madoguchi/app/platform"
)

func oneFile(text string) fs.FS { return fstest.MapFS{"x.yaml": {Data: []byte(text)}} }

// stopping waits before it gives a file its name.
type stopping struct {
	platform.OS
	in, out chan struct{}
}

func (s stopping) Rename(from, to string) error {
	close(s.in)
	<-s.out
	return s.OS.Rename(from, to)
}

var errFull = errors.New("no space left on device")

// diskFull fails at one step of writing.
type diskFull struct {
	platform.OS
	at string
}

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

func (d diskFull) Overwrite(name string) error {
	if d.at == "overwrite" {
		return errFull
	}
	return nil
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

// TestDiskFull: told, nothing saved is lost, nothing is left behind.
func TestDiskFull(t *testing.T) {
	for _, step := range []string{"create", "write", "sync", "rename"} {
		t.Run(step, func(t *testing.T) {
			config := filepath.Join(t.TempDir(), "config")
			stuck := casebook.New(options(t, config, diskFull{at: step}))
			want(t, "make", stuck.Make(t.Context(), []byte(passphrase)), casebook.FileFailed)
			if left, _ := os.ReadDir(config); len(left) != 0 {
				t.Errorf("left %v", left)
			}
			b := casebook.New(options(t, config, nil))
			must(t, b.Make(t.Context(), []byte(passphrase)))
			c := put(t, b, lantern())
			must(t, stuck.Open(t.Context(), []byte(passphrase)))
			_, err := stuck.Put(t.Context(), casebook.Case{Nickname: "comet"})
			want(t, "put", err, casebook.FileFailed)
			if !errors.Is(err, errFull) {
				t.Errorf("the cause is lost: %v", err)
			}
			want(t, "burn", stuck.Burn(t.Context(), c.ID), casebook.FileFailed)
			dir := t.TempDir()
			_, err = stuck.HandOver(t.Context(), c.ID, dir, []byte(passphrase))
			want(t, "hand over", err, casebook.FileFailed)
			if left, _ := os.ReadDir(dir); len(left) != 0 {
				t.Errorf("left %v", left)
			}
			if names := nicknames(t, opened(t, config)); !slices.Equal(names, []string{"ともしび"}) {
				t.Errorf("%v", names)
			}
			if left, _ := os.ReadDir(filepath.Dir(b.Path())); len(left) != 3 { // file, key, lock
				t.Errorf("left %v", left)
			}
		})
	}
}

// TestKeyThatCannotBeOverwritten: the case is out, and it is said that its key
// may still be found.
func TestKeyThatCannotBeOverwritten(t *testing.T) {
	b, config := made(t)
	c := put(t, b, lantern())
	stuck := casebook.New(options(t, config, diskFull{at: "overwrite"}))
	must(t, stuck.Open(t.Context(), []byte(passphrase)))
	want(t, "burn", stuck.Burn(t.Context(), c.ID), casebook.KeyKept)
	if names := nicknames(t, opened(t, config)); len(names) != 0 {
		t.Errorf("%v", names)
	}
	_, err := stuck.BurnAll(t.Context())
	want(t, "burn all", err, casebook.KeyKept)
	if left, _ := os.ReadDir(config); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}
