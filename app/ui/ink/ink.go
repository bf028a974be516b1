// Package ink draws lines of text that i18n/flow has laid out into pictures. It
// chooses no face and breaks no line, and knows no window.
package ink

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"madoguchi/i18n/flow"
)

// steps is how finely a glyph is placed inside a pixel, in steps a pixel.
const steps = 4

// most is the size of the drawn glyphs that are kept, in bytes.
const most = 4 << 20

// Pot keeps glyphs that were drawn before. It is not safe for concurrent use.
type Pot struct {
	drawn map[glyph]*mask
	bytes int
	pen   vector.Rasterizer
}

type glyph struct {
	face flow.Face
	id   uint32
	size int32 // in 64ths of a pixel
	step uint8
}

// outlined is a face that has outlines.
type outlined interface {
	Outline(id uint32) []flow.Stroke
	Metrics() flow.Metrics
}

// mask is a drawn glyph; at is where its upper left corner lies from its origin.
type mask struct {
	*image.Alpha
	at image.Point
}

// NewPot makes an empty Pot.
func NewPot() *Pot { return &Pot{drawn: map[glyph]*mask{}} }

// Line draws a line into a picture of w × h pixels, whose upper left corner is
// that of the line's box moved by left, in the unit of the line. scale is in
// pixels a unit. Readings are drawn with rubric, all else with ink.
func (p *Pot) Line(l *flow.Line, w, h int, left, scale float64, ink, rubric color.Color) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range l.Runs {
		p.run(dst, &l.Runs[i], left, scale, image.NewUniform(ink))
	}
	for i := range l.Ruby {
		p.run(dst, &l.Ruby[i], left, scale, image.NewUniform(rubric))
	}
	return dst
}

func (p *Pot) run(dst *image.RGBA, r *flow.Run, left, scale float64, ink image.Image) {
	face, ok := r.Face.(outlined)
	if !ok {
		return
	}
	for _, g := range r.Glyphs {
		x := (r.X - left + g.X) * scale
		y := (r.Baseline + g.Y) * scale
		whole := math.Floor(x)
		m := p.mask(face, glyph{r.Face, g.ID, int32(math.Round(r.Size * scale * 64)), uint8((x - whole) * steps)})
		if m == nil {
			continue
		}
		at := image.Pt(int(whole), int(math.Round(y))).Add(m.at)
		draw.DrawMask(dst, m.Bounds().Add(at), ink, image.Point{}, m, image.Point{}, draw.Over)
	}
}

// mask draws a glyph, or finds it drawn. It is nil where there is nothing to see.
func (p *Pot) mask(f outlined, k glyph) *mask {
	if m, ok := p.drawn[k]; ok {
		return m
	}
	if p.bytes > most {
		clear(p.drawn)
		p.bytes = 0
	}
	m := p.draw(f, k)
	p.drawn[k] = m
	if m != nil {
		p.bytes += len(m.Pix)
	}
	return m
}

func (p *Pot) draw(f outlined, k glyph) *mask {
	outline := f.Outline(k.id)
	if len(outline) == 0 {
		return nil
	}
	scale := float32(k.size) / 64 / float32(f.Metrics().UnitsPerEm)
	shift := float32(k.step) / steps
	least, largest := flow.Point{X: math.MaxFloat32, Y: math.MaxFloat32}, flow.Point{X: -math.MaxFloat32, Y: -math.MaxFloat32}
	for _, s := range outline {
		for _, a := range s.Points() {
			x, y := a.X*scale+shift, -a.Y*scale
			least.X, least.Y = min(least.X, x), min(least.Y, y)
			largest.X, largest.Y = max(largest.X, x), max(largest.Y, y)
		}
	}
	at := image.Pt(int(math.Floor(float64(least.X))), int(math.Floor(float64(least.Y))))
	size := image.Pt(int(math.Ceil(float64(largest.X)))-at.X, int(math.Ceil(float64(largest.Y)))-at.Y)
	if size.X <= 0 || size.Y <= 0 || size.X > 4096 || size.Y > 4096 {
		return nil
	}
	p.pen.Reset(size.X, size.Y)
	to := func(a flow.Point) (x, y float32) {
		return a.X*scale + shift - float32(at.X), -a.Y*scale - float32(at.Y)
	}
	flow.Trace(outline, &p.pen, to)
	m := &mask{image.NewAlpha(image.Rectangle{Max: size}), at}
	p.pen.Draw(m.Alpha, m.Bounds(), image.Opaque, image.Point{})
	return m
}
