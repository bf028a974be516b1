package paper

import (
	"madoguchi/app/eligibility"
)

// Request is what a paper about a topic is made from.
type Request struct {
	Setting
	Plan *Plan
	Case *eligibility.Case
	// Cite names the sources of a rule in Japanese, as a clerk reads them.
	Cite func(*eligibility.Rule) string
}
