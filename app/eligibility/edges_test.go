package eligibility_test

import (
	"strings"
	"testing"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// with is what is known, for tests.
func with(t *testing.T, b *eligibility.Book, facts map[string]any) *fact.Set {
	t.Helper()
	s := b.Vocabulary().NewSet()
	for id, v := range facts {
		if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// A rule wins over those that the ones it wins over do: as long as it may hold, none
// of them answers.
func TestAWinnerWinsAlongTheChain(t *testing.T) {
	const chain = `
question: card.apply
kind: answer
otherwise: {office: town}
checked_on: 2026-11-23
review_by: 2027-06-14
confidence: certain
rules:
- id: C-03
  when: {fact: stay_end, before: 2026-01-01}
  over: [C-02]
  then: no
  ways: [paper]
  law: ["co:1"]
  examples: [{on: 2026-11-23, facts: {stay_end: 2025-01-01}, is: no}]
- id: C-02
  when: {fact: home, is: false}
  over: [C-01]
  then: no
  ways: [paper]
  law: ["co:1"]
  examples: [{on: 2026-11-23, facts: {home: false, stay_end: 2027-01-01}, is: no}]
- id: C-01
  when: {fact: status, is: pr}
  then: yes
  law: ["co:1"]
  examples: [{on: 2026-11-23, facts: {status: pr, home: true, stay_end: 2027-01-01}, is: yes}]
`
	files := smallFiles()
	files["card/apply.yaml"] = chain
	b, err := small(t, files)
	if err != nil {
		t.Fatal(err)
	}
	q := b.Question("card.apply")
	if o := b.Case(with(t, b, map[string]any{"status": "pr", "home": true}), checked, nil).Answer(q); o.Answer != eligibility.NeedFact {
		t.Errorf("the answer is %v while a fact may still turn it", o.Answer)
	}
	if o := b.Case(with(t, b, map[string]any{"status": "pr", "home": true, "stay_end": "2025-01-01"}), checked, nil).Answer(q); o.Answer != eligibility.No {
		t.Errorf("the answer is %v, not that of the rule that wins", o.Answer)
	}
}

// That a question does not concern somebody is as sure as what it follows from.
func TestNotConcernedIsNoSurerThanItsFacts(t *testing.T) {
	files := smallFiles()
	files["card/ends.yaml"] = strings.Replace(files["card/ends.yaml"], "applies: {fact: home, is: true}", "applies: {fact: record, is: true}", 1)
	b, err := small(t, files)
	if err != nil {
		t.Fatal(err)
	}
	o := b.Case(with(t, b, map[string]any{"home": false}), checked, nil).Answer(b.Question("card.ends"))
	if o.Answer != eligibility.NotApplicable || o.Confidence != law.Probable {
		t.Errorf("%v, %v", o.Answer, o.Confidence)
	}
}

// Neither the first nor the last days of the calendar stop the questions.
func TestTheEdgesOfTheCalendar(t *testing.T) {
	w := theWorld(t)
	for _, day := range []string{"0001-01-01", "0001-12-31", "0030-01-01", "9990-01-01", "9999-12-31"} {
		on, err := lawdate.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		c := w.Case(with(t, w.Book, map[string]any{"residence_status": "student", "stay_end": day}), on, w.calendar)
		if c.Next(w.questions, nil) == "" {
			t.Errorf("on %s nothing is asked", day)
		}
	}
}
