package vpcd_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net"
	"testing"
	"time"

	"madoguchi/card"
	"madoguchi/card/emulator"
	"madoguchi/card/emulator/vpcd"
)

// driver is the driver's side of a connection a card has made.
type driver struct {
	*testing.T
	conn net.Conn
	// leave takes the card out; ended is what Serve returned.
	leave context.CancelFunc
	ended <-chan error
}

// plug starts a driver in process and lets the card connect to it.
func plug(t *testing.T, c *emulator.Card) *driver {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	ended := make(chan error, 1)
	go func() { ended <- vpcd.Serve(ctx, l.Addr().String(), c) }()
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return &driver{T: t, conn: conn, leave: cancel, ended: ended}
}

func (d *driver) send(frame ...byte) {
	d.Helper()
	b := append(binary.BigEndian.AppendUint16(nil, uint16(len(frame))), frame...)
	// In two pieces, as a network may deliver it.
	for _, part := range [][]byte{b[:1], b[1:]} {
		if _, err := d.conn.Write(part); err != nil {
			d.Fatal(err)
		}
	}
}

func (d *driver) receive() []byte {
	d.Helper()
	var n [2]byte
	if _, err := io.ReadFull(d.conn, n[:]); err != nil {
		d.Fatal(err)
	}
	b := make([]byte, binary.BigEndian.Uint16(n[:]))
	if _, err := io.ReadFull(d.conn, b); err != nil {
		d.Fatal(err)
	}
	return b
}

func (d *driver) want(what string, want string) {
	d.Helper()
	if got := hex.EncodeToString(d.receive()); got != want {
		d.Errorf("%s: %s, want %s", what, got, want)
	}
}

func (d *driver) result() error {
	d.Helper()
	select {
	case err := <-d.ended:
		return err
	case <-time.After(30 * time.Second):
		d.Fatal("Serve does not return")
		return nil
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestConversation goes through what the driver was seen to send: insertion 04
// 01 04, commands with 04 in between, reset 02 04, power cycle 00 04 01 04. Only
// 04 and commands are answered.
func TestConversation(t *testing.T) {
	const atr = "3b888001000005e0b381a1007f"
	c, p := resident(t)
	d := plug(t, c)
	command := func(what, apdu, want string) {
		t.Helper()
		d.send(unhex(t, apdu)...)
		d.want(what, want)
	}
	d.send(0x04)
	d.want("ATR", atr)
	command("without power", "00a40000", "6f00")
	d.send(0x01)
	d.send(0x04)
	d.want("ATR", atr)
	command("SELECT", "00a4040c0ad392f000260100000001", "9000")
	command("VERIFY", "0020009804"+hex.EncodeToString([]byte(p.Secrets.Auth)), "9000")
	d.send(0x04)
	d.want("ATR in between", atr)
	sign := func() []byte {
		d.send(unhex(t, "802a0397014100")...)
		return d.receive()
	}
	if got := sign(); len(got) != 258 {
		t.Errorf("signature % x", got)
	}
	d.send(0x02)
	d.send(0x04)
	d.want("ATR after reset", atr)
	if got := sign(); len(got) != 258 {
		t.Errorf("after a warm reset % x", got)
	}
	d.send(0x00)
	d.send(0x04)
	d.want("ATR without power", atr)
	d.send(0x01)
	if got := sign(); !bytes.Equal(got, []byte{0x6A, 0x82}) {
		t.Errorf("after a power cycle % x", got)
	}
	// Odd frames: an unknown control byte is not answered, everything else is.
	d.send(0x7E)
	d.send(0x04)
	d.want("ATR after an unknown control byte", atr)
	d.send()
	d.want("empty frame", "6700")
	d.send(0x00, 0xB0)
	d.want("half a command", "6700")
	command("extended", "00ca7f21000000", hex.EncodeToString(c.Process(unhex(t, "00ca7f21000000"))))

	d.leave()
	if err := d.result(); err != nil {
		t.Errorf("Serve: %v", err)
	}
	if n, err := d.conn.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Errorf("the card is still in the reader: %d, %v", n, err)
	}
	if got := c.Process(unhex(t, "00a40000")); !bytes.Equal(got, []byte{0x6F, 0x00}) {
		t.Errorf("the card still has power: % x", got)
	}
}

func TestDriverGoesAway(t *testing.T) {
	for _, sent := range []string{"", "00", "000500a4"} {
		c, _ := resident(t)
		c.PowerOn()
		d := plug(t, c)
		if _, err := d.conn.Write(unhex(t, sent)); err != nil {
			t.Fatal(err)
		}
		d.conn.Close()
		if err := d.result(); !card.Is(err, card.NoService) {
			t.Errorf("after %q: %v", sent, err)
		}
		if got := c.Process(unhex(t, "00a40000")); !bytes.Equal(got, []byte{0x6F, 0x00}) {
			t.Errorf("the card still has power: % x", got)
		}
	}
}

func TestNobodyListens(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	c, _ := resident(t)
	if err := vpcd.Serve(t.Context(), addr, c); !card.Is(err, card.NoService) {
		t.Errorf("Serve: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := vpcd.Serve(ctx, addr, c); err != nil {
		t.Errorf("with its context done: %v", err)
	}
}

// FuzzServe lets a driver send anything; Serve returns when it hangs up.
func FuzzServe(f *testing.F) {
	for _, s := range []string{"\x00\x01\x04", "\x00\x01\x01\x00\x04\x00\xA4\x00\x00", "\xFF\xFF", "\x00\x00", "\x00\x01\x02\x00\x01\x00\x00\x01\x01"} {
		f.Add([]byte(s))
	}
	c, _ := resident(f)
	f.Fuzz(func(t *testing.T, sent []byte) {
		d := plug(t, c)
		go func() { _, _ = io.Copy(io.Discard, d.conn) }()
		if _, err := d.conn.Write(sent); err != nil {
			t.Fatal(err)
		}
		_ = d.conn.(*net.TCPConn).CloseWrite()
		if err := d.result(); !card.Is(err, card.NoService) {
			t.Errorf("Serve: %v", err)
		}
	})
}
