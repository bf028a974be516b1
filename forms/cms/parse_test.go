package cms

import (
	"bytes"
	"crypto"
	"errors"
	"slices"
	"testing"
	"time"

	"madoguchi/forms"
)

func TestParseRefuses(t *testing.T) {
	leaf := issue(t, rsaKey(), "leaf", nil)
	good := forge(t, leaf, recipe{})
	deep := bytes.Repeat([]byte{0x30, 0x80}, 200)
	for name, c := range map[string]struct {
		b    []byte
		kind forms.Kind
	}{
		"nothing":                 {nil, forms.Malformed},
		"zeros":                   {make([]byte, 100), forms.Malformed},
		"bytes after the end":     {append(slices.Clone(good), 0, 0, 1), forms.Malformed},
		"a second CMS":            {append(slices.Clone(good), good...), forms.Malformed},
		"cut":                     {good[:len(good)-1], forms.Malformed},
		"other content type":      {wrap(tagSequence, oidDER(Data), wrap(0xA0, wrap(tagOctetString))), forms.Unsupported},
		"endless nesting":         {deep, forms.Malformed},
		"indefinite primitive":    {[]byte{0x04, 0x80, 0, 0}, forms.Malformed},
		"length beyond the input": {[]byte{0x30, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, forms.Malformed},
		"too many values":         {slices.Concat([]byte{0x30, 0x83, 0x0C, 0x35, 0x00}, make([]byte, 800_000)), forms.Malformed},
		"too large":               {make([]byte, MaxSize+1), forms.TooLarge},
	} {
		if _, err := Parse(c.b); !forms.Is(err, c.kind) {
			t.Errorf("%s: %v, want kind %v", name, err, c.kind)
		}
	}
	for i := range good { // every cut is refused, none is read as something shorter
		if _, err := Parse(good[:i]); err == nil {
			t.Fatalf("cut to %d bytes and still read", i)
		}
	}
}

func TestTimes(t *testing.T) {
	for text, want := range map[string]time.Time{
		"\x17\x0d261123090000Z":       time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		"\x17\x0d500101000000Z":       time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC),
		"\x17\x11261123090000+0900":   time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		"\x18\x0f20510101000000Z":     time.Date(2051, 1, 1, 0, 0, 0, 0, time.UTC),
		"\x18\x1120510101000000.5Z":   time.Date(2051, 1, 1, 0, 0, 0, 5e8, time.UTC),
		"\x17\x0d261323090000Z":       {},
		"\x04\x0d261123090000Z":       {},
		"\x18\x0f2051-01-01T0000Z":    {},
		"\x17\x0b2611230900Z":         time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		"\x18\x0f99991231235959Z":     time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		"\x17\x0d491231235959Z":       time.Date(2049, 12, 31, 23, 59, 59, 0, time.UTC),
		"\x17\x0fnot a time at al":    {},
		"\x18\x1320510101000000+0900": time.Date(2050, 12, 31, 15, 0, 0, 0, time.UTC),
	} {
		n, _, err := parseBER([]byte(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if got := timeOf(n); !got.Equal(want) {
			t.Errorf("%q is %v, want %v", text[2:], got, want)
		}
	}
}

func TestOIDs(t *testing.T) {
	for _, o := range []OID{Data, TSTInfo, oidSHA256, oidEd25519, oidSubjectKeyIDExt} {
		n, _, _ := parseBER(oidDER(o))
		if got, ok := oidOf(n); !ok || got != o {
			t.Errorf("%s became %s", o, got)
		}
	}
	for _, b := range [][]byte{nil, {0x80, 1}, {0x2A, 0x86}, bytes.Repeat([]byte{0xFF}, 20), bytes.Repeat([]byte{1}, 100)} {
		if o, ok := parseOID(b); ok {
			t.Errorf("%x read as %s", b, o)
		}
	}
}

func FuzzParse(f *testing.F) {
	leaf := issue(f, rsaKey(), "leaf", nil)
	for _, r := range []recipe{
		{},
		{bare: true},
		{indefinite: true, unsorted: true},
		{keyID: true},
		{inside: []byte("x"), kind: TSTInfo},
		{algorithm: rsaPSSParams(oidSHA256, oidSHA256, 32)},
	} {
		f.Add(forge(f, leaf, r))
	}
	f.Add(wrap(tagSequence, oidDER(oidSignedData), wrap(0xA0, wrap(tagSequence))))
	f.Fuzz(func(t *testing.T, b []byte) {
		sd, err := Parse(b)
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("not a Problem: %v", err)
			}
			return
		}
		if sd.Size > len(b) {
			t.Fatal("read more than there is")
		}
		for i := range sd.Signers {
			_, err := sd.Signers[i].Check(sd.Certificates, func(h crypto.Hash) ([]byte, error) { return make([]byte, h.Size()), nil })
			if err == nil && !sd.HasContent {
				t.Fatal("holds over a digest of zeros")
			}
			if _, ok := forms.KindOf(err); err != nil && !ok {
				t.Fatalf("not a Problem: %v", err)
			}
		}
	})
}

// What is read and written again as DER is read as the same.
func FuzzDER(f *testing.F) {
	leaf := issue(f, rsaKey(), "leaf", nil)
	f.Add(forge(f, leaf, recipe{indefinite: true}))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, size, err := parseBER(b)
		if err != nil {
			return
		}
		if !bytes.Equal(n.raw, b[:size]) {
			t.Fatal("raw is not what was read")
		}
		once := n.der()
		m, size, err := parseBER(once)
		if err != nil || size != len(once) {
			t.Fatalf("our DER is not read: %v", err)
		}
		if twice := m.der(); !bytes.Equal(once, twice) {
			t.Fatalf("DER is not stable\n%x\n%x", once, twice)
		}
	})
}

func TestDigestErrorComesThrough(t *testing.T) {
	leaf := issue(t, rsaKey(), "leaf", nil)
	sd, err := Parse(forge(t, leaf, recipe{}))
	if err != nil {
		t.Fatal(err)
	}
	stopped := errors.New("stopped")
	if _, err := sd.Signers[0].Check(sd.Certificates, func(crypto.Hash) ([]byte, error) { return nil, stopped }); !errors.Is(err, stopped) {
		t.Error(err)
	}
}
