package guide

import (
	"slices"

	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// steps are all of them, in order, each to be unfolded; above them what is not among
// them, and the way to change that.
func (v *view) steps(plan *guidance.Plan) kit.Box {
	k := v.k
	out := []kit.Box{k.Heading(kit.T("window.guide.steps"))}
	if plan.Has(guidance.NoEmbassy) {
		change := k.Row(k.Button(kit.Action{Label: kit.T("window.guide.change"), Icon: "refresh", Do: func() { v.page.reopen(fearFact) }}))
		if n := v.behind(plan); n > 0 {
			out = append(out, k.Body(v.hidden(n)))
		}
		out = append(out, change)
	}
	for _, s := range plan.Steps {
		if !s.Do.Has(guidance.Emergency) {
			out = append(out, v.step(s))
		}
	}
	return k.Column(out...)
}

func (v *view) step(s guidance.Step) kit.Box {
	k, p := v.k, v.page
	icon := "down"
	switch {
	case p.open[s.ID]:
		icon = "up"
	case p.done[s.ID]:
		icon = "success"
	}
	row := k.Choice(kit.Action{Label: kit.T("guide."+s.ID+".what", v.stepArgs(s)), Icon: icon, Do: v.fold(s.ID)}, v.line(s), false)
	if !p.open[s.ID] {
		return row
	}
	return k.Column(row, k.Panel(v.detail(s)...))
}

// line is a step in a line: its day, and whether it goes with advice only.
func (v *view) line(s guidance.Step) kit.Msg {
	western, _ := kit.Day(s.Safe)
	switch args := (i18n.Args{"date": v.k.String(western)}); {
	case v.page.done[s.ID]:
		return kit.T("window.guide.done")
	case s.Safe.IsZero() && s.Together:
		return kit.T("guide.together")
	case s.Safe.IsZero():
		return kit.Msg{}
	case s.Together:
		return kit.T("window.guide.by.together", args)
	default:
		return kit.T("window.guide.by", args)
	}
}

// date is the day to keep of a step, with the last day beside it.
func (v *view) date(s guidance.Step) kit.Box {
	k := v.k
	western, japanese := kit.Day(s.Safe)
	role := theme.Ink
	if s.Passed {
		role = theme.WarnInk
	}
	boxes := []kit.Box{k.Text(western, kit.Style{Size: theme.Heading, Bold: true, Role: role}), k.Label(japanese)}
	switch {
	case s.Passed:
		boxes = append(boxes, k.Body(kit.T("guide.late_is_better")))
	case !s.Last.IsZero() && s.Last != s.Safe:
		last, _ := kit.Day(s.Last)
		boxes = append(boxes, k.Label(kit.T("window.guide.some_count", i18n.Args{"date": k.String(last)})))
	}
	if s.Unchecked {
		boxes = append(boxes, k.Label(kit.T("answer.unchecked")))
	}
	return k.Beside(k.Icon("date", theme.Accent), k.Column(boxes...))
}

// detail is what to do, by when, why, where, what to bring, what it costs, what if the
// office says no, and the law.
func (v *view) detail(s guidance.Step) []kit.Box {
	k, d, args := v.k, s.Do, v.stepArgs(s)
	var boxes []kit.Box
	note := func(icon string, role theme.Role, id string) {
		boxes = append(boxes, k.Beside(k.Icon(icon, role), k.Text(kit.T(id, args), kit.Style{Size: theme.Body, Role: role})))
	}
	if s.Together {
		note("helper", theme.WarnInk, "guide.together")
	}
	if v.runs(s) {
		boxes = append(boxes, k.Text(kit.T("guide."+s.ID+".safe", args), kit.Style{Size: theme.Body, Bold: true}))
	}
	if len(s.For) > 0 {
		boxes = append(boxes, k.Body(kit.T("window.guide.for", i18n.Args{"states": names(s.For)})))
	}
	boxes = append(boxes, k.Body(kit.T("guide."+s.ID+".do", args)))
	if !s.Safe.IsZero() {
		boxes = append(boxes, v.date(s))
	}
	boxes = append(boxes, v.row("window.guide.why", kit.T("guide."+s.ID+".why", args)))
	if d.Where != "" {
		boxes = append(boxes, v.row("window.guide.where", kit.T("office."+d.Where)))
	}
	if report := v.reports(s); report != "" {
		note("info", theme.WarnInk, report)
	}
	if len(s.Items) > 0 {
		items := []kit.Box{k.Text(kit.T("window.guide.bring"), kit.Style{Size: theme.Body, Bold: true})}
		for _, id := range s.Items {
			items = append(items, k.Beside(k.Icon("forward", theme.Accent), k.Body(kit.T("item."+id, v.args))))
		}
		boxes = append(boxes, k.Column(items...))
	}
	if cost := v.cost(d.Cost); !cost.Empty() {
		boxes = append(boxes, v.row("window.guide.cost", cost))
	}
	if say := v.say(s, "window.guide.say"); say != nil {
		boxes = append(boxes, say)
	}
	if d.Refused {
		boxes = append(boxes, v.row("window.guide.refused", kit.T("guide."+s.ID+".refused", args)))
	}
	if s.Confidence != law.Certain {
		note("question", theme.WarnInk, "window.guide."+s.Confidence.String())
	}
	if s.Overdue(v.today) {
		note("problem", theme.WarnInk, "guide.flag.review_date.text")
	}
	tick := k.Check(v.page.done[s.ID], kit.T("window.guide.tick"), func(on bool) {
		v.page.done[s.ID] = on
		v.page.host.Refresh(false)
	})
	return append(boxes, tick,
		k.Label(kit.T("answer.law", i18n.Args{"law": jobs.Cite(s.Basis)})),
		k.Label(kit.T("answer.as_of", i18n.Args{"date": s.CheckedOn.String()})),
	)
}

// say is a sentence in Japanese, to be said or shown, with what it means; nil where there
// is none.
func (v *view) say(s guidance.Step, label string) kit.Box {
	k, id, args := v.k, "guide."+s.ID+".say", v.stepArgs(s)
	if !k.Texts.Has(id) {
		return nil
	}
	boxes := []kit.Box{k.Label(kit.T(label)), k.Text(kit.Data(k.Texts.In("ja").T(id, args), "ja"), kit.Style{Size: theme.Large, Bold: true})}
	if k.Texts.Language() != "ja" {
		boxes = append(boxes, k.Label(kit.T(id, args)))
	}
	return k.Panel(boxes...)
}

// runs reports whether a day of the law runs on a step for which a lawyer comes first.
func (v *view) runs(s guidance.Step) bool {
	return s.Together && s.Do.Has(guidance.Clock) && !s.Safe.IsZero()
}

// cost is what a step costs in words, if it costs anything worth telling.
func (v *view) cost(id string) kit.Msg {
	switch id {
	case "":
		return kit.Msg{}
	case "free", "ask":
		return kit.T("window.guide.cost." + id)
	}
	return kit.T("window.guide.cost.yen", i18n.Args{"yen": v.args[id]})
}

// row is a word and what stands to it.
func (v *view) row(id string, value kit.Msg) kit.Box {
	return v.k.Column(v.k.Text(kit.T(id), kit.Style{Size: theme.Body, Bold: true}), v.k.Body(value))
}

// reports is the sentence on what an office tells others, for somebody who may be
// without permission.
func (v *view) reports(s guidance.Step) string {
	if !s.Together && !slices.Contains(v.guides.Standing(v.person.Case.Case).Set, "office_reports") {
		return ""
	}
	if id := "guide.office_reports." + s.Do.Where; v.k.Texts.Has(id) {
		return id
	}
	return ""
}
