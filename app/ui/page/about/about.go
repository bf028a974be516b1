// Package about says what the program is, which version, and by whose work it was
// made: the licences of everything in it.
package about

import (
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is about the program.
type Page struct {
	host page.Host
	// licences are read when the page is first shown.
	licences []jobs.Licence
	err      error
}

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page {
	p := &Page{host: h}
	p.licences, p.err = h.Jobs().Licences()
	return p
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	body := []kit.Box{
		k.Body(kit.T("window.about.what")),
		k.Facts(kit.Fact{Label: kit.T("window.about.version"), Value: kit.Data(p.host.Jobs().Version, "")}),
		k.Callout(kit.Info, kit.T("window.about.not"), kit.T("window.about.not.explain")),
		k.Column(k.Heading(kit.T("window.about.licences")), k.Body(kit.T("window.about.licences.explain"))),
	}
	if p.err != nil {
		body = append(body, k.Problem(problem.Of(p.err, problem.NoSecret)))
	}
	var rows []kit.Box
	for _, l := range p.licences {
		rows = append(rows, k.Answer(kit.Action{Label: kit.Data(l.Module, ""), Do: func() { p.host.Open(&licence{p.host, l}) }},
			kit.Data(l.ID+" · "+l.Version, "")))
	}
	body = append(body, k.Grid(300, 2, rows...))
	return kit.Screen{
		Title: kit.T("window.about.title"), Help: kit.T("window.about.help"), Body: body,
		Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}, Tells: true,
	}
}

// Leave implements page.Page.
func (p *Page) Leave() {}

// licence is the text of one.
type licence struct {
	host page.Host
	l    jobs.Licence
}

// Screen implements page.Page.
func (p *licence) Screen(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.about.licence", i18n.Args{"module": p.l.Module}),
		Body: []kit.Box{
			k.Text(kit.Data(p.l.ID, ""), kit.Style{Size: theme.Heading, Bold: true}),
			k.Long(p.l.Text, "en"),
		},
		Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back},
	}
}

// Leave implements page.Page.
func (p *licence) Leave() {}
