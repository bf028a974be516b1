// Package i18n finds a text in the reader's language. A text is named by an id,
// never by its English wording; where a language has no text yet, the next
// language of its fallback chain answers and Text says which one it was.
//
// It lays nothing out: breaking lines, bidi and ruby are in i18n/flow. The texts
// themselves are in i18n/locales.
package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Catalogue holds every text of every language.
type Catalogue struct {
	texts map[string]map[string]string // language → id → text
	langs []string
}

// Load reads every <language>.json at the root of fsys: a flat object from id to
// text. Two files may not give one id twice, and every id must be in English,
// the language every chain ends in.
func Load(fsys fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list locales: %w", err)
	}
	c := &Catalogue{texts: map[string]map[string]string{}}
	for _, n := range names {
		b, err := fs.ReadFile(fsys, n)
		if err != nil {
			return nil, fmt.Errorf("read locale %s: %w", n, err)
		}
		var m map[string]string
		if err := json.Unmarshal(b, &m); err != nil {
			return nil, fmt.Errorf("locale %s: %w", n, err)
		}
		lang := strings.TrimSuffix(path.Base(n), ".json")
		c.texts[lang] = m
		c.langs = append(c.langs, lang)
	}
	en, ok := c.texts["en"]
	if !ok {
		return nil, fmt.Errorf("no English locale among %v", names)
	}
	for lang, m := range c.texts {
		for id := range m {
			if _, ok := en[id]; !ok {
				return nil, fmt.Errorf("locale %s: %s is not in English", lang, id)
			}
		}
	}
	slices.Sort(c.langs)
	return c, nil
}

// Languages lists the BCP 47 tags there are texts in, sorted.
func (c *Catalogue) Languages() []string { return slices.Clone(c.langs) }

// IDs lists every text id, sorted.
func (c *Catalogue) IDs() []string {
	ids := make([]string, 0, len(c.texts["en"]))
	for id := range c.texts["en"] {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Has reports whether lang itself, without its fallback, has the text.
func (c *Catalogue) Has(lang, id string) bool {
	_, ok := c.texts[lang][id]
	return ok
}

// Reader gives texts to one reader.
type Reader struct {
	c     *Catalogue
	chain []string
}

// For returns the texts for a language: its BCP 47 tag, the alias "ja-easy", or
// a POSIX locale such as "ja_JP.UTF-8". A language without texts reads English.
func (c *Catalogue) For(lang string) *Reader {
	r := &Reader{c: c}
	for _, l := range chain(lang) {
		if _, ok := c.texts[l]; ok && !slices.Contains(r.chain, l) {
			r.chain = append(r.chain, l)
		}
	}
	return r
}

// Knows reports whether a language given on the command line has texts of its
// own.
func (c *Catalogue) Knows(lang string) bool {
	_, ok := c.texts[normal(lang)]
	return ok
}

// Language is the tag the reader is served in.
func (r *Reader) Language() string { return r.chain[0] }

// Args are the values for the {placeholders} of a text.
type Args map[string]any

// Text returns the text with its placeholders filled, and the language it is in.
// An unknown id comes back as itself in square brackets, which a test of every
// caller refuses.
func (r *Reader) Text(id string, a Args) (text, lang string) {
	for _, l := range r.chain {
		if t, ok := r.c.texts[l][id]; ok {
			return fill(t, a), l
		}
	}
	return "[" + id + "]", "und"
}

// T is Text without the language.
func (r *Reader) T(id string, a ...Args) string {
	var args Args
	if len(a) > 0 {
		args = a[0]
	}
	t, _ := r.Text(id, args)
	return t
}

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

// normal turns an alias or a POSIX locale into a tag.
func normal(lang string) string {
	lang, _, _ = strings.Cut(lang, ".")
	lang, _, _ = strings.Cut(lang, "@")
	lang = strings.ReplaceAll(lang, "_", "-")
	switch strings.ToLower(lang) {
	case "ja-easy", "ja-x-easy":
		return "ja-x-easy"
	case "", "c", "posix":
		return "en"
	}
	return lang
}

func chain(lang string) []string {
	n := normal(lang)
	out := []string{n}
	if base, _, ok := strings.Cut(n, "-"); ok {
		out = append(out, strings.ToLower(base))
	}
	return append(out, "en")
}
