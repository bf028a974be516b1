//go:build !ci

package typeset_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/forms/typeset"
)

// write puts a document into a file for programs outside.
func write(t *testing.T, d *typeset.Document) string {
	t.Helper()
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.ArtifactDir(), "page.pdf")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	var said bytes.Buffer
	c := exec.Command(name, args...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil || said.Len() > 0 {
		t.Errorf("%s: %v\n%s", name, err, said.String())
	}
	return string(out)
}

// words are those of a text as it is spoken, one blank between them.
func words(s string) string {
	for _, mark := range "\u200e\u200f\u202a\u202b\u202c" {
		s = strings.ReplaceAll(s, string(mark), "")
	}
	return strings.Join(strings.Fields(s), " ")
}

// solid are languages that have lines end without a blank, which readers then put.
var solid = []string{"ja", "ja-x-easy", "zh-Hans", "zh-Hant", "my", "th", "km", "lo"}

// TestTextComesBack reads every sample out of a file with another program.
func TestTextComesBack(t *testing.T) {
	f := ourFonts(t)
	for _, s := range samples {
		t.Run(s.Lang, func(t *testing.T) {
			p := f.NewPage(typeset.A4Width, typeset.A4Height)
			b := f.Set(s, typeset.Style{Size: 11}, 300)
			p.Text(b, 40, 60)
			name := write(t, &typeset.Document{Title: "x", Lang: s.Lang, Pages: []*typeset.Page{p}})
			want := words(p.Words())
			got := words(run(t, "pdftotext", "-enc", "UTF-8", name, "-"))
			if slices.Contains(solid, s.Lang) {
				want, got = strings.ReplaceAll(want, " ", ""), strings.ReplaceAll(got, " ", "")
			}
			if got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}
