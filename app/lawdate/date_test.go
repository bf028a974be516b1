package lawdate

import (
	"math/rand"
	"reflect"
	"testing"
	"testing/quick"
	"time"
)

// Generate gives days from 1900 to 2100, month ends and leap days more often.
func (Date) Generate(r *rand.Rand, _ int) reflect.Value {
	d := clamped(1900+r.Intn(201), 1+r.Intn(12), 1+r.Intn(31))
	switch r.Intn(4) {
	case 0:
		d = d.MonthEnd()
	case 1:
		d = clamped(1904+4*r.Intn(49), 2, 29)
	}
	return reflect.ValueOf(d)
}

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

func holds(t *testing.T, property any) {
	t.Helper()
	if err := quick.Check(property, &quick.Config{MaxCount: 20000, Rand: rand.New(rand.NewSource(1))}); err != nil {
		t.Error(err)
	}
}

// asTime is the judge: Go's own calendar.
func asTime(d Date) time.Time {
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
}

func TestDaysAgreeWithGo(t *testing.T) {
	holds(t, func(d Date, n int16) bool {
		want := asTime(d).AddDate(0, 0, int(n))
		got := d.AddDays(int(n))
		return got.String() == want.Format(time.DateOnly) && got.Weekday() == want.Weekday() &&
			d.DaysUntil(got) == int(n) && got.AddDays(-int(n)) == d
	})
	holds(t, func(a, b Date) bool {
		return a.Before(b) == asTime(a).Before(asTime(b)) && a.After(b) == b.Before(a) && (a.Compare(b) == 0) == (a == b)
	})
}

func TestEveryDayOfTheRange(t *testing.T) {
	d, n := day(t, "0001-01-01"), 0
	for at := asTime(d); at.Year() <= lastYear; at = at.AddDate(0, 0, 1) {
		if y, m, dd := at.Date(); d.Year() != y || d.Month() != int(m) || d.Day() != dd || d.Weekday() != at.Weekday() {
			t.Fatalf("day %d is %v, want %v", n, d, at)
		}
		d, n = d.AddDays(1), n+1
	}
	if !d.IsZero() {
		t.Errorf("the day after the last is %v, want none", d)
	}
}

func TestMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-12-31", -1, "2026-11-30"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2026-11-23", 0, "2026-11-23"},
		{"0001-01-31", -1, ""},
		{"9999-12-01", 1, ""},
	} {
		if got := day(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s %+d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
	holds(t, func(d Date, n int8) bool {
		end := d.AddMonths(int(n))
		return end.Day() <= d.Day() && (end.Day() == d.Day() || end == end.MonthEnd()) && end.MonthEnd() == d.MonthEnd().AddMonths(int(n)).MonthEnd()
	})
}

func TestParse(t *testing.T) {
	for _, bad := range []string{
		"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "2026/01/01",
		"0000-01-01", "2026-01-01 ", "+026-01-01", "-026-01-01", "2026-01-1x", "２０２６-01-01", "20260101",
	} {
		if d, err := Parse(bad); err == nil {
			t.Errorf("%q was taken as %v", bad, d)
		}
	}
	holds(t, func(d Date) bool { again, err := Parse(d.String()); return err == nil && again == d })
}

func TestInJapan(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-23T14:59:59Z":      "2026-11-23",
		"2026-11-23T15:00:00Z":      "2026-11-24",
		"2026-12-31T23:30:00-08:00": "2027-01-01",
		"2026-11-24T00:00:00+09:00": "2026-11-24",
	} {
		clock, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := InJapan(clock).String(); got != want {
			t.Errorf("%s is %s in Japan, want %s", at, got, want)
		}
	}
}

func TestNoDateStaysNoDate(t *testing.T) {
	var none Date
	for name, got := range map[string]Date{
		"AddDays": none.AddDays(3), "AddMonths": none.AddMonths(3), "MonthEnd": none.MonthEnd(),
		"FYEnd": FYEnd(none), "WithinDays": WithinDays(none, 14, SameDay), "WithinMonths": WithinMonths(none, 2, NextDay),
		"BirthdayIn": BirthdayIn(none, 2026), "NthBirthdayAfter": NthBirthdayAfter(none, none, 1), "FYEndOfAge": FYEndOfAge(none, 18),
		"SpecialPeriodEnd.Safe": SpecialPeriodEnd(none).Safe, "SpecialPeriodEnd.Last": SpecialPeriodEnd(none).Last,
		"RenewFromMyNumberCard": RenewFromMyNumberCard(none), "RenewFromResidenceCard": RenewFromResidenceCard(none),
		"InsuranceGraceEnd": InsuranceGraceEnd(none), "DayN": DayN(none, 14, nil).Safe, "BirthNotice": BirthNotice(none, nil).Last,
		"Earliest": Earliest(day(t, "2026-01-01"), none), "Latest": Latest(none, day(t, "2026-01-01")), "Earliest of none": Earliest(),
		"far": day(t, "2026-01-01").AddDays(1 << 40), "far back": day(t, "2026-01-01").AddMonths(-1 << 40),
	} {
		if !got.IsZero() {
			t.Errorf("%s of no date = %v", name, got)
		}
	}
	if AgeSafe(none, day(t, "2026-01-01")) != -1 || none.String() != "" {
		t.Error("no date has an age or a text")
	}
}
