package guide

import (
	"slices"

	"fyne.io/fyne/v2"

	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// ask shows a question: what is asked, why, and answers of which none is larger than
// not to answer.
func (v *view) ask(q question) kit.Screen {
	k, p := v.k, v.page
	d, _ := v.rules.Vocabulary().Lookup(q.id())
	s := kit.Screen{Title: v.asks(q, d.ID)}
	changing := !p.walk.again.none()
	if !changing {
		n, of := v.count(q)
		s.Step = kit.T("window.guide.step", i18n.Args{"n": n, "of": of})
	}
	if q.item >= 0 {
		s.Body = append(s.Body, k.Text(v.state(v.states()[q.item]), kit.Style{Size: theme.Large, Bold: true, Role: theme.Accent}))
	}
	if changing && d.ID == fearFact {
		s.Body = append(s.Body, v.sure())
	}
	s.Body = append(s.Body, v.why(d))
	if len(q.facts) > 1 && !v.isBirth(q) {
		v.several(&s, q)
	} else {
		s.Body = append(s.Body, v.answers(&s, q, d)...)
	}
	if changing {
		return s
	}
	s.Others = append(s.Others, kit.Action{Label: kit.T("window.guide.stop"), Icon: "close", Do: p.stop})
	if v.canShow() {
		s.Others = append(s.Others, kit.Action{Label: kit.T("window.guide.enough"), Icon: "check", Do: p.show})
	}
	if v.watched() {
		s.Others = append(s.Others, kit.Action{Label: kit.T("window.quiet.leave", i18n.Args{"key": page.QuietKey}), Icon: "quit", Do: p.host.LeaveAtOnce})
	}
	return s
}

// asks is the words of a question, in the third person where somebody helps.
func (v *view) asks(q question, id string) kit.Msg {
	if id == placeFact {
		return kit.T("window.contact.by.place.ask")
	}
	if node := "guide." + q.node + ".ask"; q.node != "" && id == q.id() && v.k.Texts.Has(node) {
		return kit.T(node, v.args)
	}
	if helper := "fact." + id + ".ask_helper"; v.helper() && v.k.Texts.Has(helper) {
		return kit.T(helper, v.args)
	}
	return kit.T("fact."+id+".ask", v.args)
}

// why is why it is asked, or where the answer stands.
func (v *view) why(d fact.Definition) kit.Box {
	for _, id := range []string{"fact." + d.ID + ".explain", "window.guide.why." + d.ID} {
		if v.k.Texts.Has(id) {
			return v.k.Body(kit.T(id, v.args))
		}
	}
	return v.k.Body(kit.T(d.Where, v.args))
}

// sure is the word of warning before an answer about fear is changed, with what it
// hides.
func (v *view) sure() kit.Box {
	k := v.k
	boxes := []kit.Box{k.Callout(kit.Warning, kit.T("guide.hidden.change"), kit.T("window.guide.change.warn"))}
	if p := v.page.path; p != "" {
		if n := v.behind(v.guides.Plan(v.guides.Path(p), v.person)); n > 0 {
			boxes = append(boxes, k.Body(v.hidden(n)))
		}
	}
	return k.Column(boxes...)
}

// canShow reports whether what can be done may be shown before every question was put.
func (v *view) canShow() bool {
	_, gate := v.guides.NextGate(v.person)
	return !gate && (v.page.further || v.page.path == "")
}

// choiceWidth is the least width of an answer.
const choiceWidth = 280

// options are the answers to press for a fact; none for one that is written.
func (v *view) options(q question, d fact.Definition, pick func(any)) (list []kit.Box) {
	now := v.value(q, d.ID)
	choice := func(label kit.Msg, icon string, value any) {
		is, _ := d.Value(value)
		list = append(list, v.k.Choice(kit.Action{Label: label, Icon: icon, Do: func() { pick(value) }}, kit.Msg{}, now.Known() && now.Is(is)))
	}
	switch d.Type {
	case fact.Bool:
		choice(kit.T("answer.yes_word"), "check", true)
		choice(kit.T("answer.no_word"), "cancel", false)
	case fact.Enum:
		for _, x := range d.Values {
			if id := valueText(d, x); !long(d) || jobs.Holds(v.k.Texts, v.page.field.sought.Text, id) {
				choice(kit.T(id), "", x)
			}
		}
	}
	return list
}

// valueText is the id of the text of an answer.
func valueText(d fact.Definition, value string) string {
	if d.ID == placeFact {
		return "place." + value
	}
	return "fact." + d.ID + "." + value
}

// long reports whether the answers are so many that they are searched.
func long(d fact.Definition) bool { return d.Type == fact.Enum && len(d.Values) > 16 }

// pressed are the answers to a fact as they stand, with a search where they are many.
func (v *view) pressed(q question, d fact.Definition, pick func(any)) []kit.Box {
	k, p := v.k, v.page
	list := v.options(q, d, pick)
	if !long(d) {
		return []kit.Box{k.Grid(choiceWidth, 2, list...)}
	}
	boxes := []kit.Box{k.Search(&p.field.sought, kit.T("window.guide.search"), func() { p.host.Refresh(false) })}
	if len(list) == 0 {
		return append(boxes, k.Label(kit.T("window.guide.search.none")))
	}
	return append(boxes, k.Grid(placeWidth, 4, list...))
}

// placeWidth is the least width of one of many answers.
const placeWidth = 170

// answers are the boxes to press for a question about one thing.
func (v *view) answers(s *kit.Screen, q question, d fact.Definition) []kit.Box {
	switch d.Type {
	case fact.Date:
		return v.day(s, q, d)
	case fact.List:
		return v.countries(s, q)
	}
	boxes := v.pressed(q, d, func(x any) { v.take(q, d.ID, x) })
	return []kit.Box{v.k.Column(append(boxes, v.skips(q, d))...)}
}

// skips are the ways not to answer, but for those that stand among the answers.
func (v *view) skips(q question, d fact.Definition) kit.Box {
	var list []kit.Box
	if !slices.Contains(d.Values, "unsure") {
		list = append(list, v.k.Choice(kit.Action{Label: kit.T("answer.not_sure"), Icon: "question", Do: func() { v.skip(q) }}, kit.Msg{}, false))
	}
	if !slices.Contains(d.Values, "unsaid") {
		list = append(list, v.k.Choice(kit.Action{Label: kit.T("window.guide.unsaid"), Icon: "forward", Do: func() { v.skip(q) }}, kit.Msg{}, false))
	}
	return v.k.Grid(choiceWidth, 2, list...)
}

// several asks for more than one thing on one screen: each may be left open.
func (v *view) several(s *kit.Screen, q question) {
	k, p := v.k, v.page
	for i, id := range q.facts {
		d, _ := v.rules.Vocabulary().Lookup(id)
		var boxes []kit.Box
		if i > 0 {
			boxes = append(boxes, k.Heading(v.asks(q, id)), v.why(d))
		}
		if d.Type == fact.Date {
			boxes = append(boxes, v.written(q, d)...)
		} else {
			boxes = append(boxes, v.pressed(q, d, func(x any) {
				p.field.changed = p.field.changed || v.other(q, id, x)
				p.set(q, id, x)
				delete(p.in.Skipped, q.key(id))
				p.host.Refresh(false)
			})...)
		}
		s.Body = append(s.Body, k.Column(boxes...))
	}
	s.Body = append(s.Body, v.skips(q, fact.Definition{}))
	s.Primary = &kit.Action{Label: kit.T("window.guide.next"), Icon: "forward", Do: func() { v.leaveSeveral(q) }}
}

// leaveSeveral goes on: what was not answered stays open and is not asked again.
func (v *view) leaveSeveral(q question) {
	p := v.page
	changed := p.field.changed
	for _, id := range q.facts {
		d, _ := v.rules.Vocabulary().Lookup(id)
		if d.Type == fact.Date && !p.field.day.Empty() {
			day, err := lawdate.Of(p.field.day.Year, p.field.day.Month, p.field.day.Day)
			if err != nil {
				p.field.wrong = !p.field.day.Refuse()
				p.host.Refresh(false)
				return
			}
			changed = changed || v.other(q, id, day.String())
			p.set(q, id, day.String())
		}
		if !v.value(q, id).Known() {
			p.in.Skipped[q.key(id)] = true
		}
	}
	v.meet()
	v.on(q, changed)
}

// isBirth reports whether it is the question for the day of a birth, or that it is still
// to come: one answer.
func (v *view) isBirth(q question) bool {
	return slices.Equal(q.facts, []string{"event_on", "pregnant"})
}

// day asks for a day; for one that is just past, the two that are likeliest come first.
func (v *view) day(s *kit.Screen, q question, d fact.Definition) []kit.Box {
	k := v.k
	s.Primary = &kit.Action{Label: kit.T("window.guide.take_day"), Icon: "forward", Do: func() { v.takeDay(q, d.ID) }}
	var list []kit.Box
	on := func(id string, day lawdate.Date) {
		list = append(list, k.Choice(kit.Action{Label: kit.T(id), Icon: "date", Do: func() { v.take(q, d.ID, day.String()) }}, kit.Msg{}, !v.other(q, d.ID, day.String())))
	}
	if v.isBirth(q) {
		on("window.guide.today", v.today)
		on("window.guide.yesterday", v.today.AddDays(-1))
		list = append(list, k.Choice(kit.Action{Label: kit.T("window.guide.unborn"), Icon: "clock", Do: func() { v.take(q, "pregnant", true) }}, kit.Msg{}, v.value(q, "pregnant").Bool()))
		list = append(list, k.Choice(kit.Action{Label: kit.T("answer.not_sure"), Icon: "question", Do: func() { v.skip(q) }}, kit.Msg{}, false))
		boxes := []kit.Box{k.Grid(choiceWidth, 2, list...)}
		s.First, _ = list[0].(fyne.Focusable)
		return append(boxes, v.written(q, d)...)
	}
	boxes := v.written(q, d)
	s.First = kit.Focusables(boxes[0])[0]
	return append(boxes, v.skips(q, d))
}

// written is where a day is written.
func (v *view) written(q question, d fact.Definition) []kit.Box {
	k, p := v.k, v.page
	if now := v.value(q, d.ID); now.Known() && !p.field.filled {
		p.field.filled = true
		if day, err := lawdate.Parse(now.Any(d).(string)); err == nil {
			p.field.day = kit.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
		}
	}
	label := kit.T("fact." + d.ID)
	if v.isBirth(q) {
		label = kit.T("window.guide.other_day")
	}
	boxes := []kit.Box{k.DateField(&p.field.day, label, func() { p.field.wrong = false })}
	if p.field.wrong {
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.guide.no_day"), kit.T("window.guide.no_day.explain")))
	}
	return boxes
}

func (v *view) takeDay(q question, id string) {
	p := v.page
	day, err := lawdate.Of(p.field.day.Year, p.field.day.Month, p.field.day.Day)
	if err != nil || v.isBirth(q) && day.After(v.today) {
		p.field.wrong = !p.field.day.Refuse()
		p.host.Refresh(false)
		return
	}
	v.take(q, id, day.String())
}
