package i18n

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func catalogue(t *testing.T, files map[string]string) (*Catalogue, error) {
	t.Helper()
	m := fstest.MapFS{}
	for n, s := range files {
		m[n] = &fstest.MapFile{Data: []byte(s)}
	}
	return Load(m)
}

func TestReaderFallsBackAndSaysSo(t *testing.T) {
	c, err := catalogue(t, map[string]string{
		"en.json":        `{"a":"A {n}","b":"B"}`,
		"ja.json":        `{"a":"あ{n}"}`,
		"ja-x-easy.json": `{}`,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ ask, id, want, lang string }{
		{"ja_JP.UTF-8", "a", "あ7", "ja"},
		{"ja-easy", "a", "あ7", "ja"},
		{"ja", "b", "B", "en"},
		{"C", "a", "A 7", "en"},
		{"", "a", "A 7", "en"},
		{"fr-CA", "a", "A 7", "en"},
		{"ja", "nowhere", "[nowhere]", "und"},
	} {
		got := c.For(x.ask).Text(x.id, Args{"n": 7})
		if got.String != x.want || got.Language != x.lang {
			t.Errorf("%q %s: %q in %s, want %q in %s", x.ask, x.id, got.String, got.Language, x.want, x.lang)
		}
	}
	if !c.Knows("ja-easy") || c.Knows("fr") {
		t.Error("Knows")
	}
}

func TestAnUnfilledPlaceholderStays(t *testing.T) {
	c, err := catalogue(t, map[string]string{"en.json": `{"a":"{x} and {y"}`})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.For("en").T("a", Args{"z": 1}); got != "{x} and {y" {
		t.Errorf("%q", got)
	}
}

func TestAListIsJoined(t *testing.T) {
	c, err := catalogue(t, map[string]string{"en.json": `{"a":"{l}"}`})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.For("en").T("a", Args{"l": []string{"x", "y"}}); got != "x, y" {
		t.Errorf("%q", got)
	}
}

func TestPluralsFollowTheLanguage(t *testing.T) {
	c, err := catalogue(t, map[string]string{
		"en.json": `{"a":{"by":"n","one":"{n} try","other":"{n} tries"}}`,
		"ja.json": `{"a":"{n}回"}`,
		"ru.json": `{"a":{"by":"n","one":"{n} попытка","few":"{n} попытки","many":"{n} попыток","other":"{n} попытки"}}`,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 1, "1 try"},
		{"en", 0, "0 tries"},
		{"en", 5, "5 tries"},
		{"ja", 1, "1回"},
		{"ru", 1, "1 попытка"},
		{"ru", 3, "3 попытки"},
		{"ru", 5, "5 попыток"},
		{"ru", 21, "21 попытка"},
	} {
		if got := c.For(x.lang).T("a", Args{"n": x.n}); got != x.want {
			t.Errorf("%s %d: %q, want %q", x.lang, x.n, got, x.want)
		}
	}
}

func TestATextOlderThanItsSourceSaysSo(t *testing.T) {
	files := map[string]string{"en.json": `{"a":"A","b":"B"}`, "ja.json": `{"a":"あ","b":"び"}`}
	c, err := catalogue(t, files)
	if err != nil {
		t.Fatal(err)
	}
	files["status/ja.json"] = `{"a":{"from":"` + c.Hash("a") + `"},"b":{"from":"00000000","reviewer":"x"}}`
	if c, err = catalogue(t, files); err != nil {
		t.Fatal(err)
	}
	r := c.For("ja")
	if r.Text("a", nil).Stale || !r.Text("b", nil).Stale || r.Text("b", nil).Reviewer != "x" || c.For("en").Text("a", nil).Stale {
		t.Errorf("%+v %+v", r.Text("a", nil), r.Text("b", nil))
	}
	files["en.json"] = `{"a":"A changed","b":"B"}`
	if c, err = catalogue(t, files); err != nil || !c.For("ja").Text("a", nil).Stale {
		t.Errorf("a changed source left the text fresh: %v", err)
	}
}

func TestTextsLiveInAreas(t *testing.T) {
	c, err := catalogue(t, map[string]string{
		"en.json":               `{"a":"A"}`,
		"ja.json":               `{"a":"あ"}`,
		"window/en.json":        `{"window.b":"B \u201cquoted\u201d"}`,
		"window/sign/en.json":   `{"c":"C","d":"D"}`,
		"window/sign/ja.json":   `{"c":"し"}`,
		"window/sign/notes.txt": `not a text`,
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.IDs(); !slices.Equal(got, []string{"a", "c", "d", "window.b"}) {
		t.Errorf("ids: %q", got)
	}
	if got := c.Languages(); !slices.Equal(got, []string{"en", "ja"}) {
		t.Errorf("languages: %q", got)
	}
	for id, want := range map[string]string{"a": ".", "window.b": "window", "c": "window/sign", "nowhere": ""} {
		if got := c.Area("en", id); got != want {
			t.Errorf("%s is in %q, want %q", id, got, want)
		}
	}
	if got := c.For("en").T("window.b"); got != "B “quoted”" {
		t.Errorf("%q", got)
	}
	r := c.For("ja")
	if got := r.Text("c", nil); got.String != "し" || got.Language != "ja" {
		t.Errorf("%+v", got)
	}
	if got := r.Text("d", nil); got.String != "D" || got.Language != "en" {
		t.Errorf("what Japanese has not: %+v", got)
	}
}

// Whoever takes a text out of English leaves translations behind: that breaks
// nothing, and the next look at the texts tells.
func TestWhatEnglishHasNotIsLeftOver(t *testing.T) {
	c, err := catalogue(t, map[string]string{"en.json": `{"a":"A"}`, "ja.json": `{"a":"あ","z":"ん"}`, "b/ja.json": `{"x.y":"い"}`})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Leftover(); !slices.Equal(got, []string{"b/ja.json: x.y", "ja.json: z"}) {
		t.Errorf("%q", got)
	}
	if c.Has("ja", "z") || c.For("ja").T("z") != "[z]" || !slices.Equal(c.IDs(), []string{"a"}) {
		t.Error("a text nobody asks for is there")
	}
}

// Somebody has to find both places.
func TestAnErrorNamesTheFiles(t *testing.T) {
	for _, x := range []struct {
		files map[string]string
		want  []string
	}{
		{map[string]string{"en.json": `{"x.y":"A"}`, "window/sign/en.json": `{"x.y":"B"}`}, []string{"window/sign/en.json", " en.json", "x.y"}},
		{map[string]string{"a/en.json": "{\n\"x.y\":\"A\",\n\"x.y\":\"B\"}"}, []string{"a/en.json", "line 3", "x.y"}},
		{map[string]string{"en.json": "{\n\"x.y\":\n\"A\n\"}"}, []string{"en.json", "line 3"}},
		{map[string]string{"en.json": `{"x":"X"}`, "c/en.json": "{\n\"x.y\":{\"by\":\"n\"}}"}, []string{"c/en.json", "line 2", "x.y"}},
	} {
		_, err := catalogue(t, x.files)
		for _, w := range x.want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%v does not name %s", err, w)
			}
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"no English":           {"ja.json": `{}`},
		"an empty plural":      {"en.json": `{"a":{}}`},
		"no such plural form":  {"en.json": `{"a":{"by":"n","none":"x","other":"y"}}`},
		"a form never used":    {"en.json": `{"a":{"by":"n","one":"x","other":"y"}}`, "ja.json": `{"a":{"by":"n","one":"x","other":"y"}}`},
		"not an object":        {"en.json": `[]`},
		"a broken status":      {"en.json": `{"a":"x"}`, "status/ja.json": `[]`},
		"nothing there at all": {},
		"only statuses":        {"status/en.json": `{}`},
		"a status twice":       {"en.json": `{"a":"x"}`, "status/ja.json": `{"a":{"from":"1"},"a":{"from":"2"}}`},
		"an unknown status":    {"en.json": `{"a":"x"}`, "status/ja.json": `{"a":{"form":"1"}}`},
		"a doubtful safety":    {"en.json": `{"a":"x"}`, "status/ja.json": `{"a":{"safety":"yes"}}`},
		"a number":             {"en.json": `{"a":1}`},
		"a comma too many":     {"en.json": `{"a":"x",}`},
		"a comma too few":      {"en.json": `{"a":"x" "b":"y"}`},
		"half a file":          {"en.json": `{"a":"x"`},
		"half a text":          {"en.json": `{"a":"x`},
		"half an escape":       {"en.json": `{"a":"\`},
		"no such escape":       {"en.json": `{"a":"\x"}`},
		"two objects":          {"en.json": `{"a":"x"}{}`},
		"another encoding":     {"en.json": "{\"a\":\"\xe9\"}"},
		"an empty file":        {"en.json": ``},
	} {
		if _, err := catalogue(t, files); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}

// What is read by hand is what encoding/json would have read.
func FuzzReadAgreesWithJSON(f *testing.F) {
	for _, s := range []string{
		`{}`, ` { "a" : "x" , "b":"\u3042\n\ud83d\ude00" } `, `{"a":{"by":"n","one":"1","other":"2"}}`, `{"a":"\ud800"}`, "{\"a\":\"\t\"}", `{"a":null}`, `[]`, `{"a":"x"} x`, "{}\x00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := map[string]string{}
		if readMessages(s, func(id string, m message) error { got[id] = m.other; return nil }) != nil {
			return
		}
		var want map[string]any
		if err := json.Unmarshal([]byte(s), &want); err != nil {
			t.Fatalf("%q is read, but: %v", s, err)
		}
		flat := map[string]string{}
		for id, v := range want {
			switch v := v.(type) {
			case string:
				flat[id] = v
			case map[string]any:
				flat[id] = v["other"].(string)
			}
		}
		if !reflect.DeepEqual(got, flat) {
			t.Errorf("%q: %q, want %q", s, got, flat)
		}
	})
}

// BenchmarkLoad loads 2,000 texts in each of four languages, with statuses.
func BenchmarkLoad(b *testing.B) {
	files := fstest.MapFS{}
	for _, lang := range []string{"en", "ja", "ja-x-easy", "my"} {
		status := []string{}
		for area := range 40 {
			texts := []string{}
			for i := range 50 {
				id := fmt.Sprintf("window.area_%d.text_%d", area, i)
				texts = append(texts, fmt.Sprintf("  %q: %q", id, "｜署名《しょめい》する｜書類《しょるい》を ここに 入れてください。{name}の書類です。"))
				status = append(status, fmt.Sprintf(" %q: {\n  \"from\": \"0123abcd\"\n }", id))
			}
			texts = append(texts, fmt.Sprintf(`"plural_%d": {"by":"n","other":"{n} tries","%s":"{n} try"}`, area, "one"))
			if lang != "en" {
				texts = texts[:50]
			}
			files[fmt.Sprintf("window/area%d/%s.json", area, lang)] = &fstest.MapFile{Data: []byte("{\n" + strings.Join(texts, ",\n") + "\n}\n")}
		}
		if lang != "en" {
			files["status/"+lang+".json"] = &fstest.MapFile{Data: []byte("{\n" + strings.Join(status, ",\n") + "\n}\n")}
		}
	}
	for b.Loop() {
		if _, err := Load(files); err != nil {
			b.Fatal(err)
		}
	}
}
