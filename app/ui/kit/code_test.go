package kit_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
)

// A code is black on white in every scheme, its modules are of one size, and at
// least four of them are white around it (ISO/IEC 18004).
func TestCodeIsBlackOnWhiteWithAQuietZone(t *testing.T) {
	test.NewTempApp(t)
	c, faces := texts(t), library(t)
	const side = 21
	for _, s := range theme.Schemes() {
		k := kit.New(theme.Look{Scheme: s, Scale: 1}, c.For("en"), faces, assets.Icons(), &desk{})
		img := picture(t, k.Code(side, func(x, y int) bool { return (x+y)%2 == 0 }), 300)
		black := image.Rectangle{Min: img.Bounds().Max}
		for y := range 300 {
			for x := range 300 {
				switch r, g, b, _ := img.At(x, y).RGBA(); {
				case r == 0 && g == 0 && b == 0:
					black.Min = image.Pt(min(black.Min.X, x), min(black.Min.Y, y))
					black.Max = image.Pt(max(black.Max.X, x+1), max(black.Max.Y, y+1))
				case r != 0xffff || g != 0xffff || b != 0xffff:
					t.Fatalf("%s: %v at %d, %d", s, img.At(x, y), x, y)
				}
			}
		}
		module := black.Dx() / side
		if module == 0 || black.Dx() != module*side || black.Dy() != black.Dx() {
			t.Fatalf("%s: %d modules take %v", s, side, black)
		}
		if quiet := min(black.Min.X, black.Min.Y, 300-black.Max.X, 300-black.Max.Y); quiet < 4*module {
			t.Errorf("%s: %d white around modules of %d", s, quiet, module)
		}
		for y := range side {
			for x := range side {
				r, _, _, _ := img.At(black.Min.X+x*module+module/2, black.Min.Y+y*module+module/2).RGBA()
				if (r == 0) != ((x+y)%2 == 0) {
					t.Fatalf("%s: the module %d, %d is of the other colour", s, x, y)
				}
			}
		}
	}
}

// The whole of a code is seen without scrolling, and no smaller than it must be.
func TestCodeIsSeenWhole(t *testing.T) {
	test.NewTempApp(t)
	k := kit.New(theme.Look{Scale: 1}, texts(t).For("en"), library(t), assets.Icons(), &desk{})
	for _, size := range []fyne.Size{{Width: 900, Height: 460}, {Width: 1300, Height: 900}, {Width: 400, Height: 900}} {
		c := k.Code(21, func(int, int) bool { return true })
		v := k.Viewport(20, k.Column(c, k.Label(kit.T("window.gallery.text.long"))))
		w := test.NewTempWindow(t, v)
		w.SetPadded(false)
		w.Resize(size)
		want := min(size.Height, size.Width) - 40
		if got := c.Size().Height; got > size.Height-40 || got < want-1 {
			t.Errorf("in %v a code is %v high, wanted %v", size, got, want)
		}
	}
}
