// Package sheet makes a paper for the counter, prints or shows it, and takes back what
// the clerk ticked on it.
//
// On a computer somebody else may look into no file is made: the paper is shown large,
// page by page, to be photographed, and is gone with the page.
package sheet

import (
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

	making *Making
	of     *jobs.Inquiry // whose paper it is
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
)

// New makes the page of a sheet about a topic.
func New(h page.Host, topic string) *Page { return newPage(h, topic, false) }

// NewLetter makes the page of the letter on the special period.
func NewLetter(h page.Host) *Page {
	return newPage(h, paper.SpecialPeriod, true)
}

func newPage(h page.Host, topic string, letter bool) *Page {
	p := &Page{host: h, topic: topic, letter: letter}
	p.making = NewMaking(h, p, "paper")
	if letter {
		p.making.File = "letter"
	}
	p.making.After = []kit.Action{{Label: kit.T("window.sheet.ticks"), Icon: "check", Do: func() { h.Open(NewTicked(h, topic)) }}}
	return p
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
		p.making.Forget()
		p.of = t.in
	}
	t.request.Discreet = p.discreet
	s.Practice = t.in.Practice
	if !p.making.Fill(k, &s) {
		p.choose(k, &s, t)
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
	texts := k.Texts.Plain()
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
	s.Body = append(s.Body, Whose(k, func(onScreen bool) { p.make(t, onScreen) })...)
}

// Whose asks whose computer this is: on another than one's own a paper is only shown.
func Whose(k *kit.Kit, take func(onScreen bool)) []kit.Box {
	whose := func(id, icon string, onScreen bool) kit.Box {
		return k.Answer(kit.Action{Label: kit.T("window.sheet." + id), Icon: icon, Do: func() { take(onScreen) }}, kit.T("window.sheet."+id+".explain"))
	}
	return []kit.Box{k.Heading(kit.T("window.sheet.computer")), k.Grid(choiceWidth, 2, whose("mine", "person", false), whose("shared", "helper", true))}
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
func (p *Page) make(t seat, onScreen bool) {
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
	p.making.Make(t.press, s, onScreen)
}

// Leave implements page.Page: nothing of the paper stays.
func (p *Page) Leave() { p.making.Forget() }

// Back implements page.Backer: the choices are there again.
func (p *Page) Back() bool { return p.making.Back() }

// Busy implements page.Busy: a paper is being written or printed.
func (p *Page) Busy() bool { return p.making.Busy() }
