package quiet

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// side is that of the picture, in pixels.
const side = 64

// Picture is the picture of a window that is a calendar, as a PNG of 64 pixels a side:
// a leaf with a red edge and days on it.
func Picture() []byte {
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	fill := func(x0, y0, x1, y1 int, c color.Color) {
		draw.Draw(m, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	edge, leaf := color.NRGBA{0x7b, 0x88, 0x92, 0xff}, color.NRGBA{0xff, 0xff, 0xff, 0xff}
	red, day := color.NRGBA{0xc0, 0x39, 0x2b, 0xff}, color.NRGBA{0x52, 0x60, 0x6b, 0xff}
	fill(4, 6, 60, 60, edge)
	fill(6, 8, 58, 58, leaf)
	fill(4, 6, 60, 20, red)
	fill(16, 2, 20, 12, edge)
	fill(44, 2, 48, 12, edge)
	for row := range 3 {
		for column := range 4 {
			x, y := 12+11*column, 27+10*row
			fill(x, y, x+6, y+5, day)
		}
	}
	var b bytes.Buffer
	if png.Encode(&b, m) != nil { // never into memory
		return nil
	}
	return b.Bytes()
}
