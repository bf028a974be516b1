package store

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"sync"

	"madoguchi/app/platform"
)

// VaultOptions are what a Vault works with.
type VaultOptions struct {
	// Config is the user's config folder (platform.Folders.Config). It need not
	// be there before Begin.
	Config string
	// Name is that of the folder in it and of the files in that, in lower-case
	// letters. Another than the Store's.
	Name string
	// Files writes; its zero value uses the operating system.
	Files platform.Files
	// Factor is scrypt's work factor for a new passphrase, 0 for WorkFactor.
	Factor int
}

// Endings of the two files a key may be in. While a key is being renewed both
// are there; whichever opens the file is the one.
const (
	currentEnding = ".key"
	nextEnding    = ".next"
)

// Vault is one encrypted file of bytes beside the Store. Its key is an X25519
// identity in a second file, which is encrypted to a passphrase. So the key can
// be destroyed while copies of the file live on, and writing asks scrypt for
// nothing.
//
// Its methods may be called by several goroutines, and by several processes at
// once. All errors are *Error, but those of a change. A process that is killed at
// any moment leaves the file as it was before or after the change.
type Vault struct {
	place
	factor int
	mu     sync.Mutex // guards held
	held   secrets
}

// NewVault returns the vault in a folder. It reads nothing.
func NewVault(o VaultOptions) *Vault {
	if o.Factor == 0 {
		o.Factor = WorkFactor
	}
	return &Vault{place: placeOf(o.Config, o.Name, o.Files), factor: o.Factor}
}

// State says from the files alone how things stand: IsOff or ByPassphrase. alone
// says that there is a key and no file: what was begun was not ended, or the file
// was taken away. The kinds of the error are Damaged and FileFailed.
func (v *Vault) State() (state State, alone bool, err error) {
	raw, err := v.read()
	if err != nil {
		return "", false, err
	}
	if raw == nil {
		return IsOff, v.keyThere(), nil
	}
	if kind, err := stateOf(raw); err != nil || kind != ByKeyring {
		return "", false, fail(Damaged)
	}
	return ByPassphrase, false, nil
}

// IsOpen says whether a passphrase is kept for this run.
func (v *Vault) IsOpen() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.held.passphrase != nil
}

// Begin makes the file with first in it, and its key, and keeps a copy of p until
// Close; the caller wipes p. It is On when there is a file, whatever is in it. A
// key that is there without a file is used when p opens it, and is KeyWrong and
// left as it is when not: a file may come back.
func (v *Vault) Begin(ctx context.Context, p, first []byte) error {
	passphrase, err := newPassphrase(p)
	if err != nil {
		return err
	}
	defer clear(passphrase)
	if v.there() {
		return fail(On)
	}
	unlock, err := lock(ctx, v.lockPath(), true)
	if err != nil {
		return err
	}
	defer unlock()
	if v.there() {
		return fail(On)
	}
	v.sweep()
	k, made, err := v.firstKey(passphrase)
	if err != nil {
		v.tidy()
		return err
	}
	defer k.wipe()
	if err = v.write(k, first, nil); err != nil {
		if made && !v.there() {
			err = joined(err, v.shred(v.keyName(currentEnding)))
		}
		v.tidy()
		return err
	}
	v.keep(passphrase)
	return nil
}

// Unlock keeps a copy of p until Close, when it opens the file; the caller wipes
// p. It takes about a second.
func (v *Vault) Unlock(ctx context.Context, p []byte) error {
	passphrase, err := newPassphrase(p)
	if err != nil {
		return err
	}
	defer clear(passphrase)
	v.keep(passphrase)
	plain, err := v.Load(ctx)
	clear(plain)
	if err != nil {
		v.Close()
	}
	return err
}

// Close wipes the passphrase and the key. The Vault can be used on.
func (v *Vault) Close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.held.wipe()
}

// Load reads what is in it. The caller wipes it.
func (v *Vault) Load(ctx context.Context) ([]byte, error) {
	if !v.there() {
		return nil, fail(Off)
	}
	unlock, err := lock(ctx, v.lockPath(), false)
	locked := err == nil
	switch {
	case locked:
		defer unlock()
	case KindOf(err) == Busy:
		return nil, err
	default: // the folder can only be read: nobody writes either
	}
	raw, err := v.read()
	if err != nil {
		return nil, err
	}
	if raw == nil {
		return nil, fail(Off)
	}
	plain, k, err := v.find(raw, locked)
	k.wipe()
	return plain, err
}

// Update reads what is in it, lets change change it, and writes it, in one go:
// what another window wrote before is in what change gets, and nothing comes
// between. Both slices are wiped here. When change or anything else fails, the
// file stays as it is; an error of change is returned as it is. change must not
// use the Vault.
func (v *Vault) Update(ctx context.Context, change func(before []byte) (after []byte, err error)) error {
	return v.inside(ctx, func(raw, before []byte, k *key) error {
		after, err := change(before)
		defer clear(after)
		if err != nil || bytes.Equal(before, after) {
			return err
		}
		return v.write(k, after, raw)
	})
}

// Renew is Update with a new key. In the end the old one is overwritten: older
// copies of the file open no more, whoever has the passphrase. A new passphrase
// may come with it, nil for the same; the caller wipes it. With KeyKept the
// change is done and the old key could not be overwritten yet; the next call that
// reads tries again.
func (v *Vault) Renew(ctx context.Context, p []byte, change func(before []byte) (after []byte, err error)) error {
	var passphrase []byte
	if p != nil {
		var err error
		if passphrase, err = newPassphrase(p); err != nil {
			return err
		}
		defer clear(passphrase)
	}
	return v.inside(ctx, func(raw, before []byte, _ *key) error {
		after, err := change(before)
		defer clear(after)
		if err != nil {
			return err
		}
		return v.renew(raw, after, passphrase)
	})
}

// renew keeps this order: the new key is on the disk before anything needs it,
// and the old one goes when nothing needs it any more.
func (v *Vault) renew(raw, after, passphrase []byte) error {
	text, err := newIdentity()
	if err != nil {
		return err
	}
	k := &key{state: ByKeyring, text: text}
	defer k.wipe()
	had := v.secrets()
	defer had.wipe()
	if had.passphrase == nil {
		return fail(PassphraseNeeded)
	}
	fresh := passphrase != nil
	if !fresh {
		passphrase = had.passphrase
	}
	next := v.keyName(nextEnding)
	if err := v.putKey(next, text, passphrase); KindOf(err) == On {
		return &Error{Kind: FileFailed, Err: err} // an old one that cannot be deleted
	} else if err != nil {
		return err
	}
	if err := v.write(k, after, raw); err != nil {
		// A rename that failed may have happened all the same.
		if now, readErr := v.read(); readErr == nil && bytes.Equal(now, raw) {
			_ = v.shred(next)
		}
		return err
	}
	if fresh {
		v.exchange(passphrase)
	}
	if err := v.settle(nextEnding); err != nil {
		return &Error{Kind: KeyKept, Err: err}
	}
	if shut, err := readAge(v.keyName(currentEnding)); err == nil && shut != nil {
		v.opened(shut, k.text)
	}
	return nil
}

// Forget overwrites and deletes first the key, then the file and what writers
// that were killed have left, whatever state they are in, without the
// passphrase. The error has the kind KeyKept or FileKept, or joins both. With
// Busy nothing was tried.
//
// On a hard disk nothing can be opened then, by anybody. A solid-state disk, a
// file system that copies on write, a backup or a snapshot may hold an older copy
// of the key for a while; what protects that copy is the passphrase alone.
func (v *Vault) Forget(ctx context.Context) (Forgotten, error) {
	v.Close()
	done := Forgotten{File: Absent, Key: Absent, Folder: v.dir}
	if !v.folderThere() {
		return done, nil
	}
	unlock, err := lock(ctx, v.lockPath(), false)
	if KindOf(err) == Busy {
		return Forgotten{File: Kept, Key: Kept, Folder: v.dir}, err
	}
	if err == nil {
		defer v.tidied(unlock)
	}
	var keyErr, fileErr error
	done.Key, keyErr = v.shredAll(KeyKept, v.keyName(currentEnding), v.keyName(nextEnding))
	done.File, fileErr = v.shredAll(FileKept, append(v.left(), v.Path())...)
	v.tidy()
	return done, errors.Join(keyErr, fileErr)
}

// inside calls do under the lock with what the file holds.
func (v *Vault) inside(ctx context.Context, do func(raw, plain []byte, k *key) error) error {
	if !v.there() {
		return fail(Off)
	}
	if !v.IsOpen() {
		return fail(PassphraseNeeded)
	}
	unlock, err := lock(ctx, v.lockPath(), false)
	if err != nil {
		return err
	}
	defer unlock()
	v.sweep()
	raw, err := v.read()
	if err != nil {
		return err
	}
	if raw == nil {
		return fail(Off)
	}
	plain, k, err := v.find(raw, true)
	if err != nil {
		return err
	}
	defer k.wipe()
	defer clear(plain)
	return do(raw, plain, k)
}

func (v *Vault) keyName(ending string) string { return filepath.Join(v.dir, v.name+ending) }
