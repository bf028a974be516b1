package eligibility_test

import (
	"os"
	"slices"
	"testing"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
)

// What each kind of person may have, as it was worked out from the law before any
// rule answered. A yes_if may also be a need_fact that names the condition: the
// person has not said yet whether it is met.
func TestTheMatrixOfProfiles(t *testing.T) {
	w := theWorld(t)
	text, err := os.ReadFile("testdata/matrix.yaml")
	if err != nil {
		t.Fatal(err)
	}
	cells, err := fact.Read("matrix.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	if len(cells.Items) < 90 {
		t.Errorf("the matrix has %d cells", len(cells.Items))
	}
	word := func(n fact.Node, key string) string {
		v, _ := n.Get(key)
		return v.Text
	}
	for _, cell := range cells.Items {
		on, facts, err := w.Given(cell)
		if err != nil {
			t.Fatal(err)
		}
		q := w.Question(word(cell, "question"))
		if q == nil {
			t.Fatalf("%v: there is no such question", cell.Place)
		}
		c := w.Case(facts, on, w.calendar)
		o := c.Answer(q)
		condition := word(cell, "condition")
		met := o.Answer == eligibility.NeedFact && condition != "" && slices.Contains(c.Missing(q), condition)
		if got := o.Answer.String(); got != word(cell, "is") && !met {
			t.Errorf("%v %s: %s is %s by %s, not %s (missing %v)", cell.Place, word(cell, "profile"), q.ID, got, id(o.Rule), word(cell, "is"), c.Missing(q))
			continue
		}
		if want := word(cell, "confidence"); want != "" && !met && o.Confidence.String() != want {
			t.Errorf("%v %s: %s is %v by %s, not %s", cell.Place, word(cell, "profile"), q.ID, o.Confidence, id(o.Rule), want)
		}
	}
}
