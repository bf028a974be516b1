package cond_test

import (
	"sync"
	"testing"
	"testing/fstest"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
	"madoguchi/assets"
)

// The rules of a card's end, in the words of the shipped vocabulary: over the four
// people of the table of validity, with one fact after the other taken away.
func TestACardsEndInTheShippedWords(t *testing.T) {
	v, err := fact.Load(assets.Facts())
	if err != nil {
		t.Fatal(err)
	}
	p, err := cond.LoadParams(fstest.MapFS{"p.yaml": {Data: []byte(params)}})
	if err != nil {
		t.Fatal(err)
	}
	s := cond.Scope{Vocabulary: v, Params: p}
	rules := []struct{ id, when, then string }{
		{"C-50", "{all: [{fact: status_class, in: [jp_national, spr, pr, hsp2]}, {age: {of: dob, on: mnc_created}, at_least: {param: adult_age}}]}", "{nth_birthday_after: {day: mnc_created, of: dob, n: 10}}"},
		{"C-51", "{all: [{fact: status_class, in: [jp_national, spr, pr, hsp2]}, {age: {of: dob, on: mnc_created}, below: {param: adult_age}}]}", "{nth_birthday_after: {day: mnc_created, of: dob, n: 5}}"},
		{"C-52", "{all: [{fact: status_class, is: mlt_other}, {age: {of: dob, on: mnc_created}, at_least: {param: adult_age}}]}", "{fact: stay_end}"},
		{"C-53", "{all: [{fact: status_class, is: mlt_other}, {age: {of: dob, on: mnc_created}, below: {param: adult_age}}]}", "{earliest: [{fact: stay_end}, {nth_birthday_after: {day: mnc_created, of: dob, n: 5}}]}"},
	}
	people := []struct {
		rule, end string
		facts     map[string]string
	}{
		{"C-50", "2036-11-23", map[string]string{"status_class": "pr", "dob": "2008-11-23", "mnc_created": "2026-11-23"}},
		{"C-51", "2031-03-01", map[string]string{"status_class": "jp_national", "dob": "2012-03-01", "mnc_created": "2026-11-23"}},
		{"C-52", "2028-08-15", map[string]string{"status_class": "mlt_other", "dob": "1990-05-10", "mnc_created": "2026-11-23", "stay_end": "2028-08-15"}},
		{"C-53", "2028-08-15", map[string]string{"status_class": "mlt_other", "dob": "2012-03-01", "mnc_created": "2026-11-23", "stay_end": "2028-08-15"}},
	}
	for _, person := range people {
		set := v.NewSet()
		for id, value := range person.facts {
			from := fact.FromAnswer
			if id == "status_class" {
				from = fact.FromRule
			}
			if err := set.Put(fact.Fact{ID: id, Value: value, From: from}); err != nil {
				t.Fatal(err)
			}
		}
		c := cond.Case{Facts: set, On: day(t, "2026-11-23")}
		for _, r := range rules {
			when := predicate(t, s, r.when)
			if got := when.Eval(c); got != map[bool]cond.Truth{true: cond.Yes, false: cond.No}[r.id == person.rule] {
				t.Errorf("%s for the person of %s: %v", r.id, person.rule, got)
			}
			n, err := fact.Read("r.yaml", []byte(r.then))
			if err != nil {
				t.Fatal(err)
			}
			then, err := s.Date(n)
			if err != nil {
				t.Fatal(err)
			}
			if r.id != person.rule {
				continue
			}
			if got := then.Eval(c).Date.String(); got != person.end {
				t.Errorf("%s: %s, want %s", r.id, got, person.end)
			}
			for id := range person.facts {
				less := cond.Case{Facts: set.Clone(), On: c.On}
				less.Facts.Forget(id)
				missing := append(when.Missing(less), then.Missing(less)...)
				if when.Eval(less) == cond.Yes && !then.Eval(less).Date.IsZero() || len(missing) == 0 || missing[0] != id {
					t.Errorf("%s without %s: %v, %v, missing %v", r.id, id, when.Eval(less), then.Eval(less), missing)
				}
			}
		}
	}
}

func TestOneConditionInManyGoroutines(t *testing.T) {
	s := scope(t)
	p := predicate(t, s, "{count: {of: children, that: {age: {of: children.dob, on: asked_on}, below: 18}}, at_least: 1}")
	young := known(t, s, "children: [{dob: 2020-01-01}]")
	old := known(t, s, "children: [{dob: 1990-01-01}]")
	young.Calendar = &lawdate.Calendar{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 500 {
				if p.Eval(young) != cond.Yes || p.Eval(old) != cond.No || p.Explain(old).Truth != cond.No {
					t.Error("another goroutine's item was looked at")
					return
				}
			}
		})
	}
	all.Wait()
}
