package casebook_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/store"
)

const handPassphrase = "プリオシン海岸 の 白い石"

func TestHandOver(t *testing.T) {
	b, _ := made(t)
	c := put(t, b, lantern())
	put(t, b, casebook.Case{Nickname: "comet"})
	dir := t.TempDir()
	_, err := b.HandOver(t.Context(), "none", dir, []byte(handPassphrase))
	want(t, "no such case", err, casebook.CaseGone)
	_, err = b.HandOver(t.Context(), c.ID, dir, []byte("kurz"))
	wantStore(t, "short", err, store.PassphraseShort)
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	file, err := b.HandOver(t.Context(), c.ID, dir, []byte(handPassphrase))
	must(t, err)
	if !regexp.MustCompile(`^notes-[a-z2-7]{8}\.age$`).MatchString(filepath.Base(file)) || filepath.Dir(file) != dir {
		t.Errorf("the file is %q", file)
	}
	raw, err := os.ReadFile(file)
	must(t, err)
	for _, word := range []string{"madoguchi", "case", "窓口", "notes"} {
		if bytes.Contains(bytes.ToLower(raw), []byte(word)) {
			t.Errorf("the file tells %q", word)
		}
	}
	nothingInClear(t, dir)

	// Another computer.
	other, config := made(t)
	_, err = other.ReadHandOver(file, []byte("プリオシン海岸 の 黒い石"))
	want(t, "wrong passphrase", err, casebook.HandOverWrong)
	_, err = other.ReadHandOver(file+"x", []byte(handPassphrase))
	want(t, "no such file", err, casebook.FileFailed)
	_, err = other.ReadHandOver(dir, []byte(handPassphrase))
	want(t, "a folder", err, casebook.HandOverForeign)
	got, err := other.ReadHandOver(file, []byte("ﾌﾟﾘｵｼﾝ海岸　の　白い石"))
	must(t, err)
	if !reflect.DeepEqual(got, c) {
		t.Errorf("handed over\n%+v, got\n%+v", c, got)
	}
	if names := nicknames(t, other); len(names) != 0 {
		t.Errorf("reading saved %v", names)
	}
	taken, err := other.Take(t.Context(), got)
	must(t, err)
	if there, err := opened(t, config).Case(t.Context(), c.ID); err != nil || !reflect.DeepEqual(there, taken) || !reflect.DeepEqual(taken, c) {
		t.Errorf("%+v, %v", there, err)
	}
	nothingInClear(t, config)
}

// TestTakeTwice: a case that is here already is written over by nobody who was
// not asked.
func TestTakeTwice(t *testing.T) {
	b, _ := made(t)
	c := put(t, b, lantern())
	raw, err := b.Pack(t.Context(), c.ID, []byte(handPassphrase))
	must(t, err)
	c.Facts = c.Facts[:1]
	c = put(t, b, c)
	in, err := b.Unpack(raw, []byte(handPassphrase))
	must(t, err)
	_, err = b.Take(t.Context(), in)
	want(t, "take", err, casebook.CaseSame)
	if now, _ := b.Case(t.Context(), c.ID); !reflect.DeepEqual(now, c) {
		t.Errorf("%+v", now)
	}
	in.ID = ""
	_, err = b.Put(t.Context(), in)
	want(t, "both under one nickname", err, casebook.NicknameTaken)
	in.Nickname = "comet"
	put(t, b, in)
	in.ID, in.Nickname, in.Revision = c.ID, "ともしび", c.Revision
	if replaced := put(t, b, in); len(replaced.Facts) != 6 || replaced.Revision != 3 {
		t.Errorf("%+v", replaced)
	}
	if names := nicknames(t, b); !slices.Equal(names, []string{"comet", "ともしび"}) {
		t.Errorf("%v", names)
	}
	in.ID = "窓口"
	_, err = b.Take(t.Context(), in)
	want(t, "an ID that is none", err, casebook.CaseGone)
}

func TestMerge(t *testing.T) {
	mine, theirs := lantern(), lantern()
	mine.ID, mine.Revision = "mine", 4
	mine.Facts = []fact.Fact{a("dob", "1991-04-17"), a("employed", true), a("stay_end", "2027-02-03")}
	theirs.Facts = []fact.Fact{a("children", []any{}), a("dob", "1991-04-17"), a("stay_end", "2027-02-04")}
	theirs.Nickname = "comet"
	theirs.Steps = append(theirs.Steps, casebook.Step{ID: "D-10.2", On: "2026-11-21"})
	both, differ := casebook.Merge(mine, theirs)
	if both.ID != "mine" || both.Revision != 4 || both.Nickname != "ともしび" || len(both.Steps) != 2 {
		t.Errorf("%+v", both)
	}
	if !reflect.DeepEqual(both.Facts, []fact.Fact{a("dob", "1991-04-17"), a("employed", true), a("children", []any{})}) {
		t.Errorf("%+v", both.Facts)
	}
	if len(differ) != 1 || differ[0].ID != "stay_end" || differ[0].Mine.Value != "2027-02-03" || differ[0].Theirs.Value != "2027-02-04" {
		t.Errorf("%+v", differ)
	}
	if len(mine.Facts) != 3 || len(mine.Steps) != 1 {
		t.Error("merging changed one of the two")
	}
}

// TestHandOverRefused: a file that is not whole, not ours or newer is told by its
// own kind, and nothing of it is taken.
func TestHandOverRefused(t *testing.T) {
	b, _ := made(t)
	c := put(t, b, lantern())
	raw, err := b.Pack(t.Context(), c.ID, []byte(handPassphrase))
	must(t, err)
	good, err := store.Unseal([]byte(handPassphrase), raw)
	must(t, err)
	if len(good)%(8<<10) != 0 {
		t.Errorf("the content is not filled up: %d bytes", len(good))
	}
	sealed := func(plain string) []byte {
		raw, err := store.Seal([]byte(handPassphrase), []byte(plain), 4)
		must(t, err)
		return raw
	}
	note := strings.TrimRight(string(good), " ")
	without := func(old, fresh string) []byte {
		if !strings.Contains(note, old) {
			t.Fatalf("%s is not in %s", old, note)
		}
		return sealed(strings.Replace(note, old, fresh, 1))
	}
	own, err := os.ReadFile(b.Path())
	must(t, err)
	for name, x := range map[string]struct {
		raw  []byte
		kind casebook.Kind
	}{
		"empty":              {nil, casebook.HandOverForeign},
		"text":               {[]byte("hello"), casebook.HandOverForeign},
		"the casebook":       {own, casebook.HandOverForeign},
		"too large":          {append(bytes.Clone(raw), make([]byte, casebook.LargestHandOver)...), casebook.HandOverForeign},
		"another's":          {sealed("my diary"), casebook.HandOverForeign},
		"another's JSON":     {sealed(`{"version":1}`), casebook.HandOverForeign},
		"cut":                {raw[:len(raw)-1], casebook.HandOverDamaged},
		"header cut":         {raw[:60], casebook.HandOverDamaged},
		"longer":             {append(bytes.Clone(raw), 0), casebook.HandOverDamaged},
		"newer":              {sealed(`{"version":2,"format":"notes","wishes":1.5}`), casebook.HandOverNewer},
		"no note":            {sealed(`{"version":1,"format":"notes"}`), casebook.HandOverDamaged},
		"unknown name":       {without(`"kind":"stay"`, `"kind":"stay","name":"Hanako"`), casebook.HandOverDamaged},
		"text as value":      {without(`"student"`, `"窓口 Hanako"`), casebook.HandOverDamaged},
		"My Number":          {without(`"value":28`, `"value":537686677188`), casebook.HandOverDamaged},
		"twice":              {without(`"id":"dob"`, `"id":"children"`), casebook.HandOverDamaged},
		"unknown fact":       {without(`"id":"employed"`, `"id":"employee"`), casebook.HandOverNewer},
		"unknown value":      {without(`"student"`, `"hanako"`), casebook.HandOverNewer},
		"unknown kind":       {without(`"kind":"stay"`, `"kind":"hanako"`), casebook.HandOverNewer},
		"unknown step":       {without(`"A-24"`, `"hanako"`), casebook.HandOverNewer},
		"a name in one word": {without(`"id":"employed","value":false`, `"id":"holder_name","value":"hanako"`), casebook.HandOverNewer},
	} {
		_, err := b.Unpack(x.raw, []byte(handPassphrase))
		want(t, name, err, x.kind)
	}
	// A nickname that is refused can be read, and is refused when it is taken.
	in, err := b.Unpack(without(`"nickname":"ともしび"`, `"nickname":"窓口 花子"`), []byte(handPassphrase))
	must(t, err)
	in.ID = strings.Repeat("a", 26)
	_, err = b.Take(t.Context(), in)
	want(t, "nickname", err, casebook.NicknameWord)
	if names := nicknames(t, b); len(names) != 1 {
		t.Errorf("%v", names)
	}
}

// FuzzUnpack gives whatever content behind the right passphrase: what is read is
// what a case may hold.
func FuzzUnpack(f *testing.F) {
	b, _ := made(f)
	c := put(f, b, lantern())
	raw, err := b.Pack(f.Context(), c.ID, []byte(handPassphrase))
	must(f, err)
	good, err := store.Unseal([]byte(handPassphrase), raw)
	must(f, err)
	f.Add(good)
	f.Add([]byte(`{"version":2,"format":"notes"}`))
	f.Add([]byte(`{"version":1,"format":"notes","note":{}}`))
	f.Fuzz(func(t *testing.T, plain []byte) {
		raw, err := store.Seal([]byte(handPassphrase), plain, 1)
		must(t, err)
		c, err := b.Unpack(raw, []byte(handPassphrase))
		if err != nil {
			switch casebook.KindOf(err) {
			case casebook.HandOverForeign, casebook.HandOverDamaged, casebook.HandOverNewer:
			default:
				t.Errorf("%v", err)
			}
			return
		}
		for _, f := range c.Facts {
			d, ok := vocabulary(t).Lookup(f.ID)
			if s, text := f.Value.(string); !ok || !casebook.Storable(d) || text && len(s) > 64 {
				t.Errorf("%+v was read", f)
			}
		}
		if _, err := json.Marshal(c); err != nil || len(c.ID) != 26 {
			t.Errorf("%+v, %v", c, err)
		}
	})
}
