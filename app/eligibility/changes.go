package eligibility

import (
	"cmp"
	"slices"

	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// Change is a rule that begins or ends.
type Change struct {
	Question *Question
	Rule     *Rule
	// On is the first day on which it is so: a rule's first day, or the day after its
	// last.
	On     lawdate.Date
	Begins bool
}

// Changes lists the rules of questions that begin or end after one day and until
// another, by day.
func (b *Book) Changes(after, until lawdate.Date) (list []Change) {
	in := func(d lawdate.Date) bool { return !d.IsZero() && d.After(after) && !d.After(until) }
	for _, t := range b.topics {
		for _, q := range t.Questions {
			for _, r := range q.Rules {
				if in(r.From) {
					list = append(list, Change{q, r, r.From, true})
				}
				if end := r.To.AddDays(1); !r.To.IsZero() && in(end) {
					list = append(list, Change{q, r, end, false})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Question.ID, b.Question.ID))
	})
	return list
}

// Overdue lists the rules whose source ought to have been read again by a day, in
// the order of topics.
func (b *Book) Overdue(on lawdate.Date) (list []*Rule) {
	for _, t := range b.topics {
		for _, q := range t.Questions {
			for _, r := range q.Rules {
				if r.Overdue(on) && r.Holds(on) {
					list = append(list, r)
				}
			}
		}
	}
	return list
}

// Shown is an outcome as it may leave the program: Answer is never a plain yes
// where the reading of the law is only probable.
type Shown string

// Show names an outcome for people and for other programs: "yes", "probably_yes",
// "yes_if", "need_fact" and so on.
func (o Outcome) Show() Shown {
	if o.Confidence == law.Probable && o.Answer != NeedFact && o.Answer != NotApplicable && o.Answer != Ask {
		return "probably_" + Shown(o.Answer.String())
	}
	return Shown(o.Answer.String())
}
