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

// Callable is who may be called about topics of the directory, whoever serves the
// place where the person lives first. Where somebody may be without permission, only
// those are among them whom such a person may well ask first.
func (r *Rulebook) Callable(s guidance.Standing, facts *fact.Set, topics []string) []*directory.Line {
	return r.Directory.Find(directory.Query{
		Topics: topics, Place: facts.Value("prefecture").Text(), NoStatus: s.Has(guidance.LawyerFirst),
	})
}
