package sheet

import (
	"madoguchi/forms"
	"madoguchi/forms/typeset"
)

// The type of a card, in points; the smallest is that of other cards people carry.
const (
	smallLargest = 9
	smallFloor   = 7
	// mostCards is how often a card stands below itself on a page.
	mostCards = 5
	// leastCards is how many there are to be, where the type allows it.
	leastCards = 3
)

// layCards lays a small sheet out on one page, as often as there is room: with two
// halves the reader's stands on the left of the fold; with one, two cards stand side
// by side. The type gets smaller until it stands there three times, else twice or once.
func layCards(f *Fonts, s Sheet) (*Paper, error) {
	one := format{width: typeset.A4Width, height: typeset.A4Height, pages: 1}
	for least := leastCards; least > 0; least-- {
		for size := float64(smallLargest); size >= smallFloor; size -= 0.5 {
			b := newBuilder(f, s, one, size)
			b.column = (one.width-2*marginX)/2 - cardPad
			b.right = one.width / 2
			if p, ok := b.cards(least); ok {
				return p, nil
			}
		}
	}
	return nil, forms.Fail(forms.TooLarge, "lay out card", ErrTooLong)
}

// cardPad is the room inside a card, in points.
const cardPad = 10

// cards draws as many cards as fit, or none where they are fewer than least.
func (b *builder) cards(least int) (*Paper, bool) {
	alone := !b.sheet.twofold()
	rows := b.cardRows(alone)
	height := 2.0 * cardPad
	for _, r := range rows {
		height += r.height
	}
	b.footer = b.smallFoot()
	b.page = b.fonts.NewPage(b.format.width, b.format.height)
	b.y = marginY
	b.mark()
	room := b.format.height - marginY - b.footer.height - b.y
	n := min(mostCards, int(room/height))
	if b.tooWide || n < least {
		return nil, false
	}
	top, width := b.y, b.format.width-2*marginX
	for i := range n {
		b.y = top + float64(i)*height
		b.dashes(marginX, b.y, width, 0)
		y := b.y + cardPad
		for _, r := range rows {
			r.draw(b.page, y)
			y += r.height
		}
	}
	b.dashes(marginX, top+float64(n)*height, width, 0)
	for _, x := range []float64{marginX, b.format.width / 2, marginX + width} {
		b.dashes(x, top, 0, float64(n)*height)
	}
	b.pages = []*typeset.Page{b.page}
	b.finish(b.page, 0)
	return &Paper{Size: b.size, Missing: b.missing, name: b.sheet.Name, lang: b.sheet.Lang, pages: b.pages}, true
}

// cardRows are title and rows; alone repeats the Japanese on the other card.
func (b *builder) cardRows(alone bool) (rows []strip) {
	add := func(p Pair, l look, tick bool, after float64) {
		if empty(p) {
			return
		}
		if alone {
			p.Reader = p.Japanese
		}
		inside := float64(cardPad)
		if tick {
			inside += 1.3 * b.size
		}
		text, halves := b.halves(p, l, inside, inside)
		level := max(halves[0].Baseline, halves[1].Baseline)
		rows = append(rows, strip{text.height + after, func(page *typeset.Page, y float64) {
			if side := 0.85 * b.size; tick {
				for _, x := range []float64{marginX + cardPad, b.right + cardPad} {
					page.Frame(x, y+level-0.9*side, side, side, 0.7, typeset.Gray(black))
				}
			}
			text.draw(page, y)
		}})
	}
	add(b.sheet.Title, look{size: 1.2 * b.size, bold: true}, false, 0.4*b.size)
	add(b.sheet.Intro, look{size: b.size}, false, 0.3*b.size)
	for _, s := range b.sheet.Sections {
		add(s.Head, look{size: b.size, bold: true}, false, 0.2*b.size)
		for _, r := range s.Rows {
			add(r.Pair, look{size: b.size, bold: r.Strong}, r.Tick, 0.3*b.size)
		}
	}
	return rows
}

// smallFoot stands below the cards, outside of what is cut out.
func (b *builder) smallFoot() strip {
	whole := *b
	whole.column = (b.format.width - 2*marginX - gutter) / 2
	whole.right = marginX + whole.column + gutter
	if !b.sheet.twofold() {
		whole.column, whole.right = b.format.width-2*marginX, marginX
	}
	s := whole.foot()
	b.missing, b.tooWide = whole.missing, whole.tooWide
	return s
}

// dashes is a line to cut or fold along, to the right or down.
func (b *builder) dashes(x, y, width, height float64) {
	const dash, gap, thick = 4, 3, 0.6
	for at := 0.0; at < max(width, height); at += dash + gap {
		if width > 0 {
			b.page.Fill(x+at, y-thick/2, min(dash, width-at), thick, typeset.Gray(quiet))
		} else {
			b.page.Fill(x-thick/2, y+at, thick, min(dash, height-at), typeset.Gray(quiet))
		}
	}
}
