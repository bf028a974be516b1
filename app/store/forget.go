package store

import (
	"context"
	"errors"
	"io/fs"

	"madoguchi/app/platform/keyring"
)

// Fate is what became of one of the two things there are to delete.
type Fate string

const (
	// Deleted: it was there and is gone.
	Deleted Fate = "deleted"
	// Absent: it was not there.
	Absent Fate = "absent"
	// Kept: it is there, or may be, and could not be deleted.
	Kept Fate = "kept"
	// NotAsked: there is no keyring to ask here, and nothing says that there
	// was an entry.
	NotAsked Fate = "not_asked"
)

// Forgotten is what Forget did.
type Forgotten struct {
	File, Key Fate
	// Folder is where a file that was Kept lies, for the person to delete it.
	Folder string
}

// Forget deletes the file, with what writers that were killed have left, and the
// entry in the keyring, whatever state they are in and whoever is at the screen.
// One that cannot be deleted does not save the other. The error has the kind
// FileKept or KeyKept, or joins both; the cause is wrapped. With Busy nothing
// was tried.
func (s *Store) Forget(ctx context.Context) (Forgotten, error) {
	s.Close()
	done := Forgotten{File: Absent, Key: Absent, Folder: s.dir}
	// What is no file of a passphrase may have an entry.
	wanted := false
	var fileErr error
	if s.folderThere() {
		unlock, err := lock(ctx, s.lockPath(), false)
		if KindOf(err) == Busy {
			return Forgotten{File: Kept, Key: Kept, Folder: s.dir}, err
		}
		if err == nil {
			defer s.tidied(unlock)
		}
		if s.there() {
			state, _ := s.State()
			wanted = state != ByPassphrase
		}
		done.File, fileErr = s.forgetFiles()
	}
	var keyErr error
	done.Key, keyErr = s.forgetKey(ctx, wanted)
	s.tidy()
	return done, errors.Join(fileErr, keyErr)
}

// forgetFiles deletes the file and the leftovers.
func (s *Store) forgetFiles() (Fate, error) {
	fate := Absent
	var first error
	for _, name := range append([]string{s.Path()}, s.left()...) {
		switch err := s.remove(name); {
		case err == nil:
			if fate == Absent {
				fate = Deleted
			}
		case !errors.Is(err, fs.ErrNotExist):
			fate = Kept
			first = &Error{Kind: FileKept, Err: fileFailed(err)}
		}
	}
	return fate, first
}

// forgetKey deletes the entry. wanted says that there ought to be one.
func (s *Store) forgetKey(ctx context.Context, wanted bool) (Fate, error) {
	err := error(keyring.ErrNoBus)
	if s.o.Keyring != nil {
		err = s.o.Keyring.Delete(ctx)
	}
	switch {
	case err == nil:
		return Deleted, nil
	case errors.Is(err, keyring.ErrMissing):
		return Absent, nil
	case !wanted && (errors.Is(err, keyring.ErrNoBus) || errors.Is(err, keyring.ErrNoService)):
		return NotAsked, nil
	}
	return Kept, &Error{Kind: KeyKept, Err: keyringFailed(err)}
}
