package cond_test

import (
	"testing"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

func bench(b *testing.B) (*cond.Predicate, cond.Case) {
	s := scope(b)
	p := predicate(b, s, `
all:
- {fact: class, is: other}
- {any: [{fact: employed, is: false}, {compare: hours, at_least: 20}]}
- {age: {of: dob, on: made}, at_least: {param: adult_age}}
- {date: {earliest: [{fact: stay_end}, {nth_birthday_after: {day: made, of: dob, n: 10}}]}, after: asked_on}
- {fact: asked_on, within: {from: {renew_from: {end: stay_end, of: mynumber_card}}, to: stay_end}}
`)
	return p, cond.Case{On: day(b, "2028-06-01"), Facts: over(b, s, "2028-06-01", map[string]any{
		"class": "other", "employed": true, "hours": 20, "dob": "1990-05-10", "made": "2026-11-23", "stay_end": "2028-08-15",
	}).Facts, Calendar: &lawdate.Calendar{}}
}

func BenchmarkEval(b *testing.B) {
	p, c := bench(b)
	if p.Eval(c) != cond.Yes {
		b.Fatal("the benchmark's person is turned away early")
	}
	b.ReportAllocs()
	for b.Loop() {
		p.Eval(c)
	}
}

func BenchmarkExplain(b *testing.B) {
	p, c := bench(b)
	b.ReportAllocs()
	for b.Loop() {
		p.Explain(c)
	}
}

func BenchmarkMissing(b *testing.B) {
	p, c := bench(b)
	c.Facts = c.Facts.Clone()
	c.Facts.Forget("dob")
	c.Facts.Forget("stay_end")
	b.ReportAllocs()
	for b.Loop() {
		p.Missing(c)
	}
}

func BenchmarkRead(b *testing.B) {
	s := scope(b)
	src := []byte("{all: [{fact: class, is: other}, {age: {of: dob, on: made}, at_least: {param: adult_age}}]}")
	b.ReportAllocs()
	for b.Loop() {
		n, err := fact.Read("r.yaml", src)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Predicate(n); err != nil {
			b.Fatal(err)
		}
	}
}
