package iso7816_test

import (
	"bytes"
	"testing"

	"madoguchi/card"
	"madoguchi/card/iso7816"
)

func TestReadTLV(t *testing.T) {
	for _, c := range []struct {
		name, in, value, rest string
		tag                   uint32
	}{
		{"short", "30 02 0102 FF", "0102", "FF", 0x30},
		{"card's tag in the long form it would not need", "FF10 03 313233 FFFF", "313233", "FFFF", 0xFF10},
		{"card's length in the long form it would not need", "FF40 820002 0102", "0102", "", 0xFF40},
		{"long form of a short length", "DF43 8101 AA", "AA", "", 0xDF43},
		{"four length bytes", "30 8400000001 AA", "AA", "", 0x30},
		{"empty", "DF51 00", "", "", 0xDF51},
		{"three tag bytes", "7F8121 01 05", "05", "", 0x7F8121},
	} {
		obj, rest, err := iso7816.ReadTLV(unhex(t, c.in))
		if err != nil || obj.Tag != c.tag || !bytes.Equal(obj.Value, unhex(t, c.value)) || !bytes.Equal(rest, unhex(t, c.rest)) {
			t.Errorf("%s: %+v, %X, %v", c.name, obj, rest, err)
		}
	}
	for name, in := range map[string]string{
		"nothing": "", "tag only": "30", "tag cut": "FF", "tag without end": "FF8181818101", "length cut": "308201",
		"value cut": "3003 0102", "indefinite": "3080 0000", "five length bytes": "30850000000001AA", "huge": "3084FFFFFFFF00",
	} {
		if obj, _, err := iso7816.ReadTLV(unhex(t, in)); !card.Is(err, card.Malformed) {
			t.Errorf("%s: %+v, %v", name, obj, err)
		}
	}
}

func TestReadTLVs(t *testing.T) {
	list, err := iso7816.ReadTLVs(unhex(t, "DF21 01 AA DF22 8100 DF23 01 BB"), 3)
	if err != nil || len(list) != 3 || list[2].Tag != 0xDF23 || !bytes.Equal(list[2].Value, []byte{0xBB}) {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := iso7816.ReadTLVs(unhex(t, "0100 0100 0100"), 2); !card.Is(err, card.Malformed) {
		t.Errorf("one object too many: %v", err)
	}
	if list, err := iso7816.ReadTLVs(nil, 1); err != nil || len(list) != 0 {
		t.Errorf("nothing: %+v, %v", list, err)
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		in    string
		tag   uint32
		total uint64
	}{
		{"308206D1", 0x30, 4 + 0x6D1},
		{"FF2065DF210800", 0xFF20, 3 + 0x65},
		{"FF4082009F", 0xFF40, 5 + 0x9F},
		{"3084FFFFFFFF", 0x30, 6 + 0xFFFFFFFF},
	} {
		if tag, total, err := iso7816.Span(unhex(t, c.in)); err != nil || tag != c.tag || total != c.total {
			t.Errorf("%s: %X %d %v", c.in, tag, total, err)
		}
	}
	for _, in := range []string{"", "30", "3082", "FF"} {
		if _, _, err := iso7816.Span(unhex(t, in)); !card.Is(err, card.Malformed) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzReadTLV(f *testing.F) {
	f.Add(unhex(f, "FF2065DF2108000E002000590064DF2203E9BB92DF2300"))
	f.Add(unhex(f, "FF4082009FDF4104"))
	f.Add(unhex(f, "3080"))
	f.Add(unhex(f, "3084FFFFFFFF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		obj, rest, err := iso7816.ReadTLV(b)
		if err != nil {
			if !card.Is(err, card.Malformed) {
				t.Fatalf("kind: %v", err)
			}
			return
		}
		if !bytes.Equal(append(bytes.Clone(obj.Raw), rest...), b) {
			t.Fatal("object and rest are not the input")
		}
		if !bytes.HasSuffix(obj.Raw, obj.Value) {
			t.Fatal("the value does not end the object")
		}
		tag, total, err := iso7816.Span(b)
		if err != nil || tag != obj.Tag || total != uint64(len(obj.Raw)) {
			t.Fatalf("Span: %X %d %v", tag, total, err)
		}
	})
}
