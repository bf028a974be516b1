package sheet

import (
	"fmt"
	"slices"

	"madoguchi/forms/typeset"
)

// format is a shape of pages and the type that may be used on them, in points.
type format struct {
	width, height  float64
	pages          int
	largest, floor float64
}

// Places on a page, in points. Printers at home leave about twelve blank.
const (
	marginX = 42
	marginY = 34
	gutter  = 24
	aboveY  = 6 // between the mark of practice and what is below it
	numberY = 4 // between the foot and the number of the page
)

// lineHeight is the distance of lines, in em.
const lineHeight = 1.32

// Shades.
const (
	black     = 0
	quiet     = 0.35 // what is there to be looked up
	hairline  = 0.72
	shade     = 0.91
	watermark = 0.93
)

// builder lays a sheet out in one size of type.
type builder struct {
	fonts   *Fonts
	sheet   Sheet
	format  format
	size    float64
	column  float64 // width of each
	right   float64 // where the right column begins
	missing []rune

	footer   strip
	tooWide  bool
	pages    []*typeset.Page
	page     *typeset.Page
	y, limit float64
}

// strip is a part of a page that is not divided.
type strip struct {
	height float64
	draw   func(p *typeset.Page, y float64)
}

func newBuilder(f *Fonts, s Sheet, paper format, size float64) *builder {
	column := (paper.width - 2*marginX - gutter) / 2
	b := &builder{fonts: f, sheet: s, format: paper, size: size, column: column, right: marginX + column + gutter}
	if !s.twofold() {
		b.column, b.right = paper.width-2*marginX, marginX
		b.sheet.Practice.Reader = Text{}
	}
	return b
}

// build answers the pages, and false if there would be too many or a word is wider
// than its column.
func (b *builder) build() ([]*typeset.Page, bool) {
	b.footer = b.foot()
	b.turn()
	for _, s := range b.sheet.Sections {
		b.section(s)
	}
	if b.tooWide || len(b.pages) > b.format.pages {
		return nil, false
	}
	for i, p := range b.pages {
		b.finish(p, i)
	}
	return b.pages, true
}

// turn begins a page.
func (b *builder) turn() {
	b.page = b.fonts.NewPage(b.format.width, b.format.height)
	b.pages = append(b.pages, b.page)
	b.y = marginY
	b.limit = b.format.height - marginY - b.footer.height
	b.mark()
	if len(b.pages) == 1 {
		title := b.pair(b.sheet.Title, look{size: 1.6 * b.size, bold: true}, 0, 0)
		b.put(title)
		b.y += 0.4 * b.size
		b.page.Fill(marginX, b.y, b.format.width-2*marginX, 1.5, typeset.Gray(black))
		b.y += 0.6 * b.size
		if !empty(b.sheet.Intro) {
			b.put(b.pair(b.sheet.Intro, look{size: b.size}, 0, 0))
			b.y += 0.5 * b.size
		}
		return
	}
	b.put(b.pair(b.sheet.Title, look{size: 0.85 * b.size, bold: true, color: typeset.Gray(quiet)}, 0, 0))
	b.y += 0.25 * b.size
	b.page.Fill(marginX, b.y, b.format.width-2*marginX, 0.75, typeset.Gray(black))
	b.y += 0.6 * b.size
}

// mark says that a page is for practice.
func (b *builder) mark() {
	p := b.sheet.Practice
	if empty(p) {
		return
	}
	const turned, share = 35, 0.75
	width := share * b.format.width
	style := typeset.Style{Size: 100, Bold: true, Color: typeset.Gray(watermark), Align: typeset.Center}
	large := b.fonts.Set(p.Japanese, style, 100*width)
	if large.Width > 0 {
		style.Size = min(170, 100*width/large.Width)
		b.page.Watermark(b.fonts.Set(p.Japanese, style, width*1.1), b.format.width/2, b.format.height/2, turned)
	}
	white := look{size: 9, bold: true, color: typeset.Gray(1), align: typeset.Center}
	words := b.pair(p, white, 0, 0)
	const top, pad = 14, 2
	b.page.Fill(marginX, top, b.format.width-2*marginX, words.height+2*pad, typeset.Gray(0.25))
	words.draw(b.page, top+pad)
	b.y = max(b.y, top+words.height+2*pad+aboveY)
}

// finish puts footer and number on a page, now that their number is known.
func (b *builder) finish(p *typeset.Page, i int) {
	y := b.format.height - marginY - b.footer.height
	b.footer.draw(p, y)
	number := fmt.Sprintf("%d / %d", i+1, len(b.pages))
	if i+1 < len(b.pages) {
		number += " →"
	}
	block := b.fonts.Set(Text{Lang: "en", String: number}, typeset.Style{Size: 10, Bold: true, Align: typeset.End}, b.format.width-2*marginX)
	p.Text(block, marginX, b.format.height-marginY+numberY)
}

// foot is what stands at the foot of every page.
func (b *builder) foot() strip {
	var rows []strip
	height := 6.0
	for _, pair := range b.sheet.Footer {
		r := b.pair(pair, look{size: max(7, 0.72*b.size), color: typeset.Gray(quiet)}, 0, 0)
		rows = append(rows, r)
		height += r.height
	}
	return strip{height + 2, func(p *typeset.Page, y float64) {
		p.Fill(marginX, y+2, b.format.width-2*marginX, 0.5, typeset.Gray(hairline))
		y += 6
		for _, r := range rows {
			r.draw(p, y)
			y += r.height
		}
	}}
}

// put draws a strip where the page stands, and begins another if it has no room.
func (b *builder) put(s strip) {
	if b.y+s.height > b.limit {
		if len(b.pages) > b.format.pages || s.height > b.limit-marginY {
			b.tooWide = true // no page could hold it
		} else {
			b.turn()
		}
	}
	s.draw(b.page, b.y)
	b.y += s.height
}

// look is how the two halves of a pair are set.
type look struct {
	size  float64
	bold  bool
	color typeset.Color
	align typeset.Align
	// left is the size of the reader's half, if it is another.
	left float64
	// after is the room behind both halves, to a frame.
	after float64
}

// pair sets both halves side by side, their first lines on one level, with so much
// room before them.
func (b *builder) pair(p Pair, l look, beforeReader, beforeJapanese float64) strip {
	s, _ := b.halves(p, l, beforeReader, beforeJapanese)
	return s
}

// halves is pair and the blocks with the levels they stand on.
func (b *builder) halves(p Pair, l look, beforeReader, beforeJapanese float64) (strip, [2]*typeset.Block) {
	style := typeset.Style{Size: l.size, Bold: l.bold, Color: l.color, Align: l.align, LineHeight: lineHeight}
	right := b.set(p.Japanese, style, b.column-beforeJapanese-l.after)
	if l.left > 0 {
		style.Size = l.left
	}
	left := b.set(p.Reader, style, b.column-beforeReader-l.after)
	level := max(left.Baseline, right.Baseline)
	dropLeft, dropRight := level-left.Baseline, level-right.Baseline
	x := marginX + beforeReader
	if left.RTL {
		x = marginX + l.after
	}
	s := strip{max(dropLeft+left.Height, dropRight+right.Height), func(page *typeset.Page, y float64) {
		if p.Reader.String != "" {
			page.Text(left, x, y+dropLeft)
		}
		if p.Japanese.String != "" {
			page.Text(right, b.right+beforeJapanese, y+dropRight)
		}
	}}
	return s, [2]*typeset.Block{left, right}
}

func (b *builder) set(t Text, s typeset.Style, width float64) *typeset.Block {
	block := b.fonts.Set(t, s, width)
	if t.String == "" {
		block.Height, block.Baseline = 0, 0
		return block
	}
	b.tooWide = b.tooWide || block.Overflow
	for _, r := range block.Missing {
		if !slices.Contains(b.missing, r) {
			b.missing = append(b.missing, r)
		}
	}
	return block
}

func empty(p Pair) bool { return p.Reader.String == "" && p.Japanese.String == "" }
