package jobs

import (
	"strings"

	"madoguchi/app/eligibility"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/i18n"
)

// Printer hands a PDF to the system's printer; name is what the system shows of it.
type Printer func(name string, pdf []byte) error

// Request is what a paper about a topic is made from; nil where there is none.
func (r *Rulebook) Request(press *paper.Press, p *Person, texts *i18n.Reader, topic string, today lawdate.Date) *paper.Request {
	plan := press.Plan(topic)
	if plan == nil {
		return nil
	}
	return &paper.Request{
		Setting: paper.Setting{Texts: texts, Args: r.Args(p.On()), Today: today}, Plan: plan, Case: p.Case,
		Cite: func(rule *eligibility.Rule) string { return onPaper(rule.Basis) },
	}
}

// onPaper names the sources of a basis without addresses, which nobody types from a
// paper: the acts, or else whose pages they are.
func onPaper(b law.Basis) string {
	if len(b.Law) > 0 {
		return Cite(law.Basis{Law: b.Law})
	}
	var list []string
	for _, p := range b.Pages {
		list = append(list, p.Publisher)
	}
	return strings.Join(list, "、")
}
