package home

// doors are the three, in the order in which they stand.
func doors() []door {
	return []door{
		{"paper", "paper", []way{}},
		{"date", "date", []way{}},
		{"event", "event", []way{}},
	}
}
