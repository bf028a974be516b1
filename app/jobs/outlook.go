package jobs

import (
	"slices"

	"madoguchi/app/deadline"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Outlook is what lies before a person: the days to keep, and the bars of the time
// line.
type Outlook struct {
	Events []deadline.Event
	Bars   []deadline.Bar
}

// Event finds one by the id of its record.
func (o Outlook) Event(id string) (deadline.Event, bool) {
	for _, e := range o.Events {
		if e.ID == id {
			return e, true
		}
	}
	return deadline.Event{}, false
}

// Perhaps is a record that may concern the person.
type Perhaps struct {
	deadline.Possible
	// Ask are the facts to ask people for that would settle it, sorted.
	Ask []string
}

// Possible are the records that may concern the person though their day is known:
// never mixed with Events.
func (p *Person) Possible() (list []Perhaps) {
	for _, x := range p.rules.Deadlines.Possible(p.deadlineCase()) {
		list = append(list, Perhaps{x, p.Askable(x.Missing, nil)})
	}
	return list
}

// MoreDates are the facts whose answer would bring more days to light, the one
// that most records wait for first, without those that were skipped and those
// that Possible names.
func (p *Person) MoreDates(skipped func(string) bool) []string {
	open := p.rules.Deadlines.Open(p.deadlineCase())
	for _, x := range p.rules.Deadlines.Possible(p.deadlineCase()) {
		delete(open, x.Record)
	}
	waits := map[string]int{}
	var ids []string
	for _, missing := range open {
		for _, id := range p.Askable(missing, skipped) {
			if waits[id]++; waits[id] == 1 {
				ids = append(ids, id)
			}
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		if waits[a] != waits[b] {
			return waits[b] - waits[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	return ids
}

// special is the span of the time after the stay's end in which a person waits for
// the answer to what they applied for.
const special = "special_period"

// StayEnd is the last day of the stay; no date where that is not known.
func (p *Person) StayEnd() lawdate.Date {
	d, err := lawdate.Of(p.Facts().Value("stay_end").Day())
	if err != nil {
		return lawdate.Date{}
	}
	return d
}

// Outlook is what lies before the person as things stand. Whoever has applied in
// time sees the special period before it begins: it is worked out for the day after
// the stay's end, as if the answer had not come by then.
func (p *Person) Outlook() Outlook {
	o := Outlook{p.Events(), p.Bars()}
	end := p.StayEnd()
	if end.IsZero() || end.Before(p.On()) {
		return o
	}
	for _, b := range p.rules.Person(p.Base(), end.AddDays(1)).Bars() {
		if b.ID != special {
			continue
		}
		after := slices.IndexFunc(o.Bars, func(b deadline.Bar) bool { return b.ID == "stay" }) + 1
		o.Bars = slices.Insert(o.Bars, after, b)
	}
	return o
}

// With is the same person with some facts otherwise. The error is fact.ErrValue.
func (p *Person) With(facts ...fact.Fact) (*Person, error) {
	s := p.Base()
	for _, f := range facts {
		if err := s.Put(f); err != nil {
			return nil, err
		}
	}
	return p.rules.Person(s, p.On()), nil
}

// Supposed is what a person wants to try: no date for what they do not.
type Supposed struct {
	// Applied is the day of applying for a longer or another stay.
	Applied lawdate.Date
	// Moved is the day of moving to another municipality.
	Moved lawdate.Date
}

// Empty reports whether nothing is supposed.
func (s Supposed) Empty() bool { return s == Supposed{} }

// Suppose is what would lie before the person. Nothing of the person changes.
func (p *Person) Suppose(s Supposed) (Outlook, error) {
	var facts []fact.Fact
	put := func(id string, v any) { facts = append(facts, fact.Fact{ID: id, Value: v, From: fact.FromAnswer}) }
	if !s.Applied.IsZero() {
		put("application_pending", true)
		put("application_on", s.Applied.String())
		if p.Facts().Value("application_kind").Text() != "change" {
			put("application_kind", "extension")
		}
	}
	if s.Moved.After(p.On()) {
		put("planned_move_on", s.Moved.String())
	}
	q, err := p.With(facts...)
	if err != nil {
		return Outlook{}, err
	}
	o := q.Outlook()
	if s.Moved.IsZero() {
		return o, nil
	}
	moved, err := q.With(fact.Fact{ID: "event", Value: "moved", From: fact.FromAnswer}, fact.Fact{ID: "event_on", Value: s.Moved.String(), From: fact.FromAnswer})
	if err != nil {
		return Outlook{}, err
	}
	o.Events = joined(moved.Events(), o.Events, p.Facts().Value("event").Text())
	return o, nil
}

// joined are the days after a move with those of what happened besides, event:
// a person tells one thing at a time, and a move takes none of the others away.
func joined(after, before []deadline.Event, event string) []deadline.Event {
	switch event {
	case "", "moved", "moved_inside", "none_of_these":
		return after
	}
	have := Outlook{Events: after}
	for _, e := range before {
		if _, both := have.Event(e.ID); !both {
			after = append(after, e)
		}
	}
	deadline.Sort(after)
	return after
}
