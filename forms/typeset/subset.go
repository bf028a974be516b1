package typeset

import (
	"encoding/binary"
	"io"
	"maps"
	"slices"

	"madoguchi/forms"
)

// Flags of a part of a composite glyph (OpenType 1.9, glyf).
const (
	argsAreWords    = 1 << 0
	haveScale       = 1 << 3
	moreComponents  = 1 << 5
	haveXAndYScale  = 1 << 6
	haveTwoByTwo    = 1 << 7
	haveInstruction = 1 << 8

	glyphHeader = 10
	mostGlyphs  = 0xFFFF
)

// kept are the tables a font inside a PDF may have besides those that are made
// anew (ISO 32000-1 9.9): what hinted outlines are read with.
var kept = [...]string{"cvt ", "fpgm", "prep"}

// A Subset is a font with some glyphs of another.
type Subset struct {
	// File is a TrueType font without names and character codes, as a PDF file
	// embeds it: glyphs are asked for by number.
	File []byte
	// Glyphs are the numbers the glyphs had, at the ones they have now. The first is
	// 0, the glyph for what is missing; glyphs that others are composed of are among
	// them.
	Glyphs []uint16
	// New is the way back.
	New map[uint16]uint16
}

// MakeSubset makes a font of the wanted glyphs of a TrueType font with outlines
// in glyf, size bytes long. The same glyphs in any order give the same bytes.
// Problems: Malformed for a damaged font and for a glyph it does not have,
// Unsupported for another kind of font or outline, ReadFailed.
func MakeSubset(file io.ReaderAt, size int64, wanted []uint16) (*Subset, error) {
	f, err := openSFNT(file, size)
	if err != nil {
		return nil, err
	}
	own := func(id uint16) uint16 {
		advance, _ := f.metric(id)
		return advance
	}
	return f.subset(wanted, own, nil)
}

// subset is MakeSubset with other advances and, at the end, glyphs that show
// nothing and have these.
func (f *sfnt) subset(wanted []uint16, advance func(id uint16) uint16, ghosts []uint16) (*Subset, error) {
	data, err := f.closure(wanted)
	if err != nil {
		return nil, err
	}
	s := &Subset{Glyphs: slices.Sorted(maps.Keys(data)), New: map[uint16]uint16{}}
	for i, old := range s.Glyphs {
		s.New[old] = uint16(i)
	}
	var glyf, hmtx []byte
	loca := make([]byte, 4, 4*len(s.Glyphs)+4)
	for _, old := range s.Glyphs {
		err := eachPart(data[old], func(id []byte) {
			binary.BigEndian.PutUint16(id, s.New[binary.BigEndian.Uint16(id)])
		})
		if err != nil {
			return nil, err
		}
		glyf = append(glyf, data[old]...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		_, bearing := f.metric(old)
		hmtx = binary.BigEndian.AppendUint16(hmtx, advance(old))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(bearing))
	}
	count := len(s.Glyphs) + len(ghosts)
	if count > mostGlyphs {
		return nil, forms.Fail(forms.TooLarge, "embed font", nil)
	}
	for _, a := range ghosts {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, a)
		hmtx = append(hmtx, 0, 0) // no bearing
	}
	out := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx}
	for name, edit := range map[string]func([]byte){
		"head": func(b []byte) {
			clear(b[headChecksum:][:4])
			binary.BigEndian.PutUint16(b[headLoca:], 1)
		},
		"hhea": func(b []byte) { binary.BigEndian.PutUint16(b[hheaMetrics:], uint16(count)) },
		"maxp": func(b []byte) { binary.BigEndian.PutUint16(b[maxpGlyphs:], uint16(count)) },
	} {
		b, err := f.table(name, 0)
		if err != nil {
			return nil, err
		}
		edit(b)
		out[name] = b
	}
	for _, name := range kept {
		if _, ok := f.tables[name]; !ok {
			continue
		}
		if out[name], err = f.table(name, 0); err != nil {
			return nil, err
		}
	}
	s.File = pack(out)
	return s, nil
}

// closure is the data of the wanted glyphs, of glyph 0 and of all they are
// composed of, each in a slice of its own.
func (f *sfnt) closure(wanted []uint16) (map[uint16][]byte, error) {
	data := map[uint16][]byte{}
	todo := append([]uint16{0}, wanted...)
	total := 0
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, ok := data[id]; ok {
			continue
		}
		b, err := f.glyph(id)
		if err != nil {
			return nil, err
		}
		if total += len(b); int64(total) > 2*f.size {
			return nil, malformed("loca") // glyphs that share their bytes again and again
		}
		data[id] = b
		err = eachPart(b, func(id []byte) { todo = append(todo, binary.BigEndian.Uint16(id)) })
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

// eachPart calls f with the two bytes that hold the number of each part of a
// composite glyph; a glyph of its own outline has none.
func eachPart(glyph []byte, f func(id []byte)) error {
	if len(glyph) == 0 {
		return nil
	}
	if len(glyph) < glyphHeader {
		return malformed("glyf")
	}
	if signed(glyph) >= 0 {
		return nil
	}
	rest := glyph[glyphHeader:]
	for more := true; more; {
		if len(rest) < 4 {
			return malformed("glyf")
		}
		flags := binary.BigEndian.Uint16(rest)
		f(rest[2:4])
		length := 6
		if flags&argsAreWords != 0 {
			length = 8
		}
		switch {
		case flags&haveScale != 0:
			length += 2
		case flags&haveXAndYScale != 0:
			length += 4
		case flags&haveTwoByTwo != 0:
			length += 8
		}
		if len(rest) < length {
			return malformed("glyf")
		}
		rest = rest[length:]
		more = flags&moreComponents != 0
		if !more && flags&haveInstruction != 0 && len(rest) < 2 {
			return malformed("glyf")
		}
	}
	return nil
}

// pack writes a font file with its checksums (OpenType 1.9, font directory).
func pack(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	search, selector := 1, 0
	for search*2 <= len(names) {
		search, selector = search*2, selector+1
	}
	b := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, n := range []int{len(names), search * 16, selector, (len(names) - search) * 16} {
		b = binary.BigEndian.AppendUint16(b, uint16(n))
	}
	at := sfntHeader + sfntEntry*len(names)
	head := 0
	for _, name := range names {
		if name == "head" {
			head = at
		}
		t := tables[name]
		b = append(b, name...)
		for _, v := range []uint32{checksum(t), uint32(at), uint32(len(t))} {
			b = binary.BigEndian.AppendUint32(b, v)
		}
		at += (len(t) + 3) &^ 3
	}
	for _, name := range names {
		b = append(b, tables[name]...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	binary.BigEndian.PutUint32(b[head+headChecksum:], 0xB1B0AFBA-checksum(b))
	return b
}

func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
