package iso7816_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"madoguchi/card"
	"madoguchi/card/iso7816"
)

func TestCommandBytes(t *testing.T) {
	long := bytes.Repeat([]byte{0xAB}, 256)
	for _, c := range []struct {
		name string
		cmd  iso7816.Command
		want string
	}{
		{"case 1", iso7816.Command{INS: 0x20, P2: 0x80, Le: iso7816.NoLe}, "00200080"},
		{"case 2, Le 256", iso7816.Command{INS: 0xB0, Le: 0}, "00B0000000"},
		{"case 2, Le 256 in words", iso7816.Command{INS: 0xB0, Le: 256}, "00B0000000"},
		{"case 2, Le 4", iso7816.Command{INS: 0xB0, P1: 1, P2: 2, Le: 4}, "00B0010204"},
		{"case 3", iso7816.Command{INS: 0xA4, P1: 2, P2: 0x0C, Data: []byte{0, 1}, Le: iso7816.NoLe}, "00A4020C020001"},
		{"case 4", iso7816.Command{CLA: 0x80, INS: 0x2A, P2: 0x80, Data: []byte{1, 2, 3}, Le: 0}, "802A008003" + "010203" + "00"},
		{"case 2 extended", iso7816.Command{INS: 0xB0, Le: 65536}, "00B00000000000"},
		{"case 2 extended, Le 257", iso7816.Command{INS: 0xB0, Le: 257}, "00B00000000101"},
		{"case 3 extended", iso7816.Command{INS: 0xD6, Data: long, Le: iso7816.NoLe}, "00D60000000100" + strings.Repeat("AB", 256)},
		{"case 4 extended by its data", iso7816.Command{INS: 0x88, Data: long, Le: 0}, "00880000000100" + strings.Repeat("AB", 256) + "0100"},
		{"case 4 extended by its Le", iso7816.Command{INS: 0x88, Data: []byte{9}, Le: 300}, "0088000000000109012C"},
	} {
		b, err := c.cmd.Bytes()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := strings.ToUpper(hex.EncodeToString(b)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for _, c := range []iso7816.Command{{Le: -2}, {Le: 65537}, {Data: make([]byte, 65536)}} {
		if _, err := c.Bytes(); !card.Is(err, card.Internal) {
			t.Errorf("Le %d, %d bytes: %v", c.Le, len(c.Data), err)
		}
	}
}

func TestCommandIsNeverPrinted(t *testing.T) {
	c := iso7816.Command{INS: 0x20, P2: 0x80, Data: []byte("PLANTED9"), Le: iso7816.NoLe}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q", "%d"} {
		for _, s := range []string{fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, []iso7816.Command{c})} {
			if strings.Contains(s, "PLANTED9") || strings.Contains(strings.ToUpper(s), "504C414E") || strings.Contains(s, "80 76 65") {
				t.Errorf("%s prints the data: %s", verb, s)
			}
		}
	}
}

func TestTransmit(t *testing.T) {
	read := iso7816.Command{INS: 0xB0, Le: 0}
	for _, c := range []struct {
		name  string
		cmd   iso7816.Command
		steps []step
		data  string
		sw    iso7816.SW
	}{
		{"plain", read, []step{{"00B0000000", "0102 9000", nil}}, "0102", 0x9000},
		{"status only", read, []step{{"00B0000000", "6A82", nil}}, "", 0x6A82},
		{"right Le", read, []step{{"00B0000000", "6C03", nil}, {"00B0000003", "010203 9000", nil}}, "010203", 0x9000},
		{"right Le only once", read, []step{{"00B0000000", "6C03", nil}, {"00B0000003", "6C04", nil}}, "", 0x6C04},
		{
			"more data", read,
			[]step{{"00B0000000", "01 6102", nil}, {"00C0000002", "0203 6100", nil}, {"00C0000000", "04 9000", nil}},
			"01020304", 0x9000,
		},
		{
			"more data with another Le", read,
			[]step{{"00B0000000", "6102", nil}, {"00C0000002", "6C01", nil}, {"00C0000001", "05 9000", nil}},
			"05", 0x9000,
		},
		{
			"VERIFY is not repeated",
			iso7816.Command{INS: 0x20, P2: 0x80, Data: []byte("1234"), Le: 0},
			[]step{{"00200080043132333400", "6C01", nil}},
			"", 0x6C01,
		},
		{
			"VERIFY is not followed",
			iso7816.Command{INS: 0x20, P2: 0x80, Data: []byte("1234"), Le: iso7816.NoLe},
			[]step{{"002000800431323334", "6101", nil}},
			"", 0x6101,
		},
		{
			"CHANGE REFERENCE DATA is not repeated",
			iso7816.Command{INS: 0x24, P1: 1, P2: 0x80, Data: []byte("1234"), Le: 0},
			[]step{{"00240180043132333400", "6C01", nil}},
			"", 0x6C01,
		},
		{
			"the key is not used twice",
			iso7816.Command{CLA: 0x80, INS: 0x2A, P2: 0x80, Data: []byte{1}, Le: 0},
			[]step{{"802A0080010100", "6C80", nil}},
			"", 0x6C80,
		},
		{
			"a signature already made is fetched",
			iso7816.Command{CLA: 0x80, INS: 0x2A, P2: 0x80, Data: []byte{1}, Le: 0},
			[]step{{"802A0080010100", "6102", nil}, {"00C0000002", "AABB 9000", nil}},
			"AABB", 0x9000,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &script{t: t, steps: c.steps}
			data, sw, err := iso7816.Transmit(context.Background(), s, "test", c.cmd)
			if err != nil || sw != c.sw || !bytes.Equal(data, unhex(t, c.data)) {
				t.Errorf("%X %s %v, want %s %s", data, sw, err, c.data, c.sw)
			}
			s.done()
		})
	}
}

func TestTransmitFailures(t *testing.T) {
	cause := errors.New("cause")
	for _, c := range []struct {
		name  string
		steps []step
		kind  card.Kind
	}{
		{"removed", []step{{"00B0000000", "", card.Fail(card.Removed, "transmit", cause)}}, card.Removed},
		{"removed on the way", []step{{"00B0000000", "6101", nil}, {"00C0000001", "", card.Fail(card.Removed, "transmit", cause)}}, card.Removed},
		{"no status word", []step{{"00B0000000", "90", nil}}, card.Malformed},
		{"nothing at all", []step{{"00B0000000", "", nil}}, card.Malformed},
		{"promises without end", []step{{"00B0000000", "6101", nil}, {"00C0000001", "6101", nil}}, card.Malformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &script{t: t, steps: c.steps}
			_, _, err := iso7816.Transmit(context.Background(), s, "reading", iso7816.Command{INS: 0xB0})
			if !card.Is(err, c.kind) {
				t.Errorf("%v, want %v", err, c.kind)
			}
			if c.kind == card.Removed && !errors.Is(err, cause) {
				t.Error("the cause is lost")
			}
			s.done()
		})
	}
}

// An answer of endless blocks ends at the bound.
func TestTransmitIsBounded(t *testing.T) {
	s := &endless{}
	_, _, err := iso7816.Transmit(context.Background(), s, "reading", iso7816.Command{INS: 0xB0})
	if !card.Is(err, card.Malformed) || s.n > 300 {
		t.Errorf("%v after %d commands", err, s.n)
	}
}

type endless struct {
	script
	n int
}

func (e *endless) Transmit(context.Context, []byte) ([]byte, error) {
	e.n++
	return append(make([]byte, 256), 0x61, 0x00), nil
}

func TestStatusWords(t *testing.T) {
	for _, c := range []struct {
		sw    iso7816.SW
		kind  card.Kind
		tries int
	}{
		{0x63C4, card.WrongSecret, 4},
		{0x63CF, card.WrongSecret, 15},
		{0x63C0, card.Locked, 0},
		{0x6300, card.WrongSecret, card.TriesUnknown},
		{0x6983, card.Locked, 0},
		{0x6984, card.Locked, 0},
		{0x6982, card.SecretNeeded, card.TriesUnknown},
		{0x6A82, card.NotFound, card.TriesUnknown},
		{0x6A83, card.NotFound, card.TriesUnknown},
		{0x6A88, card.NotFound, card.TriesUnknown},
		{0x6700, card.Refused, card.TriesUnknown},
		{0x6F00, card.Refused, card.TriesUnknown},
		{0x6282, card.Refused, card.TriesUnknown},
		{0x63D1, card.Refused, card.TriesUnknown},
		{0x0000, card.Refused, card.TriesUnknown},
	} {
		f := c.sw.Failure("op")
		if f == nil || f.Kind != c.kind || f.TriesLeft != c.tries || f.SW != uint16(c.sw) || f.Op != "op" {
			t.Errorf("%s: %+v, want %v, tries %d", c.sw, f, c.kind, c.tries)
		}
	}
	if f := iso7816.OK.Failure("op"); f != nil {
		t.Errorf("9000: %v", f)
	}
}
