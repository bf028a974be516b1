package pdf_test

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

func zipped(b []byte) []byte {
	var w bytes.Buffer
	z := zlib.NewWriter(&w)
	_, _ = z.Write(b)
	_ = z.Close()
	return w.Bytes()
}

func TestFilters(t *testing.T) {
	f := open(t, fixture(t, "form-table.pdf"))
	parms := func(kv ...any) pdf.Dict {
		d := pdf.Dict{}
		for i := 0; i < len(kv); i += 2 {
			d[pdf.Name(kv[i].(string))] = pdf.Integer(kv[i+1].(int))
		}
		return d
	}
	text := []byte("Hello 練習")
	for name, c := range map[string]struct {
		filter pdf.Object
		parms  pdf.Object
		data   []byte
		want   []byte
	}{
		"none":  {nil, nil, text, text},
		"flate": {pdf.Name("FlateDecode"), nil, zipped(text), text},
		"flate with a wrong checksum": {pdf.Name("Fl"), nil, func() []byte {
			b := zipped(text)
			b[len(b)-1]++
			return b
		}(), text},
		"flate cut off": {pdf.Name("FlateDecode"), nil, zipped(text)[:len(zipped(text))-5], text},
		// ISO 32000-1 7.4.4.2, example 1.
		"lzw":        {pdf.Name("LZWDecode"), nil, []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}, []byte{45, 45, 45, 45, 45, 65, 45, 45, 45, 66}},
		"hex":        {pdf.Name("ASCIIHexDecode"), nil, []byte("48 65\n6c6C6>zz"), []byte("Hell`")},
		"base 85":    {pdf.Name("A85"), nil, []byte("87cURD]i,\"Ebo80~>"), []byte("Hello World!")},
		"85, zeros":  {pdf.Name("ASCII85Decode"), nil, []byte("z!!~>"), []byte{0, 0, 0, 0, 0}},
		"run length": {pdf.Name("RunLengthDecode"), nil, []byte("\x02abc\xfed\x80zzz"), []byte("abcddd")},
		"two, one inside the other": {
			pdf.Array{pdf.Name("AHx"), pdf.Name("Fl")},
			pdf.Array{nil, nil},
			fmt.Appendf(nil, "%x>", zipped(text)), text,
		},
		"png rows": {
			pdf.Name("FlateDecode"), parms("Predictor", 15, "Columns", 3),
			zipped([]byte{0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1}),
			[]byte{1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5},
		},
		"tiff rows":    {pdf.Name("FlateDecode"), parms("Predictor", 2, "Columns", 2, "Colors", 2), zipped([]byte{1, 2, 3, 4, 9, 9, 1, 1}), []byte{1, 2, 4, 6, 9, 9, 10, 10}},
		"tiff, 4 bits": {pdf.Name("FlateDecode"), parms("Predictor", 2, "Columns", 4, "BitsPerComponent", 4), zipped([]byte{0x11, 0x1F}), []byte{0x12, 0x32}},
	} {
		d := pdf.Dict{}
		if c.filter != nil {
			d["Filter"] = c.filter
		}
		if c.parms != nil {
			d["DecodeParms"] = c.parms
		}
		got, err := f.StreamData(&pdf.Stream{Dict: d, Data: c.data}, 1000)
		if err != nil || !bytes.Equal(got, c.want) {
			t.Errorf("%s: %v, %v; want %v", name, got, err, c.want)
		}
	}
}

// packLZW encodes with codes that grow one code early, as PDF does.
func packLZW(data []byte) []byte {
	var out []byte
	acc, bits := uint32(0), 0
	put := func(code, width int) {
		acc, bits = acc<<width|uint32(code), bits+width
		for ; bits >= 8; bits -= 8 {
			out = append(out, byte(acc>>(bits-8)))
		}
	}
	codes, width := map[string]int{}, 9
	code := func(s string) int {
		if len(s) == 1 {
			return int(s[0])
		}
		return codes[s]
	}
	put(256, width)
	s := ""
	for _, c := range data {
		t := s + string([]byte{c})
		if _, known := codes[t]; known || len(t) == 1 {
			s = t
			continue
		}
		put(code(s), width)
		codes[t] = 258 + len(codes)
		if n := 258 + len(codes); n+1 > 1<<width && width < 12 {
			width++
		} else if n == 4094 {
			put(256, width)
			codes, width = map[string]int{}, 9
		}
		s = string([]byte{c})
	}
	put(code(s), width)
	put(257, width)
	put(0, 7)
	return out
}

func TestLongEarlyLZW(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	data := make([]byte, 60_000)
	for i := range data {
		data[i] = byte(rng.IntN(9) * rng.IntN(9))
	}
	s := &pdf.Stream{Data: packLZW(data), Dict: pdf.Dict{"Filter": pdf.Name("LZWDecode")}}
	got, err := open(t, fixture(t, "form-table.pdf")).StreamData(s, 1<<20)
	if err != nil || !bytes.Equal(got, data) {
		n := 0
		for n < len(got) && got[n] == data[n] {
			n++
		}
		t.Errorf("%d bytes, the first %d right, %v", len(got), n, err)
	}
}

// TestLongLZW compares with the library's LZW, which lengthens its codes one code
// later than PDF usually does.
func TestLongLZW(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	data := make([]byte, 100_000)
	for i := range data {
		data[i] = byte(rng.IntN(7) * rng.IntN(7))
	}
	var w bytes.Buffer
	z := lzw.NewWriter(&w, lzw.MSB, 8)
	_, _ = z.Write(data)
	_ = z.Close()
	s := &pdf.Stream{Data: w.Bytes(), Dict: pdf.Dict{"Filter": pdf.Name("LZW"), "DecodeParms": pdf.Dict{"EarlyChange": pdf.Integer(0)}}}
	got, err := open(t, fixture(t, "form-table.pdf")).StreamData(s, 1<<20)
	if err != nil || !bytes.Equal(got, data) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestStreamsThatAreRefused(t *testing.T) {
	f := open(t, fixture(t, "form-table.pdf"))
	bomb := make([]byte, 32<<20)
	for name, c := range map[string]struct {
		filter pdf.Object
		data   []byte
		kind   forms.Kind
	}{
		"a bomb":                 {pdf.Name("FlateDecode"), zipped(bomb), forms.TooLarge},
		"a bomb in a bomb":       {pdf.Array{pdf.Name("Fl"), pdf.Name("Fl")}, zipped(zipped(bomb)), forms.TooLarge},
		"a picture":              {pdf.Name("JPXDecode"), nil, forms.Unsupported},
		"filters without end":    {pdf.Array{pdf.Name("Fl"), pdf.Name("Fl"), pdf.Name("Fl"), pdf.Name("Fl"), pdf.Name("Fl"), pdf.Name("Fl"), pdf.Name("Fl"), pdf.Name("Fl"), pdf.Name("Fl")}, nil, forms.TooLarge},
		"not zlib":               {pdf.Name("FlateDecode"), []byte("\x01\x01\x01\x01\x01\x01\x01"), forms.Malformed},
		"letters in hex":         {pdf.Name("AHx"), []byte("0g>"), forms.Malformed},
		"a code of the future":   {pdf.Name("LZW"), []byte{0x80, 0x7F, 0xFF}, forms.Malformed},
		"a group of 5 too large": {pdf.Name("A85"), []byte("uuuuu~>"), forms.Malformed},
	} {
		_, err := f.StreamData(&pdf.Stream{Dict: pdf.Dict{"Filter": c.filter}, Data: c.data}, 1<<20)
		if !forms.Is(err, c.kind) {
			t.Errorf("%s: %v, want %v", name, err, c.kind)
		}
	}
}

// TestCrossReferenceBomb: kilobytes that unpack to rows without end.
func TestCrossReferenceBomb(t *testing.T) {
	rows := zipped(make([]byte, 20<<20))
	for name, index := range map[string]string{"listed": "0 99999999", "beyond every number": "999999999 99999999"} {
		b := fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj<</Type/XRef/W[1 0 0]/Index[%s]/Size 9/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\nstartxref\n9\n%%%%EOF\n", index, len(rows), rows)
		if _, err := pdf.Open(bytes.NewReader(b), int64(len(b))); !forms.Is(err, forms.TooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDeepAndLongObjectsAreRefused(t *testing.T) {
	for name, s := range map[string]string{
		"arrays":       strings.Repeat("[", 10_000),
		"dictionaries": strings.Repeat("<</A ", 10_000),
		"too many":     "[" + strings.Repeat("0 ", 1<<20) + "]",
	} {
		if _, _, err := pdf.FindValue([]byte(s), "A"); !forms.Is(err, forms.TooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTextStrings(t *testing.T) {
	for _, s := range []string{"", "Text1 (\\)", "鈴木 天野 山田", "𠮷野家", "é", "a\tb\r\nc", "\x7f"} {
		if got := pdf.DecodeText(pdf.EncodeText(s)); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
	for in, want := range map[string]string{
		"\xff\xfe\x2d\x4e":                           "中",
		"\xef\xbb\xbf\xe4\xb8\xad":                   "中",
		"\xfe\xff\x00\x1b\x00j\x00a\x00\x1b\x4e\x2d": "中",
		"\x80 \xa0\x8d":                              "• €“",
		"\xfe\xff\xd8\x00":                           "\uFFFD",
	} {
		if got := pdf.DecodeText(pdf.String(in)); got != want {
			t.Errorf("%q reads %q", in, got)
		}
	}
}
