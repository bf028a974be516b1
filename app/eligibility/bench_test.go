package eligibility_test

import (
	"io/fs"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/assets"
)

// BenchmarkRead is what reading the packed rules costs.
func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		rules := assets.Rules()
		err := fs.WalkDir(rules, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(rules, name)
			if err != nil {
				return err
			}
			_, err = fact.Read(name, text)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPerson answers every question for one person, without explanations.
func BenchmarkPerson(b *testing.B) {
	w := theWorld(b)
	facts := w.typical(b)
	b.ReportAllocs()
	for b.Loop() {
		c := w.at(facts)
		for _, q := range w.questions {
			c.Answer(q)
		}
	}
}

// BenchmarkExplainTopic explains every answer of one topic.
func BenchmarkExplainTopic(b *testing.B) {
	w := theWorld(b)
	c := w.at(w.typical(b))
	topic := w.Topic("mynumber_card")
	b.ReportAllocs()
	for b.Loop() {
		for _, q := range topic.Questions {
			c.Explain(q)
		}
	}
}

// typical is a foreign resident who has answered what is asked most.
func (w *world) typical(t testing.TB) *fact.Set {
	s := w.Vocabulary().NewSet()
	for id, v := range map[string]any{
		"residence_status": "engineer_humanities_international", "nationality_class": "foreign", "residence_document": "residence_card",
		"dob": "1990-05-10", "stay_end": "2027-02-01", "stay_months_granted": 36, "address_in_japan": true, "on_resident_record": true,
		"mnc": "ordinary", "mnc_expiry": "2027-02-01", "employed": true, "insured_by": "work", "passport": "current",
	} {
		if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}
