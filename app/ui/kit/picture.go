package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"madoguchi/app/ui/theme"
)

// Picture is an image, at most most units wide and never larger than its own
// pixels. label says below it what is to be seen there, for those who cannot see
// it; it may be left out where the words beside the picture do so already.
func (k *Kit) Picture(img image.Image, most float32, label ...Msg) Box {
	b := img.Bounds()
	wide := min(most, float32(max(1, b.Dx())))
	ratio := float32(max(1, b.Dy())) / float32(max(1, b.Dx()))
	c := canvas.NewImageFromImage(img)
	c.FillMode, c.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	p := newShape(wide, func(width float32) float32 { return min(width, wide) * ratio }, func(s fyne.Size) {
		w := min(s.Width, wide)
		c.Move(fyne.NewPos(0, 0))
		c.Resize(fyne.NewSize(w, w*ratio))
	}, c)
	items := []Box{p}
	for _, m := range label {
		items = append(items, k.optional(m, Style{Size: theme.Small, Role: theme.Muted}))
	}
	return k.Column(items...)
}
