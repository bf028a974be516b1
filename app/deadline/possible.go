package deadline

import "madoguchi/app/cond"

// Possible is a record of which nobody knows yet whether it concerns the person,
// though its day is known.
type Possible struct {
	// Event has the days it would have.
	Event
	// Missing are the facts that would settle it, sorted; derived ones among them.
	Missing []string
}

// Possible are the records that may concern the person, in the order of Events.
// None of them is among Events: they are never to be told as if they held. A
// record whose day is not known either is left to Open.
func (t *Table) Possible(c Case) (list []Possible) {
	for _, r := range t.records {
		if r.idle(c) || r.when.Eval(c.Case) != cond.Unknown {
			continue
		}
		if e, ok := r.event(c); ok {
			list = append(list, Possible{e, r.when.Missing(c.Case)})
		}
	}
	byDay(list, func(p Possible) Event { return p.Event })
	return list
}
