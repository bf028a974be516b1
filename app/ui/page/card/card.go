// Package card is the page about a card: it waits for one, shows what a card says
// without a secret, and reads name, address, birth date and sex with the PIN, as
// the mode allows.
//
// What was read is on the screen and nowhere else. It goes when the card goes,
// when the page is left and when the window is wiped. The My Number is never read
// here. Nothing is saved and nothing is copied.
package card

import (
	"context"
	"sync/atomic"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/doctor"
	"madoguchi/app/ui/page/practice"
	"madoguchi/card"
)

// Page is the page. It is made by New.
type Page struct {
	host   page.Host
	source jobs.Source
	there  there
	step   step
	use    Use
	other  kit.Action // what to do without a reader; its Do may be nil

	// Waiting: what for, and what is to be said of the card before.
	sight   card.Sight
	started bool                // something was seen at all
	without bool                // this copy of the program knows no readers
	slow    bool                // the look takes long
	gone    bool                // a card was taken away and what it showed wiped
	after   *problem.Problem    // what became of a PIN whose card was taken away
	tried   string              // the cards that were looked at last
	chosen  string              // the reader chosen of several
	choice  []string            // the readers to choose from
	st      *cardsession.Status // of the card that is shown
	fault   *problem.Problem    // why the last look or reading gave nothing
	note    kit.Msg             // said once on the next screen of the card

	pin      *kit.Secret
	last     bool // the separate yes to the last try
	reading  *cardsession.Reading
	progress *kit.Progress
	leftOn   bool // the card could not be switched off

	// turn counts what was begun: an answer to an older turn is not for what
	// stands on the screen now.
	turn      int
	stop      context.CancelFunc // of what runs now, or nil
	next      func(context.Context) func()
	verifying atomic.Bool
}

// step is where the page stands.
type step int

const (
	waiting  step = iota // for a service, a reader or a card
	looking              // at a card
	choosing             // of several cards
	failed               // to look at a card
	shown                // is what the card says without a secret
	asking               // the holder, before somebody else reads the card
	handing              // the keyboard over to the holder
	warning              // before the last try
	typing               // the PIN
	busy                 // reading with it
	read                 // is what it gave
	refused              // it was, or something went wrong
)

var (
	_ page.Page    = (*Page)(nil)
	_ page.Backer  = (*Page)(nil)
	_ page.Watcher = (*Page)(nil)
	_ page.Busy    = (*Page)(nil)
)

// New makes the page.
func New(h page.Host) *Page {
	return &Page{host: h, source: h.Source(), pin: kit.NewSecret(cardsession.PINLength)}
}

// Use is what somebody wants of what is read with the PIN.
type Use struct {
	// Label is on the button that hands it over, Kept and Explain say what becomes
	// of it.
	Label, Kept, Explain kit.Msg
	// Take is given it when the person says so; the page is left then.
	Take func(*cardsession.Reading)
}

// NewToUse makes the page for what another page wants to know.
func NewToUse(h page.Host, u Use) *Page {
	p := New(h)
	p.use = u
	return p
}

// NewOr makes the page for what can be found out another way, too: it is offered
// while no card is there.
func NewOr(h page.Host, other kit.Action) *Page {
	p := New(h)
	p.other = other
	return p
}

// Busy implements page.Busy: the card is about to say whether the PIN was right.
func (p *Page) Busy() bool { return p.verifying.Load() }

// Leave implements page.Page.
func (p *Page) Leave() {
	p.halt()
	p.wipe()
	p.after, p.choice, p.gone, p.step = nil, nil, false, waiting
	p.there, p.tried, p.chosen, p.started = there{}, "", "", false
}

// Back implements page.Backer.
func (p *Page) Back() bool {
	switch p.step {
	case asking, handing, warning, typing:
		p.toCard()
	case busy, read, refused:
		p.lookAgain()
	default:
		return false
	}
	return true
}

// toCard goes back to what the card says, with nothing sent.
func (p *Page) toCard() {
	p.pin.Wipe()
	p.last = false
	p.step = shown
}

// lookAgain wipes what was read and looks at the card anew: its tries may have
// changed.
func (p *Page) lookAgain() {
	if p.st != nil {
		p.chosen = p.st.Reader
	}
	p.halt()
	p.wipe()
	p.after = nil
	p.look(false)
}

// wipe forgets all there is about a card.
func (p *Page) wipe() {
	p.pin.Wipe()
	p.st, p.reading, p.fault, p.progress, p.note = nil, nil, nil, nil, kit.Msg{}
	p.last, p.leftOn = false, false
}

// doctor opens the page that looks for what is wrong with service and reader.
func (p *Page) doctor() kit.Action {
	return kit.Action{Label: kit.T("window.card.doctor"), Icon: "doctor", Do: func() { p.host.Open(doctor.New(p.host)) }}
}

// practise opens the page of the practice cards, for who has no reader or no card
// at hand.
func (p *Page) practise() kit.Action {
	return kit.Action{Label: kit.T("window.card.practise"), Icon: "practice", Do: func() { p.host.Open(practice.New(p.host)) }}
}

// show goes to a step.
func (p *Page) show(s step) {
	p.step = s
	p.host.Refresh(true)
}
