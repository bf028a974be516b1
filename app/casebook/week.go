package casebook

import (
	"cmp"
	"context"
	"slices"
	"time"

	"madoguchi/app/fact"
)

// DaysOfWeek is how many days the view of the week shows, today among them.
const DaysOfWeek = 7

// Due is a line of the view of the week.
type Due struct {
	Case Case
	Day  Day
	// Left is how many days there are until then: 0 is today, less than 0 is
	// past.
	Left int
}

// ThisWeek lists over all cases what is due within DaysOfWeek days and what is
// past and not done, nearest first. next gives the days of one case from what is
// known of it; the day of asking is in no case, so it is for next to put it
// there. A day for which there is a step is left out.
func (b *Book) ThisWeek(ctx context.Context, next func(c Case, known *fact.Set) []Day) ([]Due, error) {
	list, err := b.Cases(ctx)
	if err != nil {
		return nil, err
	}
	return week(list, b.today(), func(c Case) []Day { return next(c, c.Known(b.o.Vocabulary)) }), nil
}

func week(list []Case, today string, next func(Case) []Day) []Due {
	var due []Due
	start, _ := time.Parse(time.DateOnly, today)
	for _, c := range list {
		for _, d := range next(c) {
			on, err := time.Parse(time.DateOnly, d.On)
			if err != nil || c.Done(d) {
				continue
			}
			if left := int(on.Sub(start).Hours() / 24); left < DaysOfWeek {
				due = append(due, Due{c, d, left})
			}
		}
	}
	slices.SortStableFunc(due, func(a, b Due) int {
		return cmp.Or(a.Left-b.Left, cmp.Compare(a.Case.Nickname, b.Case.Nickname), cmp.Compare(a.Day.ID, b.Day.ID))
	})
	return due
}
