//go:build !ci

package sheet_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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

// spoken is text as a program hands it out that puts blanks and marks of direction
// of its own.
func spoken(s string) string {
	s = bare(s)
	for _, drop := range []string{" ", "\f", "　", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c"} {
		s = strings.ReplaceAll(s, drop, "")
	}
	return s
}

// TestBothLanguagesComeBack reads every text of a sheet out of its file, column by
// column: the person's on the left, the Japanese on the right.
func TestBothLanguagesComeBack(t *testing.T) {
	f := ourFonts(t)
	for _, w := range []words{english, burmese, arabic} {
		s := sample(w, true)
		p, err := sheet.Lay(f, s)
		if err != nil {
			t.Fatal(err)
		}
		name := write(t, p)
		for half, x := range []string{"0", "298"} {
			out, err := exec.Command("pdftotext", "-enc", "UTF-8", "-r", "72", "-x", x, "-y", "0", "-W", "297", "-H", "842", name, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			said := spoken(string(out))
			for i, text := range texts(s) {
				if i%2 == half && !strings.Contains(said, spoken(text)) {
					t.Errorf("%s: did not come back: %s\n%s", w.lang, text, out)
				}
			}
		}
	}
}
