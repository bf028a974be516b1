package eligibility

import (
	"slices"

	"madoguchi/app/cond"
)

// Missing lists the facts that people can be asked for and that would settle a
// question, sorted; empty when it is settled. A derived fact is not among them,
// but what would derive it is. Fields of a list count as the list.
func (c *Case) Missing(q *Question) []string { return c.names(c.gaps(q)) }

// names lists facts by id, sorted.
func (c *Case) names(n cond.Numbers) []string {
	list := make([]string, 0, n.Len())
	n.Each(func(i int) { list = append(list, c.book.names[i]) })
	slices.Sort(list)
	return list
}

// gaps is Missing by number.
func (c *Case) gaps(q *Question) cond.Numbers {
	if q.applies != nil && q.applies.Eval(c.cond) != cond.Yes {
		return c.base(q.applies.Gaps(c.cond))
	}
	return c.base(c.open(q))
}

// open are the facts, derived ones among them, that would settle the rules of a
// question.
func (c *Case) open(q *Question) (n cond.Numbers) {
	r, spoke := c.settle(q)
	if r != nil {
		for _, d := range r.days() {
			n.Or(d.Gaps(c.cond))
		}
		return n
	}
	if !spoke {
		return n
	}
	for _, r := range q.Rules {
		if r.Holds(c.cond.On) {
			n.Or(r.when.Gaps(c.cond))
		}
	}
	return n
}

// base puts what would derive a fact in the place of derived facts.
func (c *Case) base(n cond.Numbers) (out cond.Numbers) {
	n.Each(func(i int) {
		if t := c.book.derived[i]; t == nil {
			out.Add(i)
		} else {
			out.Or(c.deriving(t))
		}
	})
	return out
}

// deriving are the base facts that would derive one; worked out once a case. Tables
// stand in strata, so that this ends.
func (c *Case) deriving(t *table) cond.Numbers {
	if n, known := c.derivings[t]; known {
		return n
	}
	n := c.base(c.open(t.q))
	c.derivings[t] = n
	return n
}
