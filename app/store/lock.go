package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	// longestWait is how long another window or command is waited for: it may be
	// making two keys from a passphrase.
	longestWait = 10 * time.Second
	nextLook    = 20 * time.Millisecond
)

var (
	errHeld    = errors.New("another process has the lock")
	errNoLocks = errors.New("this file system knows no locks")
)

// lock takes the lock that keeps writers apart, in this process and in others,
// and returns what gives it back. name is an empty file beside the store's. A
// file system without locks gives one that does nothing. Without its folder it is
// Off; with folder that is made first, again and again, for Forget may just be
// taking it away.
func lock(ctx context.Context, name string, folder bool) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	tick := time.NewTicker(nextLook)
	defer tick.Stop()
	for {
		f, err := hold(name, folder)
		switch {
		case err == nil:
			return func() { _ = f.Close() }, nil
		case errors.Is(err, errNoLocks):
			return func() {}, nil
		case errors.Is(err, fs.ErrNotExist):
			return nil, fail(Off)
		case !errors.Is(err, errHeld):
			return nil, fileFailed(err)
		}
		select {
		case <-ctx.Done():
			return nil, fail(Busy)
		case <-tick.C:
		}
	}
}

// hold tries once. The lock lasts as long as f is open.
func hold(name string, folder bool) (f *os.File, err error) {
	if folder {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return nil, err
		}
	}
	f, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if folder && errors.Is(err, fs.ErrNotExist) {
		return nil, errHeld
	}
	if err != nil {
		return nil, err
	}
	if err = tryLock(f); err == nil && !sameFile(f, name) {
		err = errHeld
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// sameFile says whether name still leads to f: Forget takes the lock's file away
// while it has the lock, and who waited for that one waits for nothing.
func sameFile(f *os.File, name string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	now, err := os.Stat(name)
	return err == nil && os.SameFile(mine, now)
}
