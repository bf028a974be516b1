package answer

import (
	"slices"
	"strings"

	"madoguchi/app/eligibility"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// guideWidth is the least width of a way, so that both stand side by side in a
// window of 960 units.
const guideWidth = 340

// guide is what to do whatever the answers: the way as usual and the way without
// the card, side by side and of the same size.
func (v *view) guide(t *eligibility.Topic) []kit.Box {
	k := v.k
	part := func(name string) kit.Box {
		return k.Column(
			k.Text(kit.T("window.answer."+name), kit.Style{Size: theme.Body, Bold: true}),
			k.Body(kit.T("topic."+t.ID+"."+name, v.args)),
		)
	}
	usual := k.Panel(k.Heading(kit.T("window.answer.guide")), part("do"), part("bring"), part("where"), part("cost"))
	without := []kit.Box{k.Heading(kit.T("window.answer.without_card")), k.Body(kit.T("topic."+t.ID+".without_card", v.args))}
	without = append(without, v.list(kit.Msg{}, t.Ways)...)
	return []kit.Box{k.Abreast(guideWidth, usual, k.Panel(without...))}
}

// waiting is what cannot be answered yet: what is missing, and behind a press
// which questions wait for it.
func (v *view) waiting() []kit.Box {
	if len(v.open) == 0 {
		return nil
	}
	var facts []string
	for _, q := range v.open {
		for _, id := range v.person.Askable(v.person.Missing(q), nil) {
			name := v.k.String(kit.T("fact." + id))
			if !slices.Contains(facts, name) {
				facts = append(facts, name)
			}
		}
	}
	boxes := []kit.Box{v.k.Heading(kit.T("window.answer.not_yet"))}
	if len(facts) > 0 {
		boxes = append(boxes, v.k.Body(kit.T("answer.missing", i18n.Args{"facts": strings.Join(facts, "・")})))
	}
	boxes = append(boxes, v.fold(open, kit.T("window.answer.waiting", i18n.Args{"n": len(v.open)}), func() (list []kit.Box) {
		for _, q := range v.open {
			list = append(list, v.k.Beside(v.k.Icon("question", theme.Muted), v.k.Body(kit.T("question."+q.ID, v.args))))
		}
		return list
	})...)
	return []kit.Box{v.k.Panel(boxes...)}
}

// call are the telephone lines of the offices of a topic.
func (v *view) call(t *eligibility.Topic) []kit.Box {
	k := v.k
	var lines []kit.Box
	var named []string // offices, in their order
	numbers := map[string][]string{}
	for _, office := range t.Offices {
		for _, l := range v.rules.Directory.Of(office) {
			if len(l.Numbers) > 0 && !slices.Contains(named, l.Office) {
				named = append(named, l.Office)
			}
			for _, n := range l.Numbers {
				if !slices.Contains(numbers[l.Office], n) {
					numbers[l.Office] = append(numbers[l.Office], n)
				}
			}
		}
	}
	for _, office := range named {
		lines = append(lines, k.Beside(k.Icon("phone", theme.Accent), k.Column(
			k.Body(kit.T("office."+office)), k.Text(kit.Data(strings.Join(numbers[office], "   "), "en"), kit.Style{Size: theme.Large, Bold: true}),
		)))
	}
	if len(lines) == 0 {
		return nil
	}
	return []kit.Box{k.Panel(append([]kit.Box{k.Heading(kit.T("window.answer.call"))}, lines...)...)}
}

func (v *view) near(t *eligibility.Topic) kit.Box {
	links := []kit.Box{v.k.Label(kit.T("window.answer.near"))}
	for _, id := range t.Near {
		links = append(links, v.k.Link(kit.Action{Label: kit.T("topic." + id + ".name"), Do: func() {
			v.page.host.Open(New(v.page.host, id))
		}}))
	}
	return v.k.Row(links...)
}
