package typeset

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
	"madoguchi/i18n/flow"
)

// embedding collects the glyphs that pages use and writes the fonts with them.
type embedding struct {
	fonts *Fonts
	faces []*embedded // in the order of their first use
	of    map[flow.Face]*embedded
}

// embedded is one face of an embedding.
type embedded struct {
	name   pdf.Name // in the resources of a page
	face   flow.Face
	font   *sfnt
	used   map[uint16]bool
	says   map[uint16]string // the text of a glyph that is a whole piece somewhere
	likely map[uint16]string // of one that never is: for readers that know no ActualText
	// Readers lay the letters of one glyph out from left to right. One of several
	// letters that read from the right therefore says only the last of them, and
	// glyphs behind it that show nothing say the others, each in its share of the
	// width.
	shared map[uint16]int // into how many parts the width of a glyph is divided
	ghosts []ghost        // at the end of the subset
	subset *Subset
}

func (f *Fonts) embed(pages []*Page) (*embedding, error) {
	e := &embedding{fonts: f, of: map[flow.Face]*embedded{}}
	var err error
	for _, p := range pages {
		for _, m := range p.marks {
			if m.block == nil {
				continue
			}
			m.block.eachRun(func(r run) {
				if err == nil {
					err = e.collect(r)
				}
			})
		}
	}
	if err != nil {
		return nil, err
	}
	for _, f := range e.faces {
		if f.subset, err = f.makeSubset(); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func (e *embedding) collect(r run) error {
	if len(r.Glyphs) == 0 {
		return nil
	}
	f, err := e.face(r.Face)
	if err != nil {
		return err
	}
	for _, p := range piecesOf(r) {
		for _, g := range p.glyphs {
			if g.ID > 0xFFFF {
				return malformed("glyf")
			}
			f.used[uint16(g.ID)] = true
		}
		switch {
		case p.text == "" || p.marked:
		case len(p.glyphs) == 1:
			f.learn(p, r.RTL)
		default:
			f.guess(p)
		}
	}
	return nil
}

// ghost is a glyph that shows nothing.
type ghost struct {
	says    rune
	advance uint16 // in font units
}

// blank says nothing that is seen: a place where a word may end.
var blank = ghost{says: '\u200b'}

// learn takes down what a glyph says that is a whole piece.
func (f *embedded) learn(p piece, rightToLeft bool) {
	id := uint16(p.glyphs[0].ID)
	if _, ok := f.says[id]; ok || id == 0 {
		return
	}
	f.says[id] = p.text
	if n := utf8.RuneCountInString(p.text); rightToLeft && n > 1 {
		f.shared[id] = n
		for _, g := range f.ghostsOf(id) {
			if !slices.Contains(f.ghosts, g) {
				f.ghosts = append(f.ghosts, g)
			}
		}
	}
}

// ghostsOf are the glyphs to the right of one that has several letters.
func (f *embedded) ghostsOf(id uint16) (out []ghost) {
	if f.shared[id] == 0 {
		return nil
	}
	letters := []rune(f.says[id])
	for _, r := range slices.Backward(letters[:len(letters)-1]) {
		out = append(out, ghost{r, f.advance(id)})
	}
	return out
}

// guess finds the letters of a piece whose glyph is the one they have when they
// stand alone.
func (f *embedded) guess(p piece) {
	for _, r := range p.text {
		alone := f.face.Shape(flow.Shaping{Text: []rune{r}, End: 1})
		for _, a := range alone {
			id := uint16(a.ID)
			if _, ok := f.likely[id]; !ok && f.used[id] && id != 0 {
				f.likely[id] = string(r)
			}
		}
	}
}

func (e *embedding) face(face flow.Face) (*embedded, error) {
	if f, ok := e.of[face]; ok {
		return f, nil
	}
	src := e.fonts.source(face)
	if src == nil {
		return nil, forms.Fail(forms.ReadFailed, "read typeface", e.fonts.library.Err())
	}
	font, err := openSFNT(src.file, src.size)
	if err != nil {
		return nil, err
	}
	f := &embedded{
		name: pdf.Name(fmt.Sprintf("F%d", len(e.faces)+1)), face: face, font: font,
		ghosts: []ghost{blank}, used: map[uint16]bool{}, says: map[uint16]string{}, likely: map[uint16]string{}, shared: map[uint16]int{},
	}
	e.faces = append(e.faces, f)
	e.of[face] = f
	return f, nil
}

// resources writes the fonts and answers the resources of a page.
func (e *embedding) resources(add func(pdf.Object) pdf.Ref) (pdf.Dict, error) {
	fonts := pdf.Dict{}
	for _, f := range e.faces {
		ref, err := f.write(add)
		if err != nil {
			return nil, err
		}
		fonts[f.name] = ref
	}
	return pdf.Dict{"Font": fonts}, nil
}

// write adds the font with its glyphs numbered as in the subset (ISO 32000-1 9.7).
func (f *embedded) write(add func(pdf.Object) pdf.Ref) (pdf.Ref, error) {
	file, err := deflated(pdf.Dict{"Length1": pdf.Integer(len(f.subset.File))}, f.subset.File)
	if err != nil {
		return pdf.Ref{}, err
	}
	unicode, err := deflated(pdf.Dict{}, f.toUnicode())
	if err != nil {
		return pdf.Ref{}, err
	}
	name := pdf.Name(tag(f.subset.File) + "+" + f.font.postScriptName())
	var widths pdf.Array
	for _, id := range f.subset.Glyphs {
		widths = append(widths, number(f.width(f.advance(id))))
	}
	for _, g := range f.ghosts {
		widths = append(widths, number(f.width(g.advance)))
	}
	descriptor := add(pdf.Dict{
		"Type": pdf.Name("FontDescriptor"), "FontName": name, "Flags": pdf.Integer(4), // symbolic: no code of letters
		"FontBBox": pdf.Array{f.units(f.font.box[0]), f.units(f.font.box[1]), f.units(f.font.box[2]), f.units(f.font.box[3])},
		"Ascent":   f.units(f.font.ascent), "Descent": f.units(f.font.descent), "CapHeight": f.units(f.font.capHeight()),
		"ItalicAngle": number(f.font.italicAngle()), "StemV": pdf.Integer(80), "FontFile2": add(file),
	})
	descendant := add(pdf.Dict{
		"Type": pdf.Name("Font"), "Subtype": pdf.Name("CIDFontType2"), "BaseFont": name,
		"CIDSystemInfo":  pdf.Dict{"Registry": pdf.String("Adobe"), "Ordering": pdf.String("Identity"), "Supplement": pdf.Integer(0)},
		"FontDescriptor": descriptor, "CIDToGIDMap": pdf.Name("Identity"), "DW": pdf.Integer(1000),
		"W": pdf.Array{pdf.Integer(0), widths},
	})
	return add(pdf.Dict{
		"Type": pdf.Name("Font"), "Subtype": pdf.Name("Type0"), "BaseFont": name, "Encoding": pdf.Name("Identity-H"),
		"DescendantFonts": pdf.Array{descendant}, "ToUnicode": add(unicode),
	}), nil
}

// ghost is the number of a ghost in the subset.
func (f *embedded) ghost(g ghost) int { return len(f.subset.Glyphs) + slices.Index(f.ghosts, g) }

func (f *embedded) makeSubset() (*Subset, error) {
	ghosts := make([]uint16, len(f.ghosts))
	for i, g := range f.ghosts {
		ghosts[i] = g.advance
	}
	return f.font.subset(slices.Collect(maps.Keys(f.used)), f.advance, ghosts)
}

// advance is how far a glyph moves the pen, in font units.
func (f *embedded) advance(id uint16) uint16 {
	a, _ := f.font.metric(id)
	return a / uint16(max(1, f.shared[id]))
}

// width is an advance in thousandths of an em.
func (f *embedded) width(advance uint16) float64 {
	return float64(advance) * 1000 / float64(f.font.em)
}

func (f *embedded) units(n int) pdf.Object { return number(float64(n) * 1000 / float64(f.font.em)) }

// tag is the six letters before the name of a subset (ISO 32000-1 9.6.4), made
// from its bytes.
func tag(file []byte) string {
	sum := sha256.Sum256(file)
	var t [6]byte
	for i := range t {
		t[i] = 'A' + sum[i]%26
	}
	return string(t[:])
}

// toUnicode is the map from glyphs to text (ISO 32000-1 9.10.3).
func (f *embedded) toUnicode() []byte {
	var rows []string
	for i, id := range f.subset.Glyphs {
		text, ok := f.says[id]
		if !ok {
			text, ok = f.likely[id]
		}
		if f.shared[id] > 0 {
			letters := []rune(text)
			text = string(letters[len(letters)-1:])
		}
		if ok {
			rows = append(rows, fmt.Sprintf("<%04x> <%s>\n", i, hex16(text)))
		}
	}
	for i, g := range f.ghosts {
		rows = append(rows, fmt.Sprintf("<%04x> <%s>\n", len(f.subset.Glyphs)+i, hex16(string(g.says))))
	}
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n")
	for part := range slices.Chunk(rows, 100) {
		b = fmt.Appendf(b, "%d beginbfchar\n", len(part))
		for _, r := range part {
			b = append(b, r...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// hex16 is text in UTF-16, big end first, without a mark.
func hex16(text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = fmt.Appendf(b, "%04x", u)
	}
	return string(b)
}
