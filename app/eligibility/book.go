// Package eligibility answers what a person may have and by when: questions, each
// answered by a table of dated rules with their law, over facts of which any may
// be unknown.
//
// A fact nobody stated stays unknown: an answer rests only on rules that hold
// whatever the unknown facts are, and says else which facts are missing. Derived
// facts (who is who) are worked out by tables of the same kind, in strata. The
// room holds no rule and no text, asks nobody and knows no clock.
package eligibility

import (
	"slices"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// Answer is what a question comes to. The zero Answer is NeedFact.
type Answer uint8

// The answers. Ask means that the law has not been read surely enough, or that no
// rule speaks: the office named has to be asked. Dated is the answer of a question
// for a day.
const (
	NeedFact Answer = iota
	Yes
	No
	YesIf
	OfficeDecides
	TooLate
	NotNeeded
	Ask
	Dated
	NotApplicable
)

var answers = []string{"need_fact", "yes", "no", "yes_if", "office_decides", "too_late", "not_needed", "ask", "date", "not_applicable"}

func (a Answer) String() string { return answers[a] }

// Settled reports whether no further fact changes the answer.
func (a Answer) Settled() bool { return a != NeedFact }

// Topic is what questions and deadlines belong to.
type Topic struct {
	ID    string
	Order int
	// Icon is a name of assets/icons without its ending.
	Icon      string
	Questions []*Question
	// Bring, Ways (without the card) and Offices are ids of texts item.* and
	// office.*; Near are topics.
	Bring, Ways, Offices, Near []string
	Place                      fact.Place
	names                      []string
}

// Question is one thing a person may ask, and the rules that answer it.
type Question struct {
	// ID is "topic.name".
	ID    string
	Topic *Topic
	// Dates: the answer is a day.
	Dates bool
	// Otherwise is the office to ask when no rule speaks.
	Otherwise string
	Rules     []*Rule
	Place     fact.Place

	applies      *cond.Predicate
	readsToApply cond.Numbers
	sorted       []*Rule // those that win over others first
	examples     []example
}

// Rule is one row of the law.
type Rule struct {
	// ID is that of the row, such as C-52 or C-52.1.
	ID string
	// Why is the id of the rule whose text says why, mostly its own.
	Why    string
	Answer Answer
	// Conditions of a YesIf; Ways that are open instead of a No or TooLate; what to
	// bring and to do: ids of texts item.*.
	Conditions, Ways, Bring, Do []string
	// Office to go to or to ask, "" for that of the question.
	Office string
	law.Basis
	Place fact.Place

	when              *cond.Predicate
	opens, safe, last *cond.DateNode
	value             fact.Value
	over              []*Rule // rules that this one wins over
	under             []int   // places in sorted of those that win over it, directly or by way of others
	// rests are the facts it looks at, and those that the rules winning over it do.
	rests cond.Numbers
	// reading are the facts it looks at itself.
	reading  cond.Numbers
	names    []fact.Node
	examples []example
}

// table derives one fact.
type table struct {
	id     string
	number int // in the vocabulary
	at     int // among the tables of the book
	q      *Question
	place  fact.Place
}

// example is an expected answer that stands beside the rules.
type example struct {
	node  fact.Node
	rule  *Rule // nil for one of the question
	table *table
	q     *Question
}

// Book is every topic, question and table. It does not change and may be used by
// several goroutines.
type Book struct {
	vocabulary *fact.Vocabulary
	params     *cond.Params
	library    *law.Library
	topics     []*Topic
	groups     []*Group
	implied    []implied
	questions  map[string]*Question
	rules      map[string]*Rule
	tables     []*table // in the order of strata
	derived    []*table // by number of the fact; nil for one that is asked
	names      []string // of the facts by number
}

// Vocabulary is that of the facts.
func (b *Book) Vocabulary() *fact.Vocabulary { return b.vocabulary }

// Params are the numbers the rules cite.
func (b *Book) Params() *cond.Params { return b.params }

// Library is the acts and pages the rules cite.
func (b *Book) Library() *law.Library { return b.library }

// Topics lists them in their order.
func (b *Book) Topics() []*Topic { return slices.Clone(b.topics) }

// Topic finds one by id; nil for none.
func (b *Book) Topic(id string) *Topic {
	for _, t := range b.topics {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// Question finds one by id; nil for none.
func (b *Book) Question(id string) *Question { return b.questions[id] }

// Rule finds one by id; nil for none.
func (b *Book) Rule(id string) *Rule { return b.rules[id] }

// Constants lists the values that rules compare a fact with, none twice.
func (b *Book) Constants(id string) (list []fact.Value) {
	take := func(q *Question) {
		preds := []*cond.Predicate{q.applies}
		for _, r := range q.Rules {
			preds = append(preds, r.when)
		}
		for _, p := range preds {
			if p == nil {
				continue
			}
			for _, v := range p.Constants(id) {
				if !slices.ContainsFunc(list, v.Is) {
					list = append(list, v)
				}
			}
		}
	}
	for _, t := range b.tables {
		take(t.q)
	}
	for _, t := range b.topics {
		for _, q := range t.Questions {
			take(q)
		}
	}
	return list
}
