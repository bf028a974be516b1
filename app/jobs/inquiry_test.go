package jobs_test

import (
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/assets"
)

// A second card on the reader is a second person: nothing of the first remains. The
// same card again keeps what was told.
func TestACardOfAnotherBeginsAnew(t *testing.T) {
	v, err := fact.Load(assets.Facts())
	if err != nil {
		t.Fatal(err)
	}
	in := &jobs.Inquiry{Facts: v.NewSet(), Skipped: map[string]bool{}}
	born := func(day string) []fact.Fact {
		return []fact.Fact{{ID: fact.DateOfBirth, Value: day, From: fact.FromInputSupport}}
	}
	in.Take(born("1990-05-10"), true)
	if err := in.Facts.Put(fact.Fact{ID: "pregnant", Value: true, From: fact.FromAnswer}); err != nil {
		t.Fatal(err)
	}
	in.Take(born("1990-05-10"), true)
	if !in.Facts.Value("pregnant").Known() {
		t.Error("the same card again forgot what was told")
	}
	in.Appoint(jobs.Appointment{Topic: "stay"})
	in.Take(born("1978-01-20"), false)
	if len(in.Appointments) > 0 {
		t.Error("the day on which the first is to come again remains")
	}
	if known := in.Facts.Known(); len(known) != 1 || in.Practice {
		t.Errorf("of the first remain %v, practice %v", known, in.Practice)
	}
	if err := in.Facts.Put(fact.Fact{ID: fact.DateOfBirth, Value: "1978-01-21", From: fact.FromAnswer}); err != nil {
		t.Fatal(err)
	}
	in.Take(born("1978-01-20"), false)
	if y, m, d := in.Facts.Value(fact.DateOfBirth).Day(); y != 1978 || m != 1 || d != 21 {
		t.Error("what was corrected was read over")
	}
}
