package store_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"madoguchi/app/fact"
	"madoguchi/app/store"
)

// example is a number with the right check digit that is nobody's.
const example = "000000000019"

func TestHasMyNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"537686677188":                         true, // right check digit
		"537686677187":                         false,
		example:                                true,
		"5376 8667 7188":                       true,
		"5376-8667-7188":                       true,
		"5376 − 8667 ― 7188":                   true,
		"5 3 7 6 8 6 6 7 7 1 8 8":              true,
		"5\n3\n7\n6\n8\n6\n6\n7\n7\n1\n8\n8":   true,
		"5376.8667.7188":                       true,
		"5376ー8667ー7188":                       true,
		"[5][3][7][6][8][6][6][7][7][1][8][8]": true,
		"5|3|7|6|8|6|6|7|7|1|8|8":              true,
		"537\u200b686\u2060677\u00ad188":       true,
		"５３７６８６６７７１８８":                         true,
		"５３７６　８６６７　７１８８":                       true,
		"٥٣٧٦٨٦٦٧٧١٨٨":                         true,
		"۵۳۷۶۸۶۶۷۷۱۸۸":                         true,
		"५३७६८६६७७१८८":                         true,
		"၅၃၇၆ ၈၆၆၇ ၇၁၈၈":                       true,
		"៥៣៧៦៨៦៦៧៧១៨៨":                         true,
		"๕๓๗๖๘๖๖๗๗๑๘๘":                         true,
		"𝟓𝟑𝟕𝟔𝟖𝟔𝟔𝟕𝟕𝟏𝟖𝟖":                         true,
		"⑤③⑦⑥⑧⑥⑥⑦⑦①⑧⑧":                         true,
		"❺❸❼❻❽❻❻❼❼❶❽❽":                         true,
		"⁵³⁷⁶⁸⁶⁶⁷⁷¹⁸⁸":                         true,
		"五三七六八六六七七一八八":                         true,
		"伍参七六八六六七七壱八八":                         true,
		"五三七六 8667 ７１８８":                       true,
		"個人番号：537686677188です":                  true,
		"12 5376 8667 7188":                    true, // beside another number
		"537686677188 03-1234-5678":            true,
		"〇〇〇〇〇〇〇〇〇〇一九":                         true,
		"":                                     false,
		"5376866771880":                        false, // 13 digits, as a corporate number has
		"1537686677188":                        false,
		"53768667 abc 7188":                    false,
		"+53 7686677188":                       false, // a telephone number abroad
		"2026-11-23T12:30:45Z":                 false,
		"2026-11-23 12:30:45":                  false,
		"東京都千代田区霞が関9-9-9":                      false,
		"090-1234-5678":                        false,
	} {
		if got := store.HasMyNumber(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestMyNumberIsRefusedEverywhere plants one in every place that takes text.
func TestMyNumberIsRefusedEverywhere(t *testing.T) {
	const n = "5376 8667 7188"
	for where, plant := range map[string]func(*store.Document){
		"receipts[0]": func(d *store.Document) { d.Receipts[0].File = n + ".pdf" },
		"facts[0]":    func(d *store.Document) { d.Facts[0].Value = "私の番号は" + n },
		"facts[1]":    func(d *store.Document) { d.Facts[1].Value = []any{map[string]any{"note": n}} },
		"facts[2]":    func(d *store.Document) { d.Facts[2].Value = 537686677188 },
		"reminders[0]": func(d *store.Document) {
			d.Reminders[0].ID = "n.537686677188"
		},
		"profile": func(d *store.Document) { d.Profile["taxpayer.note"] = n },
	} {
		d := full()
		plant(&d)
		_, err := store.Encode(d)
		want(t, where, err, store.MyNumber)
		if e, ok := errors.AsType[*store.Error](err); ok && e.Where != where {
			t.Errorf("%s: where is %q", where, e.Where)
		}
	}
	for name, plant := range map[string]func(*store.Document){
		"key of the profile":  func(d *store.Document) { d.Profile["p.537686677188"] = "x" },
		"key of a disclosure": func(d *store.Document) { d.Receipts[0].Discloses["p.537686677188"] = "x" },
		"key of a record":     func(d *store.Document) { d.Facts[0].Value = map[string]any{"n537686677188": 1} },
		"leading zeros lost":  func(d *store.Document) { d.Facts[0].Value = 10000000006 },
		"digit by digit": func(d *store.Document) {
			d.Facts[0].Value = []any{5, 3, 7, 6, 8, 6, 6, 7, 7, 1, 8, "8"}
		},
		"cell by cell": func(d *store.Document) {
			for i, c := range "537686677188" {
				d.Profile[fmt.Sprintf("payer.cell_%d", i+1)] = string(c)
			}
		},
		"field for it":       func(d *store.Document) { d.Profile["taxpayer.my_number"] = "x" },
		"fact for it":        func(d *store.Document) { d.Facts[0].ID = "my_number" },
		"purpose":            func(d *store.Document) { d.LastPurpose = "537686677188" },
		"a receipt's field":  func(d *store.Document) { d.Receipts[0].Field = "欄" + n },
		"a receipt's reader": func(d *store.Document) { d.Receipts[0].Second = n },
	} {
		d := full()
		plant(&d)
		_, err := store.Encode(d)
		want(t, name, err, store.MyNumber)
	}
	d := full()
	d.Profile["taxpayer.my_number_card_end"] = "2028-08-15"
	if _, err := store.Encode(d); err != nil {
		t.Errorf("the card's last day is no My Number: %v", err)
	}
}

// TestMyNumberDoesNotShutTheFile: one that is in the file all the same can be
// read, so that it can be taken out.
func TestMyNumberDoesNotShutTheFile(t *testing.T) {
	d, err := store.Decode([]byte(`{"version":1,"profile":{"a":"537686677188"}}`))
	must(t, err)
	_, err = store.Encode(d)
	want(t, "encode", err, store.MyNumber)
	delete(d.Profile, "a")
	if _, err = store.Encode(d); err != nil {
		t.Error(err)
	}
}

func TestInvalid(t *testing.T) {
	for name, spoil := range map[string]func(*store.Document){
		"language":          func(d *store.Document) { d.Language = "日本語" },
		"purpose":           func(d *store.Document) { d.LastPurpose = "a b" },
		"local time":        func(d *store.Document) { d.Receipts[0].SignedAt = time.Now().Truncate(time.Second) },
		"parts of a second": func(d *store.Document) { d.Receipts[0].SignedAt = time.Unix(0, 1).UTC() },
		"year 10000":        func(d *store.Document) { d.Receipts[0].SignedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"size":              func(d *store.Document) { d.Receipts[0].Size = -1 },
		"digest":            func(d *store.Document) { d.Receipts[0].SHA256 = []byte("short") },
		"not UTF-8":         func(d *store.Document) { d.Receipts[0].File = "\xff" },
		"long":              func(d *store.Document) { d.Profile["a"] = strings.Repeat("x", store.Longest+1) },
		"nil":               func(d *store.Document) { d.Facts[0].Value = nil },
		"float":             func(d *store.Document) { d.Facts[0].Value = 1.0 },
		"time":              func(d *store.Document) { d.Facts[0].Value = time.Time{} },
		"huge":              func(d *store.Document) { d.Facts[0].Value = uint64(math.MaxUint64) },
		"deep":              func(d *store.Document) { d.Facts[0].Value = []any{[]any{[]any{[]any{[]any{1}}}}} },
		"no day":            func(d *store.Document) { d.Facts[0].On = "" },
		"no origin":         func(d *store.Document) { d.Facts[0].From = "" },
		"due":               func(d *store.Document) { d.Reminders[0].Due = "2026-2-3" },
		"empty key":         func(d *store.Document) { d.Profile[""] = "x" },
	} {
		d := full()
		spoil(&d)
		_, err := store.Encode(d)
		want(t, name, err, store.Invalid)
	}
	d := full()
	d.Reminders = make([]store.Reminder, store.Most+1)
	_, err := store.Encode(d)
	want(t, "too many", err, store.Full)
	d = full()
	for i := range 600 {
		d.Profile["p"+strings.Repeat("x", i)] = strings.Repeat("x", store.Longest)
	}
	_, err = store.Encode(d)
	want(t, "too much", err, store.Full)
}

func TestLongListsAreNotLongTexts(t *testing.T) {
	d := full()
	list := make([]any, 2000)
	for i := range list {
		list[i] = "語語語"
	}
	d.Facts[0].Value = list
	if _, err := store.Encode(d); err != nil {
		t.Error(err)
	}
}

// TestRoundTrip: what is written is read back the same.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := func(letters string, least int) string {
		all := []rune(letters)
		out := make([]rune, least+r.IntN(12))
		for i := range out {
			out[i] = all[r.IntN(len(all))]
		}
		return string(out)
	}
	words := func() string { return text("aé窓口<>&\"'\\\u2028\ufffd\n\x00 \U0001F408", 0) }
	name := func() string { return text("abcdefgh", 1) }
	var value func(depth int) any
	value = func(depth int) any {
		kinds := 5
		if depth == 0 {
			kinds = 3
		}
		switch r.IntN(kinds) {
		case 0:
			return words()
		case 1:
			return r.IntN(20000) - 9999
		case 2:
			return r.IntN(2) == 0
		case 3:
			list := make([]any, r.IntN(4))
			for i := range list {
				list[i] = value(depth - 1)
			}
			return list
		}
		record := map[string]any{}
		for range r.IntN(4) {
			record[name()] = value(depth - 1)
		}
		return record
	}
	for range 2000 {
		d := store.Document{Language: []string{"", "ja", "ja-x-easy", "zh-Hant"}[r.IntN(4)]}
		for range r.IntN(4) {
			d.Facts = append(d.Facts, store.Saved{ID: name(), Value: value(4), From: fact.FromAnswer, On: "2026-11-23"})
		}
		for range r.IntN(4) {
			d.Receipts = append(d.Receipts, store.Receipt{
				SignedAt: time.Unix(r.Int64N(1<<37), 0).UTC(), File: words(), Size: r.Int64(), Discloses: map[string]string{name(): words()},
			})
		}
		for range r.IntN(4) {
			if d.Profile == nil {
				d.Profile = map[string]string{}
			}
			d.Profile[name()] = words()
		}
		b, err := store.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := store.Decode(b)
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if !reflect.DeepEqual(got, d) {
			t.Fatalf("%s\n got %+v\nwant %+v", b, got, d)
		}
	}
}

func FuzzDecode(f *testing.F) {
	b, err := store.Encode(full())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(b), `{"version":1}`, `{"version":2,"x":[1]}`, `{"version":1,"facts":[{"id":"a","value":[[[{"b":-1}]]],"from":"answer","on":"2026-11-23"}]}`, `{"version":1e0}`, `[]`, ``, `{"version":99999999999999999999}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := store.Decode(b)
		if err != nil {
			if k := store.KindOf(err); k != store.Damaged && k != store.Newer {
				t.Fatalf("%v", err)
			}
			return
		}
		again, err := store.Encode(d)
		if k := store.KindOf(err); k == store.MyNumber {
			return
		} else if err != nil {
			t.Fatalf("was read and cannot be written: %v\n%q", err, b)
		}
		if string(again) != string(b) {
			t.Fatalf("read %q, wrote %q", b, again)
		}
	})
}

func FuzzHasMyNumber(f *testing.F) {
	for _, s := range []string{"537686677188", "５３７６ 8667-七一八八", "+81 90 1234 5678", "\xff1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		found := store.HasMyNumber(s)
		// Something that is no digit and no spacing on both sides changes nothing.
		if !found && store.HasMyNumber("x"+s+"x") {
			t.Errorf("%q: not found alone", s)
		}
		if !store.HasMyNumber(s + "x 5376 8667 7188") {
			t.Errorf("%q hides a number after it", s)
		}
	})
}
