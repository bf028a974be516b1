//go:build !ci

package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/app/paper"
)

// Another program reads both halves out of the files, and no discreet one tells.
func TestAPaperOfAGuideCanBeReadOut(t *testing.T) {
	d := openPapers(t)
	for _, lang := range []string{"en", "ja", "ja-x-easy", "my"} {
		for _, name := range []string{paper.Way, paper.Checklist, paper.Phrases, "statement_passport", "arrest_card", paper.WalletCard} {
			for _, discreet := range []bool{false, true} {
				g := d.guided(lang, "baby", guided["afraid"])
				g.Discreet, g.Tongue = discreet, "my"
				_, b := d.pdf(d.made(g, name))
				file := filepath.Join(t.TempDir(), "x.pdf")
				if err := d.jobs.Write(file, b, false); err != nil {
					t.Fatal(err)
				}
				said := ""
				for _, x := range [][]string{{"0", "297"}, {"298", "297"}} { // column by column
					args := []string{"-raw", "-r", "72", "-x", x[0], "-y", "0", "-W", x[1], "-H", "842", file, "-"}
					if lang == "ja" {
						args = []string{"-raw", file, "-"}
					}
					out, err := exec.Command("pdftotext", args...).Output()
					if err != nil {
						t.Fatal(err)
					}
					said += strings.ToLower(squeezed(string(out)))
				}
				for _, want := range []string{"弁護士", "2026年11月23日"} {
					if !strings.Contains(said, want) {
						t.Errorf("%s %s, discreet %v: %q is not read out:\n%s", lang, name, discreet, want, said)
					}
				}
				if name == paper.Way && !discreet && !strings.Contains(said, "2026年12月4日") {
					t.Errorf("%s: the day of the birth notice is not read out:\n%s", lang, said)
				}
				for _, no := range silent {
					if discreet && strings.Contains(said, no) {
						t.Errorf("%s %s: a discreet paper says %q", lang, name, no)
					}
				}
			}
		}
	}
}
