package flow

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

const maxBrackets = 63 // UAX #9 BD16

// weak applies W1 to W7.
func (p *bidiParagraph) weak(s sequence) {
	t := p.types
	prev := s.sos // W1
	for _, i := range s.at {
		switch {
		case t[i] == bidi.NSM && (isInitiator(prev) || prev == bidi.PDI):
			t[i] = bidi.ON
		case t[i] == bidi.NSM:
			t[i] = prev
		}
		prev = t[i]
	}
	strong := s.sos // W2, W3
	for _, i := range s.at {
		switch t[i] {
		case bidi.L, bidi.R, bidi.AL:
			strong = t[i]
		case bidi.EN:
			if strong == bidi.AL {
				t[i] = bidi.AN
			}
		}
	}
	for _, i := range s.at {
		if t[i] == bidi.AL {
			t[i] = bidi.R
		}
	}
	for k := 1; k+1 < len(s.at); k++ { // W4
		a, i, b := t[s.at[k-1]], s.at[k], t[s.at[k+1]]
		switch {
		case t[i] == bidi.ES && a == bidi.EN && b == bidi.EN:
			t[i] = bidi.EN
		case t[i] == bidi.CS && a == b && (a == bidi.EN || a == bidi.AN):
			t[i] = a
		}
	}
	for k := 0; k < len(s.at); k++ { // W5
		if t[s.at[k]] != bidi.ET {
			continue
		}
		end := k
		for end < len(s.at) && t[s.at[end]] == bidi.ET {
			end++
		}
		if k > 0 && t[s.at[k-1]] == bidi.EN || end < len(s.at) && t[s.at[end]] == bidi.EN {
			for j := k; j < end; j++ {
				t[s.at[j]] = bidi.EN
			}
		}
		k = end - 1
	}
	strong = s.sos // W6, W7
	for _, i := range s.at {
		switch t[i] {
		case bidi.ET, bidi.ES, bidi.CS:
			t[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = t[i]
		case bidi.EN:
			if strong == bidi.L {
				t[i] = bidi.L
			}
		}
	}
}

// direction is what a resolved type counts as for N0 to N2: L, R, or ON.
func direction(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// brackets applies N0.
func (p *bidiParagraph) brackets(s sequence, classes []bidi.Class) {
	type opened struct {
		want rune
		k    int
	}
	var stack []opened
	closing := map[int]int{} // index in s.at of an opening bracket → of its closing one
	for k, i := range s.at {
		if p.types[i] != bidi.ON {
			continue
		}
		prop, _ := bidi.LookupRune(p.text[i])
		if !prop.IsBracket() {
			continue
		}
		if prop.IsOpeningBracket() {
			if len(stack) == maxBrackets {
				return // BD16: give up for this sequence
			}
			stack = append(stack, opened{canonicalBracket(otherBracket(p.text[i])), k})
			continue
		}
		for j := len(stack) - 1; j >= 0; j-- {
			if stack[j].want == canonicalBracket(p.text[i]) {
				closing[stack[j].k] = k
				stack = stack[:j]
				break
			}
		}
	}
	if len(closing) == 0 {
		return
	}
	e := strongOf(s.level)
	context := s.sos
	for k, i := range s.at {
		end, ok := closing[k]
		if ok {
			same, other := false, false
			for j := k + 1; j < end; j++ {
				switch direction(p.types[s.at[j]]) {
				case e:
					same = true
				case bidi.L, bidi.R:
					other = true
				}
			}
			switch {
			case same:
				p.setBracket(s, k, e, classes)
				p.setBracket(s, end, e, classes)
			case other:
				to := e
				if context != e {
					to = context
				}
				p.setBracket(s, k, to, classes)
				p.setBracket(s, end, to, classes)
			}
		}
		if d := direction(p.types[i]); d != bidi.ON {
			context = d
		}
	}
}

// setBracket sets a bracket's type and that of the marks after it (N0, end).
func (p *bidiParagraph) setBracket(s sequence, k int, to bidi.Class, classes []bidi.Class) {
	p.types[s.at[k]] = to
	for _, i := range s.at[k+1:] {
		if classes[i] != bidi.NSM {
			return
		}
		p.types[i] = to
	}
}

// otherBracket is the bracket that pairs with r.
func otherBracket(r rune) rune {
	o, _ := utf8.DecodeRuneInString(bidi.ReverseString(string(r)))
	return o
}

// canonicalBracket folds the two angle brackets that are canonically equivalent.
func canonicalBracket(r rune) rune {
	switch r {
	case 0x2329:
		return 0x3008
	case 0x232A:
		return 0x3009
	}
	return r
}

// neutral applies N1 and N2.
func (p *bidiParagraph) neutral(s sequence) {
	for k := 0; k < len(s.at); k++ {
		if direction(p.types[s.at[k]]) != bidi.ON {
			continue
		}
		end := k
		for end < len(s.at) && direction(p.types[s.at[end]]) == bidi.ON {
			end++
		}
		before, after := s.sos, s.eos
		if k > 0 {
			before = direction(p.types[s.at[k-1]])
		}
		if end < len(s.at) {
			after = direction(p.types[s.at[end]])
		}
		to := strongOf(s.level)
		if before == after {
			to = before
		}
		for j := k; j < end; j++ {
			p.types[s.at[j]] = to
		}
		k = end - 1
	}
}

// implicit applies I1 and I2.
func (p *bidiParagraph) implicit(s sequence) {
	for _, i := range s.at {
		switch t := p.types[i]; {
		case s.level&1 == 0 && t == bidi.R:
			p.levels[i] = s.level + 1
		case s.level&1 == 0 && (t == bidi.AN || t == bidi.EN):
			p.levels[i] = s.level + 2
		case s.level&1 == 1 && t != bidi.R:
			p.levels[i] = s.level + 1
		}
	}
}
