package guidance_test

import (
	"slices"
	"strings"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/guidance"
)

// told makes a person of answers, today.
func (w *world) told(t *testing.T, answers map[string]any) guidance.Person {
	t.Helper()
	set := w.book.Vocabulary().NewSet()
	for id, v := range answers {
		if err := set.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	return guidance.Person{Case: w.person(set, today, w.calendar)}
}

func state(code string, more ...any) map[string]any {
	m := map[string]any{}
	if code != "" {
		m["state"] = code
	}
	for i := 0; i < len(more); i += 2 {
		m[more[i].(string)] = more[i+1]
	}
	return m
}

// Fear of a State that was not named may be fear of any: then none is asked.
func TestFearOfAStateWithoutAName(t *testing.T) {
	w := load(t)
	for _, what := range []map[string]any{
		state("", "fear", "afraid"), state("", "fear", "unsure"), state("", "protection", true),
	} {
		for _, fear := range []string{"not_afraid", "afraid"} {
			for _, states := range [][]any{{what}, {what, state("ph", "fear", "not_afraid", "protection", false)}, {state("ph"), what}} {
				who := w.told(t, map[string]any{"fear": fear, "permission": "card", "states": states})
				s := w.guides.Standing(who.Case.Case)
				if !s.Has(guidance.NoEmbassy) || s.Has(guidance.StateIsSafe) || len(s.Safe) > 0 {
					t.Errorf("%v, %v: %v, safe %v", fear, states, s.Set, s.Safe)
				}
			}
		}
	}
}

// Whatever sets the flag, no class leads to asking a State.
func TestNoClassLeadsToAFearedState(t *testing.T) {
	w := load(t)
	for _, more := range []map[string]any{
		{"permission": "protection"},
		{"recognised_refugee": true},
		{"complementary_protection": true},
		{"application_kind": "refugee"},
		{"protection_stage": "waiting"},
		{"return_hindrance": "danger"},
		{"passport": "refugee_travel_document"},
		{"states": []any{state("mm", "said", "never_asked", "papers", "ended", "fear", "afraid")}},
		{"states": []any{state("mm", "said", "never_asked", "papers", "ended", "fear", "unsure")}},
		{"states": []any{state("mm", "said", "citizen", "papers", "running", "protection", true)}},
		{"states": []any{state("mm", "said", "citizen", "papers", "running"), state("ph", "said", "citizen", "papers", "never", "fear", "afraid")}},
	} {
		for _, papers := range []string{"running", "ended", "never"} {
			answers := map[string]any{
				"fear": "not_afraid", "permission": "card",
				"states": []any{state("mm", "said", "never_asked", "papers", papers)},
			}
			for id, v := range more {
				answers[id] = v
			}
			who := w.told(t, answers)
			if !w.guides.Standing(who.Case.Case).Has(guidance.NoEmbassy) {
				t.Errorf("%v: the State is asked", answers)
			}
			for _, c := range w.guides.Found(who.Case.Case) {
				if c.ID == "papers_missing" || c.ID == "nationality_confirmable" {
					t.Errorf("%v gives %s", answers, c.ID)
				}
			}
		}
	}
}

// A baby whose days have run out without a status is without permission, whatever
// its parents have.
func TestABabyAfterItsDays(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		born, status string
		lawyer       bool
	}{
		{"2026-09-24", "", true},  // today is day 61
		{"2026-09-25", "", false}, // day 60
		{"2026-09-24", "not_yet", true},
		{"2026-09-24", "applied", true},
		{"2026-10-15", "refused", true},
		{"2026-09-24", "granted", false},
	} {
		answers := map[string]any{"event": "birth_in_japan", "event_on": c.born, "permission": "card", "fear": "not_afraid", "danger": "none"}
		if c.status != "" {
			answers["baby_status"] = c.status
		}
		p := w.guides.Plan(w.guides.Path("baby"), w.told(t, answers))
		if p.Has(guidance.LawyerFirst) != c.lawyer {
			t.Errorf("born %s, status %q: %v, steps %v", c.born, c.status, p.Set, stepIDs(p))
		}
		if wrong := harm(w, p); wrong != "" {
			t.Error(wrong)
		}
	}
}

// Every step at an office says that it is one, so that whoever is without permission is
// not sent there alone. Who helps, heals or keeps money is no such office.
func TestNobodyIsSentAloneToAnOffice(t *testing.T) {
	w := load(t)
	free := strings.Fields("lawyer support_group hospital fire_service violence_centre rhq bank")
	guards := []guidance.Tag{guidance.WithImmigration, guidance.WithPolice, guidance.PublicCounter, guidance.AtCourt, guidance.Clock}
	for _, path := range w.guides.Paths() {
		for _, n := range path.Nodes {
			if n.Do != nil && n.Do.Where != "" && !slices.Contains(free, n.Do.Where) && !slices.ContainsFunc(guards, n.Do.Has) {
				t.Errorf("%v: %s at %s has only the tags %v", n.Place, n.ID, n.Do.Where, n.Do.Tags)
			}
		}
	}
}

// A hundred States are no more than one: the feared ones stay feared.
func TestAHundredStates(t *testing.T) {
	w := load(t)
	d, _ := w.book.Vocabulary().Lookup("states")
	codes := d.Fields[d.Field("states.state")].Values
	var list []any
	for i := range 100 {
		fear := "not_afraid"
		if i%10 == 9 {
			fear = "afraid"
		}
		list = append(list, state(codes[i%90], "fear", fear, "protection", false))
	}
	s := w.guides.Standing(w.told(t, map[string]any{"fear": "not_afraid", "permission": "card", "states": list}).Case.Case)
	for i := range 100 {
		if i%10 == 9 && (slices.Contains(s.Safe, codes[i%90]) || !slices.Contains(s.Feared, codes[i%90])) {
			t.Errorf("%s is safe", codes[i%90])
		}
	}
	if !s.Has(guidance.NoEmbassy) {
		t.Error("the flag is not set")
	}
}

// A card whose day has passed is no permission, as long as nobody said that an
// application made in time is open.
func TestACardWhoseDayHasPassed(t *testing.T) {
	w := load(t)
	for end, lawyer := range map[string]bool{"2026-11-22": true, "2026-01-01": true, "2026-11-23": false, "2027-11-23": false} {
		who := w.told(t, map[string]any{"permission": "card", "fear": "not_afraid", "stay_end": end})
		if s := w.guides.Standing(who.Case.Case); s.Has(guidance.LawyerFirst) != lawyer {
			t.Errorf("until %s: %v", end, s.Set)
		}
	}
	who := w.told(t, map[string]any{
		"permission": "card", "fear": "not_afraid", "residence_status": "student", "residence_document": "residence_card",
		"stay_end": "2026-11-22", "application_pending": true, "application_kind": "extension", "application_on": "2026-11-01",
	})
	if s := w.guides.Standing(who.Case.Case); s.Has(guidance.LawyerFirst) {
		t.Errorf("with an application made in time: %v", s.Set)
	}
}
