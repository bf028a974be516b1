package typeset

import (
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"

	"madoguchi/forms"
)

// Fields of the tables of a TrueType font (OpenType 1.9), in bytes.
const (
	sfntHeader = 12
	sfntEntry  = 16
	mostTables = 128

	headLength   = 54
	headChecksum = 8
	headEm       = 18
	headBox      = 36
	headLoca     = 50

	hheaLength  = 36
	hheaAscent  = 4
	hheaDescent = 6
	hheaMetrics = 34

	maxpLength = 6
	maxpGlyphs = 4

	os2CapHeight = 88
	os2Length    = 90

	postItalicAngle = 4
	postLength      = 32

	nameHeader     = 6
	nameRecord     = 12
	namePostScript = 6
	nameWindows    = 3
)

// mostTable is the largest table that is read whole: everything but the outlines.
const mostTable = 1 << 20

// sfnt is a TrueType font whose tables are read as they are asked for.
type sfnt struct {
	file   io.ReaderAt
	size   int64
	tables map[string]extent

	glyphs  int
	em      int
	box     [4]int // xMin, yMin, xMax, yMax
	ascent  int
	descent int
	widths  []byte // hmtx
	metrics int    // how many glyphs have a width of their own
	places  []byte // loca
	long    bool   // places are four bytes wide, not two in steps of two bytes
	glyf    extent
}

type extent struct{ at, length int64 }

func malformed(table string) error {
	return forms.Fail(forms.Malformed, "read font table "+table, nil)
}

// openSFNT reads the directory and the tables that measure glyphs.
func openSFNT(file io.ReaderAt, size int64) (*sfnt, error) {
	f := &sfnt{file: file, size: size, tables: map[string]extent{}}
	header := make([]byte, sfntHeader)
	if err := f.read(header, 0, "directory"); err != nil {
		return nil, err
	}
	if v := binary.BigEndian.Uint32(header); v != 0x00010000 && v != 0x74727565 {
		return nil, forms.Fail(forms.Unsupported, "read font", nil)
	}
	n := int64(binary.BigEndian.Uint16(header[4:]))
	if n > mostTables {
		return nil, malformed("directory")
	}
	entries := make([]byte, n*sfntEntry)
	if err := f.read(entries, sfntHeader, "directory"); err != nil {
		return nil, err
	}
	for ; len(entries) > 0; entries = entries[sfntEntry:] {
		e := extent{int64(binary.BigEndian.Uint32(entries[8:])), int64(binary.BigEndian.Uint32(entries[12:]))}
		if e.at+e.length > size {
			return nil, malformed("directory")
		}
		f.tables[string(entries[:4])] = e
	}
	if err := f.readHeaders(); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *sfnt) readHeaders() error {
	head, err := f.table("head", headLength)
	if err != nil {
		return err
	}
	hhea, err := f.table("hhea", hheaLength)
	if err != nil {
		return err
	}
	maxp, err := f.table("maxp", maxpLength)
	if err != nil {
		return err
	}
	f.em = int(binary.BigEndian.Uint16(head[headEm:]))
	if f.em < 16 || f.em > 16384 {
		return malformed("head")
	}
	for i := range f.box {
		f.box[i] = signed(head[headBox+2*i:])
	}
	f.ascent, f.descent = signed(hhea[hheaAscent:]), signed(hhea[hheaDescent:])
	f.glyphs = int(binary.BigEndian.Uint16(maxp[maxpGlyphs:]))
	f.metrics = int(binary.BigEndian.Uint16(hhea[hheaMetrics:]))
	if f.glyphs == 0 || f.metrics == 0 || f.metrics > f.glyphs {
		return malformed("hhea")
	}
	if f.widths, err = f.table("hmtx", 4*f.metrics+2*(f.glyphs-f.metrics)); err != nil {
		return err
	}
	f.long = head[headLoca+1] == 1
	step := 2
	if f.long {
		step = 4
	}
	if f.places, err = f.table("loca", step*(f.glyphs+1)); err != nil {
		return err
	}
	var ok bool
	if f.glyf, ok = f.tables["glyf"]; !ok {
		return forms.Fail(forms.Unsupported, "read font", nil)
	}
	return nil
}

// table reads a whole table, which must have at least so many bytes.
func (f *sfnt) table(name string, least int) ([]byte, error) {
	e, ok := f.tables[name]
	if !ok || e.length < int64(least) || e.length > mostTable {
		return nil, malformed(name)
	}
	b := make([]byte, e.length)
	return b, f.read(b, e.at, name)
}

func (f *sfnt) read(b []byte, at int64, table string) error {
	if at < 0 || at+int64(len(b)) > f.size {
		return malformed(table)
	}
	if n, err := f.file.ReadAt(b, at); n < len(b) {
		return forms.Fail(forms.ReadFailed, "read font table "+table, err)
	}
	return nil
}

// glyph is the outline data of a glyph; empty for one that shows nothing.
func (f *sfnt) glyph(id uint16) ([]byte, error) {
	if int(id) >= f.glyphs {
		return nil, malformed("glyf")
	}
	var from, to int64
	if f.long {
		from = int64(binary.BigEndian.Uint32(f.places[4*int(id):]))
		to = int64(binary.BigEndian.Uint32(f.places[4*int(id)+4:]))
	} else {
		from = 2 * int64(binary.BigEndian.Uint16(f.places[2*int(id):]))
		to = 2 * int64(binary.BigEndian.Uint16(f.places[2*int(id)+2:]))
	}
	if to < from || to > f.glyf.length || to-from > mostTable {
		return nil, malformed("loca")
	}
	b := make([]byte, to-from)
	return b, f.read(b, f.glyf.at+from, "glyf")
}

// metric is the advance width and the left side bearing of a glyph, in font units.
func (f *sfnt) metric(id uint16) (advance uint16, bearing int16) {
	i := int(id)
	if i < f.metrics {
		return binary.BigEndian.Uint16(f.widths[4*i:]), int16(binary.BigEndian.Uint16(f.widths[4*i+2:]))
	}
	advance = binary.BigEndian.Uint16(f.widths[4*(f.metrics-1):])
	return advance, int16(binary.BigEndian.Uint16(f.widths[4*f.metrics+2*(i-f.metrics):]))
}

// capHeight is the height of capital letters in font units, near enough where the
// font does not say.
func (f *sfnt) capHeight() int {
	if os2, err := f.table("OS/2", os2Length); err == nil && binary.BigEndian.Uint16(os2) >= 2 {
		return signed(os2[os2CapHeight:])
	}
	return f.em * 7 / 10
}

// italicAngle is in degrees, negative for letters that lean to the right.
func (f *sfnt) italicAngle() float64 {
	if post, err := f.table("post", postLength); err == nil {
		return float64(int32(binary.BigEndian.Uint32(post[postItalicAngle:]))) / 65536
	}
	return 0
}

// postScriptName is the name PDF knows the font by: letters, digits and hyphens;
// "Font" where it has none.
func (f *sfnt) postScriptName() string {
	b, err := f.table("name", nameHeader)
	if err != nil {
		return "Font"
	}
	n, strs := int(binary.BigEndian.Uint16(b[2:])), int(binary.BigEndian.Uint16(b[4:]))
	for i := range n {
		if nameHeader+(i+1)*nameRecord > len(b) {
			break
		}
		r := b[nameHeader+i*nameRecord:]
		if binary.BigEndian.Uint16(r) != nameWindows || binary.BigEndian.Uint16(r[6:]) != namePostScript {
			continue
		}
		from := strs + int(binary.BigEndian.Uint16(r[10:]))
		to := from + int(binary.BigEndian.Uint16(r[8:]))
		if to > len(b) {
			continue
		}
		if name := plainName(b[from:to]); name != "" {
			return name
		}
	}
	return "Font"
}

// plainName reads UTF-16 and keeps what a PDF name has without an escape.
func plainName(b []byte) string {
	var units []uint16
	for ; len(b) > 1; b = b[2:] {
		units = append(units, binary.BigEndian.Uint16(b))
	}
	name := strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, string(utf16.Decode(units)))
	return name[:min(len(name), 63)]
}

func signed(b []byte) int { return int(int16(binary.BigEndian.Uint16(b))) }
