package flow

import "math"

// set is part of a line: an atom, or the part of one, in its place.
type set struct {
	atom         *atom
	word         *word
	start, end   int
	before, past float64
	x            float64
}

// build sets the line from one place to another.
func (p *Prepared) build(from, to place, width float64, hard bool) Line {
	l := Line{Start: p.byteAt(from), End: p.byteAt(to), Hard: hard, RTL: p.baseAt(from) == 1}
	sets := p.sets(from, to)
	ascent, descent := p.ascent, p.descent
	glyphs := 0
	levels := make([]int8, len(sets))
	for i := range sets {
		s := &sets[i]
		levels[i] = s.atom.level
		l.Width += s.before + s.word.advance*p.scale(s.atom) + s.past
		glyphs += len(s.word.glyphs)
		ascent, descent = p.reach(s.atom, ascent, descent)
	}
	l.Height, l.Baseline = ascent+descent, ascent
	l.Overflow = l.Width > width+slack*p.primarySize
	l.X = p.indent(l, width)

	x := l.X
	order := visualOrder(levels)
	store, first := make([]Glyph, 0, glyphs), 0 // first is where the current run's begin
	for k, i := range order {
		s := &sets[i]
		x += s.before
		s.x = x
		scale := p.scale(s.atom)
		n := len(l.Runs) - 1
		if k == 0 || !continues(sets[order[k-1]].atom, s.atom) {
			l.Runs = append(l.Runs, Run{
				Face: s.atom.face, Style: p.styles[s.atom.style], Size: p.styles[s.atom.style].Size,
				X: x, Baseline: l.Baseline, RTL: s.atom.level&1 == 1,
				Start: int(p.bytes[s.start]), End: int(p.bytes[s.end]),
			})
			n, first = n+1, len(store)
		}
		r := &l.Runs[n]
		r.Start, r.End = min(r.Start, int(p.bytes[s.start])), max(r.End, int(p.bytes[s.end]))
		pen := x - r.X
		for _, g := range s.word.glyphs {
			start, end := min(s.start+g.start, s.end), min(s.start+g.end, s.end)
			store = append(store, Glyph{g.id, pen + g.x*scale, 0 - g.y*scale, g.advance * scale, int(p.bytes[start]), int(p.bytes[end])})
			pen += g.advance * scale
		}
		r.Glyphs = store[first:len(store):len(store)]
		r.Width = pen
		x += s.word.advance*scale + s.past
	}
	p.setReadings(&l, sets, order)
	return l
}

// continues reports whether b can go on in the run of a, which stands beside it
// (and, at the same level, in the text too).
func continues(a, b *atom) bool {
	return a.face == b.face && a.style == b.style && a.level == b.level
}

// sets are the visible parts of a line in the order of the text, the spaces at
// its end left out.
func (p *Prepared) sets(from, to place) []set {
	var out []set
	seen := 0 // how many of out are not trailing spaces
	for i := from.atom; i < to.atom || i == to.atom && to.rune > 0; i++ {
		a := &p.atoms[i]
		if a.word == nil {
			continue
		}
		s := set{atom: a, word: a.word, start: a.start, end: a.end, before: a.before, past: a.past}
		if i == from.atom && from.rune > a.start {
			s.start = from.rune
		}
		if i == to.atom {
			s.end = to.rune
		}
		if s.start != a.start || s.end != a.end {
			s.word = p.e.shape(p, a, s.start, s.end)
		}
		if seen == 0 {
			s.before += p.overBefore(i)
		}
		out = append(out, s)
		if !a.blank {
			seen = len(out)
		}
	}
	out = out[:seen]
	if seen > 0 {
		s := &out[seen-1]
		if g := s.atom.group; g >= 0 && s.end == p.groups[g].end {
			s.past += p.groups[g].overPast
		}
	}
	if to.rune == 0 && to.atom > from.atom && to.atom < len(p.atoms) && seen > 0 {
		if w, a := p.hyphen(to.atom - 1); w != nil {
			at := p.atoms[to.atom-1]
			out = append(out, set{atom: a, word: w, start: at.start, end: at.end})
		}
	}
	return out
}

// indent is where the line starts, by its alignment.
func (p *Prepared) indent(l Line, width float64) float64 {
	free := width - l.Width
	if math.IsInf(free, 0) {
		return 0
	}
	switch {
	case p.o.Align == Center:
		return free / 2
	case (p.o.Align == End) != l.RTL:
		return free
	}
	return 0
}

// setReadings puts the readings over the bases of the line.
func (p *Prepared) setReadings(l *Line, sets []set, order []int) {
	done := -1
	for _, i := range order {
		a := sets[i].atom
		if a.group < 0 || a.group == done {
			continue
		}
		done = a.group
		left, right := math.Inf(1), math.Inf(-1)
		for _, s := range sets {
			if s.atom.group == a.group {
				left = min(left, s.x)
				right = max(right, s.x+s.word.advance*p.scale(s.atom))
			}
		}
		l.Ruby = append(l.Ruby, p.setReading(&p.groups[a.group], left, right, l.Baseline-p.rubyUp)...)
	}
}

func (p *Prepared) byteAt(at place) int {
	switch {
	case at.rune > 0:
		return int(p.bytes[at.rune])
	case at.atom < len(p.atoms):
		return int(p.bytes[p.atoms[at.atom].start])
	}
	return len(p.Text)
}

// baseAt is the paragraph level of a line; an empty last line has that of the
// line before it.
func (p *Prepared) baseAt(at place) int8 {
	if len(p.atoms) == 0 {
		if rightToLeft(p.styles[0].Lang) {
			return 1
		}
		return 0
	}
	return p.atoms[min(at.atom, len(p.atoms)-1)].base
}
