package eligibility_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
)

// How many pages may be asked after a card was read.
const (
	mostPagesOfTheCard = 5
	mostPagesOfAll     = 10
)

// aboutTheCard are the topics that the card, its certificates and the stay settle.
var aboutTheCard = []string{
	"mynumber_card", "certificates", "convenience_store", "phone", "stay", "special_period",
	"specified_residence_card", "resident_record", "my_number",
}

// human is one of the practice people: what the card says, and what the person
// would answer if asked.
type human struct {
	id         string
	card, told *fact.Set
	answers    fact.Node // what questions come to then
}

// humans are those of testdata/people. What they say of their cards is compared
// with the cards themselves where cards can be read.
func humans(t testing.TB, b *eligibility.Book) (list []human) {
	t.Helper()
	names, err := filepath.Glob("testdata/people/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("nobody is there", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n, err := fact.Read(name, text)
		if err == nil {
			err = n.Only("card", "told", "answers")
		}
		if err != nil {
			t.Fatal(err)
		}
		h := human{id: strings.TrimSuffix(filepath.Base(name), ".yaml")}
		for key, to := range map[string]**fact.Set{"card": &h.card, "told": &h.told} {
			given, _ := n.Get(key)
			if _, *to, err = b.Given(given); err != nil {
				t.Fatal(err)
			}
			for _, f := range (*to).Known() {
				if d, _ := b.Vocabulary().Lookup(f.ID); d.Derived {
					t.Fatalf("%s: %s is derived, not told", name, f.ID)
				}
			}
		}
		h.answers, _ = n.Get("answers")
		list = append(list, h)
	}
	return list
}

// page is one that was asked: its facts, those not answered in brackets.
type page struct {
	group string
	facts []string
}

func (p page) String() string {
	if p.group == "" {
		return strings.Join(p.facts, " ")
	}
	return p.group + "{" + strings.Join(p.facts, " ") + "}"
}

// facts counts those of pages.
func facts(pages []page) (n int) {
	for _, p := range pages {
		n += len(p.facts)
	}
	return n
}

// interview asks page after page until the questions are settled or what is left
// was not answered.
func (w *world) interview(t *testing.T, h human, questions []*eligibility.Question) (pages []page, c *eligibility.Case) {
	s, skipped := h.card.Clone(), map[string]bool{}
	for c = w.at(s); ; c = w.at(s) {
		g, facts := c.Page(questions, func(id string) bool { return skipped[id] })
		if len(facts) == 0 {
			return pages, c
		}
		var p page
		if g != nil {
			p.group = g.ID
		}
		for _, id := range facts {
			if v := h.told.Value(id); v.Known() {
				s.Set(w.Vocabulary().Number(id), v, fact.FromAnswer)
				p.facts = append(p.facts, id)
			} else {
				skipped[id] = true
				p.facts = append(p.facts, "("+id+")")
			}
		}
		if pages = append(pages, p); len(pages) > len(w.facts) {
			t.Fatalf("%s: the asking does not end", h.id)
		}
	}
}

// After the card was read, at most five pages settle what is about card,
// certificates and stay, and at most ten everything.
func TestFewPagesAfterTheCard(t *testing.T) {
	w := theWorld(t)
	var card, all []*eligibility.Question
	for _, id := range aboutTheCard {
		topic := w.Topic(id)
		if topic == nil {
			t.Fatalf("there is no topic %s", id)
		}
		card = append(card, topic.Questions...)
	}
	for _, topic := range w.Topics() {
		all = append(all, topic.Questions...)
	}
	table := fmt.Sprintf("%-12s %12s %9s %12s %9s\n", "after card", "pages/facts", "settled", "all", "settled")
	for _, h := range humans(t, w.Book) {
		first, c := w.interview(t, h, card)
		done, odd := settled(c, card)
		whole, d := w.interview(t, h, all)
		doneAll, oddAll := settled(d, all)
		table += fmt.Sprintf("%-12s %6d/%5d %5d/%3d %6d/%5d %5d/%3d\n", h.id,
			len(first), facts(first), done, len(card), len(whole), facts(whole), doneAll, len(all))
		t.Logf("%s, card: %v", h.id, first)
		t.Logf("%s, all: %v", h.id, whole)
		if len(first) > mostPagesOfTheCard {
			t.Errorf("%s is asked %d pages about the card, more than %d", h.id, len(first), mostPagesOfTheCard)
		}
		if len(whole) > mostPagesOfAll {
			t.Errorf("%s is asked %d pages about everything, more than %d", h.id, len(whole), mostPagesOfAll)
		}
		w.answers(t, h, d)
		for _, id := range slices.Concat(odd, oddAll) {
			t.Errorf("%s: what is told contradicts itself at %s", h.id, id)
		}
	}
	t.Log("\n" + table)
}

// answers compares what a human is told in the end with what is expected.
func (w *world) answers(t *testing.T, h human, c *eligibility.Case) {
	for _, key := range h.answers.Keys {
		q := w.Question(key.Name)
		if q == nil {
			t.Errorf("%s: there is no question %s", h.id, key.Name)
			continue
		}
		o := c.Answer(q)
		got := o.Answer.String()
		if o.Answer == eligibility.Dated {
			got = o.Safe.String()
		}
		if got != key.Value.Text {
			t.Errorf("%s: %s is %s by %s, not %s", h.id, key.Name, got, id(o.Rule), key.Value.Text)
		}
	}
}

// settled counts the questions that need no further fact, and names those of which
// what is told does not fit together.
func settled(c *eligibility.Case, questions []*eligibility.Question) (n int, contradictions []string) {
	for _, q := range questions {
		o := c.Answer(q)
		if o.Answer.Settled() {
			n++
		}
		if o.Contradiction {
			contradictions = append(contradictions, q.ID)
		}
	}
	return n, contradictions
}
