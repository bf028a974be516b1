package cases

import (
	"context"
	"slices"
	"strings"
	"time"

	"madoguchi/app/casebook"
	"madoguchi/app/deadline"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

const (
	// searchFrom is from how many cases on there is a search above them.
	searchFrom = 12
	// fewPast is how many days that have passed are listed at once.
	fewPast = 3
)

// line is a case of the list with its next day, if there is one.
type line struct {
	c    casebook.Case
	next *jobs.CaseDay
}

// due is a day of a case.
type due struct {
	c casebook.Case
	d jobs.CaseDay
}

// open is the list of cases.
func (p *Page) open(k *kit.Kit, s *kit.Screen) {
	if !p.asked {
		p.read()
		*s = busy(k, *s)
		return
	}
	p.trouble(k, s)
	if p.failed {
		s.Primary = &kit.Action{Label: kit.T("window.cases.retry"), Icon: "refresh", Do: func() {
			p.again()
			p.host.Refresh(true)
		}}
		s.Others = []kit.Action{p.burnAll()}
		return
	}
	if p.many {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.cases.take.many"), kit.Msg{}))
	}
	if n := loose(p.host); n > 0 {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.cases.loose", i18n.Args{"n": n}), kit.T("window.cases.loose.explain")))
	}
	fresh := kit.Action{Label: kit.T("window.cases.new"), Icon: "plus", Do: func() { p.host.Open(newNew(p)) }}
	take := kit.Action{Label: kit.T("window.cases.take"), Icon: "open", Do: p.takeOver}
	s.Others = []kit.Action{take}
	s.Primary = &fresh
	if len(p.list) == 0 {
		s.Tells = true
		s.Body = append(s.Body, k.Empty("helper", kit.T("window.cases.none"), kit.T("window.cases.none.explain")))
	} else {
		s.Body = append(s.Body, p.week(k), p.cases(k))
		if b := p.overdue(k); b != nil {
			s.Body = append(s.Body, b)
		}
	}
	s.Body = append(s.Body, k.Row(k.Quiet(p.burnAll()), k.Quiet(kit.Action{Label: kit.T("window.cases.lock"), Icon: "lock", Do: p.lock})))
}

// lock shuts the casebook; a case at hand is put away first.
func (p *Page) lock() {
	shut := func() {
		book, _ := p.host.Casebook()
		p.host.TakeUp(nil)
		book.Close()
		p.list, p.now, p.past, p.asked = nil, nil, nil, false
		p.host.Refresh(true)
	}
	if now := p.host.CaseAtHand(); now != nil && now.Changed() {
		p.host.Open(NewLeaving(p.host, func() {
			p.host.Back()
			shut()
		}))
		return
	}
	shut()
}

// week are the days of all cases from today on for a week, and those whose day to
// keep has passed while the last one by law has not.
func (p *Page) week(k *kit.Kit) kit.Box {
	boxes := []kit.Box{k.Heading(kit.T("window.cases.week"))}
	if len(p.now) == 0 {
		boxes = append(boxes, k.Body(kit.T("window.cases.week.none")))
	}
	for _, d := range p.now {
		boxes = append(boxes, p.due(k, d))
	}
	return k.Column(boxes...)
}

// overdue are the days that have passed and are not done, or nil.
func (p *Page) overdue(k *kit.Kit) kit.Box {
	if len(p.past) == 0 {
		return nil
	}
	boxes := []kit.Box{k.Heading(kit.T("window.cases.past")), k.Body(kit.T("window.cases.past.explain"))}
	for i, d := range p.past {
		if i == fewPast && !p.every {
			boxes = append(boxes, k.Row(k.Button(kit.Action{Label: kit.T("window.cases.past.all", i18n.Args{"n": len(p.past) - i}), Icon: "down", Do: func() {
				p.every = true
				p.host.Refresh(false)
			}})))
			break
		}
		boxes = append(boxes, p.due(k, d))
	}
	return k.Column(boxes...)
}

// due is a day of the view of the week.
func (p *Page) due(k *kit.Kit, d due) kit.Box {
	return k.Panel(append(dayOf(k, p.host.Jobs().Now, d.d, p.args()), k.Row(
		k.Button(kit.Action{Label: kit.Foreign(d.c.Nickname, ""), Icon: "person", Do: func() { p.show(d.c) }}),
		k.Quiet(kit.Action{Label: kit.T("window.cases.done"), Icon: "check", Do: func() { p.finish(d) }}),
	))...)
}

// args fill in the numbers of the law.
func (p *Page) args() i18n.Args {
	r, err := rules(p.host)
	if err != nil {
		return nil
	}
	return r.Args(lawdate.InJapan(p.host.Jobs().Now()))
}

// cases are the cases with the next day of each.
func (p *Page) cases(k *kit.Kit) kit.Box {
	boxes := []kit.Box{k.Heading(kit.T("window.cases.all", i18n.Args{"n": len(p.list)}))}
	if len(p.list) >= searchFrom {
		boxes = append(boxes, k.Search(&p.part, kit.T("window.cases.part"), func() { p.host.Refresh(false) }))
	}
	part := strings.ToLower(strings.TrimSpace(p.part.Text))
	var rows []kit.Box
	for _, l := range p.list {
		if !strings.Contains(strings.ToLower(l.c.Nickname), part) {
			continue
		}
		explain := kit.T("window.cases.no_day")
		if l.next != nil {
			day, _ := l.next.Event.ToCome()
			explain = kit.T("window.cases.next", i18n.Args{"date": day.String(), "what": jobs.Short(k.Texts, l.next.Event, p.args())})
		}
		rows = append(rows, k.Answer(kit.Action{Label: kit.Foreign(l.c.Nickname, ""), Icon: "person", Do: func() { p.show(l.c) }}, explain))
	}
	if len(rows) == 0 {
		boxes = append(boxes, k.Body(kit.T("window.cases.part.none")))
	}
	return k.Column(append(boxes, k.Grid(320, 2, rows...))...)
}

func (p *Page) show(c casebook.Case) {
	p.again()
	if err := open(p.host, c); err != nil {
		p.problem = jobs.Problem(err, 0)
		p.host.Refresh(true)
	}
}

// read reads the cases and works out what is due.
func (p *Page) read() {
	r, err := rules(p.host)
	if err != nil {
		p.asked, p.failed, p.problem = true, true, jobs.Problem(err, 0)
		return
	}
	today := lawdate.InJapan(p.host.Jobs().Now())
	var list []line
	var now, past []due
	p.reads = true
	p.start(func(ctx context.Context, b *casebook.Book) error {
		days := map[casebook.Day]jobs.CaseDay{}
		var of []map[casebook.Day]jobs.CaseDay
		all, err := b.ThisWeek(ctx, func(c casebook.Case, _ *fact.Set) (out []casebook.Day) {
			found := r.CaseDays(c, today)
			list = append(list, line{c, jobs.NextOf(found)})
			days = map[casebook.Day]jobs.CaseDay{}
			for _, d := range found {
				days[d.Day] = d
				out = append(out, d.Day)
			}
			of = append(of, days)
			return out
		})
		if err != nil {
			return err
		}
		for _, x := range all {
			i := slices.IndexFunc(list, func(l line) bool { return l.c.ID == x.Case.ID })
			if d := (due{x.Case, of[i][x.Day]}); x.Left >= 0 || d.d.Event.Late {
				now = append(now, d)
			} else {
				past = append(past, d)
			}
		}
		slices.Reverse(past) // the latest first
		return nil
	}, func(err error) {
		p.asked, p.failed, p.reads = true, err != nil, false
		p.list, p.now, p.past = list, now, past
		if casebook.KindOf(err) == casebook.Locked {
			p.asked, p.problem = false, nil
		}
	})
}

// finish notes that something is done.
func (p *Page) finish(d due) {
	c := d.c
	c.Steps = append(slices.Clone(c.Steps), stepOf(d.d, lawdate.InJapan(p.host.Jobs().Now())))
	if now := p.host.CaseAtHand(); now != nil && now.Case.ID == c.ID && now.Case.Revision == c.Revision {
		finish(&p.desk, now, c.Steps, func(err error) { p.asked = err != nil })
		return
	}
	p.do(func(ctx context.Context, b *casebook.Book) error {
		_, err := b.Put(ctx, c)
		return err
	}, func(err error) { p.asked = err != nil })
}

// finish saves the steps of the case at hand, and not what else changed in it.
func finish(d *desk, now *jobs.AtHand, steps []casebook.Step, then func(error)) {
	c := now.Case
	c.Steps = steps
	d.do(func(ctx context.Context, b *casebook.Book) (err error) {
		c, err = b.Put(ctx, c)
		return err
	}, func(err error) {
		if err == nil {
			now.Case = c
		}
		then(err)
	})
}

func stepOf(d jobs.CaseDay, today lawdate.Date) casebook.Step {
	return casebook.Step{ID: d.ID, Due: d.On, On: today.String()}
}

// dayOf is a day in words: how many are left, the day itself, what it is about.
func dayOf(k *kit.Kit, now clock, d jobs.CaseDay, args i18n.Args) []kit.Box {
	day := d.Event.Day()
	if ahead, some := d.Event.ToCome(); some {
		day = ahead
	}
	today := lawdate.InJapan(now())
	western, _ := kit.Day(day)
	head := []kit.Box{k.Text(left(today, day), kit.Style{Size: theme.Large, Bold: true}), k.Label(western)}
	boxes := []kit.Box{k.Row(head...), k.Body(kit.T("deadline."+d.Event.TextID()+".short", args))}
	if d.Event.Late {
		boxes = append(boxes, k.Label(kit.T("window.cases.late", i18n.Args{"date": d.Event.Safe.String()})))
	}
	if weak(d.Event) {
		boxes = append(boxes, k.Label(kit.T("window.cases.probably")))
	}
	return boxes
}

func weak(e deadline.Event) bool { return e.Confidence.String() != "certain" }

// left is how many days are left in words.
func left(from, to lawdate.Date) kit.Msg {
	switch n := from.DaysUntil(to); {
	case n == 0:
		return kit.T("window.dates.today")
	case n == 1:
		return kit.T("window.dates.tomorrow")
	case n > 1:
		return kit.T("window.dates.left", i18n.Args{"n": n})
	case n == -1:
		return kit.T("window.dates.yesterday")
	default:
		return kit.T("window.dates.ago", i18n.Args{"n": -n})
	}
}

// clock tells the time.
type clock = func() time.Time
