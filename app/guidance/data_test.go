package guidance_test

import (
	"io/fs"
	"os"
	"testing"

	"madoguchi/app/cond"
	"madoguchi/app/deadline"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// world is the data as it stands in the folders, so that it can be checked before it
// is packed.
type world struct {
	book     *eligibility.Book
	guides   *guidance.Guides
	calendar *lawdate.Calendar
}

func folder(name string) fs.FS { return os.DirFS("../../assets/" + name) }

func load(t *testing.T) *world {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	vocabulary, err := fact.Load(folder("facts"))
	must(err)
	params, err := cond.LoadParams(folder("params"))
	must(err)
	library, err := law.Load(folder("laws"), folder("pages"))
	must(err)
	holidays, err := cond.LoadHolidays(folder("holidays"))
	must(err)
	scope := cond.Scope{Vocabulary: vocabulary, Params: params}
	book, err := eligibility.Load(folder("rules"), scope, library)
	must(err)
	dates, err := deadline.Load(folder("deadlines"), scope, library)
	must(err)
	guides, err := guidance.Load(folder("guides"), guidance.Sources{Book: book, Deadlines: dates})
	must(err)
	return &world{book, guides, holidays.Calendar}
}

// person is somebody with these facts on a day.
func (w *world) person(facts *fact.Set, on lawdate.Date, calendar *lawdate.Calendar) deadline.Case {
	c := w.book.Case(facts, on, calendar)
	return deadline.Case{Case: c.Cond(), Weak: c.Weak}
}

func TestTheGuidesAsTheyStand(t *testing.T) {
	w := load(t)
	if err := w.guides.Check(w.person, w.calendar); err != nil {
		t.Error(err)
	}
}
