package ask

import (
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
)

// tick is what was chosen in a row of a page of ticks; "" for nothing, which stays
// unknown.
type tick string

const (
	yes    tick = "yes"
	no     tick = "no"
	unsure tick = "unsure"
)

// told is the row of a fact as it was answered before.
func told(in *jobs.Inquiry, id string) tick {
	switch v := in.Facts.Value(id); {
	case v.Known() && v.Bool():
		return yes
	case v.Known():
		return no
	}
	return ""
}

// tickWidth is the least width of one of the three answers of a row.
const tickWidth = 120

// ticks asks for several things that are so or not, a row each.
func (v *view) ticks(s *kit.Screen) {
	p, k := v.page, v.k
	s.Title = kit.T("ask." + p.at.ticks.ID)
	s.Body = append(s.Body, k.Body(kit.T("ask."+p.at.ticks.ID+".explain")))
	var rows []kit.Box
	for _, id := range p.at.facts {
		rows = append(rows, v.row(id))
	}
	s.Body = append(s.Body, k.Column(rows...), k.Grid(choiceWidth, 2,
		k.Answer(kit.Action{Label: kit.T("window.ask.rest_no"), Icon: "cancel", Do: p.restNo}, kit.T("window.ask.rest_no.explain")),
		k.Answer(kit.Action{Label: kit.T("window.ask.rest_open"), Icon: "question", Do: p.ticked}, kit.T("window.ask.rest_open.explain")),
	), v.why(p.at.facts...))
	s.Primary = &kit.Action{Label: kit.T("window.ask.next"), Icon: "forward", Do: p.ticked}
	v.offerCard(s, p.at.facts...)
}

// row is one question with its three answers, and where the answer is found for who
// is not sure.
func (v *view) row(id string) kit.Box {
	p, k := v.page, v.k
	boxes := []kit.Box{k.Text(kit.T("fact."+id+".ask", v.args), kit.Style{Size: theme.Body, Bold: true})}
	boxes = append(boxes, k.Grid(tickWidth, 3, p.answers(k, p.field.ticks[id], func(x tick) { p.field.ticks[id] = x })...))
	if p.field.ticks[id] == unsure {
		d, _ := v.rules.Vocabulary().Lookup(id)
		boxes = append(boxes, k.Beside(k.Icon("info", theme.Accent), k.Body(kit.T(d.Where, v.args))))
	}
	return k.Panel(boxes...)
}

// answers are the three, of which one may be chosen; pressed again, none is.
func (p *Page) answers(k *kit.Kit, now tick, choose func(tick)) (boxes []kit.Box) {
	for _, x := range []struct {
		tick
		label kit.Msg
	}{{yes, kit.T("answer.yes_word")}, {no, kit.T("answer.no_word")}, {unsure, kit.T("answer.not_sure")}} {
		boxes = append(boxes, k.Choice(kit.Action{Label: x.label, Do: func() {
			if now == x.tick {
				choose("")
			} else {
				choose(x.tick)
			}
			p.host.Refresh(false)
		}}, kit.Msg{}, now == x.tick))
	}
	return boxes
}

// restNo answers no wherever nothing was chosen, to be looked at before it counts.
func (p *Page) restNo() {
	for _, id := range p.at.facts {
		if p.field.ticks[id] == "" {
			p.field.ticks[id] = no
		}
	}
	p.host.Refresh(false)
}

// ticked takes the rows: what was left open stays unknown.
func (p *Page) ticked() {
	for _, id := range p.at.facts {
		switch x := p.field.ticks[id]; x {
		case yes, no:
			if p.in.Facts.Put(fact.Fact{ID: id, Value: x == yes, From: fact.FromAnswer}) == nil {
				delete(p.in.Skipped, id)
			}
		default:
			p.in.Facts.Forget(id)
			p.in.Skipped[id] = true
		}
	}
	p.advance()
}
