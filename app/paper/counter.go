package paper

import (
	"slices"

	"madoguchi/app/eligibility"
	"madoguchi/app/lawdate"
	"madoguchi/forms/sheet"
	"madoguchi/i18n"
)

// Tick is a box for the clerk, by the number that stands before it.
type Tick int

// The boxes.
const (
	Accepted Tick = iota + 1
	Missing
	OtherDesk
	ComeAgain
	Refused
)

var ticks = []string{"accepted", "missing", "other_desk", "come_again", "refused"}

func (t Tick) String() string { return ticks[t-1] }

// Ticks lists them in their order.
func Ticks() []Tick { return []Tick{Accepted, Missing, OtherDesk, ComeAgain, Refused} }

// mostLaw is how many answers a clerk is shown.
const mostLaw = 3

// Counter is the sheet for the counter.
func Counter(r Request) Sheet {
	s := r.frame("paper.name")
	intro := "paper.intro"
	if r.alone() {
		intro = "paper.intro.one"
	}
	s.Intro = r.pair(intro)
	s.Sections = []sheet.Section{r.want()}
	if r.Discreet {
		s.Title = r.pair("paper.title.discreet")
		s.Sections = append(s.Sections, r.phrases("quietly", "point", "write", "which_desk"), r.clerk())
		return s
	}
	s.Title = r.pair("paper.title", func(texts *i18n.Reader) i18n.Args {
		return i18n.Args{"topic": texts.T("topic." + r.Plan.Topic.ID + ".name")}
	})
	s.Footer = append(s.Footer, r.pair("answer.legal"))
	if bring := r.bring(); len(bring.Rows) > 0 {
		s.Sections = append(s.Sections, bring)
	}
	if law := r.law(); len(law.Rows) > 0 {
		s.Sections = append(s.Sections, law)
	}
	s.Sections = append(s.Sections, r.phrases("write", "slowly", "interpreter", "which_paper", "which_desk", "by_when"), r.clerk())
	return s
}

func (r Request) want() sheet.Section {
	about := r.Plan.Topic.ID
	if r.Discreet {
		about = "discreet"
	}
	row := r.row("paper.want." + about)
	row.Strong = true
	return sheet.Section{Head: r.pair("paper.want"), Rows: []sheet.Row{row}}
}

// bring is what the person brings.
func (r Request) bring() sheet.Section {
	s := sheet.Section{Kind: sheet.List, Head: r.pair("paper.bring")}
	secret := false
	for _, id := range r.Bring() {
		if secrets[id] {
			secret = true
			continue
		}
		s.Rows = append(s.Rows, r.row("item."+id))
	}
	if secret {
		s.Rows = append(s.Rows, r.row("paper.bring.secrets"))
	}
	return s
}

// secrets are known by heart and typed, never shown.
var secrets = map[string]bool{"pin_4": true, "sign_password": true}

// Bring is what the answers of the paper ask for, or, as long as they ask for
// nothing, what the topic does: ids of texts item.*.
func (r Request) Bring() (ids []string) {
	add := func(list []string) {
		for _, id := range list {
			if !slices.Contains(ids, id) && !slices.Contains(r.Plan.NoPapers, id) {
				ids = append(ids, id)
			}
		}
	}
	if q := r.Plan.Papers; q != nil {
		if o := r.Case.Answer(q); o.Answer == eligibility.YesIf {
			add(o.Rule.Conditions)
		}
	}
	for _, o := range r.favourable() {
		add(o.Rule.Bring)
	}
	if len(ids) == 0 {
		ids = slices.Clone(r.Plan.Topic.Bring)
	}
	return slices.DeleteFunc(ids, r.foreign)
}

// foreign reports whether an item is the document of another class of people.
func (r Request) foreign(item string) bool {
	class := r.Case.Facts().Value("status_class")
	if !class.Known() {
		return false
	}
	switch spr := class.Text() == "spr"; item {
	case "spr_certificate":
		return !spr
	case "residence_card":
		return spr
	}
	return false
}

// favourable are the answers that speak for the request and may be shown. What the
// law denies or leaves open is the person's to know, not the paper's to say.
func (r Request) favourable() (list []eligibility.Outcome) {
	for _, q := range r.Plan.Law {
		o := r.Case.Answer(q)
		switch o.Answer {
		case eligibility.Yes, eligibility.YesIf, eligibility.OfficeDecides, eligibility.Dated, eligibility.NotNeeded:
			if o.Rule != nil && len(list) < mostLaw {
				list = append(list, o)
			}
		}
	}
	return list
}

// law is what the request rests on, and how sure that is.
func (r Request) law() sheet.Section {
	s := sheet.Section{Head: r.pair("paper.law")}
	doubt := false
	for _, o := range r.favourable() {
		doubt = doubt || !o.Plain()
		s.Rows = append(s.Rows, sheet.Row{Pair: r.both(func(texts *i18n.Reader) sheet.Text {
			q := written(texts.Text("question."+o.Question.ID, r.Args))
			answer := "answer."
			if o.Answer == eligibility.YesIf {
				answer = "paper.law." // the conditions are for the person to look up
			}
			q.String += "\n→ " + texts.T(answer+string(o.Show()), i18n.Args{"date": dayOrNone(texts, o.Safe)})
			if texts.Language() == japanese {
				q.String += "\n" + texts.T("paper.law.row", i18n.Args{"law": r.Cite(o.Rule), "date": day(texts, o.Rule.CheckedOn)})
			}
			return q
		})})
	}
	if doubt {
		s.Rows = append(s.Rows, r.row("paper.law.doubt"))
	}
	return s
}

func dayOrNone(texts *i18n.Reader, d lawdate.Date) string {
	if d.IsZero() {
		return ""
	}
	return day(texts, d)
}

func (r Setting) phrases(ids ...string) sheet.Section {
	s := sheet.Section{Kind: sheet.Phrases, Head: r.pair("paper.phrases")}
	for _, id := range ids {
		s.Rows = append(s.Rows, r.row("paper.say."+id))
	}
	return s
}

// clerk are the boxes; all but the first have a line to write on.
func (r Setting) clerk() sheet.Section {
	s := sheet.Section{Kind: sheet.Boxes, Head: r.pair("paper.clerk")}
	for _, t := range Ticks() {
		row := r.row("paper.clerk." + t.String())
		row.Number = int(t)
		if t != Accepted {
			row.Lines = 1
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// LawyerFirst reports whether an answer to what the paper is about sends the person to
// a lawyer, so that no counter should be the first to see it; or any answer of its
// topic that would send others to an office.
func (r Request) LawyerFirst() bool {
	return slices.ContainsFunc(r.Plan.Topic.Questions, func(q *eligibility.Question) bool {
		o := r.Case.Answer(q)
		return r.Case.LawyerFirst(o) && (slices.Contains(r.Plan.Law, q) || r.Case.WhomToAsk(o) != o.Office())
	})
}
