package emulator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"madoguchi/card"
)

// System is a smart-card service in process: named readers, cards that come and
// go, sharing and transactions between handles, as PC/SC has them. It
// implements card.System and is safe for concurrent use.
//
// Unlike a real service it never powers a card down by itself: a card left with
// disposition Leave keeps its power, and so its security status, which is the
// worst a caller may meet.
type System struct {
	mu      sync.Mutex
	running bool
	slots   []*slot
	changed chan struct{} // closed and replaced at every change
	hook    func(n int, command []byte) Fault
	n       int
	swap    *Card
	// patience is how long Open waits for another handle to let go.
	patience time.Duration
}

var _ card.System = (*System)(nil)

// slot is one reader.
type slot struct {
	name      string
	card      *Card
	mute      bool
	insertion uint32
	handles   []*handle
	exclusive *handle
	owner     *handle // of the transaction
}

// NewSystem makes a running service with these readers, all empty. Open waits
// one second for a card that another handle holds.
func NewSystem(readers ...string) *System {
	s := &System{running: true, changed: make(chan struct{}), patience: time.Second}
	for _, r := range readers {
		s.slots = append(s.slots, &slot{name: r})
	}
	return s
}

// SetPatience changes how long Open waits for a card that another handle holds
// before it fails with kind Busy.
func (s *System) SetPatience(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.patience = d
}

// AddReader connects one more reader, empty. A name that is already there is an
// error.
func (s *System) AddReader(reader string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.slot(reader); err == nil {
		return card.Fail(card.Internal, "connect reader", errors.New("there is a reader of this name"))
	}
	s.slots = append(s.slots, &slot{name: reader})
	s.announce()
	return nil
}

// RemoveReader disconnects a reader; a card on it is gone with it.
func (s *System) RemoveReader(reader string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	sl, err := s.slot(reader)
	if err != nil {
		return err
	}
	s.pull(sl)
	s.slots = slices.DeleteFunc(s.slots, func(o *slot) bool { return o == sl })
	s.announce()
	return nil
}

// Insert puts a card on a reader. It fails with kind NoReader for a reader that
// is not there and with kind Internal when a card lies on it already.
func (s *System) Insert(reader string, c *Card) error { return s.insert(reader, c, false) }

// InsertMute puts something on a reader that does not answer its reset, such as
// a card put in the wrong way round.
func (s *System) InsertMute(reader string) error { return s.insert(reader, nil, true) }

func (s *System) insert(reader string, c *Card, mute bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	sl, err := s.slot(reader)
	if err != nil {
		return err
	}
	if sl.card != nil || sl.mute {
		return card.Fail(card.Internal, "insert card", errors.New("a card lies on this reader"))
	}
	if c == nil && !mute {
		return card.Fail(card.Internal, "insert card", errors.New("no card given"))
	}
	sl.card, sl.mute = c, mute
	sl.insertion++
	s.announce()
	return nil
}

// Remove takes the card away. Every open handle on it fails with kind Removed
// from then on, also when a card is put back. An empty reader stays empty.
func (s *System) Remove(reader string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	sl, err := s.slot(reader)
	if err != nil {
		return err
	}
	s.pull(sl)
	s.announce()
	return nil
}

// Reset is a warm reset of the card by another program: every open handle fails
// with kind Reset from then on. What was verified on the card stays verified.
func (s *System) Reset(reader string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	sl, err := s.slot(reader)
	if err != nil {
		return err
	}
	s.reset(sl)
	s.announce()
	return nil
}

// StopService stops the service: cards lose power, every handle fails with kind
// NoService from then on and so does every call until StartService.
func (s *System) StopService() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
	s.announce()
}

// StartService starts it again. Cards that lie on readers count as inserted
// anew.
func (s *System) StartService() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running {
		return
	}
	s.running = true
	for _, sl := range s.slots {
		sl.insertion++
	}
	s.announce()
}

// Readers implements card.System.
func (s *System) Readers(ctx context.Context) ([]card.ReaderState, error) {
	if ctx.Err() != nil {
		return nil, card.Fail(card.Cancelled, "list readers", ctx.Err())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.states("list readers")
}

// Wait implements card.System.
func (s *System) Wait(ctx context.Context, known []card.ReaderState) ([]card.ReaderState, error) {
	const op = "wait for readers"
	for {
		s.mu.Lock()
		now, err := s.states(op)
		changed := s.changed
		s.mu.Unlock()
		if err != nil {
			return nil, err
		}
		if !slices.EqualFunc(now, known, sameState) {
			return now, nil
		}
		select {
		case <-ctx.Done():
			return nil, card.Fail(card.Cancelled, op, ctx.Err())
		case <-changed:
		}
	}
}

// Open implements card.System. The first handle powers the card.
func (s *System) Open(ctx context.Context, reader string, sharing card.Sharing) (card.Transport, error) {
	const op = "connect"
	s.mu.Lock()
	patience := time.NewTimer(s.patience)
	s.mu.Unlock()
	defer patience.Stop()
	for {
		if ctx.Err() != nil {
			return nil, card.Fail(card.Cancelled, op, ctx.Err())
		}
		s.mu.Lock()
		h, err := s.connect(op, reader, sharing)
		changed := s.changed
		s.mu.Unlock()
		if h != nil {
			return h, nil
		}
		if !card.Is(err, card.Busy) {
			return nil, err
		}
		select {
		case <-ctx.Done():
		case <-changed:
		case <-patience.C:
			return nil, err
		}
	}
}

// connect tries once; s.mu is held.
func (s *System) connect(op, reader string, sharing card.Sharing) (*handle, error) {
	if !s.running {
		return nil, card.Fail(card.NoService, op, nil)
	}
	sl, err := s.slot(reader)
	switch {
	case err != nil:
		return nil, err
	case sl.mute:
		return nil, card.Fail(card.Unresponsive, op, nil)
	case sl.card == nil:
		return nil, card.Fail(card.NoCard, op, nil)
	case sl.exclusive != nil, sharing == card.Exclusive && len(sl.handles) > 0:
		return nil, card.Fail(card.Busy, op, nil)
	}
	sl.card.PowerOn()
	h := &handle{sys: s, slot: sl, atr: sl.card.ATR()}
	sl.handles = append(sl.handles, h)
	if sharing == card.Exclusive {
		sl.exclusive = h
	}
	s.announce()
	return h, nil
}

// states lists the readers; s.mu is held.
func (s *System) states(op string) ([]card.ReaderState, error) {
	if !s.running {
		return nil, card.Fail(card.NoService, op, nil)
	}
	list := make([]card.ReaderState, 0, len(s.slots))
	for _, sl := range s.slots {
		r := card.ReaderState{Name: sl.name, Insertion: sl.insertion}
		switch {
		case sl.mute:
			r.Presence = card.Mute
		case sl.card == nil:
			r.Presence = card.Empty
		default:
			r.Presence, r.ATR = card.Present, sl.card.ATR()
			if sl.exclusive != nil {
				r.Presence = card.InUse
			}
		}
		list = append(list, r)
	}
	return list, nil
}

func sameState(a, b card.ReaderState) bool {
	return a.Name == b.Name && a.Presence == b.Presence && a.Insertion == b.Insertion && bytes.Equal(a.ATR, b.ATR)
}

// slot finds a reader; s.mu is held.
func (s *System) slot(reader string) (*slot, error) {
	for _, sl := range s.slots {
		if sl.name == reader {
			return sl, nil
		}
	}
	return nil, card.Fail(card.NoReader, "find reader", fmt.Errorf("no reader %q", reader))
}

// pull takes a card away; s.mu is held.
func (s *System) pull(sl *slot) {
	if sl.card == nil && !sl.mute {
		return
	}
	if sl.card != nil {
		sl.card.PowerOff()
	}
	sl.card, sl.mute = nil, false
	sl.insertion++
	sl.drop(card.Removed)
}

// reset tells every handle; s.mu is held.
func (s *System) reset(sl *slot) {
	if sl.card == nil {
		return
	}
	sl.card.Reset()
	for _, h := range sl.handles {
		if h.dead == alive {
			h.dead = card.Reset
		}
	}
	sl.owner = nil
}

// stop ends the service; s.mu is held.
func (s *System) stop() {
	s.running = false
	for _, sl := range s.slots {
		if sl.card != nil {
			sl.card.PowerOff()
		}
		sl.drop(card.NoService)
	}
}

// drop makes every handle fail with k and forgets them.
func (sl *slot) drop(k card.Kind) {
	for _, h := range sl.handles {
		h.dead = k
	}
	sl.handles, sl.exclusive, sl.owner = nil, nil, nil
}

// announce wakes everyone who waits; s.mu is held.
func (s *System) announce() {
	close(s.changed)
	s.changed = make(chan struct{})
}
