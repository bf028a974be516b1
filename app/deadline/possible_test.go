package deadline_test

import (
	"slices"
	"testing"

	"madoguchi/app/deadline"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// person is a case of the data as they stand.
func (d data) person(t *testing.T, on string, facts map[string]any) deadline.Case {
	t.Helper()
	s := d.book.Vocabulary().NewSet()
	for id, v := range facts {
		if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	day, err := lawdate.Parse(on)
	if err != nil {
		t.Fatal(err)
	}
	c := d.book.Case(s, day, d.calendar)
	return deadline.Case{Case: c.Cond(), Weak: c.Weak}
}

func ids[T any](list []T, id func(T) string) (out []string) {
	for _, x := range list {
		out = append(out, id(x))
	}
	return out
}

// What may concern somebody is told with the facts that would settle it, and never
// among what does.
func TestWhatMayConcernThePersonStandsApart(t *testing.T) {
	d := load(t)
	// A divorce ends the stay of a spouse sooner; which stay it is was not said.
	facts := map[string]any{"event": "divorced_or_widowed", "event_on": "2026-11-20"}
	possible := func() []string {
		return ids(d.table.Possible(d.person(t, "2026-11-23", facts)), func(p deadline.Possible) string { return p.ID })
	}
	certain := func() []string {
		return ids(d.table.Events(d.person(t, "2026-11-23", facts)), func(e deadline.Event) string { return e.ID })
	}
	if !slices.Contains(possible(), "G-24") || slices.Contains(certain(), "G-24") {
		t.Errorf("the status is not known: possible %v, certain %v", possible(), certain())
	}
	for _, p := range d.table.Possible(d.person(t, "2026-11-23", facts)) {
		if p.ID != "G-24" {
			continue
		}
		if p.Safe.String() != "2026-12-04" || !slices.Contains(p.Missing, "residence_status") {
			t.Errorf("by %v, missing %v", p.Safe, p.Missing)
		}
	}
	facts["residence_status"] = "spouse_of_japanese"
	if slices.Contains(possible(), "G-24") || !slices.Contains(certain(), "G-24") {
		t.Errorf("it concerns the person: possible %v, certain %v", possible(), certain())
	}
	facts["residence_status"] = "permanent_resident"
	if slices.Contains(possible(), "G-24") || slices.Contains(certain(), "G-24") {
		t.Errorf("it does not: possible %v, certain %v", possible(), certain())
	}
	delete(facts, "event_on")
	delete(facts, "residence_status")
	if slices.Contains(possible(), "G-24") {
		t.Error("without a day there is nothing to show")
	}
}

// Of who has told nothing nothing is possible, though a lost card is to be stopped
// today.
func TestNothingIsPossibleOfNobody(t *testing.T) {
	d := load(t)
	if list := d.table.Possible(d.person(t, "2026-11-23", nil)); len(list) > 0 {
		t.Errorf("%v", ids(list, func(p deadline.Possible) string { return p.ID }))
	}
}

// No record is told twice, and each possible one is among those still open.
func TestAPossibleRecordIsOpenAndNotCertain(t *testing.T) {
	d := load(t)
	for _, event := range []string{"moved", "birth_in_japan", "stay_ends", "turned_16", "job_lost", "landed", "residence_card_lost"} {
		c := d.person(t, "2026-11-23", map[string]any{
			"event": event, "event_on": "2026-11-20", "stay_end": "2027-02-01", "mnc_expiry": "2027-02-01", "dob": "2010-12-20",
		})
		open := d.table.Open(c)
		certain := ids(d.table.Events(c), func(e deadline.Event) string { return e.ID })
		before := deadline.Event{}
		for i, p := range d.table.Possible(c) {
			if slices.Contains(certain, p.ID) || open[p.Record] == nil || len(p.Missing) == 0 {
				t.Errorf("%s: %s is certain, not open or missing nothing (%v)", event, p.ID, p.Missing)
			}
			if i > 0 && !before.Passed && p.Day().Before(before.Day()) {
				t.Errorf("%s: %s at %v stands after %v", event, p.ID, p.Day(), before.Day())
			}
			before = p.Event
		}
	}
}
