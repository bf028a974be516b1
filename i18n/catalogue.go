// Package i18n finds a text in the reader's language. A text is named by an id,
// never by its English wording; where a language has no text yet, the next
// language of its fallback chain answers and Text says which one it was, and
// whether the text is older than the English one it was made from.
//
// It lays nothing out: breaking lines, bidi and ruby are in i18n/flow. The texts
// themselves are in i18n/locales.
package i18n

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
)

// Source is the language every text is made from, and the end of every chain.
const Source = "en"

// statusFolder holds the status of the texts, one file a language.
const statusFolder = "status"

// Catalogue holds every text of every language. It may be used by several
// goroutines.
type Catalogue struct {
	fsys      fs.FS
	languages map[string]*shelf
	alone     map[string]*shelf // statuses of languages without texts
	// leftover is what English has not: "folder/language.json: id".
	leftover []string
}

// shelf is the texts of one language, read when first asked for.
type shelf struct {
	files  []string // sorted
	status string   // the file of its statuses, or ""
	packed string   // the file that all of them are packed in, or ""

	read     sync.Once
	messages map[string]message
	statuses map[string]Status
	err      error
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
	c, err := Open(fsys)
	if err != nil {
		return nil, err
	}
	for _, l := range slices.Sorted(maps.Keys(c.languages)) {
		if c.of(l); c.languages[l].err != nil {
			return nil, c.languages[l].err
		}
	}
	for _, l := range slices.Sorted(maps.Keys(c.alone)) {
		if err := c.alone[l].load(fsys); err != nil {
			return nil, err
		}
	}
	return c, c.check()
}

// Open is Load for a program that has to start fast: a language is read when its
// first text is asked for, and nothing is refused. A language that cannot be read has
// no texts; that Load takes the same files is for tests to show.
func Open(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{fsys: fsys, languages: map[string]*shelf{}, alone: map[string]*shelf{}}
	statuses := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("list locales: %w", err)
		}
		if d.IsDir() || path.Ext(name) != ".json" {
			return nil
		}
		lang := languageOf(name)
		if path.Dir(name) == statusFolder {
			statuses[lang] = name
			return nil
		}
		if c.languages[lang] == nil {
			c.languages[lang] = &shelf{}
		}
		c.languages[lang].files = append(c.languages[lang].files, name)
		return nil
	})
	for lang, name := range statuses {
		if l := c.languages[lang]; l != nil {
			l.status = name
		} else {
			c.alone[lang] = &shelf{status: name}
		}
	}
	if err == nil {
		err = c.hasSource()
	}
	return c, err
}

func (c *Catalogue) hasSource() error {
	if _, english := c.languages[Source]; !english {
		return errors.New("no English locale")
	}
	return nil
}

// languageOf is what a file is in.
func languageOf(name string) string { return strings.TrimSuffix(path.Base(name), ".json") }

// of is the texts of a language; an empty one for a language there is not.
func (c *Catalogue) of(lang string) *shelf {
	l := c.languages[lang]
	if l == nil {
		return &shelf{}
	}
	l.read.Do(func() {
		if l.err = l.load(c.fsys); l.err != nil {
			l.messages, l.statuses = nil, nil
		}
	})
	return l
}

func (l *shelf) load(fsys fs.FS) error {
	if l.packed != "" {
		var err error
		if fsys, err = l.unpack(fsys); err != nil {
			return err
		}
	}
	slices.Sort(l.files)
	all := make([]string, len(l.files))
	lines := 0
	for i, name := range l.files {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("read locale %s: %w", name, err)
		}
		all[i] = string(b)
		lines += strings.Count(all[i], "\n")
	}
	l.messages = make(map[string]message, lines)
	for i, name := range l.files {
		if err := l.add(name, all[i]); err != nil {
			return fmt.Errorf("locale %s: %w", name, err)
		}
	}
	if l.status == "" {
		return nil
	}
	b, err := fs.ReadFile(fsys, l.status)
	if err != nil {
		return fmt.Errorf("read locale %s: %w", l.status, err)
	}
	if l.statuses, err = readStatus(string(b)); err != nil {
		return fmt.Errorf("locale %s: %w", l.status, err)
	}
	return nil
}

// add takes one file in.
func (l *shelf) add(name, text string) error {
	area := path.Dir(name)
	return readMessages(text, func(id string, m message) error {
		if have, ok := l.messages[id]; ok {
			return fmt.Errorf("%s is in %s too", id, path.Join(have.area, path.Base(name)))
		}
		m.area = area
		l.messages[id] = m
		return nil
	})
}

// check refuses what nobody could ever see, and puts aside what English has not.
func (c *Catalogue) check() error {
	source := c.of(Source).messages
	for lang := range c.languages {
		m := c.of(lang).messages
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
func (c *Catalogue) Languages() []string { return slices.Sorted(maps.Keys(c.languages)) }

// IDs lists every text id, sorted.
func (c *Catalogue) IDs() []string { return slices.Sorted(maps.Keys(c.of(Source).messages)) }

// Area is the folder the text stands in for a language itself, such as
// "window/sign"; "." is the root, "" a text the language has not.
func (c *Catalogue) Area(lang, id string) string { return c.of(lang).messages[id].area }

// Has reports whether lang itself, without its fallback, has the text.
func (c *Catalogue) Has(lang, id string) bool {
	_, ok := c.of(lang).messages[id]
	return ok
}

// Forms lists the wordings a text has in lang itself: one, or one for each
// plural form.
func (c *Catalogue) Forms(lang, id string) []string {
	return c.of(lang).messages[id].forms()
}

// Message is a text as its file has it in lang itself: the placeholder whose number
// decides, empty for a text without plural forms, and the wordings by their CLDR
// names, "other" always among them; nil for a text the language has not.
func (c *Catalogue) Message(lang, id string) (by string, forms map[string]string) {
	m := c.of(lang).messages[id]
	return m.by, m.named()
}

// Knows reports whether a language given on the command line has texts of its
// own, or is Pseudo.
func (c *Catalogue) Knows(lang string) bool {
	_, ok := c.languages[normal(lang)]
	return ok || lang == Pseudo
}

// For returns the texts for a language: its BCP 47 tag, the alias "ja-easy", or
// a POSIX locale such as "ja_JP.UTF-8". A language without texts reads English;
// Pseudo is English made strange.
func (c *Catalogue) For(lang string) *Reader {
	r := &Reader{c: c, pseudo: lang == Pseudo}
	for _, l := range chain(lang) {
		if _, ok := c.languages[l]; ok && !slices.Contains(r.chain, l) {
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
	// spelling is how days and numbers stand in texts; nil: plain.
	spelling *Spelling
}

// Language is the tag the reader is served in.
func (r *Reader) Language() string {
	if r.pseudo {
		return Pseudo
	}
	return r.chain[0]
}

// In returns the same texts for another language.
func (r *Reader) In(lang string) *Reader {
	in := r.c.For(lang)
	in.spelling = r.spelling
	return in
}

// Args are the values for the {placeholders} of a text.
type Args map[string]any

// Named is a value of Args that is made of other texts, in the language of the text it
// stands in.
type Named struct {
	// IDs are the texts, Between the id of what stands between two of them.
	IDs     []string
	Between string
}

// in replaces every Named by its words, and spells every value where the reader wants
// that.
func (a Args) in(r *Reader) Args {
	var out Args
	put := func(k, s string) {
		if out == nil {
			out = maps.Clone(a)
		}
		out[k] = s
	}
	for k, v := range a {
		switch n, is := v.(Named); {
		case is:
			var words []string
			for _, id := range n.IDs {
				words = append(words, r.T(id))
			}
			put(k, strings.Join(words, r.T(n.Between)))
		case r.spelling != nil:
			put(k, r.spelled(v))
		}
	}
	if out == nil {
		return a
	}
	return out
}

// Text is a text as it is shown.
type Text struct {
	String string
	// Language is the one it is in, "und" for an id that is nowhere.
	Language string
	// Status has Stale filled in for every text.
	Status
}

// Text returns the text with its placeholders filled. An unknown id comes back as
// itself in square brackets, which a test of every caller refuses.
func (r *Reader) Text(id string, a Args) Text {
	for _, l := range r.chain {
		if m, ok := r.c.of(l).messages[id]; ok {
			if r.pseudo {
				return Text{String: fill(pseudo(m.pick(l, a)), a.in(r)), Language: Pseudo}
			}
			s := r.c.Status(l, id)
			s.Stale = r.c.Stale(l, id)
			return Text{String: fill(m.pick(l, a), a.in(r.In(l))), Language: l, Status: s}
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

// Has reports whether a text is there in one of the reader's languages.
func (r *Reader) Has(id string) bool {
	return slices.ContainsFunc(r.chain, func(l string) bool { _, ok := r.c.of(l).messages[id]; return ok })
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
