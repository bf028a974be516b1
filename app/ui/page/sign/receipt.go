package sign

import (
	"madoguchi/app/filing"
	"madoguchi/app/ui/kit"
	"madoguchi/forms"
	"madoguchi/i18n"
)

// doneScreen is the receipt: what was done, how it was checked, what the file
// tells those who get it.
func (p *Page) doneScreen(k *kit.Kit) kit.Screen {
	r := p.receipt
	s := kit.Screen{Title: kit.T("window.sign.done.title"), Help: kit.T("window.sign.done.help"), Tells: true, Practice: r.Check.Practice}
	next := kit.T("window.sign.done.next." + string(r.Purpose))
	if r.Check.Practice {
		next = kit.T("window.sign.done.next.practice")
	}
	s.Body = append(s.Body, k.Callout(kit.Success, kit.T("window.sign.done"), next))
	s.Body = append(s.Body, p.warnLeftOn(k)...)
	if !p.note.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Warning, p.note, kit.Msg{}))
	}
	if p.forgot != nil {
		say, do := k.ProblemWords(p.forgot)
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.sign.done.not_remembered"), say), k.Body(do))
	}
	s.Body = append(s.Body,
		k.Panel(k.Facts(append(p.paper.target.facts(),
			kit.Fact{Label: kit.T("window.sign.plan.for"), Value: kit.T("window.sign.purpose." + string(r.Purpose))},
			kit.Fact{Label: kit.T("window.sign.done.time"), Value: kit.Data(r.SignedAt.Format("2006-01-02 15:04"), ""), From: kit.T("window.sign.done.time.explain")},
		)...)),
		k.Panel(k.Heading(kit.T("window.sign.done.checks")), k.Facts(
			kit.Fact{Label: kit.T("window.sign.done.check"), Value: kit.T("verdict." + string(r.Check.Verdict)), From: issuedBy(r.Check.Practice)},
			kit.Fact{Label: kit.T("window.sign.done.second"), Value: kit.T("window.sign.done.second." + r.Second.String())},
			kit.Fact{Label: kit.T("window.sign.done.revoked"), Value: kit.T("window.sign.done.revoked.unknown")},
		)),
		p.disclosed(k),
	)
	if r.Purpose != forms.Registry {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.sign.done.viewer"), kit.T("window.sign.done.viewer.explain")))
	}
	another := kit.Action{Label: kit.T("window.sign.done.another"), Icon: "sign", Do: func() {
		p.another()
		p.show(papers)
	}}
	home := kit.Action{Label: kit.T("window.done"), Icon: "check", Do: p.host.Home}
	s.Primary, s.Others = &home, []kit.Action{another}
	if p.host.OpensFolders() {
		s.Others = append([]kit.Action{{Label: kit.T("window.sign.done.folder"), Icon: "folder", Do: p.showFolder}}, s.Others...)
	}
	return s
}

func issuedBy(practice bool) kit.Msg {
	if practice {
		return kit.T("window.sign.done.issuer.practice")
	}
	return kit.T("window.sign.done.issuer")
}

// disclosed are the kinds of data in the file, and the values where somebody asks.
func (p *Page) disclosed(k *kit.Kit) kit.Box {
	d := p.receipt.Discloses
	rows := []kit.Box{k.Heading(kit.T("window.sign.discloses"))}
	if d == (filing.Holder{}) {
		return k.Panel(rows...)
	}
	if p.values {
		sex := kit.Msg{}
		if d.Sex != "" {
			sex = kit.T("sex." + d.Sex)
		}
		var facts []kit.Fact
		for _, x := range []struct {
			id string
			v  kit.Msg
		}{{"name", kit.Data(d.Name, "ja")}, {"address", kit.Data(d.Address, "ja")}, {"birth", kit.Data(d.Birth, "")}, {"sex", sex}} {
			if !x.v.Empty() {
				facts = append(facts, kit.Fact{Label: kit.T("window.sign.value." + x.id), Value: x.v})
			}
		}
		rows = append(rows, k.Facts(facts...))
	}
	label := "window.sign.done.values"
	if p.values {
		label = "window.sign.done.values.hide"
	}
	return k.Panel(append(rows, k.Row(k.Button(kit.Action{Label: kit.T(label), Icon: "eye", Do: func() {
		p.values = !p.values
		p.host.Refresh(false)
	}})))...)
}

// showFolder shows the signed file in the system's own program.
func (p *Page) showFolder() {
	if err := p.host.OpenFolder(p.paper.target.folder); err != nil {
		p.note = kit.T("window.sign.done.folder.failed", i18n.Args{"folder": kit.ForeignWord(p.paper.target.folder)})
		p.host.Refresh(false)
	}
}

// another begins anew with the same purpose.
func (p *Page) another() {
	p.task.Halt()
	p.drop()
	p.wipe()
	p.paper = paper{}
}
