// Package topics is where a person finds what to ask about: what they may have and
// by when, by name or by search.
package topics

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is the list, narrowed by what was typed.
type Page struct {
	host   page.Host
	sought kit.Value
}

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{host: h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.topics.title"), Help: kit.T("window.topics.help"), Wide: true}
	rules, in, err := p.host.Inquiry()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	s.Practice = in.Practice
	today := lawdate.InJapan(p.host.Jobs().Now())
	args := rules.Args(today)
	s.Body = append(s.Body, k.Body(kit.T("window.topics.intro")))
	if p.host.Mode() == cardsession.ModeHelper {
		s.Body = append(s.Body, k.Beside(k.Icon("helper", theme.Accent), k.Body(kit.T("window.topics.helper"))))
	}
	s.Body = append(s.Body, k.Search(&p.sought, kit.T("window.topics.search"), func() { p.host.Refresh(false) }))
	if p.sought.Text == "" {
		s.Body = append(s.Body, p.all(k, rules, in, today))
	}
	found := rules.Find(k.Texts, p.sought.Text)
	if len(found) == 0 {
		s.Body = append(s.Body, k.Empty("search", kit.T("window.topics.none"), kit.T("window.topics.none.explain")))
		return s
	}
	var rows []kit.Box
	for _, t := range found {
		rows = append(rows, k.Answer(kit.Action{
			Label: kit.T("topic." + t.ID + ".name"), Icon: t.Icon, Do: p.open(t),
		}, kit.T("topic."+t.ID+".short", args)))
	}
	s.Body = append(s.Body, k.Grid(topicWidth, 2, rows...))
	return s
}

// topicWidth is the least width of a topic, so that two stand side by side in a
// window of 960 units.
const topicWidth = 400

// all offers to go through every topic at once, and to read a card instead of
// typing where somebody reads their own.
func (p *Page) all(k *kit.Kit, rules *jobs.Rulebook, in *jobs.Inquiry, today lawdate.Date) kit.Box {
	person := in.Person(rules, today)
	settled, questions := 0, rules.Questions()
	for _, q := range questions {
		if person.Answer(q).Answer.Settled() {
			settled++
		}
	}
	read := 0
	for _, f := range in.Facts.Known() {
		if f.From != fact.FromAnswer {
			read++
		}
	}
	goOn := "window.topics.all.ask"
	boxes := []kit.Box{k.Heading(kit.T("window.topics.all"))}
	if read > 0 {
		goOn = "window.topics.all.go_on"
		boxes = append(boxes, k.Beside(k.Icon("success", theme.GoodInk), k.Text(
			kit.T("window.topics.read", i18n.Args{"n": read}), kit.Style{Size: theme.Body, Bold: true})))
	}
	boxes = append(boxes, k.Body(kit.T("window.topics.all.explain", i18n.Args{"n": settled, "of": len(questions)})))
	ways := []kit.Box{k.Button(kit.Action{Label: kit.T(goOn), Icon: "question", Do: func() {
		p.host.Open(ask.New(p.host, kit.T("window.topics.all"), questions))
	}})}
	if p.host.Mode() == cardsession.ModeSelf && read == 0 {
		ways = append(ways, k.Button(ask.ReadCard(p.host, nil)))
	}
	ways = append(ways, k.Button(kit.Action{Label: kit.T("window.topics.all.told"), Icon: "person", Do: func() {
		p.host.Open(ask.NewTold(p.host))
	}}))
	return k.Panel(append(boxes, k.Row(ways...))...)
}

func (p *Page) open(t *eligibility.Topic) func() {
	return func() { p.host.Open(answer.New(p.host, t.ID)) }
}

// Leave implements page.Page.
func (p *Page) Leave() { p.sought.Wipe() }
