// Package language is where a reader chooses the language of the texts, and a
// second one that stands beside it.
package language

import (
	"fyne.io/fyne/v2"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// Page is the choice.
type Page struct{ host page.Host }

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	first, second := p.host.Languages()
	var firsts, seconds []kit.Box
	var chosen fyne.Focusable
	for _, l := range p.host.Jobs().Texts.Languages() {
		name := kit.Data(p.host.Jobs().Texts.For(l).T("language.name"), l)
		firsts = append(firsts, k.Choice(kit.Action{Label: name, Do: func() { p.host.SetLanguages(l, second) }}, kit.Msg{}, l == first))
		if l == first {
			chosen, _ = firsts[len(firsts)-1].(fyne.Focusable)
		} else {
			seconds = append(seconds, k.Choice(kit.Action{Label: name, Do: func() { p.host.SetLanguages(first, l) }}, kit.Msg{}, l == second))
		}
	}
	seconds = append(seconds, k.Choice(kit.Action{Label: kit.T("window.language.none"), Do: func() { p.host.SetLanguages(first, "") }}, kit.Msg{}, second == ""))
	return kit.Screen{
		Title: kit.T("window.language"),
		Help:  kit.T("window.language.help"),
		Body: []kit.Box{
			k.Grid(240, 3, firsts...),
			k.Column(
				k.Heading(kit.T("window.language.second")),
				k.Body(kit.T("window.language.second.explain")),
				k.Grid(240, 3, seconds...),
			),
		},
		Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back},
		First:   chosen,
	}
}

// Leave implements page.Page.
func (p *Page) Leave() {}
