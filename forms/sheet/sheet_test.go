package sheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
	"madoguchi/forms/sheet"
)

func lay(t testing.TB, s sheet.Sheet) *sheet.Paper {
	t.Helper()
	p, err := sheet.Lay(ourFonts(t), s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func file(t testing.TB, p *sheet.Paper) []byte {
	t.Helper()
	b, err := p.PDF()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// long is the sample with a list of so many things more.
func long(n int) sheet.Sheet {
	s := sample(english, false)
	for i := range n {
		s.Sections[1].Rows = append(s.Sections[1].Rows, sheet.Row{Pair: sheet.Pair{
			Reader:   sheet.Text{Lang: "en", String: fmt.Sprintf("Thing number %d, which is described in more words than one line has room for", i)},
			Japanese: sheet.Text{Lang: "ja", String: fmt.Sprintf("%d番目のもの。一行には入りきらないくらいの長い説明がついています。", i)},
		}})
	}
	return s
}

// bare is text without what differs between a text and how a page says it.
func bare(s string) string {
	for _, drop := range []string{"\u200b", "\u2066", "\u2067", "\u2068", "\u2069", "\n"} {
		s = strings.ReplaceAll(s, drop, "")
	}
	return s
}

// texts are all there are in a sheet.
func texts(s sheet.Sheet) []string {
	out := []string{s.Title.Reader.String, s.Title.Japanese.String, s.Intro.Reader.String, s.Intro.Japanese.String}
	add := func(p sheet.Pair) { out = append(out, p.Reader.String, p.Japanese.String) }
	for _, f := range s.Footer {
		add(f)
	}
	for _, sec := range s.Sections {
		add(sec.Head)
		for _, r := range sec.Rows {
			add(r.Pair)
		}
	}
	return out
}

// TestNothingIsLost: however much a sheet says, up to what two pages hold, all of
// it is there, the type between floor and eleven points; beyond that it is refused.
func TestNothingIsLost(t *testing.T) {
	f := ourFonts(t)
	pages, size, refused := 1, 11.0, 0
	for n := 0; n < 60 && refused == 0; n += 3 {
		s := long(n)
		p, err := sheet.Lay(f, s)
		if err != nil {
			if !errors.Is(err, sheet.ErrTooLong) || !forms.Is(err, forms.TooLarge) {
				t.Fatal(err)
			}
			refused = n
			break
		}
		if p.Pages() < pages || p.Pages() > 2 || p.Size < sheet.Floor || p.Size > 11 || p.Pages() == pages && p.Size > size {
			t.Errorf("%d more things: %d pages in %v points, before %d in %v", n, p.Pages(), p.Size, pages, size)
		}
		pages, size = p.Pages(), p.Size
		said := bare(p.Words())
		for _, text := range texts(s) {
			if !strings.Contains(said, bare(text)) {
				t.Errorf("%d more things: lost %s", n, text)
			}
		}
	}
	if pages != 2 || size >= 11 || refused == 0 {
		t.Errorf("ended with %d pages in %v points, refused at %d", pages, size, refused)
	}
}

// TestWhatNoPageHoldsIsRefused: a row is never divided.
func TestWhatNoPageHoldsIsRefused(t *testing.T) {
	s := sheet.Sheet{Lang: "en", Sections: []sheet.Section{{Rows: []sheet.Row{
		{Pair: sheet.Pair{Reader: sheet.Text{Lang: "en", String: strings.Repeat("word ", 1200)}}},
	}}}}
	if _, err := sheet.Lay(ourFonts(t), s); !errors.Is(err, sheet.ErrTooLong) {
		t.Errorf("%v", err)
	}
	if _, err := sheet.LayScreens(ourFonts(t), s, 4, 3); !errors.Is(err, sheet.ErrTooLong) {
		t.Errorf("on the screen: %v", err)
	}
}

// TestMarginsStayBlank looks at every page of several sheets for ink where
// printers have none, and for a page with nothing on it.
func TestMarginsStayBlank(t *testing.T) {
	f := ourFonts(t)
	for name, s := range map[string]sheet.Sheet{
		"en": sample(english, true), "my": sample(burmese, true), "ar": sample(arabic, true), "full": long(15),
	} {
		p, err := sheet.Lay(f, s)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Pages() {
			img := p.Picture(i, 1)
			b := img.Bounds()
			if n := ink(img, b.Inset(12)); n < 5000 {
				t.Errorf("%s: page %d has %d dark pixels", name, i, n)
			}
			if n := ink(img, b) - ink(img, b.Inset(12)); n != 0 {
				t.Errorf("%s: page %d has %d dark pixels in its margin", name, i, n)
			}
			// Between the columns stands a line, and only frames cross it.
			gap := image.Rect(289, 130, 294, 700)
			if n := ink(img, gap); n > gap.Dx()*60 {
				t.Errorf("%s: page %d has %d dark pixels between the columns", name, i, n)
			}
		}
	}
	if lay(t, sample(english, false)).Picture(9, 1) != nil {
		t.Error("a page that is not there has a picture")
	}
}

// ink is how many pixels are darker than the mark of practice.
func ink(img image.Image, r image.Rectangle) (n int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 180 {
				n++
			}
		}
	}
	return n
}

func TestFileIsSmallAndTheSame(t *testing.T) {
	for _, w := range []words{english, burmese, arabic} {
		s := sample(w, true)
		for i := range 12 { // fill two pages
			s.Sections[1].Rows = append(s.Sections[1].Rows, s.Sections[2].Rows[i%2])
		}
		a, b := file(t, lay(t, s)), file(t, lay(t, s))
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two files differ", w.lang)
		}
		if len(a) > 300_000 {
			t.Errorf("%s: %d bytes", w.lang, len(a))
		}
		t.Logf("%s: %d bytes", w.lang, len(a))
	}
}

func TestFileSaysItsLanguageAndNothingOfAnybody(t *testing.T) {
	b := file(t, lay(t, sample(burmese, false)))
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	_, root, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	if lang, _ := f.String(root["Lang"]); pdf.DecodeText(lang) != "my" {
		t.Errorf("language %q", lang)
	}
	info, err := f.Dict(f.Trailer()["Info"])
	if title, _ := f.String(info["Title"]); err != nil || len(info) != 1 || pdf.DecodeText(title) != "Sheet for the counter" {
		t.Errorf("says of itself %v, %v", info, err)
	}
}

// TestBoxesStayTogether: the clerk's boxes are on one page, each with its number.
func TestBoxesStayTogether(t *testing.T) {
	for n := 0; n < 15; n += 2 {
		p := lay(t, long(n))
		for _, page := range strings.SplitAfter(p.Words(), fmt.Sprintf(" / %d", p.Pages())) {
			found := 0
			for _, row := range japanese.boxes {
				if strings.Contains(page, row) {
					found++
				}
			}
			if found != 0 && found != len(japanese.boxes) {
				t.Errorf("%d more things: %d of %d boxes on a page", n, found, len(japanese.boxes))
			}
		}
	}
	said := lay(t, sample(english, false)).Words()
	for i := range japanese.boxes {
		if !strings.Contains(said, fmt.Sprintf("\n%d\n", i+1)) {
			t.Errorf("no number %d", i+1)
		}
	}
}

func TestPracticeShows(t *testing.T) {
	real, practice := lay(t, sample(english, false)), lay(t, sample(english, true))
	for _, word := range []string{english.practice, japanese.practice} {
		if strings.Contains(real.Words(), word) || !strings.Contains(practice.Words(), word) {
			t.Errorf("%q: real %v, practice %v", word, strings.Contains(real.Words(), word), strings.Contains(practice.Words(), word))
		}
	}
	grey := func(p *sheet.Paper) (n int) {
		img := p.Picture(0, 0.5)
		b := img.Bounds()
		for y := range b.Dy() {
			for x := range b.Dx() {
				if g := color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y; g >= 236 && g <= 238 {
					n++
				}
			}
		}
		return n
	}
	if r, p := grey(real), grey(practice); p < r+2000 {
		t.Errorf("%d pixels as grey as the mark, without it %d", p, r)
	}
}

// TestScreens: a screen takes the sheet in readable type, whatever its shape.
func TestScreens(t *testing.T) {
	f := ourFonts(t)
	s := sample(arabic, true)
	for _, shape := range [][2]float64{{1366, 768}, {1024, 768}, {1080, 1920}, {0, 0}, {1e9, 1}} {
		p, err := sheet.LayScreens(f, s, shape[0], shape[1])
		if err != nil {
			t.Fatalf("%v: %v", shape, err)
		}
		w, h := p.PageSize()
		if p.Size != 11 || w > 1100 || h > 900 || w/h > 2.5 || w/h < 0.6 {
			t.Errorf("%v: %v by %v in %v points", shape, w, h, p.Size)
		}
		said := bare(p.Words())
		for _, text := range texts(s) {
			if !strings.Contains(said, bare(text)) {
				t.Errorf("%v: lost %s", shape, text)
			}
		}
	}
}

func TestMissingIsReported(t *testing.T) {
	s := sample(english, false)
	s.Intro.Reader.String = "\U0001F9FF"
	if p := lay(t, s); string(p.Missing) != "\U0001F9FF" {
		t.Errorf("missing %q", p.Missing)
	}
}

// TestOneColumn: who reads Japanese gets one wide column.
func TestOneColumn(t *testing.T) {
	narrow, wide := lay(t, sample(english, true)), lay(t, onlyJapanese(sample(english, true)))
	if said := wide.Words(); !strings.Contains(said, japanese.boxes[1]) || strings.Contains(said, english.practice) {
		t.Errorf("says %s", said)
	}
	left := image.Rect(42, 60, 290, 780)
	if n := ink(wide.Picture(0, 1), left); n < 3000 {
		t.Errorf("%d dark pixels on the left", n)
	}
	if wide.Pages() > 1 || wide.Size < narrow.Size {
		t.Errorf("%d pages in %v points, of two columns %d in %v", wide.Pages(), wide.Size, narrow.Pages(), narrow.Size)
	}
}

// TestHalvesMayBeEmpty: a row without its other half, a section without a heading.
func TestHalvesMayBeEmpty(t *testing.T) {
	one := sheet.Pair{Reader: sheet.Text{Lang: "en", String: "Only here"}}
	other := sheet.Pair{Japanese: sheet.Text{Lang: "ja", String: "こちらだけ"}}
	for kind := sheet.Plain; kind <= sheet.Boxes; kind++ {
		p := lay(t, sheet.Sheet{Lang: "en", Sections: []sheet.Section{
			{}, {Kind: kind, Rows: []sheet.Row{{Pair: one, Number: 1, Lines: 1}, {Pair: other, Number: 2, Lines: 2}, {}}},
		}})
		if said := p.Words(); !strings.Contains(said, "Only here") || !strings.Contains(said, "こちらだけ") {
			t.Errorf("%d: %q", kind, said)
		}
		file(t, p)
	}
}
