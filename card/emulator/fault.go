package emulator

import "bytes"

// Fault is what goes wrong with one command.
type Fault int

const (
	// None: the command is delivered and answered.
	None Fault = iota
	// PullBefore: the card is gone before the command reaches it.
	PullBefore
	// PullAfter: the card handles the command and is gone before its answer
	// arrives.
	PullAfter
	// SwapBefore and SwapAfter: as the two above, and the card of SwapTo lies
	// on the reader instead.
	SwapBefore
	SwapAfter
	// ResetBefore and ResetAfter: another program resets the card before the
	// command reaches it, or before its answer arrives.
	ResetBefore
	ResetAfter
	// StopServiceBefore and StopServiceAfter: the service stops.
	StopServiceBefore
	StopServiceAfter
)

// OnTransmit has f asked before each command of any handle reaches a card; nil
// ends that. n counts from 1 over the life of the System, also while no f is
// set. In the copy of the command that f gets, the data of a VERIFY, CHANGE
// REFERENCE DATA or CHANGE KEY is zeros. f may call the System.
func (s *System) OnTransmit(f func(n int, command []byte) Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = f
}

// SwapTo names the card that SwapBefore and SwapAfter put on the reader. It is
// used once; without one they only pull.
func (s *System) SwapTo(c *Card) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.swap = c
}

// Sent is the number of commands handed to Transmit that were due to be
// delivered, over the life of the System.
func (s *System) Sent() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}

// ask counts a command and asks the hook about it; s.mu is held, and released
// while the hook runs.
func (s *System) ask(apdu []byte) Fault {
	s.n++
	n, hook := s.n, s.hook
	if hook == nil {
		return None
	}
	shown := bytes.Clone(apdu)
	if len(shown) > 4 && carriesSecret(shown[1]) {
		clear(shown[5:])
	}
	s.mu.Unlock()
	defer s.mu.Lock()
	return hook(n, shown)
}

// strike lets a fault happen if this is its moment; s.mu is held.
func (s *System) strike(sl *slot, f Fault, before bool) {
	switch {
	case before && f == PullBefore, !before && f == PullAfter:
		s.pull(sl)
	case before && f == SwapBefore, !before && f == SwapAfter:
		s.pull(sl)
		if s.swap != nil {
			sl.card, s.swap = s.swap, nil
			sl.insertion++
		}
	case before && f == ResetBefore, !before && f == ResetAfter:
		s.reset(sl)
	case before && f == StopServiceBefore, !before && f == StopServiceAfter:
		s.stop()
	default:
		return
	}
	s.announce()
}
