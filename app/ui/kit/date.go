package kit

import (
	"errors"
	"strings"

	"madoguchi/i18n/era"
)

// Date is a day of the Gregorian calendar; Month and Day count from 1. The zero
// Date is none.
type Date struct{ Year, Month, Day int }

// Empty reports whether there is no date.
func (d Date) Empty() bool { return d == Date{} }

// dateDraft is what was typed for a date, as it was typed.
type dateDraft struct {
	year, month, day Value
	era              era.Era // the chosen one; zero: the Western calendar
	open             bool    // the calendars are offered
}

// draftOf is a date as it would be typed.
func draftOf(d Date) *dateDraft {
	t := &dateDraft{}
	if !d.Empty() {
		t.year.Text, t.month.Text, t.day.Text = number(d.Year), number(d.Month), number(d.Day)
	}
	return t
}

// errPart is the error of a date of which something is not typed yet.
var errPart = errors.New("a part of the date is missing")

// read is the date that was typed: errPart while something is missing, else
// an *era.Error for what is no day. An empty draft is no date and no error.
func (t *dateDraft) read() (Date, error) {
	y, m, d := part(t.year.Text, "年"), part(t.month.Text, "月"), part(t.day.Text, "日")
	if y == "" && m == "" && d == "" {
		return Date{}, nil
	}
	if y == "" || m == "" || d == "" {
		return Date{}, errPart
	}
	if t.era != 0 && !namesEra(y) {
		y = t.era.Kanji() + y
	}
	got, err := era.Parse(y + "年" + m + "月" + d + "日")
	if err != nil {
		return Date{}, err
	}
	return Date(got), nil
}

// part is what was typed for a part of a date, without its own unit.
func part(text, unit string) string {
	return strings.TrimSuffix(strings.TrimSpace(text), unit)
}

// namesEra reports whether a year begins with its era, or says that it has none.
func namesEra(year string) bool {
	for _, r := range year {
		r = narrow(r)
		return !(r >= '0' && r <= '9') && !strings.ContainsRune("元〇一二三四五六七八九十", r)
	}
	return false
}
