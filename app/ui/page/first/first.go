// Package first is the first question: who is at the screen.
package first

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/theme"
)

// Page asks it. Nothing is remembered of the answer.
type Page struct{ host page.Host }

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	answer := func(m cardsession.Mode, icon string) kit.Box {
		id := "window.first." + m.String()
		return k.Answer(kit.Action{Label: kit.T(id), Icon: icon, Do: func() { p.choose(m) }}, kit.T(id+".explain"))
	}
	return kit.Screen{
		Title: kit.T("window.first.title"),
		Help:  kit.T("window.first.help"),
		Body: []kit.Box{k.Column(
			answer(cardsession.ModeSelf, "person"),
			answer(cardsession.ModeHelper, "helper"),
			answer(cardsession.ModeCounter, "counter"),
		), k.Text(kit.T("window.first.calm"), kit.Style{Size: theme.Body, Role: theme.Muted})},
	}
}

func (p *Page) choose(m cardsession.Mode) {
	p.host.SetMode(m)
	p.host.Open(home.New(p.host))
}

// Leave implements page.Page.
func (p *Page) Leave() {}
