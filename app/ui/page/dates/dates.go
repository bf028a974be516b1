// Package dates shows by when something has to be done: the day to keep of each,
// what may concern the person apart from what does, the time line, what would be if
// they applied or moved on a day, and the ways into a calendar.
//
// It asks nothing itself and decides nothing: the days come from the rules.
package dates

import (
	"slices"

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

	applied, moved kit.Date
	supposed       jobs.Supposed // what the screen shows
	of             *jobs.Inquiry // whose they are

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
	if p.of != in { // somebody else's, or nothing was told yet
		p.of, p.applied, p.moved, p.supposed = in, kit.Date{}, kit.Date{}, jobs.Supposed{}
	}
	v := view{k: k, page: p, rules: rules, inquiry: in, today: lawdate.InJapan(p.host.Jobs().Now())}
	v.person = in.Person(rules, v.today)
	v.args = rules.Args(v.person.On())
	v.now = v.person.Outlook()
	s.Practice = in.Practice
	s.Step = kit.T("answer.as_of_day", i18n.Args{"date": v.person.On().String()})
	possible, missing := v.person.Possible(), v.person.DatesOpen(func(id string) bool { return in.Skipped[id] })
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
	if list, _, err := entries(p.host, k.Texts.Plain(), false); err == nil && len(list) > 0 {
		s.Primary = &kit.Action{Label: kit.T("window.dates.calendar"), Icon: "date", Do: func() { p.host.Open(NewCalendar(p.host)) }}
	}
	s.Others = []kit.Action{
		{Label: kit.T("window.dates.changes"), Icon: "clock", Do: func() { p.host.Open(changes.New(p.host)) }},
		{Label: kit.T("window.topics.all.told"), Icon: "person", Do: func() { p.host.Open(ask.NewTold(p.host)) }},
	}
	return s
}

// empty says that nothing is known to be due, which is not that nothing is.
func (v view) empty(missing []string) kit.Box {
	none := kit.T("window.dates.none")
	switch {
	case len(missing) > 0:
		return v.k.Empty("date", none, kit.T("window.dates.none.explain"), v.ask("", kit.T("window.dates.ask")))
	case len(v.left()) > 0:
		return v.k.Empty("date", none, kit.T("window.dates.none.skipped"), v.again())
	}
	return v.k.Empty("date", none, kit.T("window.dates.none.settled"))
}

// ask is an action that asks for what brings days to light, page after page, and
// comes back; first, which may be "", is asked before all else.
func (v view) ask(first string, label kit.Msg) kit.Action {
	return kit.Action{Label: label, Icon: "question", Do: func() { v.page.host.Open(ask.NewDates(v.page.host, first)) }}
}

// left are the facts that were left open when asked and that days wait for.
func (v view) left() []string {
	return slices.DeleteFunc(v.person.DatesOpen(nil), func(id string) bool { return !v.inquiry.Skipped[id] })
}

// again asks for what was left open.
func (v view) again() kit.Action {
	a := v.ask("", kit.T("window.dates.none.skipped.ask"))
	open := a.Do
	a.Do = func() {
		for _, id := range v.left() {
			delete(v.inquiry.Skipped, id)
		}
		open()
	}
	return a
}

// asks goes on with the questions whose answers would bring more days to light.
func (v view) asks(missing []string) []kit.Box {
	k := v.k
	var further kit.Action
	switch left := v.left(); {
	case len(missing) > 0:
		further = v.ask("", kit.T("window.dates.more.go"))
	case len(left) > 0:
		further = v.again()
	default:
		return nil
	}
	return []kit.Box{k.Column(k.Heading(kit.T("window.dates.more")), k.Body(kit.T("window.dates.more.explain")), k.Row(k.Button(further)))}
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
