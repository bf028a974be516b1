package assets_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// encodable lists the graphic characters of the BMP that enc can write as bytes
// that keep accepts.
func encodable(enc encoding.Encoding, keep func([]byte) bool) []rune {
	var found []rune
	e := enc.NewEncoder()
	for r := rune(0xA0); r < 0xFFFE; r++ {
		if r >= 0xD800 && r < 0xF900 || !unicode.IsGraphic(r) {
			continue
		}
		e.Reset()
		if b, err := e.Bytes([]byte(string(r))); err == nil && keep(b) {
			found = append(found, r)
		}
	}
	return found
}

// plane94 accepts two bytes of the 94 by 94 square and a first byte up to last.
func plane94(last byte) func([]byte) bool {
	return func(b []byte) bool {
		return len(b) == 2 && b[0] >= 0xA1 && b[0] <= last && b[1] >= 0xA1 && b[1] <= 0xFE
	}
}

// jisX0213 reads what the codec of another language has for JIS X 0213:2004.
func jisX0213(t *testing.T) []rune {
	t.Helper()
	file, err := os.Open("testdata/fonts_jisx0213.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var found []rune
	for lines := bufio.NewScanner(file); lines.Scan(); {
		low, high, ok := strings.Cut(lines.Text(), "-")
		if !ok {
			high = low
		}
		first, err1 := strconv.ParseUint(low, 16, 32)
		last, err2 := strconv.ParseUint(high, 16, 32)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for r := first; r <= last; r++ {
			found = append(found, rune(r))
		}
	}
	return found
}

// missingFrom lists what none of the faces has.
func missingFrom(chars []rune, faces ...typeface) []rune {
	var missing []rune
next:
	for _, r := range chars {
		for _, f := range faces {
			if _, ok := f.face.NominalGlyph(r); ok {
				continue next
			}
		}
		missing = append(missing, r)
	}
	return missing
}

// TestFontsHaveTheCharactersOfTheStandards asks Go's own encoders, where they
// know the standard, what the faces for East Asia must have.
func TestFontsHaveTheCharactersOfTheStandards(t *testing.T) {
	jis0213 := jisX0213(t)
	jis0208 := encodable(japanese.EUCJP, plane94(0xF4))
	gb2312 := encodable(simplifiedchinese.GBK, func(b []byte) bool { // GBK put signs of its own between
		return plane94(0xF7)(b) && (b[0] >= 0xB0 || strings.IndexByte("\xA1\xA3\xA7\xA9", b[0]) >= 0 ||
			b[0] == 0xA2 && b[1] >= 0xB1 || b[0] == 0xA6 && b[1] < 0xE0)
	})
	// Go writes a few of them by their bytes in HKSCS.
	big5 := encodable(traditionalchinese.Big5, func(b []byte) bool {
		return len(b) == 2 && b[0] >= 0xA4 && (b[0] < 0xC6 || b[0] == 0xC6 && b[1] <= 0x7E)
	})
	ksx1001 := encodable(korean.EUCKR, plane94(0xFD))
	ksx1001 = slices.DeleteFunc(ksx1001, func(r rune) bool { return r == '∼' || r == '◈' }) // ornaments no source has
	var hangul []rune
	for r := rune(0xAC00); r <= 0xD7A3; r++ {
		hangul = append(hangul, r)
	}
	list := loadTypefaces(t)
	for _, f := range list {
		ja := japaneseOf(t, list, f.Weight)
		must := func(what string, least int, chars []rune, faces ...typeface) {
			if len(chars) < least {
				t.Fatalf("%s: %d characters are too few to be the standard", what, len(chars))
			}
			missing := missingFrom(chars, faces...)
			t.Logf("%-20s %-32s %d of %d", f.File, what, len(chars)-len(missing), len(chars))
			if len(missing) > 0 {
				t.Errorf("%s lacks %d of %s: %s", f.File, len(missing), what, string(missing[:min(80, len(missing))]))
			}
		}
		switch f.Face {
		case "ja":
			must("JIS X 0213:2004", 11233, jis0213, f)
			if c := f.Coverage["jis_x_0213"]; c.Have != len(jis0213) || c.Of != len(jis0213) {
				t.Errorf("%s: the index says %+v of JIS X 0213", f.File, c)
			}
			must("JIS X 0208", 6879, jis0208, f)
		case "zh_hans":
			must("GB 2312", 7200, gb2312, f)
		case "zh_hant":
			must("Big5 level 1", 5380, big5, f)
		case "ko":
			must("modern Hangul", 11172, hangul, f)
			must("KS X 1001, with Japanese beside", 8200, ksx1001, f, ja)
		}
	}
}

// blocks are the letters, digits and marks a face must have all of that Unicode 5
// knew or that its languages use since.
var blocks = map[string][][2]rune{
	"latin":      {{0x20, 0x17F}, {0x1EA0, 0x1EF9}, {0x400, 0x45F}, {0x490, 0x4FF}, {0x10D0, 0x10F0}, {0x531, 0x556}, {0x561, 0x587}},
	"thai":       {{0xE01, 0xE3A}, {0xE3F, 0xE5B}},
	"lao":        {{0xE81, 0xEDD}},
	"myanmar":    {{0x1000, 0x109F}, {0xAA60, 0xAA7B}},
	"khmer":      {{0x1780, 0x17DD}, {0x17E0, 0x17F9}},
	"devanagari": {{0x901, 0x970}},
	"bengali":    {{0x981, 0x9FA}},
	"sinhala":    {{0xD82, 0xDF4}},
	"tamil":      {{0xB82, 0xBFA}},
	"ethiopic":   {{0x1200, 0x137C}},
	"arabic":     {{0x60B, 0x60C}, {0x61B, 0x61B}, {0x61F, 0x64A}, {0x64B, 0x655}, {0x660, 0x6D3}, {0x6F0, 0x6F9}},
	"rohingya":   {{0x10D00, 0x10D27}, {0x10D30, 0x10D39}},
	"ja":         {{0x20, 0x17F}, {0x1EA0, 0x1EF9}, {0x3041, 0x3096}, {0x3099, 0x30FF}, {0x31F0, 0x31FF}, {0xFF01, 0xFF9F}},
	"zh_hans":    {{0x1EA0, 0x1EF9}}, "zh_hant": {{0x1EA0, 0x1EF9}}, "ko": {{0x1EA0, 0x1EF9}},
}

// TestFontsHaveTheirAlphabets: of its own script a face has all, and all faces
// have the letters of Europe and of Viet Nam, digits and what cannot be seen.
func TestFontsHaveTheirAlphabets(t *testing.T) {
	everywhere := []rune("–—‘’“”•…€₩₫₱ ") // the last one is U+00A0
	for r := rune(0x21); r <= 0x17F; r++ {
		if r < 0x7F || r > 0xA0 {
			everywhere = append(everywhere, r)
		}
	}
	everywhere = append(everywhere, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF)
	for _, f := range loadTypefaces(t) {
		chars := everywhere
		if blocks[f.Face] == nil {
			t.Errorf("%s: no alphabet to hold it to", f.File)
		}
		for _, b := range blocks[f.Face] {
			for r := b[0]; r <= b[1]; r++ {
				if unicode.IsGraphic(r) {
					chars = append(chars[:len(chars):len(chars)], r)
				}
			}
		}
		if missing := missingFrom(chars, f); len(missing) > 0 {
			t.Errorf("%s lacks %s %U", f.File, string(missing), missing)
		}
		for _, r := range []rune{0x200B, 0x2060, 0x2066} {
			if gid, ok := f.face.NominalGlyph(r); ok && f.face.HorizontalAdvance(gid) != 0 {
				t.Errorf("%s: %U has a width", f.File, r)
			}
		}
	}
}

// TestJapaneseHasTheFormsOfNames: a family writes its name with its own form of
// a character, which Unicode tells apart by a selector after it.
func TestJapaneseHasTheFormsOfNames(t *testing.T) {
	list := loadTypefaces(t)
	for _, weight := range []int{400, 700} {
		ja := japaneseOf(t, list, weight)
		if missing := missingFrom([]rune("髙﨑𠮷邉邊齋齊濵瀨德槇曻昻嶋塚桒栁逹静髮"), ja); len(missing) > 0 {
			t.Errorf("%s lacks %s", ja.File, string(missing))
		}
		forms := 0
		for r := rune(0x4E00); r < 0xA000; r++ {
			for selector := rune(0xE0100); selector < 0xE0120; selector++ {
				if _, ok := ja.face.VariationGlyph(r, selector); ok {
					forms++
				}
			}
		}
		t.Logf("%s tells %d forms apart by selector", ja.File, forms)
		if forms < 12000 {
			t.Errorf("%s knows only %d forms", ja.File, forms)
		}
		for _, pair := range [][2]string{{"葛", "葛\U000E0100"}, {"辻", "辻\U000E0100"}} {
			a, b := shapeRun(ja.face, pair[0]), shapeRun(ja.face, pair[1])
			if fmt.Sprint(a.Glyphs[0].GlyphID) == fmt.Sprint(b.Glyphs[0].GlyphID) || len(b.Glyphs) > 2 {
				t.Errorf("%s: %s is drawn as %s", ja.File, pair[1], pair[0])
			}
		}
	}
}
