package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/page/dates"
)

// Each day stands there with the one to keep, what is left, the last one by law,
// where to go, what to bring and the law; the nearest comes first.
func TestDatesNearestFirst(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.tell(worker())
	d.Open(dates.New(d.Window))
	d.UntilTitle("By when?")
	d.mustSay("Keep this day", "1 December 2026", "7 days left", "Last day by law: 1 February 2027", "Where: Regional Immigration", "Bring", "出入国管理及び難民認定法 第21条第2項", "Certain")
	all := d.Says()
	if a, b := strings.Index(all, "1 December 2026"), strings.Index(all, "1 February 2027"); a < 0 || b < a {
		t.Errorf("1 December stands at %d, 1 February at %d", a, b)
	}
}

// Where the day to keep has passed and the last day by law has not, nothing says
// that it is too late.
func TestADayThatPassedBeforeTheLastOne(t *testing.T) {
	d := openDates(t, "en", "2027-01-10", t.TempDir(), cardsession.ModeSelf)
	d.tell(worker())
	d.Open(dates.New(d.Window))
	e := d.event("G-30")
	then, some := e.ToCome()
	if !some || !e.Late || then.Before(day(t, "2027-01-10")) || then.After(day(t, "2027-02-01")) {
		t.Fatalf("still ahead is %v", then)
	}
	d.mustSay("Still in time", inWords(then), "You may still do it. Do it on the next day the office is open. Last day by law: 1 February 2027")
	for _, alarming := range []string{"has passed", "days ago", "2026-12-01", "The day was"} {
		if strings.Contains(d.Says(), alarming) {
			t.Errorf("it says %q", alarming)
		}
	}
	for day, sentence := range map[string]string{ // a Monday; a Friday; a Monday of the last week
		"2027-01-18": "Do it this week. Last day by law: 1 February 2027",
		"2027-01-22": "Do it on the next day the office is open. Last day by law: 1 February 2027",
		"2027-02-01": "Keep",
	} {
		d := openDates(t, "en", day, t.TempDir(), cardsession.ModeSelf)
		d.tell(worker())
		d.Open(dates.New(d.Window))
		if day != "2027-02-01" {
			d.mustSay(sentence)
		} else if strings.Contains(d.Says(), "this week") {
			t.Error("on the last day it says that there is a week")
		}
	}
}

// The calendar holds what is late twice: on the day to keep now, and on the next day
// on which offices are open, under a name of its own.
func TestALateDayIsNotLostInTheCalendar(t *testing.T) {
	d := openDates(t, "en", "2027-01-10", t.TempDir(), cardsession.ModeSelf) // a Sunday before a holiday
	d.tell(worker())
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	in.Appoint(jobs.Appointment{On: day(t, "2027-01-20"), Topic: "stay"})
	in.Appoint(jobs.Appointment{On: day(t, "2027-01-09"), Topic: "stay"})
	d.Open(dates.New(d.Window))
	d.Press("window.dates.calendar")
	d.Press("window.dates.save")
	d.Press("Stick")
	d.UntilSays("The file is saved")
	b, err := os.ReadFile(filepath.Join(d.folder, "calendar.ics"))
	if err != nil {
		t.Fatal(err)
	}
	file := string(b)
	for _, want := range []string{"DTSTART;VALUE=DATE:20270201", "DTSTART;VALUE=DATE:20270112", "DTSTART;VALUE=DATE:20270120"} {
		if strings.Count(file, want) < 1 {
			t.Errorf("there is no %s:\n%s", want, file)
		}
	}
	if strings.Contains(file, "20270109") {
		t.Error("an appointment that is over stands there")
	}
	d.Back()
	d.Press("window.dates.calendar")
	for _, id := range []string{"G-30", "G-30/now"} {
		if strings.Count(file, "UID:"+deadline.UID("", id)+"\r\n") != 1 {
			t.Errorf("%s is not there once", id)
		}
	}
	for _, word := range []string{"immigration", "extension", "stay", "late"} {
		if strings.Contains(file, word) {
			t.Errorf("a neutral calendar says %q", word)
		}
	}
	if codes := d.codesOf(); len(codes) != strings.Count(file, "BEGIN:VEVENT") {
		t.Errorf("the codes are %v", codes)
	}
}

// event is a day as the rules have it.
func (d datesDesk) event(id string) deadline.Event {
	d.t.Helper()
	rules, in, err := d.Inquiry()
	if err != nil {
		d.t.Fatal(err)
	}
	e, some := in.Person(rules, lawdate.InJapan(d.Jobs().Now())).Outlook().Event(id)
	if !some {
		d.t.Fatalf("%s does not concern the person", id)
	}
	return e
}

// inWords is a day as it stands on the screen in large letters.
func inWords(d lawdate.Date) string {
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC).Format("2 January 2006")
}

// A day that has passed says what to do now and does not go into a calendar.
func TestADayThatPassed(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	facts := worker()
	facts["event"], facts["event_on"] = "moved", "2026-11-01"
	d.tell(facts)
	d.Open(dates.New(d.Window))
	moved := d.event("G-21")
	d.mustSay(inWords(moved.Day()), " days ago", "The day has passed", "Going today is still better than tomorrow")
	codes := d.codes()
	for _, e := range codes {
		if strings.Contains(e, inWords(moved.Day())) || strings.Contains(e, inWords(moved.Last)) {
			t.Errorf("a day that has passed goes into the calendar: %s", e)
		}
	}
	if len(codes) < 2 {
		t.Errorf("only %v are in the calendar", codes)
	}
}

// codes are the headings of the codes.
func (d datesDesk) codes() (out []string) {
	d.Press("window.dates.calendar")
	return d.codesOf()
}

// codesOf are codes, from the page of the calendar.
func (d datesDesk) codesOf() (out []string) {
	d.Press("window.dates.codes")
	for {
		out = append(out, d.Title())
		if d.Find("window.dates.codes.next") == nil {
			return out
		}
		d.Press("window.dates.codes.next")
	}
}

// What only may concern the person stands apart, asks what would settle it, and
// comes among the days once it is settled.
func TestWhatMayConcernIsAsked(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.tell(map[string]any{"event": "divorced_or_widowed", "event_on": "2026-11-20"})
	d.Open(dates.New(d.Window))
	d.mustSay("Perhaps, if …", "If it concerns you: 4 December 2026")
	before, _, _ := strings.Cut(d.Says(), "Perhaps, if …")
	if strings.Contains(before, "4 December 2026") {
		t.Errorf("it stands among the days that are certain:\n%s", before)
	}
	d.Press("window.dates.perhaps.ask")
	d.Until("a question is asked", func() bool { return !strings.HasPrefix(d.Title(), "By when?") })
	d.Back()
	d.tell(map[string]any{"residence_status": "spouse_of_japanese", "residence_document": "residence_card"})
	d.Refresh(false)
	d.mustSay("4 December 2026")
}

// Who has told nothing is not told that there is nothing.
func TestNoDatesYet(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.Open(dates.New(d.Window))
	d.mustSay("No date is known", "That does not mean that there is none")
	if strings.Contains(d.Says(), "What if") {
		t.Error("of who has told nothing something is to be supposed")
	}
	d.Press("window.dates.ask")
	d.Until("a question is asked", func() bool { return !strings.HasPrefix(d.Title(), "By when?") })
}

// One chain of questions leads to the days: what happened first, then the paper of
// the stay with its last day, each with how far it is, and any time enough.
func TestOneChainOfQuestionsLeadsToTheDates(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.Open(dates.New(d.Window))
	d.Press("window.dates.ask")
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	d.mustSay("Question 1 · dates found: 0")
	d.Press("window.ask.whole_list")
	d.Press("fact.event.none_of_these")
	var at []string
	for !in.Facts.Value("stay_end").Known() {
		if strings.Contains(d.Title(), "By when?") || len(at) > 6 {
			t.Fatalf("after %v the end of the stay is not asked; the page is %q", at, d.Title())
		}
		page, _, _ := strings.Cut(d.Title(), " · ")
		at = append(at, page)
		d.mustSay("Question ", "dates found: ")
		switch {
		case !in.Facts.Value("nationality_class").Known():
			d.Press("fact.nationality_class.foreign")
		case !in.Facts.Value("residence_document").Known():
			d.Press("fact.residence_document.residence_card")
		case !in.Facts.Value("residence_status").Known():
			d.Press("fact.residence_status.engineer_humanities_international")
		default:
			d.dayAt("fact.stay_end", "2027", "2", "1")
			d.Press("window.ask.next")
		}
	}
	for _, title := range at {
		if title != at[0] {
			t.Errorf("the paper of the stay is asked on several pages: %q", at)
			break
		}
	}
	d.mustSay("dates found: 1")
	d.Press("window.dates.chain.go")
	d.UntilTitle("By when?")
	d.mustSay("1 December 2026")
	d.Press("window.dates.more.go")
	d.mustSay("Show the dates")
	for n := 0; !strings.HasPrefix(d.Title(), "By when?"); n++ {
		if n > 40 {
			t.Fatal("the questions do not end")
		}
		if d.Find("answer.skip") != nil {
			d.Press("answer.skip")
		} else {
			d.Press("window.ask.rest_open")
		}
	}
	d.mustSay("There may be more dates", "Answer what was left open")
}

// Supposing a day of applying shows the special period and its desks, marked, beside
// what is, and can be taken back.
func TestWhatIfIApply(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.tell(worker())
	d.Open(dates.New(d.Window))
	before := d.Says()
	d.applyOn("2026", "12", "01")
	d.UntilSays("What if: Special period after the stay's end")
	d.mustSay("from 2 February 2027 until 1 April 2027", "What if: this is only tried out", "What if: new", "As it is now")
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	if in.Facts.Value("application_on").Known() {
		t.Error("what was only tried was kept as told")
	}
	d.Press("window.dates.if.back")
	if after := d.Says(); after != before {
		t.Errorf("it was not taken back:\n%s", after)
	}
	d.applyOn("2027", "02", "02")
	d.UntilSays("On that day the stay has ended")
	if strings.Contains(d.Says(), "What if: Special period") {
		t.Error("an application after the end gives a special period")
	}
}

// What was tried out for one person is not tried out for the next.
func TestWhatIfEndsWithThePerson(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.tell(worker())
	d.Open(dates.New(d.Window))
	d.applyOn("2026", "12", "01")
	d.UntilSays("What if: Special period after the stay's end")
	d.ForgetInquiry()
	d.tell(worker())
	d.Refresh(true)
	if strings.Contains(d.Says(), "What if: Special period") {
		t.Error("the next person sees what was tried out for the one before")
	}
}

// applyOn types a day into "If I apply on".
func (d datesDesk) applyOn(year, month, day string) {
	d.t.Helper()
	d.dayAt("window.dates.if.applied", year, month, day)
}

// Supposing a move takes no other day away.
func TestWhatIfIMove(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	facts := worker()
	facts["event"], facts["event_on"] = "job_changed", "2026-11-20"
	facts["residence_status"] = "professor"
	d.tell(facts)
	d.Open(dates.New(d.Window))
	now := d.Says()
	d.dayAt("window.dates.if.moved", "2026", "12", "20")
	d.UntilSays("What if: this is only tried out")
	moving := d.section("What if", "Be reminded")
	for _, id := range []string{"G-21", "A-24", "G-25"} {
		e := d.supposed("2026-12-20", id)
		if !strings.Contains(moving, "by "+inWords(e.Safe)) {
			t.Errorf("%s by %v is not among what would be:\n%s", id, e.Safe, moving)
		}
	}
	if notice := d.event("G-25"); !strings.Contains(now, inWords(notice.Safe)) {
		t.Errorf("the notice of the new job, by %v, was not there before", notice.Safe)
	}
}

// supposed is a day as it would be after a move.
func (d datesDesk) supposed(moved, id string) deadline.Event {
	d.t.Helper()
	rules, in, err := d.Inquiry()
	if err != nil {
		d.t.Fatal(err)
	}
	o, err := in.Person(rules, lawdate.InJapan(d.Jobs().Now())).Suppose(jobs.Supposed{Moved: day(d.t, moved)})
	if err != nil {
		d.t.Fatal(err)
	}
	e, some := o.Event(id)
	if !some {
		d.t.Fatalf("%s would not concern the person", id)
	}
	return e
}

// The file holds the days with neutral titles; with the choice, what each is about.
func TestCalendarIsSaved(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.tell(worker())
	d.Open(dates.New(d.Window))
	save := func(name string) string {
		d.Press("window.dates.save")
		d.Press("Stick")
		d.UntilSays("The file is saved")
		d.mustSay(name)
		b, err := os.ReadFile(filepath.Join(d.folder, name))
		if err != nil {
			t.Fatal(err)
		}
		d.Back()
		return string(b)
	}
	d.Press("window.dates.calendar")
	neutral := save("calendar.ics")
	if !strings.Contains(neutral, "DTSTART;VALUE=DATE:20261201\r\n") || !strings.Contains(neutral, "SUMMARY:Reminder 1\r\n") {
		t.Errorf("the file says:\n%s", neutral)
	}
	for _, word := range []string{"immigration", "extension", "My Number", "card", "DESCRIPTION:Apply"} {
		if strings.Contains(neutral, word) {
			t.Errorf("a neutral calendar says %q", word)
		}
	}
	d.Press("window.dates.calendar")
	d.Press("window.dates.calendar.plain")
	if plain := save("calendar_2.ics"); !strings.Contains(plain, "SUMMARY:Apply for extension") {
		t.Errorf("the file says:\n%s", plain)
	}
}

// At a counter no file is offered, since the computer is not the person's.
func TestNoFileAtACounter(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeCounter)
	d.tell(worker())
	d.Open(dates.New(d.Window))
	if d.Find("window.dates.remind.keep") != nil {
		t.Error("reminders of somebody else are offered")
	}
	d.Press("window.dates.calendar")
	if d.Find("window.dates.save") != nil || d.Find("window.dates.codes") == nil {
		t.Error("the ways into a calendar are not those for a counter")
	}
}

// Reminders need "Remember on this computer"; Home then says that a day is near and
// not what it is about, until it is done.
func TestReminders(t *testing.T) {
	config := t.TempDir()
	d := openDates(t, "en", "2026-11-24", config, cardsession.ModeSelf)
	d.tell(worker())
	d.Open(dates.New(d.Window))
	d.mustSay("Remember on this computer", "It is off")
	if d.Find("window.dates.remind.keep") != nil {
		t.Fatal("reminders are kept though nothing is to be remembered")
	}
	if err := d.Store().SwitchOnWithPassphrase(context.Background(), []byte("four words of mine")); err != nil {
		t.Fatal(err)
	}
	d.Refresh(false)
	d.Press("window.dates.remind.keep")
	d.UntilSays("dates are remembered")

	again := openDates(t, "en", "2026-11-25", config, cardsession.ModeSelf)
	if err := again.Store().UsePassphrase([]byte("four words of mine")); err != nil {
		t.Fatal(err)
	}
	again.Recall()
	again.UntilSays("A day you wanted to be reminded of is near: 1 December 2026")
	if strings.Contains(again.Says(), "Apply for extension") {
		t.Error("Home says what it is about")
	}
	again.Press("window.dates.near.show")
	again.mustSay("Apply for extension", "1 December 2026", "6 days left")
	again.Press("window.dates.reminders.done")
	again.Until("it is done", func() bool { return !strings.Contains(again.Says(), "1 December 2026") })
	again.Home()
	if strings.Contains(again.Says(), "near: 2026-12-01") {
		t.Error("Home still reminds of what is done")
	}
}
