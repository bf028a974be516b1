package ask

import (
	"fmt"

	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Told is what was told and read: everything can be corrected or forgotten.
type Told struct{ host page.Host }

var _ page.Page = (*Told)(nil)

// NewTold makes the page.
func NewTold(h page.Host) *Told { return &Told{h} }

// Screen implements page.Page.
func (p *Told) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.ask.told"), Help: kit.T("window.ask.told.help")}
	rules, in, err := p.host.Inquiry()
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	s.Practice = in.Practice
	known := in.Facts.Known()
	open := p.open(k, rules, in)
	if len(known)+len(open) == 0 {
		s.Body = []kit.Box{k.Empty("person", kit.T("window.ask.told.none"), kit.T("window.ask.told.none.explain"))}
		return s
	}
	if len(known) > 0 {
		s.Body = append(s.Body, k.Body(kit.T("window.ask.told.explain")))
	}
	var rows []kit.Box
	args := rules.Args(lawdate.InJapan(p.host.Jobs().Now()))
	for _, f := range known {
		d, _ := rules.Vocabulary().Lookup(f.ID)
		rows = append(rows, k.Panel(k.Apart(
			k.Facts(kit.Fact{Label: kit.T("fact." + f.ID), Value: Value(d, f, args), From: kit.T("window.ask.from." + origin(f.From))}),
			p.change(k, in, f),
		)))
	}
	s.Body = append(s.Body, k.Column(rows...))
	if len(open) > 0 {
		s.Body = append(s.Body, k.Heading(kit.T("window.ask.told.open")), k.Body(kit.T("window.ask.told.open.explain")), k.Column(open...))
	}
	s.Others = []kit.Action{{Label: kit.T("window.ask.told.forget"), Icon: "trash", Do: func() {
		p.host.ForgetInquiry()
		p.host.Refresh(true)
	}}}
	return s
}

// open are the questions that were skipped, each with a way back to it; none is
// among them that another answer has settled since.
func (p *Told) open(k *kit.Kit, rules *jobs.Rulebook, in *jobs.Inquiry) (rows []kit.Box) {
	person := in.Person(rules, lawdate.InJapan(p.host.Jobs().Now()))
	for _, d := range rules.Vocabulary().Definitions() {
		if !in.Skipped[d.ID] || person.Facts().Value(d.ID).Known() {
			continue
		}
		rows = append(rows, k.Panel(k.Apart(
			k.Text(kit.T("fact."+d.ID), kit.Style{Size: theme.Body, Bold: true}),
			k.Quiet(kit.Action{Label: kit.T("window.ask.told.now"), Icon: "forward", Do: func() {
				p.host.Open(NewOne(p.host, d.ID))
			}}),
		)))
	}
	return rows
}

func (p *Told) change(k *kit.Kit, in *jobs.Inquiry, f fact.Fact) kit.Box {
	return k.Row(
		k.Quiet(kit.Action{Label: kit.T("window.ask.told.change"), Icon: "refresh", Do: func() {
			p.host.Open(NewOne(p.host, f.ID))
		}}),
		k.Quiet(kit.Action{Label: kit.T("window.ask.told.drop"), Icon: "close", Do: func() {
			in.Facts.Forget(f.ID)
			p.host.Refresh(false)
		}}),
	)
}

// Leave implements page.Page.
func (p *Told) Leave() {}

// Value is a fact in words; args fill the placeholders of texts about rules.
func Value(d fact.Definition, f fact.Fact, args i18n.Args) kit.Msg {
	switch v := f.Value.(type) {
	case bool:
		if v {
			return kit.T("answer.yes_word")
		}
		return kit.T("answer.no_word")
	case []any:
		return kit.Data(fmt.Sprint(len(v)), "en")
	case string:
		if d.Type == fact.Enum {
			if d.ID == fact.Sex {
				return kit.T("sex." + v)
			}
			return kit.T("fact."+d.ID+"."+v, args)
		}
		if d.Type == fact.Text {
			return kit.Data(v, "ja")
		}
	}
	return kit.Data(fmt.Sprint(f.Value), "en")
}

// origin is where a fact was read, as the texts name it.
func origin(o fact.Origin) string {
	if o == fact.FromAnswer {
		return "answer"
	}
	return "card"
}
