package jobs

import (
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Difference is a question that has another answer on another day.
type Difference struct {
	Question      *eligibility.Question
	Before, After eligibility.Outcome
}

// Differ lists the questions to which a person with the same facts has another
// answer on the day to than on the day from, in the order of topics.
func (r *Rulebook) Differ(facts *fact.Set, from, to lawdate.Date) (list []Difference) {
	before, after := r.Person(facts, from), r.Person(facts, to)
	for _, q := range r.Questions() {
		a, b := before.Answer(q), after.Answer(q)
		if a.Show() != b.Show() || a.Safe != b.Safe {
			list = append(list, Difference{q, a, b})
		}
	}
	return list
}
