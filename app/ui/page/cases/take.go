package cases

import (
	"context"
	"path/filepath"

	"madoguchi/app/casebook"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// take takes a case over from a hand-over file.
type take struct {
	desk
	list *Page
	path string

	// theirs is the case of the file where mine is here already, both what the two
	// make together, and differs the number of answers on which they are not one.
	theirs, mine, both casebook.Case
	differs            int
	same               bool
	taken              *casebook.Case
}

var (
	_ page.Page = (*take)(nil)
	_ page.Busy = (*take)(nil)
)

func newTake(list *Page, path string) *take {
	p := &take{desk: newDesk(list.host), list: list, path: path}
	p.self = p
	return p
}

// Screen implements page.Page.
func (p *take) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.cases.take"), Help: kit.T("window.cases.take.help")}
	switch {
	case p.working:
		return busy(k, s)
	case p.taken != nil:
		s.Tells = true
		s.Body = []kit.Box{k.Callout(kit.Success, kit.T("window.cases.take.done", called(*p.taken)), kit.T("window.cases.take.done.explain"))}
		s.Primary = &kit.Action{Label: kit.T("window.cases.take.show"), Icon: "person", Do: func() {
			c := *p.taken // forgotten when the page is left
			p.host.Back()
			p.list.show(c)
		}}
		s.Others = []kit.Action{{Label: kit.T("window.cases.list"), Do: p.host.Back}}
	case p.same:
		p.choose(k, &s)
	default:
		p.trouble(k, &s)
		s.Body = append(s.Body, k.Facts(kit.Fact{Label: kit.T("window.cases.take.file"), Value: kit.Foreign(filepath.Base(p.path), "")}), k.Body(kit.T("window.cases.take.explain")))
		p.once(k, &s, kit.T("window.cases.hand_over.passphrase"), p.read)
	}
	return s
}

// read opens the file and saves the case in it, unless it is here already.
func (p *take) read(passphrase []byte) {
	var c, mine casebook.Case
	p.do(func(ctx context.Context, b *casebook.Book) (err error) {
		defer clear(passphrase)
		if c, err = b.ReadHandOver(p.path, passphrase); err != nil {
			return err
		}
		got, err := b.Take(ctx, c)
		if err == nil {
			c = got
		}
		if casebook.KindOf(err) == casebook.CaseSame {
			var failed error
			if mine, failed = b.Case(ctx, c.ID); failed != nil {
				return failed
			}
		}
		return err
	}, func(err error) {
		switch casebook.KindOf(err) {
		case "":
			if err == nil {
				p.took(c)
			}
		case casebook.CaseSame:
			p.same, p.problem, p.theirs, p.mine = true, nil, c, mine
			both, differ := casebook.Merge(mine, c)
			p.both, p.differs = both, len(differ)
		case casebook.NicknameTaken:
			p.host.Back()
			p.rename(c, func(ctx context.Context, b *casebook.Book, c casebook.Case) (casebook.Case, error) {
				return b.Take(ctx, c)
			})
			p.host.Refresh(true)
		}
	})
}

func (p *take) took(c casebook.Case) {
	p.taken, p.same, p.problem = &c, false, nil
	p.list.again()
}

// choose asks which of two versions stays. What keeps most comes first.
func (p *take) choose(k *kit.Kit, s *kit.Screen) {
	s.Title = kit.T("window.cases.same", called(p.mine))
	p.trouble(k, s)
	put := func(c casebook.Case) func() {
		c.ID, c.Revision, c.Nickname = p.mine.ID, p.mine.Revision, p.mine.Nickname
		return func() {
			p.do(func(ctx context.Context, b *casebook.Book) (err error) {
				c, err = b.Put(ctx, c)
				return err
			}, func(err error) {
				if err == nil {
					p.took(c)
				}
			})
		}
	}
	explain := kit.T("window.cases.same.merge.explain")
	if p.differs > 0 {
		explain = kit.T("window.cases.same.merge.differ", i18n.Args{"n": p.differs})
	}
	s.Body = append(s.Body, k.Body(kit.T("window.cases.same.explain")), k.Column(
		k.Answer(kit.Action{Label: kit.T("window.cases.same.merge"), Icon: "side_by_side", Do: put(p.both)}, explain),
		k.Answer(kit.Action{Label: kit.T("window.cases.same.mine"), Icon: "back", Do: p.host.Back}, kit.T("window.cases.same.mine.explain")),
		k.Answer(kit.Action{Label: kit.T("window.cases.same.theirs"), Icon: "open", Do: put(p.theirs)}, kit.T("window.cases.same.theirs.explain")),
		k.Answer(kit.Action{Label: kit.T("window.cases.same.both"), Icon: "plus", Do: func() {
			c := p.theirs
			c.ID = ""
			p.host.Back()
			p.rename(c, func(ctx context.Context, b *casebook.Book, c casebook.Case) (casebook.Case, error) {
				return b.Put(ctx, c)
			})
		}}, kit.T("window.cases.same.both.explain")),
	))
}

// rename asks for another nickname.
func (p *take) rename(c casebook.Case, save func(context.Context, *casebook.Book, casebook.Case) (casebook.Case, error)) {
	n := newNaming(p.list, c, kit.T("window.cases.take.rename"), save)
	n.problem = problem.Of(&casebook.Error{Kind: casebook.NicknameTaken}, problem.NoSecret)
	p.host.Open(n)
}

// Leave implements page.Page.
func (p *take) Leave() {
	p.wipe()
	p.theirs, p.mine, p.both, p.taken = casebook.Case{}, casebook.Case{}, casebook.Case{}, nil
}
