// Package network shows every address the program could ever call, and how often
// it did since it was started.
package network

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is that list.
type Page struct{ host page.Host }

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	count := p.host.Jobs().Connections()
	kind := kit.Success
	if count > 0 {
		kind = kit.Info
	}
	body := []kit.Box{k.Callout(kind, kit.T("window.network.count", i18n.Args{"n": count}), kit.T("window.network.offline"))}
	addresses := p.host.Jobs().Addresses()
	if len(addresses) == 0 {
		body = append(body, k.Empty("network", kit.T("window.network.none"), kit.T("window.network.none.explain")))
	}
	for _, a := range addresses {
		body = append(body, k.Panel(
			k.Text(kit.Data(a.URL, ""), kit.Style{Size: theme.Body, Bold: true}),
			k.Facts(
				kit.Fact{Label: kit.T("window.network.what"), Value: kit.T(a.What)},
				kit.Fact{Label: kit.T("window.network.when"), Value: kit.T(a.When)},
			),
		))
	}
	return kit.Screen{
		Title: kit.T("window.network.title"), Help: kit.T("window.network.help"), Body: body,
		Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back},
	}
}

// Leave implements page.Page.
func (p *Page) Leave() {}
