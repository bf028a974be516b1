package card

import (
	"context"
	"errors"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/card"
	"madoguchi/i18n"
)

// held is the pause before a card that another program holds is looked at again.
const held = 2 * time.Second

// patience is how long a look may take before it is said that something else may
// have the card: a look waits for the end of another program's transaction.
const patience = 3 * time.Second

// work does f off the toolkit's goroutine, and then on it what f returns. There
// is one at a time: what runs is stopped, and f begins when it has ended.
func (p *Page) work(f func(context.Context) func()) {
	if p.stop != nil {
		p.stop()
		p.next = f
		return
	}
	ctx, stop := context.WithCancel(p.host.Context(p))
	p.stop = stop
	go func() {
		then := f(ctx)
		stop()
		p.host.DoFor(p, func() {
			p.stop = nil
			then()
			if next := p.next; next != nil {
				p.next = nil
				p.work(next)
			}
		})
	}()
}

// halt stops what runs; what it answers is for nobody any more.
func (p *Page) halt() {
	p.turn++
	p.next = nil
	if p.stop != nil {
		p.stop()
	}
}

// session is a session on the source, and the reader it is about.
func (p *Page) session() (*cardsession.Session, cardsession.Selection, error) {
	s, err := p.host.Jobs().Session(p.source, p.host.Mode())
	sel := p.source.Selection()
	if p.chosen != "" {
		sel.Reader = p.chosen
	}
	return s, sel, err
}

// look looks at the card without a secret; quietly leaves the screen as it is
// until there is an answer.
func (p *Page) look(quietly bool) {
	p.turn++
	turn := p.turn
	if !quietly {
		p.step, p.slow = looking, false
		p.in(patience, turn, func() {
			if p.step == looking {
				p.slow = true
				p.host.Refresh(false)
			}
		})
	}
	s, sel, err := p.session()
	if err != nil {
		p.looked(nil, err)
		return
	}
	source := p.source
	p.work(func(ctx context.Context) func() {
		st, err := s.Status(ctx, sel)
		if err != nil {
			err = named(ctx, source, err)
		}
		return func() {
			if turn == p.turn {
				p.looked(st, err)
			}
		}
	})
}

// named adds the names of readers where one was asked for that is not there. The
// choice between several is a screen of its own.
func named(ctx context.Context, s jobs.Source, err error) error {
	if card.Is(err, card.TooMany) {
		return err
	}
	return jobs.Named(ctx, s, err)
}

// looked is the answer to look.
func (p *Page) looked(st *cardsession.Status, err error) {
	if err == nil {
		if p.after != nil && p.after.Code != problem.SecretUncertain {
			p.after = nil // it may be another card
		}
		p.st, p.choice, p.gone = st, nil, false
		p.step = shown
		p.host.ShowPractice(st.Practice)
		p.host.Refresh(true)
		return
	}
	if t, ok := errors.AsType[*cardsession.SeveralCards](err); ok {
		p.choice = t.Readers
		p.show(choosing)
		return
	}
	sight, waits := page.Sight(err)
	if !waits {
		p.fault = jobs.Problem(err, problem.NoSecret)
		p.show(failed)
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
	p.in(held, p.turn, func() {
		if p.step == waiting {
			p.look(true)
		}
	})
}

// in does f after a while, unless something else was begun.
func (p *Page) in(d time.Duration, turn int, f func()) {
	time.AfterFunc(d, func() {
		p.host.DoFor(p, func() {
			if turn == p.turn {
				f()
			}
		})
	})
}

// choose takes one of several cards.
func (p *Page) choose(reader string) {
	p.chosen, p.choice = reader, nil
	p.look(false)
	p.host.Refresh(true)
}

// steps are what a reading goes through, in order, as the session names them.
var steps = [...]string{cardsession.StepConnect, cardsession.StepCard, cardsession.StepPassword, cardsession.StepRead}

// readWithPIN sends the PIN, once, and reads the four items.
func (p *Page) readWithPIN() {
	if p.pin.Len() != cardsession.PINLength {
		p.note = kit.T("window.card.pin.short", i18n.Args{"digits": cardsession.PINLength})
		p.host.Refresh(false)
		return
	}
	secret := card.NewSecret(p.pin.Take())
	s, sel, err := p.session()
	if err != nil {
		secret.Wipe()
		p.ended(nil, err)
		return
	}
	sel.Reader = p.st.Reader
	p.turn++
	turn := p.turn
	p.progress, p.note, p.leftOn = kit.NewProgress(), kit.Msg{}, false
	p.progress.Set(kit.T("window.card.step."+steps[0]), 0, int64(len(steps)))
	s.OnProgress = func(step string) {
		p.verifying.Store(step == cardsession.StepPassword)
		p.host.DoFor(p, func() { p.advance(turn, step) })
	}
	leftOn := false
	s.OnLeftOn = func() { leftOn = true }
	secrets := cardsession.ReadSecrets{Input: secret, AllowLastTry: p.last, Expect: p.st.Identity}
	p.work(func(ctx context.Context) func() {
		got, err := s.Read(ctx, sel, secrets)
		p.verifying.Store(false)
		return func() {
			if turn == p.turn {
				p.leftOn = leftOn
				p.ended(got, err)
				return
			}
			p.endedLate(err, leftOn)
		}
	})
	p.show(busy)
}

func (p *Page) advance(turn int, step string) {
	if turn != p.turn || p.progress == nil {
		return
	}
	for i, s := range steps {
		if s == step {
			p.progress.Set(kit.T("window.card.step."+s), int64(i), int64(len(steps)))
		}
	}
}

// stopReading is the person's stop: what runs ends between two commands, and its
// answer is still heard, because the card may have counted a try by then.
func (p *Page) stopReading() {
	if p.stop != nil {
		p.stop()
	}
}

// ended is the answer to readWithPIN.
func (p *Page) ended(got *cardsession.Reading, err error) {
	p.last, p.progress = false, nil
	if err == nil {
		p.st, p.reading = &got.Status, got
		p.show(read)
		return
	}
	switch kind, _ := card.KindOf(err); kind {
	case card.Removed, card.NoCard, card.NoReader, card.NoService:
		p.lost()
		p.tried = p.there.ready() // what comes next is told
		p.wait(card.SightNoCard)
		return
	case card.Cancelled:
		p.lookAgain()
		p.note = kit.T("window.card.stopped")
		p.host.Refresh(true)
		return
	case card.LastTry:
		p.st.Tries.Input = 1
		p.show(warning)
		return
	}
	p.fault = jobs.Problem(err, problem.PIN)
	if p.fault.TriesLeft >= 0 {
		p.st.Tries.Input = p.fault.TriesLeft
	}
	p.show(refused)
}

// endedLate is the answer when the card was taken away meanwhile: what it gave is
// dropped, what became of the PIN is not.
func (p *Page) endedLate(err error, leftOn bool) {
	f := jobs.Problem(err, problem.PIN)
	if f == nil || f.Tries == problem.TriesKept && !leftOn {
		return
	}
	p.after = f
	p.host.Refresh(false)
}
