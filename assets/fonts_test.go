package assets_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
	"golang.org/x/image/font/sfnt"

	"madoguchi/assets"
)

// fontsAtMost is what all typefaces together may weigh, in bytes.
const fontsAtMost = 30_000_000

// typeface is a row of index.json, with what is in its file.
type typeface struct {
	File      string
	Family    string
	Weight    int
	Face      string
	Role      string
	Languages []string
	Scripts   []string
	Ascent    int
	Descent   int
	Bytes     int
	SHA256    string
	Chars     int `json:"characters"`
	Coverage  map[string]struct{ Have, Of int }
	Licence   string
	LicenceIn string `json:"licence_file"`
	Sources   []struct{ Package, Version, File string }
	Changes   []string

	data []byte
	face *font.Face
}

func loadTypefaces(t *testing.T) []typeface {
	t.Helper()
	b, err := fs.ReadFile(assets.Fonts(), "index.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []typeface
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	for i := range list {
		f := &list[i]
		if f.data, err = fs.ReadFile(assets.Fonts(), f.File); err != nil {
			t.Fatal(err)
		}
		if f.face, err = font.ParseTTF(bytes.NewReader(f.data)); err != nil {
			t.Fatalf("%s: %v", f.File, err)
		}
	}
	if len(list) == 0 {
		t.Fatal("no typeface")
	}
	return list
}

// sfntTables splits a font file into its tables.
func sfntTables(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		row := data[12+16*i:]
		offset, size := binary.BigEndian.Uint32(row[8:]), binary.BigEndian.Uint32(row[12:])
		tables[string(row[:4])] = data[offset : offset+size]
	}
	return tables
}

// TestFontsAreOneStaticTrueTypeFaceEach: a collection makes the window panic,
// and a variable face weighs and parses many times as much.
func TestFontsAreOneStaticTrueTypeFaceEach(t *testing.T) {
	for _, f := range loadTypefaces(t) {
		if !bytes.HasPrefix(f.data, []byte{0, 1, 0, 0}) {
			t.Errorf("%s is not a single TrueType face", f.File)
			continue
		}
		tables := sfntTables(t, f.data)
		for _, name := range strings.Fields("glyf loca cmap head hhea hmtx maxp OS/2 name post") {
			if tables[name] == nil {
				t.Errorf("%s has no %s", f.File, name)
			}
		}
		for _, name := range []string{"CFF ", "CFF2", "fvar", "gvar", "fpgm", "prep", "cvt ", "vmtx", "DSIG"} {
			if tables[name] != nil {
				t.Errorf("%s has %q", f.File, name)
			}
		}
		if _, err := sfnt.Parse(f.data); err != nil {
			t.Errorf("%s: %v", f.File, err)
		}
		if embedding := binary.BigEndian.Uint16(tables["OS/2"][8:]); embedding != 0 {
			t.Errorf("%s may not be put into a PDF freely: fsType %d", f.File, embedding)
		}
		if weight := int(binary.BigEndian.Uint16(tables["OS/2"][4:])); weight != f.Weight {
			t.Errorf("%s: weight %d, the index says %d", f.File, weight, f.Weight)
		}
	}
}

// TestFontsWeighLittle says the figure and holds it.
func TestFontsWeighLittle(t *testing.T) {
	total := 0
	for _, f := range loadTypefaces(t) {
		total += len(f.data)
		if sum := sha256.Sum256(f.data); len(f.data) != f.Bytes || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s is not the file the index speaks of: make it again", f.File)
		}
		n := 0
		for chars := f.face.Cmap.Iter(); chars.Next(); {
			if _, glyph := chars.Char(); glyph != 0 {
				n++
			}
		}
		if n != f.Chars {
			t.Errorf("%s has %d characters, the index says %d", f.File, n, f.Chars)
		}
	}
	t.Logf("%d bytes of type", total)
	if total > fontsAtMost {
		t.Errorf("%d bytes of type are more than %d", total, fontsAtMost)
	}
}

// TestFontFolderHoldsWhatTheIndexLists: nothing else is built in, and each face
// comes in both weights.
func TestFontFolderHoldsWhatTheIndexLists(t *testing.T) {
	listed := map[string]bool{"index.json": true}
	weights := map[string][]int{}
	for _, f := range loadTypefaces(t) {
		listed[f.File], listed[f.LicenceIn] = true, true
		weights[f.Face] = append(weights[f.Face], f.Weight)
		if len(f.Sources) == 0 || len(f.Changes) == 0 {
			t.Errorf("%s: the index does not say where it comes from and what was changed", f.File)
		}
	}
	for face, w := range weights {
		if !slices.Equal(w, []int{400, 700}) {
			t.Errorf("%s has the weights %v", face, w)
		}
	}
	found, err := fs.ReadDir(assets.Fonts(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		if !listed[e.Name()] {
			t.Errorf("%s is not in the index", e.Name())
		}
	}
}

var reservedName = regexp.MustCompile(`(?i)Reserved Font Names?:? *((?:['"“‘][^'"”’]+['"”’](?: *(?:,|and) *)?)+)`)

// TestFontsKeepTheirLicence: a changed font may not bear a name its authors
// reserved (OFL 1.1, condition 3), keeps every copyright notice and comes with
// the licence (condition 2). Noto is a mark of its owner; it is left alone too.
func TestFontsKeepTheirLicence(t *testing.T) {
	for _, f := range loadTypefaces(t) {
		names := nameTable(t, sfntTables(t, f.data)["name"])
		reserved := []string{"Noto"}
		for _, m := range reservedName.FindAllStringSubmatch(names[0], -1) {
			for _, name := range regexp.MustCompile(`['"“‘]([^'"”’]+)['"”’]`).FindAllStringSubmatch(m[1], -1) {
				reserved = append(reserved, name[1])
			}
		}
		if strings.Contains(names[0], "Adobe") && !slices.Contains(reserved, "Source") {
			t.Errorf("%s: the reserved name was not understood in %q", f.File, names[0])
		}
		for _, id := range []int{1, 2, 3, 4, 6, 16, 17, 18, 21, 22} {
			for _, r := range reserved {
				if strings.Contains(strings.ToLower(names[id]), strings.ToLower(r)) {
					t.Errorf("%s: name %d is %q, and %q is reserved", f.File, id, names[id], r)
				}
			}
		}
		if names[1] != f.Family || f.Licence != "OFL-1.1" {
			t.Errorf("%s: family %q and licence %q", f.File, names[1], f.Licence)
		}
		text, err := fs.ReadFile(assets.Fonts(), f.LicenceIn)
		if err != nil {
			t.Errorf("%s: %v", f.File, err)
			continue
		}
		for _, must := range append(strings.Split(names[0], "; "), "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007",
			"5) The Font Software, modified or unmodified") {
			if must == "" || !strings.Contains(string(text), must) {
				t.Errorf("%s does not say %q", f.LicenceIn, must)
			}
		}
	}
}

// nameTable reads the Windows names (platform 3, encoding 1) by their number.
func nameTable(t *testing.T, b []byte) map[int]string {
	t.Helper()
	names := map[int]string{}
	storage := b[binary.BigEndian.Uint16(b[4:]):]
	for i := range int(binary.BigEndian.Uint16(b[2:])) {
		row := b[6+12*i:]
		size, offset := binary.BigEndian.Uint16(row[8:]), binary.BigEndian.Uint16(row[10:])
		raw := storage[offset : offset+size]
		units := make([]uint16, len(raw)/2)
		for j := range units {
			units[j] = binary.BigEndian.Uint16(raw[2*j:])
		}
		names[int(binary.BigEndian.Uint16(row[6:]))] = string(utf16.Decode(units))
	}
	return names
}
