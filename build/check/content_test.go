package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/i18n"
)

// spoken is a house with texts in four languages that nothing is wrong with.
func spoken(t *testing.T) tree {
	t.Helper()
	terms, err := os.ReadFile(filepath.Join("..", "..", "assets", "glossary", "terms.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return tree{
		"assets/glossary/terms.yaml": string(terms),
		"assets/wording/en.yaml":     "- {word: '\\bghost\\b', why: \"say who\", but: [a.quoted]}\n",
		"assets/wording/ja.yaml":     "- {word: '幽霊', why: \"say who\"}\n",
		"assets/wording/vi.yaml":     "- {word: 'con ma', why: \"say who\"}\n",
		translationFile:              "languages:\n- {id: ja, scripts: [Han, Hiragana, Katakana], texts: all}\n- {id: ja-x-easy, scripts: [Han, Hiragana, Katakana], texts: all}\n- {id: vi, scripts: [Latin], texts: all}\n",
		"i18n/locales/a/en.json":     `{"a.days": "{n} days left", "a.quoted": "the word ghost", "a.record": "Bring your resident record"}`,
		"i18n/locales/a/ja.json":     `{"a.days": "あと{n}日", "a.quoted": "その言葉", "a.record": "住民票を持ってきてください"}`,
		"i18n/locales/a/ja-x-easy.json": `{"a.days": "あと {n}｜日《にち》", "a.quoted": "その ことば", ` +
			`"a.record": "｜住民票《じゅうみんひょう》を もって きて ください"}`,
		"i18n/locales/a/vi.json": `{"a.days": "Còn {n} ngày", "a.quoted": "từ này", "a.record": "Hãy mang Phiếu cư trú"}`,
	}
}

// stamped writes down that every text fits its source.
func (files tree) stamped(t *testing.T) tree {
	t.Helper()
	c, err := i18n.Load(os.DirFS(filepath.Join(plant(t, files), localeFolder)))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"ja", "ja-x-easy", "vi"} {
		all := map[string]i18n.Status{}
		for _, id := range c.IDs() {
			if c.Has(lang, id) {
				all[id] = i18n.Status{From: c.Hash(id)}
			}
		}
		b, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		files["i18n/locales/status/"+lang+".json"] = string(b)
	}
	return files
}

// Each fault that texts can have is refused, with its file, line and cure.
func TestEachFaultOfATextIsRefused(t *testing.T) {
	const vi, easy = "i18n/locales/a/vi.json", "i18n/locales/a/ja-x-easy.json"
	for name, x := range map[string]struct{ file, old, new, want string }{
		"nothing":         {vi, "", "", ""},
		"missing":         {vi, `"a.quoted": "từ này", `, "", `vi lacks 1 texts: ["a.quoted"]. Cure: go run ./build/content export vi`},
		"placeholder":     {vi, "Còn {n} ngày", "Còn vài ngày", "the placeholder {n} is missing"},
		"another one":     {vi, "{n}", "{m}", "English does not fill {m}"},
		"no readings":     {easy, "｜住民票《じゅうみんひょう》", "住民票", "there are no readings on"},
		"torn readings":   {easy, "ひょう》", "ひょう", easy + ":1: the text a.record: "},
		"glossary":        {vi, "Phiếu cư trú", "giấy tờ", "the term G04 (住民票) is missing"},
		"digit":           {vi, "từ này", "từ thứ 2", "it has the digit '2'"},
		"English digit":   {"i18n/locales/a/en.json", "the word ghost", "the 2nd word", "it has the digit '2'"},
		"banned":          {vi, "từ này", "Con ma này", `it says "Con ma". Cure: say who`},
		"banned, English": {"i18n/locales/a/en.json", "Bring your resident record", "Bring your ghost", `it says "ghost"`},
		"under furigana":  {easy, "その ことば", "｜幽《ゆう》｜霊《れい》です", `it says "幽霊"`},
		"copy of English": {vi, "từ này", "the word ghost", "it is the English text"},
		"other script":    {vi, "từ này", "その言葉 từ", "letters are Latin"},
		"another area":    {"i18n/locales/b/vi.json", "", `{"a.more": "thêm"}`, "English has no such text"},
		"no rules":        {"i18n/locales/a/xx.json", "", `{"a.days": "{n}"}`, "there are texts in xx, and no rules for it"},
		"no JSON":         {vi, `"a.quoted"`, `a.quoted`, "the texts cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			files := spoken(t).stamped(t)
			if x.old == "" && x.new != "" {
				files[x.file] = x.new
			} else {
				files[x.file] = strings.Replace(files[x.file], x.old, x.new, 1)
			}
			if strings.HasSuffix(x.file, "/en.json") {
				files = files.stamped(t)
			}
			says(t, files, x.want)
		})
	}
}

func TestATextOlderThanItsSourceIsRefused(t *testing.T) {
	files := spoken(t).stamped(t)
	files["i18n/locales/a/en.json"] = strings.Replace(files["i18n/locales/a/en.json"], "{n} days left", "{n} days are left", 1)
	says(t, files, "i18n/locales/a/vi.json:1: the text a.days: is older than the English text it was made from. Cure: look at it again, then go run ./build/content stamp vi a.days")
}

// What a language that is only begun lacks is not refused; what it has is held to the
// rules.
func TestALanguageThatIsBegun(t *testing.T) {
	begun := func(vi string) tree {
		files := maps.Clone(spoken(t))
		files[translationFile] += "unfinished: [vi]\n"
		files["i18n/locales/a/vi.json"] = vi
		return files.stamped(t)
	}
	says(t, begun(`{"a.quoted": "từ này"}`), "")
	says(t, begun(`{"a.quoted": "con ma"}`), `it says "con ma"`)
}

// says runs the check of texts: want is in what it prints, "" for nothing refused.
func says(t *testing.T, files tree, want string) {
	t.Helper()
	h := &house{root: plant(t, files)}
	if err := h.checkContent(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, f := range h.sorted() {
		out.WriteString(f.String() + "\n")
	}
	if got := out.String(); want == "" && got != "" || !strings.Contains(got, want) {
		t.Errorf("it says:\n%swant %q", got, want)
	}
}
