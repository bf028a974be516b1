package typeset

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"madoguchi/i18n/flow"
)

// mostPixels bounds a picture: an A4 page at 600 pixels an inch.
const mostPixels = 40 << 20

// Picture draws the page as it is printed, black on white, with so many pixels a
// point (2 is 144 an inch). A scale at which it would have no pixels, or more than
// forty million, is brought to what is possible.
func (p *Page) Picture(scale float64) *image.RGBA {
	area := p.Width * p.Height
	if !(scale > 0) {
		scale = 1
	}
	scale = min(scale, math.Sqrt(mostPixels/area))
	img := image.NewRGBA(image.Rect(0, 0, max(1, int(math.Round(p.Width*scale))), max(1, int(math.Round(p.Height*scale)))))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	a := artist{img: img, scale: scale}
	for _, m := range p.marks {
		if m.block == nil {
			a.fill(m)
		} else {
			a.block(m)
		}
	}
	return img
}

// artist draws marks into a picture.
type artist struct {
	img   *image.RGBA
	scale float64
	pen   vector.Rasterizer
}

// fill paints an area on whole pixels, so that a line is as dark everywhere; one
// thinner than a pixel takes a whole one.
func (a *artist) fill(m mark) {
	at := func(v float64) int { return int(math.Round(v * a.scale)) }
	r := image.Rect(at(m.x), at(m.y), at(m.x+m.width), at(m.y+m.height))
	if m.width > 0 {
		r.Max.X = max(r.Max.X, r.Min.X+1)
	}
	if m.height > 0 {
		r.Max.Y = max(r.Max.Y, r.Min.Y+1)
	}
	draw.Draw(a.img, r, image.NewUniform(m.color.rgba()), image.Point{}, draw.Src)
}

func (a *artist) block(m mark) {
	b := m.block
	sin, cos := math.Sincos(m.turn * math.Pi / 180)
	left, top := 0.0, 0.0
	if m.turn != 0 {
		left, top = -b.column/2, -b.Height/2
	}
	// to is where a place in the column comes to stand, in pixels.
	to := func(x, y float64) (float64, float64) {
		x, y = x+left, y+top
		return (m.x + x*cos + y*sin) * a.scale, (m.y - x*sin + y*cos) * a.scale
	}
	ink := image.NewUniform(b.color.rgba())
	b.eachRun(func(r run) {
		face, ok := r.Face.(outlined)
		if !ok {
			return
		}
		k := r.Size / face.Metrics().UnitsPerEm
		for _, g := range r.Glyphs {
			a.glyph(face.Outline(g.ID), ink, func(q flow.Point) (float64, float64) {
				return to(r.X+g.X+float64(q.X)*k, r.y+r.Baseline+g.Y-float64(q.Y)*k)
			})
		}
	})
}

// glyph fills an outline whose points to puts in their places.
func (a *artist) glyph(outline []flow.Stroke, ink image.Image, to func(flow.Point) (x, y float64)) {
	box := boundsOf(outline, to).Intersect(a.img.Bounds().Inset(-2))
	if box.Empty() {
		return
	}
	a.pen.Reset(box.Dx(), box.Dy())
	at := func(q flow.Point) (float32, float32) {
		x, y := to(q)
		return float32(x - float64(box.Min.X)), float32(y - float64(box.Min.Y))
	}
	flow.Trace(outline, &a.pen, at)
	a.pen.Draw(a.img, box, ink, image.Point{})
}

// boundsOf are the pixels an outline can touch.
func boundsOf(outline []flow.Stroke, to func(flow.Point) (x, y float64)) image.Rectangle {
	least := [2]float64{math.Inf(1), math.Inf(1)}
	most := [2]float64{math.Inf(-1), math.Inf(-1)}
	for i := range outline {
		for _, q := range outline[i].Points() {
			x, y := to(q)
			least = [2]float64{min(least[0], x), min(least[1], y)}
			most = [2]float64{max(most[0], x), max(most[1], y)}
		}
	}
	if !(least[0] < most[0]) || most[0]-least[0] > 1<<15 || most[1]-least[1] > 1<<15 {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(least[0])), int(math.Floor(least[1])), int(math.Ceil(most[0])), int(math.Ceil(most[1])))
}

func (c Color) rgba() color.RGBA {
	part := func(v float64) uint8 { return uint8(math.Round(255 * min(max(v, 0), 1))) }
	return color.RGBA{part(c.R), part(c.G), part(c.B), 255}
}
