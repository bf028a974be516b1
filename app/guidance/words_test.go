package guidance_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/guidance"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
	"madoguchi/i18n/ruby"
)

// homeState are the words for the State somebody may fear and for who acts for it.
var homeState = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`(?i)embass|consul(ate|ar)|home (country|government|state)|country of origin|apostille`),
	"ja": regexp.MustCompile(`大使館|領事|(^|[^日])本国|母国|出身国の(役所|政府)|アポスティーユ`),
}

// A step of which no State hears does not even name one, in no language; every text of a
// step is there in each.
func TestNoStateIsNamedWhereNoneIsToHear(t *testing.T) {
	w := load(t)
	texts, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	steps, looked := 0, 0
	all := w.guides.Paths()
	for _, p := range append(all, w.guides.Path("common")) {
		for _, n := range p.Nodes {
			if n.Do == nil {
				continue
			}
			steps++
			parts := []string{"what", "do", "why"}
			if n.Do.Refused {
				parts = append(parts, "refused")
			}
			if n.Do.Has(guidance.Clock) {
				parts = append(parts, "safe")
			}
			for _, lang := range []string{"en", "ja", "ja-x-easy"} {
				r := texts.For(lang)
				for _, part := range append(parts, "say") {
					text := r.Text("guide."+n.ID+"."+part, nil)
					if text.Language != lang {
						if part != "say" {
							t.Errorf("%s has no %s in %s", n.ID, part, lang)
						}
						continue
					}
					looked++
					if found := named(text); n.Do.Contact == guidance.NoContact && found != "" {
						t.Errorf("%s.%s names %q in %s", n.ID, part, found, lang)
					}
				}
				for _, item := range n.Do.Bring {
					document := slices.ContainsFunc(w.guides.Documents, func(d *guidance.Document) bool { return d.ID == item })
					if found := named(r.Text("item."+item, nil)); !document && found != "" {
						t.Errorf("%s wants %s, which names %q in %s", n.ID, item, found, lang)
					}
				}
			}
		}
	}
	t.Logf("%d steps, %d texts", steps, looked)
}

// named is the first word for a State in a text, as it is read without furigana.
func named(text i18n.Text) string {
	words := text.String
	if runs, err := ruby.Parse(words); err == nil {
		words = ruby.Plain(runs)
	}
	lang, _, _ := strings.Cut(text.Language, "-")
	if lang == "ja" {
		words = strings.ReplaceAll(words, " ", "")
	}
	return homeState[lang].FindString(words)
}
