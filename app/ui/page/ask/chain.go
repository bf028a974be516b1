package ask

import (
	"madoguchi/app/eligibility"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// NewDates asks, one page after the other, for what brings days to light by which
// something has to be done, until no more can come or the person has enough. first,
// which may be "", is asked before all else.
func NewDates(h page.Host, first string) *Page {
	return &Page{host: h, about: kit.T("window.dates.title"), dates: true, first: first}
}

// open are the facts that what is asked for still waits for; skipped may be nil.
func (v *view) open(skipped func(string) bool) []string {
	if v.page.dates {
		return v.person.DatesOpen(skipped)
	}
	return v.person.Open(v.page.questions, skipped)
}

// together is what to ask for next on one page.
func (v *view) together() (*eligibility.Group, []string) {
	if !v.page.dates {
		return v.page.in.Page(v.person, v.page.questions)
	}
	if id := v.page.first; id != "" {
		v.page.first = ""
		return nil, []string{id}
	}
	return v.person.DatesPage(v.page.skipped)
}

// opens are the topics that wait for a fact.
func (v *view) opens(id string) []string {
	if v.page.dates {
		return v.person.DatesWaiting(id)
	}
	return v.person.Opens(v.page.questions, id)
}

// fewLeft is how many questions may be left for their number to be told: of more,
// the next answers make most needless.
const fewLeft = 9

// step says how far the questions are.
func (v *view) step() kit.Msg {
	n := len(v.page.asked) + 1
	if v.page.dates {
		found := len(v.person.Events())
		if left := max(1, len(v.open(v.page.skipped))); left <= fewLeft {
			return kit.T("window.dates.chain.near", i18n.Args{"n": n, "found": found, "left": left})
		}
		return kit.T("window.dates.chain.step", i18n.Args{"n": n, "found": found})
	}
	settled := 0
	for _, q := range v.page.questions {
		if v.person.Answer(q).Answer.Settled() {
			settled++
		}
	}
	return kit.T("window.ask.step", i18n.Args{"n": n, "settled": settled, "of": len(v.page.questions)})
}

// shows is the action that leaves the questions for what they were asked for.
func (p *Page) shows(icon string) kit.Action {
	if p.dates {
		return kit.Action{Label: kit.T("window.dates.chain.go"), Icon: "date", Do: p.enough}
	}
	return kit.Action{Label: kit.T("window.ask.done.go"), Icon: icon, Do: p.enough}
}
