// Package home is where every job begins: three doors, and behind each only what
// works.
package home

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/dates"
	"madoguchi/app/ui/page/practice"
	"madoguchi/app/ui/theme"
)

// Page is Home.
type Page struct{ host page.Host }

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{h} }

// way is something that can be done: its texts are window.home.<id> and
// window.home.<id>.explain.
type way struct {
	id, icon string
	open     func(page.Host) page.Page
	// signs: it is not offered where the mode signs nothing.
	signs bool
	// helps: it is offered to those who help somebody only.
	helps bool
}

// door is one of the three, with the ways behind it.
type door struct {
	id, icon string
	ways     []way
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	var open []kit.Box
	for _, d := range doors() {
		if b := p.door(k, d); b != nil {
			open = append(open, b)
		}
	}
	practice := "window.home.practice"
	if p.host.Person() != "" {
		practice = "window.home.practising"
	}
	s := kit.Screen{Title: kit.T("window.home.title"), Help: kit.T("window.home.help"), Wide: true}
	if near := dates.Near(p.host, k); near != nil {
		s.Body = append(s.Body, near)
	}
	s.Body = append(s.Body,
		k.Abreast(doorWidth, open...),
		k.Answer(kit.Action{Label: kit.T(practice), Icon: "practice", Do: p.open(practiceWay)}, kit.T(practice+".explain")),
	)
	return s
}

// doorWidth is the least width of a door, so that three stand side by side in a
// window of 960 units.
const doorWidth = 285

var practiceWay = way{open: func(h page.Host) page.Page { return practice.New(h) }}

// door is a card with a heading and the ways behind it, or nil where none is open
// to this mode.
func (p *Page) door(k *kit.Kit, d door) kit.Box {
	var ways []kit.Box
	for _, w := range d.ways {
		if w.signs && p.host.Mode() == cardsession.ModeCounter || w.helps && p.host.Mode() != cardsession.ModeHelper {
			continue
		}
		ways = append(ways, k.Answer(kit.Action{
			Label: kit.T("window.home." + w.id), Icon: w.icon, Do: p.open(w),
		}, kit.T("window.home."+w.id+".explain")))
	}
	if len(ways) == 0 {
		return nil
	}
	head := k.Beside(k.IconOf(d.icon, theme.Accent, theme.Title), k.Heading(kit.T("window.home."+d.id)))
	return k.Column(head, k.Grid(300, 2, ways...))
}

func (p *Page) open(w way) func() {
	return func() { p.host.Open(w.open(p.host)) }
}

// Leave implements page.Page.
func (p *Page) Leave() {}
