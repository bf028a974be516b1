// Package vpcd is the card side of the virtual smart card driver of the
// vsmartcard project: it plugs a software card into a reader "Virtual PCD" of
// the system's smart-card service, so that every program on the computer meets
// it as a card.
//
// The driver listens and the card connects. Frames in both directions are two
// bytes of length, big endian, and that many bytes. A frame of one byte from
// the driver is a control byte; only the question for the ATR is answered.
// Every other frame is a command APDU and is answered with one frame. An open
// connection is an inserted card.
//
// The package starts no service and writes no log; commands may hold secrets.
package vpcd

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"

	"madoguchi/card"
	"madoguchi/card/emulator"
)

// Address is where the driver's first reader listens with its default
// configuration; the second is one port higher.
const Address = "127.0.0.1:35963"

// Control bytes.
const (
	powerOff = 0x00
	powerOn  = 0x01
	reset    = 0x02
	getATR   = 0x04
)

// Serve inserts the card into the reader that listens at addr ("host:port") and
// answers until ctx ends, which takes the card out and powers it off; the
// result is then nil.
//
// It fails with kind NoService when nobody listens at addr or when the driver
// closes the connection.
func Serve(ctx context.Context, addr string, c *emulator.Card) error {
	const op = "serve virtual reader"
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return card.Fail(card.NoService, op, err)
	}
	defer c.PowerOff()
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	err = answer(conn, c)
	if ctx.Err() != nil {
		return nil
	}
	return card.Fail(card.NoService, op, err)
}

// answer serves frames until one cannot be read or written.
func answer(conn net.Conn, c *emulator.Card) error {
	for {
		acknowledge(conn)
		frame, err := read(conn)
		if err != nil {
			return err
		}
		var reply []byte
		if len(frame) == 1 {
			if reply = control(frame[0], c); reply == nil {
				continue
			}
		} else {
			// The driver has no read time-out: every other frame, also an empty
			// one, gets an answer.
			reply = c.Process(frame)
			card.Zero(frame)
		}
		if err := write(conn, reply); err != nil {
			return err
		}
	}
}

// control does what a control byte says and returns the ATR if that was asked.
func control(b byte, c *emulator.Card) []byte {
	switch b {
	case powerOff:
		c.PowerOff()
	case powerOn:
		c.PowerOn()
	case reset:
		c.Reset()
	case getATR:
		return c.ATR()
	}
	return nil
}

func read(r io.Reader) ([]byte, error) {
	var n [2]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return nil, err
	}
	b := make([]byte, binary.BigEndian.Uint16(n[:]))
	_, err := io.ReadFull(r, b)
	return b, err
}

func write(w io.Writer, b []byte) error {
	if len(b) > 0xFFFF {
		return errors.New("an answer does not fit a frame")
	}
	_, err := w.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...))
	return err
}
