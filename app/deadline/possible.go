package deadline

import (
	"slices"

	"madoguchi/app/cond"
)

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
// record whose day is not known either is left to Open, and so is one to be kept at
// once whenever it comes to be: today is no day somebody has to look out for.
func (t *Table) Possible(c Case) (list []Possible) {
	for _, r := range t.records {
		if r.idle(c) || r.when.Eval(c.Case) != cond.Unknown {
			continue
		}
		if e, ok := r.event(c); ok && r.dated() {
			list = append(list, Possible{e, r.when.Missing(c.Case)})
		}
	}
	byDay(list, func(p Possible) Event { return p.Event })
	return list
}

// today is the fact that stands for the day asked about.
const today = "asked_on"

// dated reports whether the day follows from something that is known of the person.
func (r *Record) dated() bool {
	for _, d := range []*cond.DateNode{r.safe, r.last} {
		if d != nil && slices.ContainsFunc(d.Facts(), func(id string) bool { return id != today }) {
			return true
		}
	}
	return false
}
