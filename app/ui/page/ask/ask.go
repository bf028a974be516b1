// Package ask asks for facts, those that stand on one paper on one page, and shows
// what was told, to be corrected.
//
// Nothing has to be answered: skipping and not being sure are as large as the
// answers, and lead to an answer that says what is missing. What is told is kept in
// the window's inquiry and nowhere else.
package ask

import (
	"slices"

	"madoguchi/app/cardsession"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page asks until nothing is left to ask, then gives way to the page below.
type Page struct {
	host      page.Host
	about     kit.Msg
	questions []*eligibility.Question
	only      string // the one fact to ask for, when it is to be corrected
	then      func() // what follows it, or nil
	dates     bool   // no questions: what brings days to light
	first     string // of dates: what is asked before all else

	in    *jobs.Inquiry // what the rest is about
	asked []step        // what was asked before, the last one last
	at    step          // what is asked now
	field field
}

// step is one thing that is asked: a fact, or a page of ticks.
type step struct {
	id    string
	ticks *eligibility.Group
	facts []string // of the ticks
}

func (s step) none() bool { return s.id == "" && s.ticks == nil }

// field is what stands in the fields while it is not taken yet.
type field struct {
	day    kit.Date
	text   kit.Value
	sought kit.Value
	all    bool // the whole of a long list
	wrong  bool // what was typed was not understood
	kids   []child
	ticks  map[string]tick
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
)

// New asks for what settles the questions.
func New(h page.Host, about kit.Msg, questions []*eligibility.Question) *Page {
	return &Page{host: h, about: about, questions: questions}
}

// NewOne asks for one fact again.
func NewOne(h page.Host, id string) *Page {
	return &Page{host: h, only: id, about: kit.T("window.ask.told")}
}

// NewOneThen asks for one fact, and goes on with what follows when it was answered
// or skipped.
func NewOneThen(h page.Host, id string, then func()) *Page {
	p := NewOne(h, id)
	p.then = then
	return p
}

// view is one making of the screen.
type view struct {
	k      *kit.Kit
	page   *Page
	rules  *jobs.Rulebook
	person *jobs.Person
	args   i18n.Args
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	rules, in, err := p.host.Inquiry()
	if err != nil {
		return kit.Screen{Title: p.about, Body: []kit.Box{k.Problem(jobs.Problem(err, 0))}}
	}
	if p.in != in { // it is about somebody else now
		p.forget()
		p.in = in
	}
	v := &view{k: k, page: p, rules: rules, person: in.Person(rules, lawdate.InJapan(p.host.Jobs().Now()))}
	v.args = rules.Args(v.person.On())
	if p.at.none() {
		p.begin(v, p.next(v, nil))
	}
	if p.at.none() {
		return p.done(k)
	}
	s := kit.Screen{Help: kit.T("window.ask.help"), Practice: in.Practice}
	if p.only == "" {
		s.Step = v.step()
	}
	if p.host.Mode() == cardsession.ModeHelper {
		s.Body = append(s.Body, k.Beside(k.Icon("helper", theme.Accent), k.Body(kit.T("window.topics.helper"))))
	}
	if p.dates || p.only == "" && len(p.asked) > 0 {
		s.Others = append(s.Others, p.shows("check"))
	}
	if p.at.ticks != nil {
		v.ticks(&s)
		return s
	}
	v.one(&s)
	return s
}

// enough leaves the questions for what they were asked for, from its beginning.
func (p *Page) enough() {
	p.asked = nil // not one question back
	p.host.Back()
	p.host.Refresh(true)
}

// done says that nothing is left.
func (p *Page) done(k *kit.Kit) kit.Screen {
	shows := p.shows("forward")
	return kit.Screen{
		Title: kit.T("window.ask.done"), Help: kit.T("window.ask.help"), Tells: true,
		Body:    []kit.Box{k.Callout(kit.Success, p.about, kit.T("window.ask.done.explain"))},
		Primary: &shows,
	}
}

// next is what to ask next: what the group in hand still waits for, else whatever
// helps most.
func (p *Page) next(v *view, group *eligibility.Group) step {
	if p.only != "" {
		return step{id: p.only}
	}
	if group != nil {
		open := v.open(p.skipped)
		for _, id := range group.Facts {
			if slices.Contains(open, id) {
				return step{id: id}
			}
		}
	}
	g, facts := v.together()
	switch {
	case len(facts) == 0:
		return step{}
	case g != nil && g.Ticks && len(facts) > 1:
		return step{ticks: g, facts: facts}
	}
	return step{id: facts[0]}
}

func (p *Page) skipped(id string) bool { return p.in.Skipped[id] }

// begin asks for something, with what is known of it in the fields.
func (p *Page) begin(v *view, s step) {
	p.at = s
	p.wipeFields()
	switch {
	case s.ticks != nil:
		p.field.ticks = map[string]tick{}
		for _, id := range s.facts {
			p.field.ticks[id] = told(p.in, id)
		}
	case s.id != "":
		d, _ := v.rules.Vocabulary().Lookup(s.id)
		p.fill(d)
	}
}

// take keeps an answer and goes on.
func (p *Page) take(d fact.Definition, value any) {
	if p.in.Facts.Put(fact.Fact{ID: d.ID, Value: value, From: fact.FromAnswer}) != nil {
		p.refuse()
		return
	}
	delete(p.in.Skipped, d.ID)
	p.advance()
}

// refuse says that what was typed was not taken, and why: a field for a date says
// that itself where it can.
func (p *Page) refuse(dates ...*kit.Date) {
	p.field.wrong = true
	for _, d := range dates {
		if d.Refuse() {
			p.field.wrong = false
		}
	}
	p.host.Refresh(false)
}

func (p *Page) skip() {
	p.in.Facts.Forget(p.at.id)
	p.in.Skipped[p.at.id] = true
	p.advance()
}

func (p *Page) advance() {
	if p.only != "" {
		p.host.Back()
		if p.then != nil {
			p.then()
		}
		return
	}
	p.asked = append(p.asked, p.at)
	p.turn(func(v *view) step { return p.next(v, v.rules.Group(p.at.id)) })
	if p.dates && p.at.none() { // the days themselves say that nothing is left
		p.enough()
	}
}

// turn goes to another question.
func (p *Page) turn(to func(*view) step) {
	rules, in, err := p.host.Inquiry()
	if err != nil || in != p.in {
		p.host.Refresh(true)
		return
	}
	v := &view{page: p, rules: rules, person: in.Person(rules, lawdate.InJapan(p.host.Jobs().Now()))}
	p.begin(v, to(v))
	p.host.Refresh(true)
}

// again looks anew for what to ask, because more is known now.
func (p *Page) again() {
	p.wipeFields()
	p.at = step{}
}

// jump asks for another fact of the same paper.
func (p *Page) jump(id string) {
	p.turn(func(*view) step { return step{id: id} })
}

// Back implements page.Backer: the question before is asked again, with what was
// answered.
func (p *Page) Back() bool {
	if len(p.asked) == 0 {
		return false
	}
	last := p.asked[len(p.asked)-1]
	p.asked = p.asked[:len(p.asked)-1]
	p.turn(func(*view) step { return last })
	return true
}

// Leave implements page.Page.
func (p *Page) Leave() {
	p.forget()
	p.in = nil
}

func (p *Page) forget() {
	p.wipeFields()
	p.asked, p.at = nil, step{}
}

func (p *Page) wipeFields() {
	p.field.text.Wipe()
	p.field.sought.Wipe()
	p.field = field{}
}
