package guide

import (
	"slices"

	"madoguchi/app/guidance"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/guidesheet"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// paneWidth is the least width of what is first and of whom to call, so that both stand
// side by side on a page of the usual width.
const paneWidth = 340

// plan shows what can be done on a path: what not to do, what is first and by which day,
// whom to call; then every step, folded.
func (v *view) plan() kit.Screen {
	k, p := v.k, v.page
	path := v.guides.Path(p.path)
	plan := v.guides.Plan(path, v.person)
	s := kit.Screen{Title: kit.T("guide." + path.ID + ".name"), Tells: true} // its day stands at the end: what is first has the room
	first, rest := v.warnings(plan)
	if len(first) > 0 {
		s.Body = append(s.Body, k.Column(first...))
	}
	s.Body = append(s.Body, v.urgentOf(plan)...)
	s.Body = append(s.Body, v.foremost(plan))
	s.Body = append(s.Body, v.overdue(plan)...)
	if n := v.open(); n > 0 {
		s.Primary = &kit.Action{Label: kit.T("window.guide.exact"), Icon: "question", Do: p.askFurther}
		s.Body = append(s.Body, k.Beside(k.Icon("question", theme.Accent), k.Body(kit.T("window.guide.exact.explain", i18n.Args{"n": n}))))
	}
	s.Body = append(s.Body, v.steps(plan), v.papers(path.ID))
	if len(rest) > 0 {
		s.Body = append(s.Body, k.Column(rest...))
	}
	s.Body = append(s.Body, v.origins()...)
	s.Body = append(s.Body, v.also(plan)...)
	v.end(&s)
	return s
}

// end is at the end of whatever tells what can be done.
func (v *view) end(s *kit.Screen) {
	k, p := v.k, v.page
	s.Body = append(s.Body, k.Column(
		k.Label(kit.T("guide.disclaimer", i18n.Args{"day": v.today.String()})),
		k.Label(kit.T("window.guide.numbers", v.args)),
	), k.Row(k.Button(kit.Action{Label: kit.T("window.guide.forget"), Icon: "trash", Do: p.stop})))
	if v.watched() {
		s.Others = append(s.Others, kit.Action{Label: kit.T("window.quiet.leave", i18n.Args{"key": page.QuietKey}), Icon: "quit", Do: p.host.LeaveAtOnce})
	}
}

// open is how many questions would make a plan more exact.
func (v *view) open() int {
	p := v.page
	further := p.further
	p.further = true
	defer func() { p.further = further }()
	return len(v.rest())
}

// warnings say what not to do. What says not to contact a State comes before all else,
// then that a lawyer is first; the others may come later.
func (v *view) warnings(plan *guidance.Plan) (first, rest []kit.Box) {
	k := v.k
	for i, id := range plan.Warnings {
		text := kit.T(id, v.about(plan.Feared))
		switch {
		case i == 0 && plan.Has(guidance.NoEmbassy):
			first = append(first, k.Callout(kit.Danger, kit.Msg{}, text))
		case id == "guide.warn.lawyer_first":
			first = append(first, k.Callout(kit.Warning, kit.Msg{}, text))
		default:
			rest = append(rest, k.Callout(kit.Warning, kit.Msg{}, text))
		}
	}
	return first, rest
}

// behind is how many steps the answer about fear keeps away: those a State would hear of
// that the path leaves out, and those it would lead to with the other answer.
func (v *view) behind(plan *guidance.Plan) int {
	p := v.page
	back := v.forget(question{facts: []string{fearFact}, item: -1})
	p.put(fearFact, "not_afraid")
	other := v.guides.Plan(plan.Path, p.in.Guided(v.rules, v.today))
	p.in.Facts.Forget(fearFact)
	back()
	n := plan.Hidden
	for _, s := range other.Steps {
		if s.Do.Contact != guidance.NoContact && !slices.ContainsFunc(plan.Steps, func(o guidance.Step) bool { return o.ID == s.ID }) {
			n++
		}
	}
	return n
}

// hidden says how many steps are not shown, and because of which answer.
func (v *view) hidden(n int) kit.Msg {
	said := v.page.in.Facts.Value(fearFact).Text()
	if said == "" {
		return kit.T("guide.hidden.unanswered", i18n.Args{"n": n})
	}
	return kit.T("guide.hidden", i18n.Args{"n": n, "fear": v.raw("fact.fear." + said)})
}

// urgentOf are the steps against a danger that is there now.
func (v *view) urgentOf(plan *guidance.Plan) (boxes []kit.Box) {
	for _, s := range plan.Steps {
		if s.Do.Has(guidance.Emergency) {
			boxes = append(boxes, v.urgent(s))
		}
	}
	return boxes
}

// urgent is what to do about a danger, with what to say in Japanese.
func (v *view) urgent(s guidance.Step) kit.Box {
	k := v.k
	boxes := []kit.Box{k.Callout(kit.Danger, kit.T("guide."+s.ID+".what", v.stepArgs(s)), kit.T("guide."+s.ID+".do", v.stepArgs(s)))}
	if say := v.say(s, "window.guide.say.now"); say != nil {
		boxes = append(boxes, say)
	}
	return k.Column(boxes...)
}

// foremost is what is first, with its day, and beside it whom to call today.
func (v *view) foremost(plan *guidance.Plan) kit.Box {
	k := v.k
	today, left := plan.Today(), v.running(plan)
	switch {
	case left != nil && today != nil && today.Do.Has(guidance.LegalHelp):
		return k.Abreast(paneWidth, left, v.call(plan.Call(), today))
	case left == nil && today != nil:
		left = v.todays(*today)
	}
	if left == nil {
		return v.call(plan.Call(), nil)
	}
	return k.Abreast(paneWidth, left, v.call(plan.Call(), nil))
}

// running are the steps on which a day of the law runs, in the form in which nobody goes
// alone: the next that is not done, and the days of the others.
func (v *view) running(plan *guidance.Plan) kit.Box {
	k := v.k
	left := slices.DeleteFunc(slices.Clone(plan.Running), func(s guidance.Step) bool { return v.page.done[s.ID] })
	if len(left) == 0 {
		return nil
	}
	s := left[0]
	boxes := []kit.Box{
		k.Text(kit.T("guide."+s.ID+".what", v.stepArgs(s)), kit.Style{Size: theme.Large, Bold: true}), v.date(s),
		k.Body(kit.T("guide."+s.ID+".safe", v.stepArgs(s))),
	}
	for i, s := range left[1:] {
		if i == 0 {
			boxes = append(boxes, k.Rule(), k.Label(kit.T("window.guide.then")))
		}
		western, _ := kit.Day(s.Safe)
		boxes = append(boxes, k.Column(k.Text(western, kit.Style{Size: theme.Body, Bold: true}), k.Body(kit.T("guide."+s.ID+".what", v.stepArgs(s)))))
	}
	return k.Panel(boxes...)
}

// todays is the one thing possible today.
func (v *view) todays(s guidance.Step) kit.Box {
	k := v.k
	boxes := []kit.Box{
		k.Beside(k.Icon("success", theme.Accent), k.Text(kit.T("guide.today"), kit.Style{Size: theme.Body, Role: theme.Accent, Bold: true})),
		k.Text(kit.T("guide."+s.ID+".what", v.stepArgs(s)), kit.Style{Size: theme.Large, Bold: true}),
	}
	if !s.Safe.IsZero() {
		boxes = append(boxes, v.date(s))
	}
	return k.Panel(append(boxes, k.Body(kit.T("guide."+s.ID+".do", v.stepArgs(s))))...)
}

// overdue says that what stands here should have been read again.
func (v *view) overdue(plan *guidance.Plan) []kit.Box {
	if !slices.ContainsFunc(plan.Steps, func(s guidance.Step) bool { return s.Overdue(v.today) }) {
		return nil
	}
	return []kit.Box{v.k.Callout(kit.Warning, kit.T("guide.flag.review_date.name"), kit.T("guide.flag.review_date.text"))}
}

// origins are questions other families met, for whoever helps.
func (v *view) origins() []kit.Box {
	k, open := v.k, v.page.open
	near := v.guides.Near(v.person.Case.Case)
	if !v.helper() || len(near) == 0 {
		return nil
	}
	icon := "down"
	if open["origins"] {
		icon = "up"
	}
	boxes := []kit.Box{k.Choice(kit.Action{Label: kit.T("window.guide.origins"), Icon: icon, Do: v.fold("origins")}, kit.T("guide.origin.note"), false)}
	if open["origins"] {
		for _, o := range near {
			list := []kit.Box{k.Heading(kit.T("guide.origin." + o.ID + ".name"))}
			for _, id := range o.Ask {
				list = append(list, k.Beside(k.Icon("question", theme.Accent), k.Body(kit.T(id))))
			}
			list = append(list, k.Text(kit.T("window.guide.origins.evidence"), kit.Style{Size: theme.Body, Bold: true}))
			for _, id := range o.Evidence {
				list = append(list, k.Beside(k.Icon("file", theme.Accent), k.Body(kit.T(id))))
			}
			if o.Caution != "" {
				list = append(list, k.Beside(k.Icon("problem", theme.WarnInk), k.Text(kit.T(o.Caution), kit.Style{Size: theme.Body, Role: theme.WarnInk})))
			}
			boxes = append(boxes, k.Panel(list...))
		}
	}
	return []kit.Box{k.Column(boxes...)}
}

// fold opens and shuts what is told of something.
func (v *view) fold(id string) func() {
	return func() {
		v.page.open[id] = !v.page.open[id]
		v.page.host.Refresh(false)
	}
}

// also are further paths that may be of use.
func (v *view) also(plan *guidance.Plan) []kit.Box {
	if len(plan.Also) == 0 {
		return nil
	}
	boxes := []kit.Box{v.k.Heading(kit.T("window.guide.also"))}
	for _, id := range plan.Also {
		boxes = append(boxes, v.door(id))
	}
	return []kit.Box{v.k.Column(boxes...)}
}

// door leads to another path, with what was told here.
func (v *view) door(path string) kit.Box {
	p := v.page
	return v.k.Answer(kit.Action{Label: kit.T("guide." + path + ".name"), Icon: v.guides.Path(path).Icon, Do: func() {
		p.host.Open(New(p.host, path))
	}}, kit.T("guide."+path+".short"))
}

// papers leads to what can be printed or shown of a path.
func (v *view) papers(path string) kit.Box {
	h := v.page.host
	return v.k.Answer(kit.Action{Label: kit.T("window.guidesheet.title"), Icon: "print", Do: func() {
		h.Open(guidesheet.New(h, path))
	}}, kit.T("window.guide.papers"))
}

func (v *view) raw(id string) string { return v.k.Texts.T(id) }

// names are countries in words, in the language of the text they stand in.
func names(codes []string) i18n.Named {
	n := i18n.Named{Between: "window.guide.and"}
	for _, c := range codes {
		n.IDs = append(n.IDs, "fact.states.state."+c)
	}
	if len(codes) == 0 {
		n.IDs = []string{"guide.states_any"}
	}
	return n
}

// about is what the texts about some countries are filled with.
func (v *view) about(codes []string) i18n.Args {
	a := i18n.Args{"states": names(codes)}
	for id, x := range v.args {
		a[id] = x
	}
	return a
}

func (v *view) stepArgs(s guidance.Step) i18n.Args { return v.about(s.For) }
