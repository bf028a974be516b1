package guide

import (
	"madoguchi/app/fact"
	"madoguchi/app/ui/kit"
)

// field is what stands in the fields while it is not taken yet.
type field struct {
	day    kit.Date
	sought kit.Value
	// wrong: what was written is no day that can be used. filled: the day that is known
	// was put there.
	wrong, filled bool
	// changed: one of several answers on the screen is another than before.
	changed bool
	// added is which State was named last, from one.
	added int
}

func (p *Page) wipeField() {
	p.field.sought.Wipe()
	p.field = field{}
}

// value is what is known of a fact of a question.
func (v *view) value(q question, id string) fact.Value {
	if q.item < 0 {
		return v.page.in.Facts.Value(id)
	}
	d, _ := v.rules.Vocabulary().Lookup(statesFact)
	items := v.page.in.Facts.Value(statesFact).Items()
	if q.item >= len(items) {
		return fact.Value{}
	}
	return items[q.item][d.Field(id)]
}

// other reports whether an answer is another than the one that is known.
func (v *view) other(q question, id string, value any) bool {
	d, _ := v.rules.Vocabulary().Lookup(id)
	now := v.value(q, id)
	return !now.Known() || now.Any(d) != value
}

// take keeps the one answer to a question and goes on.
func (v *view) take(q question, id string, value any) {
	p := v.page
	changed := v.other(q, id, value)
	for _, o := range q.facts {
		if o != id {
			changed = changed || v.value(q, o).Known()
			p.set(q, o, nil)
		}
		delete(p.in.Skipped, q.key(o))
	}
	p.set(q, id, value)
	v.meet()
	v.on(q, changed)
}

// skip goes on without an answer.
func (v *view) skip(q question) {
	p := v.page
	changed := false
	for _, id := range q.facts {
		changed = changed || v.value(q, id).Known()
		p.set(q, id, nil)
		p.in.Skipped[q.key(id)] = true
	}
	v.meet()
	v.on(q, changed)
}

// set keeps what was said of a fact of a question; nil forgets it.
func (p *Page) set(q question, id string, value any) {
	switch {
	case q.item >= 0:
		p.putField(q.item, id, value)
	case value == nil:
		p.in.Facts.Forget(id)
	default:
		p.put(id, value)
	}
}

// put keeps a fact; one that the vocabulary does not take stays unknown.
func (p *Page) put(id string, value any) {
	_ = p.in.Facts.Put(fact.Fact{ID: id, Value: value, From: fact.FromAnswer})
}

// putField keeps what was said of one State; nil forgets it.
func (p *Page) putField(i int, id string, value any) {
	list := p.items()
	if i >= len(list) {
		return
	}
	item := list[i].(map[string]any)
	name := id[len(statesFact)+1:]
	if value == nil {
		delete(item, name)
	} else {
		item[name] = value
	}
	p.put(statesFact, list)
}
