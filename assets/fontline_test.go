package assets_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// exemplars reads words of each language: testdata/fonts_exemplars.txt.
func exemplars(t *testing.T) map[string][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/fonts_exemplars.txt")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		if lang, words, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			found[lang] = strings.Fields(words)
		}
	}
	return found
}

// shapeRun shapes text with one face at 1000 px to the em: one unit of the font
// is one pixel.
func shapeRun(face *font.Face, text string) shaping.Output {
	runes := []rune(text)
	script := language.Latin
	for _, r := range runes {
		if s := language.LookupScript(r); s.Strong() {
			script = s
			break
		}
	}
	direction := di.DirectionLTR
	if rightToLeft(script) {
		direction = di.DirectionRTL
	}
	var shaper shaping.HarfbuzzShaper
	return shaper.Shape(shaping.Input{
		Text: runes, RunEnd: len(runes), Face: face, Size: fixed.I(1000), Script: script, Direction: direction,
	})
}

func rightToLeft(s language.Script) bool {
	return s == language.Arabic || s == language.Hanifi_Rohingya
}

// inkOf is how high and how low a shaped run is drawn, in units of the font.
func inkOf(run shaping.Output) (top, bottom int) {
	for _, g := range run.Glyphs {
		if g.Height == 0 {
			continue
		}
		y := g.YBearing + g.YOffset
		top, bottom = max(top, y.Ceil()), min(bottom, (y+g.Height).Floor())
	}
	return top, bottom
}

func lacks(run shaping.Output) bool {
	for _, g := range run.Glyphs {
		if g.GlyphID == 0 {
			return true
		}
	}
	return false
}

// japaneseOf is the fallback face of a weight.
func japaneseOf(t *testing.T, list []typeface, weight int) typeface {
	t.Helper()
	for _, f := range list {
		if f.Role == "primary and fallback" && f.Weight == weight {
			return f
		}
	}
	t.Fatalf("no fallback face of weight %d", weight)
	return typeface{}
}

// TestNothingSticksOutOfItsLine: Fyne makes a line as high as the first face
// says and cuts the rest. Every word of every language stays inside, and so
// does every character of the Japanese face beside it.
func TestNothingSticksOutOfItsLine(t *testing.T) {
	list, words := loadTypefaces(t), exemplars(t)
	for _, f := range list {
		top, bottom := 0, 0
		for _, lang := range f.Languages {
			if len(words[lang]) == 0 {
				t.Errorf("no words of %s", lang)
			}
			for _, w := range words[lang] {
				run := shapeRun(f.face, w)
				if lacks(run) {
					t.Errorf("%s cannot write the %s word %s", f.File, lang, w)
				}
				hi, lo := inkOf(run)
				if hi > f.Ascent || lo < f.Descent {
					t.Errorf("%s: %s stands from %d to %d, the line from %d to %d", f.File, w, lo, hi, f.Descent, f.Ascent)
				}
				top, bottom = max(top, hi), min(bottom, lo)
			}
		}
		t.Logf("%-24s line %5d %5d, ink %5d %5d", f.File, f.Ascent, f.Descent, top, bottom)
	}
}

// vertical marks are for columns of Japanese, and U+210A is for formulas: in a
// line of words they are not written.
const vertical = "〪〭〫〬〱〲ℊ"

// TestTheFallbackFitsIntoEveryLine: since 2.8.1 Fyne puts the highest ascent of
// a line on its first line's top, so a fallback that says more than the primary
// would push everything down. Fyne's own Noto Sans says 1069 and -293.
func TestTheFallbackFitsIntoEveryLine(t *testing.T) {
	list := loadTypefaces(t)
	for _, f := range list {
		ja := japaneseOf(t, list, f.Weight)
		if f.Ascent < ja.Ascent || f.Descent > ja.Descent {
			t.Errorf("%s: its line %d %d is lower than that of %s", f.File, f.Ascent, f.Descent, ja.File)
		}
		if f.Ascent < 1069 || f.Descent > -293 {
			t.Errorf("%s: its line %d %d is lower than that of Fyne's own face", f.File, f.Ascent, f.Descent)
		}
	}
	for _, weight := range []int{400, 700} {
		ja := japaneseOf(t, list, weight)
		iter := ja.face.Cmap.Iter()
		n := 0
		for iter.Next() {
			r, gid := iter.Char()
			box, ok := ja.face.GlyphExtents(gid)
			if !ok || box.Height == 0 || strings.ContainsRune(vertical, r) {
				continue
			}
			n++
			if int(box.YBearing) > ja.Ascent || int(box.YBearing+box.Height) < ja.Descent {
				t.Errorf("%s: %c (%U) stands from %.0f to %.0f", ja.File, r, r, box.YBearing+box.Height, box.YBearing)
			}
		}
		if n < 15000 {
			t.Errorf("%s: only %d characters were seen", ja.File, n)
		}
	}
}

// TestLineIsTheSameForEveryReader: hhea, the typographic and the Windows values
// agree, so no library reads another line out of the same file, and regular and
// bold have the same, so emphasis does not move the lines.
func TestLineIsTheSameForEveryReader(t *testing.T) {
	lines := map[string][2]int{}
	for _, f := range loadTypefaces(t) {
		tables := sfntTables(t, f.data)
		i16 := func(table string, at int) int { return int(int16(binary.BigEndian.Uint16(tables[table][at:]))) }
		for what, got := range map[string][3]int{
			"hhea":       {i16("hhea", 4), i16("hhea", 6), i16("hhea", 8)},
			"OS/2 typo":  {i16("OS/2", 68), i16("OS/2", 70), i16("OS/2", 72)},
			"OS/2 win":   {i16("OS/2", 74), -i16("OS/2", 76), 0},
			"go-text":    goTextLine(f.face),
			"units (em)": {f.Ascent, f.Descent, i16("head", 18) - 1000},
		} {
			if got != [3]int{f.Ascent, f.Descent, 0} {
				t.Errorf("%s: %s says %v, the index %d %d", f.File, what, got, f.Ascent, f.Descent)
			}
		}
		if i16("OS/2", 62)&(1<<7) == 0 {
			t.Errorf("%s does not say USE_TYPO_METRICS", f.File)
		}
		line := [2]int{f.Ascent, f.Descent}
		if other, ok := lines[f.Face]; ok && other != line {
			t.Errorf("%s: another line than its other weight", f.File)
		}
		lines[f.Face] = line
	}
}

func goTextLine(face *font.Face) [3]int {
	e, _ := face.FontHExtents()
	return [3]int{int(e.Ascender), int(e.Descender), int(e.LineGap)}
}

// kernLeftOut is by how much the port may set two letters farther apart than
// HarfBuzz, in units: it leaves out some of the pairs of Noto Sans ("Ґа" 70,
// "рт" 10), which spoils no word.
const kernLeftOut = 80

// TestWordsAreShapedAsHarfBuzzDoes: the library the window shapes with is a
// port, and a newer Noto Sans Arabic came out of it with letters that do not
// join. testdata/fonts_shaped.txt holds what HarfBuzz itself makes of every word:
// glyph, advance, horizontal and vertical offset of each.
func TestWordsAreShapedAsHarfBuzzDoes(t *testing.T) {
	b, err := os.ReadFile("testdata/fonts_shaped.txt")
	if err != nil {
		t.Fatal(err)
	}
	faces := map[string]typeface{}
	for _, f := range loadTypefaces(t) {
		faces[f.File] = f
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		f, ok := faces[row[0]]
		if !ok || len(row) != 3 {
			t.Fatalf("no row of a face: %q", line)
		}
		seen[row[0]] = true
		slack := 0
		if f.Face == "latin" {
			slack = kernLeftOut
		}
		run := shapeRun(f.face, row[1])
		want := strings.Fields(row[2])
		same := len(run.Glyphs) == len(want)
		for i := 0; same && i < len(want); i++ {
			var glyph, advance, x, y int
			if _, err := fmt.Sscanf(want[i], "%d,%d,%d,%d", &glyph, &advance, &x, &y); err != nil {
				t.Fatal(err)
			}
			g := run.Glyphs[i]
			wider := g.Advance.Round() - advance
			same = int(g.GlyphID) == glyph && g.XOffset.Round() == x && g.YOffset.Round() == y && 0 <= wider && wider <= slack
		}
		if !same {
			t.Errorf("%s: %s is shaped otherwise than by HarfBuzz", row[0], row[1])
		}
	}
	if len(seen) != len(faces) {
		t.Errorf("%d of %d faces are compared", len(seen), len(faces))
	}
}
