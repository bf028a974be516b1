package typeset_test

import (
	"image"
	"image/color"
	"testing"

	"madoguchi/forms/typeset"
)

// darkness is how many pixels of a part of a picture are darker than middle grey.
func darkness(img *image.RGBA, r image.Rectangle) (n int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 128 {
				n++
			}
		}
	}
	return n
}

// TestPictureShowsThePage looks for ink where it was put, and nowhere else.
func TestPictureShowsThePage(t *testing.T) {
	f := ourFonts(t)
	p := f.NewPage(200, 100)
	p.Text(f.Set(typeset.Text{Lang: "ja", String: "｜窓口《まどぐち》"}, typeset.Style{Size: 20}, 100), 10, 10)
	p.Frame(150, 50, 40, 40, 1, typeset.Gray(0))
	img := p.Picture(2)
	if got := img.Bounds().Size(); got != image.Pt(400, 200) {
		t.Fatalf("size %v", got)
	}
	for what, r := range map[string]image.Rectangle{
		"reading": image.Rect(20, 20, 100, 40),
		"base":    image.Rect(20, 42, 100, 84),
	} {
		if n := darkness(img, r); n < 50 {
			t.Errorf("%s: %d dark pixels", what, n)
		}
	}
	if n := darkness(img, image.Rect(300, 100, 380, 180)); n != 80*80-76*76 {
		t.Errorf("frame: %d dark pixels", n)
	}
	if n := darkness(img, image.Rect(110, 0, 290, 200)); n != 0 {
		t.Errorf("between them: %d dark pixels", n)
	}
}

// TestPictureIsBounded: no scale takes more memory than a page can be worth.
func TestPictureIsBounded(t *testing.T) {
	p := ourFonts(t).NewPage(typeset.A4Width, typeset.A4Height)
	for _, scale := range []float64{1e9, -1, 0} {
		if b := p.Picture(scale).Bounds(); b.Dx() < 1 || b.Dx()*b.Dy() > 41<<20 {
			t.Errorf("scale %v: %v", scale, b)
		}
	}
}
