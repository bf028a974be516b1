package sign

import (
	"context"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/consent"
	"madoguchi/app/ui/page/work"
	"madoguchi/card"
	"madoguchi/forms"
)

// stage makes the copy that will be signed: all that needs no password.
func (p *Page) stage() {
	p.drop()
	box := &shelf{}
	p.copy, p.progress = box, kit.NewProgress()
	in, mode, practice := p.paper, p.host.Mode(), p.lot.st.Practice
	p.news.Store(work.NewMeter(p.host, p, p.progress, doing))
	order := filing.Order{
		Input: in.path, Purpose: p.purpose, OtherYear: in.otherYear, Force: in.target.replace, Progress: p.tell,
	}
	p.task.Run(p.host, p, func(ctx context.Context) func() {
		at := in.target
		if !at.chosen { // only now it is known whether the card is for practice
			at = propose(in.path, order.Purpose, practice)
		}
		order.Output = at.path()
		desk, err := p.host.Jobs().Desk()
		if err != nil {
			return func() { p.stuck(err) }
		}
		x, err := desk.Stage(ctx, order)
		if err == nil {
			box.put(x)
			err = jobs.MaySignPaper(mode, x)
		}
		return func() {
			p.paper.target = at
			p.staged(err)
		}
	})
	p.show(staging)
}

// tell carries news of the copy, also while it is signed, to the progress that is
// shown. It may be called from any goroutine.
func (p *Page) tell(step string, done, total int64) { p.news.Load().Tell(step, done, total) }

// doing is what a step of the work is called.
func doing(step string) kit.Msg { return kit.T("window.sign.doing." + step) }

// staged is the answer to stage.
func (p *Page) staged(err error) {
	switch {
	case err == nil:
		p.progress = nil
		p.show(moved)
	case forms.Is(err, forms.Cancelled):
		p.toPaper()
		p.host.Refresh(true)
	default:
		p.stuck(err)
	}
}

func (p *Page) stagingScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.sign.staging.title"), Help: kit.T("window.sign.moved.help"),
		Body: []kit.Box{k.Progress(p.progress, p.task.Cancel)},
	}
}

// notMoved goes on to the password: neither address nor name changed since a day.
func (p *Page) notMoved(since time.Time) {
	p.since, p.fault = since, nil
	if consent.Needed(p.host.Mode()) {
		p.show(handing)
		return
	}
	p.toPassword()
}

// hasMoved: the certificate is void.
func (p *Page) hasMoved() { p.stuck(problem.New(problem.CertificateVoid, nil)) }

// toPassword asks for the password, or first for the yes to the last try.
func (p *Page) toPassword() {
	p.password.Wipe()
	if jobs.Signable(p.lot.st, p.lastTry) != nil {
		p.show(warning)
		return
	}
	p.show(typing)
}

// spendLast is the separate yes to the last try.
func (p *Page) spendLast() {
	p.lastTry = true
	p.toPassword()
}

// sign sends the password, once, and signs.
func (p *Page) sign() {
	if p.step != typing {
		return
	}
	if p.password.Len() < cardsession.MinPassword {
		p.fault = jobs.Problem(card.Fail(card.SecretFormat, "look at the password", nil), problem.SigningPassword)
		p.host.Refresh(true)
		return
	}
	session, err := p.host.Jobs().Session(p.lot.source, p.host.Mode())
	if err != nil {
		p.password.Wipe()
		p.stuck(err)
		return
	}
	secret := card.NewSecret(p.password.Take())
	p.fault, p.progress, p.leftOn = nil, kit.NewProgress(), false
	p.progress.Set(doing(cardsession.StepConnect), 0, 0)
	p.news.Store(work.NewMeter(p.host, p, p.progress, doing))
	session.OnProgress = func(step string) {
		p.verifying.Store(step == cardsession.StepPassword)
		p.tell(step, 0, 0)
	}
	leftOn := false
	session.OnLeftOn = func() { leftOn = true }
	sel := p.selection()
	sel.Reader = p.lot.st.Reader
	order := jobs.Signing{
		Session: session, Selection: sel, AnsweredSince: p.since, Staged: []*filing.Staged{p.copy.paper},
		Request: cardsession.SignRequest{Password: secret, AllowLastTry: p.lastTry, Expect: p.lot.st.Identity},
	}
	p.task.Run(p.host, p, func(ctx context.Context) func() {
		defer secret.Wipe()
		receipts, errs := p.host.Jobs().Sign(ctx, order)
		p.verifying.Store(false)
		return func() {
			p.leftOn = leftOn
			p.ended(receipts[0], errs[0])
		}
	})
	p.show(signing)
}

func (p *Page) signingScreen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.sign.signing.title"), Help: kit.T("window.sign.password.help"), Step: stepOf(7),
		Body: []kit.Box{k.Heading(kit.T("window.sign.stay")), k.Progress(p.progress, p.task.Cancel)},
	}
}

// ended is the answer to sign.
func (p *Page) ended(r *filing.Receipt, err error) {
	p.progress, p.lastTry = nil, false
	if err == nil {
		p.drop()
		p.receipt = r
		p.show(done)
		p.remember(r)
		return
	}
	fault := p.problem(err)
	if fault.TriesLeft >= 0 {
		p.lot.st.Tries.Signing = fault.TriesLeft
	}
	switch kind, _ := card.KindOf(err); {
	case kind == card.Removed, kind == card.NoCard, kind == card.NoReader, kind == card.NoService,
		kind == card.Uncertain && p.lot.seen[p.lot.st.Reader].Sight != card.SightReady:
		p.lost(fault)
	case fault.Code == problem.Stopped:
		on := p.leftOn
		p.toPaper()
		p.leftOn, p.note = on, kit.T("window.sign.stopped")
		p.host.Refresh(true)
	case fault.Code == problem.PasswordFormat:
		p.fault = fault
		p.show(typing)
	default:
		if fault.Code != problem.WrongPassword { // the copy has nothing of the signing in it
			p.drop()
		}
		p.fault = fault
		p.show(failed)
	}
}

// stuck is what went wrong before the password.
func (p *Page) stuck(err error) {
	p.fault = p.problem(err)
	if p.fault.Code == problem.OutputExists {
		p.drop()
		p.fault = nil
		p.show(taken)
		return
	}
	p.show(failed)
}

// remember keeps the receipt, where that is wanted on this computer.
func (p *Page) remember(r *filing.Receipt) {
	store := p.host.Store()
	if store == nil {
		return
	}
	const most = 10 * time.Second // a keyring may ask its owner
	go func() {
		ctx, stop := context.WithTimeout(context.Background(), most)
		defer stop()
		err := jobs.AddReceipts(ctx, store, r)
		p.host.DoFor(p, func() {
			if err != nil && p.receipt == r {
				p.forgot = problem.Of(err, problem.NoSecret)
				p.host.Refresh(false)
			}
			p.host.Recall()
		})
	}()
}
