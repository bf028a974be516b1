package cond

import (
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// dayOperation is what a date node does.
type dayOperation uint8

const (
	dayLiteral dayOperation = iota
	dayFact
	dayParam
	dayAddDays
	dayAddMonths
	dayMonthEnd
	dayFYEnd
	dayLastOpen
	dayBirthday
	daySpecialPeriod
	dayRenewFrom
	dayEarliest
	dayLatest
)

// dayHeads are the keys in the data, from dayFact on.
var dayHeads = []string{
	"fact", "param", "add_days", "add_months", "month_end", "fy_end", "last_open_day",
	"nth_birthday_after", "special_period_end", "renew_from", "earliest", "latest",
}

// date is one node. Which fields are set depends on op.
type date struct {
	op      dayOperation
	place   fact.Place
	subject reference    // fact
	literal lawdate.Date // day
	param   *Param       // param
	parts   []*date      // of, to, day, end, or the list; for a birthday: day, of
	n       *number
	first   lawdate.First
	last    bool // special_period_end: the law's wording instead of the earlier reading
	mynum   bool // renew_from: of a My Number Card instead of a residence card
}

// eval gives no date for unknown.
func (d *date) eval(e *env) lawdate.Date {
	switch d.op {
	case dayFact:
		return d.subject.day(e)
	case dayLiteral:
		return d.literal
	case dayParam:
		if v, ok := d.param.on(e.On); ok {
			return v.Date
		}
		return lawdate.Date{}
	case dayEarliest, dayLatest:
		return d.outermost(e)
	}
	of := d.parts[0].eval(e)
	if of.IsZero() {
		return of
	}
	switch d.op {
	case dayAddDays, dayAddMonths, dayBirthday:
		n, ok := d.n.eval(e, e.On)
		if !ok {
			return lawdate.Date{}
		}
		return d.counted(e, of, n)
	case dayMonthEnd:
		return of.MonthEnd()
	case dayFYEnd:
		return lawdate.FYEnd(of)
	case dayLastOpen:
		open, checked := e.Calendar.LastOpenDay(of)
		e.unchecked = e.unchecked || !checked
		return open
	case daySpecialPeriod:
		if span := lawdate.SpecialPeriodEnd(of); d.last {
			return span.Last
		} else {
			return span.Safe
		}
	}
	if d.mynum {
		return lawdate.RenewFromMyNumberCard(of)
	}
	return lawdate.RenewFromResidenceCard(of)
}

// counted are the nodes with a number. A number above zero is a period of the law
// (Civil Code 138 to 143), below zero it counts back.
func (d *date) counted(e *env, of lawdate.Date, n int) lawdate.Date {
	switch {
	case d.op == dayBirthday:
		return lawdate.NthBirthdayAfter(of, d.parts[1].eval(e), n)
	case d.op == dayAddDays && n > 0:
		return lawdate.WithinDays(of, n, d.first)
	case d.op == dayAddDays:
		return of.AddDays(n)
	case n > 0:
		return lawdate.WithinMonths(of, n, d.first)
	}
	return of.AddMonths(n)
}

func (d *date) outermost(e *env) lawdate.Date {
	best := d.parts[0].eval(e)
	for _, q := range d.parts[1:] {
		if best.IsZero() {
			return best
		}
		if day := q.eval(e); d.op == dayEarliest {
			best = lawdate.Earliest(best, day)
		} else {
			best = lawdate.Latest(best, day)
		}
	}
	return best
}

func (d *date) missing(e *env, m *missing) {
	if d.op == dayFact {
		d.subject.missing(e, m)
	}
	if d.op == dayParam && e.On.IsZero() {
		m.today(e)
	}
	for _, q := range d.parts {
		q.missing(e, m)
	}
	if d.n != nil {
		d.n.missing(e, e.On, m)
	}
}

func (d *date) mention(m *missing) {
	if d.op == dayFact {
		d.subject.mention(m)
	}
	for _, q := range d.parts {
		q.mention(m)
	}
	if d.n != nil {
		d.n.mention(m)
	}
}

// number is a whole number, an int fact or a param on a day.
type number struct {
	literal int
	param   *Param
	at      *date // the day on which the param is read; nil: the one handed in
	subject *reference
}

// eval reads a param on the node's own day, else on the day handed in.
func (n *number) eval(e *env, on lawdate.Date) (int, bool) {
	switch {
	case n.subject != nil:
		v := n.subject.value(e)
		return v.Int(), v.Known()
	case n.param != nil:
		if n.at != nil {
			on = n.at.eval(e)
		}
		v, ok := n.param.on(on)
		return v.N, ok
	}
	return n.literal, true
}

func (n *number) missing(e *env, on lawdate.Date, m *missing) {
	switch {
	case n.subject != nil:
		n.subject.missing(e, m)
	case n.at != nil:
		n.at.missing(e, m)
	case n.param != nil && on.IsZero() && e.On.IsZero():
		m.today(e)
	}
}

func (n *number) mention(m *missing) {
	if n.subject != nil {
		n.subject.mention(m)
	}
	if n.at != nil {
		n.at.mention(m)
	}
}
