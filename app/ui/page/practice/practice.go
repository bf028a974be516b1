// Package practice is where a practice card is chosen, and where its secrets
// stand, which are nobody's.
package practice

import (
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
)

// Page is the choice.
type Page struct {
	host page.Host
	err  *problem.Problem
}

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{host: h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.practice.title"), Help: kit.T("window.practice.help")}
	set, err := p.host.Jobs().Practice()
	if err != nil {
		p.err = problem.Of(err, problem.NoSecret)
	}
	if p.err != nil {
		s.Body = []kit.Box{k.Problem(p.err)}
		return s
	}
	s.Body = append(s.Body, k.Body(kit.T("window.practice.explain")))
	if b := p.secrets(k); b != nil {
		s.Body = append(s.Body, b)
	}
	var people []kit.Box
	for _, x := range set.People() {
		people = append(people, k.Choice(kit.Action{Label: kit.T("window.practice.person." + x.ID), Icon: "card", Do: func() { p.choose(x.ID) }},
			kit.Data(x.Name, "ja"), x.ID == p.host.Person()))
	}
	s.Body = append(s.Body, k.Column(k.Heading(kit.T("window.practice.choose")), k.Grid(300, 2, people...)))
	return s
}

// secrets are those of the card that is in use, or nil.
func (p *Page) secrets(k *kit.Kit) kit.Box {
	x := page.PracticeSecrets(p.host)
	var rows []kit.Fact
	for _, r := range []struct{ id, value string }{{"sign", x.Sign}, {"input", x.Input}, {"auth", x.Auth}} {
		if r.value != "" {
			rows = append(rows, kit.Fact{Label: kit.T("window.practice.secret." + r.id), Value: kit.Data(r.value, "")})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return k.Panel(k.Text(kit.T("window.practice.secrets"), kit.Style{Size: theme.Heading, Bold: true}), k.Facts(rows...))
}

// choose puts a card in and goes on to what one can do with it.
func (p *Page) choose(id string) {
	if err := p.host.Practise(id); err != nil {
		p.err = problem.Of(err, problem.NoSecret)
		p.host.Refresh(true)
		return
	}
	p.host.Home()
}

// Leave implements page.Page.
func (p *Page) Leave() {}
