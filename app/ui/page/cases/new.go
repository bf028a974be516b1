package cases

import (
	"context"

	"madoguchi/app/casebook"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// naming asks for the nickname of a case: a new one, or one that is taken over
// beside another of the same nickname.
type naming struct {
	desk
	list     *Page
	nickname kit.Value
	// c is what the case holds besides.
	c     casebook.Case
	title kit.Msg
	// bring says that what was answered about nobody's case goes into it.
	bring bool
	// save writes it.
	save func(context.Context, *casebook.Book, casebook.Case) (casebook.Case, error)
}

var (
	_ page.Page = (*naming)(nil)
	_ page.Busy = (*naming)(nil)
)

// newNew asks for the nickname of a new case.
func newNew(list *Page) *naming {
	p := newNaming(list, casebook.Case{}, kit.T("window.cases.new"), func(ctx context.Context, b *casebook.Book, c casebook.Case) (casebook.Case, error) {
		return b.Put(ctx, c)
	})
	p.bring = true
	return p
}

func newNaming(list *Page, c casebook.Case, title kit.Msg, save func(context.Context, *casebook.Book, casebook.Case) (casebook.Case, error)) *naming {
	p := &naming{desk: newDesk(list.host), list: list, c: c, title: title, save: save}
	p.self = p
	return p
}

// Screen implements page.Page.
func (p *naming) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: p.title, Help: kit.T("window.cases.new.help")}
	if p.working {
		return busy(k, s)
	}
	p.trouble(k, &s)
	entry := k.Entry(&p.nickname, kit.T("window.cases.nickname"), nil)
	s.Body = append(s.Body, k.Body(kit.T("window.cases.nickname.explain", i18n.Args{"max": casebook.LongestNickname})), entry)
	s.First = kit.Focusables(entry)[0]
	if n := loose(p.host); n > 0 && len(p.c.Facts) == 0 {
		s.Body = append(s.Body, k.Check(p.bring, kit.T("window.cases.new.bring", i18n.Args{"n": n}), func(on bool) { p.bring = on }))
	}
	s.Primary = &kit.Action{Label: kit.T("window.cases.new.done"), Do: p.typed}
	return s
}

func (p *naming) typed() {
	nickname, err := casebook.CheckNickname(p.nickname.Text)
	if err != nil {
		p.problem = problem.Of(err, problem.NoSecret)
		p.host.Refresh(true)
		return
	}
	c := p.c
	c.Nickname = nickname
	if _, in, err := p.host.Inquiry(); err == nil && p.bring && loose(p.host) > 0 {
		c.Facts = casebook.Keep(in.Facts)
	}
	p.do(func(ctx context.Context, b *casebook.Book) (err error) {
		c, err = p.save(ctx, b, c)
		return err
	}, func(err error) {
		if err != nil {
			return
		}
		p.list.again()
		p.working = false
		p.host.Back()
		if err := open(p.host, c); err != nil {
			p.list.problem = jobs.Problem(err, 0)
		}
	})
}

// Leave implements page.Page.
func (p *naming) Leave() {
	p.wipe()
	p.nickname = kit.Value{}
}
