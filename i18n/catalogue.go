// Package i18n finds a text in the reader's language. A text is named by an id,
// never by its English wording; where a language has no text yet, the next
// language of its fallback chain answers and Text says which one it was, and
// whether the text is older than the English one it was made from.
//
// It lays nothing out: breaking lines, bidi and ruby are in i18n/flow. The texts
// themselves are in i18n/locales.
package i18n

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
)

// Source is the language every text is made from, and the end of every chain.
const Source = "en"

// statusFolder holds the status of the texts, one file a language.
const statusFolder = "status"

// Catalogue holds every text of every language.
type Catalogue struct {
	texts  map[string]map[string]message // language → id → message
	status map[string]map[string]Status
	// leftover is what English has not: "folder/language.json: id".
	leftover []string
}

// Load reads the texts of fsys: every <language>.json, at the root or in a folder
// at any depth, is an object from id to message. A message is a string, or an
// object of plural forms. The folder of a file is the area its texts belong to
// and adds nothing to their ids: an id in two files of one language is
// refused. status/<language>.json is an object from id to Status. What does not end
// in ".json" is passed over.
//
// A language may lack texts that English has; its readers get those from the next
// language of their chain. What English has not is a Leftover.
func Load(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{texts: map[string]map[string]message{}, status: map[string]map[string]Status{}}
	files := map[string]string{}
	lines := map[string]int{} // of each language, about as many as its texts
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("list locales: %w", err)
		}
		if d.IsDir() || path.Ext(name) != ".json" {
			return nil
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("read locale %s: %w", name, err)
		}
		files[name] = string(b)
		if path.Dir(name) != statusFolder {
			lines[languageOf(name)] += bytes.Count(b, []byte("\n"))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for lang, n := range lines {
		c.texts[lang] = make(map[string]message, n)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := c.add(name, files[name]); err != nil {
			return nil, fmt.Errorf("locale %s: %w", name, err)
		}
	}
	return c, c.check()
}

// languageOf is what a file is in.
func languageOf(name string) string { return strings.TrimSuffix(path.Base(name), ".json") }

// add takes one file in.
func (c *Catalogue) add(name, text string) error {
	area := path.Dir(name)
	if area == statusFolder {
		all, err := readStatus(text)
		c.status[languageOf(name)] = all
		return err
	}
	into := c.texts[languageOf(name)]
	return readMessages(text, func(id string, m message) error {
		if have, ok := into[id]; ok {
			return fmt.Errorf("%s is in %s too", id, path.Join(have.area, path.Base(name)))
		}
		m.area = area
		into[id] = m
		return nil
	})
}

// check refuses what nobody could ever see, and puts aside what English has not.
func (c *Catalogue) check() error {
	source, ok := c.texts[Source]
	if !ok {
		return fmt.Errorf("no English locale")
	}
	for lang, m := range c.texts {
		var used map[plural.Form]bool
		for id, t := range m {
			if _, ok := source[id]; !ok {
				c.leftover = append(c.leftover, path.Join(t.area, lang+".json")+": "+id)
				delete(m, id)
				continue
			}
			if len(t.more) > 0 && used == nil {
				used = formsOf(lang)
			}
			for form := range t.more {
				if !used[form] {
					return fmt.Errorf("locale %s: %s: the language has no such plural form", path.Join(t.area, lang+".json"), id)
				}
			}
		}
	}
	slices.Sort(c.leftover)
	return nil
}

// Leftover lists the texts that English has no longer, as "folder/language.json:
// id", sorted. Nobody is shown them.
func (c *Catalogue) Leftover() []string { return c.leftover }

// Languages lists the BCP 47 tags there are texts in, sorted.
func (c *Catalogue) Languages() []string { return slices.Sorted(maps.Keys(c.texts)) }

// IDs lists every text id, sorted.
func (c *Catalogue) IDs() []string { return slices.Sorted(maps.Keys(c.texts[Source])) }

// Area is the folder the text stands in for a language itself, such as
// "window/sign"; "." is the root, "" a text the language has not.
func (c *Catalogue) Area(lang, id string) string { return c.texts[lang][id].area }

// Has reports whether lang itself, without its fallback, has the text.
func (c *Catalogue) Has(lang, id string) bool {
	_, ok := c.texts[lang][id]
	return ok
}

// Forms lists the wordings a text has in lang itself: one, or one for each
// plural form.
func (c *Catalogue) Forms(lang, id string) []string {
	return c.texts[lang][id].forms()
}

// Knows reports whether a language given on the command line has texts of its
// own, or is Pseudo.
func (c *Catalogue) Knows(lang string) bool {
	_, ok := c.texts[normal(lang)]
	return ok || lang == Pseudo
}

// For returns the texts for a language: its BCP 47 tag, the alias "ja-easy", or
// a POSIX locale such as "ja_JP.UTF-8". A language without texts reads English;
// Pseudo is English made strange.
func (c *Catalogue) For(lang string) *Reader {
	r := &Reader{c: c, pseudo: lang == Pseudo}
	for _, l := range chain(lang) {
		if _, ok := c.texts[l]; ok && !slices.Contains(r.chain, l) {
			r.chain = append(r.chain, l)
		}
	}
	return r
}

// Reader gives texts to one reader.
type Reader struct {
	c      *Catalogue
	chain  []string
	pseudo bool
}

// Language is the tag the reader is served in.
func (r *Reader) Language() string {
	if r.pseudo {
		return Pseudo
	}
	return r.chain[0]
}

// In returns the same texts for another language.
func (r *Reader) In(lang string) *Reader { return r.c.For(lang) }

// Args are the values for the {placeholders} of a text.
type Args map[string]any

// Text is a text as it is shown.
type Text struct {
	String string
	// Language is the one it is in, "und" for an id that is nowhere.
	Language string
	// Stale: its English source has changed since it was made.
	Stale bool
	Status
}

// Text returns the text with its placeholders filled. An unknown id comes back as
// itself in square brackets, which a test of every caller refuses.
func (r *Reader) Text(id string, a Args) Text {
	for _, l := range r.chain {
		if m, ok := r.c.texts[l][id]; ok {
			if r.pseudo {
				return Text{String: fill(pseudo(m.pick(l, a)), a), Language: Pseudo}
			}
			return Text{
				String: fill(m.pick(l, a), a), Language: l,
				Stale: r.c.Stale(l, id), Status: r.c.status[l][id],
			}
		}
	}
	return Text{String: "[" + id + "]", Language: "und"}
}

// T is the string of Text alone.
func (r *Reader) T(id string, a ...Args) string {
	var args Args
	if len(a) > 0 {
		args = a[0]
	}
	return r.Text(id, args).String
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
		return Source
	}
	return lang
}

func chain(lang string) []string {
	n := normal(lang)
	out := []string{n}
	if base, _, ok := strings.Cut(n, "-"); ok {
		out = append(out, strings.ToLower(base))
	}
	return append(out, Source)
}
