package lawdate

// First says whether the day of the event is the first day of a period.
type First bool

const (
	// NextDay: the period starts on the day after the event (Civil Code 140).
	// That is the rule.
	NextDay First = false
	// SameDay: the law says to count from the day itself (から起算して), as the
	// Family Register Act 43 does.
	SameDay First = true
)

// WithinDays is the last day of a period of n days after an event: Civil Code 138,
// 140, 141. n counts from 1; no date below that. That the last day may be a day on
// which the office is shut is not looked at: see Calendar.
func WithinDays(event Date, n int, first First) Date {
	if n < 1 {
		return Date{}
	}
	return starting(event, first).AddDays(n - 1)
}

// WithinMonths is the last day of a period of n months after an event: Civil Code
// 138, 140, 143. The period ends on the day before the day that has the number of
// its first day; where the last month has none, on that month's last day. n counts
// from 1; no date below that. Years are twelve months.
//
// It is not always AddMonths: two months after 30 November end on 31 January.
func WithinMonths(event Date, n int, first First) Date {
	if n < 1 {
		return Date{}
	}
	start := starting(event, first)
	end := start.AddMonths(n)
	if end.day != start.day {
		return end // no such day: the last of the month (143(2) proviso)
	}
	return end.AddDays(-1)
}

// FYEnd is the next 31 March on or after d, the end of the fiscal and of the
// school year (Local Autonomy Act 208, School Education Act Enforcement Rules 59).
func FYEnd(d Date) Date {
	if d.IsZero() {
		return d
	}
	year := int(d.year)
	if d.month > 3 {
		year++
	}
	return clamped(year, 3, 31)
}

// Span is a day the law gives in more than one reading.
type Span struct {
	// Safe is the earlier one: what to show and to act by.
	Safe Date
	// Last is what the law says in its wording: show it only beside Safe.
	Last Date
}

// SpecialPeriodEnd is the last day of the special period after a stay's end while
// an application made in time is undecided: two months after (Immigration Control
// Act 20(6), 21(4); "20(5)" in earlier texts; a decision ends it before).
//
// Last counts by Civil Code 140 and 143 from the day after stayEnd. Safe is the
// earlier of that and the day with the number of stayEnd, because offices count
// the ends of months differently: for 30 November, 30 and 31 January.
func SpecialPeriodEnd(stayEnd Date) Span {
	last := WithinMonths(stayEnd, 2, NextDay)
	return Span{Safe: Earliest(last, stayEnd.AddMonths(2)), Last: last}
}

// RenewFromMyNumberCard is the first day on which a My Number Card, or a
// certificate on it, may be renewed: less than three months must be left (個人番号カード等命令
// 29(1), JPKI Rules 13), so the day after the one three months before.
func RenewFromMyNumberCard(expiry Date) Date { return expiry.AddMonths(-3).AddDays(1) }

// RenewFromResidenceCard is the first day on which a residence card may be
// renewed: three months before its end, that day included (Immigration Control
// Act 19-11(1)).
func RenewFromResidenceCard(expiry Date) Date { return expiry.AddMonths(-3) }

// InsuranceGraceEnd is the last day on which a card whose authentication
// certificate has ended still shows the health insurance: the last day of the
// third month after the month of its end (notices of the Ministry of Health,
// Labour and Welfare as cities print them). It says nothing of a card that itself
// has ended.
func InsuranceGraceEnd(certificateEnd Date) Date { return certificateEnd.AddMonths(3).MonthEnd() }

// Earliest of the days; no date when one of them is no date or there are none.
func Earliest(days ...Date) Date { return outermost(days, Date.Before) }

// Latest of the days; no date when one of them is no date or there are none.
func Latest(days ...Date) Date { return outermost(days, Date.After) }

func outermost(days []Date, beats func(Date, Date) bool) Date {
	var best Date
	for i, d := range days {
		if d.IsZero() {
			return d
		}
		if i == 0 || beats(d, best) {
			best = d
		}
	}
	return best
}

func starting(event Date, first First) Date {
	if first == SameDay {
		return event
	}
	return event.AddDays(1)
}
