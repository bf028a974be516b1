package eligibility

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"madoguchi/app/fact"
)

// finish ties what was read together: rules to those they win over, topics to
// their questions, tables into strata.
func (l *loader) finish() {
	b := l.book
	for _, t := range b.tables {
		l.orders(t.q)
	}
	for _, q := range b.questions {
		l.orders(q)
		l.whys(q)
	}
	slices.SortFunc(b.topics, func(s, t *Topic) int { return cmp.Or(cmp.Compare(s.Order, t.Order), cmp.Compare(s.ID, t.ID)) })
	for _, t := range b.topics {
		for _, name := range t.names {
			if q := b.questions[t.ID+"."+name]; q != nil {
				t.Questions = append(t.Questions, q)
			} else {
				l.fault(&fact.Fault{Place: t.Place, What: "there is no question " + t.ID + "." + name, Cure: "write " + t.ID + "/" + name + ".yaml, or delete it here"})
			}
		}
		for _, near := range t.Near {
			if b.Topic(near) == nil {
				l.fault(&fact.Fault{Place: t.Place, What: "there is no topic " + near, Cure: "delete it from near:"})
			}
		}
	}
	for id, q := range b.questions {
		if !slices.Contains(q.Topic.names, id[len(q.Topic.ID)+1:]) {
			l.fault(&fact.Fault{Place: q.Place, What: "nobody would see this question", Cure: "name it under questions: of " + path.Dir(q.Place.File) + "/" + topicFile})
		}
	}
	for i, d := range b.vocabulary.Definitions() {
		if d.Derived && b.derived[i] == nil {
			l.fault(&fact.Fault{Place: d.Place, What: "nothing derives " + d.ID, Cure: "write " + derivedFolder + "/" + d.ID + ".yaml"})
		}
	}
	l.strata()
}

// orders puts the rules that win over others first.
func (l *loader) orders(q *Question) {
	for _, r := range q.Rules {
		for _, n := range r.names {
			i := slices.IndexFunc(q.Rules, func(o *Rule) bool { return o.ID == n.Text })
			if i < 0 || q.Rules[i] == r {
				l.fault(n.Fault("name another rule of this question", "there is no rule %q to win over", n.Text))
				continue
			}
			r.over = append(r.over, q.Rules[i])
		}
	}
	state := map[*Rule]int{}
	var visit func(r *Rule) bool
	visit = func(r *Rule) bool {
		switch state[r] {
		case 1:
			return false
		case 2:
			return true
		}
		state[r] = 1
		for _, o := range r.over {
			if !visit(o) {
				return false
			}
		}
		state[r] = 2
		q.sorted = append(q.sorted, r)
		return true
	}
	for _, r := range q.Rules {
		if !visit(r) {
			l.fault(&fact.Fault{Place: r.Place, What: "rules win over each other in a circle", Cure: "delete one over:"})
			return
		}
	}
	slices.Reverse(q.sorted)
	for i, r := range q.sorted { // under of r is whole: whatever wins over it stands before
		for _, o := range r.over {
			for _, j := range append(slices.Clone(r.under), i) {
				if !slices.Contains(o.under, j) {
					o.under = append(o.under, j)
				}
			}
		}
	}
	if q.applies != nil {
		q.readsToApply = q.applies.Reads()
	}
	for _, r := range q.sorted {
		r.rests = r.when.Reads()
		for _, d := range r.days() {
			r.rests.Or(d.Reads())
		}
		r.reading = r.rests
		for _, i := range r.under { // they stand before it and are ready
			r.rests.Or(q.sorted[i].rests)
		}
	}
}

func (l *loader) whys(q *Question) {
	for _, r := range q.Rules {
		if l.book.rules[r.Why] == nil {
			l.fault(&fact.Fault{Place: r.Place, What: "there is no rule " + r.Why + " whose reason is given", Cure: "name one in why:, or leave it out"})
		}
	}
}

// strata sorts the tables so that each needs only those before it.
func (l *loader) strata() {
	b := l.book
	var out []*table
	state := map[*table]int{}
	var visit func(t *table, path []string) bool
	visit = func(t *table, path []string) bool {
		path = append(path, t.id)
		switch state[t] {
		case 1:
			l.fault(&fact.Fault{Place: t.place, What: "facts are derived in a circle: " + strings.Join(path, " from "), Cure: "leave one of them out of a condition"})
			return false
		case 2:
			return true
		}
		state[t] = 1
		for _, id := range t.q.reads() {
			if n := b.vocabulary.Number(id); n >= 0 && b.derived[n] != nil && !visit(b.derived[n], path) {
				return false
			}
		}
		state[t] = 2
		out = append(out, t)
		return true
	}
	for _, t := range b.tables {
		if !visit(t, nil) {
			return
		}
	}
	b.tables = out
	for i, t := range out {
		t.at = i
	}
}

// reads lists the facts a question's rules look at, sorted.
func (q *Question) reads() []string {
	var ids []string
	if q.applies != nil {
		ids = q.applies.Facts()
	}
	for _, r := range q.Rules {
		ids = append(ids, r.reads()...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (r *Rule) reads() []string {
	ids := r.when.Facts()
	for _, d := range r.days() {
		ids = append(ids, d.Facts()...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
