package jobs

import (
	"madoguchi/app/directory"
	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/lawdate"
)

// Guided is the person of a sitting as the guides see them today.
func (i *Inquiry) Guided(r *Rulebook, today lawdate.Date) guidance.Person {
	return i.Person(r, today).Guided(i.skipped)
}

// Guided is the person as the guides see them; skipped reports what somebody chose
// not to answer, nil for nothing.
func (p *Person) Guided(skipped func(id string) bool) guidance.Person {
	return guidance.Person{Case: p.deadlineCase(), Skipped: skipped}
}

// birthPath is the guide of a birth, and birthEvent what happened to whoever opens it.
const birthPath, birthEvent = "baby", "birth_in_japan"

// Presume takes what is known without asking once a guide is opened: that of a birth
// is about a birth in Japan. The day of another event is none of a birth: it is
// forgotten, for the days of a baby would be counted from it. path may be "".
func Presume(facts *fact.Set, path string) {
	if path != birthPath {
		return
	}
	switch facts.Value("event").Text() {
	case birthEvent, "birth_abroad", "child_of_spr":
		return
	case "": // a day without an event was asked for by the guide
	default:
		facts.Forget("event_on")
	}
	_ = facts.Put(fact.Fact{ID: "event", Value: birthEvent, From: fact.FromAnswer})
}

// Callable is who may be called about topics of the directory, whoever serves the
// place where the person lives first. Where somebody may be without permission, only
// those are among them whom such a person may well ask first.
func (r *Rulebook) Callable(s guidance.Standing, facts *fact.Set, topics []string) []*directory.Line {
	return r.Directory.Find(directory.Query{
		Topics: topics, Place: facts.Value("prefecture").Text(), NoStatus: s.Has(guidance.LawyerFirst),
	})
}
