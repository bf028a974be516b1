package ui

import (
	"encoding/json"
	"go/build"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/lang"

	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

// Every word that the toolkit has is ours to give, and follows each change of
// language.
func TestToolkitSpeaksTheReadersLanguage(t *testing.T) {
	p, err := build.Import("fyne.io/fyne/v2/lang", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(p.Dir, "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var own map[string]any
	if err := json.Unmarshal(b, &own); err != nil {
		t.Fatal(err)
	}
	if len(own) != len(toolkitWords) {
		t.Errorf("the toolkit has %d words, we know of %d", len(own), len(toolkitWords))
	}
	texts, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"ja", "my", "en", "ja"} {
		r := texts.For(language)
		if err := teach(r); err != nil {
			t.Fatal(err)
		}
		for key := range own {
			if got, want := lang.X(key, "none"), r.T(i18n.ToolkitID(key)); got != want {
				t.Errorf("%s: %q is %q, wanted %q", language, key, got, want)
			}
		}
	}
}
