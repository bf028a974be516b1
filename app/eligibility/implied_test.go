package eligibility_test

import (
	"slices"
	"testing"

	"madoguchi/app/fact"
)

// Who is Japanese is not asked for papers of a stay, and what follows from that is
// not told as an answer.
func TestNobodyJapaneseIsAskedForAStay(t *testing.T) {
	w := theWorld(t)
	s := w.Vocabulary().NewSet()
	if err := s.Put(fact.Fact{ID: "nationality_class", Value: "japanese", From: fact.FromAnswer}); err != nil {
		t.Fatal(err)
	}
	c := w.at(s)
	for _, id := range c.Open(w.questions, nil) {
		if slices.Contains([]string{"residence_status", "residence_document", "stay_end", "stay_months_granted", "residence_card_end", "application_pending"}, id) {
			t.Errorf("%s is asked", id)
		}
	}
	if v := c.Facts().Value("status_class"); v.Text() != "jp_national" {
		t.Errorf("the class is %q", v.Text())
	}
	if known := c.Base().Known(); len(known) != 1 {
		t.Errorf("told are %v", known)
	}
}
