package cases

import (
	"context"

	"madoguchi/app/casebook"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// Leaving asks what becomes of what changed in the case at hand.
type Leaving struct {
	desk
	then func()
}

var (
	_ page.Page = (*Leaving)(nil)
	_ page.Busy = (*Leaving)(nil)
)

// NewLeaving makes the page; then is called, with it still on top, once that is
// settled.
func NewLeaving(h page.Host, then func()) *Leaving {
	p := &Leaving{desk: newDesk(h), then: then}
	p.self = p
	return p
}

// Screen implements page.Page.
func (p *Leaving) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.cases.leave.none"), Help: kit.T("window.cases.leave.help")}
	now := p.host.CaseAtHand()
	if now == nil {
		return s
	}
	s.Title = kit.T("window.cases.leave", called(now.Case))
	if p.working {
		return busy(k, s)
	}
	p.trouble(k, &s)
	answers := []kit.Box{k.Answer(kit.Action{Label: kit.T("window.cases.leave.keep"), Icon: "save", Do: func() {
		p.settle(func(ctx context.Context, b *casebook.Book) error { return save(ctx, b, now) })
	}}, kit.T("window.cases.leave.keep.explain"))}
	if p.problem != nil && p.problem.Code == "casebook_case_changed" {
		answers = []kit.Box{k.Answer(kit.Action{Label: kit.T("window.cases.leave.merge"), Icon: "side_by_side", Do: func() {
			p.settle(func(ctx context.Context, b *casebook.Book) error {
				theirs, err := b.Case(ctx, now.Case.ID)
				if err != nil {
					return err
				}
				both, _ := casebook.Merge(theirs, now.Now())
				_, err = b.Put(ctx, both)
				return err
			})
		}}, kit.T("window.cases.leave.merge.explain"))}
	}
	answers = append(answers, k.Answer(kit.Action{Label: kit.T("window.cases.leave.drop"), Icon: "close", Do: func() {
		p.host.TakeUp(nil)
		p.then()
	}}, kit.T("window.cases.leave.drop.explain")))
	s.Body = append(s.Body, k.Column(answers...))
	return s
}

// settle saves, and goes on if that went well.
func (p *Leaving) settle(work func(context.Context, *casebook.Book) error) {
	p.do(work, func(err error) {
		if err == nil {
			p.host.TakeUp(nil)
			p.then()
		}
	})
}
