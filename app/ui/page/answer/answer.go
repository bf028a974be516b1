// Package answer shows what is known about one topic: first what is settled, by
// what it means for the person; then the way with the card and the way without it,
// side by side; then what is still open. What does not concern the person is left
// out, and why, what to bring and the law are a press away.
//
// It works nothing out: the rules do.
package answer

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/eligibility"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/sheet"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is one topic.
type Page struct {
	host  page.Host
	topic string
	// more are the parts that are unfolded: ids of questions, and open.
	more map[string]bool
}

// open is the part that lists what is not known yet.
const open = "open"

var _ page.Page = (*Page)(nil)

// New makes the page of a topic.
func New(h page.Host, topic string) *Page {
	return &Page{host: h, topic: topic, more: map[string]bool{}}
}

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
	if p.host.Mode() == cardsession.ModeHelper {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.Msg{}, kit.T("window.topics.helper")))
	}
	v.sort(t)
	s.Body = append(s.Body, v.overdue()...)
	if next := v.next(in, t); len(next) > 0 {
		s.Primary = &kit.Action{Label: kit.T("window.answer.ask"), Icon: "question", Do: func() {
			p.host.Open(ask.New(p.host, kit.T("topic."+t.ID+".name"), t.Questions))
		}}
		s.Body = append(s.Body, k.Beside(k.Icon("question", theme.Accent), k.Column(next...)))
	}
	s.Body = append(s.Body, v.settled()...)
	s.Body = append(s.Body, v.call(t)...)
	s.Body = append(s.Body, v.guide(t)...)
	s.Body = append(s.Body, sheet.Door(k, p.host, t.ID))
	s.Body = append(s.Body, v.waiting()...)
	s.Others = append(s.Others, kit.Action{Label: kit.T("window.topics.all.told"), Icon: "person", Do: p.told})
	s.Body = append(s.Body, v.near(t), k.Label(kit.T("answer.legal")))
	return s
}

func (p *Page) told() { p.host.Open(ask.NewTold(p.host)) }

// Leave implements page.Page.
func (p *Page) Leave() { clear(p.more) }

// view is one making of the screen.
type view struct {
	k      *kit.Kit
	page   *Page
	rules  *jobs.Rulebook
	person *jobs.Person
	today  lawdate.Date
	args   i18n.Args
	// told are the answers by group, and open the questions without one.
	told map[string][]eligibility.Outcome
	open []*eligibility.Question
}

// next says what would be asked next: what a page of things is about, or one
// question; nothing where nothing is left to ask.
func (v *view) next(in *jobs.Inquiry, t *eligibility.Topic) []kit.Box {
	bold := kit.Style{Size: theme.Body, Bold: true}
	g, facts := in.Page(v.person, t.Questions)
	switch {
	case len(facts) == 0:
		return nil
	case g != nil && len(facts) > 1:
		return []kit.Box{
			v.k.Label(kit.T("window.answer.open")),
			v.k.Text(kit.T("ask."+g.ID), bold), v.k.Body(kit.T("ask." + g.ID + ".explain")),
		}
	}
	return []kit.Box{v.k.Label(kit.T("window.answer.open_one")), v.k.Text(kit.T("fact."+facts[0]+".ask", v.args), bold)}
}

// fold is a part of the page that is unfolded by a press on its label.
func (v *view) fold(id string, label kit.Msg, inside func() []kit.Box) []kit.Box {
	more, icon := v.page.more, "down"
	if more[id] {
		icon = "up"
	}
	out := []kit.Box{v.k.Link(kit.Action{Label: label, Icon: icon, Do: func() {
		more[id] = !more[id]
		v.page.host.Refresh(false)
	}})}
	if more[id] {
		out = append(out, inside()...)
	}
	return out
}
