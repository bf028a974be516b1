package cond

import "math/bits"

// MostFacts is how many facts a vocabulary may have for Numbers.
const MostFacts = 256

// Numbers is a set of facts by their number in the vocabulary. The zero Numbers is
// empty; it is comparable with ==.
type Numbers [MostFacts / 64]uint64

// Add puts a fact in.
func (n *Numbers) Add(fact int) { n[fact/64] |= 1 << (fact % 64) }

// Has reports whether a fact is in.
func (n *Numbers) Has(fact int) bool { return n[fact/64]&(1<<(fact%64)) != 0 }

// Or puts every fact of another set in.
func (n *Numbers) Or(o Numbers) {
	for i := range n {
		n[i] |= o[i]
	}
}

// Meets reports whether a fact is in both.
func (n *Numbers) Meets(o *Numbers) bool {
	for i := range n {
		if n[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// Empty reports whether none is in.
func (n *Numbers) Empty() bool { return *n == Numbers{} }

// Len is how many are in.
func (n *Numbers) Len() (count int) {
	for _, w := range n {
		count += bits.OnesCount64(w)
	}
	return count
}

// Each calls f for every fact that is in, by number.
func (n *Numbers) Each(f func(fact int)) {
	for i, w := range n {
		for w != 0 {
			f(i*64 + bits.TrailingZeros64(w))
			w &= w - 1
		}
	}
}

// Gaps are the facts that would settle p, like Missing; a field counts as its list.
func (p *Predicate) Gaps(c Case) Numbers {
	m := missing{}
	e := &env{Case: c}
	if p.root.eval(e) == Unknown {
		p.root.missing(e, &m)
	}
	return m.numbers
}

// Reads are the facts p looks at, like Facts.
func (p *Predicate) Reads() Numbers {
	m := missing{}
	p.root.mention(&m)
	return m.numbers
}

// Gaps are the facts that would settle d, like Missing.
func (d *DateNode) Gaps(c Case) Numbers {
	m := missing{}
	e := &env{Case: c}
	if d.root.eval(e).IsZero() {
		d.root.missing(e, &m)
	}
	return m.numbers
}

// Reads are the facts d looks at, like Facts.
func (d *DateNode) Reads() Numbers {
	m := missing{}
	d.root.mention(&m)
	return m.numbers
}
