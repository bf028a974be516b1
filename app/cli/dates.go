package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"madoguchi/app/deadline"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
	"madoguchi/app/store"
	"madoguchi/i18n"
)

type deadlinesCmd struct {
	personFlags
	About string            `help:"Only those of one topic." placeholder:"TOPIC"`
	If    map[string]string `help:"What if: a fact and its value. application_on=DATE is as if an extension was applied for on that day, planned_move_on=DATE as if the person moved to another municipality. May be given several times." placeholder:"FACT=VALUE"`
	ICS   string            `name:"ics" help:"Write a calendar file with alarms and neutral titles; - for standard output." placeholder:"FILE"`
	Plain bool              `help:"Say in the calendar what each day is about; others who see the calendar read it too."`
	Who   string            `help:"A letter or word of your own, no name, that keeps the calendar files of two people apart. It is not written into the file." placeholder:"WORD"`
	Force bool              `help:"Replace the calendar file."`
}

func (*deadlinesCmd) schema() string { return "deadlines" }

type deadlineList struct {
	On        string         `json:"on"`
	Deadlines []deadlineView `json:"deadlines"`
	// Possible are deadlines of which nobody knows yet whether they concern the
	// person.
	Possible []possibleView `json:"possible"`
	Spans    []spanView     `json:"spans"`
	// Ask are facts that would bring more deadlines to light.
	Ask      []string `json:"ask"`
	Calendar *string  `json:"calendar"`

	silent bool
}

type deadlineView struct {
	ID    string  `json:"id"`
	Topic string  `json:"topic"`
	Short string  `json:"short"`
	What  string  `json:"what"`
	Opens *string `json:"opens"`
	Safe  *string `json:"safe"`
	Last  *string `json:"last"`
	// Passed: Safe has passed, or Last where there is no Safe. Late: Last has not.
	Passed     bool       `json:"passed"`
	Late       bool       `json:"late"`
	Unchecked  bool       `json:"open_day_not_checked"`
	Confidence string     `json:"confidence"`
	Alarms     []int      `json:"alarms"`
	Office     named      `json:"office"`
	Bring      []named    `json:"bring"`
	Do         []named    `json:"do"`
	Law        []citation `json:"law"`
	Pages      []string   `json:"pages"`
	CheckedOn  string     `json:"checked_on"`
	ReviewBy   string     `json:"review_by"`
	Overdue    bool       `json:"overdue"`

	told  string // Short, as probable where it is no surer
	still string // what to do where it is late
	shown string // the day to keep
}

type possibleView struct {
	deadlineView
	// Ask are the facts that would settle it.
	Ask []string `json:"ask"`
}

type spanView struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	From       string `json:"from"`
	To         string `json:"to"`
	Confidence string `json:"confidence"`

	told string // Name, as probable where it is no surer
}

func (c *deadlinesCmd) do(_ context.Context, r *run) (result, error) {
	rules, p, err := c.person(r)
	if err != nil {
		return nil, err
	}
	if c.About != "" && rules.Topic(c.About) == nil {
		return nil, problem.New(problem.NoSuchTopic, map[string]any{"name": c.About})
	}
	p, ahead, err := whatIf(rules, p, c.If)
	if err != nil {
		return nil, unreadable(err)
	}
	args := rules.Args(p.On())
	v := &deadlineList{On: p.On().String(), Deadlines: []deadlineView{}, Possible: []possibleView{}, Spans: []spanView{}, Ask: []string{}}
	var events []deadline.Event
	for _, e := range ahead.Events {
		if c.About == "" || e.Of(c.About) {
			events = append(events, e)
			v.Deadlines = append(v.Deadlines, r.deadline(p, e, args))
		}
	}
	for _, x := range p.Possible() {
		if _, certain := ahead.Event(x.ID); !certain && (c.About == "" || x.Of(c.About)) {
			v.Possible = append(v.Possible, possibleView{r.deadline(p, x.Event, args), x.Ask})
		}
	}
	for _, b := range ahead.Bars {
		name := r.t("span." + b.ID)
		v.Spans = append(v.Spans, spanView{b.ID, name, b.From.String(), b.To.String(), b.Confidence.String(), jobs.Probably(r.texts, b.Confidence, name)})
	}
	v.Ask = append(v.Ask, p.MoreDates(nil)...)
	if c.ICS == "" {
		return v, nil
	}
	var file bytes.Buffer
	if err := deadline.WriteCalendar(&file, p.Diary(r.texts, events, nil, c.Who, c.Plain, r.practice != nil && *r.practice), lawdate.InJapan(r.Now())); err != nil {
		return nil, err
	}
	if c.ICS == "-" {
		v.silent = !r.g.JSON
		if v.silent {
			_, err = r.Out.Write(file.Bytes())
		} else {
			v.Calendar = some(file.String())
		}
		return v, err
	}
	if err := r.Write(c.ICS, file.Bytes(), c.Force); err != nil {
		return nil, err
	}
	v.Calendar = &c.ICS
	return v, nil
}

// whatIf is the same person with some facts otherwise, and what lies before them then.
func whatIf(rules *jobs.Rulebook, p *jobs.Person, facts map[string]string) (*jobs.Person, jobs.Outlook, error) {
	var none jobs.Outlook
	var otherwise []fact.Fact
	var supposed jobs.Supposed
	for _, id := range slices.Sorted(maps.Keys(facts)) {
		d, known := rules.Vocabulary().Lookup(id)
		if !known || rules.Vocabulary().Number(id) < 0 {
			return nil, none, rules.Vocabulary().NoSuch(id)
		}
		if err := d.Told(); err != nil {
			return nil, none, err
		}
		f, err := jobs.Fact(d, facts[id])
		if err != nil {
			return nil, none, err
		}
		text, _ := f.Value.(string)
		if store.HasMyNumber(text) {
			return nil, none, myNumberIn(id)
		}
		switch day, _ := lawdate.Parse(text); id {
		case "application_on":
			supposed.Applied = day
		case "planned_move_on":
			supposed.Moved = day
		}
		otherwise = append(otherwise, f)
	}
	for id, value := range map[string]any{"application_pending": true, "application_kind": "extension"} {
		if _, said := facts[id]; !said && !supposed.Applied.IsZero() && !p.Facts().Value(id).Known() {
			otherwise = append(otherwise, fact.Fact{ID: id, Value: value, From: fact.FromAnswer})
		}
	}
	p, err := p.With(otherwise...)
	if err != nil {
		return nil, none, err
	}
	if supposed.Empty() {
		return p, p.Outlook(), nil
	}
	ahead, err := p.Suppose(supposed)
	return p, ahead, err
}

func (r *run) deadline(p *jobs.Person, e deadline.Event, args i18n.Args) deadlineView {
	office := p.WhomToAskBy(e)
	v := deadlineView{
		ID: e.ID, Topic: e.Topic, Short: r.t("deadline."+e.TextID()+".short", args), What: r.t("deadline."+e.TextID()+".what", args),
		Opens: someDay(e.Opens), Safe: someDay(e.Safe), Last: someDay(e.Last), Passed: e.Passed, Late: e.Late, Unchecked: e.Unchecked,
		Confidence: e.Confidence.String(), Alarms: slices.Clone(e.Alarms), Office: named{office, r.t("office." + office)},
		Bring: r.items(e.Bring, args), Do: r.items(e.Do, args), CheckedOn: e.CheckedOn.String(), ReviewBy: e.ReviewBy.String(), Overdue: e.Overdue(lawdate.InJapan(r.Now())),
	}
	if id := "deadline." + e.TextID() + ".passed"; e.Passed && !e.Late && r.Texts.Has(i18n.Source, id) {
		v.What = r.t(id, args)
	}
	v.told = jobs.Probably(r.texts, e.Confidence, v.Short)
	v.shown = e.Day().String()
	if day, some := e.ToCome(); some {
		v.shown = day.String()
	}
	if e.Late {
		v.still = r.t(p.StillText(e), i18n.Args{"date": e.Last.String()})
	}
	if v.Alarms == nil {
		v.Alarms = []int{}
	}
	v.Law, v.Pages = cited(e.Basis)
	return v
}

func (v *deadlineList) print(r *run) {
	if v.silent {
		return
	}
	r.line("answer.as_of_day", i18n.Args{"date": v.On})
	if len(v.Deadlines) == 0 {
		r.line("cli.rules.deadline_none")
	}
	for _, d := range v.Deadlines {
		_, _ = fmt.Fprintln(r.Out)
		d.print(r, v.On)
	}
	if len(v.Possible) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n%s\n", r.t("cli.deadlines.possible"))
		for _, d := range v.Possible {
			r.line("cli.deadlines.perhaps", i18n.Args{"date": d.day(), "what": d.told, "facts": r.facts(d.Ask)})
		}
	}
	if len(v.Spans) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n%s\n", r.t("cli.deadlines.spans"))
		for _, s := range v.Spans {
			r.line("cli.deadlines.span", i18n.Args{"name": s.told, "from": s.From, "to": s.To})
		}
	}
	if len(v.Ask) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n%s\n", r.t("cli.deadlines.ask"))
		for _, id := range v.Ask {
			r.line("cli.deadlines.fact", i18n.Args{"name": r.t("fact." + id), "id": id})
		}
	}
	if v.Calendar != nil {
		_, _ = fmt.Fprintln(r.Out)
		r.line("cli.rules.written", i18n.Args{"file": *v.Calendar})
	}
	_, _ = fmt.Fprintln(r.Out)
	r.line("answer.legal")
}

// print shows a deadline as it is on a day.
func (d deadlineView) print(r *run, on string) {
	tell := func(s string) { _, _ = fmt.Fprintf(r.Out, "    %s\n", s) }
	office := i18n.Args{"office": d.Office.Name}
	r.line("cli.rules.deadline", i18n.Args{"date": d.day(), "what": d.told})
	switch {
	case d.Late:
		tell(d.still)
	case d.Passed:
		tell(r.t("answer.ends_day", i18n.Args{"date": *cmp.Or(d.Last, d.Safe)}))
	}
	tell(d.What)
	if d.Opens != nil && *d.Opens > on {
		tell(r.t("answer.opens", i18n.Args{"date": *d.Opens}))
	}
	if !d.Passed && d.Safe != nil && d.Last != nil && *d.Safe != *d.Last {
		tell(r.t("answer.last", i18n.Args{"date": *d.Last}))
	}
	if d.Unchecked {
		tell(r.t("answer.unchecked"))
	}
	tell(r.t("answer.office", office))
	for _, l := range []struct {
		head string
		of   []named
	}{{"answer.do", d.Do}, {"answer.bring", d.Bring}} {
		if len(l.of) > 0 {
			tell(r.t(l.head))
		}
		for _, x := range l.of {
			tell("- " + x.Name)
		}
	}
	if d.Confidence != "certain" {
		tell(r.t("answer.rely", office))
	}
	if d.Overdue {
		tell(r.t("answer.review", i18n.Args{"date": d.ReviewBy}))
	}
	tell(r.sources(d.Law, d.Pages) + " " + r.t("answer.as_of", i18n.Args{"date": d.CheckedOn}))
}
