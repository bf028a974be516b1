package eligibility_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// world is the rules with the values between which they can tell.
type world struct {
	*eligibility.Book
	on        lawdate.Date
	calendar  *lawdate.Calendar
	questions []*eligibility.Question
	facts     []fact.Definition
	cells     map[string][]fact.Value
}

func theWorld(t testing.TB) *world { return worldOn(t, checked) }

// worldOn is the world as it is asked about on a day.
func worldOn(t testing.TB, on lawdate.Date) *world {
	w := &world{Book: book(t), on: on, calendar: calendar(t), cells: map[string][]fact.Value{}}
	for _, topic := range w.Topics() {
		w.questions = append(w.questions, topic.Questions...)
	}
	for _, d := range w.Vocabulary().Definitions() {
		if !d.Derived && slices.Contains(d.From, fact.FromAnswer) && d.Type != fact.Text {
			w.facts = append(w.facts, d)
			w.cells[d.ID] = eligibility.Cells(d, w.Constants(d.ID), on)
		}
	}
	return w
}

func (w *world) at(s *fact.Set) *eligibility.Case { return w.Case(s, w.on, w.calendar) }

// same reports whether two outcomes tell the same.
func same(a, b eligibility.Outcome) bool {
	return a.Answer == b.Answer && a.Rule == b.Rule && a.Safe == b.Safe && a.Last == b.Last && a.Opens == b.Opens
}

// someone is a person of whom a part is known.
func (w *world) someone(pick func(n int) int) *fact.Set {
	s := w.Vocabulary().NewSet()
	share := 1 + pick(9)
	for _, d := range w.facts {
		if pick(10) < share {
			cells := w.cells[d.ID]
			s.Set(w.Vocabulary().Number(d.ID), cells[pick(len(cells))], fact.FromAnswer)
		}
	}
	return s
}

// No answer rests on a fact that is unknown: whatever it turns out to be, what was
// settled stays as it was.
func TestNothingUnknownDecides(t *testing.T) {
	for _, day := range []string{"2026-11-23", "2025-05-01", "2027-04-01", "2028-10-01"} {
		on, err := lawdate.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(day, func(t *testing.T) { nothingUnknownDecides(t, worldOn(t, on), 20) })
	}
}

func nothingUnknownDecides(t *testing.T, w *world, people int) {
	r := rand.New(rand.NewPCG(4, 1123))
	for range people {
		s := w.someone(r.IntN)
		before := map[*eligibility.Question]eligibility.Outcome{}
		c := w.at(s)
		for _, q := range w.questions {
			if o := c.Answer(q); o.Answer.Settled() && !o.Contradiction {
				before[q] = o
			}
		}
		for _, d := range w.facts {
			if c.Facts().Value(d.ID).Known() { // told, or implied by what was told
				continue
			}
			for _, v := range w.cells[d.ID] {
				more := s.Clone()
				more.Set(w.Vocabulary().Number(d.ID), v, fact.FromAnswer)
				after := w.at(more)
				for q, o := range before {
					if got := after.Answer(q); !same(o, got) {
						t.Fatalf("%s was %v by %v; with %s %v it is %v by %v", q.ID, o.Answer, id(o.Rule), d.ID, v.Any(d), got.Answer, id(got.Rule))
					}
				}
			}
		}
	}
}

// The same for two facts at once.
func TestNoTwoUnknownsDecide(t *testing.T) {
	w := theWorld(t)
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		s := w.someone(pick)
		more, known := s.Clone(), w.at(s).Facts()
		for range 2 {
			d := w.facts[pick(len(w.facts))]
			if !known.Value(d.ID).Known() {
				more.Set(w.Vocabulary().Number(d.ID), w.cells[d.ID][pick(len(w.cells[d.ID]))], fact.FromAnswer)
			}
		}
		before, after := w.at(s), w.at(more)
		for _, q := range w.questions {
			o := before.Answer(q)
			if !o.Answer.Settled() || o.Contradiction {
				continue
			}
			if got := after.Answer(q); !same(o, got) {
				t.Fatalf("%s was %v by %v and is %v by %v", q.ID, o.Answer, id(o.Rule), got.Answer, id(got.Rule))
			}
		}
	})
}

// Facts told in another order give the same answers, on the way and in the end.
func TestTheOrderOfAnswersDoesNotMatter(t *testing.T) {
	w := theWorld(t)
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		s := w.someone(pick)
		again := w.Vocabulary().NewSet()
		for _, f := range rapid.Permutation(s.Known()).Draw(t, "order") {
			if err := again.Put(f); err != nil {
				t.Fatal(err)
			}
		}
		a, b := w.at(s), w.at(again)
		for _, q := range w.questions {
			if !same(a.Answer(q), b.Answer(q)) {
				t.Fatalf("%s differs by the order of answers", q.ID)
			}
		}
	})
}

// What is only probable never leaves as a plain yes or no, and what nobody is sure
// of as neither.
func TestProbableIsNeverPlain(t *testing.T) {
	w := theWorld(t)
	r := rand.New(rand.NewPCG(4, 20261123))
	probable := 0
	for range 300 {
		c := w.at(w.someone(r.IntN))
		for _, q := range w.questions {
			o := c.Answer(q)
			switch {
			case o.Answer == eligibility.NeedFact || o.Answer == eligibility.NotApplicable || o.Answer == eligibility.Ask:
			case o.Confidence == law.Unsure:
				t.Fatalf("%s says %v and nobody is sure", q.ID, o.Answer)
			case o.Confidence == law.Probable:
				probable++
				if s := string(o.Show()); s != "probably_"+o.Answer.String() {
					t.Fatalf("%s shows %q", q.ID, s)
				}
			case o.Rule == nil || o.Rule.Confidence != law.Certain:
				t.Fatalf("%s says %v plainly by %v", q.ID, o.Answer, id(o.Rule))
			}
		}
	}
	if probable == 0 {
		t.Error("no answer was probable: the test saw nothing")
	}
}

func id(r *eligibility.Rule) string {
	if r == nil {
		return "no rule"
	}
	return r.ID
}
