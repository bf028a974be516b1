package guide

import (
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
)

// question is what stands on one screen: facts of the gate, of the screener or of a
// path.
type question struct {
	facts []string
	// item is the place of a State in the list, -1 for what is asked once.
	item int
}

func (q question) none() bool { return len(q.facts) == 0 }

func (q question) id() string {
	if q.none() {
		return ""
	}
	return q.facts[0]
}

// key names one fact of it among what was skipped.
func (q question) key(id string) string {
	return guidance.Asked{Screen: &guidance.Screen{}, Item: q.item}.Key(id)
}

// next is what to ask next; none when what can be done is to be shown.
func (v *view) next() question {
	if a, some := v.guides.NextGate(v.person); some {
		return question{a.Ask, a.Item}
	}
	if v.page.path == "" {
		if len(v.states()) > 0 && !v.page.named {
			return question{[]string{statesFact}, -1}
		}
		if a, some := v.guides.NextScreen(v.person); some && !v.page.showing {
			return question{a.Ask, a.Item}
		}
		return question{}
	}
	plan := v.guides.Plan(v.guides.Path(v.page.path), v.person)
	if n := plan.Next(); n != nil {
		return question{n.Ask, -1}
	}
	if plan.Ask != nil && v.page.showing { // further questions were asked for
		return question{plan.Ask.Ask, -1}
	}
	return question{}
}

// ask shows a question: what is asked, why, and answers of which none is larger than
// not to answer.
func (v *view) ask(q question) kit.Screen {
	k, p := v.k, v.page
	d, _ := v.rules.Vocabulary().Lookup(q.id())
	s := kit.Screen{Title: v.asks(d.ID), Step: kit.T("window.guide.step"), Tells: true}
	if v.helper() && len(p.asked) == 0 {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.Msg{}, kit.T("guide.consent")))
	}
	if q.item >= 0 {
		s.Body = append(s.Body, k.Text(v.state(v.states()[q.item]), kit.Style{Size: theme.Large, Bold: true}))
	}
	if d.ID == "fear" && p.again && !p.sure {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.guide.change"), kit.T("window.guide.change.warn")))
	}
	s.Body = append(s.Body, k.Body(kit.T("fact."+d.ID+".explain", v.args)))
	s.Body = append(s.Body, v.answers(&s, q, d)...)
	if p.again {
		return s
	}
	s.Others = append(s.Others, kit.Action{Label: kit.T("window.guide.stop"), Icon: "close", Do: p.stop})
	if v.enough() {
		s.Others = append(s.Others, kit.Action{Label: kit.T("window.guide.enough"), Icon: "check", Do: p.enough})
	}
	return s
}

// asks is the words of a question, in the third person where somebody helps.
func (v *view) asks(id string) kit.Msg {
	if helper := "fact." + id + ".ask_helper"; v.helper() && v.k.Texts.Has(helper) {
		return kit.T(helper, v.args)
	}
	return kit.T("fact."+id+".ask", v.args)
}

// enough reports whether what can be done may be shown before every question was put.
func (v *view) enough() bool {
	_, gate := v.guides.NextGate(v.person)
	return !gate && (v.page.path != "" && v.page.showing || v.page.path == "" && len(v.page.asked) > 0)
}

// enough shows what can be done with what is known.
func (p *Page) enough() {
	p.asked = nil
	p.showing = p.path == ""
	p.again = false
	p.host.Refresh(true)
}

// stop ends the questions: nothing of them is kept.
func (p *Page) stop() {
	p.host.ForgetInquiry()
	p.host.Home()
}

// answers are the boxes to press.
func (v *view) answers(s *kit.Screen, q question, d fact.Definition) []kit.Box {
	k, p := v.k, v.page
	now := v.value(q, d.ID)
	choice := func(label kit.Msg, icon string, value any) kit.Box {
		is, _ := d.Value(value)
		return k.Choice(kit.Action{Label: label, Icon: icon, Do: func() { p.take(q, d.ID, value) }}, kit.Msg{}, now.Known() && now.Is(is))
	}
	var list []kit.Box
	switch d.Type {
	case fact.Bool:
		list = []kit.Box{choice(kit.T("answer.yes_word"), "check", true), choice(kit.T("answer.no_word"), "cancel", false)}
	case fact.Enum:
		for _, x := range d.Values {
			list = append(list, choice(kit.T("fact."+d.ID+"."+x), "", x))
		}
	case fact.Date:
		return v.day(s, q, d)
	case fact.List:
		return v.countries(s, q)
	}
	return []kit.Box{k.Grid(choiceWidth, 2, append(list, v.skips(q)...)...)}
}

// choiceWidth is the least width of an answer.
const choiceWidth = 280

// skips are the two ways not to answer.
func (v *view) skips(q question) []kit.Box {
	skip := func() { v.page.skip(q) }
	return []kit.Box{
		v.k.Choice(kit.Action{Label: kit.T("answer.not_sure"), Icon: "question", Do: skip}, kit.Msg{}, false),
		v.k.Choice(kit.Action{Label: kit.T("window.guide.unsaid"), Icon: "forward", Do: skip}, kit.Msg{}, false),
	}
}

// day asks for a day: the two that are likeliest first.
func (v *view) day(s *kit.Screen, q question, d fact.Definition) []kit.Box {
	k, p := v.k, v.page
	on := func(id string, day lawdate.Date) kit.Box {
		return k.Choice(kit.Action{Label: kit.T(id), Icon: "date", Do: func() { p.take(q, d.ID, day.String()) }}, kit.Msg{}, v.value(q, d.ID).Known() && v.value(q, d.ID).Any(d) == day.String())
	}
	list := []kit.Box{on("window.guide.today", v.today), on("window.guide.yesterday", v.today.AddDays(-1))}
	if slices.Contains(q.facts, "pregnant") {
		list = append(list, k.Choice(kit.Action{Label: kit.T("window.guide.unborn"), Icon: "clock", Do: func() { p.take(q, "pregnant", true) }}, kit.Msg{}, v.value(q, "pregnant").Bool()))
	}
	list = append(list, v.skips(q)[0])
	field := k.DateField(&p.field.day, kit.T("window.guide.other_day"), func() { p.field.wrong = false })
	s.Primary = &kit.Action{Label: kit.T("window.guide.take_day"), Icon: "forward", Do: func() { p.takeDay(q, d.ID, v.today) }}
	boxes := []kit.Box{k.Grid(choiceWidth, 2, list...), field}
	if p.field.wrong {
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.guide.no_day"), kit.T("window.guide.no_day.explain")))
	}
	return boxes
}

func (p *Page) takeDay(q question, id string, today lawdate.Date) {
	day, err := lawdate.Of(p.field.day.Year, p.field.day.Month, p.field.day.Day)
	if err != nil || p.in == nil || id == "event_on" && day.After(today) {
		p.field.wrong = !p.field.day.Refuse()
		p.host.Refresh(false)
		return
	}
	p.take(q, id, day.String())
}

// value is what is known of a fact of a question.
func (v *view) value(q question, id string) fact.Value {
	if q.item < 0 {
		return v.page.in.Facts.Value(id)
	}
	d, _ := v.rules.Vocabulary().Lookup(statesFact)
	items := v.page.in.Facts.Value(statesFact).Items()
	if q.item >= len(items) {
		return fact.Value{}
	}
	return items[q.item][d.Field(id)]
}

// take keeps an answer and goes on.
func (p *Page) take(q question, id string, value any) {
	if q.item >= 0 {
		p.putField(q.item, id, value)
	} else {
		p.put(id, value)
	}
	delete(p.in.Skipped, q.key(id))
	p.on(q)
}

func (p *Page) skip(q question) {
	for _, id := range q.facts {
		if q.item < 0 {
			p.in.Facts.Forget(id)
		} else {
			p.putField(q.item, id, nil)
		}
		p.in.Skipped[q.key(id)] = true
	}
	p.on(q)
}

// on goes on from a question.
func (p *Page) on(q question) {
	p.wipeField()
	p.told = p.told && q.id() != "danger"
	if p.again {
		p.again, p.sure = false, false
	} else {
		p.asked = append(p.asked, q)
	}
	p.host.Refresh(true)
}

// reopen makes a question open again: what was answered is forgotten with it, so
// that it is asked.
func (p *Page) reopen(q question) {
	p.wipeField()
	if q.id() == statesFact {
		p.named = false
		return
	}
	for _, id := range q.facts {
		delete(p.in.Skipped, q.key(id))
		if q.item >= 0 {
			p.putField(q.item, id, nil)
		} else {
			p.in.Facts.Forget(id)
		}
	}
}

// put keeps a fact; one that the vocabulary does not take stays unknown.
func (p *Page) put(id string, value any) {
	_ = p.in.Facts.Put(fact.Fact{ID: id, Value: value, From: fact.FromAnswer})
}

// change asks a question again from where it matters.
func (p *Page) change(id string) {
	p.at, p.again = question{[]string{id}, -1}, true
	p.host.Refresh(true)
}

// field is what stands in the fields while it is not taken yet.
type field struct {
	day    kit.Date
	sought kit.Value
	wrong  bool
}

func (p *Page) wipeField() {
	p.field.sought.Wipe()
	p.field = field{}
}
