package directory

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"madoguchi/app/fact"
)

// Hours is when somebody answers on a run of days, in the time of Japan.
type Hours struct {
	// First and Last are the days, both included, Monday before Sunday.
	First, Last time.Weekday
	// From and To are minutes after midnight, 0 to 1440, From before To.
	From, To int
}

// Always reports whether somebody answers day and night, every day.
func (h Hours) Always() bool {
	return h.First == time.Monday && h.Last == time.Sunday && h.From == 0 && h.To == midnight
}

// Clock writes minutes after midnight as 9:30.
func Clock(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// DayID is the last part of the id of a text directory.day.*.
func DayID(d time.Weekday) string { return days[(d+6)%7] }

const midnight = 24 * 60

var days = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// hoursForm is how hours are written: mon-fri 9:30-17:00, sat 10:00-12:00, all 0:00-24:00.
var hoursForm = regexp.MustCompile(`^([a-z]{3})(?:-([a-z]{3}))? ([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})$`)

// open reads hours. The error is a *fact.Fault.
func open(n fact.Node) (h Hours, err error) {
	s, err := n.AsWord()
	if err != nil {
		return h, err
	}
	m := hoursForm.FindStringSubmatch(s)
	if m == nil {
		return h, n.Fault("write mon-fri 9:30-17:00, sat 10:00-12:00 or all 0:00-24:00", "%q are no hours", s)
	}
	if m[2] == "" {
		m[2] = m[1]
	}
	if m[1] == "all" && m[2] == "all" {
		m[1], m[2] = "mon", "sun"
	}
	first, last := slices.Index(days, m[1]), slices.Index(days, m[2])
	if first < 0 || last < first {
		return h, n.Fault("write days of mon, tue, wed, thu, fri, sat, sun, the earlier one first", "%q are no days", s)
	}
	h.First, h.Last = weekday(first), weekday(last)
	var ok, right bool
	h.From, ok = minutes(m[3], m[4])
	if h.To, right = minutes(m[5], m[6]); !ok || !right || h.To <= h.From {
		return h, n.Fault("write times from 0:00 to 24:00, the earlier one first", "%q are no times of one day", s)
	}
	return h, nil
}

// weekday counts from Monday.
func weekday(i int) time.Weekday { return time.Weekday((i + 1) % 7) }

func minutes(hour, minute string) (int, bool) {
	h, _ := strconv.Atoi(hour) // digits by the pattern
	m, _ := strconv.Atoi(minute)
	return 60*h + m, m < 60 && 60*h+m <= midnight
}
