package cond_test

import (
	"fmt"
	"math/rand"
	"reflect"
	"testing"
	"testing/quick"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

// trial is a random condition, a random day, what is known in part, and what is
// the case in full: full has every fact of part and all others.
type trial struct {
	when string
	node string // a random date node
	part map[string]any
	full map[string]any
	on   string
}

// Small domains, chosen so that conditions of random constants come out both ways.
var domains = map[string][]any{
	"class":    {"national", "permanent", "other", "none"},
	"dob":      {"1990-05-10", "2004-02-29", "2008-11-23", "2026-11-20"},
	"made":     {"2021-12-01", "2022-04-01", "2026-02-28", "2026-11-23"},
	"stay_end": {"2026-11-30", "2026-12-31", "2027-05-31", "2028-08-15"},
	"hours":    {0, 10, 18, 20},
	"employed": {true, false},
	"town":     {"仙台市", "茨城町"},
}

var fields = map[string][]any{
	"dob": {"2008-04-01", "2010-12-01", "2026-11-20"}, "home": {true, false},
	"sort": {"own", "other"}, "order": {0, 1, 18},
}

// The order matters for reproducing a seed; maps have none.
var ids = []string{"class", "dob", "made", "stay_end", "hours", "employed", "town"}

func (trial) Generate(r *rand.Rand, size int) reflect.Value {
	g := generator{r}
	t := trial{when: g.predicate(3, ""), node: g.date(3, ""), part: map[string]any{}, full: map[string]any{}, on: g.one("2026-11-23", "2021-01-01", "2012-02-29")}
	for _, id := range ids {
		t.full[id] = domains[id][r.Intn(len(domains[id]))]
		if r.Intn(2) == 0 {
			t.part[id] = t.full[id]
		}
	}
	var part, full []any
	for range r.Intn(4) {
		some, all := map[string]any{}, map[string]any{}
		for _, f := range []string{"dob", "home", "sort", "order"} {
			all[f] = fields[f][r.Intn(len(fields[f]))]
			if r.Intn(2) == 0 {
				some[f] = all[f]
			}
		}
		part, full = append(part, some), append(full, all)
	}
	t.full["children"] = append([]any{}, full...)
	if r.Intn(3) > 0 {
		t.part["children"] = append([]any{}, part...)
	}
	return reflect.ValueOf(t)
}

type generator struct{ *rand.Rand }

func (g generator) one(choices ...string) string { return choices[g.Intn(len(choices))] }

func (g generator) of(values []any) string { return fmt.Sprint(values[g.Intn(len(values))]) }

// predicate writes one; list is "children." inside each and count.
func (g generator) predicate(depth int, list string) string {
	if depth > 0 && g.Intn(3) > 0 {
		p := func() string { return g.predicate(depth-1, list) }
		switch g.Intn(5) {
		case 0:
			return fmt.Sprintf("{all: [%s, %s]}", p(), p())
		case 1:
			return fmt.Sprintf("{any: [%s, %s, %s]}", p(), p(), p())
		case 2:
			return fmt.Sprintf("{not: %s}", p())
		case 3:
			if list == "" {
				return fmt.Sprintf("{each: {of: children, that: %s}}", g.predicate(depth-1, "children."))
			}
		}
		if list == "" {
			return fmt.Sprintf("{count: {of: children, that: %s}, %s}", g.predicate(depth-1, "children."), g.bounds(list))
		}
	}
	day := func() string { return g.date(2, list) }
	switch g.Intn(9) {
	case 0:
		return fmt.Sprintf("{fact: class, is: %s}", g.of(domains["class"]))
	case 1:
		return fmt.Sprintf("{fact: hours, in: [%d, %d]}", g.Intn(3), 10+g.Intn(11))
	case 2:
		return fmt.Sprintf("{fact: employed, is: %s}", g.of(domains["employed"]))
	case 3:
		return fmt.Sprintf("{fact: %s, %s: %s}", g.dayFact(list), g.one("before", "after"), day())
	case 4:
		return fmt.Sprintf("{date: %s, within: {from: %s, to: %s}}", day(), day(), day())
	case 5:
		return fmt.Sprintf("{age: {of: %s, on: %s}, %s}", g.one("dob", list+"dob"), day(), g.bounds(list))
	case 6:
		return fmt.Sprintf("{compare: hours, %s}", g.bounds(list))
	case 7:
		return fmt.Sprintf("{known: %s}", g.one(ids...))
	}
	if list != "" {
		return g.one("{fact: children.home, is: true}", "{fact: children.sort, is: own}", "{known: children.dob}", "{compare: children.order, above: 0}")
	}
	return "{count: {of: children}, at_least: 2}"
}

func (g generator) bounds(list string) string {
	n := func() string {
		return g.one("1", "2", "18", "20", "{fact: hours}", "{param: adult_age}", "{param: adult_age, at: made}", "{param: adult_age, at: "+list+"dob}")
	}
	if g.Intn(2) == 0 {
		return g.one("at_least", "at_most", "above", "below") + ": " + n()
	}
	return g.one("at_least", "above") + ": " + n() + ", " + g.one("at_most", "below") + ": " + n()
}

func (g generator) dayFact(list string) string {
	if list == "" {
		return g.one("asked_on", "dob", "made", "stay_end")
	}
	return g.one("made", "stay_end", list+"dob")
}

func (g generator) date(depth int, list string) string {
	if depth == 0 {
		return g.one(g.dayFact(list), g.dayFact(list), "2026-11-23", "{param: start}")
	}
	d := func() string { return g.date(depth-1, list) }
	switch g.Intn(12) {
	case 0:
		return fmt.Sprintf("{add_days: {to: %s, n: %s}}", d(), g.one("14", "-30", "{fact: hours}", "{param: adult_age}"))
	case 1:
		return fmt.Sprintf("{add_months: {to: %s, n: %s, first: same_day}}", d(), g.one("2", "3", "{param: adult_age, at: made}"))
	case 2:
		return fmt.Sprintf("{month_end: %s}", d())
	case 3:
		return fmt.Sprintf("{nth_birthday_after: {day: %s, of: %s, n: %s}}", d(), g.one("dob", list+"dob"), g.one("1", "5", "{fact: hours}"))
	case 4:
		return fmt.Sprintf("{fy_end: %s}", d())
	case 5:
		return fmt.Sprintf("{special_period_end: {of: %s, reading: %s}}", d(), g.one("safe", "last"))
	case 6:
		return fmt.Sprintf("{renew_from: {end: %s, of: %s}}", d(), g.one("mynumber_card", "residence_card"))
	case 7:
		return fmt.Sprintf("{last_open_day: %s}", d())
	case 8:
		return fmt.Sprintf("{earliest: [%s, %s]}", d(), d())
	case 9:
		return fmt.Sprintf("{latest: [%s, %s]}", d(), d())
	}
	return g.date(0, list)
}

func over(t testing.TB, s cond.Scope, on string, facts map[string]any) cond.Case {
	t.Helper()
	set := s.Vocabulary.NewSet()
	for id, v := range facts {
		if err := set.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	return cond.Case{Facts: set, On: day(t, on)}
}

func (x trial) date(t testing.TB, s cond.Scope) *cond.DateNode {
	t.Helper()
	n, err := fact.Read("d.yaml", []byte(x.node))
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Date(n)
	if err != nil {
		t.Fatalf("%s: %v", x.node, err)
	}
	return d
}

func holds(t *testing.T, n int, property any) {
	t.Helper()
	if err := quick.Check(property, &quick.Config{MaxCount: n, Rand: rand.New(rand.NewSource(1))}); err != nil {
		t.Error(err)
	}
}
