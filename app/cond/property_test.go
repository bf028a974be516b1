package cond_test

import (
	"slices"
	"strings"
	"testing"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

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
