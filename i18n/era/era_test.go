package era

import (
	"bufio"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func lines(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if !strings.HasPrefix(s.Text(), "#") {
			out = append(out, strings.Split(s.Text(), "\t"))
		}
	}
	return out
}

func TestDaysOfTheDecrees(t *testing.T) {
	for _, c := range lines(t, "testdata/days.txt") {
		d, err := Parse(c[0])
		if err != nil {
			t.Fatalf("%s: %v", c[0], err)
		}
		long, err1 := Format(d)
		short, err2 := Short(d)
		if err1 != nil || err2 != nil || long != c[1] || short != c[2] {
			t.Errorf("%s: %s %s (%v %v), want %s %s", c[0], long, short, err1, err2, c[1], c[2])
		}
	}
}

func TestWhatPeopleType(t *testing.T) {
	for _, c := range lines(t, "testdata/typed.txt") {
		d, err := Parse(c[0])
		if reason, bad := strings.CutPrefix(c[1], "!"); bad {
			var e *Error
			if !errors.As(err, &e) || string(e.Reason) != reason {
				t.Errorf("%q: %v, %v; want %s", c[0], d, err, reason)
			}
			continue
		}
		if err != nil || d.String() != c[1] {
			t.Errorf("%q: %v, %v; want %s", c[0], d, err, c[1])
		}
	}
}

// Every day from 1873 to the end of 2100 survives both forms, its era's year
// goes up by one or starts at one, and the eras leave no day out.
func TestEveryDayBothWays(t *testing.T) {
	end := time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC)
	lastEra, lastYear := Meiji, 6
	for day := Meiji.First().Time(); day.Before(end); day = day.AddDate(0, 0, 1) {
		d := Date{day.Year(), int(day.Month()), day.Day()}
		e, y, err := Of(d)
		if err != nil {
			t.Fatal(d, err)
		}
		if e != lastEra && (e != lastEra+1 || y != 1) || e == lastEra && y != lastYear && y != lastYear+1 {
			t.Fatalf("%s: era %d year %d after era %d year %d", d, e, y, lastEra, lastYear)
		}
		lastEra, lastYear = e, y
		long, _ := Format(d)
		short, _ := Short(d)
		for _, s := range []string{long, short, d.String()} {
			if back, err := Parse(s); err != nil || back != d {
				t.Fatalf("%s: %q reads as %v, %v", d, s, back, err)
			}
		}
		if d == e.Last() {
			if next, _, _ := Of(of(day.AddDate(0, 0, 1))); next != e+1 {
				t.Fatalf("%s is not the last day of era %d", d, e)
			}
		}
	}
	if lastEra != Reiwa {
		t.Fatal("the walk ended in another era")
	}
}

func TestALateEraYearNamesTheRightDay(t *testing.T) {
	_, err := Parse("平成33年2月1日")
	var e *Error
	if !errors.As(err, &e) || e.Era != Heisei {
		t.Fatal(err)
	}
	if s, _ := Format(e.Instead); s != "令和3年2月1日" {
		t.Errorf("instead %s", s)
	}
	if strings.Contains(err.Error(), "33") {
		t.Errorf("the error repeats what was typed: %v", err)
	}
}

func TestTodayIsTheDayInJapan(t *testing.T) {
	for moment, want := range map[string]string{
		"2019-04-30T14:59:59Z":      "H31.4.30",
		"2019-04-30T15:00:00Z":      "R1.5.1",
		"2026-11-22T20:00:00-05:00": "R8.11.23",
	} {
		now, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		if s, _ := Short(Today(now)); s != want {
			t.Errorf("%s is %s, want %s", moment, s, want)
		}
	}
}

// Whatever is typed, the answer is a day that exists and reads back, or an *Error.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"令和8年11月23日", "R8.11.23", "昭和五十五年二月十七日", "20261123", "㍻31.4.30", "元年元月"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%q: %v is no *Error", s, err)
			}
			return
		}
		long, err := Format(d)
		if err != nil {
			t.Fatalf("%q gave %v, which cannot be written: %v", s, d, err)
		}
		if back, err := Parse(long); err != nil || back != d {
			t.Fatalf("%q: %v, then %v, %v", s, d, back, err)
		}
	})
}
