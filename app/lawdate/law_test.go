package lawdate

import "testing"

func TestPeriodsOfTheCivilCode(t *testing.T) {
	for _, c := range []struct {
		name, want string
		got        Date
	}{
		// Civil Code 140: the day of the event is not counted.
		{"14 days from moving", "2026-12-07", WithinDays(day(t, "2026-11-23"), 14, NextDay)},
		// 起算: it is.
		{"birth notice", "2026-12-06", WithinDays(day(t, "2026-11-23"), 14, SameDay)},
		{"rapid issue, 30 days counting the day", "2026-12-22", WithinDays(day(t, "2026-11-23"), 30, SameDay)},
		{"one day", "2026-11-23", WithinDays(day(t, "2026-11-23"), 1, SameDay)},
		// 143(2): the day before the corresponding day.
		{"3 months from a birth abroad", "2027-02-22", WithinMonths(day(t, "2026-11-23"), 3, SameDay)},
		{"3 months excluding the day", "2027-02-23", WithinMonths(day(t, "2026-11-23"), 3, NextDay)},
		{"a year from leaving", "2027-11-23", WithinMonths(day(t, "2026-11-23"), 12, NextDay)},
		{"from a month's end the whole next months", "2026-03-31", WithinMonths(day(t, "2026-02-28"), 1, NextDay)},
		// 143(2) proviso: the month has no corresponding day.
		{"from the 31st into February", "2027-02-28", WithinMonths(day(t, "2026-12-30"), 2, NextDay)},
		{"from the 31st itself", "2026-02-28", WithinMonths(day(t, "2026-01-31"), 1, SameDay)},
		{"leap February has the 29th", "2028-02-28", WithinMonths(day(t, "2027-12-28"), 2, NextDay)},
		{"leap February lacks the 30th", "2028-02-29", WithinMonths(day(t, "2027-12-29"), 2, NextDay)},
		{"zero days", "", WithinDays(day(t, "2026-11-23"), 0, NextDay)},
		{"zero months", "", WithinMonths(day(t, "2026-11-23"), 0, NextDay)},

		{"fiscal year ends today", "2027-03-31", FYEnd(day(t, "2027-03-31"))},
		{"fiscal year just begun", "2028-03-31", FYEnd(day(t, "2027-04-01"))},
		{"fiscal year in autumn", "2027-03-31", FYEnd(day(t, "2026-11-23"))},

		{"renew a card: the day after three months before", "2027-02-11", RenewFromMyNumberCard(day(t, "2027-05-10"))},
		{"renew a card: May has 31 days", "2027-03-01", RenewFromMyNumberCard(day(t, "2027-05-31"))},
		{"renew a card: end of February", "2026-11-29", RenewFromMyNumberCard(day(t, "2027-02-28"))},
		{"renew a residence card: that day included", "2027-02-10", RenewFromResidenceCard(day(t, "2027-05-10"))},
		{"renew a residence card: May has 31 days", "2027-02-28", RenewFromResidenceCard(day(t, "2027-05-31"))},
		{"insurance: third month after", "2027-02-28", InsuranceGraceEnd(day(t, "2026-11-01"))},
		{"insurance: from a month's end", "2027-02-28", InsuranceGraceEnd(day(t, "2026-11-30"))},

		{"earliest", "2026-01-01", Earliest(day(t, "2026-01-02"), day(t, "2026-01-01"), day(t, "2026-01-03"))},
		{"latest", "2026-01-03", Latest(day(t, "2026-01-02"), day(t, "2026-01-03"), day(t, "2026-01-01"))},
	} {
		if got := c.got.String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSpecialPeriodEnd(t *testing.T) {
	for _, c := range []struct{ stayEnd, safe, last string }{
		{"2026-12-15", "2027-02-15", "2027-02-15"},
		{"2026-11-30", "2027-01-30", "2027-01-31"},
		{"2026-08-31", "2026-10-31", "2026-10-31"},
		{"2026-06-30", "2026-08-30", "2026-08-31"},
		{"2027-02-28", "2027-04-28", "2027-04-30"},
		{"2026-12-28", "2027-02-28", "2027-02-28"},
		{"2026-12-29", "2027-02-28", "2027-02-28"},
		{"2026-12-30", "2027-02-28", "2027-02-28"},
		{"2026-12-31", "2027-02-28", "2027-02-28"},
		{"2027-12-29", "2028-02-29", "2028-02-29"},
		{"2027-12-31", "2028-02-29", "2028-02-29"},
	} {
		if got := SpecialPeriodEnd(day(t, c.stayEnd)); got.Safe.String() != c.safe || got.Last.String() != c.last {
			t.Errorf("%s: %v and %v, want %s and %s", c.stayEnd, got.Safe, got.Last, c.safe, c.last)
		}
	}
	holds(t, func(stayEnd Date) bool {
		s := SpecialPeriodEnd(stayEnd)
		n := stayEnd.DaysUntil(s.Safe)
		return !s.Safe.After(s.Last) && n >= 59 && s.Safe.DaysUntil(s.Last) <= 3
	})
}

func TestBirthdays(t *testing.T) {
	leapling := day(t, "2004-02-29")
	for year, want := range map[int]string{2024: "2024-02-29", 2026: "2026-02-28", 2100: "2100-02-28", 2003: ""} {
		if got := BirthdayIn(leapling, year).String(); got != want {
			t.Errorf("birthday in %d is %s, want %s", year, got, want)
		}
	}
	for _, c := range []struct {
		dob, on string
		age     int
	}{
		{"2004-02-29", "2022-02-28", 17}, // not yet: the 28th must be over
		{"2004-02-29", "2022-03-01", 18},
		{"2004-02-29", "2024-02-28", 19},
		{"2004-02-29", "2024-02-29", 20},
		{"2008-11-23", "2026-11-22", 17},
		{"2008-11-23", "2026-11-23", 18},
		{"2026-11-23", "2026-11-23", 0},
		{"2026-11-24", "2026-11-23", -1},
	} {
		if got := AgeSafe(day(t, c.dob), day(t, c.on)); got != c.age {
			t.Errorf("born %s is %d on %s, want %d", c.dob, got, c.on, c.age)
		}
	}
	for _, c := range []struct {
		on, dob string
		n       int
		want    string
	}{
		{"2026-11-23", "1990-11-23", 10, "2036-11-23"}, // today is not counted
		{"2026-11-23", "1990-11-22", 10, "2036-11-22"},
		{"2026-11-23", "1990-11-24", 10, "2035-11-24"}, // tomorrow is the first
		{"2026-11-23", "2012-03-01", 5, "2031-03-01"},
		{"2026-03-01", "1990-05-10", 11, "2036-05-10"},
		{"2026-03-01", "1990-05-10", 6, "2031-05-10"},
		{"2026-02-28", "2004-02-29", 1, "2027-02-28"}, // the 28th was the birthday
		{"2026-02-27", "2004-02-29", 1, "2026-02-28"},
		{"2026-02-27", "2004-02-29", 3, "2028-02-29"},
		{"2026-11-23", "2026-11-23", 5, "2031-11-23"}, // the day of birth is none
		{"2024-02-29", "2024-02-29", 1, "2025-02-28"},
		{"2026-01-01", "2026-11-23", 1, "2027-11-23"}, // before the birth
		{"2026-11-23", "1990-05-10", 0, ""},
	} {
		if got := NthBirthdayAfter(day(t, c.on), day(t, c.dob), c.n).String(); got != c.want {
			t.Errorf("birthday %d after %s of %s is %s, want %s", c.n, c.on, c.dob, got, c.want)
		}
	}
	holds(t, func(dob, on Date, n uint8) bool {
		if on.Before(dob) {
			dob, on = on, dob
		}
		k := 1 + int(n%20)
		b := NthBirthdayAfter(on, dob, k)
		before := b.AddDays(-1)
		// Exactly k birthdays lie in (on, b], found by walking the years.
		count := 0
		for y := on.Year(); y <= b.Year(); y++ {
			if x := BirthdayIn(dob, y); x.After(on) && !x.After(b) && x != dob {
				count++
			}
		}
		return count == k && b == BirthdayIn(dob, b.Year()) && before.DaysUntil(b) == 1
	})
	holds(t, func(dob Date, n uint16) bool { // ages go up by one, on one day a year
		on := dob.AddDays(int(n))
		return AgeSafe(dob, on.AddDays(1))-AgeSafe(dob, on) <= 1 && AgeSafe(dob, on.AddMonths(12)) == AgeSafe(dob, on)+1 ||
			on.AddMonths(12).Day() != on.Day() || on.AddMonths(12).AddDays(1).Month() != on.AddMonths(12).Month()
	})
}

func TestFYEndOfAge(t *testing.T) {
	for _, c := range []struct {
		dob  string
		age  int
		want string
	}{
		{"2008-04-01", 18, "2026-03-31"},
		{"2008-04-02", 18, "2027-03-31"},
		{"2010-12-01", 18, "2029-03-31"},
		{"2008-02-29", 18, "2026-03-31"},
		{"2004-04-01", 22, "2026-03-31"},
		{"2008-04-01", 0, ""},
	} {
		if got := FYEndOfAge(day(t, c.dob), c.age).String(); got != c.want {
			t.Errorf("born %s, year of %d ends %s, want %s", c.dob, c.age, got, c.want)
		}
	}
}

// listed has the holidays of late 2026 and January 2027 by the National Holidays
// Act 2 and 3.
func listed(t testing.TB) *Calendar {
	t.Helper()
	c, err := NewCalendar(2026, 2027, []Date{day(t, "2026-11-03"), day(t, "2026-11-23"), day(t, "2027-01-01"), day(t, "2027-01-11")})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClosedDays(t *testing.T) {
	c := listed(t)
	for s, closed := range map[string]bool{
		"2026-11-21": true, "2026-11-22": true, "2026-11-23": true, "2026-11-24": false,
		"2026-12-28": false, "2026-12-29": true, "2027-01-01": true, "2027-01-03": true, "2027-01-04": false, "2027-01-11": true,
	} {
		if got := c.Closed(day(t, s)); got != closed {
			t.Errorf("%s closed: %v", s, got)
		}
	}
	for _, k := range []struct {
		day, last, next string
		checked         bool
	}{
		{"2026-11-23", "2026-11-20", "2026-11-24", true},
		{"2026-12-31", "2026-12-28", "2027-01-04", true},
		{"2027-06-02", "2027-06-02", "2027-06-02", true},
		{"2028-01-11", "2028-01-11", "2028-01-11", false}, // past the last year
		{"2025-11-03", "2025-11-03", "2025-11-03", false}, // before the first
	} {
		last, ok := c.LastOpenDay(day(t, k.day))
		next, ok2 := c.NextOpenDay(day(t, k.day))
		if last.String() != k.last || next.String() != k.next || ok != k.checked || ok2 != k.checked {
			t.Errorf("%s: %v %v, %v %v, want %s, %s, %v", k.day, last, ok, next, ok2, k.last, k.next, k.checked)
		}
	}
	// Back over the turn of the year into a listed one: checked.
	if d, ok := c.LastOpenDay(day(t, "2028-01-02")); d.String() != "2027-12-28" || !ok {
		t.Errorf("from 2028-01-02 back: %v %v", d, ok)
	}
	var none *Calendar
	if d, ok := none.LastOpenDay(day(t, "2026-11-23")); d.String() != "2026-11-23" || ok {
		t.Errorf("without holidays: %v %v", d, ok)
	}
	if _, err := NewCalendar(2026, 2026, []Date{day(t, "2027-01-01")}); err == nil {
		t.Error("a holiday outside the listed years was taken")
	}
	if _, err := NewCalendar(2027, 2026, nil); err == nil {
		t.Error("years were taken backwards")
	}
}

func TestDaysOfABaby(t *testing.T) {
	c := listed(t)
	for _, k := range []struct {
		birth           string
		n               int
		day, safe, last string
	}{
		{"2026-11-20", 30, "2026-12-19", "2026-12-18", "2026-12-20"},
		{"2026-11-20", 60, "2027-01-18", "2027-01-18", "2027-01-19"},
		{"2026-12-16", 60, "2027-02-13", "2027-02-12", "2027-02-14"},
	} {
		got := DayN(day(t, k.birth), k.n, c)
		if got.Day.String() != k.day || got.Safe.String() != k.safe || got.Last.String() != k.last || !got.Checked {
			t.Errorf("day %d of a child born %s: %+v", k.n, k.birth, got)
		}
	}
	for birth, want := range map[string][3]string{
		"2026-12-16": {"2026-12-29", "2026-12-28", "2027-01-04"}, // shut from 29 December
		"2026-11-11": {"2026-11-24", "2026-11-24", "2026-11-24"},
		"2026-11-10": {"2026-11-23", "2026-11-20", "2026-11-24"}, // a holiday after a weekend
	} {
		got := BirthNotice(day(t, birth), c)
		if [3]string{got.Day.String(), got.Safe.String(), got.Last.String()} != want || !got.Checked {
			t.Errorf("notice for a child born %s: %+v, want %v", birth, got, want)
		}
	}
	if BirthNotice(day(t, "2027-12-20"), c).Checked {
		t.Error("a notice whose next open day is in an unlisted year counts as checked")
	}
	holds(t, func(birth Date, n uint8) bool {
		b := DayN(birth, 1+int(n), c)
		return !b.Safe.After(b.Day) && b.Day.Before(b.Last) && birth.DaysUntil(b.Day) == int(n) && !c.Closed(b.Safe)
	})
}

func BenchmarkNthBirthdayAfter(b *testing.B) {
	on, dob := day(b, "2026-11-23"), day(b, "2004-02-29")
	for b.Loop() {
		NthBirthdayAfter(on, dob, 10)
	}
}

func BenchmarkAddDays(b *testing.B) {
	d := day(b, "2026-11-23")
	for b.Loop() {
		d.AddDays(60)
	}
}
