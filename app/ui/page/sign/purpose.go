package sign

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/forms"
)

// pictures are the icons of the purposes.
var pictures = map[forms.Purpose]string{
	forms.Registry: "sign", forms.Payer: "person", forms.Private: "side_by_side",
	forms.ETax: "receipt", forms.ELTax: "receipt", forms.Immigration: "card_residence",
}

// answerWidth is how narrow answers may become before they stand below each other.
const answerWidth = 300

func (p *Page) purposesScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.sign.who.title"), Help: kit.T("window.sign.who.help"), Step: stepOf(1)}
	last := p.lastPurpose()
	if last != "" {
		s.Body = append(s.Body, k.Column(k.Label(kit.T("window.sign.who.last")), p.purposeAnswer(k, last)))
	}
	var yes, no []kit.Box
	for _, x := range forms.Purposes() {
		switch {
		case x == last:
		case x.Wanted():
			yes = append(yes, p.purposeAnswer(k, x))
		default:
			no = append(no, p.purposeAnswer(k, x))
		}
	}
	s.Body = append(s.Body,
		k.Column(yes...),
		k.Column(k.Label(kit.T("window.sign.who.others")), k.Grid(answerWidth*2/3, 3, no...)),
	)
	if p.paper.path != "" {
		s.Body = append([]kit.Box{p.chosenPaper(k)}, s.Body...)
	}
	return s
}

func (p *Page) purposeAnswer(k *kit.Kit, x forms.Purpose) kit.Box {
	id := "window.sign.purpose." + string(x)
	return k.Answer(kit.Action{Label: kit.T(id), Icon: pictures[x], Do: func() { p.choosePurpose(x) }}, kit.T(id+".explain"))
}

// lastPurpose is the one of last time where that is remembered, or "".
func (p *Page) lastPurpose() forms.Purpose {
	if p.host.Mode() != cardsession.ModeSelf {
		return ""
	}
	r, _ := p.host.Recalled()
	return r.LastPurpose
}

// choosePurpose goes on to what that purpose wants.
func (p *Page) choosePurpose(x forms.Purpose) {
	p.purpose = x
	if !x.Wanted() {
		p.show(unwanted)
		return
	}
	if err := jobs.MaySign(p.host.Mode(), x); err != nil {
		p.fault = p.problem(err)
		p.show(refused)
		return
	}
	if p.paper.path != "" {
		p.open(p.paper.path)
		return
	}
	p.show(papers)
}

// unwantedScreen says that no signature is wanted, and what counts instead.
func (p *Page) unwantedScreen(k *kit.Kit) kit.Screen {
	id := "window.sign.purpose." + string(p.purpose)
	return kit.Screen{
		Tells: true, Title: kit.T("window.sign.unwanted.title"), Help: kit.T("window.sign.who.help"),
		Body: []kit.Box{
			k.Heading(kit.T(id)),
			k.Callout(kit.Info, kit.T("window.sign.unwanted"), kit.T(id+".why")),
			k.Panel(k.Heading(kit.T("window.sign.unwanted.instead")), k.Body(kit.T(id+".instead"))),
		},
		Primary: &kit.Action{Label: kit.T("window.sign.unwanted.done"), Icon: "check", Do: p.host.Home},
		Others:  []kit.Action{{Label: kit.T("window.sign.who.again"), Do: func() { p.show(purposes) }}},
	}
}

// refusedScreen says why this cannot go on with this paper or in this mode.
func (p *Page) refusedScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Tells: true, Title: kit.T("window.sign.refused.title"), Help: kit.T("window.sign.who.help"), Body: []kit.Box{k.Problem(p.fault)}}
	other := kit.Action{Label: kit.T("window.sign.who.again"), Do: func() { p.show(purposes) }}
	file := kit.Action{Label: kit.T("window.sign.paper.other"), Icon: "file", Do: p.choosePaper}
	switch p.fault.Code {
	case problem.ModeForbids:
		s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.host.Home}
		s.Others = []kit.Action{other}
	case problem.OtherPurpose:
		s.Primary, s.Others = &other, []kit.Action{file}
	default:
		s.Primary = &file
	}
	return s
}
