package era

import "fmt"

// Reason says why a date was refused; a closed set.
type Reason string

// The reasons.
const (
	Unclear      Reason = "unclear"       // not a date, or one that can be read in two ways
	NoSuchDay    Reason = "no_such_day"   // no calendar has it, such as 30 February or year 0
	BeforeEra    Reason = "before_era"    // the era had not begun: 令和1年4月30日
	AfterEra     Reason = "after_era"     // the era was over: 平成33年2月1日
	BeforeMeiji6 Reason = "before_meiji6" // before 1873-01-01, in the old calendar
)

// Error is why a date was refused. It never repeats what was typed, which may be
// somebody's birthday, in its text.
type Error struct {
	Reason  Reason
	Era     Era  // the era that was named, if any
	Instead Date // for BeforeEra and AfterEra: the day that was most likely meant
}

// Error says the reason in English.
func (e *Error) Error() string {
	switch e.Reason {
	case NoSuchDay:
		return "there is no such day"
	case BeforeEra:
		return fmt.Sprintf("the day is before the first day of the era, %s", e.Era.First())
	case AfterEra:
		return fmt.Sprintf("the day is after the last day of the era, %s", e.Era.Last())
	case BeforeMeiji6:
		return "the day is before 1873-01-01, when the calendar was another"
	}
	return "the date cannot be read"
}

var _ error = (*Error)(nil)
