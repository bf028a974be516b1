package main

import (
	"os"
	"path/filepath"
	"testing"

	"madoguchi/build/content/translation"
	"madoguchi/i18n"
)

// What the program reads is what stands in the locale files.
func TestPackedTextsAreUpToDate(t *testing.T) {
	want, err := packedTexts(os.DirFS(filepath.Join("..", "..", folder)))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join("..", "..", assetsFolder, textsFolder)
	for lang, files := range want {
		b, err := os.ReadFile(filepath.Join(dir, lang+".zip"))
		if err != nil || !sameTexts(b, files) {
			t.Errorf("%s.zip is older than the texts (%v). Cure: go run ./build/content pack", lang, err)
		}
	}
	there, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(there) != len(want) {
		t.Errorf("%q for %d languages. Cure: go run ./build/content pack", there, len(want))
	}
}

// A reader of packed texts is told every word and every warning that a reader of the
// locale files is.
func TestPackingLosesNothing(t *testing.T) {
	plain, err := i18n.Load(os.DirFS(filepath.Join("..", "..", folder)))
	if err != nil {
		t.Fatal(err)
	}
	packed, err := i18n.Packed(os.DirFS(filepath.Join("..", "..", assetsFolder, textsFolder)))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := translation.OwnRules()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range plain.Languages() {
		p, q := plain.For(lang), packed.For(lang)
		unread := 0
		for _, id := range plain.IDs() {
			a := i18n.Args{}
			if by, _ := plain.Message(lang, id); by != "" {
				a[by] = 1
			}
			x, y := p.Text(id, a), q.Text(id, a)
			if x.String != y.String || x.Language != y.Language || x.Stale != y.Stale {
				t.Errorf("%s %s: %q (%s, stale %v), packed %q (%s, stale %v)", lang, id, x.String, x.Language, x.Stale, y.String, y.Language, y.Stale)
			}
			if y.Unread() != (rules.Safety(plain.Area(i18n.Source, id), id) && x.Reviewer == "") {
				t.Errorf("%s %s: unread is %v", lang, id, y.Unread())
			}
			if y.Unread() {
				unread++
			}
		}
		if unread == 0 {
			t.Errorf("every text of %s that could hurt somebody was read by somebody who grew up with it", lang)
		}
	}
}
