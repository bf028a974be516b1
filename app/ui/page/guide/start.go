package guide

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
)

const (
	askerFact  = "asker"
	dangerFact = "danger"
	fearFact   = "fear"
	placeFact  = "prefecture"
)

// Unasked makes the page of a path where the window does not know yet whom it is
// about. chosen is told the mode, and the page that goes on.
func Unasked(h page.Host, path string, chosen func(cardsession.Mode, page.Page)) *Page {
	p := New(h, path)
	p.begun, p.chosen = false, chosen
	return p
}

// unasked is what stands there until somebody said whom it is about.
func (p *Page) unasked(k *kit.Kit) kit.Screen {
	if !p.begun {
		return p.start(k)
	}
	var list []kit.Box
	for _, a := range []struct {
		asker, icon string
		mode        cardsession.Mode
	}{
		{"self", "person", cardsession.ModeSelf},
		{"family", "helper", cardsession.ModeHelper},
		{"supporter", "helper", cardsession.ModeHelper},
		{"", "forward", cardsession.ModeSelf},
	} {
		label := kit.T("fact.asker." + a.asker)
		if a.asker == "" {
			label = kit.T("window.guide.unsaid")
		}
		list = append(list, k.Choice(kit.Action{Label: label, Icon: a.icon, Do: func() {
			next := New(p.host, p.path)
			// Who asks for another person is reminded of that person's own yes first.
			next.asker, next.begun = a.asker, a.mode == cardsession.ModeSelf
			p.chosen(a.mode, next)
		}}, kit.Msg{}, false))
	}
	return kit.Screen{
		Title: kit.T("fact.asker.ask"), Step: kit.T("window.guide.free"),
		Body: []kit.Box{k.Body(kit.T("fact.asker.explain")), k.Grid(choiceWidth, 2, list...)},
	}
}

// start is what stands before the questions: what they are for, and for whoever
// helps, that the person is asked first.
func (p *Page) start(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.home.no_papers"), Tells: true}
	if p.path != "" {
		s.Title = kit.T("guide." + p.path + ".name")
	}
	line := func(icon, id string) kit.Box { return k.Beside(k.Icon(icon, theme.Accent), k.Body(kit.T(id))) }
	begin := "guide.start.go"
	if p.consents() {
		begin = "guide.consent.yes"
		s.Body = append(s.Body, k.Panel(
			k.Beside(k.Icon("helper", theme.Accent), k.Heading(kit.T("guide.consent.title"))),
			k.Text(kit.T("guide.consent.text"), kit.Style{Size: theme.Large, Bold: true}),
			line("eye_off", "guide.consent.quiet"), line("lock", "guide.consent.keep"), line("info", "guide.consent.limits"),
		))
	}
	if p.asker == "" { // who was asked already has read it
		s.Body = append(s.Body, k.Text(kit.T("guide.start.what"), kit.Style{Size: theme.Large, Bold: true}), k.Panel(
			line("clock", "guide.start.long"), line("file", "guide.start.need"), line("lock", "guide.start.kept"), line("stop", "guide.start.stop"),
		), k.Label(kit.T("guide.start.not")))
	}
	s.Primary = &kit.Action{Label: kit.T(begin), Icon: "forward", Do: p.begin}
	s.Others = []kit.Action{{Label: kit.T("window.guide.stop"), Icon: "close", Do: p.host.Home}}
	return s
}

// consents reports whether somebody else than the person is known to ask.
func (p *Page) consents() bool {
	return p.asker != "" || p.host.Mode() == cardsession.ModeHelper || p.host.Mode() == cardsession.ModeCounter
}

// begin goes on to the questions. They have a page of their own, so that what is said
// once to whoever comes is said here.
func (p *Page) begin() {
	if p.chosen != nil {
		p.begun = true
		p.host.Refresh(true)
		return
	}
	next := New(p.host, p.path)
	next.begun, next.asker = true, p.asker
	p.host.Open(next)
}
