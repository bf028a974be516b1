package guidance

import (
	"errors"
	"slices"

	"madoguchi/app/deadline"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Check plays the examples that stand beside the paths. calendar may be nil. The
// errors are *fact.Fault.
func (g *Guides) Check(case_ func(*fact.Set, lawdate.Date, *lawdate.Calendar) deadline.Case, calendar *lawdate.Calendar) error {
	var faults []error
	for _, p := range g.paths {
		if len(p.examples) == 0 {
			faults = append(faults, &fact.Fault{Place: p.Place, What: "the path " + p.ID + " has no example", Cure: "write examples: [{on, facts, first, steps}]"})
		}
		for _, n := range p.examples {
			faults = append(faults, g.example(p, n, func(s *fact.Set, on lawdate.Date) deadline.Case { return case_(s, on, calendar) }))
		}
	}
	return errors.Join(faults...)
}

func (g *Guides) example(p *Path, n fact.Node, who func(*fact.Set, lawdate.Date) deadline.Case) error {
	if err := n.Only("on", "facts", "first", "steps", "never", "dates", "warnings", "ask"); err != nil {
		return err
	}
	on, _ := n.Get("on")
	day, err := lawdate.Parse(on.Text)
	if err != nil {
		return on.Fault("write on: YYYY-MM-DD", "here is no day")
	}
	facts, _ := n.Get("facts")
	set := g.vocabulary.NewSet()
	for _, k := range facts.Keys {
		if err := set.Put(fact.Fact{ID: k.Name, Value: k.Value.Any(), From: fact.FromAnswer}); err != nil {
			return &fact.Fault{Place: k.Place, What: err.Error(), Cure: g.vocabulary.Cure(k.Name)}
		}
	}
	plan := g.Plan(p, Person{Case: who(set, day)})
	return errors.Join(g.compare(plan, n)...)
}

func (g *Guides) compare(plan *Plan, n fact.Node) (faults []error) {
	has := func(id string) int {
		return slices.IndexFunc(plan.Steps, func(s Step) bool { return s.ID == id })
	}
	known := func(n fact.Node) bool {
		if g.nodes[n.Text] == nil {
			faults = append(faults, n.Fault("write the id of a step", "there is no step %q", n.Text))
			return false
		}
		return true
	}
	if first, some := n.Get("first"); some && known(first) {
		got := ""
		for _, s := range plan.Steps {
			if !s.Do.Has(Emergency) {
				got = s.ID
				break
			}
		}
		if got != first.Text {
			faults = append(faults, first.Fault("look it up again", "the first step is %s of %v", got, plan.ids()))
		}
	}
	steps, _ := n.Get("steps")
	at := -1
	for _, s := range steps.Items {
		if !known(s) {
			continue
		}
		i := has(s.Text)
		if i < 0 || i < at {
			faults = append(faults, s.Fault("look it up again", "%s is not there, or not in this order, in %v", s.Text, plan.ids()))
			continue
		}
		at = i
	}
	never, _ := n.Get("never")
	for _, s := range never.Items {
		if known(s) && has(s.Text) >= 0 {
			faults = append(faults, s.Fault("look it up again", "%s is in %v", s.Text, plan.ids()))
		}
	}
	dates, _ := n.Get("dates")
	for _, k := range dates.Keys {
		i := has(k.Name)
		if i < 0 {
			faults = append(faults, &fact.Fault{Place: k.Place, What: "the step " + k.Name + " is not shown", Cure: "look it up again"})
			continue
		}
		want, last := k.Value, fact.Node{}
		if k.Value.Kind == fact.Map {
			want, _ = k.Value.Get("safe")
			last, _ = k.Value.Get("last")
		}
		s := plan.Steps[i]
		if want.Text != "" && s.Safe.String() != want.Text || last.Text != "" && s.Last.String() != last.Text {
			faults = append(faults, k.Value.Fault("look it up again", "the day of %s is %v, the last %v", k.Name, s.Safe, s.Last))
		}
	}
	if ask, some := n.Get("ask"); some {
		got := ""
		if plan.Ask != nil {
			got = plan.Ask.ID
		}
		if got != ask.Text {
			faults = append(faults, ask.Fault("look it up again", "the next question is %q", got))
		}
	}
	return faults
}

func (p *Plan) ids() (list []string) {
	for _, s := range p.Steps {
		list = append(list, s.ID)
	}
	return list
}
