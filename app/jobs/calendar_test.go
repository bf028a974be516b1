package jobs_test

import (
	"strings"
	"testing"

	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

// A calendar says of a day that is only probable that it is, and of a practice card's
// that it is practice; a neutral title says nothing else.
func TestACalendarIsNoSurerThanTheRules(t *testing.T) {
	texts, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	sure, doubtful := event("G-21", "2027-01-31", "", false, false), event("G-25", "2027-02-28", "", false, false)
	sure.Confidence, doubtful.Confidence = law.Certain, law.Probable
	for lang, word := range map[string]struct{ probably, practice string }{"en": {"Probably", "Practice"}, "ja": {"おそらく", "練習"}, "ja-x-easy": {"たぶん", "練習"}} {
		r := texts.For(lang)
		list := jobs.Entries(r, []deadline.Event{sure, doubtful}, i18n.Args{}, "", true, false)
		if strings.Contains(list[0].Summary, word.probably) || !strings.Contains(list[1].Summary, word.probably) {
			t.Errorf("%s: %q, %q", lang, list[0].Summary, list[1].Summary)
		}
		for _, plain := range []bool{true, false} {
			for _, e := range jobs.Entries(r, []deadline.Event{sure, doubtful}, i18n.Args{}, "", plain, true) {
				if !strings.Contains(e.Summary, word.practice) || strings.ContainsAny(e.Summary, "《{") {
					t.Errorf("%s: practice is called %q", lang, e.Summary)
				}
			}
		}
		if neutral := jobs.Entries(r, []deadline.Event{doubtful}, i18n.Args{}, "", false, false)[0]; strings.Contains(neutral.Summary, word.probably) || neutral.Description != "" {
			t.Errorf("%s: a neutral title is %q", lang, neutral.Summary)
		}
	}
}
