// Package cond holds the conditions and date nodes of which rules, guides and
// deadlines are made: a closed language, read strictly from data and evaluated
// over facts in three values (strong Kleene logic).
//
// An unknown fact gives Unknown wherever its value could matter to the part that
// looks at it, so that no Yes or No rests on what nobody has said, and learning
// one more fact never turns a settled answer. The room holds no rule and no text,
// and never asks the clock: see Case.
//
// A predicate is a mapping with one of these:
//
//	{all: [P, …]} {any: [P, …]} {not: P}
//	{fact: ID, is: VALUE} {fact: ID, in: [VALUE, …]}
//	{fact: ID, before: D} {fact: ID, after: D} {fact: ID, within: {from: D, to: D}}
//	{date: D, …}                     the same three for any date node
//	{age: {of: D, on: D}, BOUNDS}    whole years, by lawdate.AgeSafe
//	{compare: ID, BOUNDS}            an int fact
//	{known: ID}                      Yes when known, else Unknown, never No
//	{each: {of: LIST, that: P}}      Yes for a list without items
//	{count: {of: LIST, that: P}, BOUNDS}
//
// BOUNDS are one or two of at_least, at_most, above, below; before and after are
// strict, within includes both ends. Inside that, "LIST.field" is the item's.
//
// A date node D is a fact's id, a day YYYY-MM-DD, or a mapping with one of these:
//
//	{fact: ID} {param: ID}
//	{add_days: {to: D, n: N}} {add_months: {to: D, n: N}}   also first: same_day
//	{month_end: D} {fy_end: D} {last_open_day: D}
//	{nth_birthday_after: {day: D, of: D, n: N}}
//	{special_period_end: D} or {special_period_end: {of: D, reading: safe|last}}
//	{renew_from: {end: D, of: mynumber_card|residence_card}}
//	{earliest: [D, D, …]} {latest: [D, D, …]}
//
// A number N is a whole number, {fact: ID} or {param: ID, at: D}: a param is read
// on the day at; without it, in an age on the day of the age, else on the day
// asked about.
package cond

import (
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Truth is one of three values. The zero Truth is Unknown.
type Truth uint8

// The values.
const (
	Unknown Truth = iota
	No
	Yes
)

func (t Truth) String() string { return [...]string{"unknown", "no", "yes"}[t] }

// Not turns Yes and No; Unknown stays.
func (t Truth) Not() Truth { return [...]Truth{Unknown, Yes, No}[t] }

// Case is what a condition is evaluated over.
type Case struct {
	// Facts are of the vocabulary the condition was read with.
	Facts *fact.Set
	// On is the day asked about, in Japan: the fact asked_on, whatever Facts
	// hold under that name. No date makes it unknown.
	On lawdate.Date
	// Calendar of closed days for last_open_day; nil knows weekends and the turn
	// of the year.
	Calendar *lawdate.Calendar
}

// Scope is what conditions may speak of.
type Scope struct {
	Vocabulary *fact.Vocabulary
	// Params may be nil: then there are none.
	Params *Params
}

// Predicate is a condition that was read and checked. It does not change and may
// be used by several goroutines.
type Predicate struct{ root *predicate }

// DateNode is a way to work out a day, read and checked. It does not change and
// may be used by several goroutines.
type DateNode struct{ root *date }

// Day is the outcome of a DateNode.
type Day struct {
	// Date is no date while the day is not known.
	Date lawdate.Date
	// Unchecked: a last_open_day fell into a year whose holidays are not listed.
	// The day may be closed.
	Unchecked bool
}

// Eval answers over c, without explanation.
func (p *Predicate) Eval(c Case) Truth { return p.root.eval(&env{Case: c}) }

// Missing lists the facts that would settle p, sorted: once all of them are known
// p is Yes or No. Only a list that is not known comes first and may leave more to
// ask about its items. It is empty when p is settled, and when p stays Unknown
// for another reason: see Explanation.Stuck. A field of a list is "children.dob".
func (p *Predicate) Missing(c Case) []string {
	m := named()
	e := &env{Case: c}
	if p.root.eval(e) == Unknown {
		p.root.missing(e, m)
	}
	return m.sorted()
}

// Facts lists the facts p looks at, sorted, fields of lists by their list.
func (p *Predicate) Facts() []string { return mentioned(p.root.mention) }

// Constants lists the values that p compares a fact with, in the order of the
// data, none twice: the cells in which p can tell one value of it from another.
// Days and numbers worked out from other facts are not among them.
func (p *Predicate) Constants(id string) []fact.Value {
	var list []fact.Value
	p.root.walk(func(q *predicate) {
		if q.subject.id != id {
			return
		}
		for _, v := range q.values {
			if !slices.ContainsFunc(list, v.Is) {
				list = append(list, v)
			}
		}
	})
	return list
}

// Eval works the day out over c.
func (d *DateNode) Eval(c Case) Day {
	e := &env{Case: c}
	day := d.root.eval(e)
	return Day{day, e.unchecked && !day.IsZero()}
}

// Missing lists the facts that would settle d, sorted.
func (d *DateNode) Missing(c Case) []string {
	m := named()
	e := &env{Case: c}
	if d.root.eval(e).IsZero() {
		d.root.missing(e, m)
	}
	return m.sorted()
}

// Facts lists the facts d looks at, sorted.
func (d *DateNode) Facts() []string { return mentioned(d.root.mention) }

// env is a Case with the item of a list that is being looked at.
type env struct {
	Case
	item      fact.Item
	unchecked bool
}

// missing is a set of facts, by number and, where ids is not nil, by id.
type missing struct {
	numbers Numbers
	ids     map[string]struct{}
}

func named() *missing { return &missing{ids: map[string]struct{}{}} }

func (m *missing) add(number int, id string) {
	m.numbers.Add(number)
	if m.ids != nil {
		m.ids[id] = struct{}{}
	}
}

// today adds the day asked about, which a vocabulary may lack.
func (m *missing) today(e *env) {
	if n := e.Facts.Vocabulary().Number(fact.AskedOn); n >= 0 {
		m.numbers.Add(n)
	}
	if m.ids != nil {
		m.ids[fact.AskedOn] = struct{}{}
	}
}

func (m *missing) sorted() []string {
	list := make([]string, 0, len(m.ids))
	for id := range m.ids {
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}

func mentioned(mention func(*missing)) []string {
	m := named()
	mention(m)
	return m.sorted()
}

// reference is a fact, or a field of the item being looked at.
type reference struct {
	id    string
	fact  int // number in the vocabulary
	field int // in the item; -1 for the fact itself
	today bool
}

func (r reference) value(e *env) fact.Value {
	if r.field >= 0 {
		return e.item[r.field]
	}
	return e.Facts.At(r.fact)
}

func (r reference) day(e *env) lawdate.Date {
	if r.today {
		return e.On
	}
	return asDate(r.value(e))
}

func (r reference) missing(e *env, m *missing) {
	if r.today && e.On.IsZero() || !r.today && !r.value(e).Known() {
		m.add(r.fact, r.id)
	}
}

func asDate(v fact.Value) lawdate.Date {
	y, m, d := v.Day()
	day, err := lawdate.Of(y, m, d)
	if err != nil {
		return lawdate.Date{} // unknown
	}
	return day
}
