package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/store"
	"madoguchi/i18n"
)

type caseListCmd struct{ caseFlags }

func (*caseListCmd) schema() string { return "case.list" }

type caseList struct {
	On string `json:"on"`
	// Week are the days of all cases from today on for a week, and those whose day to
	// keep has passed while the last one by law has not. Past are those that have
	// passed and are not done, the latest first.
	Week  []caseDue  `json:"week"`
	Past  []caseDue  `json:"past"`
	Cases []caseLine `json:"cases"`
}

type caseLine struct {
	Nickname string `json:"nickname"`
	Facts    int    `json:"facts"`
	Created  string `json:"created"`
	Updated  string `json:"updated"`
	// Next is the nearest day ahead, null where none is known.
	Next *caseDay `json:"next"`
}

type caseDue struct {
	Nickname string `json:"nickname"`
	caseDay
}

// caseDay is a day of a case: the one to keep, or the last one where that has passed.
type caseDay struct {
	ID    string `json:"id"`
	Short string `json:"short"`
	On    string `json:"on"`
	// Left is how many days are left; less than 0 is past.
	Left       int    `json:"left"`
	Late       bool   `json:"late"`
	Confidence string `json:"confidence"`

	told string // Short, as probable where it is no surer
}

func (c *caseListCmd) do(ctx context.Context, r *run) (result, error) {
	b, _, err := r.openCases(ctx, c.caseFlags)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	rules, err := r.Rules()
	if err != nil {
		return nil, err
	}
	today := lawdate.InJapan(r.Now())
	v := &caseList{On: today.String(), Week: []caseDue{}, Past: []caseDue{}, Cases: []caseLine{}}
	found := map[string][]jobs.CaseDay{}
	due, err := b.ThisWeek(ctx, func(x casebook.Case, _ *fact.Set) (days []casebook.Day) {
		found[x.ID] = rules.CaseDays(x, today)
		l := caseLine{Nickname: x.Nickname, Facts: len(x.Facts), Created: x.Created, Updated: x.Updated}
		if next := jobs.NextOf(found[x.ID]); next != nil {
			d := r.caseDay(rules, *next, today)
			l.Next = &d
		}
		v.Cases = append(v.Cases, l)
		for _, d := range found[x.ID] {
			days = append(days, d.Day)
		}
		return days
	})
	if err != nil {
		return nil, err
	}
	for _, d := range due {
		i := slices.IndexFunc(found[d.Case.ID], func(x jobs.CaseDay) bool { return x.Day == d.Day })
		x := caseDue{d.Case.Nickname, r.caseDay(rules, found[d.Case.ID][i], today)}
		if x.Left >= 0 {
			v.Week = append(v.Week, x)
		} else {
			v.Past = append(v.Past, x)
		}
	}
	slices.Reverse(v.Past)
	return v, nil
}

func (r *run) caseDay(rules *jobs.Rulebook, d jobs.CaseDay, today lawdate.Date) caseDay {
	on, some := d.Event.ToCome()
	if !some {
		on = d.Event.Day()
	}
	short := r.t("deadline."+d.Event.TextID()+".short", rules.Args(today))
	return caseDay{
		ID: d.ID, Short: short, On: on.String(), told: jobs.Probably(r.texts, d.Event.Confidence, short),
		Left: today.DaysUntil(on), Late: d.Event.Late, Confidence: d.Event.Confidence.String(),
	}
}

func (v *caseList) print(r *run) {
	if len(v.Cases) == 0 {
		r.line("cli.case.none")
		return
	}
	days := func(head string, list []caseDue) {
		if len(list) == 0 {
			return
		}
		r.line(head)
		for _, d := range list {
			r.line("cli.case.due", i18n.Args{"date": d.On, "nickname": d.Nickname, "what": d.told})
		}
		_, _ = fmt.Fprintln(r.Out)
	}
	if len(v.Week) == 0 {
		r.line("cli.case.week_none")
	}
	days("cli.case.week", v.Week)
	days("cli.case.past", v.Past)
	r.line("cli.case.all", i18n.Args{"n": len(v.Cases)})
	for _, c := range v.Cases {
		if c.Next == nil {
			r.line("cli.case.line_none", i18n.Args{"nickname": c.Nickname})
		} else {
			r.line("cli.case.line", i18n.Args{"nickname": c.Nickname, "date": c.Next.On, "what": c.Next.told})
		}
	}
	_, _ = fmt.Fprintln(r.Out)
	r.line("answer.legal")
}

type caseShowCmd struct {
	Name string `arg:"" help:"The nickname of the case."`
	caseFlags
}

func (*caseShowCmd) schema() string { return "case.show" }

type caseShown struct {
	Nickname string `json:"nickname"`
	Created  string `json:"created"`
	Updated  string `json:"updated"`
	On       string `json:"on"`
	// Facts is a document that --facts reads.
	Facts     map[string]any `json:"facts"`
	Done      []caseStep     `json:"done"`
	Deadlines []deadlineView `json:"deadlines"`
	// Stale are facts of an older version that are not used any more.
	Stale []string `json:"stale"`
}

type caseStep struct {
	ID  string `json:"id"`
	Due string `json:"due"`
	On  string `json:"on"`
}

func (c *caseShowCmd) do(ctx context.Context, r *run) (result, error) {
	b, _, err := r.openCases(ctx, c.caseFlags)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	rules, err := r.Rules()
	if err != nil {
		return nil, err
	}
	x, err := caseNamed(ctx, b, c.Name)
	if err != nil {
		return nil, err
	}
	p := personOf(r, rules, x)
	v := &caseShown{
		Nickname: x.Nickname, Created: x.Created, Updated: x.Updated, On: p.On().String(),
		Facts: map[string]any{}, Done: []caseStep{}, Deadlines: []deadlineView{}, Stale: append([]string{}, x.Stale...),
	}
	for _, f := range x.Facts {
		v.Facts[f.ID] = f.Value
	}
	for _, s := range x.Steps {
		v.Done = append(v.Done, caseStep(s))
	}
	args := rules.Args(p.On())
	for _, d := range rules.CaseDays(x, p.On()) {
		v.Deadlines = append(v.Deadlines, r.deadline(p, d.Event, args))
	}
	return v, nil
}

func (v *caseShown) print(r *run) {
	r.line("cli.case.kept", i18n.Args{"nickname": v.Nickname, "n": len(v.Facts)})
	for _, id := range slices.Sorted(maps.Keys(v.Facts)) {
		r.line("cli.case.fact", i18n.Args{"id": id, "name": r.t("fact." + id), "value": fmt.Sprint(v.Facts[id])})
	}
	if len(v.Stale) > 0 {
		r.line("cli.case.stale", i18n.Args{"n": len(v.Stale)})
	}
	for _, d := range v.Deadlines {
		_, _ = fmt.Fprintln(r.Out)
		d.print(r, v.On)
	}
	_, _ = fmt.Fprintln(r.Out)
	r.line("answer.legal")
}

func (v *caseKept) print(r *run) {
	r.line(v.said, i18n.Args{"nickname": v.Nickname, "n": v.Facts})
	for _, id := range v.LeftOut {
		r.line("cli.case.left_out", i18n.Args{"name": r.t("fact." + id)})
	}
}

func (v *caseFile) print(r *run) {
	r.line("cli.rules.written", i18n.Args{"file": v.File})
	r.line("cli.case.copy")
}

func (v *caseBurned) print(r *run) {
	if v.Nickname != nil {
		r.line("cli.case.burned", i18n.Args{"nickname": *v.Nickname})
		r.line("cli.case.burn_not")
		return
	}
	if *v.File == store.Kept {
		r.line("cli.case.burned_all.kept", i18n.Args{"folder": *v.Folder})
	} else {
		r.line("cli.case.burned_all." + string(*v.File))
	}
	r.line("cli.case.burned_key." + string(*v.Key))
	r.line("cli.case.burn_not")
}
