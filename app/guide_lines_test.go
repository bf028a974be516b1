package main

import (
	"strings"
	"testing"

	"madoguchi/app/directory"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Wherever somebody without a permission lives, every guide ends with a number to call:
// one of the prefecture, else one for the whole country, else the nearest, which says
// whose it is.
func TestWhoeverMayBeWithoutPermissionHasANumberToCall(t *testing.T) {
	rules, err := theRules()
	if err != nil {
		t.Fatal(err)
	}
	guides, err := rules.Guides()
	if err != nil {
		t.Fatal(err)
	}
	on, _ := lawdate.Parse("2026-11-23")
	own, whole := map[string]bool{}, map[string]bool{}
	for _, place := range directory.Places() {
		facts := rules.Vocabulary().NewSet()
		for id, v := range map[string]any{"permission": "none", "fear": "afraid", "prefecture": place, "event": "birth_in_japan", "event_on": "2026-11-20"} {
			if err := facts.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
				t.Fatal(err)
			}
		}
		who := rules.Person(facts, on).Guided(nil)
		for _, path := range guides.Paths() {
			plan := guides.Plan(path, who)
			number := false
			for _, l := range rules.Callable(plan.Standing, facts, plan.Call()) {
				if l.NoStatus != directory.Yes {
					t.Fatalf("%s, %s: %s is no safe first contact", place, path.ID, l.ID)
				}
				if len(l.Numbers) > 0 && (l.Serves(place) || !number) {
					number = true
					own[place] = own[place] || l.Serves(place) && !l.Everywhere()
					whole[place] = whole[place] || l.Everywhere()
				}
			}
			if !number {
				t.Errorf("%s in %s ends without a number", path.ID, place)
			}
		}
		if !own[place] && !whole[place] {
			t.Errorf("%s has neither a number of its own nor one for the whole country", place)
		}
	}
	var none []string
	for _, place := range directory.Places() {
		if !own[place] {
			none = append(none, place)
		}
	}
	t.Logf("%d prefectures with a number of their own; those without: %s", len(own)-len(none), strings.Join(none, " "))
}
