package sheet_test

import (
	"image"
	"strconv"
	"strings"
	"testing"

	"madoguchi/forms/sheet"
)

// A small paper stands several times on one page, with its foot outside, and is read
// large on a screen.
func TestASmallPaperIsThereSeveralTimes(t *testing.T) {
	for name, s := range map[string]sheet.Sheet{"en": sample(english, false), "ja": onlyJapanese(sample(english, false))} {
		s.Small, s.Sections = true, s.Sections[:1]
		p := lay(t, s)
		said := p.Words()
		for _, word := range []string{japanese.title, japanese.wantRow} {
			n := strings.Count(said, word)
			if n < 2 || name == "ja" && n%2 != 0 {
				t.Errorf("%s: %q stands there %d times", name, word, n)
			}
		}
		if p.Pages() != 1 || strings.Count(said, japanese.made) != 1 || p.Size < 7 {
			t.Errorf("%s: %d pages in %v points:\n%s", name, p.Pages(), p.Size, said)
		}
		img := p.Picture(0, 1)
		if n := ink(img, img.Bounds()) - ink(img, img.Bounds().Inset(12)); n != 0 {
			t.Errorf("%s: %d dark pixels in the margin", name, n)
		}
		if fold := ink(img, image.Rect(296, 40, 300, 200)); fold < 50 {
			t.Errorf("%s: %d dark pixels where it is folded", name, fold)
		}
		large, err := sheet.LayScreens(ourFonts(t), s, 1366, 768)
		if err != nil || large.Size != 11 || strings.Count(large.Words(), japanese.wantRow) != 1 {
			t.Errorf("%s: on the screen: %v", name, err)
		}
	}
}

// What may be left out is left out only where there is no room, the least wanted
// first, and what may not stands there in any case.
func TestWhatMayBeLeftOutGoesInItsOrder(t *testing.T) {
	s := long(0)
	if p := lay(t, marked(s, 1)); !strings.Contains(p.Words(), "extra 1 of level 1") {
		t.Error("it was left out of a paper with room")
	}
	p := lay(t, marked(s, 60))
	said := bare(p.Words())
	if p.Pages() != 2 || strings.Contains(said, "extra 60 of level 2") || !strings.Contains(said, "extra 1 of level 1") {
		t.Errorf("%d pages:\n%s", p.Pages(), said)
	}
	if strings.Contains(said, "of level 2") && !strings.Contains(said, "extra 60 of level 1") {
		t.Error("what is wanted more went first")
	}
	for _, text := range texts(s) {
		if !strings.Contains(said, bare(text)) {
			t.Errorf("lost %s", text)
		}
	}
}

// marked adds so many rows of each of two levels.
func marked(s sheet.Sheet, n int) sheet.Sheet {
	c := sheet.Section{Flows: true}
	for i := range n {
		for level := 1; level <= 2; level++ {
			words := "extra " + strconv.Itoa(i+1) + " of level " + strconv.Itoa(level)
			c.Rows = append(c.Rows, sheet.Row{Extra: level, Tick: true, Pair: sheet.Pair{Reader: sheet.Text{Lang: "en", String: words}}})
		}
	}
	s.Sections = append(append([]sheet.Section{}, s.Sections...), c)
	return s
}

// A box to tick stands before each half that says something.
func TestABoxToTickStandsBeforeBothHalves(t *testing.T) {
	row := sheet.Row{Pair: sheet.Pair{Reader: sheet.Text{Lang: "en", String: "One"}, Japanese: sheet.Text{Lang: "ja", String: "一"}}}
	plain := sheet.Sheet{Lang: "en", Sections: []sheet.Section{{Rows: []sheet.Row{row}}}}
	row.Tick = true
	ticked := sheet.Sheet{Lang: "en", Sections: []sheet.Section{{Rows: []sheet.Row{row}}}}
	for half, r := range []image.Rectangle{image.Rect(42, 34, 290, 120), image.Rect(300, 34, 550, 120)} {
		if a, b := ink(lay(t, plain).Picture(0, 2), double(r)), ink(lay(t, ticked).Picture(0, 2), double(r)); b < a+30 {
			t.Errorf("half %d: %d dark pixels, without the box %d", half, b, a)
		}
	}
}

func double(r image.Rectangle) image.Rectangle { return image.Rectangle{r.Min.Mul(2), r.Max.Mul(2)} }
