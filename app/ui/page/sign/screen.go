package sign

import (
	"path/filepath"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/consent"
	"madoguchi/app/ui/theme"
	"madoguchi/card"
	"madoguchi/i18n"
	"madoguchi/i18n/era"
)

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	p.follow()
	switch p.step {
	case unwanted:
		return p.unwantedScreen(k)
	case papers:
		return p.papersScreen(k)
	case opening:
		return p.openingScreen(k)
	case refused:
		return p.refusedScreen(k)
	case otherYear:
		return p.otherYearScreen(k)
	case plan:
		return p.planScreen(k)
	case naming:
		return p.namingScreen(k)
	case taken:
		return p.takenScreen(k)
	case discloses:
		return p.disclosesScreen(k)
	case waiting:
		return p.waitingScreen(k)
	case looking:
		return p.lookingScreen(k)
	case choosing:
		return p.choosingScreen(k)
	case asking:
		return consent.Ask(k, p.host.Mode(), consent.Sign, p.answered)
	case staging:
		return p.stagingScreen(k)
	case moved:
		return p.movedScreen(k)
	case unsure:
		return p.unsureScreen(k)
	case handing:
		return consent.HandOver(k, consent.SigningPassword, p.toPassword)
	case warning:
		return p.warningScreen(k)
	case typing:
		return p.typingScreen(k)
	case signing:
		return p.signingScreen(k)
	case failed:
		return p.failedScreen(k)
	case done:
		return p.doneScreen(k)
	}
	return p.purposesScreen(k)
}

// movedScreen asks the one question that the card cannot answer.
func (p *Page) movedScreen(k *kit.Kit) kit.Screen {
	since := p.since
	if since.IsZero() {
		since = jobs.MovedSince(p.lot.st)
	}
	question := kit.T("window.sign.moved.undated")
	if !since.IsZero() {
		question = onDay("window.sign.moved", since)
	}
	s := kit.Screen{Title: kit.T("window.sign.moved.title"), Help: kit.T("window.sign.moved.help"), Step: stepOf(6)}
	if end := p.lot.st.AuthNotAfter; !end.IsZero() && end.Before(p.host.Jobs().Now()) {
		s.Body = append(s.Body, k.Callout(kit.Warning, onDay("window.sign.moved.ended", end), kit.T("window.sign.moved.ended.explain")))
	}
	// "Yes" is first: a key pressed once too often must not say "no".
	s.Body = append(s.Body,
		k.Text(question, kit.Style{Size: theme.Heading, Bold: true}),
		k.Body(kit.T("window.sign.moved.why")),
		k.Grid(answerWidth*2/3, 3,
			k.Answer(kit.Action{Label: kit.T("window.sign.moved.yes"), Icon: "home", Do: p.hasMoved}, kit.T("window.sign.moved.yes.explain")),
			k.Answer(kit.Action{Label: kit.T("window.sign.moved.no"), Icon: "check", Do: func() { p.notMoved(since) }}, kit.T("window.sign.moved.no.explain")),
			k.Answer(kit.Action{Label: kit.T("window.sign.moved.unsure"), Icon: "question", Do: func() { p.show(unsure) }}, kit.T("window.sign.moved.unsure.explain")),
		),
	)
	return s
}

// onDay is a text about a day in Japan, in both calendars.
func onDay(id string, t time.Time) kit.Msg {
	d := era.Today(t)
	japanese, err := era.Format(d)
	if err != nil { // before Meiji 6
		japanese = d.String()
	}
	return kit.T(id, i18n.Args{"date": d.String(), "era": japanese})
}

func (p *Page) unsureScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Tells: true, Title: kit.T("window.sign.unsure.title"), Help: kit.T("window.sign.moved.help"),
		Body: []kit.Box{
			k.Callout(kit.Info, kit.T("window.sign.unsure"), kit.T("window.sign.unsure.explain")),
			k.Panel(k.Heading(kit.T("window.sign.unsure.how")), k.Body(kit.T("window.sign.unsure.how.text"))),
		},
		Primary: &kit.Action{Label: kit.T("window.sign.unsure.back"), Icon: "back", Do: func() { p.show(moved) }},
		Others:  []kit.Action{{Label: kit.T("window.sign.stop"), Do: p.host.Home}},
	}
}

// warningScreen asks for the separate yes to the last try.
func (p *Page) warningScreen(k *kit.Kit) kit.Screen {
	id := "window.sign.last"
	if p.lot.st.Tries.Signing == card.TriesUnknown {
		id = "window.sign.last.unknown"
	}
	return kit.Screen{
		Tells: true, Title: kit.T(id + ".title"), Help: kit.T("window.sign.password.help"),
		Body:    []kit.Box{k.Callout(kit.Danger, kit.T(id+".say"), kit.T(id+".explain"))},
		Primary: &kit.Action{Label: kit.T("window.sign.last.no"), Do: p.host.Home},
		Others:  []kit.Action{{Label: kit.T("window.sign.last.yes"), Icon: "problem", Do: p.spendLast}},
	}
}

func (p *Page) typingScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{
		Title: kit.T("window.sign.password.title"), Help: kit.T("window.sign.password.help"), Step: stepOf(7),
		Primary: &kit.Action{Label: kit.T("window.sign.password.send"), Icon: "sign", Do: p.sign},
		Others:  []kit.Action{{Label: kit.T("window.sign.stop"), Do: p.host.Home}},
	}
	if p.fault != nil {
		s.Body = append(s.Body, k.Problem(p.fault))
	}
	label := kit.T("window.sign.password.tries", i18n.Args{"tries": p.lot.st.Tries.Signing})
	if p.lot.st.Tries.Signing == card.TriesUnknown {
		label = kit.T("window.sign.password.uncounted")
	}
	field := k.SecretField(p.password, label, p.sign)
	s.Body = append(s.Body, field)
	if known := page.PracticeSecrets(p.host).Sign; known != "" {
		s.Body = append(s.Body, k.Note(theme.Stripe, k.Text(kit.T("window.sign.password.practice", i18n.Args{"password": known}), kit.Style{Size: theme.Body, Role: theme.StripeInk})))
	}
	s.Body = append(s.Body,
		k.Callout(kit.Info, kit.Msg{}, kit.T("window.sign.password.which", i18n.Args{"min": cardsession.MinPassword, "max": cardsession.MaxPassword})),
		k.Panel(k.Facts(
			kit.Fact{Label: kit.T("window.sign.plan.paper"), Value: kit.Foreign(filepath.Base(p.paper.path), "")},
			kit.Fact{Label: kit.T("window.sign.target.name"), Value: kit.Foreign(p.paper.target.name, "")},
		)),
	)
	if all := kit.Focusables(field); len(all) > 0 {
		s.First = all[0]
	}
	return s
}

// failedScreen says why nothing was signed, and what may be done.
func (p *Page) failedScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Tells: true, Title: kit.T("window.sign.failed.title"), Help: kit.T("window.sign.password.help")}
	s.Body = append(p.warnLeftOn(k), k.Problem(p.fault))
	first, others := p.wayOn()
	s.Primary, s.Others = &first, others
	return s
}

// wayOn are the things to do after a problem, the likeliest first.
func (p *Page) wayOn() (first kit.Action, others []kit.Action) {
	again := kit.Action{Label: kit.T("window.sign.failed.again"), Icon: "refresh", Do: p.again}
	other := kit.Action{Label: kit.T("window.sign.failed.card"), Icon: "card", Do: p.otherCard}
	paper := kit.Action{Label: kit.T("window.sign.failed.paper"), Icon: "file", Do: func() {
		p.toPaper()
		p.show(plan)
	}}
	stop := kit.Action{Label: kit.T("window.sign.stop"), Do: p.host.Home}
	switch p.fault.Code {
	case problem.WrongPassword:
		retry := kit.Action{Label: kit.T("window.sign.failed.retype"), Icon: "key", Do: p.toPassword}
		if p.lot.st.Tries.Signing > 1 {
			return retry, []kit.Action{stop}
		}
		return stop, []kit.Action{retry}
	case problem.PasswordNowLocked, problem.PasswordLocked, problem.CertificateMissing, problem.CertificateExpired, problem.IssuerNotPinned, problem.CardUnknown, problem.CardFileMissing:
		return other, []kit.Action{stop}
	case problem.CertificateVoid:
		return stop, []kit.Action{{Label: kit.T("window.sign.moved.change"), Do: func() { p.show(moved) }}}
	case problem.CertificateOlder:
		return kit.Action{Label: kit.T("window.sign.failed.answer"), Icon: "date", Do: p.answerAgain}, []kit.Action{stop}
	case problem.WriteFailed, problem.FolderMissing, problem.FileName, problem.OutputIsInput:
		return kit.Action{Label: kit.T("window.sign.failed.elsewhere"), Icon: "folder", Do: func() {
			p.toPaper()
			p.rename()
		}}, []kit.Action{again}
	case problem.ModeForbids:
		return stop, []kit.Action{{Label: kit.T("window.sign.paper.other"), Icon: "file", Do: func() {
			p.toPaper()
			p.choosePaper()
		}}}
	case problem.OtherPurpose:
		return kit.Action{Label: kit.T("window.sign.who.again"), Do: func() {
			p.toPaper()
			p.show(purposes)
		}}, []kit.Action{stop}
	}
	return again, []kit.Action{paper, stop}
}

// again looks at the card anew and goes on from there.
func (p *Page) again() {
	p.drop()
	p.wipe()
	p.toCard()
}

// otherCard waits for another card than the one that is there.
func (p *Page) otherCard() {
	tried := p.lot.ready()
	p.drop()
	p.wipe()
	p.task.Halt()
	p.lot.gone, p.lot.chosen, p.lot.tried = false, "", tried
	p.lot.sight, p.step = card.SightNoCard, waiting
	p.host.Refresh(true)
}

// answerAgain asks the question about a move once more, for the day on which the
// certificate itself began.
func (p *Page) answerAgain() {
	if start, ok := p.fault.Args["start"].(string); ok {
		if day, err := jobs.ParseDay(start); err == nil {
			p.since = day
		}
	}
	p.fault = nil
	p.stage()
}

// warnLeftOn says that the card could not be switched off after the password.
func (p *Page) warnLeftOn(k *kit.Kit) []kit.Box {
	if !p.leftOn {
		return nil
	}
	return []kit.Box{k.Callout(kit.Danger, kit.T("window.card.left_on"), kit.T("window.card.left_on.do"))}
}
