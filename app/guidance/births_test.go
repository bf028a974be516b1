package guidance_test

import (
	"fmt"
	"os"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// The days after a birth were worked out from the calendar alone; the one function
// that counts them must come to the same.
func TestDaysAfterABirth(t *testing.T) {
	const first, last = 2015, 2027
	var holidays []lawdate.Date
	for year := first; year <= last; year++ {
		days, _ := dataFile(t, fmt.Sprintf("../../assets/holidays/%d.yaml", year)).Get("days")
		for _, h := range days.Items {
			holidays = append(holidays, dayOf(t, h, "date"))
		}
	}
	calendar, err := lawdate.NewCalendar(first, last, holidays)
	if err != nil {
		t.Fatal(err)
	}
	births := dataFile(t, "testdata/dates.yaml").Items
	if len(births) < 60 {
		t.Errorf("%d births, want 60 at least", len(births))
	}
	for _, b := range births {
		born := dayOf(t, b, "birth")
		notice := lawdate.BirthNotice(born, calendar)
		status := lawdate.DayN(born, 30, calendar)
		call := lawdate.DayN(born, 45, calendar)
		answer := lawdate.DayN(born, 60, calendar)
		for name, got := range map[string]lawdate.Date{
			"day14": notice.Day, "notice_safe": notice.Safe, "notice_open_again": notice.Last,
			"day30": status.Day, "status_safe": status.Safe,
			"day40": lawdate.DayN(born, 40, calendar).Day,
			"day45": call.Day, "call_safe": call.Safe,
			"day60": answer.Day, "answer_safe": answer.Safe,
		} {
			if want := dayOf(t, b, name); got != want {
				t.Errorf("born %v, %s: %v, want %v", born, name, got, want)
			}
		}
	}
}

func dataFile(t *testing.T, file string) fact.Node {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	n, err := fact.Read(file, b)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func dayOf(t *testing.T, n fact.Node, name string) lawdate.Date {
	t.Helper()
	v, _ := n.Get(name)
	d, err := lawdate.Parse(v.Text)
	if err != nil {
		t.Fatalf("%v: %s: %v", n.Place, name, err)
	}
	return d
}
