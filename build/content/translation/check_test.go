package translation

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/i18n/glossary"
)

func checker(t *testing.T, lang string) *Checker {
	t.Helper()
	rules, err := OwnRules()
	if err != nil {
		t.Fatal(err)
	}
	terms, err := glossary.Load(os.DirFS("../../../assets/glossary"))
	if err != nil {
		t.Fatal(err)
	}
	wording := fstest.MapFS{"vi.yaml": {Data: []byte("- {word: 'bất hợp pháp', why: \"say: a person without permission to stay\", but: [quoted]}\n")}, "ja.yaml": {Data: []byte("- {word: '不法', why: \"在留資格がない人と書く\"}\n")}}
	c, err := New(rules, terms, wording, lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// text reads a text as a locale file has it.
func text(t *testing.T, s string) Wordings {
	t.Helper()
	var w Wordings
	if !strings.HasPrefix(s, "{\"by\"") {
		return One(s)
	}
	if err := json.Unmarshal([]byte(s), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// Each fault is planted into a text that is good without it.
func TestEveryFaultIsNamed(t *testing.T) {
	const (
		tries   = `{"by":"n","one":"{n} try","other":"{n} tries"}`
		triesRu = `{"by":"n","one":"{n} попытка","few":"{n} попытки","many":"{n} попыток","other":"{n} попытки"}`
	)
	for name, x := range map[string]struct{ lang, id, english, good, bad, want string }{
		"a lost placeholder":      {"vi", "x", "By {date} at the desk", "Trước {date} tại quầy", "Trước hạn tại quầy", "the placeholder {date} is missing"},
		"an invented one":         {"vi", "x", "At the desk", "Tại quầy", "Tại quầy {date}", "English does not fill {date}"},
		"a lonely brace":          {"vi", "x", "By {date}", "Trước {date}", "Trước {date} {Datum}", "a brace stands alone"},
		"no plural":               {"ru", "x", tries, triesRu, "{n} попыток", "there are no plural forms"},
		"a lost form":             {"ru", "x", tries, triesRu, `{"by":"n","one":"{n} попытка","other":"{n} попытки"}`, "write few, many, one, other"},
		"a plural for nothing":    {"vi", "x", tries, "{n} lần", `{"by":"n","one":"{n} lần","other":"{n} lần"}`, "the language has no plural forms"},
		"another counter":         {"ru", "x", tries, triesRu, strings.Replace(triesRu, `"by":"n"`, `"by":"m"`, 1), "the forms go by {m}"},
		"a form without number":   {"ru", "x", tries, triesRu, strings.Replace(triesRu, "{n} попытка", "одна попытка", 1), "the placeholder {n} is missing"},
		"an empty form":           {"ru", "x", tries, triesRu, strings.Replace(triesRu, "{n} попытка", " ", 1), "the form one is empty"},
		"a digit":                 {"vi", "x", "Wait ten days", "Chờ mười ngày", "Chờ 10 ngày", "it has the digit '1'"},
		"a digit of another sort": {"ne", "x", "Wait ten days", "दस दिन पर्खनुहोस्", "१० दिन पर्खनुहोस्", "it has the digit '१'"},
		"a wrong reading":         {"ja-x-easy", "x", "Paper", "｜紙《かみ》", "｜紙《かみ", "ruby notation"},
		"kanji without reading":   {"ja-x-easy", "x", "Paper", "｜紙《かみ》を みる", "紙を みる", "there are no readings on 紙"},
		"a quote as reading":      {"zh-Hans", "x", "Read the notice", "请看“通知”", "请看《通知》", "is no reading"},
		"a lost term":             {"vi", "x", "Bring the residence card", "Mang theo thẻ lưu trú", "Mang theo thẻ ngoại kiều", `the term G01 (在留カード) is missing; write "Thẻ lưu trú"`},
		"a lost Japanese word":    {"vi", "x", "The record (住民票)", "Bản ghi (住民票)", "Bản ghi", "the Japanese 住民票 is missing"},
		"a banned word":           {"vi", "x", "Without permission", "Không có phép", "Ở bất hợp pháp", `it says "bất hợp pháp"; say: a person`},
		"a banned word of ja":     {"ja-x-easy", "x", "Without permission", "ゆるしが ない", "｜不法《ふほう》", `it says "不法"`},
		"English left standing":   {"vi", "x", "Wait a moment", "Chờ một chút", "wait a moment", "it is the English text"},
		"another script":          {"th", "x", "Wait a moment", "รอ\u200bสักครู่", "please wait", "0 of 10 letters are Thai"},
		"half of it English":      {"ne", "x", "Wait a moment please", "एकछिन पर्खनुहोस्", "एकछिन wait please now", "letters are Devanagari"},
		"a decomposed letter":     {"vi", "x", "Paper", "giấy", "gia\u0302\u0301y", "NFC"},
		"a zero width":            {"vi", "x", "Paper here", "giấy đây", "giấy\u200b đây", "the unseen character U+200B"},
		"a mark of direction":     {"ar", "x", "Paper here", "الورقة هنا", "\u202bالورقة هنا\u202c", "the unseen character U+202B"},
		"a shape of a letter":     {"ar", "x", "Paper here", "الورقة هنا", "ﺍﻟﻮﺭﻗﺔ هنا", "instead of a letter"},
		"a line end":              {"vi", "x", "Paper here", "giấy đây", "giấy\nđây", "the unseen character U+000A"},
		"Zawgyi":                  {"my", "x", "Paper", "စာရွက်", "စာ\u1064", "Zawgyi"},
		"a lost indent":           {"vi", "x", "  Paper", "  giấy", "giấy", "begins with other blanks"},
		"a blank at the end":      {"vi", "x", "Paper", "giấy", "giấy ", "ends in a blank"},
		"no place for a line end": {"th", "x", "Paper", "กระดาษ\u200bหนึ่งแผ่น", "กระดาษหนึ่งแผ่นกระดาษหนึ่งแผ่นกระดาษหนึ่งแผ่น", "no line can end in"},
		"Chinese of Taiwan":       {"zh-Hans", "x", "Ask the teacher", "问老师", "問老师", "it has '問', which zh-Hans does not write"},
		"Chinese of the mainland": {"zh-Hant", "x", "Ask the teacher", "問老師", "问老師", "it has '问', which zh-Hant does not write"},
	} {
		c := checker(t, x.lang)
		english := text(t, x.english)
		if faults := c.Check(x.id, english, text(t, x.good)); len(faults) > 0 {
			t.Errorf("%s: the good text is refused: %v", name, faults)
		}
		faults := c.Check(x.id, english, text(t, x.bad))
		found := false
		for _, f := range faults {
			found = found || strings.Contains(f.String(), x.want) && f.Cure != ""
		}
		if !found {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

// What looks like a fault and is none.
func TestWhatIsRightPasses(t *testing.T) {
	for name, x := range map[string]struct{ lang, id, english, text string }{
		"a placeholder alone":              {"vi", "x", "{date} ({what})", "{date} ({what})"},
		"names alone":                      {"th", "x", "PDF, QR", "PDF, QR"},
		"a prefecture":                     {"es", "place.aichi", "Aichi", "Aichi"},
		"a command":                        {"th", "x", "“madoguchi doctor --report” helps.", "ใช้ “madoguchi doctor --report”"},
		"a Japanese sentence to show":      {"my", "x", "Say: 当番弁護士を呼んでください", "ပြောပါ - 当番弁護士を呼んでください"},
		"a joiner that Nepali needs":       {"ne", "x", "Work", "गर्\u200dयो"},
		"a joiner that Persian needs":      {"fa", "x", "I want", "می\u200cخواهم"},
		"a word kept out that is quoted":   {"vi", "quoted", "Without permission", "bất hợp pháp"},
		"a month with a number":            {"vi", "window.kit.date.in.april", "{day} April {year}", "ngày {day} tháng {month} năm {year}"},
		"two is said by a word of its own": {"ar", "x", `{"by":"n","one":"{n} day","other":"{n} days"}`, `{"by":"n","zero":"{n} يوم","one":"يوم واحد","two":"يومان","few":"{n} أيام","many":"{n} يوما","other":"{n} يوم"}`},
		"Japanese kanji in Chinese":        {"zh-Hans", "x", "The notice (児童扶養手当)", "通知（児童扶養手当）"},
		"a term in the plural":             {"es", "x", "Bring the residence cards", "Traiga las tarjetas de residencia"},
	} {
		if faults := checker(t, x.lang).Check(x.id, text(t, x.english), text(t, x.text)); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestRulesNameTheFault(t *testing.T) {
	for from, x := range map[string]struct{ to, want string }{
		"scripts: [Thai]":        {"scripts: [Siamese]", "there is no script Siamese"},
		"texts: first}":          {"texts: some}", "write all or first"},
		`unseen: ["200D"]}`:      {`unseen: ["ZWJ"]}`, "is no character"},
		"{ids: [doctor.mark.]":   {"{id: [doctor.mark.]", `there is no key "id"`},
		`, why: "prefectures`:    {`, languages: [xx], why: "prefectures`, "there is no language xx"},
		"otherwise:":             {"otherwise:\n- {ids: [a], terms: [G01]}", "write a word"},
		"unfinished: [":          {"unfinished: [xx, ", "xx is no language"},
		"- {id: bn,":             {"- {id: ar,", "ar stands twice"},
		"safety: [directory/,":   {"safe: [directory/,", `there is no key "safe"`},
		"first: [directory/,":    {"first: [directory/, directory/,", "stands twice"},
		"languages:\n- {id: ar,": {"languages:\n- {id: [ar],", "write a word"},
	} {
		b := strings.Replace(string(rulesFile), from, x.to, 1)
		if b == string(rulesFile) {
			t.Fatalf("%s plants nothing", from)
		}
		if _, err := ReadRules("rules.yaml", []byte(b)); err == nil || !strings.Contains(err.Error(), x.want) || !strings.HasPrefix(err.Error(), "rules.yaml:") {
			t.Errorf("%s: %v", x.to, err)
		}
	}
}
