package kit_test

import (
	"image"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/gallery"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
)

// BenchmarkGallery makes and lays out the largest page there is.
func BenchmarkGallery(b *testing.B) {
	test.NewTempApp(b)
	c, faces := texts(b), library(b)
	for _, lang := range []string{"en", "ja", "ja-x-easy", "my"} {
		v := variant{lang, "", theme.Look{Scale: 1, Still: true}, 1280, nil}
		v.lay(b, c, faces)
		b.Run(lang, func(b *testing.B) {
			for range b.N {
				v.lay(b, c, faces)
			}
		})
	}
}

// BenchmarkSwitch changes the language on the largest page, until what is in sight
// is drawn: to be under 150 ms.
func BenchmarkSwitch(b *testing.B) {
	test.NewTempApp(b)
	c, faces := texts(b), library(b)
	size := fyne.NewSize(1280, 800)
	for _, to := range []string{"en", "ja", "ja-x-easy", "my"} {
		b.Run(to, func(b *testing.B) {
			for range b.N {
				_, f := variant{to, "", theme.Look{Scale: 1, Still: true}, size.Width, nil}.lay(b, c, faces)
				if drawn := inSight(f, size); drawn < 15 {
					b.Fatalf("%d lines drawn", drawn)
				}
			}
		})
	}
}

// inSight draws what is in sight into one picture, as a window does, and answers
// how many lines of text that were.
func inSight(f *kit.Frame, size fyne.Size) (lines int) {
	dst := image.NewRGBA(image.Rect(0, 0, int(size.Width), int(size.Height)))
	var icons []fyne.CanvasObject
	var walk func(o fyne.CanvasObject, at fyne.Position, clip image.Rectangle)
	walk = func(o fyne.CanvasObject, at fyne.Position, clip image.Rectangle) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		box := image.Rect(int(at.X), int(at.Y), int(at.X+o.Size().Width), int(at.Y+o.Size().Height))
		switch o := o.(type) {
		case *canvas.Raster:
			if !box.Overlaps(clip) {
				return
			}
			lines++
			draw.Draw(dst, box.Intersect(clip), o.Generator(box.Dx(), box.Dy()), clip.Min.Sub(box.Min), draw.Over)
		case *canvas.Image:
			if box.Overlaps(clip) {
				icons = append(icons, o)
			}
		case fyne.Widget:
			if _, ok := o.(*container.Scroll); ok {
				clip = clip.Intersect(box)
			}
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c, at, clip)
			}
		}
	}
	walk(f, fyne.Position{}, dst.Rect)
	c := software.NewCanvas()
	c.SetContent(container.NewWithoutLayout(icons...))
	c.Resize(fyne.NewSize(64, 64)) // the icons are made all the same
	c.Capture()
	return lines
}

// BenchmarkLong opens the longest text there is, and scrolls through it.
func BenchmarkLong(b *testing.B) {
	test.NewTempApp(b)
	c, faces := texts(b), library(b)
	k := kit.New(theme.Look{Scale: 1}, c.For("en"), faces, assets.Icons(), &desk{})
	text := manyLines(500 << 10)
	b.Run("open", func(b *testing.B) {
		for range b.N {
			v := k.Viewport(20, k.Within(k.Panel(k.Long(text, "en"))))
			v.Resize(fyne.NewSize(960, 700))
		}
	})
	b.Run("page", func(b *testing.B) {
		v := k.Viewport(20, k.Within(k.Panel(k.Long(text, "en"))))
		v.Resize(fyne.NewSize(960, 700))
		for i := range b.N {
			v.To(float32(i * 700 % 100_000))
		}
	})
}

// manyLines is about n bytes of a licence.
func manyLines(n int) string {
	out := make([]byte, 0, n+1000)
	for len(out) < n {
		out = append(out, gallery.Terms()...)
		out = append(out, '\n')
	}
	return string(out)
}
