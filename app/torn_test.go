//go:build !ci

package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"madoguchi/card/emulator"
)

// torn is the card's side of the virtual reader, which pulls its card out
// instead of answering a certain command.
type torn struct {
	card *emulator.Card
	conn net.Conn
	// at says that this command is the one not to be answered.
	at   func(command []byte) bool
	gone chan struct{}
}

func insertTorn(t *testing.T, port int, c *emulator.Card, at func([]byte) bool) *torn {
	t.Helper()
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	p := &torn{card: c, conn: conn, at: at, gone: make(chan struct{})}
	t.Cleanup(func() { _ = conn.Close(); <-p.gone })
	go p.serve()
	return p
}

func (p *torn) serve() {
	defer close(p.gone)
	defer p.conn.Close()
	for {
		var head [2]byte
		if _, err := io.ReadFull(p.conn, head[:]); err != nil {
			return
		}
		b := make([]byte, binary.BigEndian.Uint16(head[:]))
		if _, err := io.ReadFull(p.conn, b); err != nil {
			return
		}
		var answer []byte
		switch {
		case len(b) != 1:
			if p.at(b) {
				p.card.Process(b) // the card does its work; nobody hears of it
				return
			}
			answer = p.card.Process(b)
		case b[0] == 0:
			p.card.PowerOff()
			continue
		case b[0] == 1:
			p.card.PowerOn()
			continue
		case b[0] == 2:
			p.card.Reset()
			continue
		default:
			answer = p.card.ATR()
		}
		if _, err := p.conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...)); err != nil {
			return
		}
	}
}

// The card is pulled while it works, through a real service, once in each phase
// of signing: the same answers as in process, and nothing left.
func TestCardTornAwayInEveryPhase(t *testing.T) {
	const (
		insSelect, insRead, insVerify, insSign = 0xA4, 0xB0, 0x20, 0x2A
	)
	verified := func(c *emulator.Card) bool { return c.Seen().Verify > 0 }
	for name, x := range map[string]struct {
		at    func(c *emulator.Card, b []byte) bool
		codes []string
	}{
		"first look":       {func(_ *emulator.Card, b []byte) bool { return b[1] == insSelect }, []string{"card_removed"}},
		"tries left":       {func(_ *emulator.Card, b []byte) bool { return b[1] == insVerify && len(b) == 4 }, []string{"card_removed"}},
		"password":         {func(_ *emulator.Card, b []byte) bool { return b[1] == insVerify && len(b) > 5 }, []string{"secret_uncertain"}},
		"certificate read": {func(c *emulator.Card, b []byte) bool { return b[1] == insRead && verified(c) }, []string{"card_removed"}},
		"signature":        {func(_ *emulator.Card, b []byte) bool { return b[1] == insSign }, []string{"card_removed"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			c, err := d.people.Card("resident", time.Now())
			if err != nil {
				t.Fatal(err)
			}
			armed := make(chan struct{})
			insertTorn(t, d.service.Ports[0], c, func(b []byte) bool {
				select {
				case <-armed:
					return x.at(c, b)
				default:
					return false
				}
			})
			d.wait(func() bool { _, _, s := d.run("", "madoguchi", "card", "status"); return s == 0 })
			close(armed)
			dir := t.TempDir()
			out, _, status := d.run(d.secrets("resident").Sign+"\n", "madoguchi", "--json", "pdf", "sign", "../assets/sample/sample.pdf", "-o", filepath.Join(dir, "out.pdf"), "--purpose", "private", "--password-stdin")
			var doc struct{ Problem struct{ Code string } }
			if err := json.Unmarshal([]byte(out), &doc); err != nil {
				t.Fatal(err)
			}
			ok := false
			for _, code := range x.codes {
				ok = ok || doc.Problem.Code == code
			}
			if !ok || status == 0 {
				t.Errorf("status %d, %s", status, doc.Problem.Code)
			}
			if v := c.Seen().Verify; v > 1 {
				t.Errorf("%d VERIFY", v)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left %v %v", left, err)
			}
		})
	}
}
