package jobs

import (
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
