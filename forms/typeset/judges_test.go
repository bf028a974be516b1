//go:build !ci

package typeset_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
var solid = []string{"ja", "ja-x-easy", "zh-Hans", "zh-Hant", "my", "th", "km"}

// TestFilesAreWhole asks other programs: the file is without fault, its fonts are
// embedded subsets with their text, and a page can be drawn.
func TestFilesAreWhole(t *testing.T) {
	f := ourFonts(t)
	var pages []*typeset.Page
	for _, s := range samples {
		pages = append(pages, page(f, s))
	}
	name := write(t, &typeset.Document{Title: "x", Lang: "en", Pages: pages})
	if out := run(t, "qpdf", "--check", name); !strings.Contains(out, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf says %s", out)
	}
	fonts := strings.Split(strings.TrimSpace(run(t, "pdffonts", name)), "\n")[2:]
	for _, row := range fonts {
		if !regexp.MustCompile(`^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes`).MatchString(row) {
			t.Errorf("font %s", row)
		}
	}
	if len(fonts) < 12 {
		t.Errorf("%d fonts", len(fonts))
	}
	if out, err := exec.Command("mutool", "draw", "-q", "-F", "txt", name).Output(); err != nil || !strings.Contains(string(out), "resident record") {
		t.Errorf("mutool: %v\n%s", err, out)
	}
}

// TestPictureIsTheFile draws a page itself and with another program. Edges differ
// by what each makes of a part of a pixel, and nothing else does.
func TestPictureIsTheFile(t *testing.T) {
	f := ourFonts(t)
	p := f.NewPage(typeset.A4Width, typeset.A4Height)
	y := 40.0
	for _, s := range samples {
		b := f.Set(s, typeset.Style{Size: 14, Bold: s.Lang == "th"}, 400)
		p.Text(b, 60, y)
		y += b.Height
	}
	p.Watermark(f.Set(typeset.Text{Lang: "ja", String: "練習"}, typeset.Style{Size: 80, Align: typeset.Center}, 300), 300, 760, 35)
	p.Frame(30, 30, 500, 780, 2, typeset.Gray(0))
	name := write(t, &typeset.Document{Title: "x", Lang: "en", Pages: []*typeset.Page{p}})
	theirs, err := png.Decode(strings.NewReader(run(t, "pdftoppm", "-r", "144", "-png", "-singlefile", name)))
	if err != nil {
		t.Fatal(err)
	}
	ours := p.Picture(2)
	ink, far := 0, 0
	for y := 2; y < ours.Bounds().Dy()-2; y++ {
		for x := 2; x < ours.Bounds().Dx()-2; x++ {
			if grey(ours, x, y) < 60 {
				ink++
				// A dark pixel of ours without a dark one of theirs beside it.
				if min(grey(theirs, x, y), grey(theirs, x-1, y), grey(theirs, x+1, y), grey(theirs, x, y-1), grey(theirs, x, y+1)) > 160 {
					far++
				}
			}
		}
	}
	if ink < 20000 || far > ink/2000 {
		t.Errorf("of %d dark pixels %d are not in the file", ink, far)
	}
}

func grey(img image.Image, x, y int) uint8 {
	return color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y
}

// TestTextComesBack reads every sample out of a file with another program.
func TestTextComesBack(t *testing.T) {
	f := ourFonts(t)
	for _, s := range samples {
		t.Run(s.Lang, func(t *testing.T) {
			p := page(f, s)
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
