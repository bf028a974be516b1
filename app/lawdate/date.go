// Package lawdate is the arithmetic of days as the law counts them: civil days
// without clock or zone, periods by the Civil Code, birthdays, the ends of cards
// and of the special period, and days on which offices are shut.
//
// Every function is pure: the day of today and the calendar of closed days come
// in. It knows no person and decides no entitlement.
package lawdate

import (
	"errors"
	"time"
)

// Date is a day of the Gregorian calendar, year 1 to 9999, without time or zone.
// Dates are comparable with ==. The zero Date is no date: functions that get one,
// or whose answer would lie outside those years, return the zero Date.
type Date struct {
	year       int16
	month, day uint8
}

// ErrDate says that a text or three numbers are no day of the calendar.
var ErrDate = errors.New("lawdate: not a day of the calendar, written YYYY-MM-DD")

const (
	firstYear = 1
	lastYear  = 9999
)

// Of returns the day; month and day count from 1. It is ErrDate for 30 February
// and every other day that the calendar does not have.
func Of(year, month, day int) (Date, error) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, ErrDate
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// Parse reads YYYY-MM-DD and nothing else.
func Parse(s string) (Date, error) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, ErrDate
	}
	number := func(digits string) int {
		n := 0
		for _, c := range []byte(digits) {
			if c < '0' || c > '9' {
				return -1
			}
			n = 10*n + int(c-'0')
		}
		return n
	}
	return Of(number(s[:4]), number(s[5:7]), number(s[8:]))
}

// InJapan returns the day it is in Japan (UTC+9, no summer time) at t. It is how
// callers turn their clock into "today".
func InJapan(t time.Time) Date {
	y, m, d := t.UTC().Add(9 * time.Hour).Date()
	return clamped(y, int(m), d)
}

// Year is the Gregorian year, 0 for no date.
func (d Date) Year() int { return int(d.year) }

// Month counts from 1; 0 for no date.
func (d Date) Month() int { return int(d.month) }

// Day is the day of the month and counts from 1; 0 for no date.
func (d Date) Day() int { return int(d.day) }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is YYYY-MM-DD; "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, n := int(d.year), d.month, d.day
	return string([]byte{
		'0' + byte(y/1000), '0' + byte(y/100%10), '0' + byte(y/10%10), '0' + byte(y%10), '-',
		'0' + m/10, '0' + m%10, '-', '0' + n/10, '0' + n%10,
	})
}

// Compare is negative when d is before e, 0 on the same day, positive after. No
// date is before all dates.
func (d Date) Compare(e Date) int { return d.rank() - e.rank() }

// Before reports whether d is a day earlier than e.
func (d Date) Before(e Date) bool { return d.rank() < e.rank() }

// After reports whether d is a day later than e.
func (d Date) After(e Date) bool { return d.rank() > e.rank() }

// Weekday of d; Sunday for no date.
func (d Date) Weekday() time.Weekday {
	if d.IsZero() {
		return time.Sunday
	}
	return time.Weekday((d.number() + 3) % 7) // number 0, 0000-03-01, is a Wednesday
}

// DaysUntil is how many days after d the day e is, negative when it is earlier.
// It is 0 when one of them is no date.
func (d Date) DaysUntil(e Date) int {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	return e.number() - d.number()
}

// AddDays moves n days on, or back when n is negative. It counts no first or last
// day: see WithinDays for a period of the law.
func (d Date) AddDays(n int) Date {
	const most = 366 * lastYear
	if d.IsZero() || n > most || n < -most {
		return Date{}
	}
	return fromNumber(d.number() + n)
}

// AddMonths moves n months on, or back, to the day of the same number
// (応当日); where that month has none, to its last day. It counts no first or
// last day: see WithinMonths for a period of the law.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() || n > 12*lastYear || n < -12*lastYear {
		return Date{}
	}
	months := 12*int(d.year) + int(d.month) - 1 + n
	if months < 12*firstYear {
		return Date{}
	}
	return clamped(months/12, months%12+1, int(d.day))
}

// MonthEnd is the last day of d's month.
func (d Date) MonthEnd() Date {
	if d.IsZero() {
		return d
	}
	return clamped(int(d.year), int(d.month), 31)
}

// rank orders dates; it is no number of days.
func (d Date) rank() int { return int(d.year)<<9 | int(d.month)<<5 | int(d.day) }

// clamped is the day, or the last of the month where the month is shorter; no
// date outside the years.
func clamped(year, month, day int) Date {
	if year < firstYear || year > lastYear {
		return Date{}
	}
	return Date{int16(year), uint8(month), uint8(min(day, daysIn(year, month)))}
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

const perEra = 146097 // days in 400 Gregorian years

// number counts days since 1 March of year 0, so that leap days end a year.
func (d Date) number() int {
	y, m := int(d.year), int(d.month)
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int(d.day) - 1
}

func fromNumber(n int) Date {
	if n < 0 {
		return Date{}
	}
	era, day := n/perEra, n%perEra
	y := (day - day/1460 + day/36524 - day/(perEra-1)) / 365
	day -= 365*y + y/4 - y/100
	month := (5*day + 2) / 153
	day -= (153*month + 2) / 5
	y += 400 * era
	if month += 3; month > 12 {
		month -= 12
		y++
	}
	return clamped(y, month, day+1)
}
