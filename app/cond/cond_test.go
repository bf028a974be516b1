package cond_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

const vocabulary = `
- {id: asked_on, type: date, from: [clock]}
- {id: class, type: enum, values: [national, permanent, other, none], from: [answer], where: fact.class.where}
- {id: dob, type: date, from: [answer], where: fact.dob.where}
- {id: made, type: date, from: [answer], where: fact.made.where}
- {id: stay_end, type: date, from: [answer], where: fact.stay_end.where}
- {id: hours, type: int, from: [answer], where: fact.hours.where}
- {id: employed, type: bool, from: [answer], where: fact.employed.where}
- {id: town, type: text, from: [answer], where: fact.town.where}
- {id: children, type: list, of: {dob: date, home: bool, sort: [own, other], order: int}, from: [answer], where: fact.children.where}
`

const params = `
- id: adult_age
  values: [{from: 2015-10-05, n: 20, law: [old]}, {from: 2022-04-01, n: 18, law: [new]}]
- {id: start, values: [{from: 2026-01-01, date: 2026-06-14, page: [p]}]}
`

func scope(t testing.TB) cond.Scope {
	t.Helper()
	v, err := fact.Load(fstest.MapFS{"v.yaml": {Data: []byte(vocabulary)}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := cond.LoadParams(fstest.MapFS{"p.yaml": {Data: []byte(params)}})
	if err != nil {
		t.Fatal(err)
	}
	return cond.Scope{Vocabulary: v, Params: p}
}

func predicate(t testing.TB, s cond.Scope, yaml string) *cond.Predicate {
	t.Helper()
	n, err := fact.Read("r.yaml", []byte(yaml))
	if err != nil {
		t.Fatalf("%s: %v", yaml, err)
	}
	p, err := s.Predicate(n)
	if err != nil {
		t.Fatalf("%s: %v", yaml, err)
	}
	return p
}

func day(t testing.TB, s string) lawdate.Date {
	t.Helper()
	d, err := lawdate.Parse(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

// known builds a case on 2026-11-23 from {a: 1, b: x} in YAML.
func known(t testing.TB, s cond.Scope, yaml string) cond.Case {
	t.Helper()
	set := s.Vocabulary.NewSet()
	n, err := fact.Read("f.yaml", []byte("{"+yaml+"}"))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range n.Keys {
		if err := set.Put(fact.Fact{ID: k.Name, Value: k.Value.Any(), From: fact.FromAnswer}); err != nil {
			t.Fatalf("%s: %v", yaml, err)
		}
	}
	return cond.Case{Facts: set, On: day(t, "2026-11-23")}
}

func TestPredicates(t *testing.T) {
	const kids = "children: [{dob: 2008-04-01, home: true, order: 1}, {dob: 2020-01-01, home: false}, {home: true, sort: own}]"
	for _, c := range []struct {
		when, facts string
		want        cond.Truth
		missing     string
	}{
		{"{fact: class, is: other}", "class: other", cond.Yes, ""},
		{"{fact: class, is: other}", "class: none", cond.No, ""},
		{"{fact: class, is: other}", "", cond.Unknown, "class"},
		{"{fact: class, is: other}", "class: unknown", cond.Unknown, "class"},
		{"{fact: class, in: [national, permanent]}", "class: permanent", cond.Yes, ""},
		{"{fact: class, in: [national, permanent]}", "class: none", cond.No, ""},
		{"{fact: employed, is: false}", "employed: false", cond.Yes, ""},
		{"{fact: employed, is: false}", "", cond.Unknown, "employed"},
		{"{fact: hours, is: 0}", "hours: 0", cond.Yes, ""},
		{"{fact: town, is: 仙台市}", "town: 仙台市", cond.Yes, ""},
		{"{fact: made, is: 2026-11-23}", "made: 2026-11-23", cond.Yes, ""},
		{"{fact: asked_on, is: 2026-11-23}", "", cond.Yes, ""},
		{"{fact: asked_on, in: [2026-11-22, 2026-11-24]}", "", cond.No, ""},

		// Strong Kleene: one decided part is enough.
		{"{all: [{fact: class, is: other}, {fact: employed, is: true}]}", "class: none", cond.No, ""},
		{"{all: [{fact: class, is: other}, {fact: employed, is: true}]}", "class: other", cond.Unknown, "employed"},
		{"{all: [{fact: class, is: other}, {fact: employed, is: true}]}", "", cond.Unknown, "class employed"},
		{"{any: [{fact: class, is: other}, {fact: employed, is: true}]}", "employed: true", cond.Yes, ""},
		{"{any: [{fact: class, is: other}, {fact: employed, is: true}]}", "employed: false", cond.Unknown, "class"},
		{"{any: [{fact: class, is: other}, {fact: employed, is: true}]}", "employed: false, class: none", cond.No, ""},
		{"{not: {fact: employed, is: true}}", "", cond.Unknown, "employed"},
		{"{not: {fact: employed, is: true}}", "employed: true", cond.No, ""},

		// known never says no, so that no answer rests on ignorance.
		{"{known: dob}", "", cond.Unknown, "dob"},
		{"{not: {known: dob}}", "", cond.Unknown, "dob"},
		{"{known: dob}", "dob: 1990-05-10", cond.Yes, ""},
		{"{known: asked_on}", "", cond.Yes, ""},

		// before and after are strict, within has both ends.
		{"{fact: stay_end, before: asked_on}", "stay_end: 2026-11-22", cond.Yes, ""},
		{"{fact: stay_end, before: asked_on}", "stay_end: 2026-11-23", cond.No, ""},
		{"{fact: stay_end, after: asked_on}", "stay_end: 2026-11-23", cond.No, ""},
		{"{fact: stay_end, after: 2026-11-22}", "stay_end: 2026-11-23", cond.Yes, ""},
		{"{date: {month_end: stay_end}, after: {param: start}}", "stay_end: 2026-06-14", cond.Yes, ""},
		{"{date: {earliest: [stay_end, made]}, before: asked_on}", "made: 2026-01-01", cond.Unknown, "stay_end"},
		{"{fact: asked_on, within: {from: made, to: stay_end}}", "made: 2026-11-23, stay_end: 2026-11-23", cond.Yes, ""},
		{"{fact: asked_on, within: {from: made, to: stay_end}}", "made: 2026-11-24", cond.No, ""},
		{"{fact: asked_on, within: {from: made, to: stay_end}}", "stay_end: 2026-11-22", cond.No, ""},
		{"{fact: asked_on, within: {from: made, to: stay_end}}", "made: 2026-11-23", cond.Unknown, "stay_end"},

		// A param in an age is read on the day of the age.
		{"{age: {of: dob, on: made}, at_least: {param: adult_age}}", "dob: 2003-01-01, made: 2021-12-01", cond.No, ""},
		{"{age: {of: dob, on: made}, at_least: {param: adult_age}}", "dob: 2003-01-01, made: 2022-04-01", cond.Yes, ""},
		{"{age: {of: dob, on: made}, at_least: {param: adult_age, at: asked_on}}", "dob: 2003-01-01, made: 2021-12-01", cond.Yes, ""},
		{"{age: {of: dob, on: made}, below: {param: adult_age, at: stay_end}}", "dob: 2003-01-01, made: 2022-12-01", cond.Unknown, "stay_end"},
		{"{age: {of: dob, on: asked_on}, at_least: 20, below: 60}", "dob: 2006-11-23", cond.Yes, ""},
		{"{age: {of: dob, on: asked_on}, at_least: 20, below: 60}", "dob: 1966-11-23", cond.No, ""},
		{"{age: {of: dob, on: asked_on}, at_least: 20}", "", cond.Unknown, "dob"},
		{"{age: {of: dob, on: made}, below: 18}", "dob: 2026-01-01, made: 2020-01-01", cond.Unknown, ""}, // made before the birth

		{"{compare: hours, at_least: 20}", "hours: 20", cond.Yes, ""},
		{"{compare: hours, above: 20}", "hours: 20", cond.No, ""},
		{"{compare: hours, at_most: 20}", "hours: 20", cond.Yes, ""},
		{"{compare: hours, below: {param: adult_age}}", "hours: 18", cond.No, ""},
		{"{compare: hours, at_least: 20}", "", cond.Unknown, "hours"},

		{"{each: {of: children, that: {fact: children.home, is: true}}}", "", cond.Unknown, "children"},
		{"{each: {of: children, that: {fact: children.home, is: true}}}", "children: []", cond.Yes, ""},
		{"{each: {of: children, that: {fact: children.home, is: true}}}", kids, cond.No, ""},
		{"{each: {of: children, that: {known: children.dob}}}", kids, cond.Unknown, "children.dob"},
		{"{each: {of: children, that: {any: [{fact: children.home, is: true}, {fact: employed, is: true}]}}}", kids, cond.Unknown, "employed"},
		{"{count: {of: children}, at_least: 3}", kids, cond.Yes, ""},
		{"{count: {of: children}, at_least: 4}", kids, cond.No, ""},
		{"{count: {of: children, that: {age: {of: children.dob, on: asked_on}, below: 18}}, at_least: 1}", kids, cond.Yes, ""},
		{"{count: {of: children, that: {age: {of: children.dob, on: asked_on}, below: 18}}, at_least: 2}", kids, cond.Unknown, "children.dob"},
		{"{count: {of: children, that: {age: {of: children.dob, on: asked_on}, below: 18}}, at_least: 3}", kids, cond.No, ""},
		{"{count: {of: children, that: {age: {of: children.dob, on: asked_on}, below: 18}}, at_most: 2}", kids, cond.Yes, ""},
		{"{count: {of: children, that: {fact: children.home, is: true}}, at_least: 1}", "", cond.Unknown, "children"},
		{"{count: {of: children, that: {compare: children.order, below: {fact: hours}}}, at_least: 1}", kids, cond.Unknown, "children.order hours"},
	} {
		s := scope(t)
		p, on := predicate(t, s, c.when), known(t, s, c.facts)
		if got := p.Eval(on); got != c.want {
			t.Errorf("%s over %s is %v, want %v", c.when, c.facts, got, c.want)
		}
		if got := strings.Join(p.Missing(on), " "); got != c.missing {
			t.Errorf("%s over %s misses %q, want %q", c.when, c.facts, got, c.missing)
		}
		if x := p.Explain(on); x.Truth != c.want || strings.Join(x.Missing, " ") != c.missing || x.Stuck != (c.want == cond.Unknown && c.missing == "") {
			t.Errorf("%s over %s is explained as %+v", c.when, c.facts, x)
		}
	}
}

func TestDateNodes(t *testing.T) {
	s := scope(t)
	calendar, err := lawdate.NewCalendar(2026, 2026, []lawdate.Date{day(t, "2026-11-23")})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ node, facts, want, missing string }{
		{"stay_end", "stay_end: 2028-08-15", "2028-08-15", ""},
		{"{fact: stay_end}", "", "", "stay_end"},
		{"asked_on", "", "2026-11-23", ""},
		{"2026-02-28", "", "2026-02-28", ""},
		{"{param: start}", "", "2026-06-14", ""},
		{"{earliest: [{fact: stay_end}, {nth_birthday_after: {day: made, of: dob, n: 5}}]}", "stay_end: 2033-01-01, made: 2026-11-23, dob: 2012-03-01", "2031-03-01", ""},
		{"{earliest: [{fact: stay_end}, {nth_birthday_after: {day: made, of: dob, n: 5}}]}", "stay_end: 2028-08-15, made: 2026-11-23, dob: 2012-03-01", "2028-08-15", ""},
		{"{earliest: [{fact: stay_end}, {nth_birthday_after: {day: made, of: dob, n: 5}}]}", "stay_end: 2028-08-15", "", "dob made"},
		{"{latest: [made, stay_end, 2027-01-01]}", "stay_end: 2026-12-01, made: 2026-11-23", "2027-01-01", ""},
		{"{add_days: {to: made, n: 14}}", "made: 2026-11-23", "2026-12-07", ""},
		{"{add_days: {to: made, n: 14, first: same_day}}", "made: 2026-11-23", "2026-12-06", ""},
		{"{add_days: {to: made, n: -1}}", "made: 2026-11-23", "2026-11-22", ""},
		{"{add_days: {to: made, n: {fact: hours}}}", "made: 2026-11-23, hours: 0", "2026-11-23", ""},
		{"{add_days: {to: made, n: {fact: hours}}}", "made: 2026-11-23", "", "hours"},
		{"{add_days: {to: made, n: {param: adult_age, at: 2020-01-01}}}", "made: 2026-11-23", "2026-12-13", ""},
		{"{add_days: {to: made, n: {param: adult_age}}}", "made: 2026-11-23", "2026-12-11", ""},
		{"{add_months: {to: stay_end, n: 2}}", "stay_end: 2026-11-30", "2027-01-31", ""},
		{"{add_months: {to: stay_end, n: 3, first: same_day}}", "stay_end: 2026-11-30", "2027-02-28", ""},
		{"{add_months: {to: stay_end, n: -2}}", "stay_end: 2026-12-31", "2026-10-31", ""},
		{"{month_end: stay_end}", "stay_end: 2026-02-01", "2026-02-28", ""},
		{"{fy_end: {add_days: {to: {nth_birthday_after: {day: dob, of: dob, n: 18}}, n: -1}}}", "dob: 2008-04-01", "2026-03-31", ""},
		{"{special_period_end: stay_end}", "stay_end: 2026-11-30", "2027-01-30", ""},
		{"{special_period_end: {fact: stay_end}}", "stay_end: 2026-11-30", "2027-01-30", ""},
		{"{special_period_end: {of: stay_end, reading: last}}", "stay_end: 2026-11-30", "2027-01-31", ""},
		{"{special_period_end: {of: stay_end, reading: safe}}", "stay_end: 2026-11-30", "2027-01-30", ""},
		{"{renew_from: {end: stay_end, of: mynumber_card}}", "stay_end: 2027-05-10", "2027-02-11", ""},
		{"{renew_from: {end: stay_end, of: residence_card}}", "stay_end: 2027-05-10", "2027-02-10", ""},
		{"{last_open_day: asked_on}", "", "2026-11-20", ""},
		{"{last_open_day: stay_end}", "stay_end: 2028-05-03", "2028-05-03 unchecked", ""},
		{"{month_end: {last_open_day: stay_end}}", "", "", "stay_end"},
	} {
		n, err := fact.Read("d.yaml", []byte(c.node))
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.Date(n)
		if err != nil {
			t.Fatalf("%s: %v", c.node, err)
		}
		on := known(t, s, c.facts)
		on.Calendar = calendar
		got := d.Eval(on)
		text := got.Date.String()
		if got.Unchecked {
			text += " unchecked"
		}
		if text != c.want || strings.Join(d.Missing(on), " ") != c.missing {
			t.Errorf("%s over %s is %q missing %v, want %q missing %q", c.node, c.facts, text, d.Missing(on), c.want, c.missing)
		}
	}
}

func TestExplanationNamesWhatDecided(t *testing.T) {
	s := scope(t)
	p := predicate(t, s, `
all:
- {fact: class, is: other}
- any:
  - {fact: employed, is: true}
  - {compare: hours, at_least: 20}
- not: {age: {of: dob, on: asked_on}, below: {param: adult_age}}
`)
	for _, c := range []struct{ facts, deciding string }{
		{"class: none", "3 is no"},
		{"class: none, employed: false, hours: 5", "3 is no"}, // one is enough
		{"class: other, employed: false, hours: 5", "5 is no, 6 compare no"},
		{"class: other, employed: true, hours: 5, dob: 1990-05-10", "3 is yes, 5 is yes, 7 age no"},
		{"class: other, employed: false, dob: 2020-01-01", "7 age yes"},
		{"class: other, employed: false", "6 compare unknown, 7 age unknown"},
	} {
		var parts []string
		x := p.Explain(known(t, s, c.facts))
		for _, d := range x.Deciding() {
			parts = append(parts, strings.Join([]string{string(rune('0' + d.Place.Line)), d.Op, d.Truth.String()}, " "))
		}
		if got := strings.Join(parts, ", "); got != c.deciding {
			t.Errorf("%s: decided by %s, want %s", c.facts, got, c.deciding)
		}
	}
	x := p.Explain(known(t, s, "dob: 1990-05-10"))
	age := x.Parts[2].Parts[0]
	if age.Facts[0].ID != "dob" || age.Facts[0].On != day(t, "1990-05-10") || age.Params[0].ID != "adult_age" || age.Days[1] != day(t, "2026-11-23") {
		t.Errorf("the age is explained as %+v", age)
	}
	if got := p.Facts(); !slices.Equal(got, []string{"asked_on", "class", "dob", "employed", "hours"}) {
		t.Errorf("looks at %v", got)
	}
	if got := p.Constants("class"); len(got) != 1 || got[0].Text() != "other" {
		t.Errorf("compares the class with %v", got)
	}
	items := predicate(t, s, "{each: {of: children, that: {fact: children.home, is: true}}}")
	x = items.Explain(known(t, s, "children: [{home: true}, {home: false}, {}]"))
	if d := x.Deciding(); len(d) != 1 || d[0].Item != 2 || d[0].Facts[0].ID != "children.home" {
		t.Errorf("the second child decides, said %+v", d)
	}
	if got := items.Facts(); !slices.Equal(got, []string{"children"}) {
		t.Errorf("looks at %v", got)
	}
}
