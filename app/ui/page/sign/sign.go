// Package sign is the page that signs a paper, one question a screen: who gets it,
// which file, what will happen to it, whether the holder moved since the
// certificate was made, the password; and then a receipt that says what was done.
//
// The rules are those of package jobs and of filing, as on the command line. It
// reads no PDF and talks to no card itself. The password is in one kit.Secret,
// goes to the card once for each time it was typed, and is wiped whenever its
// screen is left. Nothing is written before the password but an unfinished copy
// that goes away with the page.
package sign

import (
	"sync/atomic"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/work"
	"madoguchi/forms"
)

// Page is the page. It is made by New.
type Page struct {
	host page.Host
	step step

	purpose forms.Purpose
	paper   paper
	lot     lot
	// since is the day since which neither address nor name changed; zero: the
	// card does not show it, or nobody was asked yet.
	since    time.Time
	copy     *shelf
	password *kit.Secret
	agreed   bool // the holder did, where that is somebody else
	lastTry  bool // the separate yes to the last try
	note     kit.Msg
	fault    *problem.Problem

	wanted kit.Value // the name as it is being written, and the folder chosen with it
	folder string

	progress  *kit.Progress
	receipt   *filing.Receipt
	values    bool // what the file discloses is shown itself
	leftOn    bool // the card could not be switched off
	forgot    *problem.Problem
	task      work.Task
	news      atomic.Pointer[work.Meter]
	verifying atomic.Bool
}

// step is where the page stands.
type step int

const (
	purposes  step = iota // who gets it?
	unwanted              // they want no signature in a PDF
	papers                // which file?
	opening               // it is looked into
	refused               // by the paper, or by the mode
	otherYear             // than this or next: really?
	plan                  // what will happen
	naming                // what it is called afterwards, and where it goes
	taken                 // there is a file of that name
	discloses             // what others can read
	waiting               // for a card
	looking               // at it
	choosing              // of several cards
	asking                // the holder, where that is somebody else
	staging               // the copy is made
	moved                 // since the certificate was made?
	unsure                // whether they moved
	handing               // the keyboard over to the holder
	warning               // before the last try
	typing                // the password
	signing               // with it
	failed                // the signing, or a step before it
	done                  // and the receipt is shown
)

var (
	_ page.Page    = (*Page)(nil)
	_ page.Backer  = (*Page)(nil)
	_ page.Watcher = (*Page)(nil)
	_ page.Dropper = (*Page)(nil)
	_ page.Busy    = (*Page)(nil)
)

// New makes the page.
func New(h page.Host) *Page {
	return &Page{host: h, lot: lot{source: h.Source()}, password: kit.NewSecret(cardsession.MaxPassword)}
}

// Busy implements page.Busy: the card is about to say whether the password was
// right.
func (p *Page) Busy() bool { return p.verifying.Load() }

// Leave implements page.Page.
func (p *Page) Leave() {
	p.task.Halt()
	p.drop()
	p.wipe()
	p.paper = paper{}
}

// Back implements page.Backer.
func (p *Page) Back() bool {
	switch p.step {
	case unwanted, papers:
		p.step = purposes
	case opening, refused, otherYear, plan:
		p.task.Halt()
		p.step = papers
	case naming, discloses:
		p.step = plan
	case taken:
		p.step = naming
	case waiting, looking, choosing, asking, staging, moved, failed:
		p.toPaper()
	case unsure, handing, warning, typing:
		p.toQuestion()
	case signing:
		p.task.Cancel()
	default:
		return false
	}
	return true
}

// toPaper goes back to where nothing was asked of a card yet.
func (p *Page) toPaper() {
	p.task.Halt()
	p.drop()
	p.wipe()
	p.step = discloses
}

// toQuestion goes back from the password, with nothing sent.
func (p *Page) toQuestion() {
	p.password.Wipe()
	p.lastTry, p.note, p.fault = false, kit.Msg{}, nil
	p.step = moved
}

// drop gives back the copy that was begun.
func (p *Page) drop() {
	if p.copy != nil {
		p.task.End(p.copy.close)
		p.copy = nil
	}
}

// wipe forgets all there is about a card, its holder and what was typed.
func (p *Page) wipe() {
	p.password.Wipe()
	p.lot.st, p.lot.after, p.lot.choice = nil, nil, nil
	p.receipt, p.fault, p.progress, p.forgot = nil, nil, nil, nil
	p.agreed, p.lastTry, p.values, p.leftOn = false, false, false, false
	p.since, p.note = time.Time{}, kit.Msg{}
}

// show goes to a step.
func (p *Page) show(s step) {
	p.step = s
	p.host.Refresh(true)
}

// problem is what went wrong, with the words its texts need.
func (p *Page) problem(err error) *problem.Problem {
	return jobs.Problem(jobs.Explain(err, p.whoGets), problem.SigningPassword)
}

// whoGets is the name of who a purpose's papers go to.
func (p *Page) whoGets(x forms.Purpose) string {
	first, _ := p.host.Languages()
	return p.host.Jobs().Texts.For(first).T("window.sign.purpose." + string(x))
}
