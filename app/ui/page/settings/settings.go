// Package settings is where a reader sets how the window looks, and finds what it
// remembers, what it could call and what it is made of.
package settings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/about"
	"madoguchi/app/ui/page/doctor"
	"madoguchi/app/ui/page/language"
	"madoguchi/app/ui/page/network"
	"madoguchi/app/ui/page/remember"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is the settings.
type Page struct{ host page.Host }

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	look := p.host.Look()
	colours, chosen := p.schemes(k, look)
	return kit.Screen{
		Title: kit.T("window.settings"),
		Help:  kit.T("window.settings.help"),
		Body: []kit.Box{
			k.Column(k.Heading(kit.T("window.settings.colours")), colours),
			k.Column(k.Heading(kit.T("window.settings.size")), p.scales(k, look)),
			k.Check(look.Still, kit.T("window.settings.still"), func(on bool) {
				next := p.host.Look()
				next.Still = on
				p.host.SetLook(next)
			}),
			k.Column(
				k.Check(p.host.Quiet(), kit.T("window.quiet.setting"), p.host.SetQuiet),
				k.Label(kit.T("window.quiet.setting.explain")),
			),
			p.spelling(k),
			k.Grid(300, 2,
				p.way(k, "language", "language", func() page.Page { return language.New(p.host) }),
				p.way(k, "remember", "save", func() page.Page { return remember.New(p.host) }),
				p.way(k, "doctor", "doctor", func() page.Page { return doctor.New(p.host) }),
				p.way(k, "network", "network", func() page.Page { return network.New(p.host) }),
				p.way(k, "about", "info", func() page.Page { return about.New(p.host) }),
			),
		},
		Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back},
		First:   chosen,
	}
}

// schemes are the colours to choose from, and the one in use, where the keyboard
// begins: Enter alone changes nothing.
func (p *Page) schemes(k *kit.Kit, look theme.Look) (kit.Box, fyne.Focusable) {
	var out []kit.Box
	var chosen fyne.Focusable
	for _, s := range theme.Schemes() {
		next := look
		next.Scheme = s
		out = append(out, k.Choice(kit.Action{Label: kit.T("window.settings." + string(s)), Do: func() { p.host.SetLook(next) }}, kit.Msg{}, s == look.Scheme))
		if s == look.Scheme {
			chosen, _ = out[len(out)-1].(fyne.Focusable)
		}
	}
	return k.Grid(180, 3, out...), chosen
}

// spelling is how days and numbers are written.
func (p *Page) spelling(k *kit.Kit) kit.Box {
	check := func(id string, on bool, set func(*i18n.Spelling, bool)) kit.Box {
		return k.Check(on, kit.T(id), func(on bool) {
			next := p.host.Spelling()
			set(&next, on)
			p.host.SetSpelling(next)
		})
	}
	now := p.host.Spelling()
	boxes := []kit.Box{check("window.settings.era", now.Era, func(s *i18n.Spelling, on bool) { s.Era = on })}
	if first, _ := p.host.Languages(); i18n.HasDigits(first) {
		boxes = append(boxes, check("window.settings.own_digits", now.OwnDigits, func(s *i18n.Spelling, on bool) { s.OwnDigits = on }))
	}
	return k.Column(boxes...)
}

func (p *Page) scales(k *kit.Kit, look theme.Look) kit.Box {
	var out []kit.Box
	for _, s := range theme.Scales() {
		next := look
		next.Scale = s
		label := kit.T("window.settings.percent", i18n.Args{"percent": fmt.Sprint(int(s * 100))})
		out = append(out, k.Choice(kit.Action{Label: label, Do: func() { p.host.SetLook(next) }}, kit.Msg{}, s == look.Factor()))
	}
	return k.Grid(110, 5, out...)
}

// way leads to a page of its own.
func (p *Page) way(k *kit.Kit, id, icon string, open func() page.Page) kit.Box {
	id = "window.settings." + id
	return k.Answer(kit.Action{Label: kit.T(id), Icon: icon, Do: func() { p.host.Open(open()) }}, kit.T(id+".explain"))
}

// Leave implements page.Page.
func (p *Page) Leave() {}
