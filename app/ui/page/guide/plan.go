package guide

import (
	"slices"
	"strings"

	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// plan shows what can be done on a path: what not to do first, then the danger, the
// day that runs, the one thing for today with somebody to talk to, then every step.
func (v *view) plan() kit.Screen {
	k, p := v.k, v.page
	path := v.guides.Path(p.path)
	plan := v.guides.Plan(path, v.person)
	s := kit.Screen{
		Title: kit.T("guide." + path.ID + ".name"), Tells: true,
		Step: kit.T("answer.as_of_day", i18n.Args{"date": v.today.String()}),
	}
	s.Body = append(s.Body, v.warnings(plan)...)
	for _, step := range plan.Steps {
		if step.Do.Has(guidance.Emergency) {
			s.Body = append(s.Body, v.urgent(step))
		}
	}
	for _, step := range plan.Running {
		s.Body = append(s.Body, v.running(step))
	}
	s.Body = append(s.Body, v.todays(plan)...)
	if open := v.guides.Questions(path, v.person); len(open) > 0 {
		s.Primary = &kit.Action{Label: kit.T("window.guide.exact"), Icon: "question", Do: func() {
			p.showing, p.asked = true, nil
			p.host.Refresh(true)
		}}
		s.Body = append(s.Body, k.Beside(k.Icon("question", theme.Accent), k.Body(kit.T("window.guide.exact.explain", i18n.Args{"n": len(open)}))))
	}
	s.Body = append(s.Body, v.steps(plan)...)
	s.Body = append(s.Body, v.also(plan)...)
	s.Body = append(s.Body, k.Label(kit.T("guide.disclaimer", i18n.Args{"day": v.today.String()})))
	s.Others = append(s.Others, kit.Action{Label: kit.T("window.guide.forget"), Icon: "trash", Do: p.stop})
	return s
}

// warnings say what not to do, before all else, and what was hidden because of it.
func (v *view) warnings(plan *guidance.Plan) (boxes []kit.Box) {
	k, p := v.k, v.page
	for i, id := range plan.Warnings {
		kind, text, actions := kit.Warning, kit.T(id, v.warnArgs(plan)), []kit.Action(nil)
		if i == 0 && plan.Has(guidance.NoEmbassy) {
			kind = kit.Danger
			actions = []kit.Action{{Label: kit.T("window.guide.change"), Do: func() { p.change("fear") }}}
		}
		boxes = append(boxes, k.Callout(kind, kit.Msg{}, text, actions...))
		if i == 0 && plan.Has(guidance.NoEmbassy) && plan.Hidden > 0 {
			boxes = append(boxes, k.Label(kit.T("guide.hidden", i18n.Args{"n": plan.Hidden, "fear": v.fear()})))
		}
	}
	return boxes
}

// fear is what was said about fear, in words.
func (v *view) fear() string {
	said := v.page.in.Facts.Value("fear").Text()
	if said == "" {
		return v.raw("window.guide.unsaid")
	}
	return v.raw("fact.fear." + said)
}

func (v *view) warnArgs(plan *guidance.Plan) i18n.Args {
	a := i18n.Args{"states": v.names(plan.Feared)}
	for id, x := range v.args {
		a[id] = x
	}
	return a
}

// names lists countries in words.
func (v *view) names(codes []string) string {
	var list []string
	for _, c := range codes {
		list = append(list, v.raw("fact.states.state."+c))
	}
	return strings.Join(list, v.raw("window.guide.and"))
}

func (v *view) raw(id string) string { return v.k.Texts.T(id) }

// urgent is a step against a danger that is there now.
func (v *view) urgent(s guidance.Step) kit.Box {
	return v.k.Callout(kit.Danger, kit.T("guide."+s.ID+".what", v.stepArgs(s)), kit.T("guide."+s.ID+".do", v.stepArgs(s)))
}

// running is a step on which a day of the law runs, in the form in which nobody goes
// alone.
func (v *view) running(s guidance.Step) kit.Box {
	k := v.k
	return k.Panel(append([]kit.Box{
		k.Heading(kit.T("guide."+s.ID+".what", v.stepArgs(s))),
	}, append(v.date(s), k.Body(kit.T("guide."+s.ID+".safe", v.stepArgs(s))))...)...)
}

// todays is the one thing possible today, and somebody to talk to.
func (v *view) todays(plan *guidance.Plan) []kit.Box {
	k := v.k
	step := plan.Today()
	if step == nil {
		return nil
	}
	boxes := []kit.Box{
		k.Beside(k.Icon("success", theme.Accent), k.Heading(kit.T("guide.today"))),
		k.Text(kit.T("guide."+step.ID+".what", v.stepArgs(*step)), kit.Style{Size: theme.Large, Bold: true}),
		k.Body(kit.T("guide."+step.ID+".do", v.stepArgs(*step))),
	}
	boxes = append(boxes, v.date(*step)...)
	return []kit.Box{k.Panel(append(boxes, v.human(plan.Call())...)...)}
}

// human names somebody to talk to.
func (v *view) human(topics []string) []kit.Box {
	k := v.k
	lines := v.lines(topics)
	if len(lines) == 0 {
		return nil
	}
	boxes := []kit.Box{k.Beside(k.Icon("person", theme.Accent), k.Heading(kit.T("guide.human")))}
	for _, l := range lines {
		boxes = append(boxes, l)
	}
	return boxes
}

// steps are all of them, in order, each to be unfolded.
func (v *view) steps(plan *guidance.Plan) []kit.Box {
	k := v.k
	out := []kit.Box{k.Heading(kit.T("window.guide.steps"))}
	n := 0
	for _, s := range plan.Steps {
		if s.Do.Has(guidance.Emergency) {
			continue
		}
		n++
		out = append(out, v.step(s, n))
	}
	return out
}

func (v *view) step(s guidance.Step, n int) kit.Box {
	k, more := v.k, v.page.more
	icon := "down"
	if more[s.ID] {
		icon = "up"
	}
	boxes := []kit.Box{k.Item(kit.Action{
		Label: kit.T("window.guide.nth", i18n.Args{"n": n, "what": v.rawArgs("guide."+s.ID+".what", v.stepArgs(s))}), Icon: icon,
		Do: func() {
			more[s.ID] = !more[s.ID]
			v.page.host.Refresh(false)
		},
	}, kit.Msg{})}
	boxes = append(boxes, v.date(s)...)
	if len(s.For) > 0 {
		boxes = append(boxes, k.Label(kit.T("window.guide.for", i18n.Args{"states": v.names(s.For)})))
	}
	if s.Together {
		boxes = append(boxes, k.Beside(k.Icon("helper", theme.WarnInk), k.Text(kit.T("guide.together"), kit.Style{Size: theme.Body, Role: theme.WarnInk})))
	}
	if more[s.ID] {
		boxes = append(boxes, v.detail(s)...)
	}
	return k.Panel(boxes...)
}

// date is the day to keep of a step, with the last day beside it.
func (v *view) date(s guidance.Step) []kit.Box {
	if s.Safe.IsZero() {
		return nil
	}
	k := v.k
	western, japanese := kit.Day(s.Safe)
	role := theme.Ink
	if s.Passed {
		role = theme.WarnInk
	}
	boxes := []kit.Box{k.Beside(k.Icon("date", theme.Accent), k.Column(
		k.Text(western, kit.Style{Size: theme.Large, Bold: true, Role: role}), k.Label(japanese),
	))}
	switch {
	case s.Passed:
		boxes = append(boxes, k.Body(kit.T("guide.late_is_better")))
	case !s.Last.IsZero() && s.Last != s.Safe:
		boxes = append(boxes, k.Label(kit.T("window.guide.some_count", i18n.Args{"date": s.Last.String()})))
	}
	if s.Unchecked {
		boxes = append(boxes, k.Label(kit.T("answer.unchecked")))
	}
	return boxes
}

// detail is what to do, why, where, what to bring, what it costs, what if the office
// says no, and the law.
func (v *view) detail(s guidance.Step) []kit.Box {
	k, d, args := v.k, s.Do, v.stepArgs(s)
	boxes := []kit.Box{k.Body(kit.T("guide."+s.ID+".do", args)), k.Label(kit.T("guide."+s.ID+".why", args))}
	if s.Confidence != law.Certain {
		boxes = append(boxes, k.Beside(k.Icon("question", theme.WarnInk), k.Body(kit.T("window.guide."+s.Confidence.String()))))
	}
	if d.Where != "" {
		boxes = append(boxes, v.row("window.guide.where", kit.T("office."+d.Where)))
	}
	if report := v.reports(s); report != "" {
		boxes = append(boxes, k.Beside(k.Icon("info", theme.Muted), k.Body(kit.T(report))))
	}
	if len(s.Items) > 0 {
		boxes = append(boxes, k.Text(kit.T("window.guide.bring"), kit.Style{Size: theme.Body, Bold: true}))
		for _, id := range s.Items {
			boxes = append(boxes, k.Beside(k.Icon("forward", theme.Accent), k.Body(kit.T("item."+id, v.args))))
		}
	}
	switch d.Cost {
	case "":
	case "free", "ask":
		boxes = append(boxes, v.row("window.guide.cost", kit.T("window.guide.cost."+d.Cost)))
	default:
		boxes = append(boxes, v.row("window.guide.cost", kit.T("window.guide.cost.yen", i18n.Args{"yen": v.args[d.Cost]})))
	}
	if say := "guide." + s.ID + ".say"; v.k.Texts.Has(say) {
		boxes = append(boxes, k.Panel(k.Label(kit.T("window.guide.say")), k.Text(kit.Data(v.k.Texts.In("ja").T(say, args), "ja"), kit.Style{Size: theme.Large, Bold: true}), k.Label(kit.T(say, args))))
	}
	if d.Refused {
		boxes = append(boxes, v.row("window.guide.refused", kit.T("guide."+s.ID+".refused", args)))
	}
	return append(boxes,
		k.Label(kit.T("answer.law", i18n.Args{"law": jobs.Cite(s.Basis)})),
		k.Label(kit.T("answer.as_of", i18n.Args{"date": s.CheckedOn.String()})),
	)
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

func (v *view) stepArgs(s guidance.Step) i18n.Args {
	a := i18n.Args{"states": v.names(s.For)}
	for id, x := range v.args {
		a[id] = x
	}
	return a
}

func (v *view) rawArgs(id string, args i18n.Args) string { return v.k.Texts.T(id, args) }

// also are further paths that may be of use.
func (v *view) also(plan *guidance.Plan) (boxes []kit.Box) {
	if len(plan.Also) == 0 {
		return nil
	}
	boxes = append(boxes, v.k.Heading(kit.T("window.guide.also")))
	for _, id := range plan.Also {
		boxes = append(boxes, v.door(id))
	}
	return boxes
}

// door leads to another path, with what was told here.
func (v *view) door(path string) kit.Box {
	p := v.page
	return v.k.Answer(kit.Action{Label: kit.T("guide." + path + ".name"), Icon: v.guides.Path(path).Icon, Do: func() {
		p.host.Open(New(p.host, path))
	}}, kit.T("guide."+path+".short"))
}

var _ = lawdate.Date{}
