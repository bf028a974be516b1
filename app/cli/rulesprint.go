package cli

import (
	"fmt"
	"slices"
	"strings"

	"madoguchi/i18n"
)

// Answers as they are printed: in short, what a worried person reads first; in full,
// with reason, law and what to bring.

// nearest is how many dates are shown in short.
const nearest = 3

func (v *checked) print(r *run) {
	r.line("answer.as_of_day", i18n.Args{"date": v.On})
	if v.length == short {
		v.brief(r)
	} else {
		for _, t := range v.Topics {
			t.print(r, v.length == everything)
		}
	}
	if v.Next != nil {
		_, _ = fmt.Fprintln(r.Out)
		r.line("cli.rules.ask_more", i18n.Args{"ask": r.t("fact."+*v.Next+".ask", v.args), "id": *v.Next})
		r.line("cli.rules.where", i18n.Args{"where": r.t("fact."+*v.Next+".where", v.args)})
	}
	_, _ = fmt.Fprintln(r.Out)
	r.line("answer.legal")
}

// brief is what there is to know at one glance.
func (v *checked) brief(r *run) {
	answered, open, none, overdue := 0, 0, 0, 0
	for _, t := range v.Topics {
		for _, q := range t.Questions {
			switch {
			case q.Answer == "need_fact":
				open++
			case q.Answer == "not_applicable":
				none++
			default:
				answered++
			}
			if q.Overdue {
				overdue++
			}
		}
	}
	r.line("cli.check.summary", i18n.Args{"answered": answered, "open": open, "none": none})
	if overdue > 0 {
		r.line("cli.check.overdue", i18n.Args{"n": overdue})
	}
	if len(v.dates) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n== %s ==\n", r.t("cli.check.dates"))
		for _, d := range v.dates[:min(nearest, len(v.dates))] {
			r.line("cli.rules.deadline", i18n.Args{"date": d.day(), "what": d.told})
			if d.Late {
				_, _ = fmt.Fprintf(r.Out, "    %s\n", d.still)
			}
			if d.Passed {
				_, _ = fmt.Fprintf(r.Out, "    %s\n", d.What)
			}
		}
		r.line("cli.check.dates_more", i18n.Args{"n": len(v.dates)})
	}
	for _, t := range v.Topics {
		t.brief(r)
	}
	if answered > 0 {
		_, _ = fmt.Fprintln(r.Out)
		r.line("cli.check.more")
	}
}

func (t topicAnswer) brief(r *run) {
	begun := false
	for _, q := range t.Questions {
		if q.Answer == "need_fact" || q.Answer == "not_applicable" {
			continue
		}
		if !begun {
			_, _ = fmt.Fprintf(r.Out, "\n== %s (%s) ==\n", t.Name, t.ID)
			begun = true
		}
		_, _ = fmt.Fprintf(r.Out, "%s\n", q.Ask)
		_, _ = fmt.Fprintf(r.Out, "  → %s\n", q.Say)
		for _, x := range slices.Concat(q.Conditions, q.Ways) {
			_, _ = fmt.Fprintf(r.Out, "    - %s\n", x.Name)
		}
		if q.Answer == "ask" {
			_, _ = fmt.Fprintf(r.Out, "    %s\n", r.t("answer.office", i18n.Args{"office": q.Office.Name}))
		}
	}
}

// print shows a topic in full. What does not concern the person is only counted, and
// what needs facts only named, unless everything is wanted.
func (t topicAnswer) print(r *run, everything bool) {
	_, _ = fmt.Fprintf(r.Out, "\n== %s ==\n", t.Name)
	var open []answerView
	none := 0
	for _, q := range t.Questions {
		switch {
		case everything || len(t.Questions) == 1:
			q.print(r)
		case q.Answer == "need_fact":
			open = append(open, q)
		case q.Answer == "not_applicable":
			none++
		default:
			q.print(r)
		}
	}
	if len(open) > 0 {
		_, _ = fmt.Fprintf(r.Out, "\n%s\n", r.t("cli.check.open"))
		for _, q := range open {
			r.line("cli.check.open_line", i18n.Args{"ask": q.Ask, "facts": r.facts(q.Missing)})
		}
	}
	if none > 0 {
		_, _ = fmt.Fprintln(r.Out)
		r.line("cli.check.none", i18n.Args{"n": none})
	}
	_, _ = fmt.Fprintf(r.Out, "\n%s\n", t.WithoutCard)
}

// facts are the short names of facts.
func (r *run) facts(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, r.t("fact."+id))
	}
	return r.some(names)
}

// mostNames is how many names stand in a row.
const mostNames = 4

// some joins the first names, and says how many more there are.
func (r *run) some(names []string) string {
	if more := len(names) - mostNames; more > 0 {
		names = append(slices.Clone(names[:mostNames]), r.t("cli.ask.more", i18n.Args{"n": more}))
	}
	return strings.Join(names, r.t("cli.check.and"))
}

func (q answerView) print(r *run) {
	_, _ = fmt.Fprintf(r.Out, "\n%s\n  → %s\n", q.Ask, q.Say)
	indented := func(s string) { _, _ = fmt.Fprintf(r.Out, "  %s\n", s) }
	office := i18n.Args{"office": q.Office.Name}
	list := func(head string, of []named) {
		if len(of) == 0 {
			return
		}
		if head != "" {
			indented(r.t(head))
		}
		for _, x := range of {
			indented("- " + x.Name)
		}
	}
	list("", q.Conditions)
	if q.Why != nil {
		indented(*q.Why)
	}
	switch late := strings.HasSuffix(q.Answer, "too_late"); {
	case late && q.lawyer: // whoever is to see a lawyer first is not to hurry to a counter
		list("window.answer.ways", q.Ways)
	case late:
		list("answer.ways_late", q.Ways)
	default:
		list("answer.ways", q.Ways)
	}
	for _, d := range []struct {
		text string
		day  *string
	}{{"answer.opens", q.Opens}, {"answer.last", q.Last}} {
		if d.day != nil {
			indented(r.t(d.text, i18n.Args{"date": *d.day}))
		}
	}
	if q.Unchecked {
		indented(r.t("answer.unchecked"))
	}
	list("answer.do", q.Do)
	list("answer.bring", q.Bring)
	switch {
	case q.contradiction:
		indented(r.t("answer.contradiction", office))
	case q.Answer == "ask" && q.Rule == nil:
		indented(r.t("answer.no_rule", office))
	case q.Answer == "ask":
		indented(r.t("answer.ask_office", office))
	case q.Answer == "need_fact":
		indented(r.t("answer.missing", i18n.Args{"facts": r.facts(q.Missing)}))
	case q.Confidence == "probable":
		indented(r.t("answer.rely", office))
	case q.Rule != nil:
		indented(r.t("answer.office", office))
	}
	if q.Rule == nil {
		return
	}
	if q.Overdue {
		indented(r.t("answer.review", i18n.Args{"date": *q.ReviewBy}))
	}
	indented(r.sources(q.Law, q.Pages) + " " + r.t("answer.as_of", i18n.Args{"date": *q.CheckedOn}) + " (" + *q.Rule + ")")
}

// sources names what something rests on.
func (r *run) sources(laws []citation, pages []string) string {
	var list []string
	for _, c := range laws {
		list = append(list, c.Act+c.Article)
	}
	return r.t("answer.law", i18n.Args{"law": strings.Join(slices.Concat(list, pages), "、")})
}

// day is the one that is shown.
func (d deadlineView) day() string { return d.shown }
