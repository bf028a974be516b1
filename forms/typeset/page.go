package typeset

import "madoguchi/i18n/flow"

// A4 is the size of the paper, in points.
const (
	A4Width  = 595.28
	A4Height = 841.89
)

// Page is what stands on one page, from the back to the front. Places are in
// points from the upper left corner, y growing downwards.
type Page struct {
	Width, Height float64

	fonts *Fonts
	marks []mark
}

// mark is a block of text, or else an area.
type mark struct {
	block         *Block
	turn          float64 // of a block, in degrees; then x, y is its middle
	decoration    bool    // not read out, not copied
	x, y          float64
	width, height float64
	color         Color
}

// NewPage makes an empty page of a size in points.
func (f *Fonts) NewPage(width, height float64) *Page {
	return &Page{Width: width, Height: height, fonts: f}
}

// Text puts the upper left corner of a block's column there. Blocks are read out
// and copied in the order they are put.
func (p *Page) Text(b *Block, x, y float64) {
	p.marks = append(p.marks, mark{block: b, x: x, y: y})
}

// Watermark puts the middle of a block there, turned to the left by so many
// degrees. It is decoration: nobody is read it out.
func (p *Page) Watermark(b *Block, x, y, degrees float64) {
	p.marks = append(p.marks, mark{block: b, x: x, y: y, turn: degrees, decoration: true})
}

// Decorate puts a block as Text does, as decoration: a bullet, a number of a page.
func (p *Page) Decorate(b *Block, x, y float64) {
	p.marks = append(p.marks, mark{block: b, x: x, y: y, decoration: true})
}

// Fill paints an area.
func (p *Page) Fill(x, y, width, height float64, c Color) {
	p.marks = append(p.marks, mark{x: x, y: y, width: width, height: height, color: c})
}

// Frame paints lines of a thickness along the inner edge of an area.
func (p *Page) Frame(x, y, width, height, thick float64, c Color) {
	p.Fill(x, y, width, thick, c)
	p.Fill(x, y+height-thick, width, thick, c)
	p.Fill(x, y+thick, thick, height-2*thick, c)
	p.Fill(x+width-thick, y+thick, thick, height-2*thick, c)
}

// Words is the text of the page as it is read out: its blocks without readings,
// one a line.
func (p *Page) Words() string {
	var s string
	for _, m := range p.marks {
		if m.block != nil && !m.decoration {
			s += spoken(m.block.text) + "\n"
		}
	}
	return s
}

// run is a run of glyphs in its block.
type run struct {
	*flow.Run
	text string  // of the block; of a reading none, since it says nothing
	y    float64 // of the line's upper edge, from that of the block
	// turned: it reads from the left, and its left neighbour from the right, with no
	// letter between them.
	turned bool
}

// eachRun calls f with every run of a block.
func (b *Block) eachRun(f func(run)) {
	y := 0.0
	for i := range b.lines {
		l := &b.lines[i]
		for j := range l.Runs {
			r := run{Run: &l.Runs[j], text: b.text, y: y}
			r.turned = !r.RTL && j > 0 && endsBlank(&l.Runs[j-1], b.text)
			f(r)
		}
		for j := range l.Ruby {
			f(run{Run: &l.Ruby[j], y: y})
		}
		y += l.Height
	}
}
