package flow

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/assets"
	"madoguchi/i18n/ruby"
)

// missingIn lays out one line and lists what no face has.
func missingIn(f Faces, lang, text string, w Weight) []Missing {
	return New(f).Prepare(Paragraph{Lang: lang, Spans: []Span{{[]ruby.Run{{Base: text}}, Style{Size: 12, Weight: w}}}}, Options{}).Missing
}

// The big ones take a tenth of a second and megabytes each.
func TestOnlyFacesThatAreNeededAreRead(t *testing.T) {
	for _, x := range []struct {
		lang, text string
		weight     Weight
		want       []string
	}{
		{"en", "Card", Regular, []string{"latin_regular.ttf"}},
		{"en-x-pseudo", "«Čáářďď»", Bold, []string{"latin_bold.ttf"}},
		{"my", "ကတ် My Number 24", Regular, []string{"myanmar_regular.ttf"}},
		{"my", "ကတ် 在留カード", Regular, []string{"ja_regular.ttf", "myanmar_regular.ttf"}},
		{"ja-x-easy", "カードと card", Regular, []string{"ja_regular.ttf"}},
		{"zh-Hant", "居民票", Bold, []string{"zh_hant_bold.ttf"}},
		{"ur", "کارڈ", 350, []string{"arabic_regular.ttf"}},
	} {
		l := ourFaces(t)
		if missing := missingIn(l, x.lang, x.text, x.weight); len(missing) > 0 {
			t.Errorf("%s %s: no glyph for %v", x.lang, x.text, missing)
		}
		if got := l.Read(); !slices.Equal(got, x.want) {
			t.Errorf("%s %s: read %v, want %v", x.lang, x.text, got, x.want)
		}
	}
}

// A file that is gone is told, and what can be set without it is.
func TestOtherFacesStandInForOneThatIsGone(t *testing.T) {
	files := fstest.MapFS{}
	err := fs.WalkDir(assets.Fonts(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "latin_regular.ttf" {
			return err
		}
		b, err := fs.ReadFile(assets.Fonts(), name)
		files[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files["myanmar_regular.ttf"] = &fstest.MapFile{Data: []byte("no font")}
	l, err := OpenLibrary(files)
	if err != nil {
		t.Fatal(err)
	}
	if missing := missingIn(l, "en", "Card", Regular); len(missing) > 0 {
		t.Errorf("no glyph for %v", missing)
	}
	if missing := missingIn(l, "my", "က", Regular); len(missing) == 0 {
		t.Error("Burmese is said to be set without its face")
	}
	if err := l.Err(); err == nil || !strings.Contains(err.Error(), "latin_regular.ttf") || !strings.Contains(err.Error(), "myanmar_regular.ttf") {
		t.Errorf("%v", err)
	}
	for _, name := range l.faces {
		delete(files, name.File)
	}
	empty, err := OpenLibrary(files)
	if err != nil {
		t.Fatal(err)
	}
	if missing := missingIn(empty, "ja", "窓口", Regular); len(missing) != 2 {
		t.Errorf("without any face %v are missing, want both", missing)
	}
}

func TestALibraryWithoutAnIndexIsRefused(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"no index":      {},
		"an empty one":  {"index.json": {Data: []byte(`[]`)}},
		"a broken one":  {"index.json": {Data: []byte(`{`)}},
		"another shape": {"index.json": {Data: []byte(`{"file":"x"}`)}},
	} {
		if _, err := OpenLibrary(files); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}
