package fact_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/fact"
	"madoguchi/assets"
)

func shipped(t testing.TB) *fact.Vocabulary {
	t.Helper()
	v, err := fact.Load(assets.Facts())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func made(t testing.TB, yaml string) *fact.Vocabulary {
	t.Helper()
	v, err := fact.Load(fstest.MapFS{"a.yaml": {Data: []byte(yaml)}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheShippedVocabulary(t *testing.T) {
	v := shipped(t)
	for _, id := range fact.OfCard() {
		d, ok := v.Lookup(id)
		if !ok {
			t.Errorf("cards give %s, the vocabulary does not have it", id)
			continue
		}
		if !slices.ContainsFunc(d.From, func(o fact.Origin) bool { return strings.HasPrefix(string(o), "card") }) {
			t.Errorf("%s is read from %v, no card among them", id, d.From)
		}
	}
	if d, ok := v.Lookup(fact.AskedOn); !ok || d.Type != fact.Date || !slices.Equal(d.From, []fact.Origin{fact.FromClock}) {
		t.Errorf("%s: %+v", fact.AskedOn, d)
	}
	sex, _ := v.Lookup(fact.Sex)
	for code := range 256 {
		if value, err := sex.Value(fact.SexOf(byte(code))); err != nil || value.Known() != (code == '1' || code == '2' || code == '9') {
			t.Errorf("sex code %q gives %v, %v", rune(code), value, err)
		}
	}
	status, _ := v.Lookup("residence_status")
	if class, _ := v.Lookup("status_class"); status.Derived || !class.Derived {
		t.Error("the status is asked and its class derived")
	}
	// No fact may hold a My Number.
	for _, d := range v.Definitions() {
		if strings.Contains(d.ID, "number") && d.Type != fact.Bool {
			t.Errorf("%s could hold a number", d.ID)
		}
	}
}

func TestEveryFaultNamesFileLineAndCure(t *testing.T) {
	for name, c := range map[string]struct{ yaml, line, what, cure string }{
		"no list":              {"id: a", "1:1", "a mapping", "write a list"},
		"empty":                {"# nothing\n", "1:1", "empty", "record"},
		"broken":               {"- {id: a,\n", "1:", "", "mend the YAML"},
		"unknown key":          {"- {id: a, typ: bool}", "1:11", `"typ"`, "did you mean type?"},
		"key twice":            {"- {id: a, id: b}", "1:11", "already defined", "mend"},
		"no id":                {"- {type: bool, derived: true}", "1:3", "no id", "snake case"},
		"id in capitals":       {"- {id: Dob, type: date, derived: true}", "1:8", "no id", "snake case"},
		"no type":              {"- {id: a, derived: true}", "1:3", "no type", "enum, date"},
		"type of another":      {"- {id: a, type: number, derived: true}", "1:17", "no type", "enum, date"},
		"enum without values":  {"- {id: a, type: enum, derived: true}", "1:3", "values", "[a, b]"},
		"values of a bool":     {"- {id: a, type: bool, values: [a], derived: true}", "1:3", "values", "no other type"},
		"value twice":          {"- {id: a, type: enum, values: [b, b], derived: true}", "1:35", `"b" stands twice`, "delete"},
		"value that is truth":  {"- {id: a, type: enum, values: [true, b], derived: true}", "1:32", "true or false", "write a word"},
		"value in capitals":    {"- {id: a, type: enum, values: [B], derived: true}", "1:32", `"B"`, "snake case"},
		"unknown as a value":   {"- {id: a, type: enum, values: [b, unknown], derived: true}", "1:35", "unknown is no value", "without a value"},
		"list without fields":  {"- {id: a, type: list, derived: true}", "1:3", "of does not fit", "of: {"},
		"fields of a date":     {"- {id: a, type: date, of: {b: date}, derived: true}", "1:3", "of does not fit", "no other type"},
		"no fields":            {"- {id: a, type: list, of: {}, derived: true}", "1:27", "", "dob: date"},
		"field of no type":     {"- {id: a, type: list, of: {b: enum}, derived: true}", "1:31", "no type", "values [a, b]"},
		"field in capitals":    {"- {id: a, type: list, of: {B: date}, derived: true}", "1:28", "named", "snake case"},
		"nowhere read":         {"- {id: a, type: bool}", "1:3", "nobody knows", "from:"},
		"read and derived":     {"- {id: a, type: bool, derived: true, from: [card]}", "1:3", "nobody knows", "not both"},
		"derived: false":       {"- {id: a, type: bool, derived: false}", "1:32", "true or false", "leave it out"},
		"from nowhere":         {"- {id: a, type: bool, from: [card.certificat]}", "1:30", "nothing is read", "did you mean card.certificate?"},
		"no where":             {"- {id: a, type: bool, from: [answer]}", "1:3", "not told where", "fact.a.where"},
		"another's where":      {"- {id: a, type: bool, from: [answer], where: fact.b.where}", "1:46", "not told where", "fact.a.where"},
		"where of a card fact": {"- {id: a, type: bool, from: [card], where: fact.a.where}", "1:44", "nobody is asked", "delete"},
		"defined twice":        {"- {id: a, type: bool, derived: true}\n- {id: a, type: bool, derived: true}", "2:3", "already", "delete one"},
		"anchor":               {"- {id: &x a, type: bool, derived: true}", "1:8", "not used", "words"},
		"block text":           {"- id: |\n    a\n  type: bool\n", "1:7", "not used", "words"},
		"tag":                  {"- {id: !!str a}", "1:8", "not used", "words"},
		"fraction":             {"- {id: 1.5}", "1:8", "not used", "whole numbers"},
		"octal":                {"- {id: 010}", "1:8", "not a number", "decimal"},
		"two documents":        {"- {id: a, type: bool, derived: true}\n---\n- {id: b, type: bool, derived: true}\n", "3:", "second document", "---"},
		"merge key":            {"- {<<: {id: a}}", "1:4", "must be a word", "name: value"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fact.Load(fstest.MapFS{"a.yaml": {Data: []byte(c.yaml)}})
			f, ok := fact.AsFault(err)
			if !ok {
				t.Fatalf("no fault: %v", err)
			}
			if text := f.Error(); !strings.HasPrefix(text, "a.yaml:"+c.line) || !strings.Contains(f.What, c.what) || !strings.Contains(f.Cure, c.cure) {
				t.Errorf("said %q, want a.yaml:%s …%s…; …%s…", text, c.line, c.what, c.cure)
			}
		})
	}
	if _, err := fact.Load(fstest.MapFS{}); err == nil {
		t.Error("a vocabulary of nothing was taken")
	}
	// All of them at once.
	_, err := fact.Load(fstest.MapFS{"a.yaml": {Data: []byte("- {id: A}\n- {id: B}")}, "b.yaml": {Data: []byte("x")}})
	for _, at := range []string{"a.yaml:1:", "a.yaml:2:", "b.yaml:1:"} {
		if !strings.Contains(err.Error(), at) {
			t.Errorf("%v does not name %s", err, at)
		}
	}
}

const small = `
- {id: b, type: bool, from: [answer], where: fact.b.where}
- {id: n, type: int, from: [answer], where: fact.n.where}
- {id: day, type: date, from: [answer, card], where: fact.day.where}
- {id: word, type: text, from: [answer], where: fact.word.where}
- {id: colour, type: enum, values: [red, blue], from: [answer], where: fact.colour.where}
- {id: kids, type: list, of: {dob: date, home: bool, sort: [own, other]}, from: [answer], where: fact.kids.where}
- {id: class, type: enum, values: [one, two], derived: true}
`

func TestASetTakesWhatFitsAndKeepsItsState(t *testing.T) {
	v := made(t, small)
	for _, c := range []struct {
		id   string
		raw  any
		back any // nil: unknown
		bad  bool
	}{
		{id: "b", raw: true, back: true},
		{id: "b", raw: false, back: false},
		{id: "b", raw: "true", bad: true},
		{id: "n", raw: 0, back: 0},
		{id: "n", raw: -3, back: -3},
		{id: "n", raw: float64(20), back: 20},
		{id: "n", raw: 1.5, bad: true},
		{id: "n", raw: 1e300, bad: true},
		{id: "day", raw: "2028-02-29", back: "2028-02-29"},
		{id: "day", raw: "2027-02-29", bad: true},
		{id: "day", raw: "0000-01-01", bad: true},
		{id: "day", raw: "2027-2-9", bad: true},
		{id: "word", raw: "あ", back: "あ"},
		{id: "word", raw: "", bad: true},
		{id: "word", raw: "unknown", back: "unknown"}, // a name may be that
		{id: "colour", raw: "blue", back: "blue"},
		{id: "colour", raw: "green", bad: true},
		{id: "colour", raw: "unknown"},
		{id: "colour", raw: nil},
		{id: "kids", raw: "two", bad: true},
		{id: "kids", raw: []any{map[string]any{"age": 3}}, bad: true},
		{id: "kids", raw: []any{map[string]any{"dob": "x"}}, bad: true},
		{id: "kids", raw: []any{3}, bad: true},
	} {
		s := v.NewSet()
		err := s.Put(fact.Fact{ID: c.id, Value: c.raw, From: fact.FromAnswer})
		if (err != nil) != c.bad || err != nil && !errors.Is(err, fact.ErrValue) {
			t.Errorf("%s = %v: %v", c.id, c.raw, err)
		}
		d, _ := v.Lookup(c.id)
		if got := s.Value(c.id).Any(d); got != c.back || s.Value(c.id).Known() != (c.back != nil) {
			t.Errorf("%s = %v gave back %v", c.id, c.raw, got)
		}
	}
	s := v.NewSet()
	if err := s.Put(fact.Fact{ID: "kids", Value: []any{map[string]any{"dob": "2026-11-23"}, map[string]any{"home": false, "sort": "own"}}, From: fact.FromAnswer}); err != nil {
		t.Fatal(err)
	}
	items := s.Value("kids").Items()
	if len(items) != 2 || items[0][1].Known() || !items[1][1].Known() || items[1][1].Bool() || items[1][0].Known() {
		t.Errorf("children: %v", items)
	}
	if y, m, d := items[0][0].Day(); y != 2026 || m != 11 || d != 23 {
		t.Errorf("born %d-%d-%d", y, m, d)
	}
}

func TestWhereAFactComesFrom(t *testing.T) {
	v := made(t, small)
	s := v.NewSet()
	for _, f := range []fact.Fact{
		{ID: "n", Value: 1, From: fact.FromCard},
		{ID: "class", Value: "one", From: fact.FromAnswer},
		{ID: "n", Value: 1, From: fact.FromRule},
		{ID: "m", Value: 1, From: fact.FromAnswer},
	} {
		if err := s.Put(f); !errors.Is(err, fact.ErrOrigin) {
			t.Errorf("%s from %s was taken: %v", f.ID, f.From, err)
		}
	}
	if len(s.Known()) != 0 {
		t.Errorf("refused facts stayed: %v", s.Known())
	}
	if err := s.Put(fact.Fact{ID: "class", Value: "one", From: fact.FromRule}); err != nil {
		t.Error(err)
	}
	if err := s.Put(fact.Fact{ID: "day", Value: "2026-11-23", From: fact.FromCard}); err != nil {
		t.Error(err)
	}
	copied := s.Clone()
	s.Forget("day")
	if s.Value("day").Known() || !copied.Value("day").Known() {
		t.Error("forgetting did not stay with the set")
	}
	want := []fact.Fact{{ID: "day", Value: "2026-11-23", From: fact.FromCard}, {ID: "class", Value: "one", From: fact.FromRule}}
	if got := copied.Known(); !slices.Equal(got, want) {
		t.Errorf("known: %v", got)
	}
	if err := copied.Put(fact.Fact{ID: "day", From: fact.FromCard}); err != nil || copied.Value("day").Known() {
		t.Errorf("null did not make it unknown: %v", err)
	}
}

func TestARefusalDoesNotRepeatTheValue(t *testing.T) {
	s := shipped(t).NewSet()
	for _, f := range []fact.Fact{
		{ID: fact.DateOfBirth, Value: "1990年5月10日", From: fact.FromAnswer},
		{ID: "residence_status", Value: "1990年5月10日", From: fact.FromAnswer},
		{ID: "children", Value: []any{map[string]any{"1990年5月10日": true}}, From: fact.FromAnswer},
	} {
		if err := s.Put(f); err == nil || strings.Contains(err.Error(), "1990") {
			t.Errorf("%v", err)
		}
	}
}

func TestUnknownIsNoValue(t *testing.T) {
	var nothing fact.Value
	if nothing.Is(nothing) || nothing.Known() {
		t.Error("unknown is the same as unknown")
	}
	v := made(t, small)
	colour, _ := v.Lookup("colour")
	red, _ := colour.Value("red")
	if !red.Is(red) || red.Is(nothing) || nothing.Is(red) {
		t.Error("red is not red")
	}
	if f, ok := v.Lookup("kids.dob"); !ok || f.Type != fact.Date {
		t.Errorf("field of a list: %+v", f)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("- {a: [1, true, null, x], b: {c: !!x d}}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := fact.Read("f.yaml", b)
		if _, ok := fact.AsFault(err); err != nil && !ok {
			t.Errorf("%v is no fault with a place", err)
		}
	})
}
