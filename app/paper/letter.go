package paper

import (
	"errors"

	"madoguchi/app/eligibility"
	"madoguchi/app/lawdate"
	"madoguchi/forms/sheet"
	"madoguchi/i18n"
)

// SpecialPeriod is the topic the letter is about.
const SpecialPeriod = "special_period"

// ErrNot is the cause when the law does not surely say what the letter would: nobody
// is to be handed one that may be wrong.
var ErrNot = errors.New("the special period is not sure")

// Letter is the letter on the special period, for employer, bank and landlord. As long
// as facts are missing it returns their ids instead; the error is ErrNot.
func Letter(r Request) (s Sheet, missing []string, err error) {
	var in *eligibility.Question
	for _, q := range r.Plan.Topic.Questions {
		if q.ID == SpecialPeriod+".in_it" {
			in = q
		}
	}
	if in == nil || r.Case.On() != r.Today { // a letter says what holds on its own day
		return s, nil, ErrNot
	}
	o := r.Case.Answer(in)
	if o.Answer == eligibility.NeedFact {
		return s, r.Case.Missing(in), nil
	}
	if o.Answer != eligibility.Yes || !o.Plain() {
		return s, nil, ErrNot
	}
	days := map[string]lawdate.Date{}
	for _, id := range []string{"stay_end", "application_on", "special_period_end"} {
		v := r.Case.Facts().Value(id)
		if !v.Known() {
			missing = append(missing, id)
			continue
		}
		if days[id], err = lawdate.Of(v.Day()); err != nil {
			return s, nil, err
		}
	}
	if len(missing) > 0 {
		if missing = r.Case.Askable(missing, nil); len(missing) == 0 {
			err = ErrNot
		}
		return s, missing, err
	}
	if days["application_on"].After(r.Today) || days["special_period_end"].Before(r.Today) {
		return s, nil, ErrNot
	}
	return r.letter(o.Rule, days), nil, nil
}

func (r Request) letter(rule *eligibility.Rule, days map[string]lawdate.Date) Sheet {
	s := r.frame("paper.letter.name")
	args := func(texts *i18n.Reader) i18n.Args {
		a := i18n.Args{"law": r.Cite(rule), "today": day(texts, r.Today)}
		for id, d := range days {
			a[id] = day(texts, d)
		}
		return a
	}
	s.Title = r.pair("letter.special_period.title")
	s.Sections = []sheet.Section{{Rows: []sheet.Row{
		r.row("letter.special_period.body", args), r.row("letter.special_period.law", args), r.row("letter.special_period.closing", args),
		{Pair: r.pair("paper.letter.sign"), Lines: 1},
	}}}
	s.Footer = append(s.Footer, r.pair("answer.legal"))
	return s
}
