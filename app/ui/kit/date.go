package kit

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"madoguchi/i18n/era"
)

// Date is a day of the Gregorian calendar; Month and Day count from 1. The zero
// Date is none, and so is one that is only half typed: ask Empty. A page owns it,
// so that what was typed stays when the screen is made anew, and sets it to Date{}
// to forget that.
type Date struct {
	Year, Month, Day int

	typed *dateDraft
	_     [0]func() // what was typed makes two of the same day differ: no ==
}

// Empty reports whether there is no date.
func (d Date) Empty() bool { return d.Same(Date{}) }

// Same reports whether two are the same day.
func (d Date) Same(o Date) bool { return d.Year == o.Year && d.Month == o.Month && d.Day == o.Day }

// Refuse makes the field say what is wrong with what was typed, even while it is
// still written in, and reports whether it has words for that: it has none for a
// date that is missing or half there.
func (d *Date) Refuse() bool {
	t := d.typed
	if t == nil || t.of != d {
		return false
	}
	_, err := t.read()
	t.refused = err != nil
	return t.refused && !t.wrong(err).Empty()
}

// dateDraft is what was typed for a date, as it was typed.
type dateDraft struct {
	of               *Date // whose it is: a copy of a date begins anew
	year, month, day Value
	era              era.Era // the chosen one; zero: the Western calendar
	open             bool    // the calendars are offered
	refused          bool    // somebody wanted to go on with it
}

// draft is what was typed for a date, or the date as it would be typed if a page
// has set it since.
func (d *Date) draft() *dateDraft {
	if t := d.typed; t != nil && t.of == d {
		if got, _ := t.read(); got.Same(*d) {
			return t
		}
	}
	t := &dateDraft{of: d}
	if !d.Empty() {
		t.year.Text, t.month.Text, t.day.Text = strconv.Itoa(d.Year), strconv.Itoa(d.Month), strconv.Itoa(d.Day)
	}
	return t
}

// What can be wrong with what was typed, besides what an *era.Error says.
var (
	errPart  = errors.New("a part of the date is missing")
	errMonth = errors.New("there is no such month")
	errDays  = errors.New("the month has fewer days")
)

// read is the date that was typed, and why it is none: errPart while something is
// missing, errMonth, errDays, or an *era.Error. An empty draft is no date and no
// error.
func (t *dateDraft) read() (Date, error) {
	y, m, d := t.fullYear(), part(t.month.Text, "月"), part(t.day.Text, "日")
	if n, ok := small(m); ok && (n < 1 || n > 12) {
		return Date{}, errMonth
	}
	switch {
	case y == "" && m == "" && d == "":
		return Date{}, nil
	case y != "" && (m == "" || d == ""):
		return Date{}, yearAlone(y)
	case y == "" || m == "" || d == "":
		return Date{}, errPart
	}
	got, err := era.Parse(y + "年" + m + "月" + d + "日")
	if e := (*era.Error)(nil); errors.As(err, &e) && e.Reason == era.NoSuchDay && t.daysIn() > 0 {
		return Date{}, errDays
	}
	if err != nil {
		return Date{}, err
	}
	return Date{Year: got.Year, Month: got.Month, Day: got.Day}, nil
}

// split spreads a whole date that was written into one part over the three: year,
// month and day with a sign between them, such as 2026-01-20 or 令和8年1月20日. It
// reports whether it was one.
func (t *dateDraft) split(v *Value) bool {
	p := strings.FieldsFunc(strings.Map(narrow, v.Text), func(r rune) bool { return strings.ContainsRune("-/.年月日 ", r) })
	if len(p) != 3 {
		return false
	}
	for _, part := range p[1:] {
		if n, ok := small(part); !ok || n > 31 || len(part) > 2 {
			return false
		}
	}
	_, number := small(p[0])
	switch western := number && len(p[0]) == 4; {
	case western:
		t.era = 0
	case !namesEra(p[0]) && (t.era == 0 || v != &t.year):
		return false
	}
	t.year.Text, t.month.Text, t.day.Text = p[0], p[1], p[2]
	return true
}

// fullYear is the year with the chosen era before it, unless it names one itself.
func (t *dateDraft) fullYear() string {
	y := part(t.year.Text, "年")
	if y != "" && t.era != 0 && !namesEra(y) {
		return t.era.Kanji() + y
	}
	return y
}

// yearAlone is errPart for a year that may still become a date, and the reason
// for one that has no day at all, such as 昭和65年.
func yearAlone(y string) error {
	_, first := era.Parse(y + "年1月1日")
	_, last := era.Parse(y + "年12月31日")
	var a, b *era.Error
	if errors.As(first, &a) && errors.As(last, &b) && a.Reason == b.Reason && a.Reason != era.Unclear {
		return first
	}
	return errPart
}

// daysIn is how many days the month typed has in the year typed; 0 if that is
// not known.
func (t *dateDraft) daysIn() int {
	first, err := era.Parse(t.fullYear() + "年" + part(t.month.Text, "月") + "月1日")
	if e := (*era.Error)(nil); errors.As(err, &e) && e.Instead != (era.Date{}) {
		first = e.Instead
	} else if err != nil {
		return 0
	}
	return time.Date(first.Year, time.Month(first.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// growing reports whether the year is short, as it is while it is typed.
func (t *dateDraft) growing() bool {
	y := []rune(t.fullYear())
	return len(y) < 4 && !namesEra(string(y))
}

// empty reports whether nothing was typed or chosen.
func (t *dateDraft) empty() bool {
	return t.year.Text == "" && t.month.Text == "" && t.day.Text == "" && t.era == 0 && !t.open
}

// part is what was typed for a part of a date, without its own unit.
func part(text, unit string) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), unit))
}

// small reads a number in digits, full-width ones too.
func small(s string) (int, bool) {
	n, err := strconv.Atoi(strings.Map(narrow, s))
	return n, err == nil
}

// namesEra reports whether a year begins with its era, or says that it has none.
func namesEra(year string) bool {
	for _, r := range year {
		r = narrow(r)
		return (r < '0' || r > '9') && !strings.ContainsRune("元〇一二三四五六七八九十", r)
	}
	return false
}
