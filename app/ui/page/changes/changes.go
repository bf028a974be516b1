// Package changes shows what of the law changes: what has been decided or announced,
// by day, and which of the person's answers will be others on a day they choose.
package changes

import (
	"madoguchi/app/eligibility"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// horizon is how far changes are looked for, in months.
const horizon = 36

// Page is the list.
type Page struct {
	host page.Host
	then kit.Date
	seen lawdate.Date // the day the screen compares with; no date for none
}

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{host: h} }

// view is one making of the screen.
type view struct {
	k     *kit.Kit
	page  *Page
	rules *jobs.Rulebook
	today lawdate.Date // by the clock
	args  i18n.Args
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.changes.title"), Help: kit.T("window.changes.help")}
	rules, in, err := p.host.Inquiry()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	v := view{k: k, page: p, rules: rules, today: lawdate.InJapan(p.host.Jobs().Now())}
	v.args = rules.Args(v.today)
	s.Practice = in.Practice
	s.Step = kit.T("answer.as_of_day", i18n.Args{"date": v.today.String()})
	s.Body = append(s.Body, v.mine(in))
	coming := rules.Coming(v.today, v.today.AddMonths(horizon))
	s.Body = append(s.Body, k.Heading(kit.T("window.changes.all")))
	if len(coming) == 0 {
		s.Body = append(s.Body, k.Empty("date", kit.T("window.changes.none"), kit.T("window.changes.none.explain")))
	}
	for _, a := range coming {
		s.Body = append(s.Body, v.change(a))
	}
	s.Body = append(s.Body, k.Label(kit.T("answer.legal")))
	return s
}

// when is when a change is.
func (v view) when(a eligibility.Announced) kit.Msg {
	switch {
	case a.Day().IsZero():
		return kit.Data(jobs.About(v.k.Texts, a.About), v.k.Texts.Language())
	case !a.By.IsZero():
		return kit.T("change.latest", i18n.Args{"date": a.By.String()})
	}
	western, _ := kit.Day(a.From)
	return western
}

func (v view) change(a eligibility.Announced) kit.Box {
	k := v.k
	id := "change." + a.TextID()
	boxes := []kit.Box{
		k.Beside(k.Icon("date", theme.Accent), k.Text(v.when(a), kit.Style{Size: theme.Heading, Bold: true})),
		k.Body(kit.T(id+".what", v.args)),
		k.Text(kit.T("answer.do"), kit.Style{Size: theme.Body, Bold: true}),
		k.Body(kit.T(id+".do", v.args)),
	}
	switch a.Confidence {
	case law.Probable:
		boxes = append(boxes, k.Callout(kit.Info, kit.T("window.changes.probable"), kit.Msg{}))
	case law.Unsure:
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.changes.unsure"), kit.Msg{}))
	}
	if a.Overdue(v.today) {
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.answer.review"), kit.T("answer.review", i18n.Args{"date": a.ReviewBy.String()})))
	}
	boxes = append(boxes, k.Facts(
		kit.Fact{Label: kit.T("window.dates.sure"), Value: kit.T("answer.confidence." + a.Confidence.String())},
		kit.Fact{Label: kit.T("window.dates.law"), Value: kit.Data(jobs.Cite(a.Basis), "ja"), From: kit.T("answer.as_of", i18n.Args{"date": a.CheckedOn.String()})},
	))
	var links []kit.Box
	for _, t := range a.Topics {
		if v.rules.Topic(t) != nil {
			links = append(links, k.Link(kit.Action{Label: kit.T("topic." + t + ".name"), Do: func() { v.page.host.Open(answer.New(v.page.host, t)) }}))
		}
	}
	return k.Panel(append(boxes, k.Row(links...))...)
}

// mine is what differs for the person on a day they choose.
func (v view) mine(in *jobs.Inquiry) kit.Box {
	k, p := v.k, v.page
	boxes := []kit.Box{
		k.Heading(kit.T("window.changes.mine")), k.Body(kit.T("window.changes.mine.explain")),
		k.DateField(&p.then, kit.T("window.changes.mine.day"), func() {
			day, err := lawdate.Of(p.then.Year, p.then.Month, p.then.Day)
			if err != nil {
				day = lawdate.Date{}
			}
			if day != p.seen {
				p.seen = day
				p.host.Refresh(false)
			}
		}),
	}
	switch {
	case len(in.Facts.Known()) == 0:
		boxes = append(boxes, k.Callout(kit.Info, kit.T("window.changes.mine.nothing_told"), kit.Msg{}))
	case p.seen.IsZero():
	case !p.seen.After(v.today):
		boxes = append(boxes, k.Callout(kit.Info, kit.T("window.changes.mine.later"), kit.Msg{}))
	default:
		boxes = append(boxes, v.differences(v.rules.Differ(in.Facts, v.today, p.seen))...)
	}
	return k.Panel(boxes...)
}

func (v view) differences(list []jobs.Difference) (boxes []kit.Box) {
	k, args := v.k, i18n.Args{"date": v.page.seen.String()}
	if len(list) == 0 {
		return []kit.Box{k.Callout(kit.Info, kit.T("window.changes.mine.same", args), kit.T("window.changes.mine.same.explain"))}
	}
	boxes = append(boxes, k.Text(kit.T("window.changes.mine.differ", i18n.Args{"date": v.page.seen.String(), "n": len(list)}), kit.Style{Size: theme.Large, Bold: true}))
	seen, _ := kit.Day(v.page.seen)
	for _, d := range list {
		boxes = append(boxes, k.Note(theme.Ground,
			k.Text(kit.T("question."+d.Question.ID, v.args), kit.Style{Size: theme.Body, Bold: true}),
			k.Facts(
				kit.Fact{Label: kit.T("window.changes.mine.today"), Value: said(d.Before)},
				kit.Fact{Label: seen, Value: said(d.After)},
			),
			k.Link(kit.Action{Label: kit.T("topic." + d.Question.Topic.ID + ".name"), Do: func() { v.page.host.Open(answer.New(v.page.host, d.Question.Topic.ID)) }}),
		))
	}
	return boxes
}

// said is an outcome in a few words.
func said(o eligibility.Outcome) kit.Msg {
	return kit.T("answer."+string(o.Show()), i18n.Args{"date": o.Safe.String()})
}

// Leave implements page.Page.
func (p *Page) Leave() { p.then, p.seen = kit.Date{}, lawdate.Date{} }
