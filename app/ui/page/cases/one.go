package cases

import (
	"context"
	"slices"

	"madoguchi/app/casebook"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/dates"
	"madoguchi/app/ui/page/topics"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

const (
	// fewDays is how many days of a case are shown; the page of dates has all.
	fewDays = 3
	// fewSteps is how many things done are shown, the newest.
	fewSteps = 5
)

// One is the case at hand.
type One struct {
	desk
	kept bool // what changed was just saved
}

var (
	_ page.Page = (*One)(nil)
	_ page.Busy = (*One)(nil)
)

// NewOne makes the page.
func NewOne(h page.Host) *One {
	p := &One{desk: newDesk(h)}
	p.self = p
	return p
}

// Screen implements page.Page.
func (p *One) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.cases.one.none"), Help: kit.T("window.cases.one.help")}
	now := p.host.CaseAtHand()
	if now == nil {
		s.Body = []kit.Box{k.Empty("helper", kit.T("window.cases.one.none"), kit.T("window.cases.one.none.explain"))}
		s.Primary = &kit.Action{Label: kit.T("window.cases.list"), Do: p.host.Back}
		return s
	}
	s.Title, s.Practice = kit.T("window.cases.one", called(now.Case)), now.Inquiry.Practice
	if p.working {
		return busy(k, s)
	}
	p.trouble(k, &s)
	changed := now.Changed()
	switch {
	case changed:
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.cases.changed"), kit.T("window.cases.changed.explain")))
		s.Primary = &kit.Action{Label: kit.T("window.cases.keep"), Icon: "save", Do: p.keep}
	case p.kept:
		s.Body = append(s.Body, k.Callout(kit.Success, kit.T("window.cases.kept_now"), kit.Msg{}))
	}
	if len(now.Case.Stale) > 0 {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.cases.stale", i18n.Args{"n": len(now.Case.Stale)}), kit.T("window.cases.stale.explain")))
	}
	way := func(id, icon string, to func() page.Page) kit.Box {
		return k.Answer(kit.Action{Label: kit.T("window.cases.one." + id), Icon: icon, Do: func() { p.host.Open(to()) }}, kit.T("window.cases.one."+id+".explain"))
	}
	ways := k.Grid(300, 2,
		way("topics", "question", func() page.Page { return topics.New(p.host) }),
		way("dates", "date", func() page.Page { return dates.New(p.host) }),
		way("told", "person", func() page.Page { return ask.NewTold(p.host) }),
		way("hand_over", "forward", func() page.Page { return newHandOver(p.host) }),
	)
	s.First = kit.Focusables(ways)[0]
	s.Body = append(s.Body, ways, p.days(k, now))
	if b := p.steps(k, now); b != nil {
		s.Body = append(s.Body, b)
	}
	s.Body = append(s.Body, k.Label(kit.T("answer.legal")))
	s.Others = []kit.Action{{Label: kit.T("window.cases.burn"), Icon: "trash", Do: func() {
		c := now.Case
		p.host.Open(newBurnOne(p.host, c))
	}}}
	return s
}

// days are the next days of the case.
func (p *One) days(k *kit.Kit, now *jobs.AtHand) kit.Box {
	boxes := []kit.Box{k.Heading(kit.T("window.cases.one.days"))}
	r, err := rules(p.host)
	if err != nil {
		return k.Problem(jobs.Problem(err, 0))
	}
	today := lawdate.InJapan(p.host.Jobs().Now())
	args, shown := r.Args(today), 0
	for _, d := range r.CaseDays(now.Now(), today) {
		if _, ahead := d.Event.ToCome(); !ahead || shown == fewDays {
			continue
		}
		shown++
		boxes = append(boxes, k.Panel(append(dayOf(k, p.host.Jobs().Now, d, args), k.Row(
			k.Quiet(kit.Action{Label: kit.T("window.cases.done"), Icon: "check", Do: func() {
				p.finish(now, append(slices.Clone(now.Case.Steps), stepOf(d, today)))
			}}),
		))...))
	}
	if shown == 0 {
		boxes = append(boxes, k.Body(kit.T("window.cases.no_day")))
	}
	return k.Column(boxes...)
}

// steps are what is done, the newest first; each can be taken back. It is nil where
// there is none.
func (p *One) steps(k *kit.Kit, now *jobs.AtHand) kit.Box {
	r, err := rules(p.host)
	if err != nil || len(now.Case.Steps) == 0 {
		return nil
	}
	args := r.Args(lawdate.InJapan(p.host.Jobs().Now()))
	boxes := []kit.Box{k.Heading(kit.T("window.cases.steps"))}
	for i := len(now.Case.Steps) - 1; i >= 0 && len(boxes) <= fewSteps; i-- {
		x := now.Case.Steps[i]
		rec := r.Deadlines.Record(x.ID)
		if rec == nil {
			continue
		}
		boxes = append(boxes, k.Apart(
			k.Column(k.Text(kit.T("deadline."+rec.TextID()+".short", args), kit.Style{Size: theme.Body}), k.Label(kit.T("window.cases.steps.on", i18n.Args{"date": x.On}))),
			k.Quiet(kit.Action{Label: kit.T("window.cases.steps.undo"), Icon: "close", Do: func() {
				p.finish(now, slices.Delete(slices.Clone(now.Case.Steps), i, i+1))
			}}),
		))
	}
	return k.Column(boxes...)
}

func (p *One) finish(now *jobs.AtHand, steps []casebook.Step) {
	p.kept = false
	finish(&p.desk, now, steps, func(error) {})
}

func (p *One) keep() {
	now := p.host.CaseAtHand()
	p.do(func(ctx context.Context, b *casebook.Book) error { return save(ctx, b, now) }, func(err error) { p.kept = err == nil })
}

// save saves the case at hand as it is now.
func save(ctx context.Context, b *casebook.Book, now *jobs.AtHand) error {
	c, err := b.Put(ctx, now.Now())
	if err == nil {
		now.Case = c
	}
	return err
}
