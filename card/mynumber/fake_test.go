package mynumber_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"strings"
	"testing"

	"madoguchi/card"
)

// fake is a card as small as these tests need: files by application and
// identifier, counters, and a log of what it was sent.
type fake struct {
	files map[uint16][]byte // of the current application
	apps  map[string]map[uint16][]byte
	cur   []byte
	sel   bool
	// answers overrides the answer to a command by the prefix of its hex.
	answers map[string]string
	// errs fails a command by the prefix of its hex, after it was sent.
	errs map[string]error
	// before fails a command before it is sent.
	before map[string]error
	// step limits how many bytes one READ BINARY gives; 0 is no limit.
	step int
	log  []string
	bufs [][]byte
}

func (f *fake) Reader() string               { return "fake" }
func (f *fake) ATR() []byte                  { return nil }
func (f *fake) Begin(context.Context) error  { return nil }
func (f *fake) End() error                   { return nil }
func (f *fake) Close(card.Disposition) error { return nil }

func (f *fake) Transmit(ctx context.Context, c []byte) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, card.Fail(card.Cancelled, "transmit", ctx.Err())
	}
	text := strings.ToUpper(hex.EncodeToString(c))
	for p, err := range f.before {
		if strings.HasPrefix(text, p) {
			return nil, err
		}
	}
	f.log, f.bufs = append(f.log, text), append(f.bufs, c)
	for p, err := range f.errs {
		if strings.HasPrefix(text, p) {
			return nil, err
		}
	}
	for p, a := range f.answers {
		if strings.HasPrefix(text, p) {
			return hex.DecodeString(strings.ReplaceAll(a, " ", ""))
		}
	}
	switch {
	case strings.HasPrefix(text, "00A4040C0A"):
		files, ok := f.apps[text[10:]]
		if !ok {
			return []byte{0x6A, 0x82}, nil
		}
		f.files, f.sel = files, false
		return []byte{0x90, 0x00}, nil
	case strings.HasPrefix(text, "00A4020C02"):
		b, ok := f.files[uint16(c[5])<<8|uint16(c[6])]
		if !ok {
			return []byte{0x6A, 0x82}, nil
		}
		f.cur, f.sel = b, true
		return []byte{0x90, 0x00}, nil
	case strings.HasPrefix(text, "00B0") && len(c) == 5:
		if !f.sel {
			return []byte{0x69, 0x86}, nil
		}
		offset, n := int(c[2])<<8|int(c[3]), int(c[4])
		if n == 0 {
			n = 256
		}
		if offset >= len(f.cur) {
			return []byte{0x6B, 0x00}, nil
		}
		n = min(n, len(f.cur)-offset)
		if f.step > 0 {
			n = min(n, f.step)
		}
		return append(bytes.Clone(f.cur[offset:offset+n]), 0x90, 0x00), nil
	}
	return []byte{0x6D, 0x00}, nil
}

// sent counts the commands whose hex begins with p.
func (f *fake) sent(p string) int {
	n := 0
	for _, l := range f.log {
		if strings.HasPrefix(l, p) {
			n++
		}
	}
	return n
}

const (
	jpkiAID  = "D392F000260100000001"
	inputAID = "D3921000310001010408"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
