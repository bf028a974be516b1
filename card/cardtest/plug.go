package cardtest

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"
	"time"
)

// Control bytes of the vpcd protocol (vsmartcard, vpcd.h): a frame of length
// one is one of these, every other frame is a command.
const (
	vpcdOff   = 0
	vpcdOn    = 1
	vpcdReset = 2
	vpcdATR   = 4
)

// Plug is a software card in a virtual reader.
type Plug struct {
	cancel context.CancelFunc
	ended  chan struct{}
}

// Insert puts card into the virtual reader that listens on the port of this
// computer. The card stays in, also over a restart of the service, until
// Remove or the end of the test.
func Insert(tb testing.TB, port int, card Software) *Plug {
	tb.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p := &Plug{cancel: cancel, ended: make(chan struct{})}
	go p.keepIn(ctx, fmt.Sprintf("127.0.0.1:%d", port), card)
	tb.Cleanup(p.Remove)
	return p
}

// Remove pulls the card and returns when it has lost power. It may be called
// more than once.
func (p *Plug) Remove() {
	p.cancel()
	<-p.ended
}

func (p *Plug) keepIn(ctx context.Context, addr string, card Software) {
	defer close(p.ended)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for ctx.Err() == nil {
		var d net.Dialer
		if conn, err := d.DialContext(ctx, "tcp", addr); err == nil {
			stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
			_ = serve(conn, card)
			stop()
			_ = conn.Close()
			card.PowerOff()
		}
		select { // the service is down, or has not looked yet
		case <-ctx.Done():
		case <-again.C:
		}
	}
}

// serve answers vpcd until the connection ends.
func serve(conn io.ReadWriter, card Software) error {
	for {
		frame, err := readFrame(conn)
		if err != nil {
			return err
		}
		if len(frame) == 0 {
			return errors.New("vpcd: empty frame")
		}
		if len(frame) > 1 {
			err = writeFrame(conn, card.Process(frame))
		} else {
			switch frame[0] {
			case vpcdOff:
				card.PowerOff()
			case vpcdOn:
				card.PowerOn()
			case vpcdReset:
				card.Reset()
			case vpcdATR:
				err = writeFrame(conn, card.ATR())
			}
		}
		if err != nil {
			return err
		}
	}
}

func readFrame(r io.Reader) ([]byte, error) {
	var n [2]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return nil, err
	}
	b := make([]byte, binary.BigEndian.Uint16(n[:]))
	_, err := io.ReadFull(r, b)
	return b, err
}

func writeFrame(w io.Writer, b []byte) error {
	if len(b) > 0xFFFF {
		return errors.New("vpcd: frame too long")
	}
	_, err := w.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...))
	return err
}
