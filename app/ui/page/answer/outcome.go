package answer

import (
	"madoguchi/app/eligibility"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// groups of answers in the order in which they stand: days first, what is only
// probable apart from what is sure, a no below its own heading that names the ways.
var groups = []string{"days", "open", "probable", "ways", "ask", "not_needed"}

// group is where an answer stands; "" for one that does not concern the person.
func group(o eligibility.Outcome) string {
	switch o.Answer {
	case eligibility.TooLate, eligibility.Dated:
		return "days"
	case eligibility.No:
		return "ways"
	case eligibility.Ask:
		return "ask"
	case eligibility.NotApplicable:
		return ""
	}
	switch {
	case !o.Plain():
		return "probable"
	case o.Answer == eligibility.NotNeeded:
		return "not_needed"
	}
	return "open"
}

// sort answers the questions of a topic.
func (v *view) sort(t *eligibility.Topic) {
	v.told = map[string][]eligibility.Outcome{}
	for _, q := range t.Questions {
		o := v.person.Answer(q)
		if o.Answer == eligibility.NeedFact {
			v.open = append(v.open, q)
		} else {
			v.told[group(o)] = append(v.told[group(o)], o)
		}
	}
}

// overdue warns once when something shown was to be read again and was not.
func (v *view) overdue() []kit.Box {
	var first lawdate.Date
	for _, g := range groups {
		for _, o := range v.told[g] {
			if o.Rule != nil && o.Rule.Overdue(v.today) && (first.IsZero() || o.Rule.ReviewBy.Before(first)) {
				first = o.Rule.ReviewBy
			}
		}
	}
	if first.IsZero() {
		return nil
	}
	return []kit.Box{v.k.Callout(kit.Warning, kit.T("window.answer.review"), kit.T("answer.review", i18n.Args{"date": first.String()}))}
}

// whole is how many answers may stand in full below each other. Where there are
// more, days and other ways still do, and the rest are lines that unfold.
const whole = 6

// settled are the answers there are.
func (v *view) settled() (out []kit.Box) {
	all := 0
	for _, g := range groups {
		all += len(v.told[g])
	}
	for _, g := range groups {
		if len(v.told[g]) == 0 {
			continue
		}
		boxes := []kit.Box{v.k.Heading(kit.T("window.answer.group." + g))}
		if all > whole && g != "days" && g != "ways" {
			lines := []kit.Box{v.k.Label(kit.T("window.answer.press"))}
			for _, o := range v.told[g] {
				lines = append(lines, v.line(o)...)
			}
			boxes = append(boxes, v.k.Panel(lines...))
		} else {
			for _, o := range v.told[g] {
				head := v.k.Text(v.question(o), kit.Style{Size: theme.Large, Bold: true})
				boxes = append(boxes, v.k.Panel(append([]kit.Box{head}, v.answer(o)...)...))
			}
		}
		out = append(out, v.k.Column(boxes...))
	}
	return out
}

func (v *view) question(o eligibility.Outcome) kit.Msg {
	return kit.T("question."+o.Question.ID, v.args)
}

func title(o eligibility.Outcome) kit.Msg {
	return kit.T("answer."+string(o.Show()), i18n.Args{"date": o.Safe.String()})
}

// line is a question and the first words of its answer, which unfolds to all of it.
func (v *view) line(o eligibility.Outcome) []kit.Box {
	more, id := v.page.more, "line "+o.Question.ID
	icon, _ := mark(o)
	out := []kit.Box{v.k.Item(kit.Action{Label: v.question(o), Icon: icon, Do: func() {
		more[id] = !more[id]
		v.page.host.Refresh(false)
	}}, title(o))}
	if more[id] {
		out = append(out, v.k.Panel(v.answer(o)...))
	}
	return out
}

// mark is the picture and colour of an answer. Only what is sure and without terms has
// those of a yes; a no has none of a danger, for it has its ways.
func mark(o eligibility.Outcome) (icon string, role theme.Role) {
	switch {
	case o.Answer == eligibility.TooLate:
		return "problem", theme.WarnInk
	case o.Answer == eligibility.Ask:
		return "question", theme.WarnInk
	case o.Answer == eligibility.No:
		return "forward", theme.TintInk
	case !o.Plain() || o.Answer == eligibility.OfficeDecides || o.Answer == eligibility.YesIf:
		return "info", theme.TintInk
	case o.Answer == eligibility.Dated:
		return "date", theme.TintInk
	}
	return "success", theme.GoodInk
}

// answer is what nobody may miss of an answer.
func (v *view) answer(o eligibility.Outcome) []kit.Box {
	k, rule := v.k, o.Rule
	icon, role := mark(o)
	boxes := []kit.Box{
		k.Beside(k.Icon(icon, role), k.Text(title(o), kit.Style{Size: theme.Large, Bold: true, Role: role})),
	}
	if rule == nil {
		return append(boxes, v.doubt(o)...)
	}
	if o.Answer == eligibility.YesIf {
		boxes = append(boxes, v.list(kit.Msg{}, rule.Conditions)...)
	}
	boxes = append(boxes, k.Body(kit.T(rule.WhyText(), v.args)))
	if o.Answer != eligibility.YesIf {
		boxes = append(boxes, v.list(kit.T("window.answer.conditions"), rule.Conditions)...)
	}
	ways := kit.T("window.answer.ways")
	if o.Answer == eligibility.TooLate && !v.person.LawyerFirst(o) {
		ways = kit.T("window.answer.late")
	}
	boxes = append(boxes, v.list(ways, rule.Ways)...)
	boxes = append(boxes, v.days(o)...)
	boxes = append(boxes, v.doubt(o)...)
	return append(boxes, v.fold(o.Question.ID, kit.T("window.answer.more"), func() []kit.Box { return v.detail(o) })...)
}

// doubt says how far an answer may be relied upon, and whom to ask.
func (v *view) doubt(o eligibility.Outcome) []kit.Box {
	office := v.office(o)
	m := kit.Msg{}
	switch {
	case o.Contradiction:
		m = kit.T("answer.contradiction", office)
	case o.Rule == nil:
		m = kit.T("answer.no_rule", office)
	case o.Answer == eligibility.Ask:
		m = kit.T("answer.ask_office", office)
	case o.Confidence == law.Probable:
		m = kit.T("answer.rely", office)
	default:
		return nil
	}
	out := []kit.Box{v.k.Beside(v.k.Icon("question", theme.Muted), v.k.Body(m))}
	if o.Contradiction {
		out = append(out, v.k.Link(kit.Action{Label: kit.T("window.topics.all.told"), Do: v.page.told}))
	}
	return out
}

// detail is what is a press away: what to do, what to bring, where, and the law.
func (v *view) detail(o eligibility.Outcome) []kit.Box {
	rule := o.Rule
	boxes := v.list(kit.T("answer.do"), rule.Do)
	boxes = append(boxes, v.list(kit.T("answer.bring"), rule.Bring)...)
	if o.Answer != eligibility.Ask && !(o.Confidence == law.Probable) {
		boxes = append(boxes, v.k.Body(kit.T("answer.office", v.office(o))))
	}
	return append(boxes,
		v.k.Label(kit.T("answer.law", i18n.Args{"law": jobs.Cite(rule.Basis)})),
		v.k.Label(kit.T("answer.as_of", i18n.Args{"date": rule.CheckedOn.String()})),
	)
}

func (v *view) office(o eligibility.Outcome) i18n.Args {
	return i18n.Args{"office": v.k.Texts.T("office." + v.person.WhomToAsk(o))}
}

func (v *view) days(o eligibility.Outcome) (boxes []kit.Box) {
	if !o.Opens.IsZero() && o.Opens != o.Safe {
		boxes = append(boxes, v.k.Body(kit.T("answer.opens", i18n.Args{"date": o.Opens.String()})))
	}
	if !o.Last.IsZero() && o.Last != o.Safe {
		boxes = append(boxes, v.k.Body(kit.T("answer.last", i18n.Args{"date": o.Last.String()})))
	}
	if o.Unchecked {
		boxes = append(boxes, v.k.Label(kit.T("answer.unchecked")))
	}
	return boxes
}

// list is items under a heading, or nothing.
func (v *view) list(head kit.Msg, ids []string) (boxes []kit.Box) {
	if len(ids) == 0 {
		return nil
	}
	if !head.Empty() {
		boxes = append(boxes, v.k.Text(head, kit.Style{Size: theme.Body, Bold: true}))
	}
	for _, id := range ids {
		boxes = append(boxes, v.k.Beside(v.k.Icon("forward", theme.Accent), v.k.Body(kit.T("item."+id, v.args))))
	}
	return boxes
}
