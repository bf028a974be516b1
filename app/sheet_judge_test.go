//go:build !ci

package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/app/paper"
)

// Another program reads both languages out of the file.
func TestAPaperCanBeReadOut(t *testing.T) {
	d := openPapers(t)
	for lang, left := range map[string]string{"en": "Please speak slowly.", "my": "Please speak slowly.", "ja-x-easy": "ください"} {
		_, b := d.pdf(paper.Counter(*d.request(lang, "stay", staying)))
		file := filepath.Join(t.TempDir(), "x.pdf")
		if err := d.jobs.Write(file, b, false); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pdftotext", "-raw", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{left, "足りない書類はどれですか", "受け付けました", "第21条"} {
			if !strings.Contains(squeezed(string(out)), squeezed(want)) {
				t.Errorf("%s: %q is not read out:\n%s", lang, want, out)
			}
		}
	}
}
