package keyring

import (
	"context"
	"errors"
)

// Where the one entry lies.
const (
	Service = "app.madoguchi.desktop"
	Account = "store"
)

// Longest is the most bytes an entry may have: what Windows and macOS both hold.
const Longest = 2048

// Every error of this package matches exactly one of these with errors.Is. None
// of them holds any part of a secret.
var (
	// ErrMissing: there is no entry of ours.
	ErrMissing = errors.New("the keyring has no entry of this program")
	// ErrNoBus: no session bus is there to ask on.
	ErrNoBus = errors.New("there is no session bus, so there is no keyring to ask")
	// ErrNoService: the session bus is there, a keyring is not, or has no
	// collection yet.
	ErrNoService = errors.New("no keyring is running in this session")
	// ErrLocked: the keyring wants its own password first.
	ErrLocked = errors.New("the keyring is locked")
	// ErrDenied: the person or the system said no.
	ErrDenied = errors.New("the keyring refused")
	// ErrTimeout: the keyring did not answer in time. What was asked may still
	// happen.
	ErrTimeout = errors.New("the keyring did not answer in time")
	// ErrTooLong: an entry of none or of more than Longest bytes.
	ErrTooLong = errors.New("the entry is too long for a keyring")
	// ErrFailed: anything else.
	ErrFailed = errors.New("the keyring failed")
)

// Keyring is the one entry. Its methods may be called by several goroutines.
type Keyring interface {
	// Get returns the entry; the caller wipes it.
	Get(ctx context.Context) ([]byte, error)
	// Set writes the entry, replacing an old one. It keeps no hold of secret.
	Set(ctx context.Context, secret []byte) error
	// Delete removes the entry; ErrMissing when there was none.
	Delete(ctx context.Context) error
	// Unlock lets the system ask the person for the keyring's password. It is
	// called only because the person wanted that.
	Unlock(ctx context.Context) error
}

// kinds are the errors of this package, for those who map them.
var kinds = [...]error{ErrMissing, ErrNoBus, ErrNoService, ErrLocked, ErrDenied, ErrTimeout, ErrTooLong, ErrFailed}

// ours makes err one of this package's errors. The text of another library's
// error is not kept: nobody here has read all of them.
func ours(err error) error {
	if err == nil {
		return nil
	}
	for _, k := range kinds {
		if errors.Is(err, k) {
			return k
		}
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return ErrTimeout
	}
	return ErrFailed
}
