package eligibility

import (
	"slices"
	"strings"

	"madoguchi/app/cond"
)

// Missing lists the facts that people can be asked for and that would settle a
// question, sorted; empty when it is settled. A derived fact is not among them,
// but what would derive it is. Fields of a list count as the list.
func (c *Case) Missing(q *Question) []string {
	m := wanted{c: c, seen: map[string]bool{}, facts: map[string]bool{}}
	if q.applies != nil && q.applies.Eval(c.cond) != cond.Yes {
		m.add(q.applies.Missing(c.cond))
		return m.sorted()
	}
	m.question(q)
	return m.sorted()
}

type wanted struct {
	c     *Case
	seen  map[string]bool // derived facts that were looked at
	facts map[string]bool
}

func (m *wanted) question(q *Question) {
	r, spoke := m.c.settle(q)
	if r != nil {
		for _, d := range r.days() {
			m.add(d.Missing(m.c.cond))
		}
		return
	}
	if !spoke {
		return
	}
	for _, r := range q.Rules {
		if r.Holds(m.c.cond.On) {
			m.add(r.when.Missing(m.c.cond))
		}
	}
}

func (m *wanted) add(ids []string) {
	for _, id := range ids {
		if i := strings.IndexByte(id, '.'); i > 0 {
			id = id[:i]
		}
		t := m.c.book.derived[m.c.book.vocabulary.Number(id)]
		switch {
		case t == nil:
			m.facts[id] = true
		case !m.seen[id]:
			m.seen[id] = true
			m.question(t.q)
		}
	}
}

func (m *wanted) sorted() []string {
	list := make([]string, 0, len(m.facts))
	for id := range m.facts {
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}
