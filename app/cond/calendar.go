package cond

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Holidays is the calendar of closed days, with the day until which each year may be
// trusted.
type Holidays struct {
	Calendar *lawdate.Calendar
	years    []holidayYear
}

type holidayYear struct {
	year     int
	reviewBy lawdate.Date
	days     []lawdate.Date
}

// LoadHolidays reads <year>.yaml of fsys: {year, checked_on, review_by, days:
// [{date, name, kind, source}]}, one file a year without a gap. The errors are
// *fact.Fault.
func LoadHolidays(fsys fs.FS) (*Holidays, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	h := &Holidays{}
	var faults []error
	var all []lawdate.Date
	for _, name := range names { // in the order of the years, which are names of four digits
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		n, err := fact.Read(name, b)
		var y holidayYear
		if err == nil {
			y, err = readYear(n, strings.TrimSuffix(name, ".yaml"))
		}
		if err == nil && len(h.years) > 0 && h.years[len(h.years)-1].year+1 != y.year {
			err = n.Fault("write every year, or delete those before the gap", "the year before %d is missing", y.year)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		h.years = append(h.years, y)
		all = append(all, y.days...)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if len(h.years) == 0 {
		return nil, &fact.Fault{Place: fact.Place{File: "*.yaml", Line: 1, Column: 1}, What: "no year is listed", Cure: "write <year>.yaml"}
	}
	h.Calendar, err = lawdate.NewCalendar(h.years[0].year, h.years[len(h.years)-1].year, all)
	return h, err
}

// Overdue reports whether on that day the holidays of d's year ought to have been
// looked at again: a later act can move one, and the equinoxes are announced the
// February before. It is false for a year that is not listed.
func (h *Holidays) Overdue(d, on lawdate.Date) bool {
	for _, y := range h.years {
		if y.year == d.Year() {
			return on.After(y.reviewBy)
		}
	}
	return false
}

func readYear(n fact.Node, name string) (y holidayYear, err error) {
	if err := n.Only("year", "checked_on", "review_by", "days"); err != nil {
		return y, err
	}
	year, _ := n.Get("year")
	if y.year = year.Int; year.Kind != fact.Number || fmt.Sprintf("%04d", y.year) != name {
		return y, year.Fault("write year: "+name+", or rename the file", "the file is of the year %s", name)
	}
	for key, to := range map[string]*lawdate.Date{"checked_on": {}, "review_by": &y.reviewBy} {
		value, _ := n.Get(key)
		if *to, err = literalDay(value); err != nil {
			return y, err
		}
	}
	days, _ := n.Get("days")
	if days.Kind != fact.Sequence || len(days.Items) == 0 {
		return y, days.Fault("write days: [{date, name, kind, source}]", "here is %v", days.Kind)
	}
	for _, item := range days.Items {
		if err := item.Only("date", "name", "kind", "source"); err != nil {
			return y, err
		}
		value, _ := item.Get("date")
		d, err := literalDay(value)
		if err != nil {
			return y, err
		}
		switch source, _ := item.Get("source"); {
		case d.Year() != y.year:
			return y, value.Fault("write it in the file of its year", "this day is not in %d", y.year)
		case len(y.days) > 0 && !y.days[len(y.days)-1].Before(d):
			return y, value.Fault("write the days in order, none twice", "this day comes after %v", y.days[len(y.days)-1])
		case source.Text == "":
			return y, item.Fault("write source: the act", "the holiday has no source")
		}
		y.days = append(y.days, d)
	}
	return y, nil
}
