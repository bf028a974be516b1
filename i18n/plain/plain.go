// Package plain checks plain Japanese (やさしい日本語) by the rules that can be
// counted: length of sentences, kanji in them, readings on all kanji, polite
// endings, the way dates and amounts are written, words to be avoided.
//
// The rules are those of 在留支援のためのやさしい日本語ガイドライン (Immigration
// Services Agency and Agency for Cultural Affairs, August 2020) and, for the
// number of kanji, of Hirosaki University's group; the numbers of characters and
// commas and the share of easy words are this program's own. What needs
// understanding, such as the order of thoughts, it does not judge, and it knows the
// passive by its letters only: a text that passes must still be read by people.
package plain

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"madoguchi/i18n/ruby"
)

// Rule names what is wrong; a closed set.
type Rule string

// The rules.
const (
	SentenceLong    Rule = "sentence_long"    // more than 50 characters, spaces and readings not counted
	SentenceNear    Rule = "sentence_near"    // more than 40: a warning
	SentenceCommas  Rule = "sentence_commas"  // more than two 、 besides those between things in a row
	List            Rule = "list"             // more than five things in a row ask for a list
	PoliteEnd       Rule = "polite_end"       // a sentence that does not end in です, ます and their forms
	Honorific       Rule = "honorific"        // honorific or humble forms
	DoubleNegation  Rule = "double_negation"  // ない … ありません
	KanjiChain      Rule = "kanji_chain"      // four kanji or more in a row that are no word of the glossary
	TermUnexplained Rule = "term_unexplained" // a word of the glossary whose first use no ＜…＞ or （…） follows
	ReadingMissing  Rule = "reading_missing"  // kanji without furigana
	KanjiMany       Rule = "kanji_many"       // more than 13 kanji in a sentence
	Loanword        Rule = "loanword"         // a katakana word that is not allowed
	Vague           Rule = "vague"            // など, 適宜, 原則, なるべく
	DateForm        Rule = "date_form"        // 4/5 for 4月5日
	ClockForm       Rule = "clock_form"       // a time without 午前 or 午後
	EraYear         Rule = "era_year"         // an era year outside of brackets
	MonthsForm      Rule = "months_form"      // ヶ月 for か月
	RangeMark       Rule = "range_mark"       // 〜 for から and まで
	WideDigit       Rule = "wide_digit"       // full-width digits
	YenMark         Rule = "yen_mark"         // ¥ for 円
	Stiff           Rule = "stiff"            // refusals and orders in office style
	Passive         Rule = "passive"          // 書かれる, させる: who does what is not said
	HardWords       Rule = "hard_words"       // fewer than 85 of 100 words with kanji are easy or known
	PageLong        Rule = "page_long"        // more than 1,000 characters
)

// The limits, in characters without spaces and readings.
const (
	maxSentence  = 50
	nearSentence = 40
	maxCommas    = 2
	maxKanji     = 13
	maxChain     = 3
	maxRow       = 5
	maxThing     = 12
	maxPage      = 1000
	minLoanword  = 3
	minEasy      = 85 // of 100
	minWords     = 7  // fewer say nothing about a text
)

// Finding is a place in the text without its readings (ruby.Plain), in bytes.
type Finding struct {
	Rule       Rule
	Start, End int
	Count      int // for the rules that count, what was counted
}

// Words are what the rules on words need to know.
type Words struct {
	Glossary  []string // official terms: long ones are allowed, and must be explained
	Official  []string // other names of papers, offices and laws that nobody can say otherwise
	Loanwords []string // katakana words that everybody knows, and names
	Easy      []string // words with kanji that beginners know, without their endings
}

// Checker holds texts to the rules. It may be used by several goroutines.
type Checker struct {
	words    Words
	patterns []pattern
	polite   *regexp.Regexp
	chain    *regexp.Regexp
	katakana *regexp.Regexp
	clock    *regexp.Regexp
}

type pattern struct {
	rule Rule
	re   *regexp.Regexp
	fine []string // what is allowed although it matches, if it holds one of these
}

// New makes a Checker.
func New(w Words) *Checker {
	p := func(r Rule, re string, fine ...string) pattern { return pattern{r, regexp.MustCompile(re), fine} }
	return &Checker{
		words: w,
		patterns: []pattern{
			p(Honorific, `いただ[いかきけこく]|頂[いかきけく]|申し上げ|もうしあげ|いたし(?:ます|ません|ました|かね)|ございま|おります|ご[^ごお。、]{1,5}(?:ください|になり)|お[^ごお。、]{1,6}になり|拝|賜`),
			p(DoubleNegation, `ない[^。！？\n]{0,6}?(?:ない|ません)`, "ないといけ", "ないとなり", "とき", "かも", "かわか", "ないで", "ないので"),
			p(Vague, `など|適宜|原則|なるべく`),
			p(DateForm, `[0-9]{1,2}/[0-9]{1,2}`),
			p(MonthsForm, `[0-9０-９一二三四五六七八九十][ヶケヵカ箇]月`),
			p(RangeMark, `[〜～]`),
			p(WideDigit, `[０-９]+`),
			p(YenMark, `[¥￥]`),
			p(Passive, `[かがさたなばまらわ]れ(?:ます|ません|まし|る|た|て|ない|ば)|[かがさたなばまらわ]?せられ|させ(?:ます|ません|まし|る|た|て|ない)`,
				"まれ", "なれ", "知らせ"),
			p(Stiff, `かねます|お断り|おことわり|ご遠慮|ごえんりょ|願います|ねがいます`),
		},
		polite:   regexp.MustCompile(`(?:です|でした|でしょう|ます|ません|ました|ませんでした|ましょう|ください|はい|いいえ)(?:[かねよ]|が)?$`),
		chain:    regexp.MustCompile(`[\p{Han}]{4,}`),
		katakana: regexp.MustCompile(`[\p{Katakana}ー]{3,}`),
		clock:    regexp.MustCompile(`(午前|午後|ごぜん|ごご)?[0-9]{1,2}:[0-9]{2}`),
	}
}

// Check answers what is wrong with a text in Aozora notation, in the order of the
// text. The error is a *ruby.Error. Placeholders such as {name} count as one
// character and are not looked into.
func (c *Checker) Check(text string) ([]Finding, error) {
	runs, err := ruby.Parse(text)
	if err != nil {
		return nil, err
	}
	d := newDense(ruby.Plain(runs))
	var out []Finding
	add := func(r Rule, start, end, count int) {
		out = append(out, Finding{r, d.at[start], d.at[end], count})
	}
	out = append(out, missingReadings(runs)...)
	out = append(out, c.hardWords(runs)...)
	for _, p := range c.patterns {
		for _, m := range p.re.FindAllStringIndex(d.text, -1) {
			if !slices.ContainsFunc(p.fine, func(s string) bool { return strings.Contains(d.text[m[0]:m[1]], s) }) {
				add(p.rule, m[0], m[1], 0)
			}
		}
	}
	for _, m := range c.chain.FindAllStringIndex(d.text, -1) {
		if n := c.longest(d.source(m)); n > maxChain && !explained(d.text[m[1]:]) {
			add(KanjiChain, m[0], m[1], n)
		}
	}
	for _, m := range c.katakana.FindAllStringIndex(d.text, -1) {
		for _, word := range strings.Fields(d.source(m)) {
			if utf8.RuneCountInString(word) >= minLoanword && !slices.Contains(c.words.Loanwords, word) && !slices.Contains(c.words.Glossary, word) && !explained(d.text[m[1]:]) {
				add(Loanword, m[0], m[1], 0)
			}
		}
	}
	for _, m := range c.clock.FindAllStringSubmatchIndex(d.text, -1) {
		if m[2] < 0 {
			add(ClockForm, m[0], m[1], 0)
		}
	}
	c.eraYears(d, add)
	c.terms(d, add)
	c.sentences(d, add)
	if n := count(d.text); n > maxPage {
		add(PageLong, 0, len(d.text), n)
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(a.Start, b.Start) })
	return out, nil
}

// missingReadings finds kanji in the runs that have no reading.
func missingReadings(runs []ruby.Run) (out []Finding) {
	at := 0
	for _, r := range runs {
		if r.Reading == "" {
			start := -1
			for i, c := range r.Base + "\n" {
				switch kanji := unicode.Is(unicode.Han, c); {
				case kanji && start < 0:
					start = i
				case !kanji && start >= 0:
					out = append(out, Finding{Rule: ReadingMissing, Start: at + start, End: at + i})
					start = -1
				}
			}
		}
		at += len(r.Base)
	}
	return out
}

// hardWords finds a text too few of whose words with kanji a beginner knows or has to
// meet anyway.
func (c *Checker) hardWords(runs []ruby.Run) []Finding {
	var all, easy, end int
	for _, r := range runs {
		end += len(r.Base)
		if r.Reading == "" {
			continue
		}
		all++
		if slices.Contains(c.words.Easy, r.Base) || c.longest(r.Base) == 0 {
			easy++
		}
	}
	if all < minWords || easy*100 >= minEasy*all {
		return nil
	}
	return []Finding{{Rule: HardWords, End: end, Count: easy * 100 / all}}
}

// eraYears finds era years that stand outside of brackets.
func (c *Checker) eraYears(d dense, add func(Rule, int, int, int)) {
	depth := 0
	for i, r := range d.text {
		switch r {
		case '（', '(', '＜':
			depth++
		case '）', ')', '＞':
			depth = max(0, depth-1)
		}
		if depth > 0 {
			continue
		}
		for _, era := range []string{"明治", "大正", "昭和", "平成", "令和"} {
			if rest, ok := strings.CutPrefix(d.text[i:], era); ok && rest != "" && ('0' <= rest[0] && rest[0] <= '9' || strings.HasPrefix(rest, "元")) {
				add(EraYear, i, i+len(era), 0)
			}
		}
	}
}

// terms finds words of the glossary that are not explained where they first come.
func (c *Checker) terms(d dense, add func(Rule, int, int, int)) {
	for _, term := range c.words.Glossary {
		i := strings.Index(d.text, term)
		if i < 0 {
			continue
		}
		after, _ := utf8.DecodeRuneInString(d.text[i+len(term):])
		if !strings.ContainsRune("＜（(<", after) {
			add(TermUnexplained, i, i+len(term), 0)
		}
	}
}

// longest is the length of the longest chain of kanji in words, written apart, that no
// official name has.
func (c *Checker) longest(words string) (n int) {
	for _, names := range [][]string{c.words.Glossary, c.words.Official} {
		for _, t := range names {
			words = strings.ReplaceAll(words, t, " ")
		}
	}
	for _, w := range strings.Fields(words) {
		n = max(n, utf8.RuneCountInString(w))
	}
	return n
}

// explained reports whether the text after a word begins by saying what it is.
func explained(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return r == '＜' || r == '（'
}

// sentences applies what is counted by the sentence. Headings and labels, which
// end in no full stop, are held to the counts only.
func (c *Checker) sentences(d dense, add func(Rule, int, int, int)) {
	for start := 0; start < len(d.text); {
		end, next := len(d.text), len(d.text)
		stopped := false
		if i := strings.IndexAny(d.text[start:], "。！？\n"); i >= 0 {
			r, n := utf8.DecodeRuneInString(d.text[start+i:])
			end, next, stopped = start+i, start+i+n, r != '\n'
		}
		s := d.text[start:end]
		switch n := count(s); {
		case n > maxSentence:
			add(SentenceLong, start, end, n)
		case n > nearSentence:
			add(SentenceNear, start, end, n)
		}
		commas, row := inRows(s)
		if commas > maxCommas {
			add(SentenceCommas, start, end, commas)
		}
		if row > maxRow {
			add(List, start, end, row)
		}
		kanji := 0
		for _, r := range c.withoutNames(s) {
			if unicode.Is(unicode.Han, r) {
				kanji++
			}
		}
		if kanji > maxKanji {
			add(KanjiMany, start, end, kanji)
		}
		if said := spoken(s); stopped && said != "" && !c.polite.MatchString(said) {
			add(PoliteEnd, start, end, 0)
		}
		start = next
	}
}

// inRows counts the commas of a sentence, those between things in a row left out, and
// the things of its longest row.
func inRows(s string) (commas, most int) {
	parts := strings.Split(s, "、")
	row := 1
	for _, p := range parts[:len(parts)-1] {
		thing := !clause.MatchString(p) || strings.HasSuffix(p, "こと")
		if row > 1 && utf8.RuneCountInString(p) > maxThing {
			thing = false
		}
		if !thing {
			commas, row = commas+1, 1
			continue
		}
		row++
		most = max(most, row)
	}
	return commas, most
}

// clause is how what stands before a comma ends when it is no thing in a row.
var clause = regexp.MustCompile(`[はがでてにをもばらけどとしりへき]$`)

// withoutNames writes every official name as one kanji: it is learnt as a whole.
func (c *Checker) withoutNames(s string) string {
	for _, names := range [][]string{c.words.Glossary, c.words.Official} {
		for _, t := range names {
			s = strings.ReplaceAll(s, t, "名")
		}
	}
	return s
}

// spoken is a sentence without the brackets at its end.
func spoken(s string) string {
	for {
		t := strings.TrimRight(s, "」』")
		for open, shut := range map[string]string{"（": "）", "＜": "＞", "(": ")"} {
			if strings.HasSuffix(t, shut) {
				if i := strings.LastIndex(t, open); i >= 0 {
					t = t[:i]
				}
			}
		}
		if t == s {
			return s
		}
		s = t
	}
}

// count counts characters, a placeholder in braces as one.
func count(s string) (n int) {
	inside := false
	for _, r := range s {
		switch {
		case r == '}':
			inside = false
		case r == '{':
			inside = true
			n++
		case !inside && r != '\n':
			n++
		}
	}
	return n
}

// dense is a text without the spaces between its words, and for every byte of it
// the byte of the text it was.
type dense struct {
	text string
	at   []int
	from string
}

// source is a place of the text as it stands in the text it was.
func (d dense) source(place []int) string { return d.from[d.at[place[0]]:d.at[place[1]]] }

func newDense(s string) dense {
	var b strings.Builder
	var at []int
	for i, r := range s {
		if r == ' ' || r == '\u3000' || r == '\u200b' || r == utf8.RuneError {
			continue
		}
		for j := range utf8.RuneLen(r) {
			at = append(at, i+j)
		}
		b.WriteRune(r)
	}
	return dense{b.String(), append(at, len(s)), s}
}
