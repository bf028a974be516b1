package cond

import (
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

func (s *parser) date(n fact.Node) (*date, error) {
	if n.Kind == fact.Word {
		return s.plainDay(n)
	}
	head, value, err := one(n, dayHeads, "a day")
	if err != nil {
		return nil, err
	}
	if err := n.Only(head); err != nil {
		return nil, err
	}
	d := &date{op: dayFact + dayOperation(slices.Index(dayHeads, head)), place: n.Place}
	switch d.op {
	case dayFact:
		d.subject, err = s.reference(value, fact.Date)
		return d, err
	case dayParam:
		d.param, err = s.param(value, true)
		return d, err
	case dayAddDays, dayAddMonths:
		return d, s.addition(d, value)
	case dayBirthday:
		return d, s.birthday(d, value)
	case daySpecialPeriod:
		return d, s.specialPeriod(d, value)
	case dayRenewFrom:
		return d, s.renewal(d, value)
	case dayEarliest, dayLatest:
		return d, s.choice(d, value)
	}
	return d, s.part(d, value)
}

// plainDay is a fact's id or YYYY-MM-DD.
func (s *parser) plainDay(n fact.Node) (*date, error) {
	if n.Text != "" && n.Text[0] >= '0' && n.Text[0] <= '9' {
		day, err := literalDay(n)
		return &date{op: dayLiteral, literal: day, place: n.Place}, err
	}
	r, err := s.reference(n, fact.Date)
	return &date{op: dayFact, subject: r, place: n.Place}, err
}

func (s *parser) part(d *date, n fact.Node) error {
	q, err := s.date(n)
	d.parts = append(d.parts, q)
	return err
}

func (s *parser) addition(d *date, n fact.Node) error {
	if err := n.Only("to", "n", "first"); err != nil {
		return err
	}
	to, _ := n.Get("to")
	if err := s.part(d, to); err != nil {
		return err
	}
	count, _ := n.Get("n")
	var err error
	if d.n, err = s.number(count, -1); err != nil {
		return err
	}
	first, some := n.Get("first")
	switch {
	case !some || first.Text == "next_day":
	case first.Text != "same_day":
		return first.Fault("write same_day where the law counts from the day itself, else leave it out", "here is %v", first.Kind)
	case d.n.literal < 0:
		return first.Fault("delete it", "counting back has no first day")
	default:
		d.first = lawdate.SameDay
	}
	return nil
}

func (s *parser) birthday(d *date, n fact.Node) error {
	if err := s.keys(n, "day", "of", "n"); err != nil {
		return err
	}
	for _, key := range []string{"day", "of"} {
		value, _ := n.Get(key)
		if err := s.part(d, value); err != nil {
			return err
		}
	}
	count, _ := n.Get("n")
	var err error
	d.n, err = s.number(count, 1)
	return err
}

// specialPeriod is the end of the stay, or {of, reading}.
func (s *parser) specialPeriod(d *date, n fact.Node) error {
	of, some := n.Get("of")
	if !some {
		return s.part(d, n)
	}
	if err := s.keys(n, "of", "reading"); err != nil {
		return err
	}
	switch reading, _ := n.Get("reading"); reading.Text {
	case "safe":
	case "last":
		d.last = true
	default:
		return reading.Fault("write safe (the earlier reading) or last (the law's wording)", "here is %v", reading.Kind)
	}
	return s.part(d, of)
}

func (s *parser) renewal(d *date, n fact.Node) error {
	if err := s.keys(n, "end", "of"); err != nil {
		return err
	}
	switch of, _ := n.Get("of"); of.Text {
	case "mynumber_card":
		d.mynum = true
	case "residence_card":
	default:
		return of.Fault("write mynumber_card or residence_card", "here is %v", of.Kind)
	}
	end, _ := n.Get("end")
	return s.part(d, end)
}

func (s *parser) choice(d *date, n fact.Node) error {
	if n.Kind != fact.Sequence || len(n.Items) < 2 {
		return n.Fault("write "+dayHeads[d.op-dayFact]+": [day, day]", "here is %v with %d days", n.Kind, len(n.Items))
	}
	for _, item := range n.Items {
		if err := s.part(d, item); err != nil {
			return err
		}
	}
	return nil
}
