package casebook

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"madoguchi/app/fact"
)

// Bounds.
const (
	// MostCases is the most cases of a casebook.
	MostCases = 300
	// MostFacts is the most facts of a case, MostItems the most items of a list
	// among them, MostSteps the most steps.
	MostFacts = 300
	MostItems = 20
	MostSteps = 300
	// LargestNumber is the most a number may be, either side of zero: no longer
	// one is a count of days, months or hours.
	LargestNumber = 9999
)

// First and last year of a date.
const firstYear, lastYear = 1900, 2199

// Case is what is kept about one person.
type Case struct {
	// ID is made at random by the first Put.
	ID string
	// Nickname is one word as CheckNickname gives it.
	Nickname string
	// Kind is what the person wants, one of Kinds, or "".
	Kind string
	// Facts are sorted by id; see Storable.
	Facts []fact.Fact
	// Steps are what is done.
	Steps []Step
	// Created and Updated are days in Japan, YYYY-MM-DD; Put writes them.
	Created, Updated string
	// Revision counts the changes; Put refuses a case that is not the newest.
	Revision int
	// Stale are the ids of facts and steps, and the kind, that are in the file and
	// that this version of the program does not know any more: what is needed is
	// asked again. The next Put of the case takes them out of the file.
	Stale []string
}

// Step is one thing that is done.
type Step struct {
	// ID is that of the deadline or of the step of a path.
	ID string
	// Due is the day it was due, YYYY-MM-DD, or "": what comes again every year
	// is done for one of them.
	Due string
	// On is the day it was done, YYYY-MM-DD.
	On string
}

// Day is a day of a case, as the rules give it.
type Day struct {
	// ID is that of the deadline.
	ID string
	// On is YYYY-MM-DD.
	On string
}

// Done says whether a step of the case is about this day.
func (c Case) Done(d Day) bool {
	return slices.ContainsFunc(c.Steps, func(s Step) bool { return s.ID == d.ID && (s.Due == "" || s.Due == d.On) })
}

// Known are the facts of the case as a set of the vocabulary.
func (c Case) Known(v *fact.Vocabulary) *fact.Set {
	set := v.NewSet()
	for _, f := range c.Facts {
		_ = set.Put(f) // what does not fit is unknown: Put and Cases leave none
	}
	return set
}

// Storable says whether a fact may be kept in a case: a person says it or a card
// gives it, and it is an enum, a date, a bool, an int, or a list of these. A text
// is not: it may be a name or an address. Nor is what is derived, or the day of
// asking.
func Storable(d fact.Definition) bool {
	if d.Derived || !slices.ContainsFunc(d.From, func(o fact.Origin) bool { return o != fact.FromClock }) {
		return false
	}
	if d.Type == fact.List {
		return !slices.ContainsFunc(d.Fields, func(f fact.Definition) bool { return !plain(f.Type) })
	}
	return plain(d.Type)
}

func plain(t fact.Type) bool {
	return t == fact.Enum || t == fact.Date || t == fact.Bool || t == fact.Int
}

// Keep picks of what is known what a case may keep, sorted by id. What is not
// Storable is left out.
func Keep(known *fact.Set) []fact.Fact {
	var facts []fact.Fact
	for _, f := range known.Known() {
		if checkFact(known.Vocabulary(), f) == nil {
			facts = append(facts, f)
		}
	}
	slices.SortFunc(facts, byID)
	return facts
}

// KindsOf lists what a case may be about: the values of the fact "wants".
func KindsOf(v *fact.Vocabulary) []string {
	d, _ := v.Lookup("wants")
	return slices.Clone(d.Values)
}

func byID(a, b fact.Fact) int { return strings.Compare(a.ID, b.ID) }

// checkFact is FactRefused for what may not be kept.
func checkFact(v *fact.Vocabulary, f fact.Fact) error {
	d, ok := v.Lookup(f.ID)
	if !ok || v.Number(f.ID) < 0 {
		return fail(FactRefused) // its id may be anything
	}
	if !Storable(d) || f.Value == nil || v.NewSet().Put(f) != nil || !bounded(f.Value, 1) {
		return failAt(FactRefused, d.ID)
	}
	return nil
}

// bounded says whether a value is one of those that the file takes.
func bounded(value any, depth int) bool {
	switch value := value.(type) {
	case bool:
		return true
	case int:
		return -LargestNumber <= value && value <= LargestNumber
	case string:
		if t, err := time.Parse(time.DateOnly, value); err == nil {
			return firstYear <= t.Year() && t.Year() <= lastYear
		}
		return word.MatchString(value)
	case []any:
		if depth == 0 || len(value) > MostItems {
			return false
		}
		for _, item := range value {
			m, ok := item.(map[string]any)
			if !ok || len(m) > MostItems {
				return false
			}
			for k, field := range m {
				if !word.MatchString(k) || !bounded(field, 0) {
					return false
				}
			}
		}
		return true
	}
	return false
}

// check says whether a case may be kept, and gives it in the form in which it
// is.
func (b *Book) check(c Case) (Case, error) {
	nickname, err := CheckNickname(c.Nickname)
	if err != nil {
		return c, err
	}
	c.Nickname = nickname
	if c.Kind != "" && !slices.Contains(KindsOf(b.o.Vocabulary), c.Kind) {
		return c, failAt(FactRefused, "kind")
	}
	switch {
	case len(c.Facts) > MostFacts:
		return c, failAt(Full, "facts")
	case len(c.Steps) > MostSteps:
		return c, failAt(Full, "steps")
	}
	c.Facts = slices.Clone(c.Facts)
	slices.SortFunc(c.Facts, byID)
	for i, f := range c.Facts {
		if err := checkFact(b.o.Vocabulary, f); err != nil {
			if e, ok := err.(*Error); ok && e.Where == "" {
				e.Where = "facts[" + strconv.Itoa(i) + "]"
			}
			return c, err
		}
		if i > 0 && c.Facts[i-1].ID == f.ID {
			return c, failAt(FactRefused, f.ID)
		}
	}
	for i, s := range c.Steps {
		if !b.stepKnown(s.ID) || !s.valid() {
			return c, failAt(FactRefused, "steps["+strconv.Itoa(i)+"]")
		}
	}
	c.Stale = nil
	return c, nil
}

func (s Step) valid() bool {
	return stepID.MatchString(s.ID) && (s.Due == "" || day(s.Due)) && day(s.On)
}

func day(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && firstYear <= t.Year() && t.Year() <= lastYear
}
