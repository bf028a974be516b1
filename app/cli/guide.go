package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/i18n"
)

type guideCmd struct {
	personFlags
	Path string `arg:"" optional:"" help:"A guide; without it what the answers are about, and every guide." placeholder:"PATH"`
}

// Help is shown after the short help.
func (*guideCmd) Help() string {
	return "What is not answered counts as the dangerous answer: without fear \"not_afraid\" no step leads to an embassy, without permission \"card\" or \"protection\" a lawyer comes first. Nothing of the facts is kept."
}

func (*guideCmd) schema() string { return "guide" }

// guideView is the result of guide.
type guideView struct {
	On string `json:"on"`
	// Path is null where none was asked for.
	Path  *named   `json:"path"`
	Flags []string `json:"flags"`
	// Feared and Safe are the States named, by whether they may be contacted.
	Feared   []string `json:"feared"`
	Safe     []string `json:"safe"`
	Warnings []named  `json:"warnings"`
	// Classes are what the answers are questions about.
	Classes []named `json:"classes"`
	// Running are steps with a day that runs, in the form in which nobody goes alone.
	Running []named    `json:"running"`
	Steps   []stepView `json:"steps"`
	// Hidden is how many steps are not shown because a feared State would hear of them.
	Hidden int `json:"hidden"`
	// Today is the step that can be begun today.
	Today *string    `json:"today"`
	Call  []lineView `json:"call"`
	// Ask are the facts of the next question, empty when none is open.
	Ask   []string `json:"ask"`
	Paths []named  `json:"paths"`

	args i18n.Args
}

type stepView struct {
	ID        string  `json:"id"`
	What      string  `json:"what"`
	Do        string  `json:"do"`
	Why       string  `json:"why"`
	Emergency bool    `json:"emergency"`
	Together  bool    `json:"together_with_legal_advice"`
	SafeDay   *string `json:"safe"`
	LastDay   *string `json:"last"`
	Passed    bool    `json:"passed"`
	Unchecked bool    `json:"open_day_not_checked"`
	// For are the States it is about.
	For    []string `json:"for"`
	Office *named   `json:"office"`
	// Reports is what the office may tell others, null where that was not asked about.
	Reports    *string    `json:"office_reports"`
	Bring      []named    `json:"bring"`
	Cost       *string    `json:"cost"`
	Refused    *string    `json:"if_refused"`
	Confidence string     `json:"confidence"`
	Law        []citation `json:"law"`
	Pages      []string   `json:"pages"`
	CheckedOn  *string    `json:"checked_on"`
	ReviewBy   *string    `json:"review_by"`
	Overdue    bool       `json:"overdue"`
}

func (c *guideCmd) do(_ context.Context, r *run) (result, error) {
	on, err := r.day(c.On)
	if err != nil {
		return nil, err
	}
	rules, facts, err := c.read(r)
	if err != nil {
		return nil, err
	}
	guides, err := rules.Guides()
	if err != nil {
		return nil, err
	}
	path := guides.Path(c.Path)
	if c.Path != "" && path == nil {
		return nil, badCall("there is no guide " + c.Path + "; madoguchi guide lists them")
	}
	jobs.Presume(facts, c.Path)
	return r.guide(rules, guides, path, rules.Person(facts, on).Guided(nil)), nil
}

// guide puts what can be done into words; path may be nil.
func (r *run) guide(rules *jobs.Rulebook, g *guidance.Guides, path *guidance.Path, who guidance.Person) *guideView {
	v := &guideView{
		On: who.On.String(), Flags: []string{}, Feared: []string{}, Safe: []string{}, Warnings: []named{}, Classes: []named{},
		Running: []named{}, Steps: []stepView{}, Call: []lineView{}, Ask: []string{}, Paths: []named{}, args: rules.Args(who.On),
	}
	standing := g.Standing(who.Case.Case)
	for _, c := range g.Found(who.Case.Case) {
		v.Classes = append(v.Classes, named{c.ID, r.t("guide.class." + c.ID + ".name")})
	}
	var plan *guidance.Plan
	topics := []string{"statelessness", "legal_aid", "bar_association"}
	also := g.Paths()
	if path != nil {
		plan = g.Plan(path, who)
		v.Path = &named{path.ID, r.t("guide." + path.ID + ".name")}
		topics, v.Hidden, also = plan.Call(), plan.Hidden, nil
		for _, id := range plan.Also {
			also = append(also, g.Path(id))
		}
		if plan.Ask != nil {
			v.Ask = plan.Ask.Ask
		}
	} else {
		plan = g.Plan(g.Path(everyPath), who)
		if a, some := g.NextGate(who); some {
			v.Ask = a.Ask
		} else if a, some := g.NextScreen(who); some {
			v.Ask = a.Ask
		}
	}
	if s := plan.Today(); s != nil {
		v.Today = &s.ID
	}
	v.Flags = append(v.Flags, standing.Set...)
	v.Feared, v.Safe = append(v.Feared, standing.Feared...), append(v.Safe, standing.Safe...)
	for _, id := range plan.Warnings {
		v.Warnings = append(v.Warnings, named{strings.TrimPrefix(id, "guide.warn."), r.t(id, r.about(v.args, plan.Feared))})
	}
	for _, s := range plan.Running {
		v.Running = append(v.Running, named{s.ID, r.t("guide."+s.ID+".safe", r.about(v.args, s.For))})
	}
	for _, s := range plan.Steps {
		v.Steps = append(v.Steps, r.step(s, standing, v.args))
	}
	lines := rules.Callable(standing, who.Facts, topics)
	for _, l := range lines[:min(mostLines, len(lines))] {
		v.Call = append(v.Call, r.contact(l))
	}
	for _, p := range also {
		v.Paths = append(v.Paths, named{p.ID, r.t("guide." + p.ID + ".name")})
	}
	return v
}

// everyPath is what can be done whatever the answers are about.
const everyPath = "common"

// mostLines is how many people to talk to are named.
const mostLines = 3

// about adds the names of States to what texts are filled with.
func (r *run) about(args i18n.Args, states []string) i18n.Args {
	a := i18n.Args{"states": r.states(states)}
	for id, x := range args {
		a[id] = x
	}
	return a
}

func (r *run) states(codes []string) string {
	if len(codes) == 0 {
		return r.t("guide.states_any")
	}
	var names []string
	for _, c := range codes {
		names = append(names, r.t("fact.states.state."+c))
	}
	return strings.Join(names, r.t("window.guide.and"))
}

func (r *run) step(s guidance.Step, standing guidance.Standing, args i18n.Args) stepView {
	args = r.about(args, s.For)
	v := stepView{
		ID: s.ID, What: r.t("guide."+s.ID+".what", args), Do: r.t("guide."+s.ID+".do", args), Why: r.t("guide."+s.ID+".why", args),
		Emergency: s.Do.Has(guidance.Emergency), Together: s.Together, SafeDay: someDay(s.Safe), LastDay: someDay(s.Last),
		Passed: s.Passed, Unchecked: s.Unchecked, For: append([]string{}, s.For...), Bring: r.items(s.Items, args),
		Confidence: s.Confidence.String(), CheckedOn: someDay(s.CheckedOn), ReviewBy: someDay(s.ReviewBy),
	}
	v.Law, v.Pages = cited(s.Basis)
	if s.Do.Where != "" {
		v.Office = &named{s.Do.Where, r.t("office." + s.Do.Where)}
	}
	if id := "guide.office_reports." + s.Do.Where; s.Together && r.texts.Has(id) {
		v.Reports = some(r.t(id))
	}
	switch d := s.Do; d.Cost {
	case "":
	case "free", "ask":
		v.Cost = some(r.t("window.guide.cost." + d.Cost))
	default:
		v.Cost = some(r.t("window.guide.cost.yen", i18n.Args{"yen": args[d.Cost]}))
	}
	if s.Do.Refused {
		v.Refused = some(r.t("guide."+s.ID+".refused", args))
	}
	return v
}

func (v *guideView) print(r *run) {
	r.line("answer.as_of_day", i18n.Args{"date": v.On})
	for i, w := range v.Warnings {
		_, _ = fmt.Fprintf(r.Out, "! %s\n", w.Name)
		if i == 0 && v.Hidden > 0 {
			r.line("cli.guide.hidden", i18n.Args{"n": v.Hidden})
		}
	}
	for _, s := range v.Steps {
		if s.Emergency {
			_, _ = fmt.Fprintf(r.Out, "!! %s\n   %s\n", s.What, s.Do)
		}
	}
	if v.Path == nil {
		v.found(r)
		return
	}
	_, _ = fmt.Fprintf(r.Out, "\n== %s ==\n", v.Path.Name)
	for _, s := range v.Running {
		i := slices.IndexFunc(v.Steps, func(x stepView) bool { return x.ID == s.ID })
		_, _ = fmt.Fprintf(r.Out, "%s  %s\n    %s\n", *v.Steps[i].SafeDay, v.Steps[i].What, s.Name)
	}
	n := 0
	for _, s := range v.Steps {
		if !s.Emergency {
			n++
			s.print(r, n)
		}
	}
	v.end(r)
}

func (s stepView) print(r *run, n int) {
	_, _ = fmt.Fprintf(r.Out, "\n%d. %s\n", n, s.What)
	put := func(text string) { _, _ = fmt.Fprintf(r.Out, "   %s\n", text) }
	if s.SafeDay != nil {
		put(r.t("cli.guide.by", i18n.Args{"date": *s.SafeDay}))
		switch {
		case s.Passed:
			put(r.t("guide.late_is_better"))
		case s.LastDay != nil && *s.LastDay != *s.SafeDay:
			put(r.t("window.guide.some_count", i18n.Args{"date": *s.LastDay}))
		}
	}
	if s.Together {
		put(r.t("guide.together"))
	}
	if len(s.For) > 0 {
		put(r.t("window.guide.for", i18n.Args{"states": r.states(s.For)}))
	}
	put(s.Do)
	if s.Confidence != law.Certain.String() {
		put(r.t("window.guide." + s.Confidence))
	}
	if s.Office != nil {
		put(r.t("window.guide.where") + ": " + s.Office.Name)
	}
	if s.Reports != nil {
		put(*s.Reports)
	}
	for i, b := range s.Bring {
		if i == 0 {
			put(r.t("window.guide.bring") + ":")
		}
		put("- " + b.Name)
	}
	if s.Cost != nil {
		put(r.t("window.guide.cost") + ": " + *s.Cost)
	}
	if s.Refused != nil {
		put(r.t("window.guide.refused") + ": " + *s.Refused)
	}
}

// found says what can be done whatever the answers are about, what they are about, and
// which guides there are.
func (v *guideView) found(r *run) {
	n := 0
	for _, s := range v.Steps {
		if !s.Emergency {
			n++
			s.print(r, n)
		}
	}
	_, _ = fmt.Fprintf(r.Out, "\n== %s ==\n", r.t("window.guide.found"))
	for _, c := range v.Classes {
		_, _ = fmt.Fprintf(r.Out, "%s\n   %s\n", c.Name, r.t("guide.class."+c.ID+".text", v.args))
	}
	v.end(r)
}

// end is somebody to talk to, further guides, and what would make it more exact.
func (v *guideView) end(r *run) {
	if len(v.Call) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n== %s ==\n", r.t("guide.human"))
		for _, l := range v.Call {
			l.print(r)
		}
	}
	if len(v.Paths) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n== %s ==\n", r.t("window.guide.also"))
		for _, p := range v.Paths {
			_, _ = fmt.Fprintf(r.Out, "%-14s %s\n", p.ID, p.Name)
		}
	}
	if len(v.Ask) > 0 {
		_, _ = fmt.Fprintln(r.Out)
		r.line("cli.rules.ask_more", i18n.Args{"ask": r.t("fact."+v.Ask[0]+".ask", v.args), "id": v.Ask[0]})
	}
	_, _ = fmt.Fprintln(r.Out)
	r.line("guide.disclaimer", i18n.Args{"day": v.On})
}
