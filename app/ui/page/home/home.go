// Package home is where every job begins: three doors, and behind each only what
// works.
package home

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
)

// Page is Home.
type Page struct{ host page.Host }

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.home.title"),
		Help:  kit.T("window.home.help"),
		Body: []kit.Box{
			k.Column(
				k.Heading(kit.T("window.home.paper")),
				k.Body(kit.T("window.home.paper.explain")),
			),
			k.Note(theme.Tint, k.Text(kit.T("window.home.offline"), kit.Style{Size: theme.Body, Role: theme.TintInk})),
		},
	}
}

// Leave implements page.Page.
func (p *Page) Leave() {}
