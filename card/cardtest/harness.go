package cardtest

import (
	"bytes"
	"encoding/binary"
	"sync"

	"madoguchi/card"
)

// Harness is one System with one reader the suite may use, and the hands that
// move the card.
type Harness struct {
	System card.System
	// Other is the same service as another program reaches it; nil: System.
	Other card.System
	// Reader is the reader the card goes into.
	Reader string
	// Insert puts the card into the reader, without power before; Remove pulls
	// it out. The suite waits until the System shows it, so they need not.
	Insert, Remove func()
	// StopService and StartService stop the service behind System; both nil:
	// it cannot be stopped, and that part logs that it checked nothing.
	StopService, StartService func()
	// PowerLosses is how often the card in the reader has lost power, so that a
	// warm reset is not taken for it; nil: not checked.
	PowerLosses func() int
	// Talk is what the card understands; the zero value is what Chip does.
	Talk Talk
}

// Talk is the little a card must understand for the suite.
type Talk struct {
	// Ping is a command without effect and Pong its exact answer, SW included.
	Ping, Pong []byte
	// Long is an extended command whose answer is LongLen bytes, SW included.
	// Without one (nil) that part logs that it checked nothing.
	Long    []byte
	LongLen int
	// Mark brings the card into a state that only lost power (or a reset) ends,
	// for example a selected application. Probe answers SW 9000 in that state
	// and another SW out of it.
	Mark, Probe []byte
}

func (t Talk) orDefault() Talk {
	if t.Ping == nil {
		return ChipTalk()
	}
	return t
}

// ChipTalk is what a Chip understands: class 80 with 10 echo, 12 as many bytes
// as P1 P2 say, 14 mark, 16 probe.
func ChipTalk() Talk {
	return Talk{
		Ping: []byte{0x80, 0x10, 0, 0, 3, 'a', 'b', 'c'}, Pong: []byte{'a', 'b', 'c', 0x90, 0x00},
		Long: []byte{0x80, 0x12, 0x1B, 0x5C, 0, 0, 0}, LongLen: 7004 + 2,
		Mark: []byte{0x80, 0x14, 0, 0}, Probe: []byte{0x80, 0x16, 0, 0},
	}
}

// Software is a card made of software, as Plug moves it. It must be safe for
// concurrent use.
type Software interface {
	ATR() []byte
	PowerOn()
	PowerOff()
	Reset()
	// Process answers one command with at least two bytes.
	Process(command []byte) []byte
}

// Chip is the smallest card the suite can work with. It holds no secret and
// knows only the commands of ChipTalk.
type Chip struct {
	mu       sync.Mutex
	atr      []byte
	powered  bool
	marked   bool
	commands int
	losses   int
}

var _ Software = (*Chip)(nil)

// NewChip returns a Chip that is powered off. Its answer to reset offers T=1
// and has the two historical bytes given, to tell one chip from another.
func NewChip(a, b byte) *Chip {
	atr := []byte{0x3B, 0x82, 0x01, a, b} // T0: TD1 and two historical bytes; TD1: T=1
	var tck byte
	for _, x := range atr[1:] {
		tck ^= x
	}
	return &Chip{atr: append(atr, tck)}
}

// ATR is the answer to reset.
func (c *Chip) ATR() []byte { return bytes.Clone(c.atr) }

// PowerOn gives power; the mark is gone.
func (c *Chip) PowerOn() { c.power(true) }

// PowerOff takes power away.
func (c *Chip) PowerOff() { c.power(false) }

// Reset keeps power and forgets the mark.
func (c *Chip) Reset() { c.power(true) }

func (c *Chip) power(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.powered && !on {
		c.losses++
	}
	c.powered, c.marked = on, false
}

// Commands is how many commands reached the chip.
func (c *Chip) Commands() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.commands
}

// PowerLosses is how often the chip was switched off.
func (c *Chip) PowerLosses() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.losses
}

// Process answers one command.
func (c *Chip) Process(command []byte) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.commands++
	if !c.powered || len(command) < 4 || command[0] != 0x80 {
		return []byte{0x6E, 0x00}
	}
	switch command[1] {
	case 0x10:
		if len(command) < 5 || len(command) != 5+int(command[4]) {
			return []byte{0x67, 0x00}
		}
		return append(bytes.Clone(command[5:]), 0x90, 0x00)
	case 0x12:
		n := int(binary.BigEndian.Uint16(command[2:]))
		answer := make([]byte, n, n+2)
		for i := range answer {
			answer[i] = byte(i % 251)
		}
		return append(answer, 0x90, 0x00)
	case 0x14:
		c.marked = true
	case 0x16:
		if !c.marked {
			return []byte{0x69, 0x82}
		}
	default:
		return []byte{0x6D, 0x00}
	}
	return []byte{0x90, 0x00}
}
