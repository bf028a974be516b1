package jobs

import (
	"slices"

	"madoguchi/app/eligibility"
)

// The group of facts that is asked first, since most days follow from what happened.
const eventGroup = "event"

// DatesOpen are the facts to ask for that would bring more days to light or settle
// what may concern the person: those of MoreDates in their order, then the others.
func (p *Person) DatesOpen(skipped func(string) bool) []string {
	ids := p.MoreDates(skipped)
	for _, x := range p.Possible() {
		for _, id := range x.Ask {
			if !slices.Contains(ids, id) && (skipped == nil || !skipped(id)) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// DatesPage is what to ask for next on one page so that more days come to light: what
// happened; then what stands on papers the person has in hand, in the order of the
// groups; then whatever most records wait for. There are no facts when no more days
// can come to light. skipped may be nil.
func (p *Person) DatesPage(skipped func(string) bool) (*eligibility.Group, []string) {
	open := p.DatesOpen(skipped)
	if len(open) == 0 {
		return nil, nil
	}
	groups := p.rules.Groups()
	first := slices.IndexFunc(groups, func(g *eligibility.Group) bool { return g.ID == eventGroup && holdsAny(g, open) })
	if first < 0 {
		first = slices.IndexFunc(groups, func(g *eligibility.Group) bool { return g.Whole && holdsAny(g, open) })
	}
	var g *eligibility.Group
	if first >= 0 {
		g = groups[first]
	} else if g = p.rules.Group(open[0]); g == nil {
		return nil, open[:1]
	}
	var facts []string
	for _, id := range g.Facts {
		if slices.Contains(open, id) {
			facts = append(facts, id)
		}
	}
	return g, facts
}

func holdsAny(g *eligibility.Group, ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(g.Facts, id) })
}

// DatesWaiting are the topics of the days that wait for a fact, in the order of
// topics.
func (p *Person) DatesWaiting(id string) (topics []string) {
	waiting := map[string]bool{}
	for r, missing := range p.rules.Deadlines.Open(p.deadlineCase()) {
		if slices.Contains(p.Askable(missing, nil), id) {
			waiting[r.Topic] = true
		}
	}
	for _, t := range p.rules.Topics() {
		if waiting[t.ID] {
			topics = append(topics, t.ID)
		}
	}
	return topics
}
