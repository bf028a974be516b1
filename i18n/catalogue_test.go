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
		got, lang := c.For(x.ask).Text(x.id, Args{"n": 7})
		if got != x.want || lang != x.lang {
			t.Errorf("%q %s: %q in %s, want %q in %s", x.ask, x.id, got, lang, x.want, x.lang)
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

func TestLoadRefuses(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"no English":           {"ja.json": `{}`},
		"not a flat object":    {"en.json": `{"a":{}}`},
		"id English has not":   {"en.json": `{}`, "ja.json": `{"a":"x"}`},
		"nothing there at all": {},
	} {
		if _, err := catalogue(t, files); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}
