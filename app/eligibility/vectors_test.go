package eligibility_test

import (
	"testing"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// The expected dates and answers that need a rule and not only a day: those of
// app/lawdate/testdata/vectors that its own test leaves out, under their names there.
func TestVectorsThatNeedRules(t *testing.T) {
	w := theWorld(t)
	person := func(on string, facts map[string]any) *eligibility.Case {
		s := w.Vocabulary().NewSet()
		for id, v := range facts {
			if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
				t.Fatal(err)
			}
		}
		day, err := lawdate.Parse(on)
		if err != nil {
			t.Fatal(err)
		}
		return w.Case(s, day, w.calendar)
	}
	applied := func(more map[string]any) map[string]any {
		facts := map[string]any{
			"residence_status": "engineer_humanities_international", "residence_document": "residence_card", "stay_end": "2026-12-15",
			"application_pending": true, "application_kind": "extension", "application_on": "2026-12-01",
		}
		for id, v := range more {
			facts[id] = v
		}
		return facts
	}
	short := map[string]any{"residence_document": "passport_only", "stay_months_granted": 1, "stay_days_granted": 30}
	for name, facts := range map[string]map[string]any{
		"facts_l_012":        applied(short),
		"special_period_036": applied(map[string]any{"application_on": "2026-11-01", "application_pending": false}),
		"special_period_037": applied(short),
		"special_period_040": applied(map[string]any{"application_on": "2026-12-16"}),
		"special_period_043": applied(map[string]any{"application_kind": "permanent_residence"}),
	} {
		c := person("2026-12-20", facts)
		if v := c.Facts().Value("special_period_end"); v.Known() {
			t.Errorf("%s: there is a special period until %v", name, v)
		}
		if v := c.Facts().Value("in_special_period"); !v.Known() || v.Bool() {
			t.Errorf("%s: the special period is not ruled out", name)
		}
	}
	if v := person("2026-12-20", applied(nil)).Facts().Value("special_period_end"); !v.Known() {
		t.Error("somebody who applied in time has no special period: the others show nothing")
	}

	student := map[string]any{"residence_status": "student", "stay_months_granted": 6, "stay_end": "2027-05-15", "address_in_japan": true}
	for name, x := range map[string]struct {
		facts    map[string]any
		question string
		want     eligibility.Shown
	}{
		"facts_l_024": {student, "resident_record.on_record", "yes"},
		"facts_l_025": {map[string]any{
			"nationality_class": "stateless", "moved_abroad": true, "address_in_japan": false, "on_resident_record": false,
			"residence_status": "none_of_these", "mnc": "none",
		}, "mynumber_card.apply", "no"},
		"facts_l_026": {map[string]any{"residence_status": "student", "residence_document": "specified_residence_card", "stay_end": "2028-08-15", "event": "residence_card_lost", "mnc": "specified_residence_card"}, "specified_residence_card.after_loss", "no"},
		"facts_l_027": {map[string]any{"dob": "2012-03-01", "mnc": "ordinary", "phone_kind": "iphone_ready", "residence_status": "permanent_resident", "address_in_japan": true}, "phone.iphone", "probably_no"},
		"facts_l_028": {map[string]any{}, "resident_record.on_record", "need_fact"},
	} {
		c := person("2026-11-23", x.facts)
		q := w.Question(x.question)
		if o := c.Answer(q); o.Show() != x.want {
			t.Errorf("%s: %s is %s, not %s (missing %v)", name, x.question, o.Show(), x.want, c.Missing(q))
		}
	}
}
