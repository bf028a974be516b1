package eligibility

import (
	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// Case is a person on a day: what is known, and what follows from it. It is not
// safe for use by several goroutines at once.
type Case struct {
	book *Book
	cond cond.Case
	// weak are the derived facts that rest on a reading that is only probable.
	weak cond.Numbers
	// derivings are the base facts that would derive one, as far as worked out.
	derivings map[*table]cond.Numbers
	truths    []cond.Truth
	// by are the rules that gave the derived facts, in the order of the tables.
	by []*Rule
}

// Case works out what follows for a person on a day: implied and derived facts.
// facts is not changed; derived facts it holds already are taken as they are.
// calendar may be nil.
func (b *Book) Case(facts *fact.Set, on lawdate.Date, calendar *lawdate.Calendar) *Case {
	c := &Case{book: b, cond: cond.Case{Facts: facts.Clone(), On: on, Calendar: calendar}, derivings: map[*table]cond.Numbers{}, by: make([]*Rule, len(b.tables))}
	c.imply()
	for _, t := range b.tables {
		c.derive(t)
	}
	return c
}

// Facts are what is known, derived facts included. Do not change them.
func (c *Case) Facts() *fact.Set { return c.cond.Facts }

// On is the day asked about.
func (c *Case) On() lawdate.Date { return c.cond.On }

// Outcome is the answer to a question.
type Outcome struct {
	Question *Question
	Answer   Answer
	// Confidence is that of the rule and of every derived fact it rests on.
	Confidence law.Confidence
	// Rule that answered; nil while a fact is missing, and when none speaks.
	Rule *Rule
	// Opens, Safe and Last of a Dated answer; no date where there is none.
	Opens, Safe, Last lawdate.Date
	// Unchecked: a day may be one on which offices are closed.
	Unchecked bool
	// Contradiction: no fact is missing, but what is known does not fit together,
	// or lies outside what the rules know. The Answer is then Ask.
	Contradiction bool
}

// Plain reports whether the outcome may be told without "probably".
func (o Outcome) Plain() bool { return o.Confidence == law.Certain }

// Office is where to go or whom to ask: an id of a text office.*.
func (o Outcome) Office() string {
	if o.Rule != nil && o.Rule.Office != "" {
		return o.Rule.Office
	}
	return o.Question.Otherwise
}

// Answer answers a question.
func (c *Case) Answer(q *Question) Outcome {
	o := Outcome{Question: q}
	if q.applies != nil {
		switch q.applies.Eval(c.cond) {
		case cond.No:
			o.Answer, o.Confidence = NotApplicable, law.Certain
			if q.readsToApply.Meets(&c.weak) {
				o.Confidence = law.Probable
			}
			return o
		case cond.Unknown:
			c.stuck(&o)
			return o
		}
	}
	r, spoke := c.settle(q)
	switch {
	case r == nil && spoke:
		c.stuck(&o)
		return o
	case r == nil:
		o.Answer = Ask
		return o
	}
	o.Answer, o.Rule, o.Confidence = r.Answer, r, c.confidence(q, r)
	if o.Confidence == law.Unsure {
		o.Answer = Ask
	}
	if r.Answer == Dated {
		c.days(&o)
	}
	return o
}

// settle finds the rule that answers. spoke reports whether one could, once more
// is known.
func (c *Case) settle(q *Question) (r *Rule, spoke bool) {
	c.truths = c.truths[:0]
	for _, r := range q.sorted {
		truth := cond.No
		if r.Holds(c.cond.On) {
			truth = r.when.Eval(c.cond)
		}
		c.truths = append(c.truths, truth)
		if truth == cond.Yes {
			for _, i := range r.under {
				switch c.truths[i] {
				case cond.Yes:
					truth = cond.No
				case cond.Unknown:
					if truth == cond.Yes {
						truth = cond.Unknown
					}
				}
			}
		}
		switch truth {
		case cond.Yes:
			return r, true
		case cond.Unknown:
			spoke = true
		}
	}
	return nil, spoke
}

// stuck says that a fact is missing, or, when none is, that an office has to be
// asked.
func (c *Case) stuck(o *Outcome) {
	o.Answer = NeedFact
	if n := c.gaps(o.Question); n.Empty() {
		o.Answer, o.Contradiction = Ask, true
	}
}

func (c *Case) days(o *Outcome) {
	r := o.Rule
	for _, d := range [...]struct {
		node *cond.DateNode
		to   *lawdate.Date
	}{{r.opens, &o.Opens}, {r.safe, &o.Safe}, {r.last, &o.Last}} {
		if d.node != nil {
			day := d.node.Eval(c.cond)
			*d.to, o.Unchecked = day.Date, o.Unchecked || day.Unchecked
		}
	}
	if o.Safe.IsZero() {
		o.Rule, o.Confidence = nil, law.Unsure
		c.stuck(o)
	}
}

// confidence is the least of the rule, of the derived facts it looks at, and of
// those that the rules winning over it look at.
func (c *Case) confidence(q *Question, r *Rule) law.Confidence {
	if r.Confidence != law.Certain || c.weak.Empty() {
		return r.Confidence
	}
	if q.readsToApply.Meets(&c.weak) || r.rests.Meets(&c.weak) {
		return law.Probable
	}
	return r.Confidence
}

// derive works out one derived fact.
func (c *Case) derive(t *table) {
	if c.cond.Facts.At(t.number).Known() {
		return
	}
	r, _ := c.settle(t.q)
	if r == nil {
		return
	}
	v := r.value
	if r.safe != nil {
		d, _ := c.book.vocabulary.Lookup(t.id)
		day := r.safe.Eval(c.cond)
		if day.Date.IsZero() {
			return
		}
		v, _ = d.Value(day.Date.String()) // a date is always a value of a date fact
	}
	c.by[t.at] = r
	c.cond.Facts.Set(t.number, v, fact.FromRule)
	if c.confidence(t.q, r) != law.Certain {
		c.weak.Add(t.number)
	}
}

// days are the date nodes of a rule.
func (r *Rule) days() (list []*cond.DateNode) {
	for _, d := range []*cond.DateNode{r.opens, r.safe, r.last} {
		if d != nil {
			list = append(list, d)
		}
	}
	return list
}

// Cond is the case as conditions see it, derived facts included.
func (c *Case) Cond() cond.Case { return c.cond }

// Weak reports whether a derived fact rests on a reading that is only probable.
func (c *Case) Weak(id string) bool {
	n := c.book.vocabulary.Number(id)
	return n >= 0 && c.weak.Has(n)
}

// lawyer is the office.* text of the one to ask first when the stay is in doubt.
const lawyer = "lawyer"

// WhomToAsk is where to ask about an answer that is not certain: an id of a text
// office.*. Somebody without a status is never sent to an office with a doubt: a
// lawyer comes first. Where a certain answer says where to go, that stays.
func (c *Case) WhomToAsk(o Outcome) string {
	if o.Answer == OfficeDecides {
		return c.WhomFirst(o.Office(), law.Unsure)
	}
	return c.WhomFirst(o.Office(), o.Confidence)
}

// WhomFirst is WhomToAsk for anything else that an office does: a lawyer where it is
// not certain and the person has no status, else the office.
func (c *Case) WhomFirst(office string, sure law.Confidence) string {
	if sure != law.Certain && c.cond.Facts.Value("status_class").Text() == "no_status" {
		return lawyer
	}
	return office
}

// LawyerFirst reports whether an answer sends the person to a lawyer before any
// office. As long as facts are missing, and where the question does not concern the
// person, there is no answer to ask about.
func (c *Case) LawyerFirst(o Outcome) bool {
	return o.Answer != NeedFact && o.Answer != NotApplicable && c.WhomToAsk(o) == lawyer
}
