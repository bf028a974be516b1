package eligibility

import (
	"slices"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

// groupsFile stands beside the folders of topics.
const groupsFile = "groups.yaml"

// Group is facts that are asked for on one page, because they stand on one paper or
// are answered at one glance.
type Group struct {
	ID string
	// Ticks: every fact is a yes or no, to be ticked in a list.
	Ticks bool
	// Whole: the facts stand on one paper, which the person has in hand: all of them
	// are asked that any question still open looks at, whether it waits for them
	// already or not.
	Whole bool
	// Facts in the order in which they are asked.
	Facts []string
	Place fact.Place
}

// Groups lists them in their order.
func (b *Book) Groups() []*Group { return slices.Clone(b.groups) }

// Group finds the one a fact belongs to; nil for a fact that stands alone.
func (b *Book) Group(id string) *Group {
	for _, g := range b.groups {
		if slices.Contains(g.Facts, id) {
			return g
		}
	}
	return nil
}

// Page is what to ask for next on one page: the next fact and, when it belongs to a
// group, whatever else of the group is missing. There are no facts when nothing is
// left but what was skipped; skipped may be nil.
func (c *Case) Page(questions []*Question, skipped func(id string) bool) (g *Group, facts []string) {
	next := c.Next(questions, skipped)
	if next == "" {
		return nil, nil
	}
	g = c.book.Group(next)
	if g == nil {
		return nil, []string{next}
	}
	open := c.Open(questions, skipped)
	if g.Whole {
		open = c.askable(c.read(questions), skipped)
	}
	for _, id := range g.Facts {
		if slices.Contains(open, id) {
			facts = append(facts, id)
		}
	}
	return g, facts
}

// read are the facts that open questions look at and that are not known.
func (c *Case) read(questions []*Question) (n cond.Numbers) {
	for _, q := range questions {
		if c.Answer(q).Answer != NeedFact {
			continue
		}
		n.Or(q.readsToApply)
		for _, r := range q.Rules {
			if r.Holds(c.cond.On) {
				n.Or(r.reading)
			}
		}
	}
	var unknown cond.Numbers
	seen := cond.Numbers{}
	var look func(cond.Numbers)
	look = func(m cond.Numbers) {
		m.Each(func(i int) {
			if seen.Has(i) || c.cond.Facts.At(i).Known() {
				return
			}
			seen.Add(i)
			t := c.book.derived[i]
			if t == nil {
				unknown.Add(i)
				return
			}
			for _, r := range t.q.Rules {
				if r.Holds(c.cond.On) {
					look(r.reading)
				}
			}
		})
	}
	look(n)
	return unknown
}

func (l *loader) groups(n fact.Node) error {
	if n.Kind != fact.Sequence {
		return n.Fault("write a list: - {group: …, form: fields, facts: […]}", "here is %v", n.Kind)
	}
	for _, item := range n.Items {
		if err := item.Only("group", "form", "whole", "facts"); err != nil {
			return err
		}
		g := &Group{Place: item.Place}
		id, _ := item.Get("group")
		var err error
		if g.ID, err = id.AsWord(); err != nil {
			return err
		}
		switch form, _ := item.Get("form"); form.Text {
		case "fields":
		case "ticks":
			g.Ticks = true
		default:
			return form.Fault("write form: fields or form: ticks", "%q is no form of a page", form.Text)
		}
		whole, _ := item.Get("whole")
		g.Whole = whole.Bool
		facts, _ := item.Get("facts")
		if g.Facts, err = facts.AsWords(); err != nil {
			return err
		}
		for i, id := range g.Facts {
			d, known := l.scope.Vocabulary.Lookup(id)
			switch {
			case !known:
				return facts.Items[i].Fault(l.scope.Vocabulary.Cure(id), "there is no fact %q", id)
			case !slices.Contains(d.From, fact.FromAnswer):
				return facts.Items[i].Fault("leave it out", "nobody is asked for %s", id)
			case g.Ticks && d.Type != fact.Bool:
				return facts.Items[i].Fault("write form: fields", "%s is no yes or no", id)
			case l.book.Group(id) != nil:
				return facts.Items[i].Fault("delete one", "%s is asked in the group %s already", id, l.book.Group(id).ID)
			}
		}
		l.book.groups = append(l.book.groups, g)
	}
	return nil
}
