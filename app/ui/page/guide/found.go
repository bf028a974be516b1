package guide

import (
	"slices"

	"madoguchi/app/guidance"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// legalHelp is the step that is possible for everybody today.
const legalHelp = "get_legal_help"

// helpers are the topics of those who can be called whatever was answered.
var helpers = [...]string{"statelessness", "bar_association", "legal_aid"}

// found shows what the answers are questions about, never what somebody is, and
// where each leads.
func (v *view) found() kit.Screen {
	k, p := v.k, v.page
	s := kit.Screen{Title: kit.T("window.guide.found"), Tells: true, Step: kit.T("answer.as_of_day", i18n.Args{"date": v.today.String()})}
	plan := &guidance.Plan{Standing: v.guides.Standing(v.person.Case.Case)}
	plan.Warn()
	first, rest := v.warnings(plan)
	if len(first) > 0 {
		s.Body = append(s.Body, k.Column(first...))
	}
	shown := map[string]bool{}
	for _, c := range v.guides.Found(v.person.Case.Case) {
		boxes := []kit.Box{k.Heading(kit.T("guide.class." + c.ID + ".name")), k.Body(kit.T("guide.class."+c.ID+".text", v.args))}
		for _, path := range c.Paths {
			if !shown[path] {
				boxes = append(boxes, v.door(path))
				shown[path] = true
			}
		}
		s.Body = append(s.Body, k.Panel(boxes...))
	}
	s.Body = append(s.Body, k.Label(kit.T("guide.class.note")))
	if len(rest) > 0 {
		s.Body = append(s.Body, k.Column(rest...))
	}
	s.Body = append(s.Body, v.closing())
	if _, more := v.guides.NextScreen(v.person); more && p.enough {
		s.Primary = &kit.Action{Label: kit.T("window.guide.exact"), Icon: "question", Do: p.askFurther}
	}
	if plan.Has(guidance.NoEmbassy) {
		s.Body = append(s.Body, k.Row(k.Button(kit.Action{Label: kit.T("window.guide.change"), Icon: "refresh", Do: func() { p.reopen(fearFact) }})))
	}
	s.Body = append(s.Body, v.origins()...)
	var others []kit.Box
	for _, path := range v.guides.Paths() {
		if !shown[path.ID] {
			others = append(others, v.door(path.ID))
		}
	}
	s.Body = append(s.Body, k.Column(append([]kit.Box{k.Heading(kit.T("window.guide.all"))}, others...)...))
	v.end(&s)
	return s
}

// closing is one thing that can be done today, and somebody to talk to.
func (v *view) closing() kit.Box {
	k := v.k
	return k.Abreast(paneWidth, k.Panel(
		k.Beside(k.Icon("success", theme.Accent), k.Text(kit.T("guide.today"), kit.Style{Size: theme.Body, Bold: true, Role: theme.Accent})),
		k.Text(kit.T("guide."+legalHelp+".what", v.args), kit.Style{Size: theme.Large, Bold: true}),
		k.Body(kit.T("guide."+legalHelp+".do", v.args)),
	), v.call(helpers[:], nil))
}

// emergency shows what to do about a danger that is there now, before anything else
// is asked.
func (v *view) emergency() kit.Screen {
	p := v.page
	s := kit.Screen{Title: kit.T("window.guide.danger"), Tells: true}
	path := v.guides.Path(p.path)
	if path == nil {
		path = v.guides.Paths()[0]
	}
	plan := v.guides.Plan(path, v.person)
	topics := []string{"emergency"}
	for _, step := range plan.Steps {
		if step.Do.Has(guidance.Emergency) {
			s.Body = append(s.Body, v.urgent(step))
			topics = append(topics, step.Do.Call...)
		}
	}
	if len(s.Body) == 0 { // a letter: nobody is hurt, and a lawyer is called today
		s.Body = append(s.Body, v.closing())
	} else if len(topics) > 1 {
		s.Body = append(s.Body, v.call(topics[1:], nil))
	}
	if warn, _ := v.warnings(plan); plan.Has(guidance.NoEmbassy) {
		// Where an office holds somebody it may ask about the embassy before a question here does.
		at := len(s.Body)
		if danger := p.in.Facts.Value("danger").Text(); danger == "detained" || danger == "letter" {
			at = 0
		}
		s.Body = slices.Insert(s.Body, at, warn[0])
	}
	s.Body = append(s.Body, v.k.Label(kit.T("window.guide.numbers", v.args)))
	s.Primary = &kit.Action{Label: kit.T("window.guide.go_on"), Icon: "forward", Do: func() {
		p.told = true
		p.host.Refresh(true)
	}}
	return s
}
