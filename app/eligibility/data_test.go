package eligibility_test

import (
	"testing"

	"madoguchi/app/cond"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/assets"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

// checked is the day of the last reading of the law: the data is looked at as it
// stood then, so that the test does not fail by the passing of time. The program
// shows reviews that are due.
var checked, _ = lawdate.Parse("2026-11-23")

func book(t testing.TB) *eligibility.Book {
	t.Helper()
	vocabulary, err := fact.Load(assets.Facts())
	if err != nil {
		t.Fatal(err)
	}
	params, err := cond.LoadParams(assets.Params())
	if err != nil {
		t.Fatal(err)
	}
	library, err := law.Load(assets.Laws(), assets.Pages())
	if err != nil {
		t.Fatal(err)
	}
	b, err := eligibility.Load(assets.Rules(), cond.Scope{Vocabulary: vocabulary, Params: params}, library)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func calendar(t testing.TB) *lawdate.Calendar {
	t.Helper()
	h, err := cond.LoadHolidays(assets.Holidays())
	if err != nil {
		t.Fatal(err)
	}
	return h.Calendar
}

// Every example beside a rule comes out as written, no two rules can hold for one
// person, every rule can hold for somebody, nothing lacks its text.
func TestTheRulesAsTheyStand(t *testing.T) {
	texts, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	err = book(t).Check(eligibility.Checks{On: checked, HasText: func(id string) bool { return texts.Has("en", id) }, Calendar: calendar(t)})
	if err != nil {
		t.Error(err)
	}
}
