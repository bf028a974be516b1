package sign

import (
	"context"
	"path/filepath"

	"madoguchi/app/filing"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/files"
	"madoguchi/app/ui/theme"
	"madoguchi/forms"
	"madoguchi/i18n"
)

// paper is the file that is to be signed.
type paper struct {
	path string
	// info is what was seen in it, nil before.
	info *filing.Inspection
	// otherYear is the separate yes to a form of another year.
	otherYear bool
	target    target
}

func (p *Page) papersScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.sign.paper.title"), Help: kit.T("window.sign.paper.help"), Step: stepOf(2)}
	s.Body = append(s.Body, p.forWhom(k))
	if !p.note.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Info, p.note, kit.Msg{}))
	}
	answers := []kit.Box{k.Answer(kit.Action{Label: kit.T("window.sign.paper.choose"), Icon: "folder", Do: p.choosePaper}, kit.T("window.sign.paper.choose.explain"))}
	if p.host.Person() != "" && p.host.HasSample() {
		answers = append(answers, k.Answer(kit.Action{Label: kit.T("window.sign.paper.sample"), Icon: "practice", Do: p.useSample}, kit.T("window.sign.paper.sample.explain")))
	}
	s.Body = append(s.Body, k.Grid(answerWidth, 2, answers...), k.Body(kit.T("window.sign.paper.drop")))
	return s
}

// forWhom says who gets the paper.
func (p *Page) forWhom(k *kit.Kit) kit.Box {
	return k.Beside(k.Icon(pictures[p.purpose], theme.Muted), k.Body(kit.T("window.sign.for", i18n.Args{"who": p.whoGets(p.purpose)})))
}

// chosenPaper says which file was dropped before anything was asked.
func (p *Page) chosenPaper(k *kit.Kit) kit.Box {
	return k.Beside(k.Icon("file", theme.Muted), k.Text(kit.Foreign(filepath.Base(p.paper.path), ""), kit.Style{Size: theme.Body, Bold: true}))
}

// choosePaper opens the page on which a file is chosen.
func (p *Page) choosePaper() {
	p.note = kit.Msg{}
	p.host.Open(files.New(p.host, files.Ask{
		Title: kit.T("window.sign.files.title"), Ends: []string{".pdf"}, Chosen: p.open,
	}))
}

// useSample takes the sheet to practise on.
func (p *Page) useSample() {
	p.note = kit.Msg{}
	p.progress = kit.NewProgress()
	p.task.Run(p.host, p, func(context.Context) func() {
		path, err := p.host.Sample()
		return func() {
			if err != nil {
				p.fault = p.problem(err)
				p.show(refused)
				return
			}
			p.open(path)
		}
	})
	p.show(opening)
}

// Dropped implements page.Dropper.
func (p *Page) Dropped(paths []string) {
	switch p.step {
	case purposes:
		p.paper, p.note = paper{path: paths[0]}, kit.Msg{}
		if len(paths) > 1 { // nobody knows which; it is said where a paper is chosen
			p.paper, p.note = paper{}, kit.T("window.sign.paper.one")
		}
		p.host.Refresh(false)
	case papers, refused, otherYear, plan, naming, taken, discloses, done:
		if p.purpose == "" || !p.purpose.Wanted() {
			return
		}
		if p.step == done {
			p.another()
		}
		if p.note = (kit.Msg{}); len(paths) > 1 {
			p.note = kit.T("window.sign.paper.one")
			p.show(papers)
			return
		}
		p.open(paths[0])
	}
}

// open looks into a file.
func (p *Page) open(path string) {
	p.paper = paper{path: path}
	p.fault, p.note = nil, kit.Msg{}
	p.progress = kit.NewProgress()
	purpose, practice := p.purpose, p.host.Person() != ""
	p.task.Run(p.host, p, func(context.Context) func() {
		desk, err := p.host.Jobs().Desk()
		if err != nil {
			return func() { p.opened(nil, target{}, err) }
		}
		info, err := desk.Inspect(path)
		at := propose(path, purpose, practice)
		return func() { p.opened(info, at, err) }
	})
	p.show(opening)
}

func (p *Page) openingScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.sign.opening.title"), Help: kit.T("window.sign.paper.help"),
		Body: []kit.Box{k.Progress(p.progress, func() {
			p.task.Halt()
			p.show(papers)
		})},
	}
}

// opened is the answer to open.
func (p *Page) opened(info *filing.Inspection, at target, err error) {
	if err == nil {
		err = p.hindrance(info)
	}
	if err != nil {
		p.fault = p.problem(err)
		p.show(refused)
		return
	}
	p.paper.info, p.paper.target = info, at
	if info.OtherYear != nil {
		p.fault = p.problem(info.OtherYear)
		p.show(otherYear)
		return
	}
	p.show(plan)
}

// hindrance is the first reason for which the paper cannot be signed for this
// purpose, or nil. A form of another year is asked about instead.
func (p *Page) hindrance(info *filing.Inspection) error {
	for _, h := range info.Hinders {
		if h != forms.OtherYear {
			return forms.Fail(h, "look into the paper", nil)
		}
	}
	if f := info.Form; f != nil && len(f.Purposes) > 0 {
		for _, x := range f.Purposes {
			if x == p.purpose {
				return nil
			}
		}
		return &filing.OtherPurpose{Wanted: f.Purposes[0]}
	}
	return nil
}

// otherYearScreen asks for the separate yes to a form of another year.
func (p *Page) otherYearScreen(k *kit.Kit) kit.Screen {
	year := i18n.Args{"year": p.paper.info.OtherYear.Year, "wanted": p.paper.info.OtherYear.Wanted}
	return kit.Screen{
		Title: kit.T("window.sign.year.title"), Help: kit.T("window.sign.paper.help"),
		Body: []kit.Box{
			k.Problem(p.fault),
			k.Heading(kit.T("window.sign.year.question", year)),
			k.Grid(answerWidth, 2,
				k.Answer(kit.Action{Label: kit.T("window.sign.year.no"), Icon: "file", Do: p.choosePaper}, kit.T("window.sign.year.no.explain", year)),
				k.Answer(kit.Action{Label: kit.T("window.sign.year.yes", year), Icon: "check", Do: func() {
					p.paper.otherYear, p.fault = true, nil
					p.show(plan)
				}}, kit.T("window.sign.year.yes.explain", year)),
			),
		},
	}
}

// planScreen says what will happen to the paper.
func (p *Page) planScreen(k *kit.Kit) kit.Screen {
	info := p.paper.info
	rows := []kit.Fact{
		{Label: kit.T("window.sign.plan.paper"), Value: kit.Foreign(filepath.Base(p.paper.path), ""), From: kit.T("window.sign.plan.pages", i18n.Args{"pages": info.Pages})},
		{Label: kit.T("window.sign.plan.for"), Value: kit.T("window.sign.purpose." + string(p.purpose))},
		{Label: kit.T("window.sign.plan.form"), Value: kit.T("window.sign.plan.form.unknown"), From: kit.T("window.sign.plan.form.unknown.explain")},
	}
	if f := info.Form; f != nil {
		rows[2].Value = kit.T("window.sign.plan.form.known", i18n.Args{"ja": f.TitleJA, "en": f.TitleEN, "year": f.Year})
		rows[2].From = kit.Msg{}
	}
	if info.Signed > 0 {
		rows = append(rows, kit.Fact{Label: kit.T("window.sign.plan.signed"), Value: kit.T("window.sign.plan.signed.count", i18n.Args{"n": info.Signed}), From: kit.T("window.sign.plan.signed.explain")})
	}
	rows = append(rows, p.paper.target.facts()...)
	s := kit.Screen{
		Tells: true, Title: kit.T("window.sign.plan.title"), Help: kit.T("window.sign.plan.help"), Step: stepOf(3),
		Body: []kit.Box{
			k.Panel(k.Facts(rows...)),
			k.Body(kit.T("window.sign.plan.original")),
		},
		Primary: &kit.Action{Label: kit.T("window.sign.next"), Icon: "forward", Do: func() { p.show(discloses) }},
		Others:  []kit.Action{{Label: kit.T("window.sign.plan.rename"), Icon: "save", Do: p.rename}},
	}
	for _, x := range []struct {
		id string
		on bool
	}{{"scripts", info.Scripts}, {"xfa", info.XFA}, {"rights", info.UsageRights}, {"draws", info.NeedAppearances}} {
		if x.on {
			s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.sign.plan."+x.id), kit.T("window.sign.plan."+x.id+".explain")))
		}
	}
	return s
}

// disclosesScreen says who will be able to read what.
func (p *Page) disclosesScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{
		Tells: true, Title: kit.T("window.sign.discloses.title"), Help: kit.T("window.sign.discloses.help"), Step: stepOf(4),
		Primary: &kit.Action{Label: kit.T("window.sign.discloses.go"), Icon: "card", Do: p.toCard},
		Others:  []kit.Action{{Label: kit.T("window.sign.stop"), Do: p.host.Home}},
	}
	if !p.note.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Info, p.note, kit.Msg{}))
	}
	s.Body = append(s.Body,
		k.Callout(kit.Warning, kit.T("window.sign.discloses"), kit.T("window.sign.discloses.explain")),
		k.Panel(
			k.Heading(kit.T("window.sign.discloses.accepts")),
			k.Body(kit.T("window.sign.purpose."+string(p.purpose)+".accepts")),
		),
	)
	return s
}

// stepOf is where in the row of steps a screen stands.
func stepOf(n int) kit.Msg {
	const all = 7
	return kit.T("window.kit_blocks.step", i18n.Args{"at": n, "of": all})
}
