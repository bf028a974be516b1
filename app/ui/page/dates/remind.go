package dates

import (
	"context"
	"time"

	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
	"madoguchi/app/store"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/remember"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// keepWithin is how long the keyring, or the work on a passphrase, may take. A
// person may also have to answer the keyring's own question.
const keepWithin = 2 * time.Minute

func rememberPage(h page.Host) page.Page { return remember.New(h) }

func off(s *store.Store) bool {
	state, err := s.State()
	return err == nil && state == store.IsOff
}

// keeping works on what is remembered, off the toolkit's goroutine, then tells done.
// Leaving the page does not undo what was asked for, so it does not stop it.
func keeping(h page.Host, p page.Page, work func(context.Context) error, done func(*problem.Problem)) {
	ctx, stop := context.WithTimeout(context.Background(), keepWithin)
	go func() {
		defer stop()
		err := work(ctx)
		h.DoFor(p, func() {
			done(problem.Of(err, problem.NoSecret))
			h.Recall()
			h.Refresh(false)
		})
	}()
}

// keep remembers the days.
func (p *Page) keep(s *store.Store, list []store.Reminder) {
	p.keeping, p.problem, p.kept = true, nil, 0
	p.host.Refresh(false)
	keeping(p.host, p, func(ctx context.Context) error { return jobs.KeepReminders(ctx, s, list) }, func(x *problem.Problem) {
		if p.keeping, p.problem = false, x; x == nil {
			p.kept = len(list)
		}
	})
}

// Near says on another page that a day to be reminded of is near, without what it is
// about: somebody else may see the screen. It is nil where none is.
func Near(h page.Host, k *kit.Kit) kit.Box {
	r, _ := h.Recalled()
	near := r.Near(lawdate.InJapan(h.Jobs().Now()))
	if h.Store() == nil || len(near) == 0 {
		return nil
	}
	return k.Callout(kit.Warning, kit.T("window.dates.near", i18n.Args{"date": near[0].Due}), kit.Msg{},
		kit.Action{Label: kit.T("window.dates.near.show"), Icon: "date", Do: func() { h.Open(&Reminders{host: h}) }})
}

// Reminders is the page of the days that were remembered.
type Reminders struct {
	host    page.Host
	working bool
	problem *problem.Problem
}

var (
	_ page.Page = (*Reminders)(nil)
	_ page.Busy = (*Reminders)(nil)
)

// Screen implements page.Page.
func (p *Reminders) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.dates.reminders"), Help: kit.T("window.dates.reminders.help")}
	rules, err := p.host.Jobs().Rules()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	if p.problem != nil {
		s.Body = append(s.Body, k.Problem(p.problem))
	}
	today := lawdate.InJapan(p.host.Jobs().Now())
	r, _ := p.host.Recalled()
	near := r.Near(today)
	if len(near) == 0 {
		s.Body = append(s.Body, k.Empty("success", kit.T("window.dates.reminders.none"), kit.Msg{}))
	}
	for _, x := range near {
		s.Body = append(s.Body, p.reminder(k, rules, x, today))
	}
	s.Body = append(s.Body, k.Body(kit.T("window.dates.reminders.explain")))
	s.Primary = &kit.Action{Label: kit.T("window.dates.reminders.open"), Icon: "date", Do: func() { p.host.Open(New(p.host)) }}
	return s
}

func (p *Reminders) reminder(k *kit.Kit, rules *jobs.Rulebook, x store.Reminder, today lawdate.Date) kit.Box {
	due, err := lawdate.Parse(x.Due)
	if err != nil {
		return nil
	}
	western, japanese := kit.Day(due)
	boxes := []kit.Box{k.Text(western, kit.Style{Size: theme.Title, Bold: true}), k.Label(japanese), k.Text(left(today, due), kit.Style{Size: theme.Large, Bold: true})}
	if rec := rules.Deadlines.Record(x.ID); rec != nil {
		what := kit.T("deadline."+rec.TextID()+".short", rules.Args(today))
		if rec.Confidence != law.Certain {
			what = kit.T("answer.probably", i18n.Args{"what": k.Texts.T(what.ID(), rules.Args(today))})
		}
		boxes = append(boxes, k.Body(what))
	}
	boxes = append(boxes, k.Row(k.Button(kit.Action{Label: kit.T("window.dates.reminders.done"), Icon: "check", Off: p.working, Do: func() { p.finish(x.ID) }})))
	return k.Panel(boxes...)
}

func (p *Reminders) finish(id string) {
	st := p.host.Store()
	if st == nil {
		return
	}
	p.working, p.problem = true, nil
	keeping(p.host, p, func(ctx context.Context) error { return jobs.FinishReminder(ctx, st, id) }, func(x *problem.Problem) {
		p.working, p.problem = false, x
	})
}

// Busy implements page.Busy: the disk is being written.
func (p *Reminders) Busy() bool { return p.working }

// Leave implements page.Page.
func (p *Reminders) Leave() {}
