package locales

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"madoguchi/i18n"
)

var placeholder = regexp.MustCompile(`\{[a-z_0-9]+\}`)

func load(t *testing.T) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load(Files())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestACompleteLanguageHasEveryText(t *testing.T) {
	c := load(t)
	for _, lang := range Complete() {
		for _, id := range c.IDs() {
			if !c.Has(lang, id) {
				t.Errorf("%s has no %s", lang, id)
			}
		}
	}
}

func TestNoTextIsLeftOver(t *testing.T) {
	if left := load(t).Leftover(); len(left) > 0 {
		t.Errorf("English has no longer: %q", left)
	}
}

// Burmese has no spaces between words. Without the breaks that translators set, a
// line of a small window could not end.
func TestBurmeseCanBeBroken(t *testing.T) {
	c := load(t)
	for _, id := range c.IDs() {
		for _, form := range c.Forms("my", id) {
			for _, piece := range strings.FieldsFunc(form, func(r rune) bool { return r == ' ' || r == '\u200b' }) {
				letters := 0 // without vowel signs and other marks, which take no width of their own
				for _, r := range piece {
					if unicode.Is(unicode.Myanmar, r) && unicode.IsLetter(r) {
						letters++
					}
				}
				if letters > 14 {
					t.Errorf("%s cannot be broken in %s", id, piece)
				}
			}
		}
	}
}

// A text is looked for beside its source.
func TestATextStandsBesideItsSource(t *testing.T) {
	c := load(t)
	for _, lang := range c.Languages() {
		for _, id := range c.IDs() {
			if c.Has(lang, id) && c.Area(lang, id) != c.Area(i18n.Source, id) {
				t.Errorf("%s %s is in %s, its source in %s", lang, id, c.Area(lang, id), c.Area(i18n.Source, id))
			}
		}
	}
}

// A file left out of the program would be missed only by its readers.
func TestEveryFileIsInTheProgram(t *testing.T) {
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".json" {
			return err
		}
		if _, err := fs.Stat(Files(), filepath.ToSlash(name)); err != nil {
			t.Errorf("%v: add its depth in locales.go", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPlaceholdersAgree(t *testing.T) {
	c := load(t)
	for _, lang := range c.Languages() {
		for _, id := range c.IDs() {
			want := append(holes(strings.Join(c.Forms(i18n.Source, id), " ")), filledBesides(id)...)
			for _, form := range c.Forms(lang, id) {
				for _, h := range holes(form) {
					if !slices.Contains(want, h) {
						t.Errorf("%s %s has %s, which English does not fill", lang, id, h)
					}
				}
			}
		}
	}
}

// filledBesides is what is filled in a text though English has no use for it: the
// number of a month that has a name of its own there.
func filledBesides(id string) []string {
	if strings.HasPrefix(id, "window.kit.date.in.") {
		return []string{"{month}"}
	}
	return nil
}

func holes(s string) []string { return placeholder.FindAllString(s, -1) }

// Numbers come from data, so that a changed rule changes them everywhere.
func TestNoDigitInsideAText(t *testing.T) {
	c := load(t)
	digit := regexp.MustCompile(`\p{Nd}`)
	for _, lang := range c.Languages() {
		for _, id := range c.IDs() {
			if s := strings.Join(c.Forms(lang, id), " "); digit.MatchString(placeholder.ReplaceAllString(s, "")) {
				t.Errorf("%s %s has a digit: %s", lang, id, s)
			}
		}
	}
}

// A text made from an English one that has changed since must be looked at again:
// go run ./build/content stamp LANGUAGE ID…
//
// One whose source nobody recorded counts as older.
func TestNoTextIsStale(t *testing.T) {
	c := load(t)
	for _, lang := range c.Languages() {
		for _, id := range c.IDs() {
			if c.Stale(lang, id) {
				t.Errorf("%s %s is older than its source", lang, id)
			}
		}
	}
}
