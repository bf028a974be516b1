package guidance_test

import (
	"maps"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/guidance"
)

// However somebody answers, the screener has at most twelve screens for one country and
// four more for each further one; who skips everything is through as well.
func TestHowManyScreensTheScreenerHas(t *testing.T) {
	w := load(t)
	matters := map[string]bool{} // a condition of a screen looks at it
	for _, s := range w.guides.Screener {
		for _, id := range s.Reads() {
			matters[id] = true
		}
	}
	for _, countries := range []int{0, 1, 2, 3} {
		most, n := 0, 0
		var on func(told map[string]any, skipped map[string]bool, screens int)
		on = func(told map[string]any, skipped map[string]bool, screens int) {
			set := w.book.Vocabulary().NewSet()
			for id, v := range told {
				if err := set.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
					t.Fatal(err)
				}
			}
			a, more := w.guides.NextScreen(guidance.Person{Case: w.person(set, today, w.calendar), Skipped: func(id string) bool { return skipped[id] }})
			if !more {
				// Every further country is chosen on a screen of its own.
				most, n = max(most, screens+max(0, countries-1)), n+1
				return
			}
			id := a.Ask[0]
			d, _ := w.book.Vocabulary().Lookup(id)
			values := []any{nil}
			if matters[id] {
				values = answers(d)
			}
			if id == "states" {
				var list []any
				for i := range countries {
					list = append(list, map[string]any{"state": []string{"mm", "ph", "vn"}[i], "link": "own"})
				}
				if values = []any{list}; countries == 0 {
					values = []any{nil}
				}
			}
			if a.Item >= 0 {
				values = []any{nil} // a skipped screen counts as one, and leads to no further one
			}
			for _, v := range values {
				next, skips := maps.Clone(told), maps.Clone(skipped)
				for _, k := range a.Ask {
					skips[a.Key(k)] = true
				}
				if v != nil {
					next[id] = v
				}
				on(next, skips, screens+1)
			}
		}
		on(map[string]any{"fear": "afraid", "permission": "card"}, map[string]bool{}, 0)
		if limit := 12 + 4*max(0, countries-1); most > limit {
			t.Errorf("%d countries: %d screens, more than %d", countries, most, limit)
		}
		t.Logf("%d countries: at most %d screens in %d ways", countries, most, n)
	}
}
