package sheet

import (
	"slices"
	"strings"

	"madoguchi/app/deadline"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Ticked is what follows from the clerk's tick.
type Ticked struct {
	host  page.Host
	topic string

	tick   paper.Tick // 0: not yet said
	day    kit.Date
	wrong  bool
	taken  bool // what follows is known now
	other  bool // something else was accepted
	desk   string
	noted  lawdate.Date
	primed bool // the day stands at today
}

var (
	_ page.Page   = (*Ticked)(nil)
	_ page.Backer = (*Ticked)(nil)
)

// NewTicked makes the page.
func NewTicked(h page.Host, topic string) *Ticked { return &Ticked{host: h, topic: topic} }

var tickIcons = map[paper.Tick]string{
	paper.Accepted: "check", paper.Missing: "file", paper.OtherDesk: "counter", paper.ComeAgain: "date", paper.Refused: "cancel",
}

// Screen implements page.Page.
func (p *Ticked) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.sheet.ticks"), Step: kit.T("topic." + p.topic + ".name"), Help: kit.T("window.sheet.help")}
	t, err := sitting(k, p.host, p.topic, false)
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	s.Practice = t.in.Practice
	switch p.tick {
	case paper.Accepted:
		p.accepted(k, &s, t)
	case paper.Missing:
		p.missing(k, &s, t)
	case paper.OtherDesk:
		p.otherDesk(k, &s, t)
	case paper.ComeAgain:
		p.comeAgain(k, &s, t)
	case paper.Refused:
		p.refused(k, &s, t)
	default:
		p.which(k, &s)
	}
	return s
}

// which asks for the number before the tick.
func (p *Ticked) which(k *kit.Kit, s *kit.Screen) {
	var boxes []kit.Box
	for _, t := range paper.Ticks() {
		boxes = append(boxes, k.Answer(kit.Action{
			Label: kit.T("window.sheet.tick."+t.String(), i18n.Args{"n": int(t)}), Icon: tickIcons[t],
			Do: func() { p.choose(t) },
		}, kit.Msg{}))
	}
	s.Body = []kit.Box{k.Body(kit.T("window.sheet.tick.explain")), k.Column(boxes...)}
}

func (p *Ticked) choose(t paper.Tick) {
	p.reset()
	p.tick = t
	p.host.Refresh(true)
}

func (p *Ticked) reset() { *p = Ticked{host: p.host, topic: p.topic} }

// done goes back to the topic.
func (p *Ticked) done() *kit.Action {
	return &kit.Action{Label: kit.T("window.sheet.close"), Icon: "forward", Do: func() {
		p.reset()
		p.host.Back()
	}}
}

// accepted asks whether it was the request of the paper, and notes what follows.
func (p *Ticked) accepted(k *kit.Kit, s *kit.Screen, t seat) {
	s.Title = kit.T("window.sheet.accepted")
	plan := t.request.Plan
	switch {
	case len(plan.Accepted) == 0 || p.other:
		s.Tells = true
		s.Body = []kit.Box{k.Callout(kit.Success, kit.T("window.sheet.accepted"), kit.T("window.sheet.accepted.nothing"))}
		s.Primary = p.done()
		return
	case p.taken:
		s.Tells = true
		s.Body = append([]kit.Box{k.Callout(kit.Success, kit.T("window.sheet.accepted.taken"), kit.T("window.sheet.accepted.keep"))}, p.dates(k, t)...)
		s.Primary = p.done()
		questions := t.rules.Questions(plan.Then...)
		if len(plan.Then) > 0 && t.in.Next(t.person, questions) != "" {
			next := kit.Action{Label: kit.T("window.sheet.ask"), Icon: "question", Do: func() {
				p.host.Open(ask.New(p.host, kit.T("topic."+plan.Then[0]+".name"), questions))
			}}
			s.Others = []kit.Action{next}
		}
		return
	}
	if plan.AsksDay() {
		if !p.primed {
			p.primed, p.day = true, kit.Date{Year: t.today.Year(), Month: t.today.Month(), Day: t.today.Day()}
		}
		s.Body = append(s.Body, k.DateField(&p.day, kit.T("window.sheet.accepted.day"), p.typed))
		if p.wrong {
			s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.sheet.wrong_day"), kit.T("window.sheet.wrong_day.past")))
		}
	}
	var rows []kit.Fact
	for _, f := range plan.Accepted {
		row := kit.Fact{Label: kit.T("fact." + f.Fact.ID)}
		if f.Value != nil {
			row.Value = ask.Value(f.Fact, fact.Fact{ID: f.Fact.ID, Value: f.Value}, nil)
		} else if d, err := lawdate.Of(p.day.Year, p.day.Month, p.day.Day); err == nil {
			row.Value, _ = kit.Day(d)
		}
		rows = append(rows, row)
	}
	s.Body = append(s.Body, k.Panel(k.Body(kit.T("window.sheet.accepted.means")), k.Facts(rows...)))
	s.Primary = &kit.Action{Label: kit.T("window.sheet.accepted.take"), Icon: "check", Do: func() { p.take(t) }}
	s.Others = []kit.Action{{Label: kit.T("window.sheet.accepted.other"), Icon: "cancel", Do: func() {
		p.other = true
		p.host.Refresh(true)
	}}}
}

// typed shows the day in what follows.
func (p *Ticked) typed() {
	p.wrong = false
	p.host.Refresh(false)
}

// take notes what follows.
func (p *Ticked) take(t seat) {
	day, err := lawdate.Of(p.day.Year, p.day.Month, p.day.Day)
	if t.request.Plan.AsksDay() && (err != nil || day.After(t.today)) {
		p.wrong = true
		p.host.Refresh(false)
		return
	}
	for _, f := range t.request.Plan.Accepted {
		v := f.Value
		if v == nil {
			v = day.String()
		}
		if err := t.in.Facts.Put(fact.Fact{ID: f.Fact.ID, Value: v, From: fact.FromAnswer}); err == nil {
			delete(t.in.Skipped, f.Fact.ID)
		}
	}
	p.taken = true
	p.host.Refresh(true)
}

// missing shows what to bring again, and that the days stay as they were.
func (p *Ticked) missing(k *kit.Kit, s *kit.Screen, t seat) {
	s.Title = kit.T("window.sheet.missing")
	s.Tells = true
	s.Body = []kit.Box{k.Body(kit.T("window.sheet.missing.explain"))}
	var rows []kit.Box
	for _, id := range t.request.Bring() {
		rows = append(rows, k.Beside(k.Icon("forward", theme.Accent), k.Body(kit.T("item."+id, t.request.Args))))
	}
	if len(rows) > 0 {
		s.Body = append(s.Body, k.Panel(rows...))
	}
	dates := p.dates(k, t)
	if len(dates) == 0 {
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.sheet.missing.no_dates"), kit.Msg{}))
	} else {
		s.Body = append(append(s.Body, k.Heading(kit.T("window.sheet.missing.dates"))), dates...)
	}
	s.Primary = p.done()
}

// dates are those of the topic and of the topics it leads to that are still ahead.
func (p *Ticked) dates(k *kit.Kit, t seat) (boxes []kit.Box) {
	about := append([]string{p.topic}, t.request.Plan.Then...)
	var rows []kit.Box
	for _, e := range t.person.Events() {
		day, ahead := e.ToCome()
		if !ahead || !slices.ContainsFunc(about, e.Of) {
			continue
		}
		rows = append(rows, k.Beside(k.Icon("date", theme.Accent), p.event(k, t, e, day)))
	}
	if len(rows) > 0 {
		boxes = append(boxes, k.Panel(rows...))
	}
	return boxes
}

func (p *Ticked) event(k *kit.Kit, t seat, e deadline.Event, day lawdate.Date) kit.Box {
	what := kit.T("deadline."+e.TextID()+".short", t.request.Args)
	if e.Confidence != law.Certain {
		what = kit.T("answer.probably", i18n.Args{"what": k.Texts.T(what.ID(), t.request.Args)})
	}
	return k.Column(k.Text(kit.T("answer.safe", i18n.Args{"date": day.String()}), kit.Style{Size: theme.Body, Bold: true}), k.Body(what))
}

// otherDesk asks which, and says how to get there.
func (p *Ticked) otherDesk(k *kit.Kit, s *kit.Screen, t seat) {
	if p.desk != "" {
		s.Title, s.Tells = kit.T("office."+p.desk), true
		s.Body = append([]kit.Box{k.Body(kit.T("office."+p.desk+".how", t.request.Args))}, p.lines(k, t, p.desk)...)
		s.Body = append(s.Body, k.Label(kit.T("window.sheet.other_desk.same")))
		s.Primary = p.done()
		return
	}
	s.Title = kit.T("window.sheet.other_desk")
	var boxes []kit.Box
	for _, id := range p.desks(t) {
		boxes = append(boxes, k.Answer(kit.Action{Label: kit.T("office." + id), Icon: "counter", Do: func() {
			p.desk = id
			p.host.Refresh(true)
		}}, kit.Msg{}))
	}
	s.Body = []kit.Box{k.Body(kit.T("window.sheet.other_desk.explain")), k.Grid(choiceWidth, 2, boxes...)}
}

// usualDesks are where counters send people most.
var usualDesks = []string{"municipality", "immigration", "insurance_desk", "pension_office", "tax_office", "legal_affairs", "welfare_office"}

// desks are those of the topic, then of the topics near it, then the usual ones.
func (p *Ticked) desks(t seat) (ids []string) {
	add := func(list []string) {
		for _, id := range list {
			if !slices.Contains(ids, id) && !strings.HasSuffix(id, "_line") {
				ids = append(ids, id)
			}
		}
	}
	topic := t.request.Plan.Topic
	add(topic.Offices)
	for _, id := range topic.Near {
		if near := t.rules.Topic(id); near != nil {
			add(near.Offices)
		}
	}
	add(usualDesks)
	return ids
}

// lines are the telephone lines of an office.
func (p *Ticked) lines(k *kit.Kit, t seat, office string) (boxes []kit.Box) {
	for _, l := range t.rules.Directory.Of(office) {
		if len(l.Numbers) == 0 {
			continue
		}
		boxes = append(boxes, k.Beside(k.Icon("phone", theme.Accent), k.Body(kit.Data(strings.Join(l.Numbers, "  "), "en"))))
	}
	return boxes
}

// comeAgain notes a day for this sitting.
func (p *Ticked) comeAgain(k *kit.Kit, s *kit.Screen, t seat) {
	s.Title = kit.T("window.sheet.come_again")
	if !p.noted.IsZero() {
		s.Tells = true
		s.Body = []kit.Box{k.Callout(kit.Success, kit.T("window.sheet.come_again.kept", i18n.Args{"date": p.noted.String()}), kit.T("window.sheet.come_again.explain"))}
		s.Primary = p.done()
		return
	}
	s.Body = []kit.Box{k.DateField(&p.day, kit.T("window.sheet.come_again"), func() { p.wrong = false })}
	if p.wrong {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.sheet.wrong_day"), kit.T("window.sheet.wrong_day.coming")))
	}
	s.Primary = &kit.Action{Label: kit.T("window.sheet.come_again.keep"), Icon: "date", Do: func() {
		day, err := lawdate.Of(p.day.Year, p.day.Month, p.day.Day)
		if p.wrong = err != nil || day.Before(t.today); !p.wrong {
			t.in.Appoint(jobs.Appointment{On: day, Topic: p.topic})
			p.noted = day
		}
		p.host.Refresh(!p.wrong)
	}}
}

// refused says what to ask for, and who helps.
func (p *Ticked) refused(k *kit.Kit, s *kit.Screen, t seat) {
	s.Title, s.Tells = kit.T("window.sheet.refused"), true
	s.Body = []kit.Box{
		k.Callout(kit.Info, kit.Msg{}, kit.T("window.sheet.refused.explain")),
		k.Panel(
			k.Label(kit.T("window.sheet.refused.say")),
			k.Text(kit.Data(t.request.Texts.In("ja").T("window.sheet.refused.phrase"), "ja"), kit.Style{Size: theme.Heading, Bold: true}),
			k.Body(kit.T("window.sheet.refused.phrase")),
		),
		k.Body(kit.T("window.sheet.refused.help")),
	}
	for _, id := range []string{"lawyer", "support_group"} {
		s.Body = append(s.Body, k.Panel(append([]kit.Box{k.Heading(kit.T("office." + id)), k.Body(kit.T("office."+id+".how", t.request.Args))}, p.lines(k, t, id)...)...))
	}
	s.Primary = p.done()
}

// Back implements page.Backer: one step back.
func (p *Ticked) Back() bool {
	if p.tick == 0 {
		return false
	}
	if p.desk != "" {
		p.desk = ""
	} else {
		p.reset()
	}
	p.host.Refresh(true)
	return true
}

// Leave implements page.Page.
func (p *Ticked) Leave() { p.reset() }
