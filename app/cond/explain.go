package cond

import (
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Explanation says how a predicate came to its answer, part by part, in the order
// of the data. It holds no text: what it names are ids.
type Explanation struct {
	// Op is the key of the predicate: all, any, not, is, in, before, after,
	// within, age, compare, known, each or count.
	Op    string
	Truth Truth
	// Decides: the answer of the whole rests on this part. Of an all that is No,
	// the first part that is No; of one that is Yes, every part; of one that is
	// Unknown, the parts that are Unknown.
	Decides bool
	// Facts are those read by this part itself, not by Parts.
	Facts []Read
	// Params are those read by this part itself.
	Params []Param
	// Values are the constants of is and in.
	Values []fact.Value
	// Days are the days compared, in the order of the data; no date for unknown.
	Days []lawdate.Date
	// Missing are the facts that would settle this part; empty unless Unknown.
	Missing []string
	// Stuck: Unknown although no fact is missing. The facts contradict each
	// other (a card made before its holder was born), a param has no value yet
	// on that day, or a day lies outside the calendar.
	Stuck bool
	// Item counts the items of a list from 1; 0 outside of each and count.
	Item  int
	Place fact.Place
	Parts []Explanation
}

// Read is a fact as it was read.
type Read struct {
	// ID is "children.dob" for a field of a list.
	ID string
	// Value is unknown when it is; On is the day, for dates.
	Value fact.Value
	On    lawdate.Date
}

// Explain answers over c like Eval and says why.
func (p *Predicate) Explain(c Case) *Explanation {
	x := &Explanation{}
	p.root.explain(&env{Case: c}, x)
	x.decide()
	return x
}

// Deciding lists the innermost parts that decide, in the order of the data; a
// count, which has bounds of its own, before its items.
func (x *Explanation) Deciding() []*Explanation {
	if !x.Decides {
		return nil
	}
	var list []*Explanation
	if x.Op == opCount.String() {
		list = append(list, x)
	}
	for i := range x.Parts {
		list = append(list, x.Parts[i].Deciding()...)
	}
	if len(list) == 0 {
		list = append(list, x)
	}
	return list
}

// explain fills x, which is empty: explanations are large and are not copied.
func (p *predicate) explain(e *env, x *Explanation) {
	x.Op, x.Values, x.Place = p.op.String(), p.values, p.place
	if p.subject.id != "" {
		x.Facts = append(x.Facts, p.subject.read(e))
	}
	for _, d := range p.days {
		x.Days = append(x.Days, d.eval(e))
		d.reads(e, x)
	}
	for _, b := range p.bounds {
		b.than.reads(e, x)
	}
	switch p.op {
	case opEach, opCount:
		was, items := e.item, p.subject.value(e).Items()
		if n := len(items) * len(p.parts); n > 0 {
			x.Parts = make([]Explanation, n)
		}
		for i, item := range items {
			e.item = item
			for j, q := range p.parts {
				part := &x.Parts[i*len(p.parts)+j]
				q.explain(e, part)
				part.Item = i + 1
			}
		}
		e.item = was
		x.Truth = p.eval(e)
	case opAll, opAny, opNot:
		x.Parts = make([]Explanation, len(p.parts))
		for i, q := range p.parts {
			q.explain(e, &x.Parts[i])
		}
		x.Truth = p.op.join(x.Parts)
	default:
		x.Truth = p.eval(e)
	}
	if x.Truth == Unknown {
		m := named()
		p.missing(e, m)
		x.Missing = m.sorted()
		x.Stuck = len(x.Missing) == 0
	}
}

// join is what an all, any or not comes to by its parts, as eval has it.
func (o operation) join(parts []Explanation) Truth {
	if o == opNot {
		return parts[0].Truth.Not()
	}
	decider := No
	if o == opAny {
		decider = Yes
	}
	truth := decider.Not()
	for i := range parts {
		switch parts[i].Truth {
		case decider:
			return decider
		case Unknown:
			truth = Unknown
		}
	}
	return truth
}

// decide marks x and what under it decides.
func (x *Explanation) decide() {
	x.Decides = true
	for i := range x.Parts {
		q := &x.Parts[i]
		switch x.Op {
		case opNot.String():
			q.decide()
		case opCount.String(): // those that hold, and those that do not
			q.decide()
		default: // all, any, each
			if q.Truth != x.Truth {
				continue
			}
			q.decide()
			if shut := x.Truth == Yes && x.Op == opAny.String() || x.Truth == No && x.Op != opAny.String(); shut {
				return // one is enough
			}
		}
	}
}

func (r reference) read(e *env) Read {
	if r.today {
		return Read{ID: r.id, On: e.On}
	}
	v := r.value(e)
	return Read{r.id, v, asDate(v)}
}

func (d *date) reads(e *env, x *Explanation) {
	if d.op == dayFact {
		x.Facts = append(x.Facts, d.subject.read(e))
	}
	if d.param != nil {
		x.Params = append(x.Params, *d.param)
	}
	for _, q := range d.parts {
		q.reads(e, x)
	}
	if d.n != nil {
		d.n.reads(e, x)
	}
}

func (n *number) reads(e *env, x *Explanation) {
	if n.subject != nil {
		x.Facts = append(x.Facts, n.subject.read(e))
	}
	if n.param != nil {
		x.Params = append(x.Params, *n.param)
	}
	if n.at != nil {
		n.at.reads(e, x)
	}
}
