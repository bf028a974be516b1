package typeset_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"os"
	"slices"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/typeset"
)

// fontFile is one of the typefaces of the program.
func fontFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("../../assets/fonts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func subset(t testing.TB, file []byte, glyphs ...uint16) *typeset.Subset {
	t.Helper()
	s, err := typeset.MakeSubset(bytes.NewReader(file), int64(len(file)), glyphs)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tables takes a font file apart.
func tables(t testing.TB, file []byte) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		e := file[12+16*i:]
		at, n := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		out[string(e[:4])] = file[at : at+n]
	}
	return out
}

// outline is the data of a glyph of a font with long places.
func outline(tables map[string][]byte, id uint16) []byte {
	from, to := binary.BigEndian.Uint32(tables["loca"][4*int(id):]), binary.BigEndian.Uint32(tables["loca"][4*int(id)+4:])
	return tables["glyf"][from:to]
}

// composite finds a glyph made of others.
func composite(t testing.TB, file []byte) uint16 {
	t.Helper()
	all := tables(t, file)
	for id := range uint16(len(all["loca"])/4 - 1) {
		if b := outline(all, id); len(b) > 10 && int16(binary.BigEndian.Uint16(b)) < 0 {
			return id
		}
	}
	t.Fatal("no composite glyph")
	return 0
}

func TestSubsetHasOnlyTheGlyphsThatAreUsed(t *testing.T) {
	file := fontFile(t, "latin_regular.ttf")
	before := tables(t, file)
	s := subset(t, file, 40, 36, 40)
	if !slices.Equal(s.Glyphs, []uint16{0, 36, 40}) {
		t.Fatalf("glyphs %v", s.Glyphs)
	}
	after := tables(t, s.File)
	if got := slices.Sorted(maps.Keys(after)); !slices.Equal(got, []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"}) {
		t.Errorf("tables %v", got)
	}
	if n := binary.BigEndian.Uint16(after["maxp"][4:]); n != 3 {
		t.Errorf("%d glyphs", n)
	}
	for old, id := range s.New {
		if got, want := outline(after, id), outline(before, old); !bytes.HasPrefix(got, want) || len(got) > len(want)+3 {
			t.Errorf("glyph %d has another outline", old)
		}
		if got, want := after["hmtx"][4*id:][:4], before["hmtx"][4*old:][:4]; !bytes.Equal(got, want) {
			t.Errorf("glyph %d is %x wide, not %x", old, got, want)
		}
	}
	if len(s.File) > 2000 {
		t.Errorf("%d bytes for three glyphs", len(s.File))
	}
}

// TestSubsetHasThePartsOfGlyphs: an accented letter draws its letter and its
// accent by their new numbers.
func TestSubsetHasThePartsOfGlyphs(t *testing.T) {
	file := fontFile(t, "latin_regular.ttf")
	before := tables(t, file)
	id := composite(t, file)
	s := subset(t, file, id)
	part := binary.BigEndian.Uint16(outline(before, id)[12:])
	if !slices.Contains(s.Glyphs, part) {
		t.Fatalf("glyph %d is part of %d and not among %v", part, id, s.Glyphs)
	}
	got := binary.BigEndian.Uint16(outline(tables(t, s.File), s.New[id])[12:])
	if got != s.New[part] || got == part {
		t.Errorf("the part is %d, not %d", got, s.New[part])
	}
	// What is made of the subset is whole again: all parts are there.
	if again := subset(t, s.File, s.New[id]); len(again.Glyphs) != len(s.Glyphs) {
		t.Errorf("%d glyphs, then %d", len(s.Glyphs), len(again.Glyphs))
	}
}

func TestSubsetIsTheSameInAnyOrder(t *testing.T) {
	file := fontFile(t, "devanagari_regular.ttf")
	a, b := subset(t, file, 5, 9, 300), subset(t, file, 300, 9, 5, 9)
	if !bytes.Equal(a.File, b.File) {
		t.Error("the order of the glyphs shows")
	}
}

// TestSubsetChecksums: the whole file sums up to what head says it does.
func TestSubsetChecksums(t *testing.T) {
	s := subset(t, fontFile(t, "lao_regular.ttf"), 7, 8, 9)
	var sum uint32
	for b := s.File; len(b) > 0; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	if sum != 0xB1B0AFBA {
		t.Errorf("sum %#x", sum)
	}
}

func TestDamagedFontsAreRefused(t *testing.T) {
	good := fontFile(t, "lao_regular.ttf")
	at := map[string]int{}
	for i := range int(binary.BigEndian.Uint16(good[4:])) {
		at[string(good[12+16*i:][:4])] = int(binary.BigEndian.Uint32(good[12+16*i+8:]))
	}
	change := func(f func(b []byte)) []byte {
		b := bytes.Clone(good)
		f(b)
		return b
	}
	cases := map[string]struct {
		file  []byte
		glyph uint16
		want  forms.Kind
	}{
		"empty":             {nil, 1, forms.Malformed},
		"cut off":           {good[:len(good)/2], 1, forms.Malformed},
		"another kind":      {change(func(b []byte) { copy(b, "OTTO") }), 1, forms.Unsupported},
		"no such glyph":     {good, 0xFFFE, forms.Malformed},
		"no em":             {change(func(b []byte) { copy(b[at["head"]+18:], "\x00\x00") }), 1, forms.Malformed},
		"no widths":         {change(func(b []byte) { copy(b[at["hhea"]+34:], "\x00\x00") }), 1, forms.Malformed},
		"more glyphs":       {change(func(b []byte) { copy(b[at["maxp"]+4:], "\xff\xff") }), 1, forms.Malformed},
		"places go back":    {change(func(b []byte) { copy(b[at["loca"]+4:], "\xff\xff\xff\xff") }), 1, forms.Malformed},
		"table out of file": {change(func(b []byte) { copy(b[12+8:], "\x7f\xff\xff\xff") }), 1, forms.Malformed},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := typeset.MakeSubset(bytes.NewReader(c.file), int64(len(c.file)), []uint16{c.glyph})
			if !forms.Is(err, c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// FuzzSubset damages a small font with composite glyphs in some places: whatever
// it then says of itself, the answer is a font or a Problem, and of the font
// another can be made. Each edit is a place in two bytes and a value.
func FuzzSubset(f *testing.F) {
	latin := fontFile(f, "latin_regular.ttf")
	whole := subset(f, latin, composite(f, latin), 36, 40, 41).File
	f.Add([]byte{}, uint16(1), uint16(2))
	f.Add([]byte{0, 4, 0, 0, 5, 1}, uint16(3), uint16(0))
	for at := 12; at < 12+16*6; at++ {
		f.Add([]byte{0, byte(at), 0xff}, uint16(1), uint16(4))
	}
	f.Fuzz(func(t *testing.T, edits []byte, a, b uint16) {
		file := bytes.Clone(whole)
		for ; len(edits) >= 3; edits = edits[3:] {
			file[int(binary.BigEndian.Uint16(edits))%len(file)] = edits[2]
		}
		s, err := typeset.MakeSubset(bytes.NewReader(file), int64(len(file)), []uint16{a, b})
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Errorf("not a Problem: %v", err)
			}
			return
		}
		if _, err := typeset.MakeSubset(bytes.NewReader(s.File), int64(len(s.File)), []uint16{s.New[a], s.New[b]}); err != nil {
			t.Errorf("the subset is damaged: %v", err)
		}
	})
}
