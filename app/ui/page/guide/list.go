package guide

import (
	"madoguchi/app/jobs"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// List is every guide.
type List struct{ host page.Host }

var _ page.Page = (*List)(nil)

// NewList makes the page.
func NewList(h page.Host) *List { return &List{h} }

// Screen implements page.Page.
func (p *List) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.guide.list"), Wide: true}
	rules, in, err := p.host.Inquiry()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	s.Practice = in.Practice
	guides, err := rules.Guides()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	open := func(path string) func() { return func() { p.host.Open(New(p.host, path)) } }
	list := []kit.Box{k.Answer(kit.Action{Label: kit.T("window.guide.list.unsure"), Icon: "question", Do: open("")}, kit.T("window.guide.list.unsure.explain"))}
	for _, path := range guides.Paths() {
		list = append(list, k.Answer(kit.Action{Label: kit.T("guide." + path.ID + ".name"), Icon: path.Icon, Do: open(path.ID)}, kit.T("guide."+path.ID+".short")))
	}
	s.Body = []kit.Box{k.Grid(listWidth, 2, list...)}
	return s
}

// listWidth is the least width of a guide, so that two stand side by side.
const listWidth = 400

// Leave implements page.Page.
func (p *List) Leave() {}
