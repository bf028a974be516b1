package lawdate

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"madoguchi/i18n/era"
)

// vector is one date worked out by hand from the law's text. Either expected or
// readings is there; the rest where it matters.
type vector struct {
	ID       string
	Function string
	Given    map[string]any
	Expected any
	Readings []map[string]any
	Safe     any
	Last     any
	AnswerBy any `yaml:"answer_by"`
	Cap      any
	Checked  *bool
}

// answer is what this package says, in the same words.
type answer struct {
	day                  string
	safe, last, answerBy string // "" where there is no such answer
	checked              bool
}

// ofRules lists vectors that need a rule, not only days: who may have the special
// period, who may have a card.
var ofRules = []string{
	"facts_l_012", "facts_l_024", "facts_l_025", "facts_l_026", "facts_l_027", "facts_l_028",
	"special_period_036", "special_period_037", "special_period_040", "special_period_043",
}

// differ lists vectors whose safe day is not the one given here, with the reason.
// Our day is one of their readings all the same, and their safe day is later for a
// renewal and a day or two apart for a period.
func differ() map[string]string {
	const (
		back = "renewal is counted back from the end; counted forward by Civil Code 143 it opens a day or two later, and a counter may insist"
		open = "the safe day here is the last open day of the period; there it is the earlier reading, a Saturday"
		same = "a period of months has no earlier reading here; only the special period has"
	)
	return map[string]string{
		"facts_l_016": back, "renewal_windows_013": back, "renewal_windows_018": back, "renewal_windows_019": back,
		"renewal_windows_020": back, "renewal_windows_021": back, "renewal_windows_022": back, "renewal_windows_031": back,
		"periods_015": open, "periods_036": same,
	}
}

func TestDatesWorkedOutFromTheLaw(t *testing.T) {
	files, err := filepath.Glob("testdata/vectors/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	calendar := shippedHolidays(t)
	seen := map[string]bool{}
	for _, name := range files {
		var file struct {
			Theme   string
			Vectors []vector
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(b, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, v := range file.Vectors {
			if seen[v.ID] {
				t.Errorf("%s stands twice", v.ID)
			}
			if seen[v.ID] = true; !slices.Contains(ofRules, v.ID) {
				v.check(t, calendar)
			}
		}
	}
	for _, id := range ofRules {
		if !seen[id] {
			t.Errorf("%s is left to the rules and does not exist", id)
		}
	}
	for id := range differ() {
		if !seen[id] {
			t.Errorf("%s is said to differ and does not exist", id)
		}
	}
	if len(seen) < 500 {
		t.Errorf("only %d vectors", len(seen))
	}
}

func (v vector) check(t *testing.T, c *Calendar) {
	t.Helper()
	got, ok := v.ask(t, c)
	if !ok {
		t.Errorf("%s asks for %s of %v: this test cannot", v.ID, v.Function, v.Given)
		return
	}
	if len(v.Readings) == 0 {
		v.same(t, "day", got.day, v.Expected)
	} else if !slices.ContainsFunc(v.Readings, func(r map[string]any) bool {
		return got.day != "" && (text(r["date"]) == got.day || text(r["value"]) == got.day)
	}) {
		t.Errorf("%s: %s of %v is %s, which is no reading of %v", v.ID, v.Function, v.Given, got.day, v.Readings)
	}
	if v.Safe != nil {
		v.same(t, "safe", got.safe, v.Safe)
	}
	if v.Last != nil {
		v.same(t, "last", got.last, v.Last)
	}
	if v.AnswerBy != nil {
		v.same(t, "answer_by", got.answerBy, v.AnswerBy)
	}
	if v.Checked != nil && *v.Checked != got.checked {
		t.Errorf("%s: checked is %v", v.ID, got.checked)
	}
}

func (v vector) same(t *testing.T, what, got string, want any) {
	t.Helper()
	if _, known := differ()[v.ID]; known && what == "safe" {
		if got == text(want) {
			t.Errorf("%s agrees now: take it off the list", v.ID)
		}
		return
	}
	if got != text(want) {
		t.Errorf("%s: %s of %v: %s is %q, counted by hand %q", v.ID, v.Function, v.Given, what, got, text(want))
	}
}

// text is a day, or a number, or "" for null.
func text(x any) string {
	if x == nil {
		return ""
	}
	return fmt.Sprint(x)
}

func (v vector) day(t *testing.T, keys ...string) Date {
	t.Helper()
	for _, k := range keys {
		if s := text(v.Given[k]); s != "" {
			return day(t, s)
		}
	}
	return Date{}
}

func (v vector) number(key string) int {
	var n int
	if _, err := fmt.Sscan(text(v.Given[key]), &n); err != nil {
		return 0
	}
	return n
}

// ask puts the vector's question to this package.
func (v vector) ask(t *testing.T, c *Calendar) (answer, bool) {
	t.Helper()
	if v.Function == "era_date" {
		return v.era()
	}
	dob, n := v.day(t, "dob"), v.number("n")
	from := v.day(t, "day", "mnc_created", "issued", "event", "birth", "stay_end", "end")
	one := func(d Date) (answer, bool) { return answer{day: d.String(), safe: d.String()}, true }
	birthday := func() Date {
		if n == 0 { // a card: ten birthdays for adults, five below
			n = 5
			if AgeSafe(dob, from) >= 18 {
				n = 10
			}
		}
		return NthBirthdayAfter(from, dob, n)
	}
	switch v.Function {
	case "birthday_in":
		return one(BirthdayIn(dob, v.number("year")))
	case "age_safe", "age":
		age := fmt.Sprint(AgeSafe(dob, v.day(t, "on")))
		return answer{day: age, safe: age}, true
	case "day_reached":
		return one(AgeReached(dob, n))
	case "add_days(nth_birthday, -1)":
		return one(AgeReached(dob, n))
	case "nth_birthday_after":
		if len(v.Readings) > 0 { // whether five or ten is disputed: the earlier is safe
			five, ten := NthBirthdayAfter(from, dob, 5), NthBirthdayAfter(from, dob, 10)
			return answer{day: ten.String(), safe: Earliest(five, ten).String()}, true
		}
		return one(birthday())
	case "fact(stay_end)", "fact(prov_stay_end)":
		return one(v.day(t, "stay_end", "prov_stay_end"))
	case "earliest(stay_end, nth_birthday_after)":
		b := birthday()
		if v.Cap != nil {
			v.same(t, "cap", b.String(), v.Cap)
		}
		return one(Earliest(v.day(t, "stay_end", "new_stay_end"), b))
	case "earliest(special_period_end, nth_birthday_after)":
		return one(Earliest(SpecialPeriodEnd(v.day(t, "stay_end")).Last, birthday()))
	case "earliest(nth_birthday_after, user_cert_end, card_end)":
		return one(Earliest(birthday(), v.day(t, "user_cert_end"), v.day(t, "card_end")))
	case "earliest(nth_birthday_after, card_end)":
		return one(Earliest(birthday(), v.day(t, "card_end")))
	case "fy_end(day_reached)":
		return one(FYEndOfAge(dob, n))
	case "add_days(fy_end(day_reached), 1)":
		return one(FYEndOfAge(dob, n).AddDays(1))
	}
	return v.askDays(t, c, from, n)
}

func (v vector) askDays(t *testing.T, c *Calendar, from Date, n int) (answer, bool) {
	t.Helper()
	one := func(d Date) (answer, bool) { return answer{day: d.String(), safe: d.String()}, true }
	switch v.Function {
	case "add_days":
		return one(from.AddDays(n))
	case "add_months":
		return one(from.AddMonths(n))
	case "month_end":
		return one(from.MonthEnd())
	case "month_end(add_months)":
		end := from.AddMonths(n).MonthEnd()
		if end != InsuranceGraceEnd(from) {
			t.Errorf("%s: the grace ends on %v", v.ID, InsuranceGraceEnd(from))
		}
		// For a card that itself has ended, its own end is the safe day.
		return answer{day: end.String(), safe: from.String()}, true
	case "fy_end":
		return one(FYEnd(from))
	case "earliest", "latest":
		var days []Date
		for _, x := range v.Given["days"].([]any) {
			if x == nil {
				days = append(days, Date{})
				continue
			}
			days = append(days, day(t, text(x)))
		}
		if v.Function == "earliest" {
			return one(Earliest(days...))
		}
		return one(Latest(days...))
	case "within", "earliest(within, stay_end)":
		return v.within(t, c, from, n)
	case "special_period_end":
		s := SpecialPeriodEnd(from)
		return answer{day: s.Last.String(), safe: s.Safe.String()}, true
	case "earliest(special_period_end, decision)":
		return one(Earliest(SpecialPeriodEnd(from).Last, v.day(t, "decision")))
	case "add_days(stay_end, 40)":
		return one(from.AddDays(40))
	case "add_days(safe of special_period_end, -14)":
		return one(SpecialPeriodEnd(from).Safe.AddDays(-14))
	case "renew_from":
		if v.Given["kind"] == "mynumber_card" {
			return one(RenewFromMyNumberCard(from))
		}
		return one(RenewFromResidenceCard(from))
	case "last_open_day", "next_open_day", "last_open_day(add_days)":
		d, checked := c.LastOpenDay(from.AddDays(n))
		if v.Function == "next_open_day" {
			d, checked = c.NextOpenDay(from)
		}
		return answer{day: d.String(), safe: d.String(), checked: checked}, true
	case "day_n", "last_open_day(day_n)":
		b := DayN(from, n, c)
		a := answer{b.Day.String(), b.Day.String(), b.Last.String(), b.Safe.String(), b.Checked}
		if v.Function == "last_open_day(day_n)" { // the day to apply by
			a.safe = b.Safe.String()
		}
		if n == 14 {
			notice := BirthNotice(from, c)
			a.safe, a.last = notice.Safe.String(), notice.Last.String()
		}
		return a, true
	}
	return answer{}, false
}

func (v vector) within(t *testing.T, c *Calendar, event Date, n int) (answer, bool) {
	t.Helper()
	first := First(v.Given["count_event_day"] == true)
	var end Date
	switch v.Given["unit"] {
	case "days":
		end = WithinDays(event, n, first)
	case "months":
		end = WithinMonths(event, n, first)
	case "years":
		end = WithinMonths(event, 12*n, first)
	default:
		return answer{}, false
	}
	if stay := v.day(t, "stay_end"); !stay.IsZero() {
		end = Earliest(end, stay)
	}
	safe, _ := c.LastOpenDay(end)
	last, checked := c.NextOpenDay(end)
	return answer{day: end.String(), safe: safe.String(), last: last.String(), checked: checked}, true
}

func (v vector) era() (answer, bool) {
	e := era.Era(1 + slices.Index([]string{"meiji", "taisho", "showa", "heisei", "reiwa"}, text(v.Given["era"])))
	d, err := e.Date(v.number("year"), v.number("month"), v.number("day"))
	if err != nil {
		return answer{}, true // null: there was no such day
	}
	return answer{day: d.String()}, true
}

// shippedHolidays reads the calendar that is shipped.
func shippedHolidays(t *testing.T) *Calendar {
	t.Helper()
	files, err := filepath.Glob("../../assets/holidays/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no holidays: %v", err)
	}
	var days []Date
	var years []int
	for _, name := range files {
		var file struct {
			Year int
			Days []struct{ Date string }
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(b, &file); err != nil || !strings.Contains(name, fmt.Sprint(file.Year)) {
			t.Fatalf("%s: %v", name, err)
		}
		years = append(years, file.Year)
		for _, d := range file.Days {
			days = append(days, day(t, d.Date))
		}
	}
	c, err := NewCalendar(slices.Min(years), slices.Max(years), days)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
