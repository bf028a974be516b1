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
		if folder {
			if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
				return nil, fileFailed(err)
			}
		}
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
		switch {
		case errors.Is(err, fs.ErrNotExist) && folder:
			err = errHeld
		case errors.Is(err, fs.ErrNotExist):
			return nil, fail(Off)
		case err == nil:
			err = tryLock(f)
		}
		switch {
		case errors.Is(err, errNoLocks):
			_ = f.Close()
			return func() {}, nil
		case err == nil && sameFile(f, name):
			return func() { _ = f.Close() }, nil
		case err != nil && !errors.Is(err, errHeld):
			if f != nil {
				_ = f.Close()
			}
			return nil, fileFailed(err)
		}
		if f != nil {
			_ = f.Close()
		}
		select {
		case <-ctx.Done():
			return nil, fail(Busy)
		case <-tick.C:
		}
	}
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
