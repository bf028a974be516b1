//go:build !ci && (windows || cgo)

package pcsc

import (
	"testing"

	"github.com/ebfe/scard"

	"madoguchi/card"
)

// TestInsertionCounts plays looks at one reader, as the services report them:
// pcscd and Windows count insertions in the high half of the state, macOS does
// not count.
func TestInsertionCounts(t *testing.T) {
	const (
		empty   = scard.StateEmpty | scard.StateChanged
		present = scard.StatePresent | scard.StateChanged
	)
	atr1, atr2 := []byte{0x3B, 1}, []byte{0x3B, 2}
	s := New().(*system)
	look := func(f scard.StateFlag, events scard.StateFlag, atr []byte) func() uint32 {
		return func() uint32 {
			list := s.note([]scard.ReaderState{{Reader: "R", EventState: f | events<<16, Atr: atr}})
			return list[0].Insertion
		}
	}
	unplugged := func() { s.note(nil) }
	last := look(empty, 0, nil)()
	for _, step := range []struct {
		what    string
		before  func()
		look    func() uint32
		changes bool
	}{
		{"nothing", nil, look(empty, 0, nil), false},
		{"card put in", nil, look(present, 1, atr1), true},
		{"another program uses it", nil, look(present|scard.StateInuse, 1, atr1), false},
		{"and holds it", nil, look(present|scard.StateExclusive, 1, atr1), false},
		{"the card sleeps", nil, look(present|scard.StateUnpowered, 1, nil), false},
		{"and wakes", nil, look(present, 1, atr1), false},
		{"swapped for the same card", nil, look(present, 3, atr1), true},
		{"swapped without a count", nil, look(present, 3, atr2), true},
		{"reader out and in, same count", unplugged, look(present, 3, atr2), true},
		{"nothing again", nil, look(present, 3, atr2), false},
		{"service restarted, same count", s.serviceGone, look(present, 3, atr2), true},
		{"card taken, no count", nil, look(empty, 3, nil), true},
	} {
		if step.before != nil {
			step.before()
		}
		now := step.look()
		if (now != last) != step.changes {
			t.Errorf("%s: Insertion went from %d to %d", step.what, last, now)
		}
		last = now
	}
}

func TestPresence(t *testing.T) {
	for _, c := range []struct {
		f    scard.StateFlag
		ours bool
		want card.Presence
	}{
		{scard.StateEmpty, false, card.Empty},
		{scard.StatePresent, false, card.Present},
		{scard.StatePresent | scard.StateInuse, false, card.Present},
		{scard.StatePresent | scard.StateMute, false, card.Mute},
		{scard.StatePresent | scard.StateExclusive | scard.StateInuse, false, card.InUse},
		{scard.StatePresent | scard.StateExclusive | scard.StateInuse, true, card.Present},
	} {
		if got := presence(c.f, c.ours); got != c.want {
			t.Errorf("state %X, ours %t: %d, want %d", c.f, c.ours, got, c.want)
		}
	}
}

// TestWaitNamesDiffer: two waits at once must not share a name in the binding's
// table, and a name that was given back is used again.
func TestWaitNamesDiffer(t *testing.T) {
	s, other := New().(*system), New().(*system)
	a, b := s.takeSlot(), s.takeSlot()
	names := map[string]bool{s.waitName(a, "R"): true, s.waitName(b, "R"): true, other.waitName(other.takeSlot(), "R"): true}
	if len(names) != 3 {
		t.Errorf("names %v, want three different ones", names)
	}
	s.freeSlot(a)
	if c := s.takeSlot(); c != a {
		t.Errorf("slot %d, want %d again", c, a)
	}
}
