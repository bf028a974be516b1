// Package ask asks for facts, one a page, and shows what was told, to be corrected.
//
// Nothing has to be answered: skipping and not being sure are as large as the
// answers, and lead to an answer that says what is missing.
package ask

import (
	"slices"
	"strconv"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page asks until nothing is left to ask, then gives way to the page below.
type Page struct {
	host      page.Host
	about     kit.Msg
	questions []*eligibility.Question
	only      string // the one fact to ask for, when it is to be corrected

	asked []string // what was asked before, the last one last
	at    string   // the fact being asked for
	day   kit.Date
	text  kit.Value
	wrong bool // what was typed was not understood
	kids  []child
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
)

// New asks for what settles the questions.
func New(h page.Host, about kit.Msg, questions []*eligibility.Question) *Page {
	return &Page{host: h, about: about, questions: questions}
}

// NewOne asks for one fact again.
func NewOne(h page.Host, id string) *Page {
	return &Page{host: h, only: id, about: kit.T("window.ask.told")}
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	rules, in, err := p.host.Inquiry()
	if err != nil {
		return kit.Screen{Title: p.about, Body: []kit.Box{k.Problem(jobs.Problem(err, 0))}}
	}
	person := in.Person(rules, lawdate.InJapan(p.host.Jobs().Now()))
	if p.at == "" {
		if p.at = p.only; p.at == "" {
			p.at = in.Next(person, p.questions)
		}
		p.day, p.text, p.wrong = kit.Date{}, kit.Value{}, false
	}
	if p.at == "" {
		return p.done(k)
	}
	d, _ := rules.Vocabulary().Lookup(p.at)
	args := rules.Args(person.On())
	s := kit.Screen{
		Title: kit.T("fact."+d.ID+".ask", args),
		Step:  kit.T("window.ask.step", i18n.Args{"n": len(p.asked) + 1}),
		Help:  kit.T("window.ask.help"), Practice: in.Practice,
	}
	s.Body = append(s.Body, k.Beside(k.Icon("info", theme.Accent), k.Body(kit.T(d.Where, args))))
	p.answers(k, &s, d)
	if p.only == "" {
		s.Body = append(s.Body, p.why(k, person, d.ID))
	}
	return s
}

// done says that nothing is left.
func (p *Page) done(k *kit.Kit) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.ask.done"), Help: kit.T("window.ask.help"), Tells: true,
		Body:    []kit.Box{k.Callout(kit.Success, p.about, kit.T("window.ask.done.explain"))},
		Primary: &kit.Action{Label: kit.T("window.ask.done.go"), Icon: "forward", Do: p.host.Back},
	}
}

// answers puts what can be answered on the screen.
func (p *Page) answers(k *kit.Kit, s *kit.Screen, d fact.Definition) {
	unsure := []kit.Box{
		k.Answer(kit.Action{Label: kit.T("answer.not_sure"), Icon: "question", Do: p.skip}, kit.T("window.ask.not_sure.explain")),
		k.Answer(kit.Action{Label: kit.T("answer.skip"), Icon: "forward", Do: p.skip}, kit.T("window.ask.skip.explain")),
	}
	choice := func(label kit.Msg, icon string, value any) kit.Box {
		return k.Answer(kit.Action{Label: label, Icon: icon, Do: func() { p.take(d, value) }}, kit.Msg{})
	}
	next := &kit.Action{Label: kit.T("window.ask.next"), Icon: "forward", Do: func() { p.typed(d) }}
	switch d.Type {
	case fact.Bool:
		s.Body = append(s.Body, k.Grid(choiceWidth, 2, append([]kit.Box{
			choice(kit.T("answer.yes_word"), "check", true), choice(kit.T("answer.no_word"), "cancel", false),
		}, unsure...)...))
		return
	case fact.Enum:
		var boxes []kit.Box
		for _, v := range p.narrowed(k, d) {
			boxes = append(boxes, choice(kit.T("fact."+d.ID+"."+v), "forward", v))
		}
		if len(d.Values) > searchFrom {
			s.Body = append(s.Body, k.Search(&p.text, kit.T("window.ask.search"), func() { p.host.Refresh(false) }))
		}
		s.Body = append(s.Body, k.Grid(choiceWidth, 2, append(boxes, unsure...)...))
		return
	case fact.Date:
		s.Body = append(s.Body, k.DateField(&p.day, kit.T("fact."+d.ID), func() { p.wrong = false }))
	case fact.List:
		s.Body = append(s.Body, p.children(k)...)
	default:
		s.Body = append(s.Body, k.Entry(&p.text, kit.T("fact."+d.ID), func() { p.wrong = false }))
	}
	if p.wrong {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.ask.wrong"), kit.T("window.ask.wrong."+d.Type.String())))
	}
	s.Primary = next
	s.Body = append(s.Body, k.Grid(choiceWidth, 2, unsure...))
}

const (
	// choiceWidth is the least width of an answer.
	choiceWidth = 300
	// searchFrom is how many answers may stand without a search above them.
	searchFrom = 12
)

// narrowed are the values whose label has what was typed.
func (p *Page) narrowed(k *kit.Kit, d fact.Definition) []string {
	if p.text.Text == "" || len(d.Values) <= searchFrom {
		return d.Values
	}
	var out []string
	for _, v := range d.Values {
		if jobs.Holds(k.Texts, p.text.Text, "fact."+d.ID+"."+v) {
			out = append(out, v)
		}
	}
	return out
}

// why says which topics wait for the fact.
func (p *Page) why(k *kit.Kit, person *jobs.Person, id string) kit.Box {
	boxes := []kit.Box{k.Label(kit.T("window.ask.why"))}
	for i, t := range person.Opens(p.questions, id) {
		if i == mostTopics {
			boxes = append(boxes, k.Label(kit.T("window.ask.more")))
			break
		}
		boxes = append(boxes, k.Label(kit.T("topic."+t+".name")))
	}
	return k.Row(boxes...)
}

// mostTopics is how many topics are named as the reason for a question.
const mostTopics = 4

// typed takes what was typed.
func (p *Page) typed(d fact.Definition) {
	switch d.Type {
	case fact.Date:
		day, err := lawdate.Of(p.day.Year, p.day.Month, p.day.Day)
		if err != nil {
			p.refuse()
			return
		}
		p.take(d, day.String())
	case fact.List:
		if items, ok := p.items(); ok {
			p.take(d, items)
		} else {
			p.refuse()
		}
	default:
		f, err := jobs.Fact(d, p.text.Text)
		if err != nil {
			p.refuse()
			return
		}
		p.take(d, f.Value)
	}
}

func (p *Page) refuse() {
	p.wrong = true
	p.host.Refresh(false)
}

func (p *Page) take(d fact.Definition, value any) {
	_, in, err := p.host.Inquiry()
	if err != nil {
		return
	}
	if err := in.Facts.Put(fact.Fact{ID: d.ID, Value: value, From: fact.FromAnswer}); err != nil {
		p.refuse()
		return
	}
	delete(in.Skipped, d.ID)
	p.advance()
}

func (p *Page) skip() {
	if _, in, err := p.host.Inquiry(); err == nil {
		in.Facts.Forget(p.at)
		in.Skipped[p.at] = true
	}
	p.advance()
}

func (p *Page) advance() {
	if p.only != "" {
		p.host.Back()
		return
	}
	p.asked = append(p.asked, p.at)
	p.at = ""
	p.host.Refresh(true)
}

// Back implements page.Backer: the question before is asked again.
func (p *Page) Back() bool {
	if len(p.asked) == 0 {
		return false
	}
	p.at = p.asked[len(p.asked)-1]
	p.asked = p.asked[:len(p.asked)-1]
	if _, in, err := p.host.Inquiry(); err == nil {
		in.Facts.Forget(p.at)
		delete(in.Skipped, p.at)
	}
	p.day, p.text, p.wrong = kit.Date{}, kit.Value{}, false
	p.host.Refresh(true)
	return true
}

// Leave implements page.Page.
func (p *Page) Leave() {
	p.text.Wipe()
	p.day, p.kids = kit.Date{}, nil
}

// child is one item of the list of children as it is typed.
type child struct {
	born  *kit.Date
	lives bool
}

func (p *Page) children(k *kit.Kit) []kit.Box {
	var out []kit.Box
	for i := range p.kids {
		c := &p.kids[i]
		out = append(out, k.Panel(
			k.DateField(c.born, kit.T("fact.children.dob"), func() { p.wrong = false }),
			k.Check(c.lives, kit.T("fact.children.lives_with"), func(on bool) { c.lives = on }),
			k.Quiet(kit.Action{Label: kit.T("window.ask.child.remove"), Icon: "trash", Do: func() {
				p.kids = slices.Delete(p.kids, i, i+1)
				p.host.Refresh(false)
			}}),
		))
	}
	return append(out, k.Button(kit.Action{Label: kit.T("window.ask.child.add", i18n.Args{"n": strconv.Itoa(len(p.kids) + 1)}), Icon: "plus", Do: func() {
		p.kids = append(p.kids, child{born: &kit.Date{}, lives: true})
		p.host.Refresh(false)
	}}))
}

// items are the children that were typed; none is an answer too.
func (p *Page) items() ([]any, bool) {
	list := []any{}
	for _, c := range p.kids {
		born, err := lawdate.Of(c.born.Year, c.born.Month, c.born.Day)
		if err != nil {
			return nil, false
		}
		list = append(list, map[string]any{"dob": born.String(), "lives_with": c.lives})
	}
	return list, true
}
