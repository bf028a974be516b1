package locales

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/i18n"
)

// The toolkit's list is in its module, which go finds; no code of it is used.
func TestTheToolkitHasNoStringOfItsOwn(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]any{}
	if err := json.Unmarshal(b, &keys); err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for k := range keys {
		want = append(want, i18n.ToolkitID(k))
	}
	slices.Sort(want)
	c := load(t)
	for _, id := range c.IDs() {
		if strings.HasPrefix(id, "toolkit.") {
			got = append(got, id)
		}
	}
	if len(want) < 30 || !slices.Equal(got, want) {
		t.Errorf("texts of ours:  %v\nof the toolkit: %v", got, want)
	}
	for _, lang := range c.Languages() {
		for _, id := range got {
			if s := strings.Join(c.Forms(lang, id), ""); strings.ContainsAny(s, "｜《》{}") {
				t.Errorf("%s %s has what the toolkit cannot draw: %s", lang, id, s)
			}
		}
	}
}
