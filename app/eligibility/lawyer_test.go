package eligibility_test

import (
	"slices"
	"testing"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// Somebody without a status is never sent to the office that keeps the register, or
// to immigration, to ask whether an uncertain answer holds: a lawyer or a support
// group comes first. Where a yes says where to go, the office that gives it is named.
func TestALawyerFirstWithoutAStatus(t *testing.T) {
	w := theWorld(t)
	first := []string{"lawyer", "support_group"}
	for _, base := range []map[string]any{
		{"residence_status": "none_of_these", "nationality_class": "foreign"},
		{"residence_status": "none_of_these", "nationality_class": "stateless", "address_in_japan": true, "dob": "1990-05-10", "insured_by": "none", "employed": false, "event": "none_of_these", "mnc": "none"},
		{"residence_status": "student", "residence_document": "residence_card", "stay_end": "2026-10-01", "application_pending": false, "address_in_japan": true, "dob": "1999-05-10", "event": "none_of_these", "mnc": "ordinary", "mnc_expiry": "2026-10-01"},
	} {
		s := w.Vocabulary().NewSet()
		for id, v := range base {
			if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
				t.Fatal(err)
			}
		}
		c, doubts := w.at(s), 0
		for _, q := range w.questions {
			o := c.Answer(q)
			if o.Rule == nil || o.Confidence == law.Certain || o.Answer == eligibility.NeedFact || o.Answer == eligibility.NotApplicable {
				continue
			}
			doubts++
			if ask := c.WhomToAsk(o); !slices.Contains(first, ask) {
				t.Errorf("%s (%s %s): ask %s", q.ID, o.Rule.ID, o.Show(), ask)
			}
		}
		if doubts == 0 {
			t.Errorf("%v: nothing was in doubt", base)
		}
	}
}

// The same for whatever else an office does, such as a day that is only probable.
func TestALawyerFirstForAnyDoubt(t *testing.T) {
	w := theWorld(t)
	for status, want := range map[string]string{"none_of_these": "lawyer", "permanent_resident": "bank"} {
		c := w.at(with(t, w.Book, map[string]any{"residence_status": status, "nationality_class": "foreign"}))
		if got := c.WhomFirst("bank", law.Probable); got != want {
			t.Errorf("%s: in doubt ask %s", status, got)
		}
		if got := c.WhomFirst("bank", law.Certain); got != "bank" {
			t.Errorf("%s: without a doubt go to %s", status, got)
		}
	}
}
