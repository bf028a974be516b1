package guide

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
)

const (
	// statesFact is the list of States that were named, linkFact what one has to do with
	// the family.
	statesFact = "states"
	linkFact   = "states.link"
)

const (
	// mostFound is how many countries a search shows.
	mostFound = 8
	// linkWidth is the least width of a tie with a country.
	linkWidth = 200
)

// states are the values of the States named.
func (v *view) states() (list []string) {
	d, _ := v.rules.Vocabulary().Lookup(statesFact)
	for _, item := range v.page.in.Facts.Value(statesFact).Items() {
		list = append(list, item[d.Field("states.state")].Text())
	}
	return list
}

func (v *view) state(value string) kit.Msg { return kit.T("fact.states.state." + value) }

// countries asks which States may be the person's, and what each has to do with the
// family: found by a word, taken one after the other. None is an answer, too.
func (v *view) countries(s *kit.Screen, q question) []kit.Box {
	k, p := v.k, v.page
	var boxes []kit.Box
	for i, code := range v.states() {
		of := question{facts: []string{linkFact}, item: i}
		d, _ := v.rules.Vocabulary().Lookup(linkFact)
		links := v.options(of, d, func(x any) {
			p.field.changed = true
			p.set(of, linkFact, x)
			p.host.Refresh(false)
		})
		boxes = append(boxes, k.Panel(
			k.Apart(
				k.Text(v.state(code), kit.Style{Size: theme.Large, Bold: true}),
				k.Quiet(kit.Action{Label: kit.T("window.guide.country.remove"), Icon: "trash", Do: func() { v.dropState(i) }}),
			),
			k.Body(v.asks(of, linkFact)), k.Grid(linkWidth, 3, links...),
		))
		if i == p.field.added-1 {
			s.First, _ = links[0].(fyne.Focusable)
		}
	}
	label := kit.T("window.guide.country.search")
	if len(boxes) > 0 {
		label = kit.T("window.guide.country.more")
		s.Primary = &kit.Action{Label: kit.T("window.guide.country.go"), Icon: "forward", Do: func() { v.on(q, p.field.changed) }}
	}
	search := k.Search(&p.field.sought, label, func() { p.host.Refresh(false) })
	if s.First == nil {
		s.First = kit.Focusables(search)[0]
	}
	found := []kit.Box{search}
	var list []kit.Box
	for _, code := range v.sought() {
		list = append(list, k.Choice(kit.Action{Label: v.state(code), Do: func() { v.addState(code) }}, kit.Msg{}, false))
	}
	if len(list) == 0 && p.field.sought.Text != "" {
		found = append(found, k.Label(kit.T("window.guide.country.none")))
	}
	found = append(found, k.Grid(linkWidth, 3, list...))
	if len(boxes) == 0 {
		found = append(found, v.skips(q, fact.Definition{}))
	}
	return append(boxes, k.Column(found...))
}

// sought are the countries a search finds; without one, those most people here come
// from whom this guide is for.
func (v *view) sought() (list []string) {
	d, _ := v.rules.Vocabulary().Lookup("states.state")
	values := d.Values
	taken := v.states()
	text := strings.TrimSpace(v.page.field.sought.Text)
	if text == "" {
		if len(taken) > 0 {
			return nil
		}
		values = []string{"mm", "vn", "ph", "np", "cn", "lk"}
	}
	for _, code := range values {
		if slices.Contains(taken, code) || len(list) == mostFound {
			continue
		}
		if jobs.Holds(v.k.Texts, text, "fact.states.state."+code) {
			list = append(list, code)
		}
	}
	return list
}

// items is the list of States as answers have it.
func (p *Page) items() []any {
	d, _ := p.in.Facts.Vocabulary().Lookup(statesFact)
	list, _ := p.in.Facts.Value(statesFact).Any(d).([]any)
	return list
}

func (v *view) addState(code string) {
	p := v.page
	p.wipeField()
	p.put(statesFact, append(p.items(), map[string]any{"state": code}))
	delete(p.in.Skipped, statesFact)
	p.field.changed, p.field.added = true, len(p.items())
	p.host.Refresh(true)
}

// dropState takes a State out, and what was said of it: what was skipped of those after
// it in the list is open again.
func (v *view) dropState(i int) {
	p := v.page
	list := slices.Delete(p.items(), i, i+1)
	for key := range p.in.Skipped {
		if strings.HasPrefix(key, statesFact+".") {
			delete(p.in.Skipped, key)
		}
	}
	w := &p.walk
	w.asked = slices.Concat(w.asked[:w.at+1], slices.DeleteFunc(slices.Clone(w.asked[w.at+1:]), func(q question) bool { return q.item >= 0 }))
	if len(list) == 0 {
		p.in.Facts.Forget(statesFact)
	} else {
		p.put(statesFact, list)
	}
	p.wipeField()
	p.field.changed = true
	p.host.Refresh(true)
}
