package home

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/card"
	"madoguchi/app/ui/page/cases"
	"madoguchi/app/ui/page/changes"
	"madoguchi/app/ui/page/check"
	"madoguchi/app/ui/page/contact"
	"madoguchi/app/ui/page/dates"
	"madoguchi/app/ui/page/doctor"
	"madoguchi/app/ui/page/guide"
	"madoguchi/app/ui/page/problems"
	"madoguchi/app/ui/page/sign"
	"madoguchi/app/ui/page/topics"
)

// doors are the three, in the order in which they stand.
func doors() []door {
	return []door{
		{"paper", "file", []way{
			{id: "sign", icon: "sign", open: func(h page.Host) page.Page { return sign.New(h) }, signs: true},
			{id: "check", icon: "receipt", open: func(h page.Host) page.Page { return check.New(h) }},
			{id: "card", icon: "card", open: func(h page.Host) page.Page { return card.New(h) }},
		}},
		{"date", "date", []way{
			{id: "cases", icon: "helper", open: func(h page.Host) page.Page { return cases.New(h) }, helps: true},
			{id: "dates", icon: "date", open: func(h page.Host) page.Page { return dates.New(h) }},
			{id: "ends", icon: "clock", open: cardEnd},
			{id: "changes", icon: "refresh", open: func(h page.Host) page.Page { return changes.New(h) }},
		}},
		{"event", "event", []way{
			{id: "baby", icon: "child", open: func(h page.Host) page.Page { return guide.New(h, guide.Baby) }},
			{id: "no_papers", icon: "helper", open: func(h page.Host) page.Page { return guide.New(h, "") }},
			{id: "directory", icon: "phone", open: func(h page.Host) page.Page { return contact.New(h) }},
			{id: "topics", icon: "question", open: func(h page.Host) page.Page { return topics.New(h) }},
			{id: "problem", icon: "problem", open: func(h page.Host) page.Page { return problems.New(h) }},
			{id: "doctor", icon: "doctor", open: func(h page.Host) page.Page { return doctor.New(h) }},
		}},
	}
}

// cardEnd reads when the My Number Card ends, or asks who has it in hand.
func cardEnd(h page.Host) page.Page {
	return card.NewOr(h, kit.Action{Label: kit.T("window.home.ends.self"), Icon: "forward", Do: func() {
		h.Open(ask.NewOneThen(h, "mnc_expiry", func() { h.Open(dates.New(h)) }))
	}})
}
