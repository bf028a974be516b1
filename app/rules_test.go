package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cli"
	"madoguchi/app/lawdate"
	"madoguchi/i18n/locales"
)

// student is a person whose stay ends in ten weeks.
const student = `{"residence_status":"student","stay_end":"2027-02-01","residence_document":"residence_card","dob":"2000-05-10","address_in_japan":true}`

// employee is one of whom much is known.
const employee = `{"residence_status":"engineer_humanities_international","residence_document":"residence_card","nationality_class":"foreign",
"dob":"1990-05-10","stay_end":"2027-02-01","stay_months_granted":36,"address_in_japan":true,"mnc":"ordinary","mnc_expiry":"2027-02-01",
"employed":true,"work_hours_week":15,"insured_by":"work","passport":"current","event":"stay_ends","application_pending":false}`

// saidOn is what the command line prints for people, on a day.
func saidOn(t *testing.T, day, stdin string, args ...string) (status int, out, talk string) {
	t.Helper()
	p, err := program()
	if err != nil {
		t.Fatal(err)
	}
	p.Now = func() time.Time {
		d, err := time.ParseInLocation(time.DateOnly, day, japan)
		if err != nil {
			t.Fatal(err)
		}
		return d.Add(12 * time.Hour)
	}
	var o, e bytes.Buffer
	status = p.Run(context.Background(), args, cli.Terminal{In: strings.NewReader(stdin), Out: &o, Err: &e, Language: "en"})
	return status, o.String(), e.String()
}

// A program that nobody has renewed says so wherever it cites the law.
func TestAClockIn2028SaysThatTheLawWasToBeReadAgain(t *testing.T) {
	const warning = "was to be read again"
	for _, args := range [][]string{
		{"check", "--facts", "-"},
		{"check", "--facts", "-", "--about", "stay"},
		{"check", "--facts", "-", "--on", "2026-11-23", "--about", "stay"},
		{"deadlines", "--facts", "-", "--on", "2026-11-23"},
		{"changes", "--from", "2026-11-23"},
	} {
		if _, out, _ := saidOn(t, "2028-03-01", student, args...); !strings.Contains(out, warning) {
			t.Errorf("%v in 2028 is told without a warning:\n%s", args, out)
		}
		if _, out, _ := saidOn(t, "2026-11-23", student, args...); strings.Contains(out, warning) {
			t.Errorf("%v is told with a warning on the day the law was read", args)
		}
	}
}

// In short too an early day that has passed names the last one.
func TestTheShortAnswerNamesTheLastDay(t *testing.T) {
	_, out, _ := saidOn(t, "2026-12-20", student, "check", "--facts", "-")
	if !strings.Contains(out, "You may still do it. Do it on the next day the office is open. Last day by law: 2027-02-01") {
		t.Errorf("begins\n%.600s", out)
	}
}

// What changes for a person is told where both days have an answer; a question that
// nobody answered is none.
func TestChangesTellAnswersOnly(t *testing.T) {
	_, out, _ := saidOn(t, "2026-11-23", `{"residence_status":"permanent_resident","employed":true,"work_hours_week":15}`,
		"changes", "--facts", "-", "--from", "2028-09-30", "--to", "2028-10-01")
	if !strings.Contains(out, "2028-09-30: Not by this way\n    2028-10-01: Yes, if") {
		t.Errorf("the ten hours are not told:\n%s", out)
	}
	_, out, _ = saidOn(t, "2026-11-23", employee, "changes", "--facts", "-")
	for _, noise := range []string{"One more thing is needed", "This does not concern you"} {
		if strings.Contains(out, noise) {
			t.Errorf("tells %q as a change", noise)
		}
	}
}

// What is only probable is never told as sure, however short it is told.
func TestAProbableDayIsToldAsProbable(t *testing.T) {
	facts := `{"residence_status":"student","residence_document":"residence_card","stay_end":"2027-02-01","event":"permission_given","event_on":"2026-11-20","new_stay_end":"2028-02-01"}`
	for _, args := range [][]string{{"check"}, {"deadlines"}, {"deadlines", "--ics", "-", "--plain"}} {
		_, out, talk := saidOn(t, "2026-11-23", facts, append(args, "--facts", "-")...)
		if strings.Count(out, "Show new card") == 0 || strings.Count(out, "Show new card") != strings.Count(out, "Probably: Show new card") {
			t.Errorf("%v says\n%s%s", args, out, talk)
		}
	}
}

// overstayed is a person whose stay has ended.
const overstayed = `{"residence_status":"student","residence_document":"residence_card","stay_end":"2026-10-01","application_pending":false}`

// Who has no status any more is not told to hurry to a counter, but to see a lawyer;
// a paper says so whenever an answer does.
func TestNobodyWithoutAStatusIsHurriedToACounter(t *testing.T) {
	_, out, _ := saidOn(t, "2026-11-23", overstayed, "check", "--facts", "-", "--about", "stay.extend_now")
	if !strings.Contains(out, "lawyer") || strings.Contains(out, "today is still better") {
		t.Errorf("says\n%s", out)
	}
	for topic, lawyer := range map[string]string{"public_assistance": "true", "seal": "true", "employment_insurance": "true", "vaccination": "false"} {
		name := filepath.Join(t.TempDir(), "sheet.pdf")
		_, out, _ := saidOn(t, "2026-11-23", overstayed, "--json", "sheet", "check", "--about", topic, "--facts", "-", "-o", name)
		if !strings.Contains(out, `"lawyer_first": `+lawyer) {
			t.Errorf("%s:\n%s", topic, out)
		}
	}
}

// Where to go stands beside every answer that is sure.
func TestASureAnswerSaysWhere(t *testing.T) {
	_, out, _ := saidOn(t, "2026-11-23", overstayed, "check", "--facts", "-", "--about", "tax.on_paper")
	if !strings.Contains(out, "Where: ") {
		t.Errorf("says\n%s", out)
	}
}

// The last days of the calendar are answered too.
func TestChangesAtTheEndOfTheCalendar(t *testing.T) {
	if status, _, talk := saidOn(t, "2026-11-23", "", "changes", "--from", "9998-01-01"); status != 0 {
		t.Errorf("%d %s", status, talk)
	}
}

// Without --on the day is the clock's, in Japan.
func TestTodayIsTheDayInJapan(t *testing.T) {
	if _, out, _ := saidOn(t, "2026-12-24", "", "check"); !strings.HasPrefix(out, "As of 2026-12-24\n") {
		t.Errorf("begins %.40q", out)
	}
}

// A day that has passed is told as one, with what can still be done.
func TestADayThatHasPassed(t *testing.T) {
	facts := strings.Replace(student, "{", `{"mnc":"ordinary","mnc_expiry":"2027-02-01","auth_certificate_end":"2026-11-20","sign_certificate_present":false,`, 1)
	_, out, _ := saidOn(t, "2026-12-01", facts, "deadlines", "--facts", "-", "--about", "certificates")
	for _, want := range []string{"The day has passed: 2026-11-20", "You can still renew at the same counter"} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	_, out, _ = saidOn(t, "2026-12-20", student, "deadlines", "--facts", "-", "--about", "stay")
	if !strings.Contains(out, "You may still do it. Do it on the next day the office is open. Last day by law: 2027-02-01") {
		t.Errorf("an early day that has passed frightens:\n%s", out)
	}
}

var hole = regexp.MustCompile(`[{][a-z_0-9]*[}]`)

// No text about the rules is shown with a number left out, on any day of the years
// ahead.
func TestEveryTextOfTheRulesIsFilled(t *testing.T) {
	rules, err := rulebook()
	if err != nil {
		t.Fatal(err)
	}
	all, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, day := range []string{"2026-11-23", "2027-04-01", "2028-10-01"} {
		on, err := lawdate.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		args := rules.Args(on)
		for _, id := range all.IDs() {
			area, _, _ := strings.Cut(id, ".")
			switch area {
			case "rule", "question", "topic", "deadline", "item", "office", "span", "fact":
			case "change":
				if !strings.HasSuffix(id, ".what") && !strings.HasSuffix(id, ".do") {
					continue
				}
			default:
				continue
			}
			seen++
			for _, lang := range locales.Complete() {
				if text := all.For(lang).T(id, args); hole.MatchString(text) {
					t.Errorf("%s in %s leaves a place open on %s: %s", id, lang, day, text)
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d texts: the test looks at nothing", seen)
	}
}

// Every language is told whole: no id in the place of a text, no open place, no
// furigana mark.
func TestAnswersAreToldWhole(t *testing.T) {
	broken := regexp.MustCompile(`\[[a-z_]+\.[a-z_.0-9]+\]|[{][a-z_]+[}]|[｜《》]`)
	for _, lang := range locales.Complete() {
		for _, args := range [][]string{
			{"check", "--facts", "-", "--all"},
			{"check", "--facts", "-"},
			{"check"},
			{"topics"},
			{"deadlines", "--facts", "-"},
			{"deadlines"},
			{"changes", "--facts", "-"},
			{"ask", "--about", "child_allowance"},
		} {
			stdin := student
			if args[0] == "ask" {
				stdin = "\n1\n\n2\n"
			}
			_, out, talk := saidOn(t, "2026-11-23", stdin, append([]string{"--lang", lang}, args...)...)
			if bad := broken.FindString(out + talk); bad != "" {
				t.Errorf("%s %v shows %s", lang, args, bad)
			}
		}
	}
}

// Asked at once, a wrong answer is asked again and nothing of it is kept.
func TestAskTakesOnlyWhatFits(t *testing.T) {
	_, out, talk := saidOn(t, "2026-11-23", "5\nperhaps\n1\nthirty\n30\n", "ask", "--facts", "testdata/permanent.json", "--about", "employment_insurance.join")
	if n := strings.Count(talk, "This was not understood"); n != 3 || !strings.Contains(out, "Yes, if") {
		t.Errorf("asked again %d times\n%s\n%s", n, talk, out)
	}
	for name, word := range map[string]string{"Japanese": "はい", "English": "yes", "full width": "１"} {
		if _, out, _ := saidOn(t, "2026-11-23", word+"\n30\n", "ask", "--facts", "testdata/permanent.json", "--about", "employment_insurance.join"); !strings.Contains(out, "Yes, if") {
			t.Errorf("%s is not understood:\n%s", name, out)
		}
	}
}

// Children are asked for one by one; the list ends where no birth date is said.
func TestAskForChildren(t *testing.T) {
	facts := filepath.Join(t.TempDir(), "facts.json")
	if err := os.WriteFile(facts, []byte(student), 0o600); err != nil {
		t.Fatal(err)
	}
	child := "2015-04-02\n1\n1\n1\n\n\n"
	answers := child + strings.Replace(child, "2015", "2018", 1) + "\n.\n"
	for skip := range 12 { // the children come after what is more telling
		o := newStage(t).run(strings.Repeat("\n", skip)+answers, "ask", "--facts", facts, "--about", "child_allowance", "--on", "2026-11-23")
		if !strings.Contains(o.out, `"dob": "2015-04-02"`) {
			continue
		}
		if strings.Count(o.out, `"lives_with": true`) != 2 || !strings.Contains(o.err, "2: When was the child born") {
			t.Errorf("two children are\n%s\n%s", o.out, o.err)
		}
		return
	}
	t.Error("nobody asks for children")
}
