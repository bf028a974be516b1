package translation

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/unicode/norm"

	"madoguchi/i18n"
	"madoguchi/i18n/glossary"
	"madoguchi/i18n/ruby"
)

// Fault is what is wrong with a translation, and what to do about it.
type Fault struct{ What, Cure string }

func (f Fault) String() string { return f.What + "; " + f.Cure }

// Checker holds the translations of one language to the rules.
type Checker struct {
	Language
	rules    *Rules
	glossary *glossary.Glossary
	banned   []banned
	plurals  map[string][]int
	names    *regexp.Regexp
}

// code is what is typed and not read: commands of ours and of Linux, options, names of
// files.
const code = `\bmadoguchi( [a-z]+){0,2}|\bsudo( [a-z]+)*|--[a-z-]+( (self|helper|counter)\b| practice:[a-z]*)?|\B-[a-z]\b|\b[a-z_]+\.[a-z]{2,4}\b`

// New makes a Checker for a language, English too for CheckSource. wording is
// assets/wording.
func New(r *Rules, g *glossary.Glossary, wording fs.FS, lang string) (*Checker, error) {
	l, err := r.Language(lang)
	if lang == i18n.Source {
		l, err = Language{ID: i18n.Source, Scripts: []string{"Latin"}, All: true}, nil
	}
	if err != nil {
		return nil, err
	}
	c := &Checker{Language: l, rules: r, glossary: g, plurals: i18n.Plurals(lang)}
	if c.banned, err = readWording(wording, lang); err != nil {
		return nil, err
	}
	var names []string
	for _, n := range r.names {
		names = append(names, regexp.QuoteMeta(n))
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	c.names, err = regexp.Compile(code + `|\b(?:` + strings.Join(names, "|") + `)s?\b`)
	return c, err
}

// Plurals are the names of the plural forms that a text needs whose English has
// some: "other" alone where the language has one form for every number.
func (c *Checker) Plurals() []string {
	forms := []string{"other"}
	for name := range c.plurals {
		forms = append(forms, name)
	}
	slices.Sort(forms)
	return forms
}

// Terms are the terms of the glossary in an English text.
func (c *Checker) Terms(english Wordings) []glossary.Term {
	var all []string
	for _, name := range english.Names() {
		all = append(all, english.Forms[name])
	}
	return c.glossary.In(strings.Join(all, "\n"))
}

// Check says what is wrong with a translation of an English text; nothing for a good
// one.
func (c *Checker) Check(id string, english, text Wordings) []Fault {
	faults := c.forms(english, text)
	if len(faults) > 0 {
		return faults
	}
	for _, name := range text.Names() {
		f := text.Forms[name]
		source := english.Forms["other"]
		if s, ok := english.Forms[name]; ok {
			source = s
		}
		faults = append(faults, c.holes(id, name, english, text)...)
		faults = append(faults, c.characters(f)...)
		faults = append(faults, c.layout(source, f)...)
		faults = append(faults, c.ruby(f)...)
		faults = append(faults, c.language(id, source, f)...)
		faults = append(faults, c.words(id, english, f)...)
	}
	var once []Fault // the forms of a plural share most of theirs
	for _, f := range faults {
		if !slices.Contains(once, f) {
			once = append(once, f)
		}
	}
	return once
}

// CheckSource says what is wrong with an English text, as far as it can be seen without
// another one.
func (c *Checker) CheckSource(id string, english Wordings) (faults []Fault) {
	for _, name := range english.Names() {
		f := english.Forms[name]
		faults = append(faults, c.characters(f)...)
		for _, w := range c.banned {
			if found := w.of(id, f); found != "" {
				faults = append(faults, Fault{fmt.Sprintf("it says %q", found), w.why})
			}
		}
	}
	return slices.Compact(faults)
}

// forms looks at the plural forms.
func (c *Checker) forms(english, text Wordings) []Fault {
	for name, f := range text.Forms {
		if strings.TrimSpace(f) == "" {
			return []Fault{{"the form " + name + " is empty", "write it, or leave the whole text empty"}}
		}
	}
	need := c.Plurals()
	switch {
	case text.By == "" && english.By != "" && len(need) > 1:
		return []Fault{{"there are no plural forms", fmt.Sprintf(`write {"by": %q} with %s`, english.By, strings.Join(need, ", "))}}
	case text.By != "" && len(need) == 1:
		return []Fault{{"the language has no plural forms", "write a string"}}
	case text.By == "":
		return nil
	case english.By != "" && text.By != english.By, english.By == "" && !slices.Contains(holes(english.Forms["other"]), "{"+text.By+"}"):
		return []Fault{{fmt.Sprintf("the forms go by {%s}", text.By), "write the placeholder of the English text"}}
	case !slices.Equal(text.Names(), need):
		return []Fault{{"the plural forms are " + strings.Join(text.Names(), ", "), "write " + strings.Join(need, ", ")}}
	}
	return nil
}

var hole = regexp.MustCompile(`\{[a-z_0-9]+\}`)

func holes(s string) []string { return hole.FindAllString(s, -1) }

// Placeholders are those of a text, sorted, each once.
func Placeholders(w Wordings) []string {
	var all []string
	for _, f := range w.Forms {
		all = append(all, holes(f)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// holes looks at the placeholders of one form.
func (c *Checker) holes(id, name string, english, text Wordings) (faults []Fault) {
	want, got := Placeholders(english), holes(text.Forms[name])
	var besides, lacks []string
	for _, e := range c.rules.placeholders {
		if e.has(c.Language, id) {
			besides, lacks = append(besides, e.besides...), append(lacks, e.lacks...)
		}
	}
	if len(c.plurals[name]) == 1 { // "one day left" says its number itself
		lacks = append(lacks, text.By)
	}
	for _, h := range got {
		if !slices.Contains(want, h) && !slices.Contains(besides, strings.Trim(h, "{}")) {
			faults = append(faults, Fault{"English does not fill " + h, "write its placeholders: " + strings.Join(want, " ")})
		}
	}
	for _, h := range want {
		if !slices.Contains(got, h) && !slices.Contains(lacks, strings.Trim(h, "{}")) {
			faults = append(faults, Fault{"the placeholder " + h + " is missing", "put it where its value is to stand"})
		}
	}
	if rest := hole.ReplaceAllString(text.Forms[name], ""); strings.ContainsAny(rest, "{}") {
		faults = append(faults, Fault{"a brace stands alone", "write placeholders as English has them"})
	}
	return faults
}

// characters looks at what is written, whatever it says.
func (c *Checker) characters(s string) (faults []Fault) {
	if !norm.NFC.IsNormalString(s) {
		faults = append(faults, Fault{"it is decomposed", "write it in the form NFC"})
	}
	for _, r := range hole.ReplaceAllString(s, "") {
		switch {
		case unicode.Is(unicode.Nd, r):
			return append(faults, Fault{fmt.Sprintf("it has the digit %q", r), "numbers come in placeholders; write small ones as words"})
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Zl, unicode.Zp) && !slices.Contains(c.Unseen, r):
			return append(faults, Fault{fmt.Sprintf("it has the unseen character %U", r), "delete it"})
		case unicode.In(r, unicode.Co) || r == unicode.ReplacementChar || !unicode.IsPrint(r) && !unicode.In(r, unicode.Cf, unicode.Zs):
			return append(faults, Fault{fmt.Sprintf("it has %U, which no font has", r), "write a letter of Unicode"})
		case r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE:
			return append(faults, Fault{fmt.Sprintf("it has the shape %U instead of a letter", r), "write plain Arabic letters; they are joined when drawn"})
		case c.ID == "my" && (r == 0x1033 || r == 0x1034 || r >= 0x1060 && r <= 0x1097):
			return append(faults, Fault{fmt.Sprintf("it has %U, which Burmese has in Zawgyi only", r), "write Unicode, never Zawgyi"})
		}
	}
	return faults
}

// layout looks at blanks and at places where a line can end.
func (c *Checker) layout(source, s string) (faults []Fault) {
	switch {
	case lead(source) != lead(s) && !(c.wideMarks() && lead(s) == 0 && strings.ContainsAny(source[lead(source):][:1], "(")):
		faults = append(faults, Fault{"it begins with other blanks than English", "begin it alike"})
	case strings.TrimRight(source, " ") == source && strings.TrimRight(s, " \u3000\u200b") != s:
		faults = append(faults, Fault{"it ends in a blank", "delete it"})
	}
	if c.Unbroken == 0 {
		return faults
	}
	script := unicode.Scripts[c.Scripts[0]]
	for _, piece := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\u200b' }) {
		n := 0 // without marks, which take no width of their own
		for _, r := range piece {
			if unicode.Is(script, r) && unicode.IsLetter(r) {
				n++
			}
		}
		if n > c.Unbroken {
			return append(faults, Fault{"no line can end in " + piece, "set U+200B between phrases, or run content breaks"})
		}
	}
	return faults
}

// wideMarks reports whether the language has marks as wide as letters, before which no
// blank stands.
func (c *Checker) wideMarks() bool { return slices.Contains(c.Scripts, "Han") }

func lead(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// ruby looks at furigana.
func (c *Checker) ruby(s string) (faults []Fault) {
	runs, err := ruby.Parse(s)
	if err != nil {
		return []Fault{{err.Error(), "write ｜漢字《かんじ》, and no 《》 for anything else"}}
	}
	for _, r := range runs {
		if r.Reading != "" && strings.ContainsFunc(r.Reading, func(r rune) bool {
			return !unicode.In(r, unicode.Hiragana, unicode.Katakana) && !strings.ContainsRune("ー・ ", r)
		}) {
			faults = append(faults, Fault{"《" + r.Reading + "》 is no reading", "write kana between 《》, and other quotes for anything else"})
		}
		if c.ID == "ja-x-easy" && r.Reading == "" && strings.ContainsFunc(hole.ReplaceAllString(r.Base, ""), ruby.IsKanji) {
			faults = append(faults, Fault{"there are no readings on " + r.Base, "write ｜漢字《かんじ》"})
		}
	}
	return faults
}

// leastShare is how many of a hundred letters must be of the language's scripts.
const leastShare = 60

var japanese = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}ー々・、。]*[\p{Han}\p{Hiragana}\p{Katakana}]`)

// language looks at whether it is in the language at all.
func (c *Checker) language(id, source, s string) (faults []Fault) {
	home := strings.HasPrefix(c.ID, "ja")
	rest := strings.NewReplacer("｜", "", "《", " ", "》", " ").Replace(s)
	sourceRest := source
	runs := japanese.FindAllString(source, -1)
	slices.SortFunc(runs, func(a, b string) int { return len(b) - len(a) }) // a longer one may hold a shorter one
	for _, run := range runs {
		if !home && !strings.Contains(plain(s), run) {
			faults = append(faults, Fault{"the Japanese " + run + " is missing", "leave it beside the translation, where a clerk can read it"})
		}
		if !home {
			rest = strings.ReplaceAll(rest, run, " ")
		}
		sourceRest = strings.ReplaceAll(sourceRest, run, " ")
	}
	if !home {
		for _, t := range c.glossary.In(source) {
			for _, word := range append([]string{t.Japanese, t.Reading}, t.JapaneseAlso...) {
				rest = strings.ReplaceAll(rest, word, " ")
			}
		}
	}
	rest, sourceRest = c.own(rest), c.own(sourceRest)
	may := slices.ContainsFunc(c.rules.same, func(e exception) bool { return e.has(c.Language, id) })
	if !hasLetter(sourceRest) || may || strings.HasSuffix(id, ".words") && !strings.EqualFold(source, s) {
		return append(faults, c.wrongHan(rest)...)
	}
	if strings.EqualFold(strings.TrimSpace(source), strings.TrimSpace(s)) {
		return append(faults, Fault{"it is the English text", "translate it, or list it under same in rules.yaml with the reason"})
	}
	letters, ours := 0, 0
	for _, r := range rest {
		if unicode.IsLetter(r) && !unicode.In(r, unicode.Common, unicode.Inherited) {
			letters++
			if slices.ContainsFunc(c.Scripts, func(s string) bool { return unicode.Is(unicode.Scripts[s], r) }) {
				ours++
			}
		}
	}
	if letters > 0 && ours*100 < letters*leastShare || letters == 0 && !hasLetter(s) {
		faults = append(faults, Fault{
			fmt.Sprintf("%d of %d letters are %s", ours, letters, strings.Join(c.Scripts, " or ")),
			fmt.Sprintf("at least %d of a hundred must be; translate it", leastShare),
		})
	}
	return append(faults, c.wrongHan(rest)...)
}

// own is a text without what stays as it is in every language.
func (c *Checker) own(s string) string {
	return c.names.ReplaceAllString(hole.ReplaceAllString(s, " "), " ")
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// plain is a text without its readings.
func plain(s string) string {
	if runs, err := ruby.Parse(s); err == nil {
		return ruby.Plain(runs)
	}
	return s
}

// wrongHan finds characters of the other way to write Chinese: those that only one
// of the two old character sets has.
func (c *Checker) wrongHan(s string) []Fault {
	var mine, other encoding.Encoding
	switch c.ID {
	case "zh-Hans":
		mine, other = simplifiedchinese.HZGB2312, traditionalchinese.Big5
	case "zh-Hant":
		mine, other = traditionalchinese.Big5, simplifiedchinese.HZGB2312
	default:
		return nil
	}
	for _, r := range s {
		if strings.ContainsRune("潟埼栃", r) { // of prefectures: newer lists of characters have them
			continue
		}
		if unicode.Is(unicode.Han, r) && !within(mine, r) && within(other, r) {
			return []Fault{{fmt.Sprintf("it has %q, which %s does not write", r, c.ID), "write the character of the language; Japanese terms as English has them"}}
		}
	}
	return nil
}

func within(e encoding.Encoding, r rune) bool {
	_, err := e.NewEncoder().String(string(r))
	return err == nil
}

// words looks at terms of offices and at words kept out.
func (c *Checker) words(id string, english Wordings, s string) (faults []Fault) {
	s = plain(s)
	whole := strings.ReplaceAll(s, "\u200b", "") // a break between phrases hides no word
	for _, w := range c.banned {
		if found := w.of(id, whole); found != "" {
			faults = append(faults, Fault{fmt.Sprintf("it says %q", found), w.why})
		}
	}
	if strings.HasSuffix(id, ".words") {
		return faults
	}
	for _, t := range c.Terms(english) {
		otherwise := slices.ContainsFunc(c.rules.otherwise, func(e exception) bool {
			return e.has(c.Language, id) && slices.Contains(e.terms, t.ID)
		})
		if !otherwise && !t.Used(c.ID, s) {
			say := t.Say(c.ID)[0].Say
			faults = append(faults, Fault{
				fmt.Sprintf("the term %s (%s) is missing", t.ID, t.Japanese),
				fmt.Sprintf("write %q, or list it under otherwise in rules.yaml with the reason", say),
			})
		}
	}
	return faults
}
