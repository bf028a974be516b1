package guide

import (
	"madoguchi/app/guidance"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/contact"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// mostLines is how many people to talk to are named at once.
const mostLines = 3

// call is somebody to talk to today, whoever serves the place first, with the way to all
// the others. today is the step that is to call them, nil where it stands elsewhere.
func (v *view) call(topics []string, today *guidance.Step) kit.Box {
	k, p := v.k, v.page
	var boxes []kit.Box
	if today != nil {
		boxes = append(boxes, k.Text(kit.T("guide.today"), kit.Style{Size: theme.Body, Bold: true, Role: theme.Accent}),
			k.Text(kit.T("guide."+today.ID+".what", v.stepArgs(*today)), kit.Style{Size: theme.Large, Bold: true}))
	} else {
		boxes = append(boxes, k.Beside(k.Icon("phone", theme.Accent), k.Text(kit.T("guide.human"), kit.Style{Size: theme.Body, Bold: true, Role: theme.Accent})))
	}
	place := p.in.Facts.Value(placeFact).Text()
	lines := contact.Dialled(v.rules.Callable(v.guides.Standing(v.person.Case.Case), p.in.Facts, topics))
	if place == "" { // those of some prefecture help nobody who has not said where
		lines = contact.Everywhere(lines)
	}
	lines = lines[:min(mostLines, len(lines))]
	police := contact.Police(k, lines, place)
	for _, l := range lines {
		boxes = append(boxes, police(l), contact.Brief(k, l, place, v.today))
	}
	if len(lines) == 0 {
		boxes = append(boxes, k.Body(kit.T("window.guide.nobody")))
	}
	where := kit.Action{Label: kit.T("window.guide.place"), Icon: "search", Do: func() { p.reopen(placeFact) }}
	if place != "" {
		where.Label = kit.T("window.guide.place.other", i18n.Args{"place": v.raw("place." + place)})
	}
	return k.Panel(append(boxes, k.Row(k.Button(where), k.Button(kit.Action{Label: kit.T("window.guide.lines"), Icon: "phone", Do: func() {
		p.host.Open(contact.New(p.host, topics...))
	}})))...)
}
