//go:build windows || cgo

package pcsc

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"time"

	"github.com/ebfe/scard"

	"madoguchi/card"
)

const (
	// lookAgain bounds one blocking wait. The notification reader tells of
	// readers that come and go, but pcscd can miss one that changes between
	// two calls, and macOS has no notification reader at all.
	lookAgain = 2 * time.Second
	// cancelEvery is how often a wait is cancelled until it has ended: a
	// cancel that arrives before the service has begun to wait is lost.
	cancelEvery = 10 * time.Millisecond
	// restless is the least time between two looks that show the same. A
	// service may call every transaction of another program a change, or refuse
	// the question at once.
	restless = 50 * time.Millisecond
)

// New returns the computer's smart-card service. Nothing is opened until a
// method is called and nothing stays open after it, except by Open. It is safe
// for concurrent use.
func New() card.System {
	return &system{seen: map[string]sighting{}, held: map[string]int{}, busy: map[int]bool{}}
}

type system struct {
	mu sync.Mutex
	// seen is what the last look showed of every reader ever seen.
	seen map[string]sighting
	// held counts our own exclusive handles per reader: the service reports a
	// card we hold ourselves as held exclusively.
	held map[string]int
	// busy are the numbers of the waits under way, see waitName.
	busy map[int]bool
}

var _ card.System = (*system)(nil)

func (s *system) Readers(ctx context.Context) ([]card.ReaderState, error) {
	const op = "list readers"
	if err := ctx.Err(); err != nil {
		return nil, card.Fail(card.Cancelled, op, err)
	}
	c, err := scard.EstablishContext()
	if err != nil {
		s.serviceGone()
		return nil, failure(op, err)
	}
	defer func() { _ = c.Release() }()
	list, _, err := s.look(c)
	return list, failure(op, err)
}

func (s *system) Wait(ctx context.Context, known []card.ReaderState) ([]card.ReaderState, error) {
	const op = "wait for readers"
	if err := ctx.Err(); err != nil {
		return nil, card.Fail(card.Cancelled, op, err)
	}
	c, err := scard.EstablishContext()
	if err != nil {
		s.serviceGone()
		return nil, failure(op, err)
	}
	defer func() { _ = c.Release() }()
	defer cancelWith(ctx, c)()

	slot := s.takeSlot()
	defer s.freeSlot(slot)
	for begun := (time.Time{}); ; {
		list, raw, err := s.look(c)
		if err == nil && !sameStates(list, known) {
			return list, nil
		}
		if err == nil {
			rest(ctx, restless-time.Since(begun))
			begun = time.Now()
			err = s.untilChange(ctx, c, s.waitStates(slot, raw))
		}
		if cause := ctx.Err(); cause != nil {
			return nil, card.Fail(card.Cancelled, op, cause)
		}
		if err != nil {
			s.serviceGone()
			return nil, failure(op, err)
		}
	}
}

// untilChange blocks until another look is worth it, and gives the errors after
// which none is.
func (s *system) untilChange(ctx context.Context, c *scard.Context, states []scard.ReaderState) error {
	if len(states) == 0 { // macOS without a reader has nothing to wait on
		rest(ctx, lookAgain)
		return nil
	}
	err := c.GetStatusChange(states, lookAgain)
	switch codeOf(err) {
	case codeTimeout, codeUnknownReader, codeReaderUnavailable, codeCancelled:
		return nil
	}
	return err
}

// rest waits for d, or less when ctx ends.
func rest(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// look lists the readers and their states as they are this moment, and gives
// the service's raw states with them. One look at a time: a late answer to an
// early look must not count as a change.
func (s *system) look(c *scard.Context) ([]card.ReaderState, []scard.ReaderState, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for attempt := 0; ; attempt++ {
		raw, err := rawStates(c)
		switch code := codeOf(err); {
		case code == 0:
			return s.note(raw), raw, nil
		case (code == codeUnknownReader || code == codeTimeout) && attempt < 3:
			// A reader was unplugged between the two questions.
		default:
			s.forgetAll()
			return nil, nil, err
		}
	}
}

func rawStates(c *scard.Context) ([]scard.ReaderState, error) {
	names, err := c.ListReaders()
	if codeOf(err) == codeNoReaders || (err == nil && len(names) == 0) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	raw := make([]scard.ReaderState, len(names))
	for i, n := range names {
		raw[i] = scard.ReaderState{Reader: n, CurrentState: scard.StateUnaware}
	}
	if err := c.GetStatusChange(raw, 0); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(raw, func(r scard.ReaderState) bool {
		return r.EventState&(scard.StateUnknown|scard.StateUnavailable) != 0
	}), nil
}

// cancelWith cancels c's wait once ctx is done, and keeps cancelling until the
// returned function is called, which also waits for the goroutine's end.
func cancelWith(ctx context.Context, c *scard.Context) (stop func()) {
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-over:
			return
		case <-ctx.Done():
		}
		again := time.NewTicker(cancelEvery)
		defer again.Stop()
		for {
			_ = c.Cancel()
			select {
			case <-over:
				return
			case <-again.C:
			}
		}
	}()
	return func() { close(over); <-ended }
}

func sameStates(a, b []card.ReaderState) bool {
	return slices.EqualFunc(a, b, func(x, y card.ReaderState) bool {
		return x.Name == y.Name && x.Presence == y.Presence && x.Insertion == y.Insertion &&
			bytes.Equal(x.ATR, y.ATR)
	})
}

// codeOf is the service's code in err, 0 for nil.
func codeOf(err error) uint32 {
	if err == nil {
		return 0
	}
	if e, ok := errors.AsType[scard.Error](err); ok {
		return uint32(e)
	}
	return 0x80100014 // SCARD_F_UNKNOWN_ERROR: refused before the service was asked
}

// failure wraps a service error, nil for nil.
func failure(op string, err error) error {
	if err == nil {
		return nil
	}
	code := codeOf(err)
	if denied(code) {
		err = errors.Join(fs.ErrPermission, err)
	}
	return card.Fail(kindOf(code), op, err)
}
