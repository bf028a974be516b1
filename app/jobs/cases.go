package jobs

import (
	"bytes"
	"encoding/json"
	"slices"

	"madoguchi/app/casebook"
	"madoguchi/app/deadline"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// AtHand is a case of a helper while its facts are the inquiry.
type AtHand struct {
	// Case is as it was saved last.
	Case casebook.Case
	// Inquiry began with its facts.
	Inquiry *Inquiry
}

// TakeUp begins an inquiry with the facts of a case.
func (r *Rulebook) TakeUp(c casebook.Case) *AtHand {
	in := r.NewInquiry()
	in.Facts = c.Known(r.Vocabulary())
	return &AtHand{c, in}
}

// Now is the case with what is known now of what a case may keep.
func (a *AtHand) Now() casebook.Case {
	c := a.Case
	c.Facts = casebook.Keep(a.Inquiry.Facts)
	return c
}

// Changed says whether Now differs from what was saved.
func (a *AtHand) Changed() bool {
	return !slices.EqualFunc(a.Case.Facts, a.Now().Facts, func(x, y fact.Fact) bool {
		return x.ID == y.ID && x.From == y.From && sameValue(x.Value, y.Value)
	})
}

func sameValue(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// CaseDay is a day of a case with what it is about.
type CaseDay struct {
	casebook.Day
	// Event is what the rules say of it.
	Event deadline.Event
}

// CaseDays are the days of a case that are not done: what has passed first, then
// the nearest. Each is the day to keep, or the last one where there is no other, so
// that it is the same day until the facts change.
func (r *Rulebook) CaseDays(c casebook.Case, today lawdate.Date) (list []CaseDay) {
	for _, e := range r.Person(c.Known(r.Vocabulary()), today).Events() {
		day := casebook.Day{ID: e.ID, On: e.Day().String()}
		if !c.Done(day) {
			list = append(list, CaseDay{day, e})
		}
	}
	return list
}

// NextOf is the nearest of days that is not past, or is late and still good by law;
// nil for none.
func NextOf(days []CaseDay) *CaseDay {
	var next *CaseDay
	var on lawdate.Date
	for i, d := range days {
		if day, some := d.Event.ToCome(); some && (next == nil || day.Before(on)) {
			next, on = &days[i], day
		}
	}
	return next
}
