package emulator

import (
	"bytes"
	"crypto/rand"
	"io"
	"sync"
)

// Card is one software card. Its methods may be called from any goroutine; one
// command is answered at a time.
//
// Security status (which secrets were verified) is dropped by PowerOff and by
// selecting an application, also the same one again, and is kept across Reset,
// together with what is selected: a warm reset has been seen to leave it.
type Card struct {
	mu          sync.Mutex
	img         *Image
	atr         []byte
	random      io.Reader
	refuseFirst bool

	powered  bool
	first    bool // the next command is the first since power came on
	app      *application
	ef       *ef
	verified map[*ef]bool
	secrets  map[*ef]*counter
	seen     Counts
	watch    []func(Event)
}

// counter is the state of one secret; it survives power-off.
type counter struct {
	value []byte
	left  int
}

// Counts is what a card has seen since it was made.
type Counts struct {
	// Commands counts every command, answered whatever way.
	Commands int
	// Verify counts VERIFY with data, so those that can cost a try; Queries
	// counts those without.
	Verify, Queries int
	// Change counts CHANGE REFERENCE DATA and CHANGE KEY.
	Change int
	// Compute counts COMPUTE DIGITAL SIGNATURE; Signatures those of them that
	// gave a signature.
	Compute, Signatures int
}

// Event is one answered command. The data field is not in it, and for a command
// that carries a secret not even its length.
type Event struct {
	CLA, INS, P1, P2 byte
	// DataLen is the number of data bytes, -1 for a command that carries a
	// secret.
	DataLen int
	SW      uint16
}

// Option changes how New makes a card.
type Option func(*Card)

// OnContacts makes the card answer its reset as it does over the contacts
// instead of contactless.
func OnContacts() Option {
	return func(c *Card) { c.atr = bytes.Clone(c.img.contact) }
}

// WithRandom takes challenges and salts from r instead of crypto/rand.
func WithRandom(r io.Reader) Option { return func(c *Card) { c.random = r } }

// FirstCommandFails answers the first command after power comes on with 6F00
// without looking at it, as one card has been seen to do.
func FirstCommandFails() Option { return func(c *Card) { c.refuseFirst = true } }

// New makes a card from an image, without power.
func New(img *Image, options ...Option) *Card {
	c := &Card{
		img:      img,
		atr:      unhex(atrContactless),
		random:   rand.Reader,
		verified: map[*ef]bool{},
		secrets:  map[*ef]*counter{},
	}
	for _, a := range img.apps {
		for _, e := range a.efs {
			if e.kind == secretFile {
				c.secrets[e] = &counter{value: e.secret.value, left: e.secret.left}
			}
		}
	}
	for _, o := range options {
		o(c)
	}
	return c
}

// ATR is the answer to reset.
func (c *Card) ATR() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Clone(c.atr)
}

// PowerOn gives the card power. A card that has power keeps its state.
func (c *Card) PowerOn() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.powered {
		c.powered, c.first = true, true
	}
}

// PowerOff takes the power away: nothing is selected, nothing verified.
func (c *Card) PowerOff() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.powered, c.app, c.ef = false, nil, nil
	clear(c.verified)
}

// Reset is a warm reset. It changes nothing.
func (c *Card) Reset() {}

// Seen returns what the card has seen since it was made.
func (c *Card) Seen() Counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen
}

// Observe calls f after each answered command, from the goroutine that sent
// it. f must not call the card.
func (c *Card) Observe(f func(Event)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watch = append(c.watch, f)
}

// Process answers one command APDU: data and two bytes of status word, so never
// less than two bytes. Without power the answer is 6F00.
func (c *Card) Process(apdu []byte) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen.Commands++
	if !c.powered {
		return answer(nil, swUndetermined)
	}
	cmd, ok := parse(apdu)
	var data []byte
	sw := uint16(swLength)
	switch {
	case c.first && c.refuseFirst:
		sw = swUndetermined
	case ok:
		data, sw = c.execute(cmd)
	}
	c.first = false
	c.count(cmd, sw)
	e := Event{CLA: cmd.cla, INS: cmd.ins, P1: cmd.p1, P2: cmd.p2, DataLen: len(cmd.data), SW: sw}
	if carriesSecret(cmd.ins) {
		e.DataLen = -1
	}
	for _, f := range c.watch {
		f(e)
	}
	return answer(data, sw)
}

func (c *Card) count(cmd command, sw uint16) {
	switch {
	case cmd.ins == insVerify && len(cmd.data) > 0:
		c.seen.Verify++
	case cmd.ins == insVerify:
		c.seen.Queries++
	case cmd.ins == insChange, cmd.ins == insChangeKey:
		c.seen.Change++
	case cmd.ins == insSign:
		c.seen.Compute++
		if sw == swOK {
			c.seen.Signatures++
		}
	}
}

// execute answers a well-formed command.
func (c *Card) execute(cmd command) ([]byte, uint16) {
	switch cmd.cla {
	case 0x00:
		return c.interindustry(cmd)
	case 0x80:
		return c.private(cmd)
	case 0x08, 0x0C:
		if cmd.ins == insReadBinary || cmd.ins == insVerify {
			return nil, swNoSM
		}
		return nil, swNoMessaging
	}
	return nil, swClass
}

func (c *Card) interindustry(cmd command) ([]byte, uint16) {
	switch cmd.ins {
	case insSelect:
		return c.selectFile(cmd)
	case insReadBinary:
		return c.readBinary(cmd)
	case insReadRecord:
		return c.readRecord(cmd)
	case insVerify:
		return nil, c.verify(cmd)
	case insChange:
		return nil, c.change(cmd)
	case insChallenge:
		return c.challenge(cmd)
	case insAuthenticate:
		return c.authenticate(cmd)
	case insGetData:
		return c.getData(cmd)
	}
	return nil, swInstruction
}

func (c *Card) private(cmd command) ([]byte, uint16) {
	switch cmd.ins {
	case insSign:
		return c.computeSignature(cmd)
	case insChangeKey:
		return nil, c.changeKey(cmd)
	case insSessionKey:
		return nil, c.sessionKey()
	case insPublicKey, insAttributes:
		return nil, swParameters
	case insPhone:
		return nil, swLength
	}
	return nil, swInstruction
}

func answer(data []byte, sw uint16) []byte {
	return append(bytes.Clone(data), byte(sw>>8), byte(sw))
}
