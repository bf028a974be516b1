// Package dates shows by when something has to be done: the day to keep of each,
// what may concern the person apart from what does, the time line, what would be if
// they applied or moved on a day, and the ways into a calendar.
//
// It asks nothing itself and decides nothing: the days come from the rules.
package dates

import (
	"slices"

	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/changes"
	"madoguchi/app/ui/page/sheet"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is the list of days.
type Page struct {
	host page.Host

	open map[string]bool // whose details are shown, or hidden, against the usual
	more bool            // all that can be asked is listed

	applied, moved kit.Date
	supposed       jobs.Supposed // what the screen shows

	keeping bool // reminders are being kept
	kept    int  // how many were
	problem *problem.Problem
}

var (
	_ page.Page = (*Page)(nil)
	_ page.Busy = (*Page)(nil)
)

// New makes the page.
func New(h page.Host) *Page { return &Page{host: h, open: map[string]bool{}} }

// view is one making of the screen.
type view struct {
	k       *kit.Kit
	page    *Page
	rules   *jobs.Rulebook
	inquiry *jobs.Inquiry
	person  *jobs.Person
	today   lawdate.Date // by the clock; the day asked about is the person's
	args    i18n.Args
	now     jobs.Outlook
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.dates.title"), Help: kit.T("window.dates.help")}
	rules, in, err := p.host.Inquiry()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	v := view{k: k, page: p, rules: rules, inquiry: in, today: lawdate.InJapan(p.host.Jobs().Now())}
	v.person = in.Person(rules, v.today)
	v.args = rules.Args(v.person.On())
	v.now = v.person.Outlook()
	s.Practice = in.Practice
	s.Step = kit.T("answer.as_of_day", i18n.Args{"date": v.person.On().String()})
	possible, missing := v.person.Possible(), v.person.MoreDates(func(id string) bool { return in.Skipped[id] })
	if len(v.now.Events)+len(possible) == 0 {
		s.Body = append(s.Body, v.empty(missing))
	} else {
		s.Body = append(s.Body, v.events()...)
		s.Body = append(s.Body, v.perhaps(possible)...)
		s.Body = append(s.Body, v.asks(missing)...)
	}
	s.Body = append(s.Body, sheet.Appointments(k, in, v.today)...)
	s.Body = append(s.Body, v.line()...)
	s.Body = append(s.Body, v.ifs()...)
	s.Body = append(s.Body, v.remind()...)
	s.Body = append(s.Body, k.Label(kit.T("answer.legal")))
	if slices.ContainsFunc(v.now.Events, toCome) {
		s.Primary = &kit.Action{Label: kit.T("window.dates.calendar"), Icon: "date", Do: func() { p.host.Open(NewCalendar(p.host)) }}
	}
	s.Others = []kit.Action{
		{Label: kit.T("window.dates.changes"), Icon: "clock", Do: func() { p.host.Open(changes.New(p.host)) }},
		{Label: kit.T("window.topics.all.told"), Icon: "person", Do: func() { p.host.Open(ask.NewTold(p.host)) }},
	}
	return s
}

func toCome(e deadline.Event) bool {
	_, some := e.ToCome()
	return some
}

// empty says that nothing is known to be due, which is not that nothing is.
func (v view) empty(missing []string) kit.Box {
	if len(missing) == 0 {
		return v.k.Empty("date", kit.T("window.dates.none"), kit.T("window.dates.none.settled"))
	}
	return v.k.Empty("date", kit.T("window.dates.none"), kit.T("window.dates.none.explain"), v.ask(missing[0], kit.T("window.dates.ask")))
}

// ask is an action that asks for a fact and comes back.
func (v view) ask(id string, label kit.Msg) kit.Action {
	return kit.Action{Label: label, Icon: "question", Do: func() { v.page.host.Open(ask.NewOne(v.page.host, id)) }}
}

// fewAsks is how many questions are offered at once.
const fewAsks = 3

// asks are the questions whose answers would bring more days to light.
func (v view) asks(missing []string) []kit.Box {
	if len(missing) == 0 {
		return nil
	}
	k, p := v.k, v.page
	boxes := []kit.Box{k.Heading(kit.T("window.dates.more")), k.Body(kit.T("window.dates.more.explain"))}
	for i, id := range missing {
		if i == fewAsks && !p.more {
			boxes = append(boxes, k.Row(k.Button(kit.Action{Label: kit.T("window.dates.more.all", i18n.Args{"n": len(missing) - i}), Icon: "down", Do: func() {
				p.more = true
				p.host.Refresh(false)
			}})))
			break
		}
		boxes = append(boxes, k.Answer(v.ask(id, kit.T("fact."+id+".ask", v.args)), kit.Msg{}))
	}
	return []kit.Box{k.Column(boxes...)}
}

// remind offers to be reminded, where this computer remembers.
func (v view) remind() []kit.Box {
	k, p := v.k, v.page
	st := p.host.Store()
	list := jobs.Reminders(v.now.Events, v.today)
	if st == nil || v.inquiry.Practice || len(list) == 0 {
		return nil
	}
	boxes := []kit.Box{k.Heading(kit.T("window.dates.remind"))}
	if off(st) {
		return []kit.Box{k.Column(append(boxes, k.Body(kit.T("window.dates.remind.off")), k.Row(k.Button(kit.Action{
			Label: kit.T("window.dates.remind.switch"), Icon: "key", Do: func() { p.host.Open(rememberPage(p.host)) },
		})))...)}
	}
	boxes = append(boxes, k.Body(kit.T("window.dates.remind.explain")))
	switch {
	case p.problem != nil:
		boxes = append(boxes, k.Problem(p.problem))
	case p.kept > 0:
		boxes = append(boxes, k.Callout(kit.Success, kit.T("window.dates.remind.kept", i18n.Args{"n": p.kept}), kit.Msg{}))
	}
	boxes = append(boxes, k.Row(k.Button(kit.Action{Label: kit.T("window.dates.remind.keep"), Icon: "clock", Off: p.keeping, Do: func() { p.keep(st, list) }})))
	return []kit.Box{k.Column(boxes...)}
}

// list is items, each behind a picture.
func (v view) list(head kit.Msg, ids []string) (boxes []kit.Box) {
	if len(ids) == 0 {
		return nil
	}
	boxes = append(boxes, v.k.Text(head, kit.Style{Size: theme.Body, Bold: true}))
	for _, id := range ids {
		boxes = append(boxes, v.k.Beside(v.k.Icon("forward", theme.Accent), v.k.Body(kit.T("item."+id, v.args))))
	}
	return boxes
}

// Busy implements page.Busy: the disk is being written.
func (p *Page) Busy() bool { return p.keeping }

// Leave implements page.Page.
func (p *Page) Leave() {
	p.applied, p.moved, p.supposed = kit.Date{}, kit.Date{}, jobs.Supposed{}
}
