package jobs_test

import (
	"slices"
	"testing"

	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/store"
)

func on(s string) lawdate.Date {
	d, err := lawdate.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func event(id, safe, last string, passed, late bool, alarms ...int) deadline.Event {
	e := deadline.Event{Record: &deadline.Record{ID: id, Alarms: alarms}, Safe: on(safe), Passed: passed, Late: late}
	if last != "" {
		e.Last = on(last)
	}
	return e
}

// A reminder begins with the first alarm, but not before today; a day that has
// passed gives way to the last one, and to nothing where that has passed too.
func TestWhatIsRemindedOf(t *testing.T) {
	got := jobs.Reminders([]deadline.Event{
		event("A-1", "2027-01-31", "2027-02-28", false, false, 30, 7, 1),
		event("A-2", "2026-12-01", "", false, false, 30),
		event("A-3", "2026-11-01", "2027-02-01", true, true, 7),
		event("A-4", "2026-11-01", "2026-11-02", true, false, 7),
		event("A-5", "2027-03-01", "", false, false),
	}, on("2026-11-23"))
	want := []store.Reminder{
		{ID: "A-1", Due: "2027-01-31", RemindOn: "2027-01-01"},
		{ID: "A-2", Due: "2026-12-01", RemindOn: "2026-11-23"},
		{ID: "A-3", Due: "2027-02-01", RemindOn: "2027-01-25"},
		{ID: "A-5", Due: "2027-03-01", RemindOn: "2027-03-01"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

// Near are those whose time has come and which are not done.
func TestWhichRemindersAreNear(t *testing.T) {
	r := jobs.Remembered{Reminders: []store.Reminder{
		{ID: "A-1", Due: "2027-01-31", RemindOn: "2027-01-01"},
		{ID: "A-2", Due: "2026-12-01", RemindOn: "2026-11-23"},
		{ID: "A-3", Due: "2026-11-20", RemindOn: "2026-11-01"},
		{ID: "A-4", Due: "2026-11-19", RemindOn: "2026-11-01", Done: true},
	}}
	for day, want := range map[string][]string{"2026-10-31": nil, "2026-11-23": {"A-3", "A-2"}, "2027-01-01": {"A-3", "A-2", "A-1"}} {
		var got []string
		for _, x := range r.Near(on(day)) {
			got = append(got, x.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("on %s: %v, wanted %v", day, got, want)
		}
	}
}
