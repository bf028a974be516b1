// Package answer shows what is known about one topic: every question with its
// answer, why, by which law and how sure; what is still to be asked; and what to do,
// with the card and without it.
package answer

import (
	"strings"

	"madoguchi/app/eligibility"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is one topic.
type Page struct {
	host  page.Host
	topic string
}

var _ page.Page = (*Page)(nil)

// New makes the page of a topic.
func New(h page.Host, topic string) *Page { return &Page{h, topic} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("topic." + p.topic + ".name"), Help: kit.T("window.answer.help")}
	rules, in, err := p.host.Inquiry()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	v := view{k: k, page: p, rules: rules, today: lawdate.InJapan(p.host.Jobs().Now())}
	v.person = in.Person(rules, v.today)
	v.args = rules.Args(v.person.On())
	t := rules.Topic(p.topic)
	s.Practice = in.Practice
	s.Step = kit.T("answer.as_of_day", i18n.Args{"date": v.person.On().String()})
	s.Body = append(s.Body, k.Body(kit.T("topic."+t.ID+".short", v.args)))
	if next := in.Next(v.person, t.Questions); next != "" {
		s.Primary = &kit.Action{Label: kit.T("window.answer.ask"), Icon: "question", Do: func() {
			p.host.Open(ask.New(p.host, kit.T("topic."+t.ID+".name"), t.Questions))
		}}
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.answer.open"), kit.T("fact."+next+".ask", v.args)))
	}
	s.Body = append(s.Body, v.answers(t)...)
	s.Body = append(s.Body, v.guide(t)...)
	s.Others = append(s.Others, kit.Action{Label: kit.T("window.topics.all.told"), Icon: "person", Do: func() {
		p.host.Open(ask.NewTold(p.host))
	}})
	s.Body = append(s.Body, v.near(t), k.Label(kit.T("answer.legal")))
	return s
}

// Leave implements page.Page.
func (p *Page) Leave() {}

// view is one making of the screen.
type view struct {
	k      *kit.Kit
	page   *Page
	rules  *jobs.Rulebook
	person *jobs.Person
	today  lawdate.Date
	args   i18n.Args
}

// answers are those that are settled, then those that still need something. What
// does not concern the person is left out.
func (v view) answers(t *eligibility.Topic) []kit.Box {
	var settled, open []kit.Box
	for _, q := range t.Questions {
		switch o := v.person.Answer(q); o.Answer {
		case eligibility.NotApplicable:
		case eligibility.NeedFact:
			open = append(open, v.missing(q))
		default:
			settled = append(settled, v.answer(q, o))
		}
	}
	var out []kit.Box
	if len(settled) > 0 {
		out = append(out, v.k.Column(settled...))
	}
	if len(open) > 0 {
		out = append(out, v.k.Heading(kit.T("window.answer.not_yet")), v.k.Panel(open...))
	}
	return out
}

// kinds is how an answer is meant: never a danger, since a no has its ways.
var kinds = map[eligibility.Answer]kit.Kind{
	eligibility.Yes: kit.Success, eligibility.YesIf: kit.Success, eligibility.NotNeeded: kit.Success,
	eligibility.TooLate: kit.Warning, eligibility.Ask: kit.Warning,
}

func (v view) answer(q *eligibility.Question, o eligibility.Outcome) kit.Box {
	k := v.k
	office := i18n.Args{"office": k.String(kit.T("office." + o.Office()))}
	r := kit.Result{Kind: kinds[o.Answer], Title: kit.T("answer."+string(o.Show()), i18n.Args{"date": o.Safe.String()})}
	if o.Confidence == law.Probable && r.Kind == kit.Success {
		r.Kind = kit.Info
	}
	switch {
	case o.Contradiction:
		r.Doubt = kit.T("answer.contradiction", office)
	case o.Rule == nil:
		r.Doubt = kit.T("answer.no_rule", office)
	case o.Answer == eligibility.Ask:
		r.Doubt = kit.T("answer.ask_office", office)
	case o.Confidence == law.Probable:
		r.Doubt = kit.T("answer.rely", office)
	}
	boxes := []kit.Box{k.Heading(kit.T("question."+q.ID, v.args))}
	rule := o.Rule
	if rule == nil {
		return k.Panel(append(boxes, k.Result(r))...)
	}
	r.Reason = kit.T(rule.WhyText(), v.args)
	r.Law = kit.T("answer.law", i18n.Args{"law": jobs.Cite(rule.Basis)})
	r.Date = kit.T("answer.as_of", i18n.Args{"date": rule.CheckedOn.String()})
	boxes = append(boxes, k.Result(r))
	if rule.Overdue(v.today) {
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.answer.review"), kit.T("answer.review", i18n.Args{"date": rule.ReviewBy.String()})))
	}
	boxes = append(boxes, v.list(kit.Msg{}, rule.Conditions)...)
	ways := kit.T("answer.ways")
	if o.Answer == eligibility.TooLate {
		ways = kit.T("answer.ways_late")
	}
	boxes = append(boxes, v.list(ways, rule.Ways)...)
	boxes = append(boxes, v.days(o)...)
	boxes = append(boxes, v.list(kit.T("answer.do"), rule.Do)...)
	boxes = append(boxes, v.list(kit.T("answer.bring"), rule.Bring)...)
	if o.Answer != eligibility.Ask {
		boxes = append(boxes, k.Label(kit.T("answer.office", office)))
	}
	return k.Panel(boxes...)
}

func (v view) days(o eligibility.Outcome) (boxes []kit.Box) {
	if !o.Opens.IsZero() {
		boxes = append(boxes, v.k.Body(kit.T("answer.opens", i18n.Args{"date": o.Opens.String()})))
	}
	if !o.Last.IsZero() && o.Last != o.Safe {
		boxes = append(boxes, v.k.Body(kit.T("answer.last", i18n.Args{"date": o.Last.String()})))
	}
	if o.Unchecked {
		boxes = append(boxes, v.k.Label(kit.T("answer.unchecked")))
	}
	return boxes
}

// list is items under a heading, or nothing.
func (v view) list(head kit.Msg, ids []string) (boxes []kit.Box) {
	if len(ids) == 0 {
		return nil
	}
	if !head.Empty() {
		boxes = append(boxes, v.k.Text(head, kit.Style{Size: theme.Body, Bold: true}))
	}
	for _, id := range ids {
		boxes = append(boxes, v.k.Beside(v.k.Icon("forward", theme.Accent), v.k.Body(kit.T("item."+id, v.args))))
	}
	return boxes
}

// missing is a question that waits for facts: which, and on which paper they stand.
func (v view) missing(q *eligibility.Question) kit.Box {
	var names []string
	for _, id := range v.person.Missing(q) {
		names = append(names, v.k.String(kit.T("fact."+id)))
	}
	return v.k.Column(
		v.k.Text(kit.T("question."+q.ID, v.args), kit.Style{Size: theme.Body, Bold: true}),
		v.k.Label(kit.T("answer.missing", i18n.Args{"facts": strings.Join(names, "・")})),
	)
}

// guide is what to do whatever the answers: the way with the card and the way
// without it, side by side and of the same size.
func (v view) guide(t *eligibility.Topic) []kit.Box {
	k := v.k
	part := func(name string) kit.Box {
		return k.Column(k.Heading(kit.T("window.answer."+name)), k.Body(kit.T("topic."+t.ID+"."+name, v.args)))
	}
	with := k.Panel(part("do"), part("bring"), part("where"), part("cost"))
	without := []kit.Box{part("without_card")}
	for _, id := range t.Ways {
		without = append(without, k.Beside(k.Icon("forward", theme.Accent), k.Body(kit.T("item."+id, v.args))))
	}
	boxes := []kit.Box{k.Abreast(guideWidth, with, k.Panel(without...))}
	var lines []kit.Box
	seen := map[string]bool{}
	for _, office := range t.Offices {
		for _, l := range v.rules.Directory.Of(office) {
			if seen[l.ID] {
				continue
			}
			seen[l.ID] = true
			lines = append(lines, k.Beside(k.Icon("phone", theme.Accent), k.Column(
				k.Body(kit.T("office."+l.Office)), k.Body(kit.Data(strings.Join(l.Numbers, "  "), "en")),
			)))
		}
	}
	if len(lines) > 0 {
		boxes = append(boxes, k.Panel(append([]kit.Box{k.Heading(kit.T("window.answer.call"))}, lines...)...))
	}
	return boxes
}

// guideWidth is the least width of a way, so that both stand side by side in a
// window of 960 units.
const guideWidth = 340

func (v view) near(t *eligibility.Topic) kit.Box {
	links := []kit.Box{v.k.Label(kit.T("window.answer.near"))}
	for _, id := range t.Near {
		links = append(links, v.k.Link(kit.Action{Label: kit.T("topic." + id + ".name"), Do: func() {
			v.page.host.Open(New(v.page.host, id))
		}}))
	}
	return v.k.Row(links...)
}
