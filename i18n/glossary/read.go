package glossary

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"madoguchi/app/fact"
)

var (
	idForm   = regexp.MustCompile(`^G[0-9]{2}$`)
	langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$`)
)

func readTerm(n fact.Node) (t Term, err error) {
	if err := n.Only("id", "ja", "reading", "ja_also", "easy", "find", "note", "say"); err != nil {
		return t, err
	}
	t.Place = n.Place
	words := func(name string, to *[]string, must bool) {
		v, some := n.Get(name)
		if err != nil || !some && !must {
			return
		}
		*to, err = v.AsWords()
	}
	word := func(name string, to *string, must bool) {
		v, some := n.Get(name)
		if err != nil || !some && !must {
			return
		}
		*to, err = v.AsWord()
	}
	word("id", &t.ID, true)
	word("ja", &t.Japanese, true)
	word("reading", &t.Reading, true)
	words("ja_also", &t.JapaneseAlso, false)
	word("easy", &t.Easy, true)
	words("find", &t.Find, true)
	word("note", &t.Note, false)
	if err != nil {
		return t, err
	}
	id, _ := n.Get("id")
	reading, _ := n.Get("reading")
	switch {
	case !idForm.MatchString(t.ID):
		return t, id.Fault("write G and two digits", "%q is no id of a term", t.ID)
	case strings.ContainsFunc(t.Reading, notKana):
		return t, reading.Fault("write kana only", "%q is no reading", t.Reading)
	}
	if t.pattern, err = patternOf(t.Find); err != nil {
		return t, n.Fault("write words", "find cannot be looked for: %v", err)
	}
	say, _ := n.Get("say")
	t.say, err = readSay(say)
	return t, err
}

func notKana(r rune) bool {
	return !unicode.In(r, unicode.Hiragana, unicode.Katakana) && r != 'ー' && r != '・'
}

// patternOf finds the words, a plural of them too. A word with a capital is found as
// it is written, another one with and without.
func patternOf(words []string) (*regexp.Regexp, error) {
	var alternatives []string
	words = slices.SortedFunc(slices.Values(words), func(a, b string) int { return len(b) - len(a) })
	for _, w := range words {
		fold := "(?i:"
		if strings.ContainsFunc(w, unicode.IsUpper) {
			fold = "(?:"
		}
		alternatives = append(alternatives, fold+regexp.QuoteMeta(w)+")")
	}
	return regexp.Compile(`\b(?:` + strings.Join(alternatives, "|") + `)s?\b`)
}

// readSay reads the wordings, by language.
func readSay(n fact.Node) (map[string][]Wording, error) {
	if n.Kind != fact.Map || len(n.Keys) == 0 {
		return nil, n.Fault("write {language: [{say: …}]}", "here is %v", n.Kind)
	}
	all := map[string][]Wording{}
	for _, k := range n.Keys {
		if !langForm.MatchString(k.Name) {
			return nil, &fact.Fault{Place: k.Place, What: "there is no language " + k.Name, Cure: "write a tag such as zh-Hans"}
		}
		if k.Value.Kind != fact.Sequence || len(k.Value.Items) == 0 {
			return nil, k.Value.Fault("write [{say: …, from: […]}]", "here is %v", k.Value.Kind)
		}
		for _, item := range k.Value.Items {
			w, err := readWording(item)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(all[k.Name], func(o Wording) bool { return o.Say == w.Say }) {
				return nil, item.Fault("delete it", "%q stands twice", w.Say)
			}
			all[k.Name] = append(all[k.Name], w)
		}
	}
	return all, nil
}

func readWording(n fact.Node) (w Wording, err error) {
	if err := n.Only("say", "from", "part"); err != nil {
		return w, err
	}
	say, _ := n.Get("say")
	if w.Say, err = say.AsWord(); err != nil {
		return w, err
	}
	switch {
	case !norm.NFC.IsNormalString(w.Say):
		return w, say.Fault("write it composed (NFC)", "%q is decomposed", w.Say)
	case bare(w.Say) == "" || strings.ContainsAny(w.Say, "[]{}｜《》"):
		return w, say.Fault("write the term alone, sources in from", "%q is no wording", w.Say)
	}
	if from, some := n.Get("from"); some {
		letters, err := from.AsWords()
		if err != nil {
			return w, err
		}
		for _, l := range letters {
			if !slices.Contains(sources(), l) {
				return w, from.Fault("write one of "+strings.Join(sources(), ", "), "there is no source %q", l)
			}
			w.From = append(w.From, Source(l))
		}
	}
	if part, some := n.Get("part"); some {
		if part.Kind != fact.Truth || !part.Bool || w.Ours() {
			return w, part.Fault("write part: true beside from, or leave it out", "part says nothing here")
		}
		w.Part = true
	}
	return w, nil
}
