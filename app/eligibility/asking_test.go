package eligibility_test

import (
	"testing"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
)

// sitting asks a person until nothing is left and says what was asked.
func (w *world) sitting(known *fact.Set, truth map[string]any, questions []*eligibility.Question) (asked []string, c *eligibility.Case) {
	skipped := map[string]bool{}
	s := known.Clone()
	c = w.at(s)
	for {
		id := c.Next(questions, func(id string) bool { return skipped[id] })
		if id == "" {
			return asked, c
		}
		asked = append(asked, id)
		if v, some := truth[id]; some && s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}) == nil {
			c = w.at(s)
		} else {
			skipped[id] = true
		}
		if len(asked) > 200 {
			return asked, c
		}
	}
}

func TestTrySitting(t *testing.T) {
	w := theWorld(t)
	s := w.Vocabulary().NewSet()
	for id, v := range map[string]any{"dob": "1990-05-10", "address_in_japan": true} {
		if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	truth := map[string]any{"residence_status": "engineer_humanities_international", "nationality_class": "foreign", "residence_document": "residence_card", "stay_end": "2027-02-01", "stay_months_granted": 36,
		"event": "none_of_these", "mnc": "ordinary", "mnc_expiry": "2027-02-01", "application_pending": false, "on_resident_record": true, "moved_abroad": false, "employed": true, "insured_by": "work", "passport": "current",
		"mnc_lost": false, "mnc_damaged": false, "mnc_space_full": false, "guardian": "none", "phone_kind": "android_ready", "pins_known": "all", "children": []any{}, "pregnant": false, "in_need": false}
	for _, topics := range [][]string{{"mynumber_card"}, {"certificates"}, {"stay"}, {"special_period"}, {"specified_residence_card"}, {"mynumber_card", "certificates", "stay", "special_period", "specified_residence_card", "resident_record", "my_number"}, nil} {
		var qs []*eligibility.Question
		for _, topic := range w.Topics() {
			for _, id := range topics {
				if topic.ID == id {
					qs = append(qs, topic.Questions...)
				}
			}
			if topics == nil {
				qs = append(qs, topic.Questions...)
			}
		}
		asked, c := w.sitting(s, truth, qs)
		left := 0
		for _, q := range qs {
			if !c.Answer(q).Answer.Settled() {
				left++
			}
		}
		t.Logf("%v: %d questions, %d asked, %d unsettled: %v", topics, len(qs), len(asked), left, asked)
	}
}
