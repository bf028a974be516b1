package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"madoguchi/app/platform"
)

// An overwriter is a file port that overwrites too. Tests put one in place of the
// operating system.
type overwriter interface {
	// Overwrite replaces every byte of an existing file by random ones, in its
	// place on the disk as far as the system goes, and makes them last.
	Overwrite(name string) error
}

// find opens raw with the key that opens it. With settle, which needs the lock,
// the other key is then destroyed if there is one. Close need not wait for it.
func (v *Vault) find(raw []byte, settle bool) (plain []byte, k *key, err error) {
	if kind, err := stateOf(raw); err != nil || kind != ByKeyring {
		return nil, nil, fail(Damaged)
	}
	had := v.secrets()
	defer had.wipe()
	if had.passphrase == nil {
		return nil, nil, fail(PassphraseNeeded)
	}
	said := error(fail(KeyMissing))
	for _, ending := range []string{currentEnding, nextEnding} {
		shut, err := readAge(v.keyName(ending))
		if err == nil && shut == nil {
			continue
		}
		k := &key{state: ByKeyring}
		if err == nil {
			k.text, err = had.unshut(shut, v.factor)
		}
		if err == nil {
			plain, err = k.decrypt(raw)
		}
		if err == nil {
			v.opened(shut, k.text)
			if settle {
				_ = v.settle(ending) // the next call tries again
			}
			return plain, k, nil
		}
		k.wipe()
		if tells(err) >= tells(said) {
			said = err
		}
	}
	return nil, nil, said
}

// tells is how much an error about one of two keys says about the file: of a key
// that is being destroyed nothing, of a passphrase most.
func tells(err error) int {
	return slices.Index([]Kind{KeyMissing, Damaged, KeyWrong, FileFailed, PassphraseWrong}, KindOf(err))
}

// settle destroys the key that is not in the file with this ending, and gives
// that one its lasting name.
func (v *Vault) settle(ending string) error {
	current, next := v.keyName(currentEnding), v.keyName(nextEnding)
	if ending == currentEnding {
		return v.shred(next)
	}
	if err := v.shred(current); err != nil {
		return err
	}
	port := v.files.FS
	if port == nil {
		port = platform.OS{}
	}
	if err := port.RenameNew(next, current); err != nil {
		return fileFailed(err)
	}
	_ = port.SyncDir(v.dir)
	return nil
}

// firstKey finds a key that is there without a file, or makes one.
func (v *Vault) firstKey(passphrase []byte) (k *key, made bool, err error) {
	for _, ending := range []string{currentEnding, nextEnding} {
		shut, err := readAge(v.keyName(ending))
		if err == nil && shut == nil {
			continue
		}
		if err != nil {
			return nil, false, err
		}
		if text, err := unseal(passphrase, shut, v.factor); err == nil {
			return &key{state: ByKeyring, text: text}, false, nil
		}
	}
	if v.keyThere() {
		return nil, false, fail(KeyWrong)
	}
	text, err := newIdentity()
	if err != nil {
		return nil, false, err
	}
	if err := v.putKey(v.keyName(currentEnding), text, passphrase); err != nil {
		clear(text)
		return nil, false, err
	}
	return &key{state: ByKeyring, text: text}, true, nil
}

func (v *Vault) putKey(name string, text, passphrase []byte) error {
	return v.put(name, &key{ByPassphrase, passphrase, v.factor}, text, false, func() error { return nil })
}

func (v *Vault) keyThere() bool {
	for _, ending := range []string{currentEnding, nextEnding} {
		if _, err := os.Lstat(v.keyName(ending)); !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

// secrets are what a Vault holds in memory while it is open.
type secrets struct {
	passphrase []byte
	shut, text []byte // the key's file last opened, and what was in it
}

func (s *secrets) wipe() {
	clear(s.passphrase)
	clear(s.text)
	*s = secrets{}
}

// unshut opens a key's file, the one last opened without scrypt.
func (s *secrets) unshut(shut []byte, factor int) ([]byte, error) {
	if s.text != nil && bytes.Equal(shut, s.shut) {
		return bytes.Clone(s.text), nil
	}
	return unseal(s.passphrase, shut, factor)
}

// secrets gives a copy, which the caller wipes.
func (v *Vault) secrets() secrets {
	v.mu.Lock()
	defer v.mu.Unlock()
	return secrets{bytes.Clone(v.held.passphrase), v.held.shut, bytes.Clone(v.held.text)}
}

// keep keeps a copy of a passphrase in its one form.
func (v *Vault) keep(passphrase []byte) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.held.wipe()
	v.held.passphrase = bytes.Clone(passphrase)
}

// exchange keeps another passphrase, unless the Vault was closed meanwhile.
func (v *Vault) exchange(passphrase []byte) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.held.passphrase != nil {
		v.held.wipe()
		v.held.passphrase = bytes.Clone(passphrase)
	}
}

// opened keeps a copy of the key, unless the Vault was closed meanwhile.
func (v *Vault) opened(shut, text []byte) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.held.passphrase != nil {
		clear(v.held.text)
		v.held.shut, v.held.text = shut, bytes.Clone(text)
	}
}

// sweep destroys what writers that were killed have left: a key may be in it.
func (v *Vault) sweep() {
	for _, name := range v.left() {
		_ = v.shred(name)
	}
}

// shredAll shreds all of names that are there.
func (p place) shredAll(failed Kind, names ...string) (Fate, error) {
	fate := Absent
	var first error
	for _, name := range names {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := p.shred(name); err != nil {
			fate, first = Kept, &Error{Kind: failed, Err: err}
		} else if fate == Absent {
			fate = Deleted
		}
	}
	return fate, first
}

// shred overwrites a file and deletes it; one that cannot be overwritten is
// deleted all the same, and is an error. One that is not there is none.
func (p place) shred(name string) error {
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var over error
	switch port, ok := p.files.FS.(overwriter); {
	case err != nil:
		over = err
	case !info.Mode().IsRegular(): // a link is deleted, not what it leads to
	case ok:
		over = port.Overwrite(name)
	default:
		over = overwrite(name, info.Size())
	}
	if err := p.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileFailed(err)
	}
	if over != nil {
		return fileFailed(over)
	}
	return nil
}

func overwrite(name string, size int64) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, rand.Reader, size)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// Seal encrypts plain to a passphrase, as a file of its own for somebody else.
// factor is scrypt's, 0 for WorkFactor. The kinds of the error are
// PassphraseShort and FileFailed; the caller wipes p and plain.
func Seal(p, plain []byte, factor int) ([]byte, error) {
	passphrase, err := newPassphrase(p)
	if err != nil {
		return nil, err
	}
	defer clear(passphrase)
	if factor == 0 {
		factor = WorkFactor
	}
	return (&key{ByPassphrase, passphrase, factor}).encrypt(plain)
}

// Sealed says whether raw begins as what Seal gives.
func Sealed(raw []byte) bool {
	state, err := stateOf(raw)
	return err == nil && state == ByPassphrase
}

// Unseal opens what Seal gave. The kinds of the error are PassphraseShort,
// PassphraseWrong and Damaged; the caller wipes p and what it gets.
func Unseal(p, raw []byte) ([]byte, error) {
	passphrase, err := newPassphrase(p)
	if err != nil {
		return nil, err
	}
	defer clear(passphrase)
	return unseal(passphrase, raw, WorkFactor)
}

func unseal(passphrase, raw []byte, factor int) ([]byte, error) {
	if !Sealed(raw) {
		return nil, fail(Damaged)
	}
	return (&key{ByPassphrase, passphrase, factor}).decrypt(raw)
}
