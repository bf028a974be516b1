package i18n

import (
	"reflect"
	"slices"
	"testing"
)

func TestPluralsOfALanguage(t *testing.T) {
	for lang, want := range map[string][]string{
		"vi": nil, "ja-x-easy": nil, "my": nil, "en": {"one"}, "ne": {"one"}, "es": {"one"}, "pt-BR": {"one"},
		"ru": {"few", "many", "one"}, "ar": {"few", "many", "one", "two", "zero"},
	} {
		var got []string
		for name := range Plurals(lang) {
			got = append(got, name)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", lang, got, want)
		}
	}
	if one := Plurals("ru")["one"]; !slices.Contains(one, 21) || slices.Contains(one, 11) {
		t.Errorf("one of Russian is for %v", one)
	}
}

func TestAMessageIsAsItsFileHasIt(t *testing.T) {
	c, err := catalogue(t, map[string]string{"en.json": `{"a":"A","b":{"by":"n","one":"{n} b","other":"{n} bs"}}`})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		id, by string
		forms  map[string]string
	}{
		{"a", "", map[string]string{"other": "A"}},
		{"b", "n", map[string]string{"one": "{n} b", "other": "{n} bs"}},
		{"c", "", nil},
	} {
		by, forms := c.Message(Source, x.id)
		if by != x.by || !reflect.DeepEqual(forms, x.forms) {
			t.Errorf("%s: %q %q", x.id, by, forms)
		}
	}
}
