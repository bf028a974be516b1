package guide

import (
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
)

// statesFact is the list of States that were named.
const statesFact = "states"

// mostFound is how many countries a search shows.
const mostFound = 8

// states are the values of the States named.
func (v *view) states() (list []string) {
	d, _ := v.rules.Vocabulary().Lookup(statesFact)
	for _, item := range v.page.in.Facts.Value(statesFact).Items() {
		list = append(list, item[d.Field("state")].Text())
	}
	return list
}

func (v *view) state(value string) kit.Msg { return kit.T("fact.states.state." + value) }

// countries asks which States may be the person's: found by a word, taken one after
// the other. None is an answer, too.
func (v *view) countries(s *kit.Screen, q question) []kit.Box {
	k, p := v.k, v.page
	var rows []kit.Box
	for i, code := range v.states() {
		rows = append(rows, k.Apart(
			k.Text(v.state(code), kit.Style{Size: theme.Large, Bold: true}),
			k.Quiet(kit.Action{Label: kit.T("window.guide.country.remove"), Icon: "trash", Do: func() { p.dropState(i) }}),
		))
	}
	var boxes []kit.Box
	if len(rows) > 0 {
		boxes = append(boxes, k.Panel(rows...))
		s.Primary = &kit.Action{Label: kit.T("window.guide.country.go"), Icon: "forward", Do: func() { p.statesDone(q) }}
	}
	label := kit.T("window.guide.country.search")
	if len(rows) > 0 {
		label = kit.T("window.guide.country.more")
	}
	boxes = append(boxes, k.Search(&p.field.sought, label, func() { p.host.Refresh(false) }))
	var found []kit.Box
	for _, code := range v.sought() {
		found = append(found, k.Choice(kit.Action{Label: v.state(code), Do: func() {
			p.field.sought.Wipe()
			p.addState(code)
			p.host.Refresh(true)
		}}, kit.Msg{}, false))
	}
	if len(found) == 0 && p.field.sought.Text != "" {
		found = append(found, k.Label(kit.T("window.guide.country.none")))
	}
	return append(boxes, k.Grid(choiceWidth, 2, append(found, v.skips(q)...)...))
}

// sought are the countries a search finds; without one, those most people here come
// from whom this guide is for.
func (v *view) sought() (list []string) {
	d, _ := v.rules.Vocabulary().Lookup(statesFact)
	values := d.Fields[d.Field("state")].Values
	taken := v.states()
	if v.page.field.sought.Text == "" {
		values = []string{"mm", "vn", "ph", "np", "cn", "lk"}
	}
	for _, code := range values {
		if slices.Contains(taken, code) || len(list) == mostFound {
			continue
		}
		if jobs.Holds(v.k.Texts, v.page.field.sought.Text, "fact.states.state."+code) {
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

func (p *Page) addState(code string) {
	p.put(statesFact, append(p.items(), map[string]any{"state": code}))
}

// dropState takes a State out, with all that was said of it and of those after it in
// the list as skipped.
func (p *Page) dropState(i int) {
	list := slices.Delete(p.items(), i, i+1)
	for key := range p.in.Skipped {
		if len(key) > len(statesFact) && key[:len(statesFact)+1] == statesFact+"." {
			delete(p.in.Skipped, key)
		}
	}
	if len(list) == 0 {
		p.in.Facts.Forget(statesFact)
	} else {
		p.put(statesFact, list)
	}
	p.host.Refresh(true)
}

// statesDone goes on once all that matter were named.
func (p *Page) statesDone(q question) {
	p.named = true
	p.on(q)
}

// putField keeps what was said of one State; nil forgets it.
func (p *Page) putField(i int, id string, value any) {
	list := p.items()
	if i >= len(list) {
		return
	}
	item := list[i].(map[string]any)
	name := id[len(statesFact)+1:]
	if value == nil {
		delete(item, name)
	} else {
		item[name] = value
	}
	_ = p.in.Facts.Put(fact.Fact{ID: statesFact, Value: list, From: fact.FromAnswer})
}
