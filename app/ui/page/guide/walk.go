package guide

import (
	"slices"

	"madoguchi/app/guidance"
)

// question is what stands on one screen: facts of the gate, of the screener or of a
// path.
type question struct {
	facts []string
	// item is the place of a State in the list, -1 for what is asked once.
	item int
	// node is the id of the node of a path that asks, or "".
	node string
}

func (q question) none() bool { return len(q.facts) == 0 }

func (q question) id() string {
	if q.none() {
		return ""
	}
	return q.facts[0]
}

func (q question) same(o question) bool { return q.id() == o.id() && q.item == o.item }

// key names one fact of it among what was skipped.
func (q question) key(id string) string {
	return guidance.Asked{Screen: &guidance.Screen{}, Item: q.item}.Key(id)
}

// walk is the way somebody came: the questions that were put, and where they stand.
type walk struct {
	asked []question
	// at is the place of the question that stands there; past the last one nothing is
	// asked.
	at int
	// base is where the questions begin that a plan did not need, 0 where none was asked.
	base int
	// again is a question that was opened to be changed and leads back to where it was
	// opened.
	again question
}

// passed reports whether a question was answered on the way here.
func (w *walk) passed(id string) bool {
	return slices.ContainsFunc(w.asked[:w.at], func(q question) bool { return q.id() == id })
}

// current is the question that stands there; none where what can be done does.
func (v *view) current() question {
	w := &v.page.walk
	switch {
	case !w.again.none():
		return w.again
	case w.at < len(w.asked):
		return w.asked[w.at]
	}
	q := v.next()
	if !q.none() {
		w.asked = append(w.asked, q)
	}
	return q
}

// next is what to ask next; none when what can be done is to be shown.
func (v *view) next() question {
	if list := v.rest(); len(list) > 0 {
		return list[0]
	}
	return question{}
}

// rest are the questions still to come, as far as the answers tell.
func (v *view) rest() (list []question) {
	for _, a := range v.guides.Open(v.guides.Gate, v.person) {
		list = append(list, question{facts: a.Ask, item: a.Item})
	}
	if v.page.path == "" {
		if !v.page.enough {
			list = append(list, v.screener(false)...)
		}
		return list
	}
	path := v.guides.Path(v.page.path)
	if v.page.further {
		for _, n := range v.guides.Questions(path, v.person) {
			list = append(list, question{n.Ask, -1, n.ID})
		}
		return append(list, v.screener(true)...)
	}
	if n := v.guides.Plan(path, v.person).Next(); n != nil {
		list = append(list, question{n.Ask, -1, n.ID})
	}
	return list
}

// screener are the open questions of the screener: those asked once, which States there
// are, and what is asked of each. states leaves the first out.
func (v *view) screener(states bool) (list []question) {
	var each []question
	for _, a := range v.guides.Open(v.guides.Screener, v.person) {
		switch {
		case a.Item >= 0:
			each = append(each, question{facts: a.Ask, item: a.Item})
		case !states:
			list = append(list, question{facts: a.Ask, item: -1})
		}
	}
	named := slices.ContainsFunc(v.page.walk.asked[:v.page.walk.at], func(q question) bool { return q.id() == statesFact })
	if !named && !v.page.in.Skipped[statesFact] {
		list = append(list, question{facts: []string{statesFact}, item: -1})
	}
	return append(list, each...)
}

// count is which question of how many stands there.
func (v *view) count(q question) (n, of int) {
	w := &v.page.walk
	left := slices.DeleteFunc(v.rest(), func(o question) bool {
		return slices.ContainsFunc(w.asked[w.base:], o.same)
	})
	return w.at - w.base + 1, len(w.asked) - w.base + len(left)
}

// on goes on from a question. Where its answer is another than before, the answers
// after it are forgotten that would not have been asked for.
func (v *view) on(q question, changed bool) {
	p := v.page
	p.wipeField()
	p.told = p.told && q.id() != dangerFact
	if !p.walk.again.none() {
		p.walk.again = question{}
		p.host.Refresh(true)
		return
	}
	if changed {
		v.prune()
	}
	p.walk.at++
	p.host.Refresh(true)
}

// prune forgets what was answered after the question that stands there and would not
// be asked any more.
func (v *view) prune() {
	w := &v.page.walk
	later := slices.Clone(w.asked[w.at+1:])
	w.asked = w.asked[:w.at+1]
	for _, q := range later {
		back := v.forget(q)
		v.meet()
		if slices.ContainsFunc(v.rest(), q.same) && back() {
			w.asked = append(w.asked, q)
		}
	}
	v.meet()
}

// forget forgets what was answered to a question. back puts it there again and reports
// whether it was anything.
func (v *view) forget(q question) (back func() bool) {
	p := v.page
	values, skipped := map[string]any{}, map[string]bool{}
	for _, id := range q.facts {
		if x := v.value(q, id); x.Known() {
			d, _ := v.rules.Vocabulary().Lookup(id)
			values[id] = x.Any(d)
		}
		if p.in.Skipped[q.key(id)] {
			skipped[q.key(id)] = true
			delete(p.in.Skipped, q.key(id))
		}
		p.set(q, id, nil)
	}
	return func() bool {
		for id, x := range values {
			p.set(q, id, x)
		}
		for key := range skipped {
			p.in.Skipped[key] = true
		}
		return len(values)+len(skipped) > 0
	}
}

// Back implements page.Backer: the question before is asked again, with what was
// answered.
func (p *Page) Back() bool {
	w := &p.walk
	switch {
	case p.chosen != nil:
		if !p.begun {
			return false
		}
		p.begun = false
	case !w.again.none():
		w.again = question{}
	case w.at > w.base:
		w.at--
		p.enough = false
		p.told = p.told && w.asked[w.at].id() != dangerFact
	case w.base > 0: // to the plan
		w.asked, w.base, p.further = w.asked[:w.base], 0, false
	default:
		return false
	}
	p.wipeField()
	return true
}

// reopen asks a question once more from where it matters.
func (p *Page) reopen(id string) {
	p.wipeField()
	p.walk.again = question{facts: []string{id}, item: -1}
	p.host.Refresh(true)
}

// askFurther goes on with the questions a plan does not need.
func (p *Page) askFurther() {
	p.walk.asked = p.walk.asked[:p.walk.at]
	p.walk.base, p.further, p.enough = p.walk.at, p.path != "", false
	if p.path == "" {
		p.walk.base = 0
	}
	p.host.Refresh(true)
}

// show shows what can be done with what is known.
func (p *Page) show() {
	p.wipeField()
	p.walk.asked = p.walk.asked[:p.walk.at]
	p.enough, p.further, p.walk.base = p.path == "", false, 0
	p.host.Refresh(true)
}
