// Package guide walks somebody through a guide: what it does, the gate, then the
// questions of a path or of the screener, one a screen, then what can be done.
//
// Every question may be skipped, and what is skipped counts as the dangerous answer.
// Nothing is decided here: the guides do, and no screen says what somebody is. What
// is told is kept in the window's inquiry and nowhere else.
package guide

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// Baby is the path of a birth.
const Baby = "baby"

// Page is one guide in one sitting.
type Page struct {
	host page.Host
	// path is what was asked for, "" for whatever the screener finds.
	path string
	// begun: what stands before the questions was read.
	begun bool
	// asker is who asks where that was asked before the mode was known, and chosen
	// tells the window; nil where the mode tells.
	asker  string
	chosen func(cardsession.Mode, page.Page)

	in    *jobs.Inquiry // what the rest is about
	walk  walk
	field field
	// told: the word about danger was read.
	told bool
	// further: more questions than a plan needs are asked. enough: what can be done was
	// asked for before every question was.
	further, enough bool
	open, done      map[string]bool // steps that are unfolded, and that were ticked
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
)

// New makes the page of a path; "" is for whoever does not know which.
func New(h page.Host, path string) *Page {
	return &Page{host: h, path: path, begun: passed(h), open: map[string]bool{}, done: map[string]bool{}}
}

// passed reports whether the gate was walked through in this sitting.
func passed(h page.Host) bool {
	rules, in, err := h.Inquiry()
	if err != nil {
		return false
	}
	guides, err := rules.Guides()
	if err != nil {
		return false
	}
	for _, a := range guides.Open(guides.Gate, in.Guided(rules, lawdate.InJapan(h.Jobs().Now()))) {
		if a.Ask[0] != askerFact {
			return false
		}
	}
	return true
}

// view is one making of the screen.
type view struct {
	k      *kit.Kit
	page   *Page
	rules  *jobs.Rulebook
	guides *guidance.Guides
	person guidance.Person
	today  lawdate.Date
	args   i18n.Args
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	if p.chosen != nil {
		return p.unasked(k)
	}
	v, err := p.look(k)
	if err != nil {
		return kit.Screen{Title: kit.T("window.guide.title"), Body: []kit.Box{k.Problem(jobs.Problem(err, 0))}}
	}
	s := v.screen()
	s.Practice = p.in.Practice
	s.Help = kit.T("window.guide.help", i18n.Args{"key": page.QuietKey})
	return s
}

func (v *view) screen() kit.Screen {
	p := v.page
	switch {
	case !p.begun:
		return p.start(v.k)
	case v.mustWarn():
		return v.emergency()
	}
	if q := v.current(); !q.none() {
		return v.ask(q)
	}
	if p.path == "" {
		return v.found()
	}
	return v.plan()
}

// look reads what there is to know.
func (p *Page) look(k *kit.Kit) (*view, error) {
	rules, in, err := p.host.Inquiry()
	if err != nil {
		return nil, err
	}
	guides, err := rules.Guides()
	if err != nil {
		return nil, err
	}
	if p.in != in { // it is about somebody else now
		p.forget()
		p.in = in
	}
	v := &view{k: k, page: p, rules: rules, guides: guides, today: lawdate.InJapan(p.host.Jobs().Now())}
	p.presume()
	v.meet()
	v.args = rules.Args(v.today)
	return v, nil
}

// meet is the person as far as was told by now.
func (v *view) meet() { v.person = v.page.in.Guided(v.rules, v.today) }

// presume takes what is known without asking: who is at the screen, and that of a
// birth it was in Japan.
func (p *Page) presume() {
	if !p.in.Facts.Value(askerFact).Known() {
		switch {
		case p.asker != "":
			p.put(askerFact, p.asker)
		case p.host.Mode() == cardsession.ModeSelf:
			p.put(askerFact, "self")
		case p.host.Mode() != 0:
			p.put(askerFact, "supporter")
		}
	}
	jobs.Presume(p.in.Facts, p.path)
}

// helper reports whether somebody asks for another person.
func (v *view) helper() bool {
	asker := v.page.in.Facts.Value(askerFact).Text()
	return asker == "supporter" || asker == "family"
}

// watched reports whether somebody may see the screen: said so, or not said.
func (v *view) watched() bool {
	w := v.page.in.Facts.Value("watched")
	return w.Known() && w.Bool() || v.page.in.Skipped["watched"]
}

// mustWarn reports whether a danger was named and its numbers were not shown yet.
func (v *view) mustWarn() bool {
	danger := v.page.in.Facts.Value(dangerFact).Text()
	return danger != "" && danger != "none" && !v.page.told && v.page.walk.again.none() &&
		v.page.walk.passed(dangerFact)
}

// stop ends the questions: nothing of them is kept.
func (p *Page) stop() {
	p.host.ForgetInquiry()
	p.host.Home()
}

// Leave implements page.Page.
func (p *Page) Leave() {
	p.forget()
	p.in = nil
}

func (p *Page) forget() {
	p.wipeField()
	p.walk, p.told, p.further, p.enough = walk{}, false, false, false
	clear(p.open)
	clear(p.done)
}
