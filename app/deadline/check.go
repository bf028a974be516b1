package deadline

import (
	"errors"
	"fmt"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Checks is what Check looks at besides the table itself.
type Checks struct {
	// On is the day of the check: records to be read again before it are refused.
	// No date refuses none.
	On lawdate.Date
	// Case makes the case of an example: it reads {on, facts} and works out what
	// follows.
	Case func(n fact.Node) (Case, error)
	// HasText reports whether there is a text, HasTopic whether there is a topic.
	HasText, HasTopic func(id string) bool
}

// Check runs the examples and looks for texts and topics that are missing and for
// reviews that are due. The faults are *fact.Fault.
func (t *Table) Check(k Checks) error {
	var faults []error
	for _, r := range t.records {
		faults = append(faults, r.check(k)...)
	}
	for _, s := range t.spans {
		if id := "span." + s.ID; !k.HasText(id) {
			faults = append(faults, &fact.Fault{Place: s.Place, What: "there is no text " + id, Cure: "write it in every complete language"})
		}
	}
	return errors.Join(faults...)
}

func (r *Record) check(k Checks) (faults []error) {
	need := func(ids ...string) {
		for _, id := range ids {
			if !k.HasText(id) {
				faults = append(faults, &fact.Fault{Place: r.Place, What: "there is no text " + id, Cure: "write it in every complete language"})
			}
		}
	}
	need("deadline."+r.TextID()+".what", "deadline."+r.TextID()+".short", "office."+r.Office)
	for _, list := range [][]string{r.Bring, r.Do} {
		for _, id := range list {
			need("item." + id)
		}
	}
	for _, topic := range append([]string{r.Topic}, r.Also...) {
		if !k.HasTopic(topic) {
			faults = append(faults, &fact.Fault{Place: r.Place, What: "there is no topic " + topic, Cure: "name one of assets/rules"})
		}
	}
	if !k.On.IsZero() && r.Overdue(k.On) {
		faults = append(faults, &fact.Fault{Place: r.Place, What: fmt.Sprintf("%s was to be read again by %v", r.ID, r.ReviewBy), Cure: "read the law again, then write the day of it in checked_on: and a new review_by:"})
	}
	for _, n := range r.examples {
		if err := r.example(n, k); err != nil {
			faults = append(faults, err)
		}
	}
	return faults
}

func (r *Record) example(n fact.Node, k Checks) error {
	if err := n.Only("on", "facts", "is", "start", "opens", "safe", "last", "to_come"); err != nil {
		return err
	}
	c, err := k.Case(n)
	if err != nil {
		return err
	}
	one := &Table{records: []*Record{r}}
	events, open := one.Events(c), one.Open(c)
	got := "none"
	switch {
	case len(events) == 1:
		got = "a deadline"
	case len(open) == 1:
		got = "need_fact"
	}
	const cure = "settle by the law which of them is wrong"
	if is, some := n.Get("is"); some {
		if is.Text != got {
			return n.Fault(cure, "%s is %s, not %s (missing: %v)", r.ID, got, is.Text, open[r])
		}
		return nil
	}
	if len(events) == 0 {
		return n.Fault(cure, "%s is %s (missing: %v)", r.ID, got, open[r])
	}
	e, seen := events[0], false
	coming, _ := e.ToCome()
	for _, d := range []struct {
		key string
		day lawdate.Date
	}{{"start", e.Start}, {"opens", e.Opens}, {"safe", e.Safe}, {"last", e.Last}, {"to_come", coming}} {
		if v, some := n.Get(d.key); some {
			if seen = true; v.Text != d.day.String() {
				return n.Fault(cure, "%s: %s is %v, not %s", r.ID, d.key, d.day, v.Text)
			}
		}
	}
	if !seen {
		return n.Fault("write is:, safe: or last:", "the example expects nothing")
	}
	return nil
}
