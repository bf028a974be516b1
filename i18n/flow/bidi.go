package flow

import "golang.org/x/text/unicode/bidi"

const maxDepth = 125 // UAX #9 BD2

// classesOf looks up the Bidi_Class of every rune, and reports whether any of
// them can make a level other than 0 in a left-to-right paragraph.
func classesOf(text []rune) (classes []bidi.Class, mixed bool) {
	classes = make([]bidi.Class, len(text))
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		c := p.Class()
		classes[i] = c
		switch c {
		case bidi.R, bidi.AL, bidi.AN, bidi.RLE, bidi.RLO, bidi.LRE, bidi.LRO, bidi.RLI, bidi.LRI, bidi.FSI:
			mixed = true
		}
	}
	return classes, mixed
}

// firstStrong is the level the first strong character asks for, isolates
// skipped (UAX #9 P2 and P3); -1 if there is none.
func firstStrong(classes []bidi.Class) int8 {
	depth := 0
	for _, c := range classes {
		switch c {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			depth++
		case bidi.PDI:
			if depth > 0 {
				depth--
			}
		case bidi.L, bidi.R, bidi.AL:
			if depth == 0 {
				if c == bidi.L {
					return 0
				}
				return 1
			}
		}
	}
	return -1
}

// levelsOf is the embedding level of every rune of one paragraph (UAX #9 X1 to
// I2), and L1 for separators and for whitespace before them. Trailing whitespace
// of a line is the line's affair. Runes that X9 removes get the level before
// them.
func levelsOf(text []rune, classes []bidi.Class, base int8) []int8 {
	p := &bidiParagraph{text: text, types: append([]bidi.Class(nil), classes...), levels: make([]int8, len(text)), base: base}
	p.explicit(classes)
	for _, seq := range p.sequences(classes) {
		p.weak(seq)
		p.brackets(seq, classes)
		p.neutral(seq)
		p.implicit(seq)
	}
	p.removed(classes)
	p.separators(classes)
	return p.levels
}

type bidiParagraph struct {
	text   []rune
	types  []bidi.Class
	levels []int8
	base   int8
}

type sequence struct {
	at       []int // indexes into the paragraph
	level    int8
	sos, eos bidi.Class
}

func isInitiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

func isRemoved(c bidi.Class) bool {
	switch c {
	case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO, bidi.PDF, bidi.BN:
		return true
	}
	return false
}

func strongOf(level int8) bidi.Class {
	if level&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

// explicit applies X1 to X8.
func (p *bidiParagraph) explicit(classes []bidi.Class) {
	type status struct {
		level    int8
		override bidi.Class
		forced   bool // override is set
		isolate  bool
	}
	stack := []status{{level: p.base}}
	var overIsolates, overEmbeddings, validIsolates int
	matching := matchIsolates(classes)
	for i, c := range classes {
		top := stack[len(stack)-1]
		next := func(rtl bool) int8 {
			if rtl {
				return (top.level + 1) | 1
			}
			return (top.level + 2) &^ 1
		}
		switch c {
		case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO:
			p.levels[i] = top.level
			n := next(c == bidi.RLE || c == bidi.RLO)
			if n > maxDepth || overIsolates > 0 || overEmbeddings > 0 {
				if overIsolates == 0 {
					overEmbeddings++
				}
				break
			}
			s := status{level: n}
			if c == bidi.RLO {
				s.override, s.forced = bidi.R, true
			} else if c == bidi.LRO {
				s.override, s.forced = bidi.L, true
			}
			stack = append(stack, s)
		case bidi.RLI, bidi.LRI, bidi.FSI:
			p.levels[i] = top.level
			if top.forced {
				p.types[i] = top.override
			}
			rtl := c == bidi.RLI
			if c == bidi.FSI && overIsolates == 0 { // else nothing hangs on it, and looking would take long
				end := matching[i]
				if end < 0 {
					end = len(classes)
				}
				rtl = firstStrong(classes[i+1:end]) == 1
			}
			n := next(rtl)
			if n > maxDepth || overIsolates > 0 || overEmbeddings > 0 {
				overIsolates++
				break
			}
			validIsolates++
			stack = append(stack, status{level: n, isolate: true})
		case bidi.PDI:
			if overIsolates > 0 {
				overIsolates--
			} else if validIsolates > 0 {
				overEmbeddings = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				validIsolates--
			}
			top = stack[len(stack)-1]
			p.levels[i] = top.level
			if top.forced {
				p.types[i] = top.override
			}
		case bidi.PDF:
			p.levels[i] = top.level
			if overIsolates > 0 {
				break
			}
			if overEmbeddings > 0 {
				overEmbeddings--
			} else if !top.isolate && len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case bidi.B:
			p.levels[i] = p.base
		case bidi.BN:
			p.levels[i] = top.level
		default:
			p.levels[i] = top.level
			if top.forced {
				p.types[i] = top.override
			}
		}
	}
}

// matchIsolates is, for every isolate initiator, the index of its PDI, or -1
// (BD9).
func matchIsolates(classes []bidi.Class) []int {
	out := make([]int, len(classes))
	var open []int
	for i, c := range classes {
		out[i] = -1
		switch {
		case isInitiator(c):
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			out[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
	}
	return out
}

// sequences are the isolating run sequences of BD13, with X10's sos and eos.
func (p *bidiParagraph) sequences(classes []bidi.Class) []sequence {
	var kept []int
	for i, c := range classes {
		if !isRemoved(c) {
			kept = append(kept, i)
		}
	}
	matching := matchIsolates(classes)
	opener := map[int]bool{} // PDIs that close an initiator
	for _, m := range matching {
		if m >= 0 {
			opener[m] = true
		}
	}
	// Level runs, as ranges of kept, found again by their first index.
	type levelRun struct{ from, to int }
	var runs []levelRun
	starting := map[int]int{}
	for k := range kept {
		if k == 0 || p.levels[kept[k]] != p.levels[kept[k-1]] {
			starting[kept[k]] = len(runs)
			runs = append(runs, levelRun{k, k})
		}
		runs[len(runs)-1].to = k + 1
	}
	var out []sequence
	for _, r := range runs {
		first := kept[r.from]
		if classes[first] == bidi.PDI && opener[first] {
			continue // part of the sequence of its initiator
		}
		s := sequence{level: p.levels[first]}
		last := r
		for {
			s.at = append(s.at, kept[last.from:last.to]...)
			end := kept[last.to-1]
			if !isInitiator(classes[end]) || matching[end] < 0 {
				break
			}
			n, ok := starting[matching[end]]
			if !ok {
				break
			}
			last = runs[n]
		}
		before, after := p.base, p.base
		if r.from > 0 {
			before = p.levels[kept[r.from-1]]
		}
		if end := kept[last.to-1]; last.to < len(kept) && !isInitiator(classes[end]) {
			after = p.levels[kept[last.to]]
		}
		s.sos, s.eos = strongOf(max(before, s.level)), strongOf(max(after, s.level))
		out = append(out, s)
	}
	return out
}

// removed gives the runes of X9 the level of the rune before them.
func (p *bidiParagraph) removed(classes []bidi.Class) {
	prev := p.base
	for i, c := range classes {
		if isRemoved(c) {
			p.levels[i] = prev
		}
		prev = p.levels[i]
	}
}

// separators applies L1 to segment and paragraph separators and to the
// whitespace before them.
func (p *bidiParagraph) separators(classes []bidi.Class) {
	reset := false
	for i := len(classes) - 1; i >= 0; i-- {
		switch c := classes[i]; {
		case c == bidi.S || c == bidi.B:
			reset = true
		case isSpaceClass(c) || isRemoved(c):
		default:
			reset = false
		}
		if reset {
			p.levels[i] = p.base
		}
	}
}

func isSpaceClass(c bidi.Class) bool {
	return c == bidi.WS || isInitiator(c) || c == bidi.PDI
}

// visualOrder is L2: the order, left to right, of items with these levels.
func visualOrder(levels []int8) []int {
	order := make([]int, len(levels))
	highest, lowestOdd := int8(0), int8(127)
	for i, l := range levels {
		order[i] = i
		highest = max(highest, l)
		if l&1 == 1 {
			lowestOdd = min(lowestOdd, l)
		}
	}
	for l := highest; l >= lowestOdd; l-- {
		for i := 0; i < len(levels); i++ {
			if levels[i] < l {
				continue
			}
			end := i
			for end < len(levels) && levels[end] >= l {
				end++
			}
			for a, b := i, end-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			i = end
		}
	}
	return order
}
