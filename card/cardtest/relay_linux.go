package cardtest

import (
	"io"
	"net"
	"strconv"
	"sync"
	"testing"
)

// slot is one virtual reader. The driver, left to itself, listens on every
// address of the computer; told a host name it calls that host instead. So it
// is made to call a listener on the loopback address, and cards call a second
// one there: what the two say is passed through unchanged.
type slot struct {
	cards, driver net.Listener
	called        chan struct{} // receives when the driver has called

	mu     sync.Mutex
	card   net.Conn // inserted
	closed bool
	wg     sync.WaitGroup
}

// openSlots opens two slots whose driver ports follow each other, as the driver
// wants them.
func openSlots(tb testing.TB) [2]*slot {
	tb.Helper()
	for range 100 {
		first, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			tb.Fatal(err)
		}
		second, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port(first)+1)))
		if err != nil {
			_ = first.Close()
			continue
		}
		return [2]*slot{newSlot(tb, first), newSlot(tb, second)}
	}
	tb.Fatal("no two free ports next to each other")
	panic("unreachable")
}

func newSlot(tb testing.TB, driver net.Listener) *slot {
	tb.Helper()
	cards, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s := &slot{cards: cards, driver: driver, called: make(chan struct{}, 1)}
	s.wg.Go(func() { s.accept(cards, s.insert) })
	s.wg.Go(func() { s.accept(driver, s.connect) })
	tb.Cleanup(s.close)
	return s
}

func port(l net.Listener) int { return l.Addr().(*net.TCPAddr).Port }

func (s *slot) accept(l net.Listener, take func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		take(conn)
	}
}

// insert takes a card; a reader holds one.
func (s *slot) insert(card net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.card != nil || s.closed {
		_ = card.Close()
		return
	}
	s.card = card
}

// connect joins the driver to the card, or hangs up: no card.
func (s *slot) connect(driver net.Conn) {
	select {
	case s.called <- struct{}{}:
	default:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.card == nil || s.closed {
		_ = driver.Close()
		return
	}
	card := s.card
	var once sync.Once
	hangUp := func() {
		once.Do(func() {
			_ = driver.Close()
			_ = card.Close()
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.card == card {
				s.card = nil
			}
		})
	}
	s.wg.Go(func() { _, _ = io.Copy(card, driver); hangUp() })
	s.wg.Go(func() { _, _ = io.Copy(driver, card); hangUp() })
}

func (s *slot) close() {
	_ = s.cards.Close()
	_ = s.driver.Close()
	s.mu.Lock()
	s.closed = true
	if s.card != nil {
		_ = s.card.Close()
	}
	s.mu.Unlock()
	s.wg.Wait()
}
