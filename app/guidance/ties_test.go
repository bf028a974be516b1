package guidance_test

import (
	"slices"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/guidance"
)

// A baby is registered with the country of a parent, never with one in which the family
// only lived.
func TestOnlyAParentsCountryRegistersTheBaby(t *testing.T) {
	w := load(t)
	for link, shown := range map[any]bool{nil: true, "own": true, "mother": true, "father": true, "residence": false, "birth": false, "marriage": false} {
		state := map[string]any{"state": "bd", "fear": "not_afraid"}
		if link != nil {
			state["link"] = link
		}
		set := w.book.Vocabulary().NewSet()
		for id, v := range map[string]any{"event": "birth_in_japan", "event_on": "2026-11-20", "permission": "card", "fear": "not_afraid", "states": []any{state}} {
			if err := set.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
				t.Fatal(err)
			}
		}
		plan := w.guides.Plan(w.guides.Path("baby"), guidance.Person{Case: w.person(set, today, w.calendar)})
		if got := slices.Contains(stepIDs(plan), "a_embassy"); got != shown {
			t.Errorf("a country by %v: the step of its embassy is shown: %v", link, got)
		}
	}
}
