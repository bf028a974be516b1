package paper

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"madoguchi/app/guidance"
	"madoguchi/app/lawdate"
	"madoguchi/forms/sheet"
	"madoguchi/i18n"
)

// The papers of the guides that are about a path.
const (
	// Way is the sheet of a path: what not to do, days, steps.
	Way = "guide"
	// Checklist are the papers to gather for it.
	Checklist = "checklist"
)

// The papers of the guides that are about none.
const (
	// Phrases are sentences to point at.
	Phrases = "phrases"
	// Log is for what was said at counters.
	Log = "log"
)

// ErrNoSuch is the cause when there is no paper of a name.
var ErrNoSuch = errors.New("no such paper")

// Guided is what a paper of the guides is made from.
type Guided struct {
	Setting
	Guides *guidance.Guides
	// Plan is what can be done on a path. Papers that are about none take its flags
	// alone.
	Plan *guidance.Plan
	// Tongue is the language an interpreter is asked for, of Tongues; "" leaves a
	// place to write it.
	Tongue string
	// Small: a card to be cut out and carried, where there is one.
	Small bool
	// Phones finds whom to call about topics of the directory, one for each topic,
	// where the person lives.
	Phones func(topics []string) []Phone
}

// Phone is one way to call somebody.
type Phone struct {
	// Topic is the topic of the directory it was found for. Number is "" where nobody
	// is known who serves the place: then there is room to write one.
	Topic, Number string
	// Office is an id of texts office.*; Names are its own, "ja" and "en".
	Office string
	Names  map[string]string
	// Place is the prefecture it is of, where that is another one.
	Place string
	// Read is the day on which the number was read.
	Read lawdate.Date
}

// Make is the paper of a name: Way, Checklist, Phrases, Log, or the id of a letter or a
// card. The error is ErrNoSuch.
func (g Guided) Make(name string) (Sheet, error) {
	switch {
	case name == Way && g.Plan.Path != nil:
		return g.way(), nil
	case name == Checklist:
		return g.checklist(), nil
	}
	if i := slices.IndexFunc(g.Guides.Cards, func(c *guidance.Card) bool { return c.ID == name }); i >= 0 {
		return g.card(g.Guides.Cards[i]), nil
	}
	i := slices.IndexFunc(g.Guides.Letters, func(l *guidance.Letter) bool { return l.ID == name })
	if i < 0 {
		return Sheet{}, ErrNoSuch
	}
	switch l := g.Guides.Letters[i]; name {
	case Phrases:
		return g.sentences(l), nil
	case Log:
		return g.log(l), nil
	default:
		return g.letter(l), nil
	}
}

// Papers are the names of all that Make knows, those of the plan's steps before the
// others of their kind.
func (g Guided) Papers() (names []string) {
	names = []string{Way, Checklist, Phrases}
	add := func(id string) {
		if !slices.Contains(names, id) {
			names = append(names, id)
		}
	}
	for _, s := range g.Plan.Steps {
		for _, id := range s.Do.Letters {
			add(id)
		}
	}
	for _, l := range g.Guides.Letters {
		add(l.ID)
	}
	for _, c := range g.Guides.Cards {
		add(c.ID)
	}
	return names
}

// careful reports whether the person is to ask a lawyer before somebody else hears.
func (g Guided) careful() bool {
	return g.Plan.Has(guidance.NoEmbassy) || g.Plan.Has(guidance.LawyerFirst)
}

// sheet begins a paper; what a guide warns of is the first thing on it.
func (g Guided) sheet(title sheet.Pair) Sheet {
	s := g.frame("paper.name")
	s.Title = title
	s.Footer = append(s.Footer, g.pair("guide.disclaimer", func(texts *i18n.Reader) i18n.Args {
		return i18n.Args{"day": day(texts, g.Today)}
	}))
	if g.Discreet {
		s.Title = g.pair("paper.title.discreet")
	}
	if rows := g.warnings(); len(rows) > 0 {
		s.Sections = append(s.Sections, sheet.Section{Rows: rows})
	}
	return s
}

// warnings are those of the plan, in its order. A paper that somebody else may find
// says in neutral words whom to ask first.
func (g Guided) warnings() (rows []sheet.Row) {
	if g.Discreet || g.Small {
		if g.careful() {
			row := g.row("paper.guide.lawyer_first")
			row.Strong = true
			rows = append(rows, row)
		}
		return rows
	}
	for i, id := range g.Plan.Warnings {
		row := g.row(id, g.about(g.Plan.Feared))
		row.Strong, row.Bold = i == 0, id == "guide.warn.lawyer_first"
		if i > 1 {
			row.Extra = extraLast
		}
		rows = append(rows, row)
	}
	return rows
}

// about is what fills texts about States, in the language of whoever reads them.
func (g Guided) about(states []string) func(*i18n.Reader) i18n.Args {
	return func(texts *i18n.Reader) i18n.Args {
		a := i18n.Args{"states": stateNames(texts, states), "language": g.tongue(texts)}
		for id, v := range g.Args {
			a[id] = v
		}
		return a
	}
}

func stateNames(texts *i18n.Reader, codes []string) string {
	var names []string
	for _, c := range codes {
		names = append(names, texts.T("fact.states.state."+c))
	}
	return strings.Join(names, texts.T("window.guide.and"))
}

// way is the sheet of a path.
func (g Guided) way() Sheet {
	if g.Discreet {
		return g.quietWay()
	}
	s := g.sheet(g.pair("guide." + g.Plan.Path.ID + ".name"))
	intro := "paper.guide.intro"
	if g.Plan.Has(guidance.LawyerFirst) {
		intro = "paper.guide.intro.lawyer"
	}
	about := g.row(intro)
	about.Extra = extraLast
	s.Sections = append(s.Sections, sheet.Section{Rows: []sheet.Row{about}})
	if rows := g.emergencies(); len(rows) > 0 {
		s.Sections = append(s.Sections, sheet.Section{Head: g.pair("paper.guide.now"), Rows: rows})
	}
	if rows := g.days(); len(rows) > 0 {
		s.Sections = append(s.Sections, sheet.Section{Head: g.pair("paper.guide.days"), Rows: rows, Flows: true})
	}
	s.Sections = append(s.Sections, g.steps()...)
	if say := g.say(); len(say.Rows) > 0 {
		s.Sections = append(s.Sections, say)
	}
	s.Sections = append(s.Sections, g.helper(), g.clerk())
	return s
}

func (g Guided) emergencies() (rows []sheet.Row) {
	for _, s := range g.Plan.Steps {
		if s.Do.Has(guidance.Emergency) {
			row := g.row("guide."+s.ID+".what", g.about(s.For))
			row.Bold = true
			do := g.row("guide."+s.ID+".do", g.about(s.For))
			do.Extra = extraLast // the number to call is in the first
			rows = append(rows, row, do)
		}
	}
	return rows
}

// runs reports whether a day of the law runs on a step: it stands among the days, and
// only there.
func runs(s guidance.Step) bool {
	return s.Do.Has(guidance.Clock) && !s.Do.Has(guidance.Emergency) && !s.Safe.IsZero()
}

// days are those of the law that run, where to go and what to bring, with the form in
// which nobody goes alone.
func (g Guided) days() (rows []sheet.Row) {
	for _, s := range g.Plan.Steps {
		if !runs(s) {
			continue
		}
		rows = append(rows, sheet.Row{Bold: true, Pair: g.both(func(texts *i18n.Reader) sheet.Text {
			t := written(texts.Text("guide."+s.ID+".what", g.about(s.For)(texts)))
			t.String = day(texts, s.Safe) + "\u3000" + t.String
			undated := s
			undated.Safe = lawdate.Date{}
			if where := g.place(texts, undated); where != "" {
				t.String += " " + where
			}
			return t
		})})
		if s.Passed {
			rows = append(rows, g.row("guide.late_is_better"))
		}
		do := g.row("guide."+s.ID+".do", g.about(s.For))
		do.Extra = extraHow
		if slices.ContainsFunc(g.Plan.Running, func(r guidance.Step) bool { return r.Node == s.Node }) {
			do = g.row("guide."+s.ID+".safe", g.about(s.For))
		}
		rows = append(rows, do)
		if len(s.Items) > 0 {
			rows = append(rows, sheet.Row{Pair: g.ticks(s.Items, item), Extra: extraBring})
		}
	}
	return rows
}

// What may be left out where two pages have no room: how to do a step, then phrases,
// then what to bring, which stands on the checklist as well, then the rest of these.
const (
	extraStep = iota + 1 // steps behind the ninth: the paper says that there are more
	extraLast
	extraBring
	extraPhrase
	extraHow
)

// mostSteps is how many steps two pages have room for in every language.
const mostSteps = 9

// steps are the first one, with whom to call, and the others.
func (g Guided) steps() []sheet.Section {
	first := sheet.Section{Flows: true, Head: g.pair("paper.guide.first")}
	rest := sheet.Section{Flows: true, Head: g.pair("paper.guide.then")}
	if g.Plan.Has(guidance.LawyerFirst) {
		rest.Head = g.pair("paper.guide.then.together")
	}
	n := 0
	for _, s := range g.Plan.Steps {
		if s.Do.Has(guidance.Emergency) || runs(s) {
			continue
		}
		n++
		if n == 1 {
			first.Rows = g.step(s, n)
			for i, row := range g.phones(g.Plan.Call()) {
				if i > 0 {
					row.Extra = extraLast
				}
				first.Rows = append(first.Rows, row)
			}
			continue
		}
		rows := g.step(s, n)
		if n > mostSteps {
			rows[0].Extra = extraStep
		}
		rest.Rows = append(rest.Rows, rows...)
	}
	if n > mostSteps {
		rest.Rows = append(rest.Rows, g.row("paper.guide.more"))
	}
	list := []sheet.Section{first, rest}
	return slices.DeleteFunc(list, func(c sheet.Section) bool { return len(c.Rows) == 0 })
}

// step says where and by when, what to bring, and, where there is room, how.
func (g Guided) step(s guidance.Step, n int) (rows []sheet.Row) {
	rows = append(rows, sheet.Row{Bold: true, Strong: n == 1, Pair: g.both(func(texts *i18n.Reader) sheet.Text {
		t := written(texts.Text("guide."+s.ID+".what", g.about(s.For)(texts)))
		t.String = strconv.Itoa(n) + "\u3000" + t.String
		if where := g.place(texts, s); where != "" {
			t.String += " " + where
		}
		return t
	})})
	do := g.row("guide."+s.ID+".do", g.about(s.For))
	bring := sheet.Row{Pair: g.ticks(s.Items, item)}
	do.Extra = extraLast
	if n > 1 {
		do.Extra, bring.Extra = extraHow, extraBring
	}
	rows = append(rows, do)
	if len(s.Items) > 0 {
		rows = append(rows, bring)
	}
	return rows
}

// ticks are boxes to tick in one paragraph; text names the text of each.
func (g Guided) ticks(ids []string, text func(id string) string) sheet.Pair {
	return g.both(func(texts *i18n.Reader) sheet.Text {
		var said []string
		lang := texts.Language()
		for _, id := range ids {
			t := texts.Text(text(id), g.Args)
			lang = t.Language
			said = append(said, box+" "+t.String)
		}
		return written(i18n.Text{String: strings.Join(said, "  "), Language: lang})
	})
}

// item is the text of something to bring.
func item(id string) string {
	if secrets[id] {
		return "paper.bring.secrets"
	}
	return "item." + id
}

// certain is how sure the law itself is: nothing has to be said.
const certain = "certain"

// place is the office, the day, for which States, and how sure it is.
func (g Guided) place(texts *i18n.Reader, s guidance.Step) string {
	var parts []string
	if s.Do.Where != "" {
		parts = append(parts, texts.T("paper.guide.where", i18n.Args{"office": texts.T("office."+s.Do.Where, g.Args)}))
	}
	if !s.Safe.IsZero() {
		parts = append(parts, texts.T("paper.guide.by", i18n.Args{"date": day(texts, s.Safe)}))
	}
	if len(s.For) > 0 {
		parts = append(parts, texts.T("window.guide.for", i18n.Args{"states": stateNames(texts, s.For)}))
	}
	if how := s.Confidence.String(); how != certain {
		parts = append(parts, texts.T("paper.guide."+how))
	}
	return strings.Join(parts, " · ")
}

// say are the sentences of the steps to show at a counter.
func (g Guided) say() sheet.Section {
	s := g.phrases("slowly", "write", "interpreter")
	s.Flows = true
	for _, step := range g.Plan.Steps {
		if id := "guide." + step.ID + ".say"; g.Texts.Has(id) {
			s.Rows = append(s.Rows, g.row(id, g.about(step.For)))
		}
	}
	for i := range s.Rows {
		s.Rows[i].Extra = extraPhrase
	}
	return s
}

// helper are the boxes of whoever helps.
func (g Guided) helper() sheet.Section {
	ids := []string{"agreed", "copies", "slip", "next"}
	return sheet.Section{Head: g.pair("paper.guide.helper"), Rows: []sheet.Row{{Pair: g.ticks(ids, func(id string) string { return "paper.guide.helper." + id }), Extra: extraLast}}}
}
