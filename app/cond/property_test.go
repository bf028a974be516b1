package cond_test

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/quick"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
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

// What is settled stays, whatever the rest turns out to be, fact by fact, and with
// all of it.
func TestLearningMoreNeverTurnsAnAnswer(t *testing.T) {
	s := scope(t)
	settled := [3]int{}
	holds(t, 6000, func(x trial) bool {
		p, d := predicate(t, s, x.when), x.date(t, s)
		known := over(t, s, x.on, x.part)
		answer, when := p.Eval(known), d.Eval(known)
		settled[answer]++
		same := func(c cond.Case) bool {
			return (answer == cond.Unknown || p.Eval(c) == answer) && (when.Date.IsZero() || d.Eval(c) == when)
		}
		for _, id := range append([]string{"children"}, ids...) {
			if _, ok := x.part[id]; ok {
				continue
			}
			c := cond.Case{Facts: known.Facts.Clone(), On: known.On}
			if err := c.Facts.Put(fact.Fact{ID: id, Value: x.full[id], From: fact.FromAnswer}); err != nil {
				t.Fatal(err)
			}
			if !same(c) {
				t.Errorf("%s turned on learning %s", x.when, id)
				return false
			}
		}
		return same(over(t, s, x.on, x.full))
	})
	for truth, n := range settled {
		if n < 500 {
			t.Errorf("only %d of the trials were %v: they prove little", n, cond.Truth(truth))
		}
	}
}

// Every value of one unknown fact, and every pair of values of two, leaves a
// settled answer as it is.
func TestNoValueOfAnUnknownChangesAnAnswer(t *testing.T) {
	s := scope(t)
	pairs := 0
	holds(t, 800, func(x trial) bool {
		p := predicate(t, s, x.when)
		known := over(t, s, x.on, x.part)
		answer := p.Eval(known)
		if answer == cond.Unknown {
			return true
		}
		for _, a := range ids {
			for _, b := range ids {
				if _, ok := x.part[a]; ok || known.Facts.Value(b).Known() {
					continue
				}
				for _, v := range domains[a] {
					for _, w := range domains[b] {
						c := cond.Case{Facts: known.Facts.Clone(), On: known.On}
						for id, value := range map[string]any{a: v, b: w} {
							if err := c.Facts.Put(fact.Fact{ID: id, Value: value, From: fact.FromAnswer}); err != nil {
								t.Fatal(err)
							}
						}
						if pairs++; p.Eval(c) != answer {
							t.Errorf("%s was %v and is not with %s = %v and %s = %v", x.when, answer, a, v, b, w)
							return false
						}
					}
				}
			}
		}
		return true
	})
	if pairs < 10000 {
		t.Errorf("only %d pairs were tried", pairs)
	}
}

// Answering what is missing, and nothing else, settles a condition or leaves it
// stuck, in one round; in a second one where a list was missing. An explanation
// says the same as the answer.
func TestWhatIsMissingSettles(t *testing.T) {
	s := scope(t)
	open := 0
	holds(t, 6000, func(x trial) bool {
		p := predicate(t, s, x.when)
		known := over(t, s, x.on, x.part)
		for rounds := 1; ; rounds++ {
			answer, missing, why := p.Eval(known), p.Missing(known), p.Explain(known)
			if why.Truth != answer || strings.Join(why.Missing, " ") != strings.Join(missing, " ") {
				t.Errorf("%s is %v missing %v, explained as %+v", x.when, answer, missing, why)
				return false
			}
			if len(missing) == 0 {
				return why.Stuck == (answer == cond.Unknown)
			}
			if answer != cond.Unknown || rounds > 2 {
				return false
			}
			open++
			list := false
			for _, id := range missing {
				list = list || id == "children"
				id, _, _ = strings.Cut(id, ".")
				if !slices.Contains(p.Facts(), id) {
					t.Errorf("%s asks for %s and does not look at it", x.when, id)
				}
				if err := known.Facts.Put(fact.Fact{ID: id, Value: x.full[id], From: fact.FromAnswer}); err != nil {
					t.Fatal(err)
				}
			}
			if p.Eval(known) == cond.Unknown && !list && len(p.Missing(known)) > 0 {
				return false
			}
		}
	})
	if open < 500 {
		t.Errorf("only %d of the trials were open", open)
	}
}

// What decides is enough: with only the facts that the deciding parts read, the
// answer is the same.
func TestWhatDecidesIsEnough(t *testing.T) {
	s := scope(t)
	holds(t, 4000, func(x trial) bool {
		p := predicate(t, s, x.when)
		c := over(t, s, x.on, x.full)
		why := p.Explain(c)
		if why.Truth == cond.Unknown {
			return true
		}
		kept := map[string]any{}
		for _, d := range why.Deciding() {
			for _, f := range d.Facts {
				id, _, _ := strings.Cut(f.ID, ".")
				if id != fact.AskedOn {
					kept[id] = x.full[id]
				}
			}
		}
		if strings.Contains(x.when, "children") { // how many there are decides too
			kept["children"] = x.full["children"]
		}
		return p.Eval(over(t, s, x.on, kept)) == why.Truth
	})
}

// A hundred conditions are read by one day and by another; nothing of one
// evaluation stays in the condition.
func TestConditionsKeepNoState(t *testing.T) {
	s := scope(t)
	holds(t, 500, func(x trial) bool {
		p := predicate(t, s, x.when)
		part, full := over(t, s, x.on, x.part), over(t, s, x.on, x.full)
		first, other := p.Eval(part), p.Eval(full)
		p.Explain(full)
		return p.Eval(part) == first && p.Eval(full) == other
	})
}

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
