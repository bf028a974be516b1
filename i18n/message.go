package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// message is a text with its plural forms. One without a number has only other.
type message struct {
	area string // the folder of its file, "." at the root
	// by is the placeholder whose number decides.
	by    string
	other string
	more  map[plural.Form]string
}

var pluralNames = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many,
}

func (m message) forms() []string {
	if m.by == "" && m.other == "" {
		return nil
	}
	return append([]string{m.other}, slices.Sorted(maps.Values(m.more))...)
}

// named is the forms under the names that the files give them.
func (m message) named() map[string]string {
	if m.by == "" && m.other == "" {
		return nil
	}
	all := map[string]string{"other": m.other}
	for name, form := range pluralNames {
		if t, ok := m.more[form]; ok {
			all[name] = t
		}
	}
	return all
}

// Plurals lists the plural forms of CLDR that a language uses for whole numbers,
// besides "other", which every plural has: for each the numbers below two hundred
// that take it, in order; none for a form of thousands or millions alone. Empty: the
// language writes one form only.
func Plurals(lang string) map[string][]int {
	used := formsOf(lang)
	all := map[string][]int{}
	for name, form := range pluralNames {
		if !used[form] {
			continue
		}
		all[name] = nil
		for n := range 200 {
			if formOf(lang, n) == form {
				all[name] = append(all[name], n)
			}
		}
	}
	return all
}

// formsOf is every plural form a language uses for whole numbers: their rules
// look at the last two digits, and at thousands and millions.
func formsOf(lang string) map[plural.Form]bool {
	used := map[plural.Form]bool{}
	for n := range 200 {
		used[formOf(lang, n)] = true
	}
	used[formOf(lang, 1000)], used[formOf(lang, 1_000_000)] = true, true
	return used
}

func (m message) pick(lang string, a Args) string {
	if m.by != "" {
		if n, ok := a[m.by].(int); ok {
			if t, ok := m.more[formOf(lang, n)]; ok {
				return t
			}
		}
	}
	return m.other
}

func formOf(lang string, n int) plural.Form {
	return plural.Cardinal.MatchPlural(language.Make(lang), max(n, -n), 0, 0, 0, 0)
}

// fill puts values where the placeholders stand; one without a value stays.
func fill(t string, a Args) string {
	if len(a) == 0 || !strings.Contains(t, "{") {
		return t
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(t, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(t[i:], '}')
		if j < 0 {
			break
		}
		b.WriteString(t[:i])
		if v, ok := a[t[i+1:i+j]]; ok {
			b.WriteString(value(v))
		} else {
			b.WriteString(t[i : i+j+1])
		}
		t = t[i+j+1:]
	}
	b.WriteString(t)
	return b.String()
}

func value(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case int:
		return strconv.Itoa(x)
	case []string:
		return strings.Join(x, ", ")
	default:
		return fmt.Sprint(x)
	}
}
