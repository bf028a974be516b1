//go:build windows || cgo

package pcsc

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/ebfe/scard"

	"madoguchi/card"
)

const (
	// openFor is how long a card another program holds is asked for again, and
	// how long a lost answer is looked into.
	openFor = time.Second
	// openEvery is the pause between two of these attempts.
	openEvery = 50 * time.Millisecond

	opConnect  = "connect"
	opBegin    = "begin transaction"
	opEnd      = "end transaction"
	opTransmit = "transmit"
	opClose    = "disconnect"
)

// Open connects with T=0 and T=1 offered. pcscd makes a connection wait while
// another program's transaction runs, and that cannot be called off: when ctx
// ends first, Open returns and the connection is given back as soon as the
// service grants it.
func (s *system) Open(ctx context.Context, reader string, sharing card.Sharing) (card.Transport, error) {
	if err := ctx.Err(); err != nil {
		return nil, card.Fail(card.Cancelled, opConnect, err)
	}
	type result struct {
		t   *transport
		err error
	}
	out := make(chan result)
	go func() {
		t, err := s.connect(ctx, reader, sharing)
		select {
		case out <- result{t, err}:
		case <-ctx.Done():
			if t != nil {
				_ = t.Close(card.Leave)
			}
		}
	}()
	select {
	case r := <-out:
		if r.err != nil {
			return nil, r.err
		}
		return r.t, nil
	case <-ctx.Done():
		return nil, card.Fail(card.Cancelled, opConnect, ctx.Err())
	}
}

func (s *system) connect(ctx context.Context, reader string, sharing card.Sharing) (*transport, error) {
	c, err := scard.EstablishContext()
	if err != nil {
		s.serviceGone()
		return nil, failure(opConnect, err)
	}
	mode := scard.ShareShared
	if sharing == card.Exclusive {
		mode = scard.ShareExclusive
	}
	h, atr, err := connectPatiently(ctx, c, reader, mode)
	if err != nil {
		_ = c.Release()
		return nil, err
	}
	t := &transport{sys: s, ctx: c, h: h, reader: reader, atr: atr, exclusive: sharing == card.Exclusive}
	if t.exclusive {
		s.hold(reader, +1)
	}
	if p := h.ActiveProtocol(); p != scard.ProtocolT0 && p != scard.ProtocolT1 {
		_ = t.Close(card.Leave)
		return nil, card.Fail(card.Unresponsive, opConnect, errors.New("neither T=0 nor T=1"))
	}
	return t, nil
}

// connectOnce connects and asks for the answer to reset.
func connectOnce(c *scard.Context, reader string, mode scard.ShareMode) (*scard.Card, []byte, error) {
	h, err := c.Connect(reader, mode, scard.ProtocolT0|scard.ProtocolT1)
	if err != nil {
		return nil, nil, err
	}
	st, err := h.Status()
	if err != nil {
		_ = h.Disconnect(scard.LeaveCard)
		return nil, nil, err
	}
	return h, bytes.Clone(st.Atr), nil
}

// connectPatiently asks again while the reason passes by itself.
func connectPatiently(ctx context.Context, c *scard.Context, reader string, mode scard.ShareMode) (*scard.Card, []byte, error) {
	until := time.Now().Add(openFor)
	for {
		h, atr, err := connectOnce(c, reader, mode)
		if err == nil {
			return h, atr, nil
		}
		if code := codeOf(err); !transient(code) || time.Now().After(until) {
			f := card.Fail(kindOf(code), opConnect, err)
			if f.Kind == card.Removed || f.Kind == card.Reset {
				f.Kind = card.NoCard // there was no connection to lose
			}
			return nil, nil, f
		}
		if rest(ctx, openEvery); ctx.Err() != nil {
			return nil, nil, card.Fail(card.Cancelled, opConnect, ctx.Err())
		}
	}
}

// transport is one connection, on a service context of its own: pcsc-lite lets
// one call at a time through a context, and a wait for another program's
// transaction must not hold up the rest of this one.
type transport struct {
	sys       *system
	ctx       *scard.Context
	h         *scard.Card
	reader    string
	atr       []byte
	exclusive bool

	mu     sync.Mutex
	inside bool          // a transaction is open
	closed bool          // the handle is given back
	dead   *card.Failure // what every further call answers
}

var _ card.Transport = (*transport)(nil)

func (t *transport) Reader() string { return t.reader }
func (t *transport) ATR() []byte    { return bytes.Clone(t.atr) }

// Begin waits for another program's transaction to end. When ctx ends first the
// connection is given up with it, for the service has no other way to call off
// the request: only Close is left.
func (t *transport) Begin(ctx context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.usable(ctx, opBegin); err != nil {
		return err
	}
	if t.inside {
		return card.Fail(card.Internal, opBegin, errors.New("transactions do not nest"))
	}
	begun := make(chan error, 1)
	go func() { begun <- t.h.BeginTransaction() }()
	select {
	case err := <-begun:
		if err != nil {
			return t.broken(opBegin, err)
		}
		t.inside = true
		return nil
	case <-ctx.Done():
		t.dead = card.Fail(card.Cancelled, opBegin, ctx.Err())
		t.closed = true
		go func() {
			_ = t.h.Disconnect(scard.LeaveCard) // makes the request fail
			<-begun
			t.release()
		}()
		return t.dead
	}
}

func (t *transport) End() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.usable(context.Background(), opEnd); err != nil {
		return err
	}
	if !t.inside {
		return card.Fail(card.Internal, opEnd, errors.New("no transaction"))
	}
	t.inside = false
	if err := t.h.EndTransaction(scard.LeaveCard); err != nil {
		return t.broken(opEnd, err)
	}
	return nil
}

func (t *transport) Transmit(ctx context.Context, command []byte) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.usable(ctx, opTransmit); err != nil {
		return nil, err
	}
	if len(command) < 4 {
		return nil, card.Fail(card.Internal, opTransmit, errors.New("a command has at least four bytes"))
	}
	answer, err := t.h.Transmit(command)
	if err != nil {
		return nil, t.broken(opTransmit, err)
	}
	// The binding's buffer is 64 KiB and would hold what the card said for as
	// long as any of it is kept.
	out := bytes.Clone(answer)
	card.Zero(answer)
	if len(out) == 0 {
		// vpcd reports success with nothing when its card leaves between a command
		// and the answer; no card answers with nothing.
		t.dead = card.Fail(card.Removed, opTransmit, errors.New("an empty answer"))
		return nil, t.dead
	}
	if len(out) < 2 {
		t.dead = card.Fail(card.Malformed, opTransmit, errors.New("an answer without a status word"))
		return nil, t.dead
	}
	return out, nil
}

// Close gives the card back. pcscd lets PowerDown wait until another program's
// transaction has ended. A card that was taken away has no power to
// remove, which is not a failure; a service that is gone while PowerDown was
// asked for is one.
func (t *transport) Close(d card.Disposition) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closed = true
	defer t.release()
	if t.inside {
		t.inside = false
		_ = t.h.EndTransaction(scard.LeaveCard) // disconnecting ends it as well
	}
	if d != card.PowerDown {
		_ = t.h.Disconnect(scard.LeaveCard)
		return nil
	}
	err := t.h.Disconnect(scard.UnpowerCard)
	switch kindOf(codeOf(err)) {
	case card.Removed, card.NoCard, card.NoReader:
		return nil
	}
	return failure(opClose, err)
}

func (t *transport) release() {
	_ = t.ctx.Release()
	if t.exclusive {
		t.sys.hold(t.reader, -1)
	}
}

func (t *transport) usable(ctx context.Context, op string) error {
	if t.dead != nil {
		return &card.Failure{Kind: t.dead.Kind, Op: op, TriesLeft: card.TriesUnknown, Err: t.dead.Err}
	}
	if t.closed {
		return card.Fail(card.Internal, op, errors.New("closed"))
	}
	if err := ctx.Err(); err != nil {
		return card.Fail(card.Cancelled, op, err)
	}
	return nil
}

// broken turns a service error into what every further call answers. Only
// another program's claim passes by itself.
func (t *transport) broken(op string, err error) error {
	code := codeOf(err)
	f := card.Fail(kindOf(code), op, err)
	if unclear(code) {
		f = t.lookInto(op, err)
	}
	switch f.Kind {
	case card.NoCard, card.NoReader:
		f.Kind = card.Removed // it was there when we connected
	case card.Busy:
		return f
	case card.NoService:
		t.sys.serviceGone()
	}
	t.dead = f
	return f
}

// lookInto asks what became of the card after an answer was lost. pcscd
// notices a pull up to half a second after the command that ran into it.
func (t *transport) lookInto(op string, lost error) *card.Failure {
	until := time.Now().Add(openFor)
	for time.Now().Before(until) {
		if _, err := t.h.Status(); err != nil && !unclear(codeOf(err)) {
			return card.Fail(kindOf(codeOf(err)), op, err)
		}
		rest(context.Background(), openEvery/2)
	}
	return card.Fail(card.Unresponsive, op, lost)
}
