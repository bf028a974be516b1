package jobs

import (
	"context"
	"slices"

	"madoguchi/app/deadline"
	"madoguchi/app/lawdate"
	"madoguchi/app/store"
)

// Reminders are deadlines as what is remembered on this computer: the number of the
// record, its day and the first day to remind of it, nothing of the person.
func Reminders(events []deadline.Event, today lawdate.Date) (list []store.Reminder) {
	for _, e := range events {
		day, some := e.ToCome()
		if !some {
			continue
		}
		on := day
		for _, days := range e.Alarms {
			on = lawdate.Earliest(on, day.AddDays(-days))
		}
		list = append(list, store.Reminder{ID: e.ID, Due: day.String(), RemindOn: lawdate.Latest(on, today).String()})
	}
	return list
}

// KeepReminders remembers days beside those remembered before; a record that was
// remembered already gets its new day, and stays done only where that is the same.
// Nothing is remembered, and no keyring asked, under the same conditions as with
// AddReceipts.
func KeepReminders(ctx context.Context, s *store.Store, list []store.Reminder) error {
	return keep(s.Update(ctx, func(d *store.Document) error {
		for _, r := range list {
			i := slices.IndexFunc(d.Reminders, func(o store.Reminder) bool { return o.ID == r.ID })
			if i < 0 {
				d.Reminders = append(d.Reminders, r)
				continue
			}
			r.Done = d.Reminders[i].Done && d.Reminders[i].Due == r.Due
			d.Reminders[i] = r
		}
		return nil
	}))
}

// FinishReminder remembers that something was done, under the same conditions.
func FinishReminder(ctx context.Context, s *store.Store, id string) error {
	return keep(s.Update(ctx, func(d *store.Document) error {
		for i := range d.Reminders {
			if d.Reminders[i].ID == id {
				d.Reminders[i].Done = true
			}
		}
		return nil
	}))
}

// Near are the reminders whose time has come and which are not done, the nearest
// day first.
func (r Remembered) Near(today lawdate.Date) (list []store.Reminder) {
	for _, x := range r.Reminders {
		if !x.Done && x.RemindOn <= today.String() { // YYYY-MM-DD
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b store.Reminder) int {
		switch {
		case a.Due < b.Due:
			return -1
		case a.Due > b.Due:
			return 1
		}
		return 0
	})
	return list
}
