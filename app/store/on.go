package store

import (
	"bytes"
	"context"
	"errors"

	"madoguchi/app/platform/keyring"
)

// SwitchOn begins to remember, with the key in the keyring. An entry of ours
// that is there already is used and not written over: another file may need it.
// It is On when there is a file, whatever is in it. When it fails, nothing has
// been switched on.
func (s *Store) SwitchOn(ctx context.Context) error {
	if s.o.Keyring == nil {
		return s.allowed(fail(KeyringNone))
	}
	return s.begin(ctx, s.keyInKeyring)
}

// SwitchOnWithPassphrase begins to remember, for where there is no keyring. It
// keeps a copy of p as UsePassphrase does; the caller wipes p.
func (s *Store) SwitchOnWithPassphrase(ctx context.Context, p []byte) error {
	if !s.o.AboutMe {
		return fail(NotAboutMe)
	}
	text, err := newPassphrase(p)
	if err != nil {
		return err
	}
	defer clear(text)
	err = s.begin(ctx, func(context.Context) (*key, func() error, error) {
		return &key{ByPassphrase, text, s.o.Factor}, func() error { return nil }, nil
	})
	if err != nil {
		return err
	}
	return s.UsePassphrase(p)
}

// begin makes the first file with the key that find gives. undo takes the key
// back when the file cannot be made.
func (s *Store) begin(ctx context.Context, find func(context.Context) (k *key, undo func() error, err error)) error {
	if err := s.allowed(nil); err != nil {
		return err
	}
	if s.there() {
		return fail(On)
	}
	unlock, err := lock(ctx, s.lockPath(), true)
	if err != nil {
		return err
	}
	defer unlock()
	if s.there() {
		return fail(On)
	}
	k, undo, err := find(ctx)
	if err != nil {
		s.tidy()
		return err
	}
	defer k.wipe()
	plain, err := Encode(Document{})
	if err == nil {
		err = s.write(k, plain, nil)
	}
	if err == nil {
		err = s.opens(k)
	}
	if err != nil {
		err = joined(err, undo()) // while nobody else can begin with that key
		s.tidy()
		return err
	}
	return nil
}

// opens sees whether the file that was just made can be read again.
func (s *Store) opens(k *key) error {
	raw, err := s.read()
	if err == nil {
		var plain []byte
		plain, _, err = opened(k, raw)
		clear(plain)
	}
	if err != nil {
		_ = s.remove(s.Path())
	}
	return err
}

// keyInKeyring finds our entry in the keyring or makes it, and sees that it is
// there to stay.
func (s *Store) keyInKeyring(ctx context.Context) (*key, func() error, error) {
	keep := func() error { return nil }
	text, err := s.o.Keyring.Get(ctx)
	if err == nil {
		k := &key{state: ByKeyring, text: text}
		if _, err := k.identity(); err != nil {
			k.wipe()
			return nil, nil, err
		}
		return k, keep, nil
	}
	if !errors.Is(err, keyring.ErrMissing) {
		return nil, nil, keyringFailed(err)
	}
	if text, err = newIdentity(); err != nil {
		return nil, nil, err
	}
	k := &key{state: ByKeyring, text: text}
	undo := func() error {
		err := s.o.Keyring.Delete(context.WithoutCancel(ctx))
		if err == nil || errors.Is(err, keyring.ErrMissing) {
			return nil
		}
		return &Error{Kind: KeyKept, Err: keyringFailed(err)}
	}
	if err := s.o.Keyring.Set(ctx, text); err != nil {
		k.wipe()
		// After a time-out it may still come to be. Then it is used the next time.
		return nil, nil, keyringFailed(err)
	}
	again, err := s.o.Keyring.Get(ctx)
	defer clear(again)
	if err != nil || !bytes.Equal(again, text) {
		k.wipe()
		if err == nil || errors.Is(err, keyring.ErrMissing) {
			err = keyring.ErrFailed // it said yes and kept nothing
		}
		return nil, nil, joined(keyringFailed(err), undo())
	}
	return k, undo, nil
}

// joined keeps both when there are two.
func joined(err, second error) error {
	if second == nil {
		return err
	}
	return errors.Join(err, second)
}
