package i18n

import (
	"encoding/json"
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
	// by is the placeholder whose number decides.
	by    string
	other string
	more  map[plural.Form]string
}

var pluralNames = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many,
}

// UnmarshalJSON takes a string, or {"by": "tries", "one": "…", "other": "…"} with
// the plural categories of CLDR.
func (m *message) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &m.other)
	}
	var parts map[string]string
	if err := json.Unmarshal(b, &parts); err != nil {
		return err
	}
	m.more = map[plural.Form]string{}
	for name, text := range parts {
		switch form, ok := pluralNames[name]; {
		case ok:
			m.more[form] = text
		case name == "by":
			m.by = text
		case name == "other":
			m.other = text
		default:
			return fmt.Errorf("no plural form %q", name)
		}
	}
	if m.by == "" || m.other == "" || len(m.more) == 0 {
		return fmt.Errorf("a plural needs by, other and one form more")
	}
	return nil
}

func (m message) forms() []string {
	if m.by == "" && m.other == "" {
		return nil
	}
	return append([]string{m.other}, slices.Sorted(maps.Values(m.more))...)
}

// check refuses a plural form the language never uses, which no reader would see.
func (m message) check(lang string) error {
	for form := range m.more {
		used := false
		for n := range 1000 {
			used = used || formOf(lang, n) == form
		}
		if !used {
			return fmt.Errorf("the language has no such plural form")
		}
	}
	return nil
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
