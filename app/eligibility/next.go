package eligibility

import (
	"slices"
	"strings"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Open lists the facts to ask for that would settle the questions, sorted, without
// those that were skipped; skipped may be nil.
func (c *Case) Open(questions []*Question, skipped func(id string) bool) []string {
	var n cond.Numbers
	for _, q := range questions {
		if c.Answer(q).Answer == NeedFact {
			n.Or(c.gaps(q))
		}
	}
	return c.askable(n, skipped)
}

// Askable turns facts that are missing into those to ask people for, sorted, none
// twice: a derived fact is what would derive it. skipped may be nil.
func (c *Case) Askable(missing []string, skipped func(id string) bool) []string {
	var n cond.Numbers
	for _, id := range missing {
		id, _, _ = strings.Cut(id, ".")
		if i := c.book.vocabulary.Number(id); i >= 0 {
			n.Add(i)
		}
	}
	return c.askable(c.base(n), skipped)
}

func (c *Case) askable(n cond.Numbers, skipped func(id string) bool) []string {
	return slices.DeleteFunc(c.names(n), func(id string) bool {
		d, _ := c.book.vocabulary.Lookup(id)
		return skipped != nil && skipped(id) || !slices.Contains(d.From, fact.FromAnswer)
	})
}

// Next is the fact to ask for next: the one after whose answer the least is left to
// ask, on average over what may be answered. It is "" when nothing is left but what
// was skipped. skipped may be nil.
func (c *Case) Next(questions []*Question, skipped func(id string) bool) string {
	open := c.Open(questions, skipped)
	if len(open) < 2 {
		return append(open, "")[0]
	}
	var left []*Question
	for _, q := range questions {
		if c.Answer(q).Answer == NeedFact {
			left = append(left, q)
		}
	}
	best, least := "", 0.0
	for _, id := range open {
		if cost := c.after(id, left); best == "" || cost < least {
			best, least = id, cost
		}
	}
	return best
}

// after is how much is left to ask once a fact is known, on average over its cells.
func (c *Case) after(id string, left []*Question) float64 {
	d, _ := c.book.vocabulary.Lookup(id)
	number := c.book.vocabulary.Number(id)
	cells := c.few(d)
	facts := c.Base()
	total := 0.0
	if len(cells) == 0 { // nothing to try on the first days of the calendar
		cells = []fact.Value{{}}
	}
	for _, v := range cells {
		facts.Set(number, v, fact.FromAnswer)
		total += c.book.Case(facts, c.cond.On, c.cond.Calendar).remaining(left)
	}
	return total / float64(len(cells))
}

// remaining is how much is left: a question counts the more the more facts it
// lacks.
func (c *Case) remaining(left []*Question) float64 {
	sum := 0.0
	for _, q := range left {
		if n := c.gaps(q); !n.Empty() {
			sum += 1 + float64(n.Len())/2
		}
	}
	return sum
}

// Base are the facts without those that follow from others.
func (c *Case) Base() *fact.Set {
	s := c.cond.Facts.Clone()
	for _, t := range c.book.tables {
		s.Set(t.number, fact.Value{}, "")
	}
	for _, i := range c.book.implied {
		for _, f := range i.facts {
			if id := c.book.names[f.number]; s.Origin(id) == fact.FromRule {
				s.Forget(id)
			}
		}
	}
	return s
}

// few are values of a fact between which the questions can tell, at most about a
// dozen.
func (c *Case) few(d fact.Definition) []fact.Value {
	switch d.Type {
	case fact.Date:
		return dates(d, c.cond.On)
	case fact.Int:
		return Cells(d, nil, c.cond.On)[3:12]
	case fact.List:
		list := Cells(d, nil, c.cond.On)
		return list[:min(3, len(list))] // the first days of the calendar have no items before them
	case fact.Enum:
		var list []fact.Value
		for i := 0; i < len(d.Values); i += 1 + len(d.Values)/12 {
			v, _ := d.Value(d.Values[i])
			list = append(list, v)
		}
		return list
	}
	return Cells(d, nil, c.cond.On)
}

func dates(d fact.Definition, on lawdate.Date) (list []fact.Value) {
	months := []int{-40, -6, -1, 1, 6, 40}
	if d.ID == "dob" {
		months = []int{-12 * 70, -12 * 35, -12 * 19, -12*17 - 6, -12 * 8, -6}
	}
	for _, m := range months {
		if v, err := d.Value(on.AddMonths(m).String()); err == nil && v.Known() { // else beyond the calendar
			list = append(list, v)
		}
	}
	return list
}

// Opens lists the topics of which a question waits for a fact, in their order.
func (c *Case) Opens(questions []*Question, id string) (topics []string) {
	for _, q := range questions {
		if !slices.Contains(topics, q.Topic.ID) && c.Answer(q).Answer == NeedFact && slices.Contains(c.Missing(q), id) {
			topics = append(topics, q.Topic.ID)
		}
	}
	return topics
}
