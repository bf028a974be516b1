package cardsession_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"madoguchi/card"
)

// tampered is a system whose cards answer what change makes of their answers.
// It counts commands and VERIFYs with data.
type tampered struct {
	card.System
	change  func(n int, command, answer []byte) []byte
	n       int
	verify  int
	compute int
}

type tamperedCard struct {
	card.Transport
	s *tampered
}

func (s *tampered) Open(ctx context.Context, r string, sh card.Sharing) (card.Transport, error) {
	t, err := s.System.Open(ctx, r, sh)
	if err != nil {
		return nil, err
	}
	return tamperedCard{t, s}, nil
}

func (c tamperedCard) Transmit(ctx context.Context, command []byte) ([]byte, error) {
	c.s.n++
	switch {
	case command[1] == 0x20 && len(command) > 4:
		c.s.verify++
	case command[1] == 0x2A:
		c.s.compute++
	}
	kept := bytes.Clone(command[:4])
	answer, err := c.Transport.Transmit(ctx, command)
	if err != nil {
		return nil, err
	}
	return c.s.change(c.s.n, kept, answer), nil
}

// Whatever one answer is, a call ends with a failure or with a result that the
// card could have meant, sends the secret at most once and signs nothing that
// does not verify.
func TestOddAnswersAtEveryCommand(t *testing.T) {
	odd := map[string]func([]byte) []byte{
		"nothing":          func([]byte) []byte { return nil },
		"half a word":      func([]byte) []byte { return []byte{0x90} },
		"success, no data": func([]byte) []byte { return []byte{0x90, 0x00} },
		"cut":              func(a []byte) []byte { return append(bytes.Clone(a[:(len(a)-2)/2]), 0x90, 0x00) },
		"too long":         func(a []byte) []byte { return append(bytes.Repeat([]byte{0x30}, 300), a...) },
		"filler":           func(a []byte) []byte { return append(bytes.Repeat([]byte{0xFF}, len(a)-2), a[len(a)-2:]...) },
		"one bit": func(a []byte) []byte {
			b := bytes.Clone(a)
			b[len(b)/2] ^= 0x10
			return b
		},
	}
	for _, sw := range []uint16{0x6282, 0x6300, 0x63C0, 0x63C2, 0x6700, 0x6982, 0x6983, 0x6984, 0x6986, 0x6A82, 0x6B00, 0x6D00, 0x6F00, 0x6110, 0x6C10} {
		odd[fmt.Sprintf("%04X", sw)] = func([]byte) []byte { return []byte{byte(sw >> 8), byte(sw)} }
	}
	for _, id := range []string{"resident", "phone"} {
		for _, j := range jobs(t, id) {
			count := tamper(t, id, j, func(_ int, _, a []byte) []byte { return a })
			if count.err != nil {
				t.Fatal(count.err)
			}
			for name, change := range odd {
				for i := 1; i <= count.n; i++ {
					run := tamper(t, id, j, func(n int, _, a []byte) []byte {
						if n == i {
							return change(a)
						}
						return a
					})
					run.check(t, fmt.Sprintf("%s, %s, %s at %d of %d", id, j.name, name, i, count.n))
				}
			}
		}
	}
}

type run struct {
	tampered
	w      *world
	result any
	err    error
}

func tamper(t testing.TB, id string, j job, change func(int, []byte, []byte) []byte) *run {
	r := &run{w: newWorld(t, newCard(t, id))}
	r.tampered = tampered{System: r.w.System, change: change}
	r.w.s.System = &r.tampered
	r.result, r.err = j.run(t, r.w)
	return r
}

func (r *run) check(t testing.TB, label string) {
	t.Helper()
	if _, ok := card.KindOf(r.err); r.err != nil && (!ok || card.Is(r.err, card.Internal)) {
		t.Errorf("%s: not a failure of the card: %v", label, r.err)
	}
	if (r.err == nil) != (r.result != nil) {
		t.Errorf("%s: result %v with %v", label, r.result != nil, r.err)
	}
	if r.verify > 1 || r.compute > 1 {
		t.Errorf("%s: %d VERIFYs, %d signatures", label, r.verify, r.compute)
	}
	if g, ok := r.result.(*signing); ok {
		c := g.got.Certificate
		if pin, err := r.w.s.Pins.Check(c, g.got.CA.Raw); err != nil || pin.ID != g.got.Pin.ID || !c.Covers(today()) {
			t.Errorf("%s: signed with a certificate that is not the card's: %v", label, err)
		}
	}
	if r.verify > 0 {
		unpowered(t, r.w.card)
	}
}

// FuzzAnswers lets the input decide what the card answers: each round takes a
// status word and a length, and data from the real answer or from the input.
func FuzzAnswers(f *testing.F) {
	f.Add([]byte{0})
	f.Add([]byte{0, 0, 0, 1, 0x63, 0xC1, 0, 2, 0x30, 0x82})
	f.Add([]byte{3, 0x30, 0x80, 0x61, 0xFF})
	f.Fuzz(func(t *testing.T, script []byte) {
		for _, j := range jobs(t, "resident") {
			rest := script
			r := tamper(t, "resident", j, func(n int, _, a []byte) []byte {
				if len(rest) == 0 || n > 2000 {
					return a
				}
				op := rest[0]
				rest = rest[1:]
				switch {
				case op == 1 && len(rest) >= 2:
					a, rest = bytes.Clone(rest[:2]), rest[2:]
				case op == 2 && len(rest) > 0:
					k := min(int(rest[0]), len(rest)-1)
					a, rest = append(bytes.Clone(rest[1:1+k]), 0x90, 0), rest[1+k:]
				case op == 3 && len(rest) >= 2 && len(a) > 2:
					a = bytes.Clone(a)
					a[int(rest[0])%len(a)] ^= rest[1]
					rest = rest[2:]
				case op == 4:
					a = a[len(a)-2:]
				}
				return a
			})
			r.check(t, j.name)
		}
	})
}
