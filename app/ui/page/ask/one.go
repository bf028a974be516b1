package ask

import (
	"slices"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

const (
	// choiceWidth is the least width of an answer.
	choiceWidth = 280
	// searchFrom is how many answers may stand without a search above them, and
	// usual how many of the others do before the whole list is asked for: the first
	// of a list are those most people have.
	searchFrom, usual = 16, 13
	// abreast is the least width of the picture of a card and of the questions
	// beside it.
	abreast = 380
	// mostTopics is how many topics are named as the reason for a question.
	mostTopics = 4
)

// one asks for one fact; where it stands on a paper with others, these are there
// too, and where it stands is drawn.
func (v *view) one(s *kit.Screen) {
	p, k := v.page, v.k
	d, _ := v.rules.Vocabulary().Lookup(p.at.id)
	title := kit.T("fact."+d.ID+".ask", v.args)
	fields := v.fields(s, d)
	s.First = first(k.Column(fields...))
	group := v.rules.Group(d.ID)
	var rows []kit.Box
	if group != nil && p.only == "" {
		rows = v.rows(group, append([]kit.Box{k.Text(title, kit.Style{Size: theme.Large, Bold: true})}, fields...))
	}
	if len(rows) > 1 {
		s.Title = kit.T("ask." + group.ID)
		s.Body = append(s.Body, k.Body(kit.T("ask."+group.ID+".explain")))
		fields = rows
	} else {
		s.Title = title
	}
	if drawn := v.drawn(d.ID); drawn != nil {
		s.Wide = true
		s.Body = append(s.Body, k.Abreast(abreast, drawn, k.Column(fields...)))
	} else {
		s.Body = append(s.Body, fields...)
	}
	if p.only == "" {
		s.Body = append(s.Body, v.why(d.ID))
		v.offerCard(s, d.ID)
	}
}

// first is what has the keyboard: where something can be written, else the first of
// all.
func first(b kit.Box) fyne.Focusable {
	all := kit.Focusables(b)
	for _, f := range all {
		if _, pressed := f.(interface{ Press() }); !pressed {
			return f
		}
	}
	return all[0]
}

// rows are the facts of a group: the one that is asked for with its fields, the
// others as lines that say what is known of them and lead to them.
func (v *view) rows(g *eligibility.Group, fields []kit.Box) (rows []kit.Box) {
	p := v.page
	open := v.open(nil)
	known := map[string]fact.Fact{}
	for _, f := range p.in.Facts.Known() {
		known[f.ID] = f
	}
	for _, id := range g.Facts {
		f, told := known[id]
		switch {
		case id == p.at.id:
			rows = append(rows, v.k.Panel(fields...))
		case told:
			d, _ := v.rules.Vocabulary().Lookup(id)
			rows = append(rows, v.k.Item(kit.Action{Label: kit.T("fact." + id), Icon: "check", Do: func() { p.jump(id) }}, Value(d, f, v.args)))
		case p.in.Skipped[id]:
			rows = append(rows, v.k.Item(kit.Action{Label: kit.T("fact." + id), Icon: "question", Do: func() { p.jump(id) }}, kit.T("window.ask.skipped")))
		case slices.Contains(open, id):
			rows = append(rows, v.k.Item(kit.Action{Label: kit.T("fact." + id), Icon: "forward", Do: func() { p.jump(id) }}, kit.Msg{}))
		}
	}
	return rows
}

// fields are what can be answered to the question for a fact.
func (v *view) fields(s *kit.Screen, d fact.Definition) (boxes []kit.Box) {
	p, k := v.page, v.k
	boxes = append(boxes, k.Beside(k.Icon("info", theme.Accent), k.Body(kit.T(d.Where, v.args))))
	unsure := []kit.Box{
		k.Answer(kit.Action{Label: kit.T("answer.not_sure"), Icon: "question", Do: p.skip}, kit.T("window.ask.not_sure.explain")),
		k.Answer(kit.Action{Label: kit.T("answer.skip"), Icon: "forward", Do: p.skip}, kit.T("window.ask.skip.explain")),
	}
	now := p.in.Facts.Value(d.ID)
	choice := func(label kit.Msg, icon string, value any) kit.Box {
		is, _ := d.Value(value)
		return k.Choice(kit.Action{Label: label, Icon: icon, Do: func() { p.take(d, value) }}, kit.Msg{}, now.Known() && now.Is(is))
	}
	switch d.Type {
	case fact.Bool:
		return append(boxes, k.Grid(choiceWidth, 2, append([]kit.Box{
			choice(kit.T("answer.yes_word"), "check", true), choice(kit.T("answer.no_word"), "cancel", false),
		}, unsure...)...))
	case fact.Enum:
		values, more := v.narrowed(d)
		var answers []kit.Box
		for _, x := range values {
			answers = append(answers, choice(kit.T("fact."+d.ID+"."+x, v.args), "", x))
		}
		if len(d.Values) > searchFrom {
			boxes = append(boxes, k.Search(&p.field.sought, kit.T("window.ask.search"), func() { p.host.Refresh(false) }))
		}
		if len(answers) == 0 {
			boxes = append(boxes, k.Empty("search", kit.T("window.ask.none"), kit.T("window.ask.none.explain")))
			values, more = v.lasting(d), true
			for _, x := range values {
				answers = append(answers, choice(kit.T("fact."+d.ID+"."+x, v.args), "", x))
			}
		}
		boxes = append(boxes, k.Grid(choiceWidth, 2, answers...))
		if more {
			boxes = append(boxes, k.Row(k.Quiet(kit.Action{Label: kit.T("window.ask.whole_list"), Icon: "down", Do: func() {
				p.field.sought.Wipe()
				p.field.all = true
				p.host.Refresh(false)
			}})))
		}
		return append(boxes, k.Grid(choiceWidth, 2, unsure...))
	case fact.Date:
		boxes = append(boxes, k.DateField(&p.field.day, kit.T("fact."+d.ID), func() { p.field.wrong = false }))
	case fact.List:
		boxes = append(boxes, p.children(k)...)
	default:
		boxes = append(boxes, k.Entry(&p.field.text, kit.T("fact."+d.ID), func() { p.field.wrong = false }))
	}
	if p.field.wrong {
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.ask.wrong"), kit.T("window.ask.wrong."+d.Type.String())))
	}
	s.Primary = &kit.Action{Label: kit.T("window.ask.next"), Icon: "forward", Do: func() { p.typed(d) }}
	return append(boxes, k.Grid(choiceWidth, 2, unsure...))
}

// narrowed are the values to choose from: those whose label or the other words for
// them have what was typed, or the usual ones of a long list; more says that others
// are left out.
func (v *view) narrowed(d fact.Definition) (values []string, more bool) {
	p := v.page
	switch {
	case len(d.Values) <= searchFrom:
		return d.Values, false
	case p.field.sought.Text == "" && p.field.all:
		return d.Values, false
	case p.field.sought.Text == "":
		return append(slices.Clone(d.Values[:usual]), v.lasting(d)...), true
	}
	for _, x := range d.Values {
		ids := []string{"fact." + d.ID + "." + x}
		if words := ids[0] + ".words"; p.host.Jobs().Texts.Has(i18n.Source, words) {
			ids = append(ids, words)
		}
		if jobs.Holds(v.k.Texts, p.field.sought.Text, ids...) {
			values = append(values, x)
		}
	}
	return values, false
}

// lasting is the answer that fits where none of a long list does, if it has one: it
// stands below however much of the list is shown.
func (v *view) lasting(d fact.Definition) []string {
	const none = "none_of_these"
	if i := slices.Index(d.Values, none); i >= usual {
		return d.Values[i : i+1]
	}
	return nil
}

// why says which topics wait for facts.
func (v *view) why(ids ...string) kit.Box {
	boxes := []kit.Box{v.k.Label(kit.T("window.ask.why"))}
	var topics []string
	for _, id := range ids {
		for _, t := range v.opens(id) {
			if !slices.Contains(topics, t) {
				topics = append(topics, t)
			}
		}
	}
	for i, t := range topics {
		if i > 0 {
			boxes = append(boxes, v.k.Label(kit.Data("·", "")))
		}
		if i == mostTopics {
			boxes = append(boxes, v.k.Label(kit.T("window.ask.more")))
			break
		}
		boxes = append(boxes, v.k.Label(kit.T("topic."+t+".name")))
	}
	if len(topics) == 0 {
		return nil
	}
	return v.k.Row(boxes...)
}

// offerCard offers to read the card where it tells one of the facts and the mode
// allows it.
func (v *view) offerCard(s *kit.Screen, ids ...string) {
	p := v.page
	if p.host.Mode() != cardsession.ModeSelf {
		return
	}
	for _, id := range ids {
		if slices.Contains(fact.OfCard(), id) {
			s.Others = append(s.Others, ReadCard(p.host, p.again))
			return
		}
	}
}

// typed takes what was typed.
func (p *Page) typed(d fact.Definition) {
	switch d.Type {
	case fact.Date:
		day, err := lawdate.Of(p.field.day.Year, p.field.day.Month, p.field.day.Day)
		if err != nil {
			p.refuse(&p.field.day)
			return
		}
		p.take(d, day.String())
	case fact.List:
		if items, ok := p.items(); ok {
			p.take(d, items)
		} else {
			var born []*kit.Date
			for _, c := range p.field.kids {
				born = append(born, c.born)
			}
			p.refuse(born...)
		}
	default:
		f, err := jobs.Fact(d, p.field.text.Text)
		if err != nil {
			p.refuse()
			return
		}
		p.take(d, f.Value)
	}
}
