// Package era turns Gregorian dates into Japanese ones and back: 2026-11-23 is
// 令和8年11月23日, or R8.11.23 in short. It reads what people type, in both
// calendars, and refuses a day that never was, such as 平成33年2月1日.
//
// It starts with Meiji 6 (1873-01-01), when Japan took the Gregorian calendar;
// earlier days belong to the old lunisolar calendar and are refused. It does not
// know the time of day, and it never asks the clock: see Today.
package era

import (
	"fmt"
	"strconv"
	"time"
)

// Era is one of the five eras since Meiji. The number is the era digit that the
// My Number Card and the official forms use (3 is Showa); zero is no era.
type Era uint8

// The eras, oldest first.
const (
	Meiji Era = iota + 1
	Taisho
	Showa
	Heisei
	Reiwa
)

// Date is a day of the Gregorian calendar; Month and Day count from 1.
type Date struct{ Year, Month, Day int }

// LastYear is the last Gregorian year that is read or written.
const LastYear = 9999

type facts struct {
	kanji  string
	letter byte
	first  Date // first day of the era; for Meiji the first Gregorian one
	origin int  // Gregorian year minus era year
}

// The first days: Dajokan decree 337 of 1872 (the calendar), the Imperial
// rescripts of 1912-07-30 and 1926-12-25, which took effect on their own day,
// Cabinet Order 1 of 1989 and Cabinet Order 143 of 2019, on the day named.
func (e Era) facts() facts {
	switch e {
	case Meiji:
		return facts{"明治", 'M', Date{1873, 1, 1}, 1867}
	case Taisho:
		return facts{"大正", 'T', Date{1912, 7, 30}, 1911}
	case Showa:
		return facts{"昭和", 'S', Date{1926, 12, 25}, 1925}
	case Heisei:
		return facts{"平成", 'H', Date{1989, 1, 8}, 1988}
	case Reiwa:
		return facts{"令和", 'R', Date{2019, 5, 1}, 2018}
	}
	return facts{}
}

// Kanji is the era's name, such as 令和; empty for no era.
func (e Era) Kanji() string { return e.facts().kanji }

// Letter is the era's Latin initial, such as "R"; empty for no era.
func (e Era) Letter() string {
	if c := e.facts().letter; c != 0 {
		return string(rune(c))
	}
	return ""
}

// First is the era's first day. For Meiji it is 1873-01-01.
func (e Era) First() Date { return e.facts().first }

// Last is the era's last day; for Reiwa, which goes on, it is the last day that
// can be written, 9999-12-31.
func (e Era) Last() Date {
	if e < Meiji || e >= Reiwa {
		return Date{LastYear, 12, 31}
	}
	return of((e + 1).First().Time().AddDate(0, 0, -1))
}

// Date is the Gregorian day of a day named in the era; year counts from 1. The
// error is an *Error: AfterEra and BeforeEra name the right day in Instead.
func (e Era) Date(year, month, day int) (Date, error) {
	if e < Meiji || e > Reiwa {
		return Date{}, &Error{Reason: Unclear}
	}
	if year < 1 || year > LastYear {
		return Date{}, &Error{Reason: NoSuchDay, Era: e}
	}
	d := Date{year + e.facts().origin, month, day}
	switch {
	case !d.exists():
		return Date{}, &Error{Reason: NoSuchDay, Era: e}
	case d.before(Meiji.First()):
		return Date{}, &Error{Reason: BeforeMeiji6, Era: e}
	case d.before(e.First()):
		return Date{}, &Error{Reason: BeforeEra, Era: e, Instead: d}
	case e.Last().before(d):
		return Date{}, &Error{Reason: AfterEra, Era: e, Instead: d}
	}
	return d, nil
}

// Of is the era of d and the year in it, from 1.
func Of(d Date) (Era, int, error) {
	if !d.exists() {
		return 0, 0, &Error{Reason: NoSuchDay}
	}
	for e := Reiwa; e >= Meiji; e-- {
		if !d.before(e.First()) {
			return e, d.Year - e.facts().origin, nil
		}
	}
	return 0, 0, &Error{Reason: BeforeMeiji6}
}

// Format writes d as an office does: 令和8年11月23日, and 元年 for a first year.
func Format(d Date) (string, error) {
	e, y, err := Of(d)
	if err != nil {
		return "", err
	}
	year := strconv.Itoa(y)
	if y == 1 {
		year = "元"
	}
	return fmt.Sprintf("%s%s年%d月%d日", e.Kanji(), year, d.Month, d.Day), nil
}

// Short writes d as R8.11.23; a first year is 1.
func Short(d Date) (string, error) {
	e, y, err := Of(d)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s%d.%d.%d", e.Letter(), y, d.Month, d.Day), nil
}

// Today is the day it is in Japan (UTC+9, no summer time) at the moment now.
func Today(now time.Time) Date {
	return of(now.In(time.FixedZone("UTC+9", 9*60*60)))
}

// String writes the date as YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Time is midnight UTC at the start of d.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func (d Date) exists() bool {
	if d.Year < 1 || d.Year > LastYear || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return false
	}
	return of(d.Time()) == d
}

func (d Date) before(o Date) bool {
	if d.Year != o.Year {
		return d.Year < o.Year
	}
	if d.Month != o.Month {
		return d.Month < o.Month
	}
	return d.Day < o.Day
}

func of(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }
