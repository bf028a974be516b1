package kit_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/gallery"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
	"madoguchi/i18n"
)

var update = flag.Bool("update", false, "write the pictures anew; look at each before committing it")

// The gallery looks as it did when somebody last looked at it. Its parts are
// shown in a language, a scheme and a size each, which between them are all.
func TestTheGalleryLooksAsItDid(t *testing.T) {
	test.NewTempApp(t)
	c, faces := texts(t), library(t)
	for _, x := range []struct {
		name, lang string
		look       theme.Look
		width      float32
		parts      []gallery.Part
	}{
		{"words", i18n.Pseudo, theme.Look{Scheme: theme.Light, Scale: 1}, 640, []gallery.Part{gallery.Callouts, gallery.Results, gallery.Progress}},
		{"furigana", "ja-x-easy", theme.Look{Scheme: theme.Dark, Scale: 1.25}, 640, []gallery.Part{gallery.Texts, gallery.Answers, gallery.Facts}},
		{"scripts", "en", theme.Look{Scheme: theme.Contrast, Scale: 1.5}, 640, []gallery.Part{gallery.Scripts, gallery.Buttons}},
	} {
		t.Run(x.name, func(t *testing.T) {
			k := kit.New(x.look, c.For(x.lang), faces, assets.Icons(), &desk{})
			v := k.Viewport(20, k.Groups(gallery.New().Sections(k, x.parts...)...))
			forget(t, v)
			got := paint(v, x.look, fyne.NewSize(x.width, v.HeightFor(x.width)))
			name := filepath.Join("testdata", "gallery_"+x.name+".png")
			if *update {
				write(t, name, got)
				return
			}
			f, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want, err := png.Decode(bytes.NewReader(f))
			if err != nil {
				t.Fatal(err)
			}
			if differ(got, want) {
				is := filepath.Join(t.ArtifactDir(), "gallery_"+x.name+".png")
				write(t, is, got)
				t.Errorf("it looks other than %s; with -artifacts what it looks like is kept; look at it, then go test -run TheGalleryLooks -update ./app/ui/kit", name)
			}
		})
	}
}

func write(t *testing.T, name string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// differ reports whether two pictures differ for the eye: one pixel in a thousand
// may, since processors round differently at the edges of letters.
func differ(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return true
	}
	const eye = 24
	p, q := pixels(a), pixels(b)
	n := 0
	for i := 0; i < len(p); i += 4 {
		if apart(p[i], q[i]) > eye || apart(p[i+1], q[i+1]) > eye || apart(p[i+2], q[i+2]) > eye {
			n++
		}
	}
	return n > len(p)/4/1000
}

// pixels are red, green, blue and alpha of every pixel.
func pixels(a image.Image) []uint8 {
	p := image.NewRGBA(a.Bounds())
	draw.Draw(p, p.Rect, a, p.Rect.Min, draw.Src)
	return p.Pix
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func TestAPictureThatDiffersIsNoticed(t *testing.T) {
	a, b := image.NewNRGBA(image.Rect(0, 0, 200, 100)), image.NewNRGBA(image.Rect(0, 0, 200, 100))
	if differ(a, b) {
		t.Error("two that are alike")
	}
	for x := range 30 { // a letter
		b.SetNRGBA(x, 10, color.NRGBA{R: 0xff, A: 0xff})
	}
	if !differ(a, b) {
		t.Error("a letter's worth of red is not noticed")
	}
	if !differ(a, image.NewNRGBA(image.Rect(0, 0, 200, 101))) {
		t.Error("a row more is not noticed")
	}
}
