package emulator

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"madoguchi/card"
)

// alive is the value of handle.dead while nothing is wrong. It is none of the
// kinds a handle can die of.
const alive = card.Internal

// handle is one open card.
type handle struct {
	sys  *System
	slot *slot
	atr  []byte
	// dead says what every further call fails with. sys.mu guards it.
	dead   card.Kind
	closed bool
}

var _ card.Transport = (*handle)(nil)

// Reader implements card.Transport.
func (h *handle) Reader() string { return h.slot.name }

// ATR implements card.Transport.
func (h *handle) ATR() []byte { return bytes.Clone(h.atr) }

// Begin implements card.Transport. It waits for the transaction of another
// handle to end.
func (h *handle) Begin(ctx context.Context) error {
	const op = "begin transaction"
	h.sys.mu.Lock()
	defer h.sys.mu.Unlock()
	if err := h.turn(ctx, op); err != nil {
		return err
	}
	if h.slot.owner == h {
		return card.Fail(card.Internal, op, errors.New("a transaction is open"))
	}
	h.slot.owner = h
	return nil
}

// End implements card.Transport.
func (h *handle) End() error {
	const op = "end transaction"
	h.sys.mu.Lock()
	defer h.sys.mu.Unlock()
	if err := h.check(op); err != nil {
		return err
	}
	if h.slot.owner != h {
		return card.Fail(card.Internal, op, errors.New("no transaction is open"))
	}
	h.slot.owner = nil
	h.sys.announce()
	return nil
}

// Transmit implements card.Transport. It waits for the transaction of another
// handle to end before anything is sent.
func (h *handle) Transmit(ctx context.Context, apdu []byte) ([]byte, error) {
	const op = "transmit"
	s := h.sys
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := h.turn(ctx, op); err != nil {
		return nil, err
	}
	fault := s.ask(apdu)
	s.strike(h.slot, fault, true)
	if err := h.check(op); err != nil {
		return nil, err
	}
	response := h.slot.card.Process(apdu)
	s.strike(h.slot, fault, false)
	if err := h.check(op); err != nil {
		return nil, err
	}
	return response, nil
}

// Close implements card.Transport. PowerDown under a card that others share
// resets it for them.
func (h *handle) Close(d card.Disposition) error {
	s := h.sys
	s.mu.Lock()
	defer s.mu.Unlock()
	if h.closed {
		return nil
	}
	h.closed = true
	sl := h.slot
	there := slices.Contains(sl.handles, h)
	sl.handles = slices.DeleteFunc(sl.handles, func(o *handle) bool { return o == h })
	if sl.exclusive == h {
		sl.exclusive = nil
	}
	if sl.owner == h {
		sl.owner = nil
	}
	if there && d == card.PowerDown && sl.card != nil {
		sl.card.PowerOff()
		if len(sl.handles) > 0 {
			sl.card.PowerOn()
			s.reset(sl)
		}
	}
	s.announce()
	return nil
}

// turn waits until no other handle has a transaction; sys.mu is held, and
// released while waiting.
func (h *handle) turn(ctx context.Context, op string) error {
	for {
		if err := h.check(op); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return card.Fail(card.Cancelled, op, ctx.Err())
		}
		if h.slot.owner == nil || h.slot.owner == h {
			return nil
		}
		changed := h.sys.changed
		h.sys.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-changed:
		}
		h.sys.mu.Lock()
	}
}

// check fails if the handle is of no more use; sys.mu is held.
func (h *handle) check(op string) error {
	switch {
	case h.closed:
		return card.Fail(card.Internal, op, errors.New("the card is closed"))
	case h.dead != alive:
		return card.Fail(h.dead, op, nil)
	}
	return nil
}
