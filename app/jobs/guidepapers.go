package jobs

import (
	"madoguchi/app/guidance"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/i18n"
)

// Guided is what the papers of the guides are made from, for somebody who lives in a
// prefecture of the directory, "" where that is not known. With a path that is "" they
// are about none, and only those that need none may be made.
func (r *Rulebook) Guided(path string, who guidance.Person, texts *i18n.Reader, prefecture string, today lawdate.Date) (*paper.Guided, error) {
	guides, err := r.Guides()
	if err != nil {
		return nil, err
	}
	plan := &guidance.Plan{Standing: guides.Standing(who.Case.Case)}
	if path == "" {
		plan.Warn()
	} else {
		p := guides.Path(path)
		if p == nil {
			return nil, paper.ErrNoSuch
		}
		plan = guides.Plan(p, who)
	}
	return &paper.Guided{
		Setting: paper.Setting{Texts: texts, Args: r.Args(who.On), Today: today}, Guides: guides, Plan: plan,
		Phones: func(topics []string) []paper.Phone { return r.phones(plan.Standing, prefecture, topics) },
	}, nil
}

// phones finds one number for each topic. Where the prefecture is not known no other
// prefecture's stands for it: there is room to write one.
func (r *Rulebook) phones(s guidance.Standing, prefecture string, topics []string) (list []paper.Phone) {
	for _, topic := range topics {
		l, own := r.Directory.Nearest(prefecture, topic, s.Has(guidance.LawyerFirst))
		if l == nil || l.Number() == "" {
			continue
		}
		p := paper.Phone{Topic: topic, Office: l.Office, Names: l.Names}
		if prefecture != "" || l.Everywhere() {
			p.Number, p.Read = l.Number(), l.CheckedOn
			if !own {
				p.Place = l.Places[0]
			}
		} else {
			p.Names = nil
		}
		list = append(list, p)
	}
	return list
}
