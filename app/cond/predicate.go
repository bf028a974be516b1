package cond

import (
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// operation is what a predicate does.
type operation uint8

const (
	opAll operation = iota + 1
	opAny
	opNot
	opIs
	opIn
	opBefore
	opAfter
	opWithin
	opAge
	opCompare
	opKnown
	opEach
	opCount
)

// operations are the keys in the data; fact and date become their comparison.
var operations = []string{"", "all", "any", "not", "is", "in", "before", "after", "within", "age", "compare", "known", "each", "count"}

func (o operation) String() string { return operations[o] }

func operationOf(key string) operation { return operation(max(0, slices.Index(operations, key))) }

// predicate is one node. Which fields are set depends on op.
type predicate struct {
	op      operation
	place   fact.Place
	parts   []*predicate // all, any, not, each, count
	subject reference    // is, in, compare, known, each, count
	values  []fact.Value // is, in
	days    []*date      // before, after: day and other; within: day, from, to; age: of, on
	bounds  []bound      // age, compare, count
}

// bound is at_least, at_most, above or below a number.
type bound struct {
	side side
	than *number
}

// side is the place in boundKeys.
type side int

const (
	atLeast side = iota
	atMost
	above
	below
)

var boundKeys = []string{"at_least", "at_most", "above", "below"}

// holds compares a number that lies between least and most.
func (b bound) holds(least, most, than int) Truth {
	switch b.side {
	case atLeast:
		return between(least >= than, most < than)
	case above:
		return between(least > than, most <= than)
	case atMost:
		return between(most <= than, least > than)
	}
	return between(most < than, least >= than) // below
}

func between(yes, no bool) Truth {
	switch {
	case yes:
		return Yes
	case no:
		return No
	}
	return Unknown
}

func (p *predicate) eval(e *env) Truth {
	switch p.op {
	case opAll:
		return p.junction(e, No)
	case opAny:
		return p.junction(e, Yes)
	case opNot:
		return p.parts[0].eval(e).Not()
	case opIs, opIn:
		return p.equals(e)
	case opBefore, opAfter, opWithin:
		return p.compareDays(e)
	case opAge:
		of, on := p.days[0].eval(e), p.days[1].eval(e)
		if age := lawdate.AgeSafe(of, on); age >= 0 { // a day before the birth is a contradiction
			return p.bounded(e, age, age, on)
		}
	case opCompare:
		if v := p.subject.value(e); v.Known() {
			return p.bounded(e, v.Int(), v.Int(), e.On)
		}
	case opKnown:
		if p.subject.today && !e.On.IsZero() || p.subject.value(e).Known() {
			return Yes
		}
	case opEach:
		return p.each(e)
	case opCount:
		if least, most, ok := p.count(e); ok {
			return p.bounded(e, least, most, e.On)
		}
	}
	return Unknown
}

// junction is all (decider No) or any (decider Yes).
func (p *predicate) junction(e *env, decider Truth) Truth {
	open := false
	for _, q := range p.parts {
		switch q.eval(e) {
		case decider:
			return decider
		case Unknown:
			open = true
		}
	}
	if open {
		return Unknown
	}
	return decider.Not()
}

func (p *predicate) equals(e *env) Truth {
	if p.subject.today {
		if e.On.IsZero() {
			return Unknown
		}
		for _, v := range p.values {
			if asDate(v) == e.On {
				return Yes
			}
		}
		return No
	}
	known := p.subject.value(e)
	if !known.Known() {
		return Unknown
	}
	for i := range p.values {
		if p.values[i].Same(&known) {
			return Yes
		}
	}
	return No
}

func (p *predicate) compareDays(e *env) Truth {
	day := p.days[0].eval(e)
	if day.IsZero() {
		return Unknown
	}
	first := p.days[1].eval(e)
	if p.op != opWithin {
		if first.IsZero() {
			return Unknown
		}
		return between(p.op == opBefore && day.Before(first) || p.op == opAfter && day.After(first), true)
	}
	// One end that shuts the day out decides without the other.
	last := p.days[2].eval(e)
	switch {
	case !first.IsZero() && day.Before(first), !last.IsZero() && day.After(last):
		return No
	case first.IsZero() || last.IsZero():
		return Unknown
	}
	return Yes
}

func (p *predicate) bounded(e *env, least, most int, on lawdate.Date) Truth {
	answer := Yes
	for _, b := range p.bounds {
		truth := Unknown
		if than, ok := b.than.eval(e, on); ok {
			truth = b.holds(least, most, than)
		}
		if truth == No {
			return No
		}
		if truth == Unknown {
			answer = Unknown
		}
	}
	return answer
}

func (p *predicate) each(e *env) Truth {
	list := p.subject.value(e)
	if !list.Known() {
		return Unknown
	}
	answer := Yes
	for _, item := range list.Items() {
		switch p.parts[0].at(e, item) {
		case No:
			return No
		case Unknown:
			answer = Unknown
		}
	}
	return answer
}

// count is how many items hold at least, and at most when those that are Unknown
// hold too.
func (p *predicate) count(e *env) (least, most int, ok bool) {
	list := p.subject.value(e)
	if !list.Known() {
		return 0, 0, false
	}
	for _, item := range list.Items() {
		truth := Yes
		if len(p.parts) > 0 {
			truth = p.parts[0].at(e, item)
		}
		if truth == Yes {
			least++
		}
		if truth != No {
			most++
		}
	}
	return least, most, true
}

// at evaluates p for one item of a list.
func (p *predicate) at(e *env, item fact.Item) Truth {
	was := e.item
	e.item = item
	truth := p.eval(e)
	e.item = was
	return truth
}

// missing adds the facts that keep p Unknown. It is asked only where p is.
func (p *predicate) missing(e *env, m *missing) {
	switch p.op {
	case opAll, opAny, opNot:
		for _, q := range p.parts {
			if q.eval(e) == Unknown {
				q.missing(e, m)
			}
		}
	case opIs, opIn, opKnown:
		p.subject.missing(e, m)
	case opBefore, opAfter, opWithin:
		for _, d := range p.days {
			d.missing(e, m)
		}
	case opAge:
		for _, d := range p.days {
			d.missing(e, m)
		}
		p.missingBounds(e, p.days[1].eval(e), m)
	case opCompare:
		p.subject.missing(e, m)
		p.missingBounds(e, e.On, m)
	case opEach, opCount:
		p.subject.missing(e, m)
		p.missingBounds(e, e.On, m)
		for _, item := range p.subject.value(e).Items() {
			was := e.item
			e.item = item
			for _, q := range p.parts {
				if q.eval(e) == Unknown {
					q.missing(e, m)
				}
			}
			e.item = was
		}
	}
}

func (p *predicate) missingBounds(e *env, on lawdate.Date, m *missing) {
	for _, b := range p.bounds {
		b.than.missing(e, on, m)
	}
}

// mention adds every fact p looks at.
func (p *predicate) mention(m *missing) {
	p.walk(func(q *predicate) {
		if q.subject.id != "" {
			q.subject.mention(m)
		}
		for _, d := range q.days {
			d.mention(m)
		}
		for _, b := range q.bounds {
			b.than.mention(m)
		}
	})
}

func (p *predicate) walk(see func(*predicate)) {
	see(p)
	for _, q := range p.parts {
		q.walk(see)
	}
}

func (r reference) mention(m *missing) {
	id := r.id
	if r.field >= 0 {
		for i := range len(id) {
			if id[i] == '.' {
				id = id[:i]
				break
			}
		}
	}
	m.add(r.fact, id)
}
