package assets_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"madoguchi/assets"
)

var update = flag.Bool("update", false, "write the generated files")

// TestSampleIsWhatTheGeneratorMakes makes sample.pdf from the text in
// samplePage and two subsets of BIZ UDPGothic, which testdata holds with their
// licence. The subsets have just the characters of the page:
//
//	pyftsubset BIZUDPGothic-Regular.ttf --text=… --no-hinting --layout-features= --output-file=sample-regular.ttf
func TestSampleIsWhatTheGeneratorMakes(t *testing.T) {
	want := samplePDF(loadFont(t, "sample-regular.ttf"), loadFont(t, "sample-bold.ttf"))
	if *update {
		if err := os.WriteFile(filepath.Join("sample", "sample.pdf"), want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := fs.ReadFile(assets.Sample(), "sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("sample.pdf is not what the generator makes: go test -run Sample -update ./assets")
	}
	if len(got) > 200<<10 {
		t.Errorf("%d bytes are not small", len(got))
	}
}

// samplePDF writes the document: PDF 1.7 with a classic table, nothing
// compressed.
func samplePDF(regular, bold *sampleFont) []byte {
	content := samplePage(regular, bold)
	b := bytes.NewBufferString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var offsets []int
	add := func(format string, a ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, a...))
	}
	add("<</Type/Catalog/Pages 2 0 R/Lang(ja-JP)/MarkInfo<</Marked false>>/ViewerPreferences<</DisplayDocTitle true>>>>")
	add("<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 595 842]>>")
	add("<</Title<%s>/Author(Madoguchi)/Producer(Madoguchi sample generator)/CreationDate(D:20260401000000Z)>>", utf16Hex("PRACTICE 練習 委任状"))
	add("<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</R 6 0 R/B 11 0 R>>>>>>")
	add("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
	for _, f := range []*sampleFont{regular, bold} {
		n := len(offsets)
		add("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", f.name, n+2, n+5)
		add("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor %d 0 R/DW 1000/W[0[%s]]>>", f.name, n+3, f.widthList())
		add("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/Ascent %d/Descent %d/CapHeight 760/ItalicAngle 0/StemV %d/FontFile2 %d 0 R>>", f.name, f.box[0], f.box[1], f.box[2], f.box[3], f.ascent, f.descent, f.stem, n+4)
		add("<</Length %d/Length1 %d>>\nstream\n%s\nendstream", len(f.data), len(f.data), f.data)
		cmap := f.toUnicode()
		add("<</Length %d>>\nstream\n%s\nendstream", len(cmap), cmap)
	}
	start := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(b, "trailer\n<</Size %d/Root 1 0 R/Info 3 0 R/ID[<4D61646F677563686920505241435449><4D61646F677563686920505241435449>]>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func utf16Hex(s string) string {
	out := "FEFF"
	for _, u := range utf16.Encode([]rune(s)) {
		out += fmt.Sprintf("%04X", u)
	}
	return out
}

// page collects drawing operators.
type page struct {
	b     strings.Builder
	fonts map[string]*sampleFont
}

func (p *page) line(format string, a ...any) { fmt.Fprintf(&p.b, format+"\n", a...) }

func (p *page) text(font string, size, x, y float64, colour, s string) {
	p.line("BT %s /%s %.4g Tf %.5g %.5g Td %s Tj ET", colour, font, size, x, y, p.fonts[font].hex(s))
}

func (p *page) right(font string, size, x, y float64, colour, s string) {
	p.text(font, size, x-p.fonts[font].width(s)*size, y, colour, s)
}

func (p *page) centre(font string, size, x, y float64, colour, s string) {
	p.text(font, size, x-p.fonts[font].width(s)*size/2, y, colour, s)
}

// sampleFont is a TrueType subset.
type sampleFont struct {
	name            string
	data            []byte
	gid             map[rune]int
	advance         []int // in thousandths
	box             [4]int
	ascent, descent int
	stem            int
}

func loadFont(t *testing.T, file string) *sampleFont {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	f := &sampleFont{name: "PRACTA+BIZUDPGothic", data: data, gid: map[rune]int{}, stem: 80}
	if strings.Contains(file, "bold") {
		f.name, f.stem = "PRACTB+BIZUDPGothic-Bold", 140
	}
	tables := map[string][]byte{}
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	s16 := func(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
	for i := range u16(data, 4) {
		e := data[12+16*i:]
		off, n := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		tables[string(e[:4])] = data[off : off+n]
	}
	em := u16(tables["head"], 18)
	for i := range f.box {
		f.box[i] = s16(tables["head"], 36+2*i) * 1000 / em
	}
	hhea := tables["hhea"]
	f.ascent, f.descent = s16(hhea, 4)*1000/em, s16(hhea, 6)*1000/em
	long := u16(hhea, 34)
	for g := range u16(tables["maxp"], 4) {
		f.advance = append(f.advance, u16(tables["hmtx"], 4*min(g, long-1))*1000/em)
	}
	cmap := tables["cmap"]
	for i := range u16(cmap, 2) {
		sub := cmap[binary.BigEndian.Uint32(cmap[8+8*i:]):]
		if u16(sub, 0) != 4 {
			continue
		}
		n := u16(sub, 6)
		for s := 0; s < n; s += 2 {
			end, start := u16(sub, 14+s), u16(sub, 16+n+s)
			delta, ro := u16(sub, 16+2*n+s), u16(sub, 16+3*n+s)
			for c := start; c <= end && c != 0xFFFF; c++ {
				g := c
				if ro != 0 {
					g = u16(sub, 16+3*n+s+ro+2*(c-start))
				}
				if ro == 0 || g != 0 {
					f.gid[rune(c)] = (g + delta) & 0xFFFF
				}
			}
		}
	}
	return f
}

// hex is text as it stands in the page: glyph numbers. A character the subset
// does not have would be a blank in the paper, so it stops the generator.
func (f *sampleFont) hex(s string) string {
	out := "<"
	for _, r := range s {
		g, ok := f.gid[r]
		if !ok {
			panic(fmt.Sprintf("%s has no %q", f.name, r))
		}
		out += fmt.Sprintf("%04X", g)
	}
	return out + ">"
}

// width is in units of the font size.
func (f *sampleFont) width(s string) float64 {
	w := 0
	for _, r := range s {
		w += f.advance[f.gid[r]]
	}
	return float64(w) / 1000
}

func (f *sampleFont) widthList() string {
	return strings.Trim(fmt.Sprint(f.advance), "[]")
}

func (f *sampleFont) toUnicode() string {
	var runes []rune
	for r := range f.gid {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(runes, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, r := range part {
			fmt.Fprintf(&b, "<%04X><%04X>\n", f.gid[r], r)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.String()
}
