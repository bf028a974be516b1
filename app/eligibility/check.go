package eligibility

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Checks is what Check looks at besides the book itself.
type Checks struct {
	// On is the day of the check: records to be read again before it are refused.
	// No date refuses none.
	On lawdate.Date
	// HasText reports whether there is a text; nil asks for none.
	HasText  func(id string) bool
	Calendar *lawdate.Calendar
}

// Check finds what takes long to find: examples that come out otherwise, two rules
// that can hold for one person, rules that can hold for nobody, texts that are
// missing, reviews that are due. It is for those who write data, and for tests; the
// faults are *fact.Fault.
func (b *Book) Check(k Checks) error {
	var faults []error
	for _, t := range b.tables {
		faults = append(faults, b.checkQuestion(t.q, k)...)
	}
	for _, g := range b.groups {
		for _, id := range []string{"ask." + g.ID, "ask." + g.ID + ".explain"} {
			if k.HasText != nil && !k.HasText(id) {
				faults = append(faults, &fact.Fault{Place: g.Place, What: "there is no text " + id, Cure: "write it in every complete language"})
			}
		}
	}
	for _, t := range b.topics {
		faults = append(faults, b.texts(t, k)...)
		for _, q := range t.Questions {
			faults = append(faults, b.checkQuestion(q, k)...)
		}
	}
	return errors.Join(faults...)
}

func (b *Book) checkQuestion(q *Question, k Checks) (faults []error) {
	for _, e := range q.examples {
		faults = append(faults, b.example(e, k))
	}
	for i, r := range q.Rules {
		for _, e := range r.examples {
			faults = append(faults, b.example(e, k))
		}
		if r.Overdue(k.On) && !k.On.IsZero() {
			faults = append(faults, &fact.Fault{Place: r.Place, What: fmt.Sprintf("%s was to be read again by %v", r.ID, r.ReviewBy), Cure: "read the law again, then write the day of it in checked_on: and a new review_by:"})
		}
		s := search{book: b, q: q}
		if !s.reachable(r) {
			faults = append(faults, &fact.Fault{Place: r.Place, What: r.ID + " can hold for nobody", Cure: "mend its condition, or delete it"})
		}
		for _, o := range q.Rules[i+1:] {
			if !r.over1(o) && !o.over1(r) && s.together(r, o) {
				faults = append(faults, &fact.Fault{Place: o.Place, What: fmt.Sprintf("%s and %s can both hold: %s", r.ID, o.ID, s.found()), Cure: "make them disjoint, or write over: [" + r.ID + "] where this one wins"})
			}
		}
	}
	return slices.DeleteFunc(faults, func(err error) bool { return err == nil })
}

// over1 reports whether r wins over o, directly or by way of others.
func (r *Rule) over1(o *Rule) bool {
	return slices.ContainsFunc(r.over, func(p *Rule) bool { return p == o || p.over1(o) })
}

// texts are those a topic needs.
func (b *Book) texts(t *Topic, k Checks) (faults []error) {
	if k.HasText == nil {
		return nil
	}
	need := func(p fact.Place, ids ...string) {
		for _, id := range ids {
			if !k.HasText(id) {
				faults = append(faults, &fact.Fault{Place: p, What: "there is no text " + id, Cure: "write it in every complete language"})
			}
		}
	}
	for _, part := range TopicParts() {
		need(t.Place, "topic."+t.ID+"."+part)
	}
	named := func(p fact.Place, kind string, ids []string) {
		for _, id := range ids {
			need(p, kind+"."+id)
		}
	}
	named(t.Place, "item", t.Bring)
	named(t.Place, "item", t.Ways)
	named(t.Place, "office", t.Offices)
	for _, q := range t.Questions {
		need(q.Place, "question."+q.ID, "office."+q.Otherwise)
		for _, r := range q.Rules {
			need(r.Place, r.WhyText())
			for _, list := range [][]string{r.Conditions, r.Ways, r.Bring, r.Do} {
				named(r.Place, "item", list)
			}
			if r.Office != "" {
				need(r.Place, "office."+r.Office)
			}
		}
		for _, id := range q.reads() {
			if d, _ := b.vocabulary.Lookup(id); !d.Derived && d.Where != "" {
				need(d.Place, "fact."+id, "fact."+id+".ask", d.Where)
				for _, v := range d.Values {
					need(d.Place, "fact."+id+"."+v)
				}
			}
		}
	}
	return faults
}

// TopicParts are the texts topic.<id>.<part> of every topic.
func TopicParts() []string {
	return []string{"name", "short", "do", "bring", "where", "cost", "without_card", "words"}
}

// WhyText is the id of the text that says why.
func (r *Rule) WhyText() string { return "rule." + TextID(r.Why) + ".why" }

// TextID is an id of a row as it stands in the ids of texts: c_52_1 for C-52.1.
func TextID(row string) string {
	return strings.NewReplacer("-", "_", ".", "_").Replace(strings.ToLower(row))
}

// example runs one.
func (b *Book) example(e example, k Checks) error {
	n := e.node
	if err := n.Only("on", "facts", "is", "date", "opens", "safe", "last", "value", "missing", "confidence"); err != nil {
		return err
	}
	on, facts, err := b.Given(n)
	if err != nil {
		return err
	}
	c := b.Case(facts, on, k.Calendar)
	if e.table != nil {
		return b.tableExample(e, c)
	}
	o := c.Answer(e.q)
	if err := b.compare(n, o, c); err != nil {
		return err
	}
	if e.rule != nil && o.Rule != e.rule {
		got := "no rule"
		if o.Rule != nil {
			got = o.Rule.ID
		}
		return n.Fault("mend the rules, or move the example", "%s answers, not %s (missing: %v)", got, e.rule.ID, c.Missing(e.q))
	}
	return nil
}

// Given reads {on, facts} of an example. The error is a *fact.Fault.
func (b *Book) Given(n fact.Node) (on lawdate.Date, s *fact.Set, err error) {
	day, _ := n.Get("on")
	if on, err = lawdate.Parse(day.Text); err != nil {
		return on, nil, n.Fault("write on: YYYY-MM-DD", "the example has no day")
	}
	s = b.vocabulary.NewSet()
	facts, _ := n.Get("facts")
	for _, key := range facts.Keys {
		d, ok := b.vocabulary.Lookup(key.Name)
		if !ok {
			return on, s, &fact.Fault{Place: key.Place, What: "there is no fact " + key.Name, Cure: b.vocabulary.Cure(key.Name)}
		}
		v, err := d.Value(key.Value.Any())
		if err != nil {
			return on, s, key.Value.Fault("write what the fact takes", "%v", err)
		}
		from := fact.FromAnswer
		if d.Derived {
			from = fact.FromRule
		}
		s.Set(b.vocabulary.Number(key.Name), v, from)
	}
	return on, s, nil
}

// compare looks whether an outcome is the one written down.
func (b *Book) compare(n fact.Node, o Outcome, c *Case) error {
	cure := "settle by the law which of them is wrong"
	if is, some := n.Get("is"); some && is.Text != o.Answer.String() {
		return n.Fault(cure, "the answer is %v, not %s (missing: %v)", o.Answer, is.Text, c.Missing(o.Question))
	}
	if v, some := n.Get("confidence"); some && v.Text != o.Confidence.String() {
		return n.Fault(cure, "the answer is %v, not %s", o.Confidence, v.Text)
	}
	days := []struct {
		key string
		day lawdate.Date
	}{{"date", o.Safe}, {"safe", o.Safe}, {"last", o.Last}, {"opens", o.Opens}}
	seen := false
	for _, d := range days {
		if v, some := n.Get(d.key); some {
			if seen = true; v.Text != d.day.String() {
				return n.Fault(cure, "%s is %v, not %s (answer %v, missing %v)", d.key, d.day, v.Text, o.Answer, c.Missing(o.Question))
			}
		}
	}
	if _, some := n.Get("is"); !some && !seen {
		return n.Fault("write is: or date:", "the example expects nothing")
	}
	if missing, some := n.Get("missing"); some {
		all := c.Missing(o.Question)
		for _, m := range missing.Items {
			if !slices.Contains(all, m.Text) {
				return n.Fault(cure, "%s is not missing, but %v", m.Text, all)
			}
		}
	}
	return nil
}

func (b *Book) tableExample(e example, c *Case) error {
	v := c.Facts().At(e.table.number)
	want, some := e.node.Get("value")
	if !some {
		want, some = e.node.Get("date")
	}
	d, _ := b.vocabulary.Lookup(e.table.id)
	if is, unknown := e.node.Get("is"); unknown && is.Text == "need_fact" {
		if v.Known() {
			return e.node.Fault("settle by the law which of them is wrong", "%s is %v", d.ID, v.Any(d))
		}
		return nil
	}
	if !some {
		return e.node.Fault("write value:, date: or is: need_fact", "the example expects nothing")
	}
	expected, err := d.Value(want.Any())
	if err != nil {
		return want.Fault("write what the fact takes", "%v", err)
	}
	if !v.Is(expected) {
		return e.node.Fault("settle by the law which of them is wrong", "%s is %v (missing: %v)", d.ID, v.Any(d), c.Missing(e.table.q))
	}
	if e.rule != nil {
		if r, _ := c.settle(e.table.q); r != e.rule {
			return e.node.Fault("mend the rules, or move the example", "another rule than %s gives %s", e.rule.ID, d.ID)
		}
	}
	return nil
}
