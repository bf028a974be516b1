package guide

import (
	"madoguchi/app/guidance"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/contact"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// found shows what the answers are questions about, never what somebody is, and
// where each leads.
func (v *view) found() kit.Screen {
	k, p := v.k, v.page
	s := kit.Screen{Title: kit.T("window.guide.found"), Tells: true, Step: kit.T("answer.as_of_day", i18n.Args{"date": v.today.String()})}
	standing := v.guides.Standing(v.person.Case.Case)
	if standing.Has(guidance.NoEmbassy) {
		id := "guide.warn.no_embassy_any"
		if len(standing.Feared) > 0 {
			id = "guide.warn.no_embassy"
		}
		s.Body = append(s.Body, k.Callout(kit.Danger, kit.Msg{}, kit.T(id, i18n.Args{"states": v.names(standing.Feared)}),
			kit.Action{Label: kit.T("window.guide.change"), Do: func() { p.change("fear") }}))
	}
	if standing.Has(guidance.LawyerFirst) {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.Msg{}, kit.T("guide.warn.lawyer_first")))
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
	call := []string{"statelessness", "legal_aid", "bar_association"}
	s.Body = append(s.Body, k.Panel(append([]kit.Box{
		k.Beside(k.Icon("success", theme.Accent), k.Heading(kit.T("guide.today"))),
		k.Body(kit.T("guide."+legalHelp+".do", v.args)),
	}, v.human(call)...)...))
	var rest []kit.Box
	for _, path := range v.guides.Paths() {
		if !shown[path.ID] {
			rest = append(rest, v.door(path.ID))
		}
	}
	s.Body = append(s.Body, k.Heading(kit.T("window.guide.all")), k.Column(rest...))
	s.Body = append(s.Body, k.Label(kit.T("guide.disclaimer", i18n.Args{"day": v.today.String()})))
	s.Others = append(s.Others, kit.Action{Label: kit.T("window.guide.forget"), Icon: "trash", Do: p.stop})
	return s
}

// legalHelp is the step that is possible for everybody today.
const legalHelp = "get_legal_help"

// emergency shows what to do about a danger that is there now, before anything else
// is asked.
func (v *view) emergency() kit.Screen {
	p := v.page
	s := kit.Screen{Title: kit.T("window.guide.danger"), Tells: true}
	plan := v.guides.Plan(v.guides.Paths()[0], v.person)
	for _, step := range plan.Steps {
		if step.Do.Has(guidance.Emergency) || step.ID == legalHelp && len(s.Body) == 0 {
			s.Body = append(s.Body, v.urgent(step))
		}
	}
	s.Primary = &kit.Action{Label: kit.T("window.guide.go_on"), Icon: "forward", Do: func() {
		p.told = true
		p.host.Refresh(true)
	}}
	return s
}

// mostLines is how many people to talk to are named at once.
const mostLines = 3

// lines are the first who may be called about topics.
func (v *view) lines(topics []string) (boxes []kit.Box) {
	list := v.rules.Callable(v.guides.Standing(v.person.Case.Case), v.page.in.Facts, topics)
	for _, l := range list[:min(mostLines, len(list))] {
		boxes = append(boxes, contact.Line(v.k, v.rules, l, v.page.in.Facts.Value("prefecture").Text()))
	}
	return boxes
}

// numbers are those of an emergency, on every page of a guide.
func (v *view) numbers() kit.Box {
	return v.k.Label(kit.T("window.guide.numbers", v.args))
}
