package jobs

import (
	"madoguchi/app/deadline"
	"madoguchi/app/lawdate"
	"madoguchi/i18n"
)

// StillText is the id of the text that says of a day that has passed, while the last
// one by law has not (deadline.Event.Late), that it can still be done: this week, or,
// where the week or the time by law is nearly over, on the next day on which offices
// are open. It takes {date}, the last day by law.
func (p *Person) StillText(e deadline.Event) string {
	friday := p.On().AddDays(4 - (int(p.On().Weekday())+6)%7)
	if !p.nextOpen().After(friday) && friday.Before(e.Last) {
		return "window.dates.late.explain"
	}
	return "window.dates.late.soon"
}

// nextOpen is the first day after the one asked about on which offices are open, as
// far as the calendar knows.
func (p *Person) nextOpen() lawdate.Date {
	day, _ := p.Cond().Calendar.NextOpenDay(p.On().AddDays(1))
	return day
}

// Diary is what a person's calendar is to hold: Entries of the events, for each that
// is late one more on the next day on which offices are open, so that the errand is
// not lost until its last day is near, and the appointments that are still ahead.
// The titles of appointments are always neutral.
func (p *Person) Diary(texts *i18n.Reader, events []deadline.Event, appointments []Appointment, subject string, plain, practice bool) []deadline.Entry {
	args := p.rules.Args(p.On())
	list := Entries(texts, events, args, subject, plain, practice)
	add := func(x deadline.Entry, title string) {
		if x.Summary = title; title == "" {
			x.Summary = texts.T("calendar.title", i18n.Args{"n": len(list) + 1})
		}
		if practice {
			x.Summary = Plain(texts.T("calendar.practice", i18n.Args{"title": x.Summary}))
		}
		list = append(list, x)
	}
	next := p.nextOpen()
	for _, e := range events {
		day, some := e.ToCome()
		if !some || !e.Late || !next.Before(day) {
			continue
		}
		x, title := deadline.Entry{UID: deadline.UID(subject, e.ID+"/now"), Day: next, Alarms: []int{0}}, ""
		if plain {
			title = Plain(Short(texts, e, args))
			x.Description = Plain(texts.T(p.StillText(e), i18n.Args{"date": e.Last.String()}))
		}
		add(x, title)
	}
	for _, a := range appointments {
		if !a.On.Before(p.On()) {
			add(deadline.Entry{UID: deadline.UID(subject, "appointment/"+a.Topic+"/"+a.On.String()), Day: a.On, Alarms: []int{1, 0}}, "")
		}
	}
	return list
}
