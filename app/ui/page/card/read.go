package card

import (
	"slices"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
	"madoguchi/i18n/era"
)

// warningScreen asks for the separate yes to the last try. Neither answer is the
// one that Enter gives from anywhere.
func (p *Page) warningScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.card.last.title"), Help: kit.T("window.card.pin.help"),
		Body: []kit.Box{
			k.Callout(kit.Danger, kit.T("window.card.last"), kit.T("window.card.last.explain")),
			k.Column(
				k.Answer(kit.Action{Label: kit.T("window.card.last.no"), Icon: "back", Do: p.stopHere}, kit.T("window.card.last.no.explain")),
				k.Answer(kit.Action{Label: kit.T("window.card.last.yes"), Icon: "pin", Do: p.spendLast}, kit.T("window.card.last.yes.explain")),
			),
		},
	}
}

func (p *Page) spendLast() {
	p.last = true
	p.toPIN()
}

// stopHere goes back to the card with nothing sent.
func (p *Page) stopHere() {
	p.toCard()
	p.host.Refresh(true)
}

// typingScreen has the places for the digits high up, so that they are in sight
// in a small window too.
func (p *Page) typingScreen(k *kit.Kit) kit.Screen {
	var body []kit.Box
	if !p.note.Empty() {
		body = append(body, k.Callout(kit.Warning, p.note, kit.Msg{}))
	}
	body = append(body,
		k.Text(kit.T("window.card.pin.tries", i18n.Args{"tries": p.st.Tries.Input}), kit.Style{Size: theme.Large}),
	)
	if known := page.PracticeSecrets(p.host).Input; known != "" {
		body = append(body, k.Body(kit.T("window.card.pin.practice", i18n.Args{"pin": known})))
	}
	body = append(body,
		k.PINPad(p.pin, kit.T("window.card.pin"), p.readWithPIN),
		k.Callout(kit.Info, kit.Msg{}, kit.T("window.card.pin.which", i18n.Args{"digits": cardsession.PINLength})),
	)
	return kit.Screen{
		Title: kit.T("window.card.pin.title"), Help: kit.T("window.card.pin.help"),
		Body:    body,
		Primary: &kit.Action{Label: kit.T("window.card.pin.send"), Do: p.readWithPIN},
		Others:  []kit.Action{{Label: kit.T("window.card.pin.stop"), Do: p.stopHere}},
	}
}

func (p *Page) busyScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.card.busy.title"), Help: kit.T("window.card.pin.help"),
		Body: []kit.Box{k.Heading(kit.T("window.card.stay")), k.Progress(p.progress, p.stopReading)},
	}
}

func (p *Page) readScreen(k *kit.Kit) kit.Screen {
	holder, rest := p.facts()
	s := kit.Screen{
		Title: kit.T("window.card.read.title"), Help: kit.T("window.card.read.help"),
		Body: append(p.warnLeftOn(k),
			k.Panel(k.Label(kit.T("window.card.from."+string(fact.FromInputSupport))), k.Facts(holder...)),
			k.Panel(k.Facts(rest...), k.Body(kit.T("window.card.revocation"))),
			k.Callout(kit.Info, kit.T("window.card.read.kept"), kit.T("window.card.read.kept.explain")),
		),
		Primary: &kit.Action{Label: kit.T("window.card.read.done"), Icon: "check", Do: p.again},
		Tells:   true,
	}
	if p.use.Take != nil {
		s.Body = slices.Insert(s.Body[:len(s.Body)-1], 0, k.Callout(kit.Info, p.use.Kept, p.use.Explain))
		s.Others = []kit.Action{*s.Primary}
		s.Primary = &kit.Action{Label: p.use.Label, Icon: "check", Do: p.handOver}
	}
	return s
}

// handOver gives what was read to who wanted it.
func (p *Page) handOver() {
	got := p.reading
	p.halt()
	p.wipe()
	p.step = waiting
	p.use.Take(got)
	p.host.Back()
}

// facts are what was read: of the holder, all from one place, and of the card.
// What the card does not say is there as unknown.
func (p *Page) facts() (holder, rest []kit.Fact) {
	known := map[string]fact.Fact{}
	for _, f := range p.reading.Facts() {
		known[f.ID] = f
	}
	for _, id := range fact.OfCard() {
		switch id {
		case fact.AddressInJapan, fact.CardLost, fact.PhoneCertificate:
			continue // the card and its address are before the person's eyes
		}
		f, ok := known[id]
		row := kit.Fact{Label: kit.T("fact." + id), Value: kit.T("window.card.unknown")}
		if ok {
			row.Value, row.From = value(f), kit.T("window.card.from."+string(f.From))
		}
		switch id {
		case fact.HolderName, fact.HolderAddress, fact.DateOfBirth, fact.Sex:
			row.From = kit.Msg{}
			holder = append(holder, row)
		default:
			rest = append(rest, row)
		}
	}
	return holder, rest
}

// warnLeftOn says that the card could not be switched off after the PIN.
func (p *Page) warnLeftOn(k *kit.Kit) []kit.Box {
	if !p.leftOn {
		return nil
	}
	return []kit.Box{k.Callout(kit.Danger, kit.T("window.card.left_on"), kit.T("window.card.left_on.do"))}
}

// value is what a fact says.
func value(f fact.Fact) kit.Msg {
	switch v := f.Value.(type) {
	case bool:
		if v {
			return kit.T("window.card.yes")
		}
		return kit.T("window.card.no")
	case string:
		switch f.ID {
		case fact.Sex:
			return kit.T("sex." + v)
		case fact.MyNumberCard:
			return kit.T("fact." + f.ID + "." + v)
		}
		if t, err := time.Parse(time.DateOnly, v); err == nil {
			return onDay("window.card.day", era.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()})
		}
		return kit.Data(v, "ja")
	}
	return kit.Msg{}
}

// refusedScreen says why reading with the PIN gave nothing, and what may be done.
func (p *Page) refusedScreen(k *kit.Kit) kit.Screen {
	back := kit.Action{Label: kit.T("window.card.back_to_card"), Icon: "card", Do: p.again}
	s := kit.Screen{
		Title: kit.T("window.card.problem.title"), Help: kit.T("window.card.pin.help"),
		Body:    append(p.warnLeftOn(k), k.Problem(p.fault)),
		Primary: &back, Tells: true,
	}
	if p.fault.Code == problem.WrongPIN {
		retry := kit.Action{Label: kit.T("window.card.pin.again"), Icon: "pin", Do: p.toPIN}
		s.Others = []kit.Action{retry}
		if p.st.Tries.Input > 1 {
			s.Primary, s.Others[0] = &retry, back
		}
	}
	return s
}
