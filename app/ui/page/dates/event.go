package dates

import (
	"slices"
	"strings"

	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// events are the days to keep, nearest first. What to do is shown for the nearest
// one; the others show it when asked.
func (v view) events() []kit.Box {
	first := true
	var boxes []kit.Box
	for _, e := range v.now.Events {
		usual := e.Passed
		if !e.Passed && first {
			usual, first = true, false
		}
		boxes = append(boxes, v.event(e, usual))
	}
	return boxes
}

func (v view) event(e deadline.Event, usual bool) kit.Box {
	k := v.k
	boxes := []kit.Box{k.Heading(kit.T("deadline."+e.TextID()+".short", v.args)), v.day(e)}
	if b := v.passed(e); b != nil {
		boxes = append(boxes, b)
	}
	boxes = append(boxes, k.Body(kit.T("deadline."+e.TextID()+".what", v.args)))
	if e.Confidence != law.Certain {
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.dates.probably"), v.rely(e)))
	}
	if e.Overdue(v.today) {
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.answer.review"), kit.T("answer.review", i18n.Args{"date": e.ReviewBy.String()})))
	}
	if e.Unchecked {
		boxes = append(boxes, k.Label(kit.T("answer.unchecked")))
	}
	boxes = append(boxes, k.Beside(k.Icon("counter", theme.Accent), k.Body(kit.T("answer.office", i18n.Args{"office": v.raw("office." + v.person.WhomToAskBy(e))}))))
	shown := usual != v.page.open[e.ID]
	if shown {
		boxes = append(boxes, v.details(e)...)
	}
	label := "window.dates.show"
	if shown {
		label = "window.dates.hide"
	}
	boxes = append(boxes, k.Row(
		k.Button(kit.Action{Label: kit.T(label), Icon: "expand", Do: func() {
			v.page.open[e.ID] = !v.page.open[e.ID]
			v.page.host.Refresh(false)
		}}),
		k.Link(kit.Action{Label: kit.T("topic." + e.Topic + ".name"), Do: func() { v.page.host.Open(answer.New(v.page.host, e.Topic)) }}),
	))
	return k.Panel(boxes...)
}

// keep is the day to keep: where that has passed, the one to keep then.
func keep(e deadline.Event) lawdate.Date {
	if day, some := e.ToCome(); some {
		return day
	}
	return e.Day()
}

// day is the day to keep, large, with what is left and the last day by law beside
// it.
func (v view) day(e deadline.Event) kit.Box {
	k := v.k
	day, head := keep(e), "window.dates.keep"
	switch {
	case e.Passed && !e.Late:
		head = "window.dates.was"
	case e.Safe.IsZero(), e.Late && day == e.Last:
		head = "window.dates.last"
	}
	western, japanese := kit.Day(day)
	large := k.Column(
		k.Label(kit.T(head)),
		k.Text(western, kit.Style{Size: theme.Title, Bold: true}),
		k.Label(japanese),
	)
	beside := []kit.Box{k.Beside(k.Icon("clock", theme.Accent), k.Text(left(v.person.On(), day), kit.Style{Size: theme.Large, Bold: true}))}
	if !e.Last.IsZero() && e.Last != day {
		beside = append(beside, k.Body(kit.T("answer.last", i18n.Args{"date": e.Last.String()})))
	}
	if !e.Opens.IsZero() && e.Opens.After(v.person.On()) {
		beside = append(beside, k.Body(kit.T("answer.opens", i18n.Args{"date": e.Opens.String()})))
	}
	return k.Abreast(dayWidth, large, k.Column(beside...))
}

// dayWidth is the least width of a day in large letters.
const dayWidth = 260

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

// passed is what to do where the day has passed, or nil. What the record says of a
// day that has passed holds only once the last day has.
func (v view) passed(e deadline.Event) kit.Box {
	id := "deadline." + e.TextID() + ".passed"
	switch {
	case !e.Passed:
		return nil
	case e.Late:
		return v.k.Callout(kit.Warning, kit.T("window.dates.late"), kit.T(v.person.StillText(e), i18n.Args{"date": e.Last.String()}))
	case v.page.host.Jobs().Texts.Has(i18n.Source, id):
		return v.k.Callout(kit.Warning, kit.T("answer.too_late"), kit.T(id, v.args))
	}
	return v.k.Callout(kit.Warning, kit.T("answer.too_late"), kit.T("window.dates.passed"))
}

// rely says whom to ask before relying on a day.
func (v view) rely(e deadline.Event) kit.Msg {
	return kit.T("answer.rely", i18n.Args{"office": v.raw("office." + v.person.WhomToAskBy(e))})
}

// details are what to do and bring, and what it rests on.
func (v view) details(e deadline.Event) []kit.Box {
	boxes := v.list(kit.T("answer.do"), e.Do)
	boxes = append(boxes, v.list(kit.T("answer.bring"), e.Bring)...)
	return append(boxes, v.k.Facts(
		kit.Fact{Label: kit.T("window.dates.sure"), Value: kit.T("answer.confidence." + e.Confidence.String())},
		kit.Fact{Label: kit.T("window.dates.law"), Value: kit.Data(jobs.Cite(e.Basis), "ja"), From: kit.T("answer.as_of", i18n.Args{"date": e.CheckedOn.String()})},
	))
}

// raw is a text for a place in another, with its readings.
func (v view) raw(id string) string { return v.k.Texts.T(id, v.args) }

// perhaps are the records that may concern the person, apart from those that do.
func (v view) perhaps(list []jobs.Perhaps) []kit.Box {
	if len(list) == 0 {
		return nil
	}
	k := v.k
	boxes := []kit.Box{k.Heading(kit.T("window.dates.perhaps")), k.Body(kit.T("window.dates.perhaps.explain"))}
	for _, same := range grouped(list) {
		var items []kit.Box
		for _, x := range same {
			day := keep(x.Event)
			items = append(items, k.Beside(k.Icon("question", theme.Muted), k.Column(
				k.Text(kit.T("window.dates.perhaps.what", i18n.Args{"what": v.raw("deadline." + x.TextID() + ".short")}), kit.Style{Size: theme.Large, Bold: true}),
				k.Row(k.Body(kit.T("window.dates.perhaps.day", i18n.Args{"date": day.String()})), k.Label(left(v.person.On(), day))),
			)))
		}
		boxes = append(boxes, k.Note(theme.Ground, append(items, v.missing(same[0])...)...))
	}
	return []kit.Box{k.Panel(boxes...)}
}

// grouped puts together what waits for the same facts, in the order of days.
func grouped(list []jobs.Perhaps) (groups [][]jobs.Perhaps) {
	for _, x := range list {
		i := slices.IndexFunc(groups, func(g []jobs.Perhaps) bool { return slices.Equal(g[0].Ask, x.Ask) })
		if i < 0 || len(x.Ask) == 0 {
			groups = append(groups, []jobs.Perhaps{x})
			continue
		}
		groups[i] = append(groups[i], x)
	}
	return groups
}

// mostNames is how many missing facts are named.
const mostNames = 3

// missing are the facts that would settle what may concern the person, with a way
// to say them; whom to ask where nothing that people can be asked for would.
func (v view) missing(x jobs.Perhaps) []kit.Box {
	if len(x.Ask) == 0 {
		return []kit.Box{v.k.Body(v.rely(x.Event))}
	}
	var names []string
	for _, id := range x.Ask[:min(mostNames, len(x.Ask))] {
		names = append(names, v.raw("fact."+id))
	}
	waits := kit.T("answer.missing", i18n.Args{"facts": strings.Join(names, "・")})
	if n := len(x.Ask) - mostNames; n > 0 {
		waits = kit.T("window.dates.perhaps.and", i18n.Args{"facts": strings.Join(names, "・"), "n": n})
	}
	return []kit.Box{
		v.k.Label(waits),
		v.k.Row(v.k.Button(v.ask(x.Ask[0], kit.T("window.dates.perhaps.ask")))),
	}
}
