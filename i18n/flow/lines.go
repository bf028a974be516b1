package flow

import (
	"iter"
	"math"
	"unicode"
)

// slack forgives the rounding of sums of advances, in em.
const slack = 1e-6

// place is a position a line starts or ends at: an atom, and a rune inside it if
// the atom had to be cut.
type place struct{ atom, rune int }

// Lines sets the paragraph in lines of a width, from the top; an empty paragraph
// has one empty line. It costs no shaping unless a word must be cut. A width that
// is not a number, or infinite, breaks only where the text says so; below zero
// counts as zero.
func (p *Prepared) Lines(width float64) iter.Seq[Line] {
	if math.IsNaN(width) {
		width = math.Inf(1)
	}
	width = max(width, 0)
	return func(yield func(Line) bool) {
		from := place{0, 0}
		for {
			to, hard := p.fit(from, width)
			if !yield(p.build(from, to, width, hard || to.atom == len(p.atoms))) {
				return
			}
			if to.atom == len(p.atoms) {
				if hard && p.endsInBreak() { // the text ends in a line feed: an empty line follows
					yield(p.build(to, to, width, true))
				}
				return
			}
			from = to
		}
	}
}

// Measure answers the width of the widest line that only the text's own line
// feeds break, and of the widest piece that would have to be cut or overflow if
// the column were narrower.
func (p *Prepared) Measure() (natural, least float64) {
	for l := range p.Lines(math.Inf(1)) {
		natural = max(natural, l.Width)
	}
	var x float64
	for i := range p.atoms {
		a := &p.atoms[i]
		if !a.blank {
			x += a.before + a.width + a.past + p.overBefore(i) + p.overPast(i)
			least = max(least, x)
		}
		if a.brk&lineBreak != 0 {
			x = 0
		}
	}
	return natural, least
}

func (p *Prepared) endsInBreak() bool {
	switch p.runes[len(p.runes)-1] {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return p.atoms[len(p.atoms)-1].group < 0
	}
	return false
}

// overBefore is the room a reading needs before atom i if the line starts there.
func (p *Prepared) overBefore(i int) float64 {
	if g := p.atoms[i].group; g >= 0 && p.groups[g].first == i {
		return p.groups[g].overBefore
	}
	return 0
}

// overPast is the room a reading needs after atom i if the line ends there.
func (p *Prepared) overPast(i int) float64 {
	if g := p.atoms[i].group; g >= 0 && p.groups[g].last == i {
		return p.groups[g].overPast
	}
	return 0
}

// widthFrom is the width of atom i from a rune on.
func (p *Prepared) widthFrom(i, from int) float64 {
	a := &p.atoms[i]
	if a.word == nil {
		return 0
	}
	if from <= a.start {
		return a.before + a.width + a.past
	}
	f := p.prefixOf(i)
	return (f[len(f)-1] - f[from-a.start]) * p.scale(a)
}

// fit finds the end of the line that starts at from, and whether the text itself
// ends it there.
func (p *Prepared) fit(from place, width float64) (to place, hard bool) {
	limit := width + slack*p.primarySize
	var x, hanging float64
	best, found, empty := place{}, false, true
	for i := from.atom; i < len(p.atoms); i++ {
		a := &p.atoms[i]
		w := p.widthFrom(i, from.rune)
		switch {
		case a.word == nil:
		case a.blank:
			hanging += w
		default:
			if empty {
				w += p.overBefore(i)
			}
			x += hanging + w
			hanging, empty = 0, false
			if x > limit {
				if found {
					return best, false
				}
				return p.cut(from, i, limit), false
			}
		}
		if a.brk&hardBreak != 0 {
			return place{i + 1, 0}, i+1 < len(p.atoms) || p.endsInBreak()
		}
		if a.brk&lineBreak != 0 && x+p.overPast(i)+p.hyphenWidth(i) <= limit {
			best, found = place{i + 1, 0}, true
		}
	}
	return place{len(p.atoms), 0}, false
}

// cut ends a line inside a word that is wider than the line, between clusters,
// where it looks least bad; at least one cluster is set. Atom last is the one
// that does not fit.
func (p *Prepared) cut(from place, last int, limit float64) place {
	var x float64
	good, any := place{-1, 0}, place{-1, 0}
	for i := from.atom; i <= last; i++ {
		a := &p.atoms[i]
		if a.word == nil {
			continue
		}
		if a.blank || a.group >= 0 { // whole, or not at all
			end := i
			if a.group >= 0 {
				end = p.groups[a.group].last
			}
			w := p.before(place{i, from.rune}, end+1)
			if x+w > limit && any.atom >= 0 {
				break
			}
			x += w
			any = place{end + 1, 0}
			good = any
			i = end
			continue
		}
		f, k := p.prefixOf(i), p.scale(a)
		start := max(a.start, from.rune)
		full := false
		for r := start + 1; r <= a.end; r++ {
			if p.breaks[r]&clusterEdge == 0 {
				continue
			}
			if x+(f[r-a.start]-f[start-a.start])*k > limit && any.atom >= 0 {
				full = true
				break
			}
			any = place{i, r}
			if r == a.end {
				any = place{i + 1, 0}
			}
			if p.breaks[r]&goodCut != 0 && (r == len(p.runes) || !clings(p.runes[r-1], p.runes[r])) {
				good = any
			}
		}
		if full {
			break
		}
		x += (f[len(f)-1] - f[start-a.start]) * k
	}
	if good.atom >= 0 {
		any = good
	}
	if any.atom < 0 {
		return place{last + 1, 0}
	}
	// Shaped by itself a piece can be a little wider than it was in its word.
	for any.rune > 0 {
		a := &p.atoms[any.atom]
		start := max(a.start, from.rune)
		shorter := any.rune - 1
		for shorter > start && p.breaks[shorter]&clusterEdge == 0 {
			shorter--
		}
		if shorter <= start || p.before(from, any.atom)+p.e.shape(p, a, start, any.rune).advance*p.scale(a) <= limit {
			break
		}
		any.rune = shorter
	}
	return any
}

// before is the width of a line from its start to atom i.
func (p *Prepared) before(from place, i int) (x float64) {
	for k := from.atom; k < i; k++ {
		x += p.widthFrom(k, from.rune)
	}
	return x + p.overBefore(from.atom)
}

// clings reports that r must not begin a line, or before must not end one, even
// where a word is cut.
func clings(before, r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po) || smallKana(r) || unicode.In(before, unicode.Ps, unicode.Pi)
}

// hyphenWidth is what a soft hyphen after atom i would take if the line broke
// there.
func (p *Prepared) hyphenWidth(i int) float64 {
	if w, a := p.hyphen(i); w != nil {
		return w.advance * p.scale(a)
	}
	return 0
}

// hyphen is the hyphen to be shown after atom i, if that is a soft one, and the
// atom it is set like.
func (p *Prepared) hyphen(i int) (*word, *atom) {
	if i < 1 || p.atoms[i].word != nil || p.runes[p.atoms[i].start] != 0x00AD {
		return nil, nil
	}
	a := &p.atoms[i-1]
	if a.word == nil {
		return nil, nil
	}
	for _, text := range []string{"\u2010", "-"} {
		r := []rune(text)
		if a.face.Has(r[0]) {
			return p.e.word(wordKey{face: a.face, script: a.script, lang: shapingLang(p.styles[a.style].Lang), text: text}, r, 0, 1), a
		}
	}
	return nil, nil
}

// measure finds the height of the lines: wherever the text is broken, no glyph
// may reach out of its line, and lines with and without readings stand evenly.
func (p *Prepared) measure() {
	m := p.primary.Metrics()
	k := p.primarySize / m.UnitsPerEm
	p.ascent, p.descent = max(0, m.Ascent*k), max(0, -m.Descent*k)
	largest := p.primarySize
	for _, s := range p.styles {
		largest = max(largest, s.Size)
	}
	if !p.o.Uneven {
		for i := range p.atoms {
			p.ascent, p.descent = p.reach(&p.atoms[i], p.ascent, p.descent)
		}
	}
	if short := p.o.LineHeight*largest - p.ascent - p.descent; short > 0 {
		p.ascent, p.descent = p.ascent+short/2, p.descent+short/2
	}
	if p.o.ReserveRuby || len(p.groups) > 0 {
		// The em box of Japanese faces is 0.88 above and 0.12 below the baseline.
		s := p.primarySize
		base, below, above := 0.88*s, 0.12*s*p.o.RubyScale, 0.88*s*p.o.RubyScale
		for i := range p.groups {
			g := &p.groups[i]
			base = max(base, 0.88*g.style.Size)
			below, above = max(below, 0.12*g.size), max(above, 0.88*g.size)
			for _, c := range g.pieces {
				k := g.size / c.face.Metrics().UnitsPerEm
				below, above = max(below, -c.word.bottom*k), max(above, c.word.top*k)
			}
			for j := g.first; j <= g.last; j++ {
				if a := &p.atoms[j]; a.word != nil {
					base = max(base, a.word.top*p.scale(a))
				}
			}
		}
		p.rubyUp = base + below
		p.rubyTop = p.rubyUp + above
		p.ascent = max(p.ascent, p.rubyTop)
	}
}

// reach widens ascent and descent to the ink of an atom.
func (p *Prepared) reach(a *atom, ascent, descent float64) (float64, float64) {
	if a.word == nil {
		return ascent, descent
	}
	k := p.scale(a)
	return max(ascent, a.word.top*k), max(descent, -a.word.bottom*k)
}
