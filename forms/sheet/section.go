package sheet

import (
	"strconv"

	"madoguchi/forms/typeset"
)

// Room in a section, in em.
const (
	betweenSections = 0.8
	betweenRows     = 0.4
	inFrame         = 0.4
	writingLine     = 1.8
)

// leastLine is the length of a line to write on that begins behind the text, in
// points: about four centimetres.
const leastLine = 110

// section puts a section on the page: whole where that leaves no page half empty,
// its heading never without its first row, and again where it goes on overleaf.
func (b *builder) section(s Section) {
	strips := b.strips(s)
	if len(strips) == 0 {
		return
	}
	gap := betweenSections * b.size
	whole := 0.0
	for _, r := range strips {
		whole += r.height
	}
	need := strips[0].height
	if len(strips) > 1 && !empty(s.Head) {
		need += strips[1].height
	}
	room := b.limit - marginY - 3*b.size
	if s.Kind == Boxes && whole <= room || !s.Flows && whole <= room/2 {
		need = whole
	}
	if b.y+gap+need > b.limit {
		b.turn()
	} else if b.y > marginY {
		b.y += gap
	}
	for i, r := range strips {
		if i > 0 && b.y+r.height > b.limit && !empty(s.Head) && strips[0].height+r.height <= room {
			b.turn()
			b.put(strips[0])
		}
		b.put(r)
		if s.Kind != Phrases && (i > 0 || empty(s.Head)) {
			b.between(b.page, b.y-r.height, r.height)
		}
	}
}

// between draws the line between the columns.
func (b *builder) between(p *typeset.Page, y, height float64) {
	if b.right == marginX {
		return
	}
	p.Fill(b.right-gutter/2, y, 0.5, height, typeset.Gray(hairline))
}

// strips are the heading of a section, if it has one, and its rows.
func (b *builder) strips(s Section) []strip {
	var out []strip
	if !empty(s.Head) {
		out = append(out, b.head(s))
	}
	for i, r := range s.Rows {
		switch s.Kind {
		case List:
			out = append(out, b.item(r))
		case Phrases:
			out = append(out, b.phrase(r))
		case Boxes:
			out = append(out, b.box(r, i == len(s.Rows)-1))
		default:
			if r.Tick {
				out = append(out, b.ticked(r))
			} else {
				out = append(out, b.plain(r))
			}
		}
	}
	return out
}

// head is the heading: dark where the clerk is to look.
func (b *builder) head(s Section) strip {
	l := look{size: 1.05 * b.size, bold: true, after: inFrame * b.size}
	ground := typeset.Gray(shade)
	if s.Kind == Boxes {
		l.color, ground = typeset.Gray(1), typeset.Gray(black)
	}
	inside := inFrame * b.size
	text := b.pair(s.Head, l, inside, inside)
	pad := 0.2 * b.size
	after := 0.35 * b.size
	if s.Kind == Boxes {
		after = 0
	}
	return strip{text.height + 2*pad + after, func(p *typeset.Page, y float64) {
		p.Fill(marginX, y, b.format.width-2*marginX, text.height+2*pad, ground)
		text.draw(p, y+pad)
	}}
}

// plain is a row of running text.
func (b *builder) plain(r Row) strip {
	inside := inFrame * b.size
	l := look{size: b.size, bold: r.Strong || r.Bold}
	if r.Strong {
		l.size = 1.15 * b.size
	}
	text := b.lined(b.pair(r.Pair, l, inside, inside), r.Lines, b.right+inside)
	return strip{text.height + betweenRows*b.size, text.draw}
}

// item is a row with a point before both halves.
func (b *builder) item(r Row) strip {
	inside := 1.5 * b.size
	text, halves := b.halves(r.Pair, look{size: b.size, bold: r.Strong}, inside, inside)
	whole := b.lined(text, r.Lines, b.right+inside)
	level := max(halves[0].Baseline, halves[1].Baseline)
	dot := 0.32 * b.size
	return strip{whole.height + betweenRows*b.size, func(p *typeset.Page, y float64) {
		at := y + level - 0.5*b.size
		x := marginX + 0.6*b.size
		if halves[0].RTL {
			x = marginX + b.column - 0.6*b.size - dot
		}
		if r.Reader.String != "" {
			p.Fill(x, at, dot, dot, typeset.Gray(black))
		}
		if r.Japanese.String != "" {
			p.Fill(b.right+0.6*b.size, at, dot, dot, typeset.Gray(black))
		}
		whole.draw(p, y)
	}}
}

// ticked is a row with a box to tick before both halves.
func (b *builder) ticked(r Row) strip {
	side := max(8, 0.85*b.size)
	inside := inFrame*b.size + side + 0.5*b.size
	text, halves := b.halves(r.Pair, look{size: b.size, bold: r.Strong}, inside, inside)
	whole := b.lined(text, r.Lines, b.right+inside)
	level := max(halves[0].Baseline, halves[1].Baseline)
	return strip{whole.height + betweenRows*b.size, func(p *typeset.Page, y float64) {
		at := y + level - 0.9*side
		x := marginX + inFrame*b.size
		if halves[0].RTL {
			x = marginX + b.column - inFrame*b.size - side
		}
		if r.Reader.String != "" {
			p.Frame(x, at, side, side, 0.8, typeset.Gray(black))
		}
		if r.Japanese.String != "" {
			p.Frame(b.right+inFrame*b.size, at, side, side, 0.8, typeset.Gray(black))
		}
		whole.draw(p, y)
	}}
}

// phrase is a row in a frame, larger on the clerk's side.
func (b *builder) phrase(r Row) strip {
	inside := 0.6 * b.size
	text := b.pair(r.Pair, look{size: 1.2 * b.size, left: b.size, bold: r.Strong, after: inside}, inside, inside)
	text = b.lined(text, r.Lines, b.right+inside)
	pad := 0.35 * b.size
	return strip{text.height + 2*pad + 0.3*b.size, func(p *typeset.Page, y float64) {
		p.Frame(marginX, y, b.format.width-2*marginX, text.height+2*pad, 0.5, typeset.Gray(hairline))
		b.between(p, y, text.height+2*pad)
		text.draw(p, y+pad)
	}}
}

// box is a row of the clerk's: number, box, what it means; on the left the same for
// the person, who types the number back in.
func (b *builder) box(r Row, last bool) strip {
	side := max(12, 1.25*b.size)
	before := 1.8*b.size + side + 0.7*b.size
	inside := inFrame * b.size
	if r.Number > 0 {
		inside = 2.2 * b.size
	} else {
		before = inFrame * b.size
	}
	after := inFrame * b.size
	text, halves := b.halves(r.Pair, look{size: 1.1 * b.size, left: 0.95 * b.size, bold: r.Strong, after: after}, inside, before)
	lines, from := r.Lines, b.right+before+halves[1].Last+0.4*b.size
	if right := b.right + b.column - after; lines > 0 && r.Japanese.String != "" && right-from >= leastLine {
		// The first line to write on begins where the text ends.
		lines--
		text = b.underlined(text, max(halves[0].Baseline, halves[1].Baseline)+halves[1].Height-halves[1].Baseline, from, right)
	}
	text = b.lined(text, lines, b.right+before)
	level := max(halves[0].Baseline, halves[1].Baseline)
	pad := 0.42 * b.size
	height := max(text.height, side) + 2*pad
	number := Text{Lang: "en", String: strconv.Itoa(r.Number)}
	large := b.fonts.Set(number, typeset.Style{Size: 1.3 * b.size, Bold: true, Align: typeset.End}, 1.5*b.size)
	small := b.fonts.Set(number, typeset.Style{Size: 0.95 * b.size, Bold: true, Align: typeset.End}, 1.5*b.size)
	return strip{height, func(p *typeset.Page, y float64) {
		const thick = 1.2
		width := b.format.width - 2*marginX
		p.Fill(marginX, y, thick, height, typeset.Gray(black))
		p.Fill(marginX+width-thick, y, thick, height, typeset.Gray(black))
		edge, dark := 0.5, hairline
		if last {
			edge, dark = thick, black
		}
		p.Fill(marginX+thick, y+height-edge, width-2*thick, edge, typeset.Gray(dark))
		if r.Number > 0 {
			x := marginX + 0.3*b.size
			if halves[0].RTL {
				x = marginX + b.column - 1.8*b.size
			}
			if r.Reader.String != "" {
				p.Decorate(small, x, y+pad+level-small.Baseline)
			}
			p.Text(large, b.right, y+pad+level-large.Baseline)
			p.Frame(b.right+1.9*b.size, y+pad+level-0.85*side, side, side, 1, typeset.Gray(black))
		}
		text.draw(p, y+pad)
	}}
}

// underlined adds a line to write on from one place to another, at the foot of the
// text, which ends down below its upper edge.
func (b *builder) underlined(s strip, down, from, to float64) strip {
	return strip{max(s.height, 18), func(p *typeset.Page, y float64) {
		s.draw(p, y)
		p.Fill(from, y+max(down, 15)-1, to-from, 0.6, typeset.Gray(quiet))
	}}
}

// lined adds lines to write on to the right half.
func (b *builder) lined(s strip, lines int, x float64) strip {
	if lines <= 0 {
		return s
	}
	step := max(20, writingLine*b.size)
	return strip{s.height + float64(lines)*step, func(p *typeset.Page, y float64) {
		s.draw(p, y)
		for i := range lines {
			p.Fill(x, y+s.height+float64(i+1)*step-3, b.right+b.column-x-inFrame*b.size, 0.6, typeset.Gray(quiet))
		}
	}}
}
