package i18n

import (
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

func TestLoadRefuses(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"no English":           {"ja.json": `{}`},
		"an empty plural":      {"en.json": `{"a":{}}`},
		"no such plural form":  {"en.json": `{"a":{"by":"n","none":"x","other":"y"}}`},
		"a form never used":    {"en.json": `{"a":{"by":"n","one":"x","other":"y"}}`, "ja.json": `{"a":{"by":"n","one":"x","other":"y"}}`},
		"not an object":        {"en.json": `[]`},
		"a broken status":      {"en.json": `{"a":"x"}`, "status/ja.json": `[]`},
		"id English has not":   {"en.json": `{}`, "ja.json": `{"a":"x"}`},
		"nothing there at all": {},
	} {
		if _, err := catalogue(t, files); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}
