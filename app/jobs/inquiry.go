package jobs

import (
	"slices"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Inquiry is what was told about one person in one sitting. It is kept in memory
// only.
type Inquiry struct {
	// Facts are those told and read; derived ones are not among them.
	Facts *fact.Set
	// Skipped are facts that were not answered when asked.
	Skipped map[string]bool
	// Practice: something was read from a practice card.
	Practice bool
	// Heard: whoever is at the screen was told that others hear what is read aloud.
	Heard bool
	// Appointments are days on which a counter wants to see the person again.
	Appointments []Appointment
}

// Appointment is a day on which the person is to come again, about a topic.
type Appointment struct {
	On    lawdate.Date
	Topic string
}

// Appoint adds an appointment, once; they are kept by day.
func (i *Inquiry) Appoint(a Appointment) {
	if !slices.Contains(i.Appointments, a) {
		i.Appointments = append(i.Appointments, a)
		slices.SortStableFunc(i.Appointments, func(a, b Appointment) int { return a.On.Compare(b.On) })
	}
}

// NewInquiry returns one in which nothing is known.
func (r *Rulebook) NewInquiry() *Inquiry {
	return &Inquiry{Facts: r.Vocabulary().NewSet(), Skipped: map[string]bool{}}
}

// Take adds what was read from a card. What the person said otherwise stays. A card
// of somebody born on another day than the card before is another person's: nothing
// of the first remains.
func (i *Inquiry) Take(facts []fact.Fact, practice bool) {
	if i.ofAnother(facts) {
		*i = Inquiry{Facts: i.Facts.Vocabulary().NewSet(), Skipped: map[string]bool{}}
	}
	for _, f := range facts {
		if i.Facts.Origin(f.ID) == fact.FromAnswer {
			continue
		}
		if i.Facts.Put(f) == nil { // what a card says and the vocabulary does not take stays unknown
			i.Practice = i.Practice || practice
		}
	}
}

// ofAnother reports whether facts of a card are of another person than those of the
// card before.
func (i *Inquiry) ofAnother(facts []fact.Fact) bool {
	before := i.Facts.Value(fact.DateOfBirth)
	if from := i.Facts.Origin(fact.DateOfBirth); from == "" || from == fact.FromAnswer {
		return false
	}
	d, _ := i.Facts.Vocabulary().Lookup(fact.DateOfBirth)
	return slices.ContainsFunc(facts, func(f fact.Fact) bool {
		v, err := d.Value(f.Value)
		return f.ID == d.ID && err == nil && v.Known() && !v.Is(before)
	})
}

// Person works out what follows today.
func (i *Inquiry) Person(r *Rulebook, today lawdate.Date) *Person { return r.Person(i.Facts, today) }

// Next is the fact to ask for next, "" when nothing is left.
func (i *Inquiry) Next(p *Person, questions []*eligibility.Question) string {
	return p.Next(questions, i.skipped)
}

// Page is what to ask for next on one page: see eligibility.Case.Page.
func (i *Inquiry) Page(p *Person, questions []*eligibility.Question) (*eligibility.Group, []string) {
	return p.Page(questions, i.skipped)
}

func (i *Inquiry) skipped(id string) bool { return i.Skipped[id] }
