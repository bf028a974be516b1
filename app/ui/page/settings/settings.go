// Package settings is where a reader sets how the window looks and what it
// remembers.
package settings

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
)

// Page is the settings.
type Page struct{ host page.Host }

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	look := p.host.Look()
	var schemes []kit.Box
	for _, s := range theme.Schemes() {
		next := look
		next.Scheme = s
		schemes = append(schemes, k.Choice(kit.Action{Label: kit.T("window.settings." + string(s)), Do: func() { p.host.SetLook(next) }}, kit.Msg{}, s == look.Scheme))
	}
	return kit.Screen{
		Title: kit.T("window.settings"),
		Help:  kit.T("window.settings.help"),
		Body: []kit.Box{
			k.Column(k.Heading(kit.T("window.settings.colours")), k.Grid(200, 3, schemes...)),
		},
		Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back},
	}
}

// Leave implements page.Page.
func (p *Page) Leave() {}
