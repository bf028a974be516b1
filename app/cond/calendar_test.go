package cond_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

func TestTheShippedHolidays(t *testing.T) {
	h, err := cond.LoadHolidays(os.DirFS("../../assets/holidays"))
	if err != nil {
		t.Fatal(err)
	}
	// Both examples of a baby's first notices.
	for d, want := range map[string]string{"2026-12-19": "2026-12-18", "2026-12-29": "2026-12-28", "2026-09-23": "2026-09-18", "2026-05-06": "2026-05-01"} {
		if open, checked := h.Calendar.LastOpenDay(day(t, d)); open.String() != want || !checked {
			t.Errorf("last open day by %s: %v (checked %v), want %s", d, open, checked, want)
		}
	}
	if _, checked := h.Calendar.LastOpenDay(day(t, "2099-06-01")); checked {
		t.Error("a day of 2099 counts as checked")
	}
	if h.Overdue(day(t, "2026-12-19"), day(t, "2026-11-23")) || !h.Overdue(day(t, "2026-12-19"), day(t, "2028-01-01")) || h.Overdue(day(t, "2099-01-01"), day(t, "2028-01-01")) {
		t.Error("review dates are not told apart")
	}
}

func TestBadHolidaysNamePlaceAndCure(t *testing.T) {
	const head = "{year: 2026, checked_on: 2026-11-23, review_by: 2027-02-28, days: ["
	const one = "{date: 2026-01-01, name: 元日, kind: national, source: act}"
	for yaml, want := range map[string]string{
		"{year: 2027}":                         "2026.yaml:1:8: the file is of the year 2026; write year: 2026",
		"{year: 2026, checked_on: 2026-11-23}": "here is no day",
		head + "]}":                            "here is a list; write days:",
		head + "{date: 2026-01-01, name: 元日, kind: national}]}":      "the holiday has no source",
		head + one + ", " + one + "]}":                               "this day comes after 2026-01-01; write the days in order",
		head + "{date: 2027-01-01, name: x, kind: y, source: act}]}": "this day is not in 2026",
		head + "{date: 2026-02-30, name: x, kind: y, source: act}]}": "here is no day",
		head + "{day: 2026-02-03, name: x, kind: y, source: act}]}":  `there is no key "day" here; write one of date`,
		"[": "mend the YAML",
	} {
		_, err := cond.LoadHolidays(fstest.MapFS{"2026.yaml": {Data: []byte(yaml)}})
		if _, ok := fact.AsFault(err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n said %v\n want %s", yaml, err, want)
		}
	}
	_, err := cond.LoadHolidays(fstest.MapFS{
		"2026.yaml": {Data: []byte(head + one + "]}")},
		"2028.yaml": {Data: []byte(strings.ReplaceAll(head+one+"]}", "2026", "2028"))},
	})
	if err == nil || !strings.Contains(err.Error(), "the year before 2028 is missing") {
		t.Errorf("a gap: %v", err)
	}
	if _, err := cond.LoadHolidays(fstest.MapFS{}); err == nil {
		t.Error("no year at all was taken")
	}
}
