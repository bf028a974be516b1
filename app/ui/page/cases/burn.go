package cases

import (
	"context"

	"madoguchi/app/casebook"
	"madoguchi/app/store"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// burn destroys one case or all of them, once it was said twice.
type burn struct {
	desk
	// list is read again afterwards; nil where the page below is that of the case.
	list *Page
	// c is the one, nil for all.
	c      *casebook.Case
	sure   bool
	burned bool
	fate   store.Forgotten
}

var (
	_ page.Page   = (*burn)(nil)
	_ page.Backer = (*burn)(nil)
	_ page.Busy   = (*burn)(nil)
)

func newBurn(list *Page, c *casebook.Case) *burn {
	p := &burn{desk: newDesk(list.host), list: list, c: c}
	p.self = p
	return p
}

func newBurnOne(h page.Host, c casebook.Case) *burn {
	p := &burn{desk: newDesk(h), c: &c}
	p.self = p
	return p
}

// id is one of the texts for one case or for all.
func (p *burn) id(part string) kit.Msg {
	if p.c == nil {
		return kit.T("window.cases.burn_all." + part)
	}
	return kit.T("window.cases.burn."+part, called(*p.c))
}

// Screen implements page.Page.
func (p *burn) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: p.id("title"), Help: kit.T("window.cases.burn.help")}
	switch {
	case p.working:
		return busy(k, s)
	case p.burned:
		p.done(k, &s)
	case p.sure:
		s.Title = p.id("sure")
		p.trouble(k, &s)
		s.Body = append(s.Body, k.Body(kit.T("window.cases.burn.sure.explain")), p.answers(k, "window.cases.burn.yes", "trash", p.burn))
	default:
		p.trouble(k, &s)
		s.Body = append(s.Body,
			k.Column(k.Heading(kit.T("window.cases.burn.what")), k.Body(p.id("what.explain"))),
			k.Column(k.Heading(kit.T("window.cases.burn.not")), k.Body(kit.T("window.cases.burn.not.explain"))),
			p.answers(k, "window.cases.burn.go_on", "forward", func() {
				p.sure, p.problem = true, nil
				p.host.Refresh(true)
			}))
	}
	return s
}

// answers are no and yes; no comes first, and the keyboard begins there.
func (p *burn) answers(k *kit.Kit, yes, icon string, do func()) kit.Box {
	return k.Column(
		k.Answer(kit.Action{Label: kit.T("window.cases.burn.no"), Icon: "back", Do: p.leave}, kit.Msg{}),
		k.Answer(kit.Action{Label: kit.T(yes), Icon: icon, Do: do}, kit.Msg{}),
	)
}

// leave goes back to where it was asked for.
func (p *burn) leave() {
	p.sure = false
	p.host.Back()
}

func (p *burn) burn() {
	var fate store.Forgotten
	p.do(func(ctx context.Context, b *casebook.Book) (err error) {
		if p.c != nil {
			return b.Burn(ctx, p.c.ID)
		}
		fate, err = b.BurnAll(ctx)
		return err
	}, func(err error) {
		p.fate, p.sure = fate, false
		if p.burned = err == nil || casebook.KindOf(err) == casebook.KeyKept || casebook.KindOf(err) == casebook.FileKept || casebook.KindOf(err) == casebook.CaseGone; !p.burned {
			return
		}
		if now := p.host.CaseAtHand(); now != nil && (p.c == nil || now.Case.ID == p.c.ID) {
			p.host.TakeUp(nil)
		}
		if p.list != nil {
			p.list.again()
			p.list.making = false
		}
	})
}

// done says what became of it.
func (p *burn) done(k *kit.Kit, s *kit.Screen) {
	s.Tells = true
	p.trouble(k, s)
	if p.problem == nil {
		s.Body = append(s.Body, k.Callout(kit.Success, p.id("done"), kit.T("window.cases.burn.done.explain")))
	}
	if p.c == nil {
		s.Body = append(s.Body, k.Facts(
			kit.Fact{Label: kit.T("window.cases.fate.file"), Value: kit.T("window.cases.fate." + string(p.fate.File))},
			kit.Fact{Label: kit.T("window.cases.fate.key"), Value: kit.T("window.cases.fate." + string(p.fate.Key))},
		))
		if p.fate.Folder != "" {
			s.Body = append(s.Body, k.Body(kit.Foreign(p.fate.Folder, "")))
		}
	}
	s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.close}
}

// close leaves for the list.
func (p *burn) close() {
	p.host.Back()
	if p.list == nil { // the page of the case is of no use any more
		p.host.Back()
	}
}

// Back implements page.Backer.
func (p *burn) Back() bool {
	if p.burned || !p.sure {
		return false
	}
	p.sure, p.problem = false, nil
	return true
}
