package casebook_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/platform"
	"madoguchi/app/store"
	"madoguchi/assets"
)

const passphrase = "銀河鉄道 の 夜に"

// Planted are what may be found nowhere in clear.
var planted = []string{"ともしび", "lantern", "1991-04-17", "2027-02-03", "residence_status", "student", "A-24", passphrase, "AGE-SECRET-KEY-"}

// noon is a moment that is another day in Japan than in UTC.
var noon = time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)

const today = "2026-11-23"

func vocabulary(t testing.TB) *fact.Vocabulary {
	t.Helper()
	v, err := fact.Load(assets.Facts())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func options(t testing.TB, config string, port platform.FS) casebook.Options {
	return casebook.Options{
		Config: config, Files: platform.Files{FS: port}, Helping: true, Vocabulary: vocabulary(t), Factor: 4,
		Step: func(id string) bool { return id == "A-24" || id == "D-10.2" },
		Now:  func() time.Time { return noon },
	}
}

func made(t testing.TB) (*casebook.Book, string) {
	t.Helper()
	config := filepath.Join(t.TempDir(), "config")
	b := casebook.New(options(t, config, nil))
	must(t, b.Make(t.Context(), []byte(passphrase)))
	return b, config
}

func opened(t testing.TB, config string) *casebook.Book {
	t.Helper()
	b := casebook.New(options(t, config, nil))
	must(t, b.Open(t.Context(), []byte(passphrase)))
	return b
}

func a(id string, value any) fact.Fact {
	return fact.Fact{ID: id, Value: value, From: fact.FromAnswer}
}

func lantern() casebook.Case {
	return casebook.Case{
		Nickname: "ともしび", Kind: "stay",
		Facts: []fact.Fact{
			a("children", []any{map[string]any{"dob": "2020-01-02", "lives_with": true, "order": 1}}), a("dob", "1991-04-17"),
			a("employed", false), a("residence_status", "student"), a("stay_end", "2027-02-03"), a("work_hours_week", 28),
		},
		Steps: []casebook.Step{{ID: "A-24", Due: "2027-02-03", On: "2026-11-20"}},
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(t testing.TB, b *casebook.Book, c casebook.Case) casebook.Case {
	t.Helper()
	c, err := b.Put(t.Context(), c)
	must(t, err)
	return c
}

// want fails unless err has the kind and a text that says what to do and nothing
// of the person.
func want(t *testing.T, what string, err error, k casebook.Kind) {
	t.Helper()
	if got := casebook.KindOf(err); got != k {
		t.Errorf("%s: %q (%v), want %q", what, got, err, k)
		return
	}
	if e, ok := errors.AsType[*casebook.Error](err); !ok || e.Do() == "" || !strings.Contains(err.Error(), e.Do()) || e.ProblemCode() != string(k) {
		t.Errorf("%s: does not say what to do: %v", what, err)
	}
	secret(t, what, err)
}

func wantStore(t *testing.T, what string, err error, k store.Kind) {
	t.Helper()
	if casebook.KindOf(err) != "" || store.KindOf(err) != k {
		t.Errorf("%s: %v, want %q", what, err, k)
	}
	secret(t, what, err)
}

func secret(t *testing.T, what string, err error) {
	t.Helper()
	for _, p := range append(planted[:4:4], passphrase, os.TempDir(), "Hanako", "窓口") {
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), p) {
				t.Errorf("%s: the error tells %q: %v", what, p, e)
			}
		}
	}
}

// nothingInClear searches every file under dir, and their names.
func nothingInClear(t testing.TB, dir string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(name)
		for _, p := range planted {
			if bytes.Contains(b, []byte(p)) || strings.Contains(name, p) {
				t.Errorf("%s holds %q in clear", name, p)
			}
		}
		return err
	}))
}

func nicknames(t testing.TB, b *casebook.Book) []string {
	t.Helper()
	list, err := b.Cases(t.Context())
	must(t, err)
	var names []string
	for _, c := range list {
		names = append(names, c.Nickname)
	}
	slices.Sort(names)
	return names
}

func TestRemembers(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config")
	b := casebook.New(options(t, config, nil))
	if st, err := b.State(); st != casebook.Absent || err != nil {
		t.Fatalf("%v, %v", st, err)
	}
	_, err := b.Cases(t.Context())
	want(t, "cases", err, casebook.None)
	_, err = b.Put(t.Context(), lantern())
	want(t, "put", err, casebook.None)
	if _, err := os.Stat(config); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something was made before the person wanted it: %v", err)
	}
	wantStore(t, "short", b.Make(t.Context(), []byte("短い七文字です")), store.PassphraseShort)
	must(t, b.Make(t.Context(), []byte(passphrase)))
	want(t, "twice", b.Make(t.Context(), []byte(passphrase)), casebook.There)

	saved := put(t, b, lantern())
	if saved.ID == "" || saved.Created != today || saved.Updated != today || saved.Revision != 1 {
		t.Errorf("%+v", saved)
	}
	expected := lantern()
	expected.ID, expected.Created, expected.Updated, expected.Revision = saved.ID, today, today, 1

	b = casebook.New(options(t, config, nil)) // another run
	if st, err := b.State(); st != casebook.Shut || err != nil {
		t.Errorf("%v, %v", st, err)
	}
	_, err = b.Cases(t.Context())
	want(t, "cases", err, casebook.Locked)
	want(t, "burn", b.Burn(t.Context(), saved.ID), casebook.Locked)
	want(t, "wrong", b.Open(t.Context(), []byte("銀河鉄道 の 朝に")), casebook.PassphraseWrong)
	must(t, b.Open(t.Context(), []byte(passphrase)))
	if st, err := b.State(); st != casebook.Open || err != nil {
		t.Errorf("%v, %v", st, err)
	}
	got, err := b.Case(t.Context(), saved.ID)
	must(t, err)
	if !reflect.DeepEqual(got, expected) {
		t.Errorf("remembered\n%+v, saved\n%+v", got, expected)
	}
	if day := got.Known(vocabulary(t)).Value("stay_end"); !day.Known() {
		t.Error("a fact is unknown to the rules")
	}
	info, err := os.Stat(b.Path())
	must(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	b.Close()
	_, err = b.Cases(t.Context())
	want(t, "closed", err, casebook.Locked)
	nothingInClear(t, config)
}

func TestOnlyForHelpers(t *testing.T) {
	b, config := made(t)
	c := put(t, b, lantern())
	o := options(t, config, nil)
	o.Helping = false
	other := casebook.New(o)
	want(t, "make", other.Make(t.Context(), []byte(passphrase)), casebook.NotHelping)
	want(t, "open", other.Open(t.Context(), []byte(passphrase)), casebook.NotHelping)
	_, err := other.Cases(t.Context())
	want(t, "cases", err, casebook.NotHelping)
	_, err = other.Put(t.Context(), lantern())
	want(t, "put", err, casebook.NotHelping)
	_, err = other.Take(t.Context(), c)
	want(t, "take", err, casebook.NotHelping)
	want(t, "burn", other.Burn(t.Context(), c.ID), casebook.NotHelping)
	want(t, "change", other.ChangePassphrase(t.Context(), []byte(passphrase), []byte(passphrase)), casebook.NotHelping)
	_, err = other.HandOver(t.Context(), c.ID, config, []byte(passphrase))
	want(t, "hand over", err, casebook.NotHelping)
	_, err = other.Unpack(nil, nil)
	want(t, "unpack", err, casebook.NotHelping)
	_, err = other.ThisWeek(t.Context(), nil)
	want(t, "week", err, casebook.NotHelping)
	if st, err := other.State(); st != casebook.Shut || err != nil {
		t.Errorf("%v, %v", st, err)
	}
	if done, err := other.BurnAll(t.Context()); err != nil || done.File != store.Deleted || done.Key != store.Deleted {
		t.Errorf("%+v, %v", done, err)
	}
}

// TestWhatIsNoCase: nothing of this is written, and it is said which part it is.
func TestWhatIsNoCase(t *testing.T) {
	b, _ := made(t)
	many := make([]casebook.Step, casebook.MostSteps+1)
	for name, x := range map[string]struct {
		where string
		spoil func(*casebook.Case)
	}{
		"a name":       {fact.HolderName, func(c *casebook.Case) { c.Facts = append(c.Facts, a(fact.HolderName, "MADOGUCHI Hanako")) }},
		"an address":   {fact.HolderAddress, func(c *casebook.Case) { c.Facts = append(c.Facts, a(fact.HolderAddress, "窓口市")) }},
		"unknown fact": {"facts[6]", func(c *casebook.Case) { c.Facts = append(c.Facts, a("窓口 Hanako", true)) }},
		"derived": {"has_my_number", func(c *casebook.Case) {
			c.Facts = append(c.Facts, fact.Fact{ID: "has_my_number", Value: true, From: fact.FromRule})
		}},
		"day of asking": {fact.AskedOn, func(c *casebook.Case) {
			c.Facts = append(c.Facts, fact.Fact{ID: fact.AskedOn, Value: today, From: fact.FromClock})
		}},
		"no value of it":    {"residence_status", func(c *casebook.Case) { c.Facts[3].Value = "Hanako" }},
		"unknown":           {"residence_status", func(c *casebook.Case) { c.Facts[3].Value = nil }},
		"a My Number":       {"work_hours_week", func(c *casebook.Case) { c.Facts[5].Value = 537686677188 }},
		"a number too long": {"work_hours_week", func(c *casebook.Case) { c.Facts[5].Value = 10000 }},
		"no day":            {"dob", func(c *casebook.Case) { c.Facts[1].Value = "1991-02-30" }},
		"day of long ago":   {"dob", func(c *casebook.Case) { c.Facts[1].Value = "0991-02-20" }},
		"text in a list":    {"children", func(c *casebook.Case) { c.Facts[0].Value = []any{map[string]any{"name": "Hanako"}} }},
		"long list":         {"children", func(c *casebook.Case) { c.Facts[0].Value = slices.Repeat([]any{map[string]any{"order": 1}}, 21) }},
		"twice":             {"dob", func(c *casebook.Case) { c.Facts = append(c.Facts, a("dob", "1991-04-18")) }},
		"read nowhere":      {"dob", func(c *casebook.Case) { c.Facts[1].From = "Hanako" }},
		"kind":              {"kind", func(c *casebook.Case) { c.Kind = "hanako" }},
		"step":              {"steps[0]", func(c *casebook.Case) { c.Steps[0].ID = "hanako" }},
		"step's day":        {"steps[0]", func(c *casebook.Case) { c.Steps[0].On = "" }},
		"step's due":        {"steps[0]", func(c *casebook.Case) { c.Steps[0].Due = "soon" }},
	} {
		c := lantern()
		x.spoil(&c)
		_, err := b.Put(t.Context(), c)
		want(t, name, err, casebook.FactRefused)
		if e, ok := errors.AsType[*casebook.Error](err); ok && e.Where != x.where {
			t.Errorf("%s: where is %q", name, e.Where)
		}
	}
	c := lantern()
	c.Steps = many
	_, err := b.Put(t.Context(), c)
	want(t, "steps", err, casebook.Full)
	if names := nicknames(t, b); len(names) != 0 {
		t.Errorf("%v was saved", names)
	}
}

// TestKeep: of what is known, what a case may keep, and no more; all types of the
// vocabulary but texts can be kept.
func TestKeep(t *testing.T) {
	v := vocabulary(t)
	known := v.NewSet()
	for _, f := range append(lantern().Facts, a(fact.HolderName, "MADOGUCHI HANAKO"), a(fact.HolderAddress, "somewhere"),
		fact.Fact{ID: fact.AskedOn, Value: today, From: fact.FromClock}, fact.Fact{ID: "has_my_number", Value: true, From: fact.FromRule}) {
		must(t, known.Put(f))
	}
	if got := casebook.Keep(known); !reflect.DeepEqual(got, lantern().Facts) {
		t.Errorf("%+v", got)
	}
	types := map[fact.Type]int{}
	for _, d := range v.Definitions() {
		if casebook.Storable(d) {
			types[d.Type]++
		}
	}
	if types[fact.Text] != 0 || len(types) != 5 {
		t.Errorf("%v", types)
	}
	if len(casebook.KindsOf(v)) == 0 {
		t.Error("no kinds of case")
	}
}

// TestChanges: a case is changed by who has its newest state, and found again by
// its ID.
func TestChanges(t *testing.T) {
	b, config := made(t)
	first := put(t, b, lantern())
	second := put(t, b, casebook.Case{Nickname: "comet"})
	if first.ID == second.ID {
		t.Fatal("one ID for two")
	}
	here, there := first, first
	other := opened(t, config)
	there.Facts = []fact.Fact{a("employed", true)}
	put(t, other, there)
	here.Steps = nil
	_, err := b.Put(t.Context(), here)
	want(t, "older", err, casebook.CaseChanged)
	now, err := b.Case(t.Context(), first.ID)
	must(t, err)
	if now.Revision != 2 || len(now.Facts) != 1 || now.Created != today {
		t.Errorf("%+v", now)
	}
	now.Nickname = "COMET"
	_, err = b.Put(t.Context(), now)
	want(t, "as another", err, casebook.NicknameTaken)
	_, err = b.Put(t.Context(), casebook.Case{Nickname: "Comet"})
	want(t, "new as another", err, casebook.NicknameTaken)
	must(t, other.Burn(t.Context(), second.ID))
	_, err = b.Put(t.Context(), second)
	want(t, "burned", err, casebook.CaseGone)
	_, err = b.Case(t.Context(), second.ID)
	want(t, "burned", err, casebook.CaseGone)
	want(t, "burned twice", b.Burn(t.Context(), second.ID), casebook.CaseGone)
	now.Nickname = "comet"
	put(t, b, now)
}

func TestFull(t *testing.T) {
	b, config := made(t)
	for i := range casebook.MostCases {
		put(t, b, casebook.Case{Nickname: string([]rune{'ア' + rune(i%80), 'ア' + rune(i/80)})})
	}
	_, err := b.Put(t.Context(), casebook.Case{Nickname: "comet"})
	want(t, "one more", err, casebook.Full)
	if n := len(nicknames(t, opened(t, config))); n != casebook.MostCases {
		t.Errorf("%d cases", n)
	}
}

func TestKindsAreToldApart(t *testing.T) {
	seen := map[string]casebook.Kind{}
	for _, k := range casebook.Kinds() {
		e := &casebook.Error{Kind: k}
		if other, ok := seen[e.Error()]; ok || e.Do() == "" || !strings.HasPrefix(string(k), "casebook_") {
			t.Errorf("%q: %q, as %q", k, e.Error(), other)
		}
		seen[e.Error()] = k
	}
}
