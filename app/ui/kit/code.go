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

// Code draws a two-dimensional code of side × side modules, to be photographed: as
// large as can be seen at once without scrolling, black on white whatever the
// colours, its modules on whole pixels. What it holds is said in words beside it.
func (k *Kit) Code(side int, black func(x, y int) bool) Box {
	r := canvas.NewRaster(func(w, h int) image.Image { return code(side, black, w, h) })
	c := &codeBox{room: leastCode}
	c.objects, c.wide = []fyne.CanvasObject{r}, leastCode
	c.high = func(width float32) float32 { return min(width, max(leastCode, c.room)) }
	c.place = func(s fyne.Size) {
		w := min(s.Width, s.Height)
		move(r, (s.Width-w)/2, 0, w, w)
	}
	c.ExtendBaseWidget(c)
	return c
}

// leastCode is how small a code may become: finer ones are not read by every
// telephone.
const leastCode = 300

// codeBox is a code as large as the room there is.
type codeBox struct {
	shape
	room float32
}

// Room implements roomy.
func (c *codeBox) Room(height float32) { c.room = height }

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
