// Package translation says what is wrong with a translation before anybody reads it:
// a placeholder lost, a plural form missing, a digit, English left standing, letters
// of another script, a term written in another way than the offices write it, words
// that no text may have, characters that nobody sees.
//
// It does not judge whether a translation is right; people who grew up with the
// language do. It reads and writes no locale files.
package translation

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"madoguchi/app/fact"
)

//go:embed rules.yaml
var rulesFile []byte

// Rules is what translations are held to. It does not change.
type Rules struct {
	languages    map[string]Language
	safety       []string
	first        []string
	names        []string
	same         []exception
	placeholders []exception
	otherwise    []exception
}

// Language is a language that is translated into.
type Language struct {
	ID string
	// Scripts are the Unicode scripts it is written in.
	Scripts []string
	// Unfinished: what it lacks is not refused yet.
	Unfinished bool
	// All: it has every text, else the first ones only.
	All bool
	// Unseen are the characters without a glyph that it may have.
	Unseen []rune
	// Unbroken is how many letters may stand without a place for a line to end; 0 for
	// a language with blanks between words.
	Unbroken int
}

// exception is a list of texts for which a rule is laxer.
type exception struct {
	ids, languages, scripts []string
	besides, lacks, terms   []string
}

func (e exception) has(l Language, id string) bool {
	return named(e.ids, "", id) && (len(e.languages) == 0 || slices.Contains(e.languages, l.ID)) &&
		(len(e.scripts) == 0 || slices.Contains(e.scripts, l.Scripts[0]))
}

// named reports whether a list of ids, beginnings of ids and areas has a text.
func named(list []string, area, id string) bool {
	return slices.ContainsFunc(list, func(s string) bool {
		switch {
		case strings.HasSuffix(s, "/"):
			return area+"/" == s
		case strings.HasSuffix(s, "."):
			return strings.HasPrefix(id, s)
		}
		return s == id
	})
}

// OwnRules reads the rules of this program.
func OwnRules() (*Rules, error) { return ReadRules("build/content/translation/rules.yaml", rulesFile) }

// ReadRules reads rules. The error is a *fact.Fault.
func ReadRules(file string, b []byte) (*Rules, error) {
	n, err := fact.Read(file, b)
	if err != nil {
		return nil, err
	}
	if err := n.Only("languages", "unfinished", "safety", "first", "names", "same", "placeholders", "otherwise"); err != nil {
		return nil, err
	}
	r := &Rules{languages: map[string]Language{}}
	languages, _ := n.Get("languages")
	for _, item := range languages.Items {
		l, err := readLanguage(item)
		if err != nil {
			return nil, err
		}
		if _, twice := r.languages[l.ID]; twice {
			return nil, item.Fault("delete one", "%s stands twice", l.ID)
		}
		r.languages[l.ID] = l
	}
	var unfinished []string
	for name, list := range map[string]*[]string{"unfinished": &unfinished, "safety": &r.safety, "first": &r.first, "names": &r.names} {
		v, some := n.Get(name)
		if !some {
			continue
		}
		if *list, err = v.AsWords(); err != nil {
			return nil, err
		}
	}
	for _, id := range unfinished {
		l, err := r.Language(id)
		if err != nil {
			return nil, n.Fault("write one of the languages", "%v", err)
		}
		l.Unfinished = true
		r.languages[id] = l
	}
	for name, list := range map[string]*[]exception{"same": &r.same, "placeholders": &r.placeholders, "otherwise": &r.otherwise} {
		v, _ := n.Get(name)
		for _, item := range v.Items {
			e, err := r.readException(item)
			if err != nil {
				return nil, err
			}
			*list = append(*list, e)
		}
	}
	return r, nil
}

func readLanguage(n fact.Node) (l Language, err error) {
	if err := n.Only("id", "scripts", "texts", "unseen", "unbroken"); err != nil {
		return l, err
	}
	id, _ := n.Get("id")
	scripts, _ := n.Get("scripts")
	texts, _ := n.Get("texts")
	if l.ID, err = id.AsWord(); err != nil {
		return l, err
	}
	if l.Scripts, err = scripts.AsWords(); err != nil {
		return l, err
	}
	for _, s := range l.Scripts {
		if unicode.Scripts[s] == nil {
			return l, scripts.Fault("write its Unicode name", "there is no script %s", s)
		}
	}
	if texts.Text != "all" && texts.Text != "first" {
		return l, texts.Fault("write all or first", "here is %q", texts.Text)
	}
	l.All = texts.Text == "all"
	if unseen, some := n.Get("unseen"); some {
		codes, err := unseen.AsWords()
		if err != nil {
			return l, err
		}
		for _, c := range codes {
			code, err := strconv.ParseUint(c, 16, 21)
			if err != nil {
				return l, unseen.Fault(`write "200B"`, "%q is no character", c)
			}
			l.Unseen = append(l.Unseen, rune(code))
		}
	}
	unbroken, _ := n.Get("unbroken")
	l.Unbroken = unbroken.Int
	return l, nil
}

func (r *Rules) readException(n fact.Node) (e exception, err error) {
	if err := n.Only("ids", "languages", "in", "besides", "lacks", "terms", "why"); err != nil {
		return e, err
	}
	why, _ := n.Get("why")
	if _, err := why.AsWord(); err != nil {
		return e, err
	}
	for name, list := range map[string]*[]string{"ids": &e.ids, "languages": &e.languages, "in": &e.scripts, "besides": &e.besides, "lacks": &e.lacks, "terms": &e.terms} {
		v, some := n.Get(name)
		if !some && name != "ids" {
			continue
		}
		if *list, err = v.AsWords(); err != nil {
			return e, err
		}
	}
	for _, l := range e.languages {
		if _, known := r.languages[l]; !known {
			return e, n.Fault("write one of the languages above", "there is no language %s", l)
		}
	}
	return e, nil
}

// Language is a language that is translated into, by its tag.
func (r *Rules) Language(id string) (Language, error) {
	if l, ok := r.languages[id]; ok {
		return l, nil
	}
	return Language{}, fmt.Errorf("%s is no language to translate into; %s", id, fact.Nearest(id, r.Languages()))
}

// Languages lists them, sorted.
func (r *Rules) Languages() []string {
	var ids []string
	for id := range r.languages {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Safety reports whether a mistake in a text could hurt somebody.
func (r *Rules) Safety(area, id string) bool { return named(r.safety, area, id) }

// Wanted reports whether a language has a text.
func (r *Rules) Wanted(l Language, area, id string) bool { return l.All || named(r.first, area, id) }
