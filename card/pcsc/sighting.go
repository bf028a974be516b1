//go:build windows || cgo

package pcsc

import (
	"bytes"
	"fmt"
	"runtime"

	"github.com/ebfe/scard"

	"madoguchi/card"
)

// notification is the pseudo reader whose state changes when a reader comes or
// goes (PC/SC on Windows and pcsc-lite).
const notification = `\\?PnP?\Notification`

// sighting is what the last look showed of one reader.
type sighting struct {
	// events is the service's own count of insertions and removals, the high
	// half of the event state; 0 where the service does not count (macOS).
	events uint16
	there  bool
	atr    []byte
	gone   bool
	// n becomes card.ReaderState.Insertion.
	n uint32
}

// note turns raw states into ours and counts what changed since the last look.
// The caller holds s.mu.
func (s *system) note(raw []scard.ReaderState) []card.ReaderState {
	list := make([]card.ReaderState, 0, len(raw))
	listed := map[string]bool{}
	for _, r := range raw {
		listed[r.Reader] = true
		now := sighting{
			events: uint16(r.EventState >> 16),
			there:  r.EventState&scard.StatePresent != 0,
		}
		if now.there {
			now.atr = bytes.Clone(r.Atr)
		}
		if old, ok := s.seen[r.Reader]; ok {
			now.n = old.n
			if now.differs(old) {
				now.n++
			}
		}
		s.seen[r.Reader] = now
		list = append(list, card.ReaderState{
			Name: r.Reader, Presence: presence(r.EventState, s.held[r.Reader] > 0),
			ATR: bytes.Clone(now.atr), Insertion: now.n,
		})
	}
	for name, old := range s.seen {
		if !listed[name] && !old.gone {
			old.gone = true
			s.seen[name] = old
		}
	}
	return list
}

// differs reports whether a card was put in or taken out between two looks.
// The answer to reset alone says it only when both looks show one: a card that
// sleeps has none on some services.
func (now sighting) differs(old sighting) bool {
	return old.gone || now.events != old.events || now.there != old.there ||
		(len(now.atr) > 0 && len(old.atr) > 0 && !bytes.Equal(now.atr, old.atr))
}

// serviceGone remembers that whatever is seen next may be something else.
func (s *system) serviceGone() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgetAll()
}

func (s *system) forgetAll() {
	for name, old := range s.seen {
		old.gone = true
		s.seen[name] = old
	}
}

func presence(f scard.StateFlag, ours bool) card.Presence {
	switch {
	case f&scard.StatePresent == 0:
		return card.Empty
	case f&scard.StateMute != 0:
		return card.Mute
	case f&scard.StateExclusive != 0 && !ours:
		return card.InUse
	}
	return card.Present
}

// waitStates is what a blocking wait is given: every reader as it was just
// seen, and the notification reader, whose state is the number of readers in
// the high half. macOS has no notification reader.
func (s *system) waitStates(slot int, raw []scard.ReaderState) []scard.ReaderState {
	states := make([]scard.ReaderState, 0, len(raw)+1)
	for _, r := range raw {
		states = append(states, scard.ReaderState{
			Reader: s.waitName(slot, r.Reader), CurrentState: r.EventState &^ scard.StateChanged,
		})
	}
	if runtime.GOOS != "darwin" {
		states = append(states, scard.ReaderState{
			Reader: s.waitName(slot, notification), CurrentState: scard.StateFlag(len(raw)) << 16,
		})
	}
	return states
}

// waitName makes a reader's name unlike that of every other wait under way. The
// binding keeps the name's bytes alive in a table by name, so that a second
// call about the same reader would free what a first, still blocked, points
// to. What follows the zero byte is not seen by the service. On Windows the
// binding has no such table.
func (s *system) waitName(slot int, name string) string {
	if runtime.GOOS == "windows" {
		return name
	}
	return fmt.Sprintf("%s\x00%p-%d", name, s, slot)
}

func (s *system) takeSlot() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for s.busy[n] {
		n++
	}
	s.busy[n] = true
	return n
}

func (s *system) freeSlot(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.busy, n)
}

func (s *system) hold(reader string, by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[reader] += by; s.held[reader] <= 0 {
		delete(s.held, reader)
	}
}
