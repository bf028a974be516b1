// Package sheet makes a paper for the counter, prints or shows it, and takes back what
// the clerk ticked on it.
//
// On a computer somebody else may look into no file is made: the paper is shown large,
// page by page, to be photographed, and is gone with the page.
package sheet

import (
	"image"
	"slices"
	"strings"

	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/i18n"
)

// Page is the making of one paper.
type Page struct {
	host     page.Host
	topic    string
	letter   bool
	discreet bool

	at      stage
	press   *paper.Press
	sheet   paper.Sheet // what the paper says
	laid    *paper.Laid
	pages   []image.Image
	shown   int           // the page being photographed
	making  int           // counts the layings out, so that an older one is not shown
	of      *jobs.Inquiry // whose paper it is
	working bool
	told    result
	failed  *problem.Problem
}

// stage is where the page stands.
type stage int

const (
	choosing stage = iota
	layingOut
	ready    // to be printed or saved
	onScreen // to be photographed
	faceless // some letters have no typeface
	broken
)

// result is what became of printing or saving.
type result struct {
	printed, notPrinted bool
	folder, file        string
	problem             *problem.Problem
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
)

// New makes the page of a sheet about a topic.
func New(h page.Host, topic string) *Page { return &Page{host: h, topic: topic} }

// NewLetter makes the page of the letter on the special period.
func NewLetter(h page.Host) *Page {
	return &Page{host: h, topic: paper.SpecialPeriod, letter: true}
}

// Door leads here from the page of a topic: to the sheet, to what the clerk ticked, and
// to the letter where there is one.
func Door(k *kit.Kit, h page.Host, topic string) kit.Box {
	open := func(id, icon string, p func() page.Page) kit.Box {
		return k.Button(kit.Action{Label: kit.T("window.sheet." + id), Icon: icon, Do: func() { h.Open(p()) }})
	}
	items := []kit.Box{
		open("make", "print", func() page.Page { return New(h, topic) }),
		open("ticks", "check", func() page.Page { return NewTicked(h, topic) }),
	}
	if topic == paper.SpecialPeriod {
		items = slices.Insert(items, 1, open("make.letter", "file", func() page.Page { return NewLetter(h) }))
	}
	return k.Row(items...)
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.sheet.title"), Step: kit.T("topic." + p.topic + ".name"), Help: kit.T("window.sheet.help")}
	if p.letter {
		s.Title, s.Step = kit.T("window.sheet.title.letter"), kit.Msg{}
	}
	t, err := sitting(k, p.host, p.topic, p.letter)
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	if p.of != t.in { // somebody else's, or nothing was made yet
		p.forget()
		p.of, p.at, p.making = t.in, choosing, p.making+1
	}
	t.request.Discreet = p.discreet
	s.Practice = t.in.Practice
	switch p.at {
	case choosing:
		p.choose(k, &s, t)
	case layingOut:
		s.Body = []kit.Box{k.Label(kit.T("window.sheet.making"))}
	case ready:
		p.ready(k, &s)
	case onScreen:
		p.photograph(k, &s)
	case faceless:
		s.Body = []kit.Box{k.Callout(kit.Warning, kit.T("window.sheet.no_face"), kit.T("window.sheet.no_face.explain"))}
	case broken:
		s.Body = []kit.Box{k.Problem(p.failed)}
	}
	return s
}

// seat is what one making of a screen needs.
type seat struct {
	rules   *jobs.Rulebook
	in      *jobs.Inquiry
	press   *paper.Press
	person  *jobs.Person
	request *paper.Request
	today   lawdate.Date
}

// sitting looks up what was told; now asks about today whatever day was chosen.
func sitting(k *kit.Kit, h page.Host, topic string, now bool) (t seat, err error) {
	if t.rules, t.in, err = h.Inquiry(); err != nil {
		return t, err
	}
	if t.press, err = h.Jobs().Press(); err != nil {
		return t, err
	}
	t.today = lawdate.InJapan(h.Jobs().Now())
	if t.person = t.in.Person(t.rules, t.today); now {
		t.person = t.rules.Person(t.in.Facts, t.today)
	}
	texts := k.Texts
	if texts.Language() == "ja" && k.Second != nil { // whoever helps reads Japanese
		texts = k.Second
	}
	if t.request = t.rules.Request(t.press, t.person, texts, topic, t.today); t.request == nil {
		return t, problem.New(problem.NoSuchTopic, map[string]any{"name": topic})
	}
	t.request.Practice = t.in.Practice
	return t, nil
}

// choose asks what the paper may say and where it goes.
func (p *Page) choose(k *kit.Kit, s *kit.Screen, t seat) {
	explain := "window.sheet.explain"
	if p.letter {
		explain = "window.sheet.explain.letter"
	}
	s.Body = append(s.Body, k.Body(kit.T(explain)))
	if t.request.LawyerFirst() {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.sheet.lawyer"), kit.T("window.sheet.lawyer.explain")),
			k.Body(kit.T("office.lawyer.how", t.request.Args)))
	}
	if p.letter && !p.letterHolds(k, s, t) {
		return
	}
	if !p.letter {
		if len(t.in.Facts.Known()) == 0 {
			s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.sheet.no_facts"), kit.T("window.sheet.no_facts.explain")))
		}
		kind := func(id string, discreet bool) kit.Box {
			return k.Choice(kit.Action{Label: kit.T("window.sheet." + id), Icon: "file", Do: func() {
				p.discreet = discreet
				p.host.Refresh(false)
			}}, kit.T("window.sheet."+id+".explain"), p.discreet == discreet)
		}
		s.Body = append(s.Body, k.Heading(kit.T("window.sheet.kind")), k.Grid(choiceWidth, 2, kind("full", false), kind("discreet", true)))
	}
	whose := func(id, icon string, to stage) kit.Box {
		return k.Answer(kit.Action{Label: kit.T("window.sheet." + id), Icon: icon, Do: func() { p.make(t, to) }}, kit.T("window.sheet."+id+".explain"))
	}
	s.Body = append(s.Body, k.Heading(kit.T("window.sheet.computer")),
		k.Grid(choiceWidth, 2, whose("mine", "person", ready), whose("shared", "helper", onScreen)))
}

// choiceWidth is the least width of a choice, so that two stand side by side in a
// window of 960 units.
const choiceWidth = 300

// letterHolds says why there is no letter, where there is none.
func (p *Page) letterHolds(k *kit.Kit, s *kit.Screen, t seat) bool {
	_, missing, err := paper.Letter(*t.request)
	switch {
	case err != nil:
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.sheet.letter_no"), kit.T("window.sheet.letter_no.explain")))
	case len(missing) > 0:
		var names []string
		for _, id := range missing {
			names = append(names, k.String(kit.T("fact."+id)))
		}
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.sheet.letter_open"), kit.T("answer.missing", i18n.Args{"facts": strings.Join(names, "・")})))
		next := kit.Action{Label: kit.T("window.sheet.ask"), Icon: "question", Do: func() {
			p.host.Open(p.asking(t, missing))
		}}
		s.Primary = &next
	default:
		return true
	}
	return false
}

// asking asks for what the letter needs: with the topic's questions, or alone where
// they do not wait for it.
func (p *Page) asking(t seat, missing []string) page.Page {
	questions := t.rules.Questions(p.topic)
	open := t.person.Open(questions, nil)
	if slices.ContainsFunc(missing, func(id string) bool { return slices.Contains(open, id) }) {
		return ask.New(p.host, kit.T("topic."+p.topic+".name"), questions)
	}
	return ask.NewOne(p.host, missing[0])
}

// make writes the paper and lays it out.
func (p *Page) make(t seat, to stage) {
	var s paper.Sheet
	if p.letter {
		var missing []string
		var err error
		if s, missing, err = paper.Letter(*t.request); err != nil || len(missing) > 0 {
			p.host.Refresh(true) // what it rests on has changed meanwhile
			return
		}
	} else {
		s = paper.Counter(*t.request)
	}
	p.press, p.sheet = t.press, s
	p.lay(to)
}

// lay lays the paper out for a use of it.
func (p *Page) lay(to stage) {
	p.at, p.told = layingOut, result{}
	p.making++
	mine := p.making
	p.host.Refresh(true)
	press, s := p.press, p.sheet
	go func() {
		laid, pages, err := lay(press, s, to)
		p.host.DoFor(p, func() {
			switch {
			case mine != p.making || p.at != layingOut: // the person went back
				return
			case err != nil:
				p.at, p.failed = broken, jobs.Problem(err, 0)
			case len(laid.Missing) > 0:
				p.at = faceless
			default:
				p.at, p.laid, p.pages, p.shown = to, laid, pages, 0
			}
			p.host.Refresh(true)
		})
	}()
}

// lay lays out and draws, away from the toolkit's goroutine.
func lay(press *paper.Press, s paper.Sheet, to stage) (laid *paper.Laid, pages []image.Image, err error) {
	scale := printScale
	if to == onScreen {
		scale = screenScale
		laid, err = press.Screens(s, screenWidth, screenHeight)
	} else {
		laid, err = press.Pages(s)
	}
	if err != nil {
		return nil, nil, err
	}
	for i := range laid.Pages() {
		pages = append(pages, press.Picture(laid, i, scale))
	}
	return laid, pages, nil
}

const (
	// printScale and screenScale are pixels a point.
	printScale  = 1.6
	screenScale = 2.0
	// screenWidth and screenHeight are the shape of what the window shows at once.
	screenWidth, screenHeight = 1000, 460
)

// Back implements page.Backer: the choices are there again.
func (p *Page) Back() bool {
	if p.at == choosing || p.working {
		return false
	}
	p.forget()
	p.at = choosing
	p.host.Refresh(true)
	return true
}

// forget lets go of the paper, and of the whole screen if it had it.
func (p *Page) forget() {
	if p.at == onScreen {
		p.host.FullScreen(false)
	}
	p.sheet, p.laid, p.pages, p.told, p.failed = paper.Sheet{}, nil, nil, result{}, nil
}

// Leave implements page.Page: nothing of the paper stays.
func (p *Page) Leave() { p.forget() }
