package eligibility

import (
	"slices"

	"madoguchi/app/cond"
)

// Explanation says why a question came to its answer. It holds no text: what it
// names are ids of rules, facts and laws.
type Explanation struct {
	Outcome
	// Missing are the facts to ask for, sorted; empty when settled.
	Missing []string
	// Applies is why the question does not concern the person; nil where it does.
	Applies *cond.Explanation
	// Rules is the one that answered, with its condition; empty while none did.
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
	switch {
	case x.Answer == NotApplicable:
		x.Applies = q.applies.Explain(c.cond)
		x.Derived = c.derivations(q.readsToApply, nil)
	case x.Rule != nil:
		x.Rules = []Reason{{x.Rule, x.Rule.when.Explain(c.cond)}}
		reads := x.Rule.reading
		reads.Or(q.readsToApply)
		x.Derived = c.derivations(reads, nil)
	case x.Answer == NeedFact:
		x.Missing = c.Missing(q)
	}
	return x
}

// derivations lists the derived facts among those read, and what they rest on.
func (c *Case) derivations(reads cond.Numbers, list []Derivation) []Derivation {
	reads.Each(func(i int) {
		t := c.book.derived[i]
		if t == nil || slices.ContainsFunc(list, func(d Derivation) bool { return d.Fact == t.id }) {
			return
		}
		r := c.by[t.at]
		list = append(list, Derivation{t.id, r, c.weak.Has(i)})
		if r != nil {
			list = c.derivations(r.reading, list)
		}
	})
	return list
}
