package sign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/consent"
	"madoguchi/app/ui/page/doctor"
	"madoguchi/card"
)

// held is the pause before a card that another program holds is looked at again.
const held = 2 * time.Second

// lot is what there is of readers and cards.
type lot struct {
	source jobs.Source
	// seen is what lies on each reader; none says why there is no reader.
	seen map[string]card.Event
	none card.Sight
	err  error // why there is no service
	told bool  // anything was told at all

	st     *cardsession.Status // of the card that signs
	tried  string              // the cards that were looked at last
	chosen string              // the reader chosen of several
	choice []string            // the readers to choose from
	gone   bool                // a card was taken away
	after  *problem.Problem    // what became of the signing for which it lay there
	sight  card.Sight          // what is missing
}

// note takes an event in.
func (l *lot) note(e card.Event) {
	l.told = true
	switch {
	case e.Reader.Name == "":
		l.seen, l.none, l.err = nil, e.Sight, e.Err
	case e.Sight == card.SightRemoved: // what is there now is told right after it
		delete(l.seen, e.Reader.Name)
	default:
		if l.seen == nil {
			l.seen = map[string]card.Event{}
		}
		l.seen[e.Reader.Name] = e
	}
}

// ready names the cards that can be opened, with the insertion of each.
func (l *lot) ready() string {
	var names []string
	for _, e := range l.seen {
		if e.Sight == card.SightReady {
			names = append(names, fmt.Sprintf("%q %d", e.Reader.Name, e.Reader.Insertion))
		}
	}
	slices.Sort(names)
	return strings.Join(names, ";")
}

// missing is what a person who waits needs to know first.
func (l *lot) missing() card.Sight {
	if len(l.seen) == 0 {
		return l.none
	}
	sight := card.SightNoCard
	for _, e := range l.seen {
		if e.Sight == card.SightInUse || e.Sight == card.SightUnknown {
			sight = e.Sight
		}
	}
	return sight
}

// Seen implements page.Watcher.
func (p *Page) Seen(e card.Event) {
	p.follow()
	p.lot.note(e)
	if st := p.lot.st; st != nil {
		if e.Sight == card.SightRemoved && e.Reader.Name == st.Reader {
			p.removed()
			return
		}
		p.host.ShowPractice(st.Practice) // the window takes its stripe away with any card
		return
	}
	if p.step == waiting || p.step == looking || p.step == choosing {
		p.settle()
	}
}

// follow notices that cards come from elsewhere now, such as when practice ends.
func (p *Page) follow() {
	s := p.host.Source()
	if s == p.lot.source {
		return
	}
	p.lot = lot{source: s}
	if p.step > discloses && p.step != done {
		p.toPaper()
	}
}

// removed is when the card that signs was taken off its reader.
func (p *Page) removed() {
	switch p.step {
	case signing: // it says so itself
		return
	case done: // what the card gave goes with it
		p.receipt.Discloses, p.values, p.lot.st = filing.Holder{}, false, nil
		p.host.Refresh(false)
		return
	}
	p.lost(nil)
}

// lost waits for a card again, with nothing left of the one before. after is what
// became of the signing, or nil.
func (p *Page) lost(after *problem.Problem) {
	p.task.Halt()
	p.drop()
	p.wipe()
	p.lot.gone, p.lot.after, p.lot.tried = true, after, ""
	p.step = waiting
	p.settle()
	p.host.Refresh(true)
}

// toCard goes on to a card.
func (p *Page) toCard() {
	p.note = kit.Msg{}
	p.lot.gone, p.lot.after, p.lot.tried, p.lot.chosen = false, nil, "", ""
	p.step = waiting
	p.settle()
	p.host.Refresh(true)
}

// settle looks at what can be looked at, or waits.
func (p *Page) settle() {
	switch ready := p.lot.ready(); {
	case ready == "":
		p.task.Halt()
		p.lot.tried = ""
		p.wait(p.lot.missing())
	case ready != p.lot.tried:
		p.lot.tried = ready
		p.look()
	}
}

// wait waits for what a sight says is missing.
func (p *Page) wait(s card.Sight) {
	before := p.step
	p.lot.sight, p.lot.choice, p.step = s, nil, waiting
	p.host.Refresh(before != waiting)
}

// look looks at the card without a secret.
func (p *Page) look() {
	s, err := p.host.Jobs().Session(p.lot.source, p.host.Mode())
	if err != nil {
		p.looked(nil, err)
		return
	}
	sel, source := p.selection(), p.lot.source
	before := p.step
	p.step = looking
	p.task.Run(p.host, p, func(ctx context.Context) func() {
		st, err := s.Status(ctx, sel)
		if err != nil && !card.Is(err, card.TooMany) {
			err = jobs.Named(ctx, source, err)
		}
		return func() { p.looked(st, err) }
	})
	p.host.Refresh(before != looking)
}

func (p *Page) selection() cardsession.Selection {
	sel := p.lot.source.Selection()
	if p.lot.chosen != "" {
		sel.Reader = p.lot.chosen
	}
	return sel
}

// looked is the answer to look.
func (p *Page) looked(st *cardsession.Status, err error) {
	if several, ok := errors.AsType[*cardsession.SeveralCards](err); ok {
		p.lot.choice = several.Readers
		p.show(choosing)
		return
	}
	if err == nil {
		p.lot.st, p.lot.gone, p.lot.after = st, false, nil
		p.host.ShowPractice(st.Practice)
		p.begin()
		return
	}
	sight, waits := page.Sight(err)
	if !waits {
		p.stuck(err)
		return
	}
	p.wait(sight)
	if sight == card.SightInUse {
		p.later()
	}
}

// later looks again at a card that another program holds: nobody tells when it
// lets go.
func (p *Page) later() {
	turn := p.task.Turn()
	time.AfterFunc(held, func() {
		p.host.DoFor(p, func() {
			if turn == p.task.Turn() && p.step == waiting {
				p.look()
			}
		})
	})
}

// begin goes on with a card that was looked at: is anything in the way, does its
// holder agree?
func (p *Page) begin() {
	if err := jobs.Signable(p.lot.st, true); err != nil {
		p.stuck(err)
		return
	}
	if consent.Needed(p.host.Mode()) && !p.agreed {
		p.show(asking)
		return
	}
	p.stage()
}

// answered is what the holder of the card said to the question of the person who
// helps.
func (p *Page) answered(yes bool) {
	if !yes {
		p.toPaper()
		p.note = kit.T("window.sign.consent_no")
		p.host.Refresh(true)
		return
	}
	p.agreed = true
	p.stage()
}

// sights are the ids and pictures of what is waited for.
var sights = map[card.Sight]struct{ id, icon string }{
	card.SightNoService: {"service", "plug"},
	card.SightNoReader:  {"reader", "reader"},
	card.SightNoCard:    {"card", "card"},
	card.SightUnknown:   {"mute", "card"},
	card.SightInUse:     {"in_use", "lock"},
}

func (p *Page) waitingScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.sign.card.title"), Help: kit.T("window.sign.card.help"), Step: stepOf(5)}
	if p.lot.after != nil {
		s.Body = append(s.Body, k.Problem(p.lot.after))
	} else if p.lot.gone {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.sign.card.gone"), kit.T("window.sign.card.gone.explain")))
	}
	title, text, icon := kit.T("window.card.wait.start"), kit.T("window.card.wait.start.do"), "reader"
	if p.lot.told {
		x := sights[p.lot.sight]
		if x.id == "service" && card.Is(p.lot.err, card.Unsupported) {
			x.id = "without"
		}
		title, text, icon = kit.T("window.card.wait."+x.id), kit.T("window.card.wait."+x.id+".do"), x.icon
		if x.id == "card" {
			text = kit.T("window.sign.card.put")
		}
	}
	var actions []kit.Action
	if p.lot.told && p.lot.sight != card.SightNoCard {
		actions = append(actions, kit.Action{Label: kit.T("window.card.doctor"), Icon: "doctor", Do: func() { p.host.Open(doctor.New(p.host)) }})
	}
	s.Body = append(s.Body, k.Empty(icon, title, text, actions...), k.Label(kit.T("window.card.wait.by_itself")))
	return s
}

func (p *Page) lookingScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.sign.look.title"), Help: kit.T("window.sign.card.help"), Step: stepOf(5),
		Body: []kit.Box{k.Empty("card", kit.T("window.card.look"), kit.T("window.card.stay"))},
	}
}

func (p *Page) choosingScreen(k *kit.Kit) kit.Screen {
	var readers []kit.Box
	for _, r := range p.lot.choice {
		readers = append(readers, k.Answer(kit.Action{Label: kit.Foreign(r, ""), Icon: "reader", Do: func() {
			p.lot.chosen, p.lot.choice = r, nil
			p.look()
			p.host.Refresh(true)
		}}, kit.Msg{}))
	}
	return kit.Screen{
		Title: kit.T("window.card.choose.title"), Help: kit.T("window.sign.card.help"), Step: stepOf(5),
		Body: []kit.Box{k.Body(kit.T("window.card.choose")), k.Column(readers...)},
	}
}
