package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
	"madoguchi/i18n"
)

type topicsCmd struct {
	Search string `help:"Only topics with these words." placeholder:"WORDS"`
}

func (*topicsCmd) schema() string { return "topics" }

type topicList []topicView

type topicView struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Short     string  `json:"short"`
	Questions []named `json:"questions"`
}

func (c *topicsCmd) do(_ context.Context, r *run) (result, error) {
	rules, err := r.Rules()
	if err != nil {
		return nil, err
	}
	args := rules.Args(lawdate.InJapan(r.Now()))
	v := topicList{}
	for _, t := range rules.Find(r.texts, c.Search) {
		x := topicView{ID: t.ID, Name: r.t("topic." + t.ID + ".name"), Short: r.t("topic."+t.ID+".short", args), Questions: []named{}}
		for _, q := range t.Questions {
			x.Questions = append(x.Questions, named{q.ID, r.t("question."+q.ID, args)})
		}
		v = append(v, x)
	}
	return v, nil
}

func (v topicList) print(r *run) {
	for _, t := range v {
		r.line("cli.rules.topic", i18n.Args{"id": t.ID, "name": t.Name})
		_, _ = fmt.Fprintf(r.Out, "    %s\n", t.Short)
	}
}

type changesCmd struct {
	factsFlag
	From string `help:"From this day, YYYY-MM-DD; without it today in Japan." placeholder:"DATE"`
	To   string `help:"Until this day, YYYY-MM-DD; without it three years later." placeholder:"DATE"`
}

func (*changesCmd) schema() string { return "changes" }

type changeList struct {
	From    string       `json:"from"`
	To      string       `json:"to"`
	Changes []changeView `json:"changes"`
	// Answers are those of the person that differ between the two days.
	Answers []differs `json:"answers"`
}

type changeView struct {
	ID string `json:"id"`
	// Date is the first day, or the latest it starts; null where only About is known.
	Date       *string    `json:"date"`
	Latest     bool       `json:"at_the_latest"`
	About      *string    `json:"about"`
	What       string     `json:"what"`
	Do         string     `json:"do"`
	Confidence string     `json:"confidence"`
	Topics     []string   `json:"topics"`
	Law        []citation `json:"law"`
	Pages      []string   `json:"pages"`
	CheckedOn  string     `json:"checked_on"`
	ReviewBy   string     `json:"review_by"`
	Overdue    bool       `json:"overdue"`
}

type differs struct {
	Question string `json:"question"`
	Ask      string `json:"ask"`
	Before   string `json:"before"`
	After    string `json:"after"`
}

// horizon is how far changes are looked for, in months.
const horizon = 36

func (c *changesCmd) do(_ context.Context, r *run) (result, error) {
	from, err := r.day(c.From)
	if err != nil {
		return nil, err
	}
	to := from.AddMonths(horizon)
	if c.To != "" {
		if to, err = r.day(c.To); err != nil {
			return nil, err
		}
	}
	if to.Before(from) {
		return nil, badCall("--to lies before --from")
	}
	rules, facts, err := c.read(r)
	if err != nil {
		return nil, err
	}
	args := rules.Args(from)
	v := &changeList{From: from.String(), To: to.String(), Changes: []changeView{}, Answers: []differs{}}
	for _, a := range rules.Coming(from, to) {
		x := changeView{
			ID: a.ID, Date: someDay(a.Day()), Latest: !a.By.IsZero(), About: some(a.About), Confidence: a.Confidence.String(), Topics: a.Topics,
			What: r.t("change."+a.TextID()+".what", args), Do: r.t("change."+a.TextID()+".do", args),
			CheckedOn: a.CheckedOn.String(), ReviewBy: a.ReviewBy.String(), Overdue: a.Overdue(lawdate.InJapan(r.Now())),
		}
		x.Law, x.Pages = cited(a.Basis)
		v.Changes = append(v.Changes, x)
	}
	if c.Facts == "" {
		return v, nil
	}
	for _, d := range rules.Differ(facts, from, to) {
		v.Answers = append(v.Answers, differs{d.Question.ID, r.t("question."+d.Question.ID, args), r.outcome(d.Before), r.outcome(d.After)})
	}
	return v, nil
}

func (v *changeList) print(r *run) {
	if len(v.Changes)+len(v.Answers) == 0 {
		r.line("cli.rules.change_none")
	}
	for _, c := range v.Changes {
		r.line("cli.rules.change", i18n.Args{"date": r.when(c), "what": c.What})
		_, _ = fmt.Fprintf(r.Out, "    %s\n    %s\n    %s\n", c.Do, r.t("answer.confidence."+c.Confidence), r.sources(c.Law, c.Pages)+" "+r.t("answer.as_of", i18n.Args{"date": c.CheckedOn}))
		if c.Overdue {
			_, _ = fmt.Fprintf(r.Out, "    %s\n", r.t("answer.review", i18n.Args{"date": c.ReviewBy}))
		}
	}
	if len(v.Answers) > 0 {
		_, _ = fmt.Fprintln(r.Out)
		r.line("cli.changes.answers", i18n.Args{"date": v.To})
	}
	for _, d := range v.Answers {
		_, _ = fmt.Fprintf(r.Out, "\n%s\n    %s: %s\n    %s: %s\n", d.Ask, v.From, d.Before, v.To, d.After)
	}
}

// when says when a change is.
func (r *run) when(c changeView) string {
	switch {
	case c.Date == nil:
		return jobs.About(r.texts, *c.About)
	case c.Latest:
		return r.t("change.latest", i18n.Args{"date": *c.Date})
	}
	return *c.Date
}

type deadlinesCmd struct {
	personFlags
	About string            `help:"Only those of one topic." placeholder:"TOPIC"`
	If    map[string]string `help:"What if: a fact and its value, such as application_on=2026-12-01." placeholder:"FACT=VALUE"`
	ICS   string            `name:"ics" help:"Write a calendar file with alarms and neutral titles; - for standard output." placeholder:"FILE"`
	Plain bool              `help:"Say in the calendar what each day is about; others who see the calendar read it too."`
	Who   string            `help:"A letter or word of your own, no name, that keeps the calendar files of two people apart. It is not written into the file." placeholder:"WORD"`
	Force bool              `help:"Replace the calendar file."`
}

func (*deadlinesCmd) schema() string { return "deadlines" }

type deadlineList struct {
	On        string         `json:"on"`
	Deadlines []deadlineView `json:"deadlines"`
	Spans     []spanView     `json:"spans"`
	// Ask are facts that would bring more deadlines to light.
	Ask      []string `json:"ask"`
	Calendar *string  `json:"calendar"`

	silent bool
}

type deadlineView struct {
	ID         string     `json:"id"`
	Topic      string     `json:"topic"`
	Short      string     `json:"short"`
	What       string     `json:"what"`
	Opens      *string    `json:"opens"`
	Safe       *string    `json:"safe"`
	Last       *string    `json:"last"`
	Passed     bool       `json:"passed"`
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
}

type spanView struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	From       string `json:"from"`
	To         string `json:"to"`
	Confidence string `json:"confidence"`
}

func (c *deadlinesCmd) do(_ context.Context, r *run) (result, error) {
	rules, p, err := c.person(r)
	if err != nil {
		return nil, err
	}
	if len(c.If) > 0 {
		if p, err = whatIf(rules, p, c.If); err != nil {
			return nil, err
		}
	}
	if c.About != "" && rules.Topic(c.About) == nil {
		return nil, problem.New(problem.NoSuchTopic, map[string]any{"name": c.About})
	}
	args := rules.Args(p.On())
	v := &deadlineList{On: p.On().String(), Deadlines: []deadlineView{}, Spans: []spanView{}, Ask: p.OpenDeadlines(nil)}
	var events []deadline.Event
	for _, e := range p.Events() {
		if c.About != "" && e.Topic != c.About {
			continue
		}
		events = append(events, e)
		v.Deadlines = append(v.Deadlines, r.deadline(e, args))
	}
	for _, b := range p.Bars() {
		v.Spans = append(v.Spans, spanView{b.ID, r.t("span." + b.ID), b.From.String(), b.To.String(), b.Confidence.String()})
	}
	if c.ICS == "" {
		return v, nil
	}
	var file bytes.Buffer
	if err := deadline.WriteCalendar(&file, jobs.Entries(r.texts, events, args, c.Who, c.Plain), lawdate.InJapan(r.Now())); err != nil {
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

// whatIf is the same person with some facts otherwise.
func whatIf(rules *jobs.Rulebook, p *jobs.Person, facts map[string]string) (*jobs.Person, error) {
	ids := make([]string, 0, len(facts))
	for id := range facts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	s := rules.Vocabulary().NewSet()
	for _, f := range p.Base().Known() {
		if err := s.Put(f); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		d, known := rules.Vocabulary().Lookup(id)
		if !known || rules.Vocabulary().Number(id) < 0 {
			return nil, unreadable(rules.Vocabulary().NoSuch(id))
		}
		if err := d.Told(); err != nil {
			return nil, unreadable(err)
		}
		f, err := jobs.Fact(d, facts[id])
		if err == nil {
			err = s.Put(f)
		}
		if err != nil {
			return nil, unreadable(err)
		}
	}
	if err := withoutMyNumber(s); err != nil {
		return nil, unreadable(err)
	}
	return rules.Person(s, p.On()), nil
}

func (r *run) deadline(e deadline.Event, args i18n.Args) deadlineView {
	v := deadlineView{
		ID: e.ID, Topic: e.Topic, Short: r.t("deadline."+e.TextID()+".short", args), What: r.t("deadline."+e.TextID()+".what", args),
		Opens: someDay(e.Opens), Safe: someDay(e.Safe), Last: someDay(e.Last), Passed: e.Passed, Unchecked: e.Unchecked,
		Confidence: e.Confidence.String(), Alarms: slices.Clone(e.Alarms), Office: named{e.Office, r.t("office." + e.Office)},
		Bring: r.items(e.Bring, args), Do: r.items(e.Do, args), CheckedOn: e.CheckedOn.String(), ReviewBy: e.ReviewBy.String(), Overdue: e.Overdue(lawdate.InJapan(r.Now())),
	}
	if id := "deadline." + e.TextID() + ".passed"; e.Passed && r.Texts.Has(i18n.Source, id) {
		v.What = r.t(id, args)
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
	if len(v.Spans) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n%s\n", r.t("cli.deadlines.spans"))
		for _, s := range v.Spans {
			r.line("cli.deadlines.span", i18n.Args{"name": s.Name, "from": s.From, "to": s.To})
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
	r.line("cli.rules.deadline", i18n.Args{"date": d.day(), "what": d.Short})
	switch {
	case d.Passed && d.Last != nil && *d.Last >= on:
		tell(r.t("cli.deadlines.early_passed", i18n.Args{"date": *d.Last}))
	case d.Passed:
		tell(r.t("answer.ends_day", i18n.Args{"date": d.day()}))
	}
	tell(d.What)
	if d.Opens != nil && *d.Opens > on {
		tell(r.t("answer.opens", i18n.Args{"date": *d.Opens}))
	}
	if d.Safe != nil && d.Last != nil && *d.Safe != *d.Last {
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
