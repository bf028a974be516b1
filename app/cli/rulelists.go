package cli

import (
	"context"
	"fmt"
	"slices"

	"madoguchi/app/eligibility"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
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

	// settled: on both days the question concerns the person and is answered.
	settled bool
}

// horizon is how far changes are looked for, in months.
const horizon = 36

func (c *changesCmd) do(_ context.Context, r *run) (result, error) {
	from, err := r.day(c.From)
	if err != nil {
		return nil, err
	}
	to := from.AddMonths(horizon)
	switch {
	case c.To != "":
		if to, err = r.day(c.To); err != nil {
			return nil, err
		}
	case to.IsZero(): // beyond the calendar
		to = from
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
		v.Answers = append(v.Answers, differs{d.Question.ID, r.t("question."+d.Question.ID, args), r.outcome(d.Before), r.outcome(d.After), settled(d.Before) && settled(d.After)})
	}
	return v, nil
}

func settled(o eligibility.Outcome) bool {
	return o.Answer != eligibility.NeedFact && o.Answer != eligibility.NotApplicable
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
	answers := slices.DeleteFunc(slices.Clone(v.Answers), func(d differs) bool { return !d.settled })
	if len(answers) > 0 {
		_, _ = fmt.Fprintln(r.Out)
		r.line("cli.changes.answers", i18n.Args{"date": v.To})
	}
	for _, d := range answers {
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
