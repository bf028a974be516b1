// Package guidesheet makes the papers of a guide: the sheet of its path, statements,
// phrases, a log, a list of papers to gather and cards to carry, each full or with
// nothing on it that says what it is about.
//
// Where somebody can see the screen no file is made: the paper is shown as large as
// the screen, to be photographed, and is gone with the page. How papers are laid out,
// printed and shown is the page of the sheet's.
package guidesheet

import (
	"slices"
	"strings"

	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/sheet"
)

// Page is the making of a paper of one guide.
type Page struct {
	host   page.Host
	path   string
	making *sheet.Making
	of     *jobs.Inquiry // whose paper it is

	name     string // of the paper
	discreet bool
	small    bool
	tongue   string // the language an interpreter is asked for
	sought   kit.Value
	choosing bool // a language is being chosen
	mine     bool // on a watched computer: somebody said that it is not
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
	_ page.Busy   = (*Page)(nil)
)

// New makes the page of the papers of a guide.
func New(h page.Host, path string) page.Page {
	p := &Page{host: h, path: path, name: paper.Way}
	p.making = sheet.NewMaking(h, p, "paper")
	return p
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.guidesheet.title"), Step: kit.T("guide." + p.path + ".name"), Help: kit.T("window.guidesheet.help")}
	v, err := p.look(k)
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	s.Practice = v.in.Practice
	switch {
	case p.making.Fill(k, &s):
		s.Step = kit.Msg{}
	case p.choosing:
		v.languages(&s)
	default:
		v.choose(&s)
	}
	return s
}

// view is one making of the screen.
type view struct {
	k    *kit.Kit
	page *Page
	in   *jobs.Inquiry
	of   *paper.Guided
}

// look reads what was told.
func (p *Page) look(k *kit.Kit) (*view, error) {
	rules, in, err := p.host.Inquiry()
	if err != nil {
		return nil, err
	}
	if p.of != in { // it is about somebody else now
		p.forget()
		p.of = in
	}
	texts := k.Texts.Plain()
	if texts.Language() == "ja" && k.Second != nil { // whoever helps reads Japanese
		texts = k.Second
	}
	if p.tongue == "" && slices.Contains(paper.Tongues(), texts.Language()) {
		p.tongue = texts.Language()
	}
	today := lawdate.InJapan(p.host.Jobs().Now())
	g, err := rules.Guided(p.path, in.Guided(rules, today), texts, in.Facts.Value("prefecture").Text(), today)
	if err != nil {
		return nil, err
	}
	g.Discreet, g.Small, g.Tongue, g.Practice = p.discreet, p.small, p.tongue, in.Practice
	return &view{k, p, in, g}, nil
}

// choiceWidth is the least width of a choice, so that two stand side by side in a
// window of 960 units.
const choiceWidth = 300

// choose asks which paper, what it may say, and where it goes.
func (v *view) choose(s *kit.Screen) {
	k, p := v.k, v.page
	if v.of.Plan.Has(guidance.LawyerFirst) {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.sheet.lawyer"), kit.T("window.guidesheet.lawyer")))
	}
	var papers []kit.Box
	for _, name := range v.of.Papers() {
		papers = append(papers, k.Choice(kit.Action{Label: title(name), Icon: "file", Do: func() {
			p.name = name
			p.host.Refresh(false)
		}}, kit.Msg{}, p.name == name))
	}
	kind := func(id string, discreet bool) kit.Box {
		return k.Choice(kit.Action{Label: kit.T("window.guidesheet." + id), Icon: "eye", Do: func() {
			p.discreet = discreet
			p.host.Refresh(false)
		}}, kit.T("window.guidesheet."+id+".explain"), p.discreet == discreet)
	}
	s.Body = append(s.Body, k.Heading(kit.T("window.guidesheet.which")), k.Grid(choiceWidth, 2, papers...),
		k.Heading(kit.T("window.sheet.kind")), k.Grid(choiceWidth, 2, kind("full", false), kind("discreet", true)))
	s.Body = append(s.Body, v.details()...)
	s.Body = append(s.Body, v.whose()...)
}

// title names a paper.
func title(name string) kit.Msg {
	switch {
	case name == paper.Way:
		return kit.T("window.guidesheet.way")
	case strings.HasSuffix(name, "_card"):
		return kit.T("window.guidesheet." + name)
	}
	return kit.T("guide.letter." + name + ".title")
}

// details are what only some papers have: an interpreter's language, and two sizes.
func (v *view) details() (boxes []kit.Box) {
	k, p := v.k, v.page
	i := slices.IndexFunc(v.of.Guides.Cards, func(c *guidance.Card) bool { return c.ID == p.name })
	if i >= 0 && v.of.Guides.Cards[i].Wallet && p.name != paper.WalletCard {
		boxes = append(boxes, k.Check(p.small, kit.T("window.guidesheet.small"), func(on bool) {
			p.small = on
			p.host.Refresh(false)
		}))
	}
	if p.name != paper.WalletCard && (i >= 0 || p.name == paper.Phrases) {
		name := kit.T("window.guidesheet.language.open")
		if p.tongue != "" {
			name = kit.T("paper.tongue." + p.tongue)
		}
		boxes = append(boxes, k.Panel(k.Label(kit.T("window.guidesheet.language")), k.Apart(k.Body(name), k.Button(kit.Action{
			Label: kit.T("window.guidesheet.language.change"), Icon: "language", Do: func() {
				p.choosing = true
				p.host.Refresh(true)
			},
		}))))
	}
	return boxes
}

// whose asks whose computer this is. Where somebody can see the screen it is not asked:
// the paper is only shown, unless somebody says otherwise.
func (v *view) whose() []kit.Box {
	k, p := v.k, v.page
	copies := k.Callout(kit.Info, kit.Msg{}, kit.T("window.guidesheet.copies"))
	if !v.in.Facts.Value("watched").Bool() || p.mine {
		return append(sheet.Whose(k, v.make), copies)
	}
	return []kit.Box{
		k.Heading(kit.T("window.guidesheet.watched")),
		k.Answer(kit.Action{Label: kit.T("window.sheet.show"), Icon: "eye", Do: func() { v.make(true) }}, kit.T("window.sheet.shared.explain")),
		copies,
		k.Quiet(kit.Action{Label: kit.T("window.guidesheet.mine"), Do: func() {
			p.mine = true
			p.host.Refresh(false)
		}}),
	}
}

// make writes the paper.
func (v *view) make(photograph bool) {
	press, err := v.page.host.Jobs().Press()
	var s paper.Sheet
	if err == nil {
		s, err = v.of.Make(v.page.name)
	}
	if err != nil {
		v.page.making.Fail(jobs.Problem(err, 0))
		return
	}
	v.page.making.Make(press, s, photograph)
}

// languages asks for the interpreter's language.
func (v *view) languages(s *kit.Screen) {
	k, p := v.k, v.page
	take := func(tag string) func() {
		return func() {
			p.tongue, p.choosing = tag, false
			p.sought.Wipe()
			p.host.Refresh(true)
		}
	}
	s.Title = kit.T("window.guidesheet.language")
	s.Body = append(s.Body, k.Search(&p.sought, kit.T("window.guidesheet.language.search"), func() { p.host.Refresh(false) }))
	var found []kit.Box
	for _, tag := range paper.Tongues() {
		if jobs.Holds(k.Texts, p.sought.Text, "paper.tongue."+tag) {
			found = append(found, k.Choice(kit.Action{Label: kit.T("paper.tongue." + tag), Do: take(tag)}, kit.Msg{}, tag == p.tongue))
		}
	}
	if len(found) == 0 {
		found = append(found, k.Label(kit.T("window.guidesheet.language.none")))
	}
	s.Body = append(s.Body, k.Grid(choiceWidth/2, 4, found...))
}

// Back implements page.Backer: the choices are there again.
func (p *Page) Back() bool {
	if p.choosing {
		p.choosing = false
		p.sought.Wipe()
		p.host.Refresh(true)
		return true
	}
	return p.making.Back()
}

// Busy implements page.Busy: a paper is being written or printed.
func (p *Page) Busy() bool { return p.making.Busy() }

// Leave implements page.Page: nothing of the paper stays.
func (p *Page) Leave() {
	p.forget()
	p.of = nil
}

func (p *Page) forget() {
	p.making.Forget()
	p.name, p.discreet, p.small, p.tongue, p.choosing, p.mine = paper.Way, false, false, "", false, false
	p.sought.Wipe()
}
