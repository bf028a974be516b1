package eligibility_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
)

// asking chooses the fact to ask for next among those that are open.
type asking func(c *eligibility.Case, questions []*eligibility.Question) string

// best asks for what settles most.
func best(c *eligibility.Case, questions []*eligibility.Question) string {
	return c.Next(questions, nil)
}

// plain is the fixed order in which offices ask: what happened, which paper, until
// when, where, how old, the card, the nationality, the passport, work and family,
// then the rest.
var plainOrder = []string{
	"event", "event_on", "wants", "residence_document", "residence_status", "stay_end", "stay_months_granted",
	"application_pending", "application_kind", "application_on", "address_in_japan", "on_resident_record", "dob",
	"mnc", "mnc_expiry", "pins_known", "nationality_class", "passport", "employed", "insured_by", "children",
}

func plain(c *eligibility.Case, questions []*eligibility.Question) string {
	open := c.Open(questions, nil)
	for _, id := range plainOrder {
		if slices.Contains(open, id) {
			return id
		}
	}
	return append(open, "")[0]
}

// asked counts the questions until everything about a person is settled.
func (w *world) asked(t *testing.T, truth *fact.Set, questions []*eligibility.Question, next asking) (n int) {
	s := w.Vocabulary().NewSet()
	for c := w.at(s); ; c = w.at(s) {
		id := next(c, questions)
		if id == "" {
			return n
		}
		if n++; n > len(w.facts) {
			t.Fatal("the asking does not end")
		}
		s.Set(w.Vocabulary().Number(id), truth.Value(id), fact.FromAnswer)
	}
}

// Choosing the next question by what it settles needs fewer of them than the fixed
// order, on average over a thousand people, each with one thing to ask about.
func TestFewerQuestionsThanTheFixedOrder(t *testing.T) {
	w := theWorld(t)
	r := rand.New(rand.NewPCG(3, 5))
	topics := w.Topics()
	const people = 1000
	chosen, fixed := 0, 0
	for range people {
		truth := w.Vocabulary().NewSet()
		for _, d := range w.facts {
			cells := w.cells[d.ID]
			truth.Set(w.Vocabulary().Number(d.ID), cells[r.IntN(len(cells))], fact.FromAnswer)
		}
		questions := topics[r.IntN(len(topics))].Questions
		chosen += w.asked(t, truth, questions, best)
		fixed += w.asked(t, truth, questions, plain)
	}
	t.Logf("questions a person: %.2f chosen, %.2f in the fixed order", float64(chosen)/people, float64(fixed)/people)
	if chosen >= fixed {
		t.Error("choosing needs no fewer questions than the fixed order")
	}
}
