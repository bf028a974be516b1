package cardtest

import (
	"bytes"
	"io"
	"net"
	"testing"
	"time"
)

// TestInsertSpeaksVPCD plays the driver: it listens, the card calls, and every
// frame has two bytes of length before it.
func TestInsertSpeaksVPCD(t *testing.T) {
	driver, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = driver.Close() }()
	chip := NewChip('v', 'p')
	plug := Insert(t, driver.Addr().(*net.TCPAddr).Port, chip)
	call := func() net.Conn {
		t.Helper()
		_ = driver.(*net.TCPListener).SetDeadline(time.Now().Add(patience))
		conn, err := driver.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(patience))
		return conn
	}
	say := func(conn net.Conn, frames, want string) {
		t.Helper()
		if _, err := io.WriteString(conn, frames); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(want))
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != want {
			t.Fatalf("said % X: heard % X (%v), want % X", frames, got, err, want)
		}
	}
	conn := call()
	atr := string(chip.ATR())
	say(conn, "\x00\x01\x04", "\x00\x06"+atr)
	say(conn, "\x00\x05\x80\x10\x00\x00\x00", "\x00\x02\x6E\x00") // no power yet
	say(conn, "\x00\x01\x01"+"\x00\x06\x80\x10\x00\x00\x01x", "\x00\x03x\x90\x00")
	say(conn, "\x00\x04\x80\x14\x00\x00"+"\x00\x04\x80\x16\x00\x00", "\x00\x02\x90\x00"+"\x00\x02\x90\x00")
	say(conn, "\x00\x01\x02"+"\x00\x04\x80\x16\x00\x00", "\x00\x02\x69\x82") // reset forgets
	_ = conn.Close()                                                         // the service stops
	conn = call()                                                            // and starts: the card is still in
	say(conn, "\x00\x01\x04", "\x00\x06"+atr)
	plug.Remove()
	if _, err := conn.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("after Remove the driver reads %v, want the end", err)
	}
	if chip.PowerLosses() != 1 {
		t.Errorf("%d power losses, want the one when the service stopped", chip.PowerLosses())
	}
}

func TestChipATR(t *testing.T) {
	atr := NewChip('a', 'b').ATR()
	var sum byte
	for _, x := range atr[1:] {
		sum ^= x
	}
	if atr[0] != 0x3B || sum != 0 || !bytes.Contains(atr, []byte("ab")) {
		t.Errorf("ATR % X", atr)
	}
}

// FuzzServe: whatever a driver sends, the card neither panics nor answers
// anything but whole frames.
func FuzzServe(f *testing.F) {
	f.Add([]byte("\x00\x01\x04\x00\x01\x01\x00\x06\x80\x10\x00\x00\x01x"))
	f.Add([]byte("\x00\x00"))
	f.Add([]byte("\xFF\xFF\x80\x12"))
	f.Add([]byte("\x00\x01\x01\x00\x07\x80\x12\xFF\xFF\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, said []byte) {
		var heard bytes.Buffer
		_ = serve(struct {
			io.Reader
			io.Writer
		}{bytes.NewReader(said), &heard}, NewChip('f', 'z'))
		for heard.Len() > 0 {
			if _, err := readFrame(&heard); err != nil {
				t.Fatal("half a frame")
			}
		}
	})
}
