package kit

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// quietZone is how many modules of white stand around a code: ISO/IEC 18004 asks for
// four, and a telephone held askew is glad of more.
const quietZone = 6

// Code draws a two-dimensional code of side × side modules, to be photographed: at
// most most units wide, black on white whatever the colours, its modules on whole
// pixels. What it holds is said in words beside it.
func (k *Kit) Code(side int, black func(x, y int) bool, most float32) Box {
	r := canvas.NewRaster(func(w, h int) image.Image { return code(side, black, w, h) })
	return centre(newShape(most, func(width float32) float32 { return min(width, most) }, func(s fyne.Size) {
		w := min(s.Width, most)
		r.Move(fyne.NewPos(0, 0))
		r.Resize(fyne.NewSize(w, w))
	}, r))
}

// code is a code as large as goes into w × h pixels.
func code(side int, black func(x, y int) bool, w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	module := min(w, h) / (side + 2*quietZone)
	left, top := (w-module*side)/2, (h-module*side)/2
	for y := range side {
		for x := range side {
			if black(x, y) {
				r := image.Rect(left+x*module, top+y*module, left+(x+1)*module, top+(y+1)*module)
				draw.Draw(img, r, image.NewUniform(color.Black), image.Point{}, draw.Src)
			}
		}
	}
	return img
}
