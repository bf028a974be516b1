// Package help is what F1 opens: what is to be known about the screen one came
// from, the pictures of the bar, and the keys.
package help

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
)

// Page is the help about one screen.
type Page struct {
	host  page.Host
	about kit.Screen
}

var _ page.Page = (*Page)(nil)

// New makes the page about a screen.
func New(h page.Host, about kit.Screen) *Page { return &Page{h, about} }

// keys are the ids of the texts about each key, in the order of use, and what is
// written on the keys.
var keys = [...]struct{ id, key string }{
	{"tab", "Tab   Shift+Tab"},
	{"enter", "Enter"},
	{"escape", "Esc"},
	{"arrows", "↑ ↓   PgUp   PgDn"},
	{"help", "F1"},
	{"second", "F2"},
	{"swap", "F3"},
	{"aloud", "F9"},
	{"size", "Ctrl +   Ctrl −"},
}

// pictures are those of the bar above, where some stand without a word, and the
// ids of what they are.
var pictures = [...]struct{ icon, id string }{
	{"back", "window.back"},
	{"home", "window.home"},
	{"person", "window.help.who"},
	{"language", "window.language"},
	{"swap", "window.swap"},
	{"text_smaller", "window.smaller"},
	{"text_larger", "window.larger"},
	{"settings", "window.settings"},
	{"question", "window.help"},
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.help"), Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}}
	if !p.about.Help.Empty() {
		s.Body = append(s.Body, k.Column(k.Heading(p.about.Title), k.Body(p.about.Help)))
	}
	var signs []kit.Box
	for _, x := range pictures {
		signs = append(signs, k.Beside(k.Icon(x.icon, theme.Ink), k.Body(kit.T(x.id))))
	}
	rows := []kit.Fact{{Label: kit.Data(page.QuietKey, ""), Value: kit.T("window.quiet.keys")}}
	for _, x := range keys {
		rows = append(rows, kit.Fact{Label: kit.Data(x.key, ""), Value: kit.T("window.keys." + x.id)})
	}
	s.Body = append(s.Body,
		k.Column(k.Heading(kit.T("window.help.pictures")), k.Panel(k.Grid(260, 2, signs...))),
		k.Column(k.Heading(kit.T("window.keys")), k.Panel(k.Facts(rows...))),
	)
	return s
}

// Leave implements page.Page.
func (p *Page) Leave() {}
