package card

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/consent"
	"madoguchi/app/ui/theme"
	"madoguchi/card"
	"madoguchi/i18n"
)

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	p.follow()
	switch p.step {
	case looking:
		return p.lookingScreen(k)
	case choosing:
		return p.choosingScreen(k)
	case failed:
		return p.failedScreen(k)
	case shown:
		return p.shownScreen(k)
	case asking:
		return consent.Ask(k, p.host.Mode(), consent.Read, p.answered)
	case handing:
		return consent.HandOver(k, consent.PIN, p.handed)
	case warning:
		return p.warningScreen(k)
	case typing:
		return p.typingScreen(k)
	case busy:
		return p.busyScreen(k)
	case read:
		return p.readScreen(k)
	case refused:
		return p.refusedScreen(k)
	}
	return p.waitingScreen(k)
}

// sights are the ids and pictures of what is waited for.
var sights = map[card.Sight]struct{ id, icon string }{
	card.SightNoService: {"service", "plug"},
	card.SightNoReader:  {"reader", "reader"},
	card.SightNoCard:    {"card", "card"},
	card.SightUnknown:   {"mute", "card"},
	card.SightInUse:     {"in_use", "lock"},
}

func (p *Page) waitingScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.card.wait.title"), Help: kit.T("window.card.help")}
	if p.gone {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.card.gone"), kit.T("window.card.gone.explain")))
	}
	if p.after != nil {
		s.Body = append(s.Body, k.Problem(p.after))
	}
	id, icon := "start", "reader"
	if p.started {
		x := sights[p.sight]
		id, icon = x.id, x.icon
		if p.without {
			id = "without"
		}
	}
	var actions []kit.Action
	if p.other.Do != nil {
		actions = append(actions, p.other)
	}
	if id != "start" && id != "card" {
		actions = append(actions, p.doctor())
	}
	if id != "start" && p.host.Person() == "" {
		actions = append(actions, p.practise())
	}
	s.Body = append(s.Body,
		k.Empty(icon, kit.T("window.card.wait."+id), kit.T("window.card.wait."+id+".do"), actions...),
		k.Label(kit.T("window.card.wait.by_itself")),
	)
	return s
}

func (p *Page) lookingScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.card.look.title"), Help: kit.T("window.card.help"),
		Body: []kit.Box{k.Empty("card", kit.T("window.card.look"), p.meanwhile())},
	}
}

// meanwhile is what to do while the card is looked at.
func (p *Page) meanwhile() kit.Msg {
	if p.slow {
		return kit.T("window.card.look.slow")
	}
	return kit.T("window.card.stay")
}

func (p *Page) choosingScreen(k *kit.Kit) kit.Screen {
	var readers []kit.Box
	for _, r := range p.choice {
		readers = append(readers, k.Answer(kit.Action{Label: kit.Foreign(r, ""), Icon: "reader", Do: func() { p.choose(r) }}, kit.Msg{}))
	}
	return kit.Screen{
		Title: kit.T("window.card.choose.title"), Help: kit.T("window.card.help"),
		Body: []kit.Box{k.Body(kit.T("window.card.choose")), k.Column(readers...)},
	}
}

func (p *Page) failedScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.card.problem.title"), Help: kit.T("window.card.help"),
		Body:    []kit.Box{k.Problem(p.fault)},
		Primary: &kit.Action{Label: kit.T("window.card.again"), Icon: "refresh", Do: p.again},
		Others:  []kit.Action{p.doctor()},
		Tells:   true,
	}
}

// again looks at the card once more because the person asks for it.
func (p *Page) again() {
	p.lookAgain()
	p.host.Refresh(true)
}

// mayRead reports whether the four items can be read here with the PIN.
func (p *Page) mayRead() bool {
	return p.st.Tries.Input != card.TriesUnknown && p.host.Mode().Policy().Allows(card.ReadHolderFacts)
}

func (p *Page) shownScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{
		Title: kit.T("window.card.shown.title"),
		Help:  kit.T("window.card.shown.help"),
		Tells: true,
	}
	if !p.note.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Info, p.note, kit.Msg{}))
	}
	if p.after != nil {
		s.Body = append(s.Body, k.Problem(p.after))
	}
	s.Body = append(s.Body, k.Beside(
		k.IconOf("card", theme.Ink, theme.Touch),
		k.Column(
			k.Heading(kit.T("window.card.kind."+p.st.Kind.String())),
			k.Label(kit.T("window.card.on_reader", i18n.Args{"reader": kit.ForeignWord(p.st.Reader)})),
		),
	))
	s.Body = append(s.Body, p.locked(k)...)
	s.Body = append(s.Body, p.tries(k), p.certificates(k))
	switch {
	case !p.mayRead():
		s.Body = append(s.Body, k.Body(kit.T("window.card.read.not_here")))
	case p.st.Tries.Input > 0:
		s.Primary = &kit.Action{Label: kit.T("window.card.read"), Icon: "person", Do: p.wantRead}
	}
	return s
}

// wantRead begins to read the four items: with a question to the holder first
// where that is somebody else.
func (p *Page) wantRead() {
	p.note = kit.Msg{}
	if consent.Needed(p.host.Mode()) {
		p.show(asking)
		return
	}
	p.toPIN()
}

// answered is what the holder chose.
func (p *Page) answered(yes bool) {
	if !yes {
		p.note = kit.T("window.card.consent_no")
		p.show(shown)
		return
	}
	p.show(handing)
}

// handed: the holder has the keyboard.
func (p *Page) handed() { p.toPIN() }

// toPIN asks for the PIN, or first for the yes to the last try.
func (p *Page) toPIN() {
	p.pin.Wipe()
	p.fault, p.note = nil, kit.Msg{}
	if p.st.Tries.Input == 1 && !p.last {
		p.show(warning)
		return
	}
	p.show(typing)
}
