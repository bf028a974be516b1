// Package glossary knows the terms that offices use and how to write them in each
// language: assets/glossary. It finds them in an English text and says whether a
// translation has them.
//
// It translates nothing. A wording without a source is a proposal of this program
// that no native reader has seen, and whoever shows it must say so.
package glossary

import (
	"errors"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"madoguchi/app/fact"
)

// Source is where a wording was seen: one capital letter.
type Source string

// The sources.
const (
	Records  Source = "M" // resident record pages of the Ministry of Internal Affairs and Communications
	Guidance Source = "I" // guidebook or form of the Immigration Services Agency
	Local    Source = "L" // page of a local government or association
	LegalAid Source = "H" // Japan Legal Support Center (Houterasu)
	Refugee  Source = "J" // title in a list of refugee procedure
	Other    Source = "N" // another text
)

// sources lists them all.
func sources() []string {
	return []string{string(Records), string(Guidance), string(Local), string(LegalAid), string(Refugee), string(Other)}
}

// Wording is one way to write a term.
type Wording struct {
	// Say is what to write, with what stands in brackets.
	Say string
	// From is where it was seen; empty: a proposal of this program.
	From []Source
	// Part: only the core of it was seen there.
	Part bool
}

// Ours reports that nobody but this program is known to write it so.
func (w Wording) Ours() bool { return len(w.From) == 0 }

// Term is one term of the offices.
type Term struct {
	// ID is "G" and two digits.
	ID string
	// Japanese is what clerks recognise, Reading its kana.
	Japanese, Reading string
	// JapaneseAlso are other Japanese words for it.
	JapaneseAlso []string
	// Easy says it in plain Japanese, with blanks between the phrases.
	Easy string
	// Find are the words of an English text that are this term.
	Find []string
	// Note is for translators; often empty.
	Note string
	// Place is where it is defined.
	Place fact.Place

	say     map[string][]Wording
	pattern *regexp.Regexp
}

// Say is how to write the term in a language, the best wording first; nil where
// nobody has proposed one.
func (t Term) Say(lang string) []Wording { return t.say[lang] }

// Glossary is all terms. It does not change.
type Glossary struct {
	terms     []Term
	languages []string
}

// Load reads every *.yaml of fsys: each is a list of {id, ja, reading, ja_also, easy,
// find, note, say}. All faults are reported together, each a *fact.Fault with file,
// line and cure.
func Load(fsys fs.FS) (*Glossary, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	var faults []error
	g := &Glossary{}
	taken := map[string]string{} // id or English word to the term that has it
	languages := map[string]bool{}
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		n, err := fact.Read(name, b)
		if err == nil && n.Kind != fact.Sequence {
			err = n.Fault("write a list of terms", "here is %v", n.Kind)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		for _, item := range n.Items {
			t, err := readTerm(item)
			if err == nil {
				err = unlike(item, t, taken)
			}
			if err != nil {
				faults = append(faults, err)
				continue
			}
			for lang := range t.say {
				languages[lang] = true
			}
			g.terms = append(g.terms, t)
		}
	}
	if len(g.terms) == 0 && len(faults) == 0 {
		return nil, errors.New("there is no term")
	}
	g.languages = slices.Sorted(maps.Keys(languages))
	return g, errors.Join(faults...)
}

// unlike refuses a term that another one could be taken for.
func unlike(n fact.Node, t Term, taken map[string]string) error {
	for _, key := range append([]string{t.ID}, t.Find...) {
		key = strings.ToLower(key)
		if other, some := taken[key]; some {
			return n.Fault("write it once", "%s is in %s too", key, other)
		}
		taken[key] = t.ID
	}
	return nil
}

// Terms lists every term in the order of the files.
func (g *Glossary) Terms() []Term { return slices.Clone(g.terms) }

// Languages lists the languages with at least one wording, sorted.
func (g *Glossary) Languages() []string { return slices.Clone(g.languages) }

// In finds the terms of an English text, in the order in which they first come. Of
// terms inside each other, as "Resident Record" is in "copy of the Resident Record",
// only the longer one counts there.
func (g *Glossary) In(english string) []Term {
	type hit struct{ term, start, end int }
	var hits []hit
	for i, t := range g.terms {
		for _, m := range t.pattern.FindAllStringIndex(english, -1) {
			hits = append(hits, hit{i, m[0], m[1]})
		}
	}
	var out []Term
	slices.SortStableFunc(hits, func(a, b hit) int { return a.start - b.start })
	for i, h := range hits {
		inside := slices.ContainsFunc(hits, func(o hit) bool {
			return o.term != h.term && o.start <= h.start && h.end <= o.end && o.end-o.start > h.end-h.start
		})
		again := slices.ContainsFunc(out, func(t Term) bool { return t.ID == g.terms[h.term].ID })
		if !inside && !again {
			out = append(out, g.terms[hits[i].term])
		}
	}
	return out
}

// Used reports whether a translation has the term in one of its wordings: as it is
// written here but for brackets, blanks and capitals, or, in a language with blanks
// between words, with other endings, as in "tarjetas de residencia". A term without
// a wording in the language counts as used.
func (t Term) Used(lang, text string) bool {
	all := t.say[lang]
	dense, words := squeeze(text), split(text)
	for _, w := range all {
		bare := bare(w.Say)
		if strings.Contains(dense, squeeze(bare)) || inflected(words, split(bare)) {
			return true
		}
	}
	return len(all) == 0
}

var bracketed = regexp.MustCompile(`\s*[（(][^）)]*[）)]`)

// bare is a wording without what stands in brackets.
func bare(say string) string { return strings.TrimSpace(bracketed.ReplaceAllString(say, "")) }

// squeeze is a text in small letters without blanks, seen or unseen.
func squeeze(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u3000' {
			return -1
		}
		return r
	}, s))
}

var wordEnd = regexp.MustCompile(`[^\p{L}\p{M}]+`)

func split(s string) []string {
	return slices.DeleteFunc(wordEnd.Split(strings.ToLower(s), -1), func(w string) bool { return w == "" })
}

// inflected reports whether the words of a wording stand in a text one behind the
// other, each with an ending of its own.
func inflected(text, wording []string) bool {
	for i := range len(text) - len(wording) + 1 {
		same := len(wording) > 0
		for j, w := range wording {
			same = same && kin(text[i+j], w)
		}
		if same {
			return true
		}
	}
	return false
}

// The longest ending that a word may lose, and the longest it may get, in letters.
const (
	mostLost   = 2
	mostGained = 4
)

// kin reports whether two words differ in their endings only.
func kin(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n >= 4 && n >= utf8.RuneCountInString(b)-mostLost && len(x)-n <= mostGained
}
