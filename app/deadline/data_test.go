package deadline_test

import (
	"testing"

	"madoguchi/app/cond"
	"madoguchi/app/deadline"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/assets"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

// checked is the day of the last reading of the law.
var checked, _ = lawdate.Parse("2026-11-23")

type data struct {
	book     *eligibility.Book
	table    *deadline.Table
	calendar *lawdate.Calendar
}

func load(t testing.TB) data {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	vocabulary, err := fact.Load(assets.Facts())
	must(err)
	params, err := cond.LoadParams(assets.Params())
	must(err)
	library, err := law.Load(assets.Laws(), assets.Pages())
	must(err)
	scope := cond.Scope{Vocabulary: vocabulary, Params: params}
	table, err := deadline.Load(assets.Deadlines(), scope, library)
	must(err)
	book, err := eligibility.Load(assets.Rules(), scope, library)
	must(err)
	h, err := cond.LoadHolidays(assets.Holidays())
	must(err)
	return data{book, table, h.Calendar}
}

func (d data) given(n fact.Node) (deadline.Case, error) {
	on, facts, err := d.book.Given(n)
	if err != nil {
		return deadline.Case{}, err
	}
	c := d.book.Case(facts, on, d.calendar)
	return deadline.Case{Case: c.Cond(), Weak: c.Weak}, nil
}

// Every example beside a deadline comes out as written; nothing lacks its text.
func TestTheDeadlinesAsTheyStand(t *testing.T) {
	texts, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	d := load(t)
	err = d.table.Check(deadline.Checks{
		On: checked, Case: d.given,
		HasText:  func(id string) bool { return texts.Has("en", id) },
		HasTopic: func(id string) bool { return d.book.Topic(id) != nil },
	})
	if err != nil {
		t.Error(err)
	}
}
