package iso7816_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"strings"
	"testing"

	"madoguchi/card"
)

// script is a transport that expects exactly the given commands and keeps the
// very buffers it was handed.
type script struct {
	t     *testing.T
	steps []step
	sent  [][]byte
	seen  []string
}

type step struct {
	command, answer string
	err             error
}

func (s *script) Reader() string               { return "script" }
func (s *script) ATR() []byte                  { return nil }
func (s *script) Begin(context.Context) error  { return nil }
func (s *script) End() error                   { return nil }
func (s *script) Close(card.Disposition) error { return nil }
func (s *script) Transmit(_ context.Context, c []byte) ([]byte, error) {
	s.t.Helper()
	n := len(s.sent)
	s.sent = append(s.sent, c)
	got := strings.ToUpper(hex.EncodeToString(c))
	s.seen = append(s.seen, got)
	if n >= len(s.steps) {
		s.t.Fatalf("command %d is one too many: %s", n+1, got)
	}
	if want := s.steps[n].command; got != want {
		s.t.Fatalf("command %d is %s, want %s", n+1, got, want)
	}
	if s.steps[n].err != nil {
		return nil, s.steps[n].err
	}
	return unhex(s.t, s.steps[n].answer), nil
}

func (s *script) done() {
	s.t.Helper()
	if len(s.sent) != len(s.steps) {
		s.t.Fatalf("%d commands sent, want %d", len(s.sent), len(s.steps))
	}
	for n, b := range s.sent {
		if !bytes.Equal(b, make([]byte, len(b))) {
			s.t.Errorf("the buffer of command %d was not zeroed", n+1)
		}
	}
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
