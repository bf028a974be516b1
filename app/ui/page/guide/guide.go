// Package guide walks somebody through a guide: the gate, then the questions of a
// path or of the screener, one a screen, then what can be done, nearest first.
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

// Page is one guide in one sitting.
type Page struct {
	host page.Host
	// path is what was asked for, "" for whatever the screener finds.
	path string

	in *jobs.Inquiry // what the rest is about
	// asked are the questions that were put, the last one last; at is the one that
	// stands there now.
	asked []question
	at    question
	again bool // at was opened to be changed, and leads back to what can be done
	field field
	// told: the word about danger was read. sure: so was the one about changing what
	// was said about fear.
	told, sure bool
	// named: every country that matters was named. showing: what can be done was asked
	// for before every question was, or the other way round, once a path was shown.
	named, showing bool
	more           map[string]bool // steps that are unfolded
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
)

// New makes the page of a path; "" is for whoever does not know which.
func New(h page.Host, path string) *Page {
	return &Page{host: h, path: path, more: map[string]bool{}}
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
	v, err := p.look(k)
	if err != nil {
		return kit.Screen{Title: kit.T("window.guide.title"), Body: []kit.Box{k.Problem(jobs.Problem(err, 0))}}
	}
	var s kit.Screen
	switch {
	case p.again && !p.at.none():
		s = v.ask(p.at)
	case v.mustWarn():
		s = v.emergency()
	default:
		if p.at = v.next(); !p.at.none() {
			s = v.ask(p.at)
		} else if p.path == "" {
			s = v.found()
		} else {
			s = v.plan()
		}
	}
	s.Practice = p.in.Practice
	s.Help = kit.T("window.guide.help", i18n.Args{"key": exitKey})
	s.Body = append(s.Body, v.numbers())
	return s
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
	v.person = in.Guided(rules, v.today)
	v.args = rules.Args(v.today)
	return v, nil
}

// presume takes what is known without asking: who is at the screen, and that of a
// birth it was in Japan.
func (p *Page) presume() {
	if !p.in.Facts.Value("asker").Known() {
		switch p.host.Mode() {
		case cardsession.ModeSelf:
			p.put("asker", "self")
		case cardsession.ModeHelper, cardsession.ModeCounter:
			p.put("asker", "supporter")
		}
	}
	if p.path == Baby && !p.in.Facts.Value("event").Known() {
		p.put("event", "birth_in_japan")
	}
}

// Baby is the path of a birth.
const Baby = "baby"

// exitKey is the one that leaves at once.
const exitKey = "F12"

// helper reports whether somebody asks for another person.
func (v *view) helper() bool {
	asker := v.page.in.Facts.Value("asker").Text()
	return asker == "supporter" || asker == "family"
}

// mustWarn reports whether a danger was named and its numbers were not shown yet.
func (v *view) mustWarn() bool {
	danger := v.page.in.Facts.Value("danger").Text()
	return danger != "" && danger != "none" && !v.page.told
}

// Back implements page.Backer: the question before is asked again, with what was
// answered.
func (p *Page) Back() bool {
	if p.again {
		p.again = false
		p.host.Refresh(true)
		return true
	}
	if len(p.asked) == 0 {
		return false
	}
	last := p.asked[len(p.asked)-1]
	p.asked = p.asked[:len(p.asked)-1]
	p.reopen(last)
	p.told = p.told && last.id() != "danger"
	p.host.Refresh(true)
	return true
}

// Leave implements page.Page.
func (p *Page) Leave() {
	p.forget()
	p.in = nil
}

func (p *Page) forget() {
	p.wipeField()
	p.asked, p.at, p.again, p.told, p.sure, p.named, p.showing = nil, question{}, false, false, false, false, false
	clear(p.more)
}
