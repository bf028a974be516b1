//go:build !ci

package sheet_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"madoguchi/forms/sheet"
)

// write puts a paper into a file for programs outside.
func write(t *testing.T, p *sheet.Paper) string {
	t.Helper()
	b, err := p.PDF()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.ArtifactDir(), "sheet.pdf")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestJudges asks qpdf and mutool whether the file is whole.
func TestJudges(t *testing.T) {
	f := ourFonts(t)
	for _, w := range []words{english, burmese, arabic} {
		p, err := sheet.Lay(f, sample(w, true))
		if err != nil {
			t.Fatal(err)
		}
		name := write(t, p)
		for _, args := range [][]string{{"qpdf", "--check", name}, {"mutool", "info", name}} {
			if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
				t.Errorf("%s: %s: %v\n%s", w.lang, args[0], err, out)
			}
		}
	}
}
