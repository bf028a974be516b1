package lawdate

import (
	"fmt"
	"time"
)

// Calendar knows on which days offices are shut: Saturdays, Sundays, 29 December
// to 3 January, and the national holidays of the years it was given (Act on
// Holidays of Administrative Organs 1(1); Local Autonomy Act 4-2(2)). It does not
// know a single office's own hours. It does not change. The zero Calendar has no
// year: weekends and the turn of the year only.
type Calendar struct {
	holidays    map[Date]struct{}
	first, last int
}

// NewCalendar takes the national holidays of all years from first to last, both
// included. A holiday outside of them is an error: a year that is listed in part
// would pass for checked.
func NewCalendar(first, last int, holidays []Date) (*Calendar, error) {
	if first > last || first < firstYear || last > lastYear {
		return nil, fmt.Errorf("lawdate: years %d to %d are no span of years", first, last)
	}
	c := &Calendar{holidays: make(map[Date]struct{}, len(holidays)), first: first, last: last}
	for _, d := range holidays {
		if !c.Listed(d) {
			return nil, fmt.Errorf("lawdate: holiday %q is not in the years %d to %d", d, first, last)
		}
		c.holidays[d] = struct{}{}
	}
	return c, nil
}

// Listed reports whether the holidays of d's year are known.
func (c *Calendar) Listed(d Date) bool {
	return c != nil && c.last != 0 && !d.IsZero() && int(d.year) >= c.first && int(d.year) <= c.last
}

// Closed reports whether offices are shut on d. In a year that is not listed a
// weekday counts as open: see Listed.
func (c *Calendar) Closed(d Date) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return true
	}
	if d.month == 12 && d.day >= 29 || d.month == 1 && d.day <= 3 {
		return true
	}
	if c == nil {
		return false
	}
	_, holiday := c.holidays[d]
	return holiday
}

// LastOpenDay is the last day on or before d on which offices are open. checked is
// false when the holidays of that day's year are not listed: say so beside it.
func (c *Calendar) LastOpenDay(d Date) (open Date, checked bool) { return c.walk(d, -1) }

// NextOpenDay is the first day on or after d on which offices are open: the day to
// which a period for an act before an office runs when its last day is closed (Act
// on Holidays of Administrative Organs 2; Local Autonomy Act 4-2(4)). Never advise
// to rely on it, and a period of stay does not move. checked as in LastOpenDay.
func (c *Calendar) NextOpenDay(d Date) (open Date, checked bool) { return c.walk(d, 1) }

func (c *Calendar) walk(d Date, step int) (Date, bool) {
	for !d.IsZero() && c.Closed(d) {
		d = d.AddDays(step)
	}
	return d, c.Listed(d)
}

// BirthDay is a day counted from a birth as day 1.
type BirthDay struct {
	// Day is day N itself, the birth being day 1.
	Day Date
	// Safe is the last open day on or before Day: what to show.
	Safe Date
	// Last is what some offices accept besides; do not use it.
	Last Date
	// Checked is false when the holidays were not listed for Safe (for a birth
	// notice, Safe or Last).
	Checked bool
}

// DayN is the n-th day of a child's life, the day of birth being day 1: day 30 for
// the application for a status (Immigration Control Act 22-2(2)), day 60 for
// the stay without one (22-2(1)). Last is one day more, as Civil Code 140
// would count. Closed days move neither Day nor Last. n counts from 1; no dates
// below that.
func DayN(birth Date, n int, c *Calendar) BirthDay {
	day := WithinDays(birth, n, SameDay)
	safe, checked := c.LastOpenDay(day)
	return BirthDay{Day: day, Safe: safe, Last: day.AddDays(1), Checked: checked}
}

// BirthNotice is day 14, for the birth notice (Family Register Act 49(1), counted
// from the day itself by 43(1)). Last is the next open day where day 14 is closed;
// otherwise it is day 14.
func BirthNotice(birth Date, c *Calendar) BirthDay {
	b := DayN(birth, 14, c)
	var checked bool
	b.Last, checked = c.NextOpenDay(b.Day)
	b.Checked = b.Checked && checked
	return b
}
