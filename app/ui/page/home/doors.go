package home

import (
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/doctor"
	"madoguchi/app/ui/page/problems"
)

// doors are the three, in the order in which they stand.
func doors() []door {
	return []door{
		{"paper", "paper", []way{}},
		{"date", "date", []way{}},
		{"event", "event", []way{
			{id: "problem", icon: "search", open: func(h page.Host) page.Page { return problems.New(h) }},
			{id: "doctor", icon: "doctor", open: func(h page.Host) page.Page { return doctor.New(h) }},
		}},
	}
}
