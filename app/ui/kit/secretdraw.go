package kit

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/language"
	"golang.org/x/image/vector"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n/flow"
)

// letterWide is the width of the place of one letter, in em.
const letterWide = 0.95

// capital is the height of a capital letter, in em, by which letters and digits
// stand in the middle.
const capital = 0.72

// letters are all that a signing password may be made of.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// draw draws the dots, or while they are shown the letters, one by one: no text
// is made of them.
func (f *secretField) draw(w, h int) image.Image {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	size := f.Size()
	if size.Width <= 0 {
		return dst
	}
	scale := float64(w) / float64(size.Width)
	em := float64(f.k.Look.Size(theme.Large))
	room := float64(f.k.Look.Size(theme.Gap)) * 1.5
	step := min(em*letterWide, (float64(size.Width)-2*room)/float64(max(1, f.s.most)))
	ink := f.k.Look.Color(theme.Ink)
	mid := float64(size.Height) / 2
	for i, b := range f.s.letters {
		x := room + (float64(i)+0.5)*step
		if f.shown {
			f.k.drawLetter(dst, b, x, mid, em, scale, ink)
		} else {
			disc(dst, x*scale, mid*scale, 0.2*em*scale, ink)
		}
	}
	if f.focused { // the place of the next letter
		x := room + float64(len(f.s.letters))*step + 2
		bar(dst, x*scale, (mid-0.65*em)*scale, max(2, 2*scale), 1.3*em*scale, f.k.Look.Color(theme.Focus))
	}
	return dst
}

// drawLetter draws one of letters with its middle at x, mid.
func (k *Kit) drawLetter(dst *image.RGBA, b byte, x, mid, em, scale float64, ink color.Color) {
	one := [1]rune{rune(b)}
	face := k.faces.Face(one[:], flow.Query{Script: language.Latin, Lang: "en", Weight: flow.Bold})
	for _, g := range face.Shape(flow.Shaping{Text: one[:], End: 1, Script: language.Latin, Lang: "en"}) {
		per := em / face.Metrics().UnitsPerEm
		side := int(math.Ceil(2 * em * scale))
		line := flow.Line{Runs: []flow.Run{{
			Face: face, Size: em, X: em - g.Advance*per/2, Baseline: em + capital*em/2,
			Glyphs: []flow.Glyph{{ID: g.ID}},
		}}}
		at := image.Pt(int(math.Round((x-em)*scale)), int(math.Round((mid-em)*scale)))
		draw.Draw(dst, image.Rect(0, 0, side, side).Add(at), k.pot.Line(&line, side, side, 0, scale, ink, ink), image.Point{}, draw.Over)
	}
	one[0] = 0
}

// disc draws a dot.
func disc(dst *image.RGBA, x, y, r float64, ink color.Color) {
	const round = 0.5522847 // of a quarter circle
	left, top := int(math.Floor(x-r)), int(math.Floor(y-r))
	side := int(math.Ceil(2*r)) + 1
	p := vector.NewRasterizer(side, side)
	cx, cy, c := float32(x)-float32(left), float32(y)-float32(top), float32(r*round)
	q := float32(r)
	p.MoveTo(cx+q, cy)
	p.CubeTo(cx+q, cy+c, cx+c, cy+q, cx, cy+q)
	p.CubeTo(cx-c, cy+q, cx-q, cy+c, cx-q, cy)
	p.CubeTo(cx-q, cy-c, cx-c, cy-q, cx, cy-q)
	p.CubeTo(cx+c, cy-q, cx+q, cy-c, cx+q, cy)
	p.ClosePath()
	p.Draw(dst, image.Rect(left, top, left+side, top+side), image.NewUniform(ink), image.Point{})
}

// bar draws an upright bar.
func bar(dst *image.RGBA, x, y, w, h float64, ink color.NRGBA) {
	for py := max(0, int(y)); py < min(dst.Rect.Dy(), int(y+h)); py++ {
		for px := max(0, int(x)); px < min(dst.Rect.Dx(), int(x+w)); px++ {
			dst.Set(px, py, ink)
		}
	}
}
