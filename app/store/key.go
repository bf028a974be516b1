package store

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"
)

// ShortestPassphrase is the fewest characters of a passphrase.
const ShortestPassphrase = 8

// WorkFactor is scrypt's for a passphrase, as a power of two: about a second and
// 256 MiB. A file that asks for more is Damaged.
const WorkFactor = 18

// State says how things stand, as far as the file tells.
type State string

const (
	// IsOff: there is no file.
	IsOff State = "off"
	// ByKeyring: the key is in the keyring.
	ByKeyring State = "keyring"
	// ByPassphrase: the key is a passphrase.
	ByPassphrase State = "passphrase"
)

// The first line of an age file and the beginnings of its second line
// (age-encryption.org/v1, "Header", "X25519 recipient stanza", "scrypt
// recipient stanza").
const (
	magic      = "age-encryption.org/v1\n"
	viaX25519  = "-> X25519 "
	viaScrypt  = "-> scrypt "
	largestAge = Largest + Largest/8 + 4096
)

// stateOf tells the kind of an encrypted file from its header.
func stateOf(raw []byte) (State, error) {
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	switch {
	case ok && bytes.HasPrefix(rest, []byte(viaX25519)):
		return ByKeyring, nil
	case ok && bytes.HasPrefix(rest, []byte(viaScrypt)):
		return ByPassphrase, nil
	}
	return "", fail(Damaged)
}

// A key opens and shuts the file. Its bytes are the text of an X25519 identity
// or a passphrase; wipe them.
type key struct {
	state  State
	text   []byte
	factor int
}

func (k *key) wipe() {
	if k != nil {
		clear(k.text)
	}
}

// newIdentity makes the text of a new X25519 identity.
func newIdentity() ([]byte, error) {
	i, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, &Error{Kind: FileFailed, Err: err}
	}
	return []byte(i.String()), nil
}

// newPassphrase checks a passphrase and brings it into one form, so that the
// same words typed with another input method are the same (NFKC).
func newPassphrase(p []byte) ([]byte, error) {
	text := norm.NFKC.Append(make([]byte, 0, 4*len(p)+64), p...)
	if utf8.RuneCount(text) < ShortestPassphrase {
		clear(text)
		return nil, fail(PassphraseShort)
	}
	return text, nil
}

func (k *key) identity() (age.Identity, error) {
	if k.state == ByPassphrase {
		i, err := age.NewScryptIdentity(string(k.text))
		if err != nil {
			return nil, fail(PassphraseShort)
		}
		i.SetMaxWorkFactor(max(k.factor, WorkFactor))
		return i, nil
	}
	i, err := age.ParseX25519Identity(string(k.text))
	if err != nil {
		return nil, fail(KeyWrong)
	}
	return i, nil
}

func (k *key) recipient() (age.Recipient, error) {
	if k.state == ByPassphrase {
		r, err := age.NewScryptRecipient(string(k.text))
		if err != nil {
			return nil, fail(PassphraseShort)
		}
		r.SetWorkFactor(k.factor)
		return r, nil
	}
	i, err := age.ParseX25519Identity(string(k.text))
	if err != nil {
		return nil, fail(KeyWrong)
	}
	return i.Recipient(), nil
}

// decrypt opens raw. What it returns is wiped by the caller.
func (k *key) decrypt(raw []byte) ([]byte, error) {
	i, err := k.identity()
	if err != nil {
		return nil, err
	}
	r, err := age.Decrypt(bytes.NewReader(raw), i)
	if err != nil {
		if _, ok := errors.AsType[*age.NoIdentityMatchError](err); !ok {
			return nil, fail(Damaged)
		}
		if k.state == ByPassphrase {
			return nil, fail(PassphraseWrong)
		}
		return nil, fail(KeyWrong)
	}
	// Room for all of it at once, so that no copy is left behind by growing.
	plain := bytes.NewBuffer(make([]byte, 0, len(raw)+bytes.MinRead))
	if _, err := plain.ReadFrom(io.LimitReader(r, Largest+1)); err != nil || plain.Len() > Largest {
		clear(plain.Bytes())
		return nil, fail(Damaged)
	}
	return plain.Bytes(), nil
}

// encrypt shuts plain up. Nothing of it touches the disk.
func (k *key) encrypt(plain []byte) ([]byte, error) {
	r, err := k.recipient()
	if err != nil {
		return nil, err
	}
	var raw bytes.Buffer
	w, err := age.Encrypt(&raw, r)
	if err != nil {
		return nil, &Error{Kind: FileFailed, Err: err}
	}
	if _, err = w.Write(plain); err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, &Error{Kind: FileFailed, Err: err}
	}
	return raw.Bytes(), nil
}
