// Package help is what F1 opens: what is to be known about the screen one came
// from, and the keys.
package help

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// Page is the help about one screen.
type Page struct {
	host  page.Host
	about kit.Screen
}

var _ page.Page = (*Page)(nil)

// New makes the page about a screen.
func New(h page.Host, about kit.Screen) *Page { return &Page{h, about} }

// keys are the ids of the texts about each key, in the order of use, and the keys
// that have a number on them.
var keys = [...]struct{ id, key string }{
	{"tab", ""},
	{"enter", ""},
	{"escape", ""},
	{"arrows", ""},
	{"help", "F1"},
	{"second", "F2"},
	{"swap", "F3"},
	{"size", ""},
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.help"), Primary: &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}}
	if !p.about.Help.Empty() {
		s.Body = append(s.Body, k.Column(k.Heading(p.about.Title), k.Body(p.about.Help)))
	}
	rows := []kit.Box{k.Heading(kit.T("window.keys"))}
	for _, key := range keys {
		rows = append(rows, k.Body(kit.T("window.keys."+key.id, i18n.Args{"key": key.key})))
	}
	s.Body = append(s.Body, k.Column(rows...))
	return s
}

// Leave implements page.Page.
func (p *Page) Leave() {}
