// Package cases is a helper's casebook in the window: what is due this week over all
// cases, each case with its next day, the passphrase before it, handing a case over
// and burning it. A case is a nickname and answers; there is no field here in which
// a name, a number or a document could be typed.
//
// It decides nothing: the days come from the rules, and what may be kept from the
// casebook.
package cases

import (
	"context"

	"madoguchi/app/cardsession"
	"madoguchi/app/casebook"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/files"
)

// Page is the door to the casebook and, once it is open, the list of cases.
type Page struct {
	desk
	making bool // the passphrase of a new casebook is asked for

	asked  bool // the cases were asked for
	reads  bool // and are being read
	failed bool // and could not be read
	list   []line
	now    []due // this week
	past   []due // past and not done
	every  bool  // all that is past is listed
	part   kit.Value
	many   bool // files were dropped, and nobody knows which is meant
}

var (
	_ page.Page    = (*Page)(nil)
	_ page.Backer  = (*Page)(nil)
	_ page.Busy    = (*Page)(nil)
	_ page.Dropper = (*Page)(nil)
)

// New makes the page.
func New(h page.Host) *Page {
	p := &Page{desk: newDesk(h)}
	p.self = p
	return p
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.cases.title"), Help: kit.T("window.cases.help")}
	if p.host.Mode() != cardsession.ModeHelper {
		s.Body = []kit.Box{k.Callout(kit.Info, kit.T("window.cases.not_helper"), kit.T("window.cases.not_helper.explain"))}
		s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}
		return s
	}
	if p.working {
		return busy(k, s)
	}
	book, trouble := p.host.Casebook()
	if trouble != nil {
		s.Body = []kit.Box{k.Problem(trouble)}
		return s
	}
	state, err := book.State()
	if err != nil && p.problem == nil {
		p.problem = problem.Of(err, problem.NoSecret)
	}
	switch {
	case err != nil:
		p.trouble(k, &s, p.burnAll())
	case state == casebook.Open:
		p.open(k, &s)
	case state == casebook.Shut:
		p.shut(k, &s)
	case state == casebook.LostBook:
		p.lost(k, &s)
	case p.making:
		p.trouble(k, &s)
		s.Step = kit.T("window.cases.passphrase.new")
		p.twice(k, &s, kit.T("window.cases.passphrase"), kit.T("window.cases.passphrase.explain", shortest()), p.make)
	default:
		p.absent(k, &s)
	}
	return s
}

// absent tells what a casebook is before there is one. No comes first: the keyboard
// begins there.
func (p *Page) absent(k *kit.Kit, s *kit.Screen) {
	p.trouble(k, s)
	s.Body = append(s.Body,
		k.Column(k.Heading(kit.T("window.cases.kept")), k.Body(kit.T("window.cases.kept.explain"))),
		k.Column(k.Heading(kit.T("window.cases.never")), k.Body(kit.T("window.cases.never.explain"))),
		k.Column(k.Heading(kit.T("window.cases.begin")), k.Body(kit.T("window.cases.begin.explain")),
			k.Answer(kit.Action{Label: kit.T("window.cases.begin.no"), Icon: "close", Do: p.host.Back}, kit.Msg{}),
			k.Answer(kit.Action{Label: kit.T("window.cases.begin.yes"), Icon: "key", Do: func() {
				p.making, p.problem = true, nil
				p.host.Refresh(true)
			}}, kit.T("window.cases.begin.yes.explain")),
		))
}

// shut asks for the passphrase.
func (p *Page) shut(k *kit.Kit, s *kit.Screen) {
	p.trouble(k, s)
	s.Step = kit.T("window.cases.shut")
	s.Body = append(s.Body, k.Body(kit.T("window.cases.shut.explain")))
	p.once(k, s, kit.T("window.cases.passphrase"), p.unlock)
	forgot := p.burnAll()
	forgot.Label, forgot.Icon = kit.T("window.cases.forgot"), "question"
	s.Others = []kit.Action{forgot}
}

// lost: there is a key whose casebook is gone.
func (p *Page) lost(k *kit.Kit, s *kit.Screen) {
	if p.problem == nil {
		p.problem = problem.Of(&casebook.Error{Kind: casebook.KeyAlone}, problem.NoSecret)
	}
	p.trouble(k, s)
	p.once(k, s, kit.T("window.cases.passphrase"), p.make)
	s.Others = []kit.Action{p.burnAll()}
}

func (p *Page) make(passphrase []byte) {
	p.do(func(ctx context.Context, b *casebook.Book) error {
		defer clear(passphrase)
		return b.Make(ctx, passphrase)
	}, func(err error) { p.making, p.asked = err != nil, false })
}

func (p *Page) unlock(passphrase []byte) {
	p.do(func(ctx context.Context, b *casebook.Book) error {
		defer clear(passphrase)
		return b.Open(ctx, passphrase)
	}, func(error) { p.asked = false })
}

// burnAll is offered wherever the casebook cannot be opened, too: without the
// passphrase there is nothing else to be done with it.
func (p *Page) burnAll() kit.Action {
	return kit.Action{Label: kit.T("window.cases.burn_all"), Icon: "trash", Do: func() { p.host.Open(newBurn(p, nil)) }}
}

// again has the cases read once more when the page is next shown.
func (p *Page) again() { p.asked, p.problem = false, nil }

// takeOver asks for a hand-over file.
func (p *Page) takeOver() {
	p.host.Open(files.New(p.host, files.Ask{
		Title: kit.T("window.cases.take"), Ends: []string{".age"},
		Chosen: func(path string) { p.host.Open(newTake(p, path)) },
	}))
}

// Dropped implements page.Dropper: a hand-over file.
func (p *Page) Dropped(paths []string) {
	book, _ := p.host.Casebook()
	if book == nil || p.working {
		return
	}
	if state, err := book.State(); err != nil || state != casebook.Open {
		return
	}
	if p.many = len(paths) > 1; p.many { // nobody knows which
		p.host.Refresh(true)
		return
	}
	p.host.Open(newTake(p, paths[0]))
}

// Back implements page.Backer.
func (p *Page) Back() bool {
	if !p.making {
		return false
	}
	p.making, p.problem = false, nil
	p.wipe()
	return true
}

// Busy implements page.Busy. What is only read may be cut off.
func (p *Page) Busy() bool { return p.working && !p.reads }

// Leave implements page.Page: the cases are forgotten.
func (p *Page) Leave() {
	p.wipe()
	p.list, p.now, p.past = nil, nil, nil
}

// open takes up a case and shows it; what changed in the one at hand is asked about
// first.
func open(h page.Host, c casebook.Case) error {
	rules, err := h.Jobs().Rules()
	if err != nil {
		return err
	}
	show := func() {
		h.TakeUp(rules.TakeUp(c))
		h.Open(NewOne(h))
	}
	switch now := h.CaseAtHand(); {
	case now == nil:
		show()
	case now.Case.ID == c.ID && now.Case.Revision == c.Revision:
		h.Open(NewOne(h))
	case now.Changed():
		h.Open(NewLeaving(h, func() {
			h.Back()
			show()
		}))
	default:
		show()
	}
	return nil
}

// loose is how much was answered about nobody's case.
func loose(h page.Host) int {
	if h.CaseAtHand() != nil {
		return 0
	}
	_, in, err := h.Inquiry()
	if err != nil {
		return 0
	}
	return len(casebook.Keep(in.Facts))
}

// rules are the rules of the law.
func rules(h page.Host) (*jobs.Rulebook, error) { return h.Jobs().Rules() }
