package guidance_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/lawdate"
)

// today of the walks: a Monday.
var today = mustDay("2026-11-23")

func mustDay(s string) lawdate.Date {
	d, err := lawdate.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// situations are what the gate and the list of States may have brought out: every
// answer to fear and permission, none included, with every kind of list.
func situations() (list []map[string]any) {
	state := func(code string, more ...any) map[string]any {
		m := map[string]any{"state": code}
		for i := 0; i < len(more); i += 2 {
			m[more[i].(string)] = more[i+1]
		}
		return m
	}
	lists := []any{
		nil,
		[]any{state("mm")},
		[]any{state("mm", "fear", "afraid"), state("ph", "fear", "not_afraid", "protection", false)},
		[]any{state("ph", "fear", "not_afraid", "protection", false)},
		[]any{state("vn", "fear", "not_afraid", "papers", "not_own")},
	}
	for _, fear := range []any{nil, "afraid", "unsure", "not_afraid"} {
		for _, permission := range []any{nil, "card", "protection", "none", "unsure", "unsaid"} {
			for _, states := range lists {
				list = append(list, map[string]any{"fear": fear, "permission": permission, "states": states})
			}
		}
	}
	for _, one := range []map[string]any{
		state("ps"), state("br"), state("ph", "said", "citizen"), state("mm", "said", "law_leaves_out"),
	} {
		list = append(list, map[string]any{"fear": "not_afraid", "permission": "card", "states": []any{one}})
	}
	for danger := range strings.FieldsSeq("illness violence child letter detained") {
		list = append(list, map[string]any{"danger": danger}, map[string]any{"danger": danger, "permission": "card", "fear": "not_afraid"})
	}
	return list
}

// answers are the values with which a question is tried: each of an enum, days before
// and after every term of the law; nil is no answer.
func answers(d fact.Definition) []any {
	switch d.Type {
	case fact.Bool:
		return []any{nil, true, false}
	case fact.Enum:
		list := []any{nil}
		for _, v := range d.Values {
			list = append(list, v)
		}
		return list
	case fact.Date:
		list := []any{nil}
		for _, ago := range []int{0, 2, 14, 31, 61, 6 * 365, 17 * 366, 19 * 366, 40 * 366} {
			list = append(list, today.AddDays(-ago).String())
		}
		return list
	case fact.Int:
		return []any{nil, 0, 1, 3, 10}
	}
	return []any{nil}
}

// walker tries every answer to every question of a path.
type walker struct {
	w       *world
	t       *testing.T
	path    *guidance.Path
	plans   int
	visited map[string]bool
	see     func(*guidance.Plan, map[string]any)
	matters map[*guidance.Node]map[string]bool
}

// alike names what still matters at a question: whoever has the same there is led the
// same way and is tried once.
func (w *walker) alike(p *guidance.Plan, told map[string]any) string {
	matters := w.matters[p.Ask]
	if matters == nil {
		matters = p.Ask.Matters()
		w.matters[p.Ask] = matters
	}
	key := p.Ask.ID + fmt.Sprint(p.Set, p.Safe, p.Feared, len(p.Running) > 0)
	for _, id := range slices.Sorted(maps.Keys(told)) {
		if d, _ := w.w.book.Vocabulary().Lookup(id); matters[id] || d.Type == fact.Date && told[id] != nil {
			key += fmt.Sprintf(" %s=%v", id, told[id])
		}
	}
	return key
}

func (w *walker) walk(told map[string]any, skipped map[string]bool) {
	set := w.w.book.Vocabulary().NewSet()
	for id, v := range told {
		if v == nil {
			continue
		}
		if err := set.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			w.t.Fatal(err)
		}
	}
	who := guidance.Person{Case: w.w.person(set, today, w.w.calendar), Skipped: func(id string) bool { return skipped[id] }}
	plan := w.w.guides.Plan(w.path, who)
	w.plans++
	w.see(plan, told)
	if plan.Ask == nil || w.t.Failed() {
		return
	}
	key := w.alike(plan, told)
	if w.visited[key] {
		return
	}
	w.visited[key] = true
	w.screen(plan.Ask.Ask, told, skipped)
}

// screen tries every answer to every fact of a screen.
func (w *walker) screen(ask []string, told map[string]any, skipped map[string]bool) {
	if len(ask) == 0 {
		w.walk(told, skipped)
		return
	}
	d, _ := w.w.book.Vocabulary().Lookup(ask[0])
	skips := maps.Clone(skipped)
	skips[ask[0]] = true
	for _, v := range answers(d) {
		next := maps.Clone(told)
		next[ask[0]] = v
		w.screen(ask[1:], next, skips)
	}
}

func (w *world) everyPlan(t *testing.T, path *guidance.Path, see func(*guidance.Plan, map[string]any)) *walker {
	t.Helper()
	x := &walker{w: w, t: t, path: path, see: see, visited: map[string]bool{}, matters: map[*guidance.Node]map[string]bool{}}
	for _, s := range situations() {
		x.walk(s, map[string]bool{})
	}
	return x
}

// Whatever somebody answers or does not answer, on every path: nothing a feared State
// would hear of, the warning first, legal help first where permission is in doubt with
// the day that runs kept, something for today and somebody to call.
func TestEveryWayOfEveryPath(t *testing.T) {
	w := load(t)
	for _, path := range w.guides.Paths() {
		t.Run(path.ID, func(t *testing.T) {
			shown := map[string]bool{}
			x := w.everyPlan(t, path, func(p *guidance.Plan, told map[string]any) {
				for _, s := range p.Steps {
					shown[s.ID] = true
				}
				if wrong := harm(w, p); wrong != "" {
					t.Errorf("%s, for %v: %s", strings.Join(stepIDs(p), " "), told, wrong)
				}
			})
			var never []string
			steps := 0
			for _, n := range path.Nodes {
				if n.Do != nil {
					if steps++; !shown[n.ID] {
						never = append(never, n.ID)
					}
				}
			}
			if len(never) > 0 {
				t.Errorf("no answers lead to %v", never)
			}
			t.Logf("%d routes, %d plans at %d different questions, %d of %d steps shown", path.Routes(), x.plans, len(x.visited), steps-len(never), steps)
		})
	}
}

// harm says what would hurt somebody in a plan, "" for nothing.
func harm(w *world, p *guidance.Plan) string {
	if p.Has(guidance.NoEmbassy) && (len(p.Warnings) == 0 || !strings.HasPrefix(p.Warnings[0], "guide.warn.no_embassy")) {
		return fmt.Sprintf("the first warning is not the one of the State: %v", p.Warnings)
	}
	if p.Has(guidance.LawyerFirst) {
		for _, s := range p.Steps {
			if s.Do.Has(guidance.Emergency) {
				continue
			}
			if !s.Do.Has(guidance.LegalHelp) {
				return "the first step is " + s.ID + ", not legal help"
			}
			break
		}
	}
	for _, s := range p.Steps {
		if s.Do.Contact != guidance.NoContact {
			if p.Has(guidance.NoEmbassy) && len(s.For) == 0 {
				return s.ID + " is for every State"
			}
			for _, state := range s.For {
				if slices.Contains(p.Feared, state) {
					return s.ID + " is for a feared State"
				}
			}
		} else if p.Has(guidance.NoEmbassy) {
			for _, item := range s.Items {
				if slices.ContainsFunc(w.guides.Documents, func(d *guidance.Document) bool { return d.ID == item }) {
					return s.ID + " wants " + item + ", which only a State gives"
				}
			}
		}
		if p.Has(guidance.LawyerFirst) && s.Do.Has(guidance.Clock) {
			running := slices.ContainsFunc(p.Running, func(r guidance.Step) bool { return r.ID == s.ID && r.Safe == s.Safe })
			if !s.Safe.IsZero() && !running {
				return "the day of " + s.ID + " is lost"
			}
			if !s.Together {
				return s.ID + " sends somebody alone"
			}
		}
	}
	if s := p.Today(); s != nil && p.Has(guidance.LawyerFirst) && !s.Do.Has(guidance.LegalHelp) {
		return "today is " + s.ID + ", not legal help"
	}
	if p.Today() == nil || len(p.Call()) == 0 {
		return "nothing for today, or nobody to call"
	}
	return ""
}

func stepIDs(p *guidance.Plan) (list []string) {
	for _, s := range p.Steps {
		list = append(list, s.ID)
	}
	return list
}

// Fear that was not denied never leads to the two classes that end at the State, and
// every class can be reached.
func TestFearAndTheClasses(t *testing.T) {
	w := load(t)
	found := map[string]bool{}
	n := 0
	var try func(told map[string]any, screens []*guidance.Screen)
	try = func(told map[string]any, screens []*guidance.Screen) {
		set := w.book.Vocabulary().NewSet()
		for id, v := range told {
			if v != nil {
				if err := set.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if len(screens) == 0 {
			n++
			c := w.person(set, today, w.calendar).Case
			for _, class := range w.guides.Found(c) {
				found[class.ID] = true
				if told["fear"] != "not_afraid" && slices.Contains([]string{"papers_missing", "nationality_confirmable"}, class.ID) {
					t.Fatalf("%v gives %s", told, class.ID)
				}
			}
			return
		}
		id := screens[0].Ask[0]
		d, _ := w.book.Vocabulary().Lookup(id)
		values := answers(d)
		if id == "states" {
			values = stateLists()
		}
		for _, v := range values {
			next := map[string]any{id: v}
			for k, x := range told {
				next[k] = x
			}
			try(next, screens[1:])
		}
	}
	var asked []*guidance.Screen
	for _, id := range []string{"fear", "born_in_japan", "parents_known", "japanese_parent", "in_family_register", "parents_nationality", "life_stage", "states"} {
		asked = append(asked, &guidance.Screen{ID: id, Ask: []string{id}})
	}
	try(map[string]any{}, asked)
	for _, class := range w.guides.Classes {
		if !found[class.ID] {
			t.Errorf("no answers give the class %s", class.ID)
		}
	}
	t.Logf("%d sets of answers", n)
}

// stateLists are lists of one State or two with what may be said of them.
func stateLists() []any {
	list := []any{nil}
	var one []any
	for _, papers := range []any{nil, "running", "never"} {
		for _, said := range []any{nil, "citizen", "not_citizen", "refused", "law_leaves_out", "never_asked"} {
			m := map[string]any{"state": "ph"}
			if papers != nil {
				m["papers"] = papers
			}
			if said != nil {
				m["said"] = said
			}
			one = append(one, m)
		}
	}
	for _, m := range one {
		list = append(list, []any{m})
	}
	return append(list, []any{one[3], map[string]any{"state": "vn", "said": "refused"}})
}

// The drawings of the paths are committed, so that a change of a path is seen. Write
// them anew with MADOGUCHI_DRAW=1.
func TestTheDrawings(t *testing.T) {
	w := load(t)
	for _, p := range w.guides.Paths() {
		name := filepath.Join("testdata", "drawn", p.ID+".txt")
		if os.Getenv("MADOGUCHI_DRAW") != "" {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(p.Draw()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		drawn, err := os.ReadFile(name)
		if err != nil || string(drawn) != p.Draw() {
			t.Errorf("the drawing of %s is not that of the path (%v)", p.ID, err)
		}
	}
}
