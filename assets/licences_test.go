package assets_test

import (
	"encoding/json"
	"io/fs"
	"testing"

	"madoguchi/assets"
)

// TestLicencesAreInside: what a person without the sources can ask the program
// for is the whole list with its texts.
func TestLicencesAreInside(t *testing.T) {
	b, err := fs.ReadFile(assets.Licences(), "index.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []struct{ Module, Version, Licence, File string }
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	inside := map[string]bool{}
	for _, l := range list {
		inside[l.Module] = true
		if text, err := fs.ReadFile(assets.Licences(), l.File); err != nil || len(text) < 200 {
			t.Errorf("%s: no text: %v", l.Module, err)
		}
	}
	for _, want := range []string{"std", "github.com/ebfe/scard", "github.com/digitorus/pdfsign"} {
		if !inside[want] {
			t.Errorf("%s is not listed", want)
		}
	}
}
