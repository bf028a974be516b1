package cond_test

import (
	"testing"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

// FuzzPredicate reads any text as a condition: it is refused with a place, or it
// answers over nothing and over everything known, and what is settled over nothing
// stays.
func FuzzPredicate(f *testing.F) {
	f.Add([]byte("{all: [{fact: class, is: other}, {not: {age: {of: dob, on: made}, at_least: {param: adult_age, at: stay_end}}}]}"))
	f.Add([]byte("{count: {of: children, that: {any: [{fact: children.sort, in: [own, other]}, {known: children.dob}]}}, above: {fact: hours}, below: 99}"))
	f.Add([]byte("{date: {earliest: [{add_days: {to: made, n: -9, first: next_day}}, {add_months: {to: {param: start}, n: 99999999}}]}, within: {from: 0001-01-01, to: 9999-12-31}}"))
	f.Add([]byte("{fact: asked_on, before: {special_period_end: {of: {last_open_day: {renew_from: {end: {fy_end: made}, of: mynumber_card}}}, reading: last}}}"))
	s := scope(f)
	everything := map[string]any{
		"class": "other", "dob": "2004-02-29", "made": "2026-11-23", "stay_end": "9999-12-31", "hours": -1, "employed": false, "town": "仙台市",
		"children": []any{map[string]any{"dob": "0001-01-01", "home": true, "sort": "own", "order": 1}, map[string]any{}},
	}
	nothing, all := over(f, s, "2026-11-23", nil), over(f, s, "2026-11-23", everything)
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := fact.Read("f.yaml", b)
		var p *cond.Predicate
		if err == nil {
			p, err = s.Predicate(n)
		}
		if err != nil {
			if _, ok := fact.AsFault(err); !ok {
				t.Fatalf("%v has no place", err)
			}
			return
		}
		if first := p.Eval(nothing); first != cond.Unknown && p.Eval(all) != first {
			t.Errorf("%s was %v before anything was known", b, first)
		}
		if x := p.Explain(all); x.Truth != p.Eval(all) {
			t.Errorf("%s is explained as %v", b, x.Truth)
		}
	})
}
