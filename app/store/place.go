package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"madoguchi/app/platform"
)

// Names inside a folder of ours are its own name with these endings.
const (
	fileEnding = ".age"
	lockEnding = ".lock"
)

// leftovers are the temporary files of writers that were killed (platform.Files).
// What they hold is encrypted, but to the same passphrase.
const leftovers = ".madoguchi-*.tmp"

// A place is a folder inside the user's config folder, with one encrypted file
// and a lock. Everything in it is ours.
type place struct {
	dir, name string
	files     platform.Files
}

func placeOf(config, name string, files platform.Files) place {
	return place{filepath.Join(config, name), name, files}
}

// Path is the name of the file, whether it is there or not.
func (p place) Path() string { return filepath.Join(p.dir, p.name+fileEnding) }

func (p place) lockPath() string { return filepath.Join(p.dir, p.name+lockEnding) }

// there says whether there is anything by the file's name.
func (p place) there() bool {
	_, err := os.Lstat(p.Path())
	return !errors.Is(err, fs.ErrNotExist)
}

// read returns the encrypted file, nil when there is none.
func (p place) read() ([]byte, error) { return readAge(p.Path()) }

func readAge(name string) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fileFailed(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fileFailed(err)
	}
	if !info.Mode().IsRegular() || info.Size() > largestAge {
		return nil, fail(Damaged)
	}
	raw, err := io.ReadAll(io.LimitReader(f, largestAge+1))
	if err != nil {
		return nil, fileFailed(err)
	}
	if raw == nil {
		raw = []byte{}
	}
	return raw, nil
}

// readLocked reads while nobody writes: some systems do not let a file be
// replaced while it is being read. It is Off when there is none.
func (p place) readLocked(ctx context.Context) ([]byte, error) {
	if !p.there() {
		return nil, fail(Off)
	}
	unlock, err := lock(ctx, p.lockPath(), false)
	switch {
	case err == nil:
		defer unlock()
	case KindOf(err) == Busy:
		return nil, err
	default: // the folder can only be read: nobody writes either
	}
	raw, err := p.read()
	if err == nil && raw == nil {
		err = fail(Off)
	}
	return raw, err
}

// write puts plain where before was (nil for nothing), under the lock. A writer
// that knows no lock is noticed too.
func (p place) write(k *key, plain, before []byte) error {
	return p.put(p.Path(), k, plain, before != nil, func() error {
		now, err := p.read()
		if err != nil {
			return err
		}
		if !bytes.Equal(now, before) || (now == nil) != (before == nil) {
			return fail(Busy)
		}
		return nil
	})
}

// put writes plain, shut with k, to a file; look has the last word before it gets
// its name.
func (p place) put(name string, k *key, plain []byte, replace bool, look func() error) error {
	raw, err := k.encrypt(plain)
	if err != nil {
		return err
	}
	out, err := p.files.CreateBeside(name, replace)
	if err != nil {
		return writeFailed(err)
	}
	defer func() { _ = out.Abort() }()
	if _, err := out.Write(raw); err != nil {
		return writeFailed(err)
	}
	if err := look(); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return writeFailed(err)
	}
	return nil
}

func writeFailed(err error) error {
	switch {
	case errors.Is(err, platform.ErrExists):
		return fail(On)
	case errors.Is(err, platform.ErrNotFile):
		return fail(Damaged)
	}
	return fileFailed(err)
}

// left lists the leftovers in the folder.
func (p place) left() []string {
	var names []string
	entries, _ := os.ReadDir(p.dir)
	for _, e := range entries {
		if ok, _ := filepath.Match(leftovers, e.Name()); ok {
			names = append(names, filepath.Join(p.dir, e.Name()))
		}
	}
	return names
}

func (p place) folderThere() bool {
	_, err := os.Lstat(p.dir)
	return !errors.Is(err, fs.ErrNotExist)
}

// tidied unlocks after tidy.
func (p place) tidied(unlock func()) {
	unlock()
	if runtime.GOOS == "windows" { // an open file cannot be removed there, nor one that another has opened
		p.tidy()
	}
}

// tidy takes our folder away when nothing but the lock is in it. It is called
// under the lock and is the last thing done there: who comes next makes a new one.
func (p place) tidy() {
	entries, err := os.ReadDir(p.dir)
	if err != nil || len(entries) > 1 || len(entries) == 1 && entries[0].Name() != p.name+lockEnding {
		return
	}
	_ = os.Remove(p.lockPath())
	_ = os.Remove(p.dir)
}

func (p place) remove(name string) error {
	if p.files.FS != nil {
		return p.files.FS.Remove(name)
	}
	return os.Remove(name)
}
