package dates

import (
	"slices"

	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

const (
	// shortest and longest are how many months the time line shows. What lasts
	// longer is drawn open, or the months that matter would be a finger wide.
	shortest, longest = 6, 24
	// spare is how many months stand after the last end.
	spare = 1
)

// line is the time line from the day asked about on.
func (v view) line() []kit.Box {
	then, supposed := v.then()
	if len(v.now.Bars)+len(then.Bars) == 0 {
		return nil
	}
	k, from := v.k, v.person.On()
	until := v.horizon(append(slices.Clone(v.now.Bars), then.Bars...))
	var rows []kit.TimeRow
	for _, b := range v.now.Bars {
		rows = append(rows, v.bar(b, false))
		if i := bar(then.Bars, b.ID); supposed && i >= 0 && other(b, then.Bars[i]) {
			rows = append(rows, v.bar(then.Bars[i], true))
		}
	}
	for _, b := range then.Bars {
		if bar(v.now.Bars, b.ID) < 0 {
			rows = append(rows, v.bar(b, true))
		}
	}
	rows = append(rows, v.marks(v.now, until, nil)...)
	signs := map[kit.TimeSign]kit.Msg{
		kit.HoldsSign: kit.T("window.dates.line.holds"), kit.SafeSign: kit.T("window.dates.line.safe"), kit.LastSign: kit.T("window.dates.line.last"),
	}
	if supposed {
		rows = append(rows, v.marks(then, until, func(e deadline.Event) bool {
			was, both := v.now.Event(e.ID)
			return both && was.Safe == e.Safe && was.Last == e.Last
		})...)
		signs[kit.IfSign] = kit.T("window.dates.if.sign")
	}
	return []kit.Box{k.Panel(
		k.Heading(kit.T("window.dates.line")),
		k.Body(kit.T("window.dates.line.explain", i18n.Args{"from": from.String(), "until": until.String()})),
		k.TimeSigns(signs),
		k.TimeLine(from, until, rows...),
	)}
}

// then is what would be, and whether anything is supposed.
func (v view) then() (jobs.Outlook, bool) {
	if v.page.supposed.Empty() {
		return jobs.Outlook{}, false
	}
	o, err := v.person.Suppose(v.page.supposed)
	return o, err == nil
}

// horizon is the last day the time line shows.
func (v view) horizon(bars []deadline.Bar) lawdate.Date {
	from := v.person.On()
	until := from.AddMonths(shortest)
	for _, b := range bars {
		if !b.To.After(from.AddMonths(longest)) {
			until = lawdate.Latest(until, b.To.AddMonths(spare))
		}
	}
	return until
}

func bar(list []deadline.Bar, id string) int {
	return slices.IndexFunc(list, func(b deadline.Bar) bool { return b.ID == id })
}

func other(a, b deadline.Bar) bool { return a.From != b.From || a.To != b.To }

func (v view) bar(b deadline.Bar, supposed bool) kit.TimeRow {
	args := i18n.Args{"from": b.From.String(), "to": b.To.String()}
	words := "window.dates.line.until"
	switch {
	case b.To.Before(v.person.On()):
		words = "window.dates.line.ended"
	case b.From.After(v.person.On()):
		words = "window.dates.line.between"
	case b.Soft:
		words = "window.dates.line.soft"
	}
	if b.Confidence != law.Certain {
		words += ".probably"
	}
	return kit.TimeRow{Label: v.labelled(kit.T("span."+b.ID), supposed), Words: kit.T(words, args), From: b.From, To: b.To, If: supposed}
}

// labelled marks what is only supposed.
func (v view) labelled(m kit.Msg, supposed bool) kit.Msg {
	if !supposed {
		return m
	}
	return kit.T("window.dates.if.row", i18n.Args{"what": v.k.Texts.T(m.ID(), v.args)})
}

// marks are the days to keep as rows, without those that leave says.
func (v view) marks(o jobs.Outlook, until lawdate.Date, leave func(deadline.Event) bool) (rows []kit.TimeRow) {
	for _, e := range o.Events {
		day, some := e.ToCome()
		if !some || day.After(until) || leave != nil && leave(e) {
			continue
		}
		rows = append(rows, kit.TimeRow{
			Label: v.labelled(kit.T("deadline."+e.TextID()+".short", v.args), leave != nil),
			Words: v.by(e), Safe: safe(e), Last: e.Last, If: leave != nil,
		})
	}
	return rows
}

// safe is the day to keep, no date where only the last one counts.
func safe(e deadline.Event) lawdate.Date {
	if day := keep(e); !e.Safe.IsZero() && (!e.Late || day != e.Last) {
		return day
	}
	return lawdate.Date{}
}

// by is when something is to be done, in a line.
func (v view) by(e deadline.Event) kit.Msg {
	id, args := "window.dates.line.both", i18n.Args{"safe": safe(e).String(), "last": e.Last.String()}
	switch {
	case safe(e).IsZero():
		id = "window.dates.line.only_last"
	case e.Last.IsZero() || e.Last == safe(e):
		id = "window.dates.line.only_safe"
	}
	if e.Confidence != law.Certain {
		id += ".probably"
	}
	return kit.T(id, args)
}

// ifs asks what is to be supposed, and lists what would be beside what is. Of who has
// told nothing nothing would change.
func (v view) ifs() []kit.Box {
	k, p := v.k, v.page
	if len(v.inquiry.Facts.Known()) == 0 {
		return nil
	}
	changed := func() {
		s := jobs.Supposed{Applied: asDay(p.applied), Moved: asDay(p.moved)}
		if s != p.supposed {
			p.supposed = s
			p.host.Refresh(false)
		}
	}
	boxes := []kit.Box{
		k.Heading(kit.T("window.dates.if")), k.Body(kit.T("window.dates.if.explain")),
		k.Abreast(ifWidth, k.DateField(&p.applied, kit.T("window.dates.if.applied"), changed), k.DateField(&p.moved, kit.T("window.dates.if.moved"), changed)),
	}
	then, supposed := v.then()
	if !supposed {
		return []kit.Box{k.Panel(boxes...)}
	}
	if w := v.warn(); w != nil {
		boxes = append(boxes, w)
	}
	boxes = append(boxes,
		k.Callout(kit.Info, kit.T("window.dates.if.shown"), kit.T("window.dates.if.shown.explain"), kit.Action{Label: kit.T("window.dates.if.back"), Icon: "cancel", Do: func() {
			p.applied, p.moved, p.supposed = kit.Date{}, kit.Date{}, jobs.Supposed{}
			p.host.Refresh(false)
		}}),
		k.Abreast(ifWidth, v.column("window.dates.if.now", v.now, then, "window.dates.if.gone"), v.column("window.dates.if.then", then, v.now, "window.dates.if.new")),
	)
	return []kit.Box{k.Panel(boxes...)}
}

// ifWidth is the least width of one of two columns.
const ifWidth = 290

func asDay(d kit.Date) lawdate.Date {
	day, err := lawdate.Of(d.Year, d.Month, d.Day)
	if err != nil {
		return lawdate.Date{}
	}
	return day
}

// warn says what stands in the way of what is supposed, or nil.
func (v view) warn() kit.Box {
	applied := v.page.supposed.Applied
	end := v.person.StayEnd()
	switch {
	case applied.IsZero():
		return nil
	case end.IsZero():
		return v.k.Callout(kit.Warning, kit.T("window.dates.if.no_stay"), kit.Msg{}, v.ask("stay_end", kit.T("fact.stay_end.ask", v.args)))
	case applied.After(end):
		return v.k.Callout(kit.Warning, kit.T("window.dates.if.after_end", i18n.Args{"date": end.String()}), kit.T("window.dates.if.after_end.explain"))
	}
	return nil
}

// column lists days of one outlook; alone marks those that the other has not.
func (v view) column(head string, o, o2 jobs.Outlook, alone string) kit.Box {
	k := v.k
	boxes := []kit.Box{k.Text(kit.T(head), kit.Style{Size: theme.Large, Bold: true})}
	for i, e := range o.Events {
		if i > 0 {
			boxes = append(boxes, k.Rule())
		}
		lines := []kit.Box{k.Text(kit.T("deadline."+e.TextID()+".short", v.args), kit.Style{Size: theme.Body, Bold: true}), k.Label(v.by(e))}
		if was, both := o2.Event(e.ID); !both {
			lines = append(lines, k.Label(kit.T(alone)))
		} else if was.Safe != e.Safe || was.Last != e.Last {
			lines = append(lines, k.Label(kit.T("window.dates.if.other")))
		}
		boxes = append(boxes, k.Column(lines...))
	}
	if len(o.Events) == 0 {
		boxes = append(boxes, k.Label(kit.T("window.dates.none")))
	}
	return k.Note(theme.Ground, boxes...)
}
