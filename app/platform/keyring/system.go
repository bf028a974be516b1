package keyring

import (
	"context"
	"errors"
	"io/fs"
	"os/exec"
	"time"

	library "github.com/zalando/go-keyring"
)

const (
	// limit is how long the keyring may take for anything that no person has
	// to answer.
	limit = 3 * time.Second
	// patience is how long a person may take to unlock the keyring.
	patience = 2 * time.Minute
)

// System is the keyring of this computer. Nothing is asked before the first
// call. It is made by New.
type System struct {
	port  port
	limit time.Duration
	// turn holds one value while the system's keyring is being asked. A call
	// that never returns keeps it, so that hung calls do not pile up.
	turn chan struct{}
	// asking is the same for Unlock, so that there is one question at a time
	// and the other calls go on.
	asking chan struct{}
}

var _ Keyring = (*System)(nil)

// port is what System asks. All may block for as long as they like.
type port interface {
	// ready says whether the keyring can be asked without starting anything
	// and without a question to the person.
	ready(ctx context.Context) error
	unlock(ctx context.Context) error
	get() (string, error)
	set(secret string) error
	del() error
}

// New returns the keyring of this computer.
func New() *System { return newSystem(native{}, limit) }

func newSystem(p port, limit time.Duration) *System {
	return &System{port: p, limit: limit, turn: make(chan struct{}, 1), asking: make(chan struct{}, 1)}
}

// Get implements Keyring. It takes at most 3 s.
func (s *System) Get(ctx context.Context) ([]byte, error) {
	return s.quietly(ctx, func() ([]byte, error) {
		v, err := s.port.get()
		if len(v) > Longest {
			return nil, ErrTooLong
		}
		return []byte(v), err
	})
}

// Set implements Keyring. It takes at most 3 s. The library wants a string,
// which cannot be wiped.
func (s *System) Set(ctx context.Context, secret []byte) error {
	if len(secret) == 0 || len(secret) > Longest {
		return ErrTooLong
	}
	v := string(secret)
	_, err := s.quietly(ctx, func() ([]byte, error) { return nil, s.port.set(v) })
	return err
}

// Delete implements Keyring. It takes at most 3 s.
func (s *System) Delete(ctx context.Context) error {
	_, err := s.quietly(ctx, func() ([]byte, error) { return nil, s.port.del() })
	return err
}

// Unlock implements Keyring. It takes at most two minutes. The system's question
// stays on the screen when ctx or they end, until it is answered; another Unlock
// waits for that answer and puts no second question.
func (s *System) Unlock(ctx context.Context) error {
	_, err := s.bounded(ctx, s.asking, patience, func(ctx context.Context) ([]byte, error) { return nil, s.port.unlock(ctx) })
	return err
}

// quietly asks without a question to the person, within the limit.
func (s *System) quietly(ctx context.Context, ask func() ([]byte, error)) ([]byte, error) {
	return s.bounded(ctx, s.turn, s.limit, func(ctx context.Context) ([]byte, error) {
		if err := s.port.ready(ctx); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, ErrTimeout // too late to change anything
		}
		return ask()
	})
}

// unpanicked keeps a service that answers with something of another type from
// ending the program: the library asserts types.
func unpanicked(ctx context.Context, ask func(context.Context) ([]byte, error)) (secret []byte, err error) {
	defer func() {
		if recover() != nil {
			secret, err = nil, ErrFailed
		}
	}()
	return ask(ctx)
}

type answer struct {
	secret []byte
	err    error
}

// bounded runs ask in a goroutine of its own and waits no longer than limit,
// the wait for another call's end included. turn is held until ask returns.
func (s *System) bounded(ctx context.Context, turn chan struct{}, limit time.Duration, ask func(context.Context) ([]byte, error)) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	select {
	case turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ErrTimeout
	}
	answers := make(chan answer)
	go func() {
		defer func() { <-turn }()
		secret, err := unpanicked(ctx, ask)
		select {
		case answers <- answer{secret, err}:
		case <-ctx.Done():
			clear(secret) // nobody waits for it any more
		}
	}()
	select {
	case a := <-answers:
		if a.err != nil {
			clear(a.secret)
			return nil, ours(classified(a.err))
		}
		return a.secret, nil
	case <-ctx.Done():
		return nil, ErrTimeout
	}
}

// native is the library with the look before it (ready and unlock are in a file
// for each kind of system).
type native struct{}

var _ port = native{}

func (native) get() (string, error)    { return library.Get(Service, Account) }
func (native) set(secret string) error { return library.Set(Service, Account, secret) }
func (native) del() error              { return library.Delete(Service, Account) }

// classified recognises the errors of the library and of what it calls.
func classified(err error) error {
	if errors.Is(err, library.ErrNotFound) {
		return ErrMissing
	}
	if errors.Is(err, library.ErrSetDataTooBig) {
		return ErrTooLong
	}
	if errors.Is(err, fs.ErrPermission) { // Windows: ERROR_ACCESS_DENIED
		return ErrDenied
	}
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		// macOS: security(1) exits with the low byte of the OSStatus.
		switch e.ExitCode() {
		case 36: // errSecInteractionNotAllowed
			return ErrLocked
		case 51, 128: // errSecAuthFailed, errSecUserCanceled
			return ErrDenied
		}
	}
	return classifiedBus(err)
}
