package store

import (
	"bytes"
	"context"
	"sync"

	"madoguchi/app/platform"
	"madoguchi/app/platform/keyring"
)

// storeName is the name of the Store's folder and files.
const storeName = "store"

// Options are what a Store works with.
type Options struct {
	// Config is the user's config folder (platform.Folders.Config). It need not
	// be there before SwitchOn.
	Config string
	// Files writes; its zero value uses the operating system.
	Files platform.Files
	// Keyring holds the key; nil is a computer without one.
	Keyring keyring.Keyring
	// AboutMe says that the person at the screen chose "about me". Without it
	// all but State and Forget is refused.
	AboutMe bool
	// Factor is scrypt's work factor for a new passphrase, 0 for WorkFactor.
	Factor int
}

// Store is what this computer remembers. Its methods may be called by several
// goroutines, and by several processes at once. All errors are *Error.
//
// No method asks the keyring but SwitchOn, Load, Update, UnlockKeyring and
// Forget.
type Store struct {
	place
	o          Options
	mu         sync.Mutex // guards passphrase
	passphrase []byte
}

// New returns the store in a folder. It reads nothing and asks nothing.
func New(o Options) *Store {
	if o.Factor == 0 {
		o.Factor = WorkFactor
	}
	return &Store{place: placeOf(o.Config, storeName, o.Files), o: o}
}

// State says from the file alone how things stand. The kinds of its errors are
// Damaged and FileFailed.
func (s *Store) State() (State, error) {
	raw, err := s.read()
	if err != nil {
		return "", err
	}
	if raw == nil {
		return IsOff, nil
	}
	return stateOf(raw)
}

// UsePassphrase keeps a copy of p for this run, until Close; the caller wipes p.
// Whether it opens the file is seen by Load.
func (s *Store) UsePassphrase(p []byte) error {
	text, err := newPassphrase(p)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.passphrase)
	s.passphrase = text
	return nil
}

// Close wipes the passphrase. The Store can be used on.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.passphrase)
	s.passphrase = nil
}

// UnlockKeyring lets the system ask the person for the keyring's own password.
// It is called after KeyringLocked, when the person wants that.
func (s *Store) UnlockKeyring(ctx context.Context) error {
	switch {
	case !s.o.AboutMe:
		return fail(NotAboutMe)
	case s.o.Keyring == nil:
		return fail(KeyringNone)
	}
	if err := s.o.Keyring.Unlock(ctx); err != nil {
		return keyringFailed(err)
	}
	return nil
}

// Load reads what is remembered.
func (s *Store) Load(ctx context.Context) (Document, error) {
	if err := s.allowed(nil); err != nil {
		return Document{}, err
	}
	raw, err := s.readLocked(ctx)
	if err != nil {
		return Document{}, err
	}
	k, err := s.keyFor(ctx, raw)
	if err != nil {
		return Document{}, err
	}
	defer k.wipe()
	plain, d, err := opened(k, raw)
	clear(plain)
	return d, err
}

// Update reads what is remembered, lets change change it, and writes it, in one
// go: what another window wrote before is in what change gets, and nothing comes
// between. When change or anything else fails, the file stays as it is; an error
// of change is returned as it is. change must not use the Store: it would wait
// for itself, until Busy.
func (s *Store) Update(ctx context.Context, change func(*Document) error) error {
	if err := s.allowed(nil); err != nil {
		return err
	}
	raw, err := s.readLocked(ctx)
	if err != nil {
		return err
	}
	k, err := s.keyFor(ctx, raw) // outside the lock: it may take a while
	if err != nil {
		return err
	}
	defer k.wipe()
	unlock, err := lock(ctx, s.lockPath(), false)
	if err != nil {
		return err
	}
	defer unlock()
	if raw, err = s.read(); err != nil {
		return err
	}
	if raw == nil {
		return fail(Off)
	}
	before, d, err := opened(k, raw)
	if err != nil {
		return err
	}
	defer clear(before)
	if err := change(&d); err != nil {
		return err
	}
	after, err := Encode(d)
	if err != nil {
		return err
	}
	defer clear(after)
	if bytes.Equal(before, after) {
		return nil
	}
	return s.write(k, after, raw)
}

// allowed is err, or the refusal of what is not "about me".
func (s *Store) allowed(err *Error) error {
	if !s.o.AboutMe {
		return fail(NotAboutMe)
	}
	if err != nil {
		return err
	}
	return nil
}

// keyFor finds the key to raw.
func (s *Store) keyFor(ctx context.Context, raw []byte) (*key, error) {
	state, err := stateOf(raw)
	if err != nil {
		return nil, err
	}
	if state == ByPassphrase {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.passphrase == nil {
			return nil, fail(PassphraseNeeded)
		}
		return &key{ByPassphrase, bytes.Clone(s.passphrase), s.o.Factor}, nil
	}
	if s.o.Keyring == nil {
		return nil, fail(KeyringNone)
	}
	text, err := s.o.Keyring.Get(ctx)
	if err != nil {
		return nil, keyringFailed(err)
	}
	return &key{state: ByKeyring, text: text}, nil
}

// opened decrypts and decodes. The caller wipes plain.
func opened(k *key, raw []byte) (plain []byte, d Document, err error) {
	state, err := stateOf(raw)
	if err != nil {
		return nil, d, err
	}
	if state != k.state { // it was begun anew in between
		return nil, d, fail(Busy)
	}
	if plain, err = k.decrypt(raw); err != nil {
		return nil, d, err
	}
	if d, err = Decode(plain); err != nil {
		clear(plain)
		return nil, d, err
	}
	return plain, d, nil
}
