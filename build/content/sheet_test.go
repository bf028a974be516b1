package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/i18n"
)

// house is a small repository to work in: two areas, one of them of safety texts.
func house(t *testing.T) {
	t.Helper()
	terms, err := os.ReadFile("../../assets/glossary/terms.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	write(t, "assets/glossary/terms.yaml", string(terms))
	write(t, "assets/wording/vi.yaml", "- {word: 'bất hợp pháp', why: \"say: a person without permission to stay\"}\n")
	write(t, "app/ui/page.go", "kit.Action{Label: kit.T(\"w.go\")}")
	write(t, "i18n/locales/window/sign/en.json", `{"w.card":"Bring the residence card.","w.go":"Go on","w.n":{"by":"n","one":"{n} try","other":"{n} tries"},"w.old":"An old text"}`)
	write(t, "i18n/locales/window/sign/ja.json", `{"w.card":"在留カードを持って来ます。","w.go":"次へ"}`)
	write(t, "i18n/locales/guide/common/en.json", `{"guide.call":"Call {phone} & wait."}`)
	write(t, "i18n/locales/window/sign/vi.json", `{"w.old":"Câu cũ"}`)
	write(t, "i18n/locales/status/vi.json", `{"w.old":{"from":"00000000","reviewer":"Lan"}}`)
}

// filled is a sheet of the export with its texts filled in, by id.
func filled(t *testing.T, dir, area, lang string, texts map[string]any, back map[string]string) {
	t.Helper()
	name := sheetFile(dir, area, lang)
	var s map[string]any
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	for _, row := range s["texts"].([]any) {
		r := row.(map[string]any)
		if w, ok := texts[r["id"].(string)]; ok {
			r["text"] = w
		}
		if w, ok := back[r["id"].(string)]; ok {
			r["back"] = w
		}
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	write(t, name, out.String())
}

func call(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(args, &out)
	return out.String(), err
}

func must(t *testing.T, args ...string) string {
	t.Helper()
	out, err := call(t, args...)
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out
}

// tree is every file below the locales with its content.
func tree(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(folder, name))
		all[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var good = map[string]any{"w.card": "Mang theo thẻ lưu trú.", "w.go": "Tiếp tục", "w.n": "{n} lần", "w.old": "Câu mới"}

// A text goes out with all that its translator needs, and comes back with its status.
func TestATextGoesOutAndComesBack(t *testing.T) {
	house(t)
	if out := must(t, "export", "vi", "-o", "sheets"); !strings.Contains(out, "vi: 5 texts, 77 letters of English, 1 safety texts, 2 files in sheets") {
		t.Error(out)
	}
	s, err := readSheet("sheets", "window/sign/vi.json", "vi")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]sheetRow{}
	for _, r := range s.Texts {
		rows[r.ID] = r
	}
	card, old, n := rows["w.card"], rows["w.old"], rows["w.n"]
	if card.Status != "missing" || len(card.Terms) != 1 || card.Terms[0].Say[0] != "Thẻ lưu trú" || card.Terms[0].Seen != "L" || card.Japanese.Forms["other"] != "在留カードを持って来ます。" {
		t.Errorf("%+v", card)
	}
	if old.Status != "stale" || old.Was == nil || old.Was.Forms["other"] != "Câu cũ" || !old.Text.Empty() {
		t.Errorf("%+v", old)
	}
	if strings.Join(n.Forms, " ") != "other" || strings.Join(n.Placeholders, " ") != "{n}" || rows["w.go"].Most != 12 || card.Most != 0 {
		t.Errorf("%+v %+v", n, rows["w.go"])
	}
	filled(t, "sheets", "window/sign", "vi", good, nil)
	filled(t, "sheets", "guide/common", "vi", map[string]any{"guide.call": "Gọi {phone} & chờ."}, nil)
	before := tree(t)
	out := must(t, "import", "vi", "sheets", "-n")
	if !maps.Equal(before, tree(t)) || !strings.Contains(out, "window/sign    3        1") {
		t.Errorf("tried only: %s", out)
	}
	must(t, "import", "vi", "sheets")
	c, err := i18n.Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]i18n.Status{
		"w.old":      {From: c.Hash("w.old"), By: "machine"},
		"guide.call": {From: c.Hash("guide.call"), By: "machine", Safety: true},
	}
	for id, s := range want {
		if got := c.Status("vi", id); got != s {
			t.Errorf("%s: %+v, want %+v", id, got, s)
		}
	}
	if got := tree(t)["guide/common/vi.json"]; got != "{\n \"guide.call\": \"Gọi {phone} & chờ.\"\n}\n" {
		t.Errorf("%q", got)
	}
	if out := must(t, "status", "vi"); !strings.Contains(out, "all      5        0      0     5         0") {
		t.Error(out)
	}
}

func TestARoundTripChangesNothing(t *testing.T) {
	house(t)
	must(t, "export", "vi", "-o", "one")
	filled(t, "one", "window/sign", "vi", good, nil)
	filled(t, "one", "guide/common", "vi", map[string]any{"guide.call": "Gọi {phone} & chờ."}, map[string]string{"guide.call": "Ring {phone} & wait."})
	must(t, "import", "vi", "one")
	status := "i18n/locales/status/vi.json"
	b, err := os.ReadFile(status)
	if err != nil {
		t.Fatal(err)
	}
	write(t, status, strings.Replace(string(b), `"by": "machine"`, `"by": "Minh", "reviewer": "Lan"`, 1))
	before := tree(t)
	must(t, "export", "vi", "-o", "two")
	out := must(t, "import", "vi", "two")
	if !maps.Equal(before, tree(t)) {
		t.Errorf("changed: %v", tree(t))
	}
	if !strings.Contains(out, "all    0        0     5      0") {
		t.Error(out)
	}
	// Nor do the sheets of before, of which one text is changed by its translator.
	if _, err := call(t, "import", "vi", "one"); err != nil {
		t.Error(err)
	}
	if !maps.Equal(before, tree(t)) {
		t.Errorf("changed: %v", tree(t))
	}
}

// A stale text does not become fresh by being sent round.
func TestAStaleTextStaysStale(t *testing.T) {
	house(t)
	before := tree(t)
	must(t, "export", "vi", "-o", "sheets")
	must(t, "import", "vi", "sheets")
	if !maps.Equal(before, tree(t)) {
		t.Errorf("changed: %v", tree(t))
	}
}

// A new wording is nobody's who read the old one.
func TestANewWordingLosesReviewAndBack(t *testing.T) {
	house(t)
	write(t, "i18n/locales/guide/common/vi.json", `{"guide.call":"Gọi {phone} & chờ."}`)
	c, err := i18n.Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	write(t, "i18n/locales/status/vi.json", `{"guide.call":{"from":"`+c.Hash("guide.call")+`","reviewer":"Lan","back":"Ring","safety":true}}`)
	must(t, "export", "vi", "-o", "sheets", "guide/")
	filled(t, "sheets", "guide/common", "vi", map[string]any{"guide.call": "Gọi {phone} và chờ."}, nil)
	out := must(t, "import", "vi", "sheets")
	if c, err = i18n.Load(os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	if got := c.Status("vi", "guide.call"); got.Reviewer != "" || got.Back != "" || got.By != "machine" || !got.Safety {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(out, "guide/common    0        1     0      0       1             1") {
		t.Error(out)
	}
}

// Who translates back sees neither the English text nor anything made from it.
func TestABlindSheetShowsNoEnglish(t *testing.T) {
	house(t)
	must(t, "export", "vi", "-o", "sheets")
	filled(t, "sheets", "window/sign", "vi", good, nil)
	filled(t, "sheets", "guide/common", "vi", map[string]any{"guide.call": "Gọi {phone} & chờ."}, nil)
	must(t, "import", "vi", "sheets")
	must(t, "export", "vi", "-o", "blind", "-blind")
	name := sheetFile("blind", "guide/common", "vi")
	b, err := os.ReadFile(name)
	if err != nil || strings.Contains(string(b), "Call") || !strings.Contains(string(b), "Gọi") {
		t.Fatalf("%s %v", b, err)
	}
	if _, err := os.Stat(sheetFile("blind", "window/sign", "vi")); err == nil {
		t.Error("texts that are no safety texts are translated back")
	}
	filled(t, "blind", "guide/common", "vi", map[string]any{"guide.call": "Gọi {phone}."}, nil)
	if _, err := call(t, "import", "vi", "blind"); err == nil || !strings.Contains(err.Error(), "the text is another one now") {
		t.Errorf("a blind sheet changes a text: %v", err)
	}
	filled(t, "blind", "guide/common", "vi", map[string]any{"guide.call": "Gọi {phone} & chờ."}, map[string]string{"guide.call": "Ring {phone} & wait."})
	must(t, "import", "vi", "blind")
	c, err := i18n.Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Status("vi", "guide.call"); got.Back != "Ring {phone} & wait." || got.From != c.Hash("guide.call") {
		t.Errorf("%+v", got)
	}
	if _, err := call(t, "export", "vi", "-o", "again", "-blind"); err == nil {
		t.Error("a text with a back-translation is asked for again")
	}
}

// Each fault is refused with file, id and cure, and nothing of the other texts is
// written.
func TestAFaultStopsTheWholeImport(t *testing.T) {
	house(t)
	must(t, "export", "vi", "-o", "good")
	filled(t, "good", "window/sign", "vi", good, nil)
	filled(t, "good", "guide/common", "vi", map[string]any{"guide.call": "Gọi {phone} & chờ."}, nil)
	const sign, common = "window/sign/vi.json", "guide/common/vi.json"
	before := tree(t)
	for name, x := range map[string]struct {
		file, from, to string
		want           []string
	}{
		"an unknown id":        {sign, `"id":"w.go"`, `"id":"w.gone"`, []string{sign + ": w.gone: ", "English has no such text; delete it"}},
		"an id twice":          {sign, `"id":"w.go"`, `"id":"w.card"`, []string{sign + ": w.card: ", "it stands twice", "delete one"}},
		"an id of elsewhere":   {sign, `"id":"w.go"`, `"id":"guide.call"`, []string{": guide.call: ", "it"}},
		"an older source":      {sign, `"from":"`, `"from":"0`, []string{sign + ": w.card: ", "export it again"}},
		"a lost placeholder":   {common, "Gọi {phone} &", "Gọi &", []string{common + ": guide.call: the placeholder {phone} is missing; put it"}},
		"a plural for nothing": {sign, `"{n} lần"`, `{"by":"n","one":"{n} lần","other":"{n} lần"}`, []string{sign + ": w.n: ", "write a string"}},
		"a digit":              {common, "chờ.", "chờ 5 phút.", []string{common + ": guide.call: it has the digit"}},
		"a reading":            {common, "chờ.", "《chờ》.", []string{common + ": guide.call: ruby notation"}},
		"a lost term":          {sign, "thẻ lưu trú", "thẻ", []string{sign + ": w.card: the term G01 (在留カード) is missing; write"}},
		"a banned word":        {common, "chờ.", "bất hợp pháp.", []string{common + ": guide.call: it says", "say: a person"}},
		"English":              {sign, "Tiếp tục", "Go on", []string{sign + ": w.go: it is the English text; translate it"}},
		"another script":       {sign, "Tiếp tục", "Продолжить", []string{sign + ": w.go: 0 of 10 letters are Latin"}},
		"a decomposed text":    {sign, "Tiếp tục", "Tie\u0302\u0301p tục", []string{sign + ": w.go: it is decomposed; write it in the form NFC"}},
		"a zero width":         {sign, "Tiếp tục", "Tiếp\u200b tục", []string{sign + ": w.go: it has the unseen character U+200B; delete it"}},
		"another language":     {sign, `"language":"vi"`, `"language":"ko"`, []string{sign + `: it is in "ko"; write`}},
		"another area":         {sign, `"area":"window/sign"`, `"area":"window"`, []string{sign + `: it is of area "window"; leave`}},
		"nobody":               {sign, `"translator":"machine"`, `"translator":" "`, []string{sign, "is no translator; write"}},
		"an address":           {sign, `"translator":"machine"`, `"translator":"lan@example.org"`, []string{sign, "no address"}},
		"a key misspelt":       {sign, `"text":`, `"txet":`, []string{sign + ":1: ", "txet", "export it again"}},
		"half a file":          {sign, `}],"translator":"machine"}`, `}`, []string{sign + ":", "export it again"}},
		"back of nothing":      {common, `"back":"","`, `"back":"x","`, []string{common + ": guide.call: ", "back"}},
	} {
		for _, f := range []string{sign, common} {
			b, err := os.ReadFile(filepath.Join("good", f))
			if err != nil {
				t.Fatal(err)
			}
			text := string(b)
			if f == x.file {
				text = strings.Replace(text, x.from, x.to, 1)
				if name == "back of nothing" {
					text = strings.Replace(text, `"Gọi {phone} & chờ."`, `""`, 1)
				}
				if text == string(b) {
					t.Fatalf("%s plants nothing in %s", name, b)
				}
			}
			write(t, filepath.Join("bad", f), text)
		}
		_, err := call(t, "import", "vi", "bad")
		for _, w := range x.want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: want %q, got %v", name, w, err)
			}
		}
		if !maps.Equal(before, tree(t)) {
			t.Fatalf("%s: something is written: %v", name, tree(t))
		}
	}
	must(t, "import", "vi", "good")
}

func TestExportKeepsWhatIsThere(t *testing.T) {
	house(t)
	must(t, "export", "vi", "-o", "sheets")
	filled(t, "sheets", "window/sign", "vi", good, nil)
	if _, err := call(t, "export", "vi", "-o", "sheets"); err == nil || !strings.Contains(err.Error(), "would be lost") {
		t.Errorf("%v", err)
	}
	for _, args := range [][]string{{"export", "vi"}, {"export", "xx", "-o", "x"}, {"export", "vi", "-o", "x", "nowhere/"}, {"export", "vi", "-o", "x", "window"}, {"import", "vi"}, {"import", "vi", "nowhere"}, {"import", "vi", "sheets", "-x"}, {"breaks", "vi", "sheets"}} {
		if _, err := call(t, args...); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}

// A language for which only the first texts are wanted is not asked for others.
func TestASafetyLanguageGetsTheFirstTexts(t *testing.T) {
	house(t)
	must(t, "export", "ru", "-o", "sheets")
	if _, err := os.Stat(sheetFile("sheets", "window/sign", "ru")); err == nil {
		t.Error("ru gets texts of signing")
	}
	filled(t, "sheets", "guide/common", "ru", map[string]any{"guide.call": "Позвоните {phone} и подождите."}, nil)
	must(t, "import", "ru", "sheets")
	if got := tree(t)["guide/common/ru.json"]; !strings.Contains(got, "Позвоните") {
		t.Error(got)
	}
}
