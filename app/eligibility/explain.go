package eligibility

import (
	"madoguchi/app/cond"
)

// Explanation says why a question came to its answer. It holds no text: what it
// names are ids of rules, facts and laws.
type Explanation struct {
	Outcome
	// Missing are the facts to ask for, sorted; empty when settled.
	Missing []string
	// Applies is why the question does or does not concern the person; nil where it
	// always does.
	Applies *cond.Explanation
	// Rules are those that could speak on the day, each with its condition: the one
	// that answered alone, or all that are still open.
	Rules []Reason
	// Derived are the derived facts that were read, each with the rule that gives
	// it, those read first first.
	Derived []Derivation
}

// Reason is a rule and how its condition came out.
type Reason struct {
	Rule *Rule
	When *cond.Explanation
}

// Derivation is how a derived fact was found.
type Derivation struct {
	Fact string
	// Rule is nil while the fact is not known, and when it was handed in.
	Rule *Rule
	// Weak: it rests on a reading that is only probable.
	Weak bool
}

// Explain answers like Answer and says why.
func (c *Case) Explain(q *Question) Explanation {
	x := Explanation{Outcome: c.Answer(q)}
	var reads []string
	if q.applies != nil {
		x.Applies = q.applies.Explain(c.cond)
		reads = q.applies.Facts()
	}
	switch {
	case x.Answer == NotApplicable:
	case x.Rule != nil:
		x.Rules = []Reason{{x.Rule, x.Rule.when.Explain(c.cond)}}
		reads = append(reads, x.Rule.reads()...)
	case x.Answer == NeedFact:
		x.Missing = c.Missing(q)
		for _, r := range q.Rules {
			if r.Holds(c.cond.On) && r.when.Eval(c.cond) == cond.Unknown {
				x.Rules = append(x.Rules, Reason{r, r.when.Explain(c.cond)})
				reads = append(reads, r.reads()...)
			}
		}
	}
	x.Derived = c.derivations(reads, nil)
	return x
}

// derivations lists the derived facts among those read, and what they rest on.
func (c *Case) derivations(reads []string, list []Derivation) []Derivation {
next:
	for _, id := range reads {
		t := c.book.derived[c.book.vocabulary.Number(id)]
		if t == nil {
			continue
		}
		for _, d := range list {
			if d.Fact == id {
				continue next
			}
		}
		r, _ := c.settle(t.q)
		if !c.cond.Facts.At(t.number).Known() {
			r = nil
		}
		list = append(list, Derivation{id, r, c.Weak(id)})
		if r != nil {
			list = c.derivations(r.reads(), list)
		}
	}
	return list
}
