package guidance_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/guidance"
)

// Whole cases, each worked out from the law by somebody who had not seen this code.
func TestWholeCases(t *testing.T) {
	w := load(t)
	names, err := filepath.Glob("testdata/cases/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("there are no cases", err)
	}
	n := 0
	for _, name := range names {
		for _, c := range read(t, name).Items {
			title, _ := c.Get("name")
			n++
			t.Run(title.Text, func(t *testing.T) { w.play(t, c) })
		}
	}
	t.Logf("%d cases in %d files", n, len(names))
}

func read(t *testing.T, name string) fact.Node {
	t.Helper()
	b, err := fs.ReadFile(os.DirFS("."), filepath.ToSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	n, err := fact.Read(name, b)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (w *world) play(t *testing.T, c fact.Node) {
	get := func(key string) fact.Node { n, _ := c.Get(key); return n }
	set := w.book.Vocabulary().NewSet()
	for _, k := range get("facts").Keys {
		if err := set.Put(fact.Fact{ID: k.Name, Value: k.Value.Any(), From: fact.FromAnswer}); err != nil {
			t.Fatalf("%v: %v", k.Place, err)
		}
	}
	path := w.guides.Path(get("path").Text)
	if path == nil {
		t.Fatalf("%v: there is no path %q", c.Place, get("path").Text)
	}
	who := guidance.Person{Case: w.person(set, mustDay(get("on").Text), w.calendar)}
	plan := w.guides.Plan(path, who)
	if wrong := harm(w, plan); wrong != "" {
		t.Error(wrong)
	}
	all := stepIDs(plan)
	has := func(n fact.Node) int {
		if w.guides.Node(n.Text) == nil {
			t.Errorf("%v: there is no step %q", n.Place, n.Text)
		}
		return slices.Index(all, n.Text)
	}
	if want := get("classes"); len(want.Items) > 0 {
		var got []string
		for _, class := range w.guides.Found(who.Case.Case) {
			got = append(got, class.ID)
		}
		for _, x := range want.Items {
			if !slices.Contains(got, x.Text) {
				t.Errorf("%v: the classes are %v, not %s", x.Place, got, x.Text)
			}
		}
	}
	for _, x := range get("flags").Items {
		if !plan.Has(x.Text) {
			t.Errorf("%v: the flag %s is not set: %v", x.Place, x.Text, plan.Set)
		}
	}
	for _, x := range get("not_flags").Items {
		if plan.Has(x.Text) {
			t.Errorf("%v: the flag %s is set", x.Place, x.Text)
		}
	}
	if want := get("warnings_first").Text; want != "" && (len(plan.Warnings) == 0 || !strings.HasPrefix(plan.Warnings[0], "guide.warn."+want)) {
		t.Errorf("the first warning is %v, not %s", plan.Warnings, want)
	}
	if want := get("first"); want.Text != "" {
		i := slices.IndexFunc(plan.Steps, func(s guidance.Step) bool { return !s.Do.Has(guidance.Emergency) })
		if i < 0 || all[i] != want.Text {
			t.Errorf("%v: the first step is not %s: %v", want.Place, want.Text, all)
		}
	}
	running := func(n fact.Node) bool { // it stands above the steps, with its day
		return slices.ContainsFunc(plan.Running, func(s guidance.Step) bool { return s.ID == n.Text })
	}
	for _, pair := range get("before").Items {
		if a, b := has(pair.Items[0]), has(pair.Items[1]); a < 0 || b < 0 || a > b && !running(pair.Items[0]) {
			t.Errorf("%v: %s is not before %s: %v", pair.Place, pair.Items[0].Text, pair.Items[1].Text, all)
		}
	}
	for _, x := range get("steps").Items {
		if has(x) < 0 {
			t.Errorf("%v: %s is not there: %v", x.Place, x.Text, all)
		}
	}
	for _, x := range get("never").Items {
		if has(x) >= 0 {
			t.Errorf("%v: %s is there: %v", x.Place, x.Text, all)
		}
	}
	for _, k := range get("dates").Keys {
		i := slices.Index(all, k.Name)
		if i < 0 {
			t.Errorf("%v: %s is not there: %v", k.Place, k.Name, all)
			continue
		}
		s := plan.Steps[i]
		safe, last := k.Value, fact.Node{}
		if k.Value.Kind == fact.Map {
			safe, _ = k.Value.Get("safe")
			last, _ = k.Value.Get("last")
		}
		if s.Safe.String() != safe.Text || last.Text != "" && s.Last.String() != last.Text {
			t.Errorf("%v: %s is by %v (last %v), not %s (%s)", k.Place, k.Name, s.Safe, s.Last, safe.Text, last.Text)
		}
	}
	if want := get("today").Text; want != "" {
		if s := plan.Today(); s.ID != want && !slices.Contains(plan.Call(), want) {
			t.Errorf("today is %s with %v, not %s", s.ID, plan.Call(), want)
		}
	}
}
