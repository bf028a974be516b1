package flow

import (
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// brk says what may happen before a rune.
type brk uint8

const (
	lineBreak   brk = 1 << iota // a line may break here
	hardBreak                   // a line must break here
	clusterEdge                 // a grapheme cluster starts here
	goodCut                     // an over-long word may be cut here without ugliness
)

// breaksOf answers for every rune, and for the end of the text, what may happen
// before it. The last entry is a hard break.
func breaksOf(seg *segmenter.Segmenter, text []rune, smallKanaStart bool) []brk {
	out := make([]brk, len(text)+1)
	if len(text) == 0 {
		out[0] = lineBreak | hardBreak | clusterEdge
		return out
	}
	seg.Init(text)
	for it := seg.GraphemeIterator(); it.Next(); {
		if i := it.Grapheme().Offset; i == 0 || !continuesCluster(text[i-1], text[i]) {
			out[i] |= clusterEdge
		}
	}
	out[len(text)] |= clusterEdge
	if smallKanaStart {
		seg.Init(withoutSmallKana(text))
	}
	for it := seg.LineIterator(); it.Next(); {
		l := it.Line()
		end := l.Offset + len(l.Text)
		if out[end]&clusterEdge == 0 || end < len(text) && !l.IsMandatoryBreak && forbidden(text, end) {
			continue
		}
		out[end] |= lineBreak
		if l.IsMandatoryBreak {
			out[end] |= hardBreak
		}
	}
	for i := 1; i < len(text); i++ {
		if out[i]&clusterEdge != 0 && !insideSyllable(text, i) {
			out[i] |= goodCut
		}
	}
	return out
}

// continuesCluster finds two places where the segmenter starts a cluster and we do
// not. UAX #29 leaves Burmese ာ and a few other marks standing alone, which
// without their consonant are drawn on a dotted circle; and the segmenter forgets
// GB11 in an emoji sequence that directly follows another.
func continuesCluster(before, r rune) bool {
	return unicode.Is(unicode.M, r) && !unseen(before) || before == 0x200D && unicode.Is(unicode.So, r)
}

// withoutSmallKana puts an ordinary kana in the place of small ones, so that they
// may begin a line: the segmenter, as UAX #14 proposes, holds them.
func withoutSmallKana(text []rune) []rune {
	out := append([]rune(nil), text...)
	for i, r := range out {
		if smallKana(r) {
			out[i] = 'あ'
		}
	}
	return out
}

// smallKana reports Line_Break=CJ: small kana, half-width too, and ー.
func smallKana(r rune) bool {
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ', 'ゕ', 'ゖ',
		'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ', 'ヵ', 'ヶ', 'ー', 'ｰ':
		return true
	}
	return r >= 0x31F0 && r <= 0x31FF || r >= 0xFF67 && r <= 0xFF6F ||
		r == 0x1B132 || r >= 0x1B150 && r <= 0x1B152 || r == 0x1B155 || r >= 0x1B164 && r <= 0x1B167
}

// forbidden is where JIS X 4051 forbids a break that UAX #14 allows: before the
// full-width tilde, which Japanese keyboards give for 〜.
func forbidden(text []rune, i int) bool {
	return text[i] == '～' && text[i-1] != ' ' && text[i-1] != 0x200B
}

// insideSyllable reports that a cut before text[i] would show half a syllable of
// a script that has no spaces between words.
func insideSyllable(text []rune, i int) bool {
	before, r := text[i-1], text[i]
	switch {
	case before >= 0x0E40 && before <= 0x0E44, before >= 0x0EC0 && before <= 0x0EC4: // Thai and Lao vowels written before their consonant
		return true
	case r == 0x0E2F || r == 0x0E30 || r == 0x0E32 || r == 0x0E33 || r == 0x0E45 || r == 0x0E46,
		r == 0x0EAF || r == 0x0EB0 || r == 0x0EB2 || r == 0x0EB3 || r == 0x0EC6: // … and after it
		return true
	case r >= 0x1000 && r <= 0x102A: // a consonant killed by asat closes the syllable before it
		return i+1 < len(text) && (text[i+1] == 0x103A || text[i+1] == 0x1037 && i+2 < len(text) && text[i+2] == 0x103A)
	case r == 0x104A || r == 0x104B || r == 0x17D4 || r == 0x17D5 || r == 0x17D7: // Burmese and Khmer stops, Khmer ៗ
		return true
	}
	return false
}

// keepWords takes out the breaks inside the words of a language that writes
// spaces between them and whose letters UAX #14 would part all the same: Korean.
// A word that is wider than the line is still cut.
func keepWords(text []rune, breaks []brk, from, to int) {
	for i := max(from, 1); i < to; i++ {
		if breaks[i]&hardBreak == 0 && wordy(text[i-1]) && wordy(text[i]) {
			breaks[i] &^= lineBreak
		}
	}
}

// keepPhrases takes out the breaks inside the phrases of easy Japanese, whose
// readers know a word by its shape. A line may still break at its spaces and
// punctuation, and where hiragana gives way to kanji or katakana, which is where a
// phrase nearly always begins. What is wider than the line is still cut.
func keepPhrases(text []rune, breaks []brk, from, to int) {
	for i := max(from, 1); i < to; i++ {
		a, b := text[i-1], text[i]
		if breaks[i]&hardBreak == 0 && japanese(a) && japanese(b) && (!hiragana(a) || hiragana(b)) {
			breaks[i] &^= lineBreak
		}
	}
}

func hiragana(r rune) bool { return unicode.Is(unicode.Hiragana, r) }

// japanese reports kana, kanji and the marks that stand inside words.
func japanese(r rune) bool {
	return r == 'ー' || r == '々' || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han)
}

func wordy(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.N) }

// unseen reports characters that take no glyph of their own: format characters
// of line breaking and direction, and line breaks. Joiners and variation
// selectors are not among them, since shaping needs them.
func unseen(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029, // breaks
		0x00AD, 0x200B, 0x2060, 0xFEFF, // soft hyphen, ZWSP, WJ, ZWNBSP
		0x061C, 0x200E, 0x200F: // direction marks
		return true
	}
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// space reports the spaces that may hang at the end of a line.
func space(r rune) bool {
	return r == ' ' || r == '\t' || r == 0x3000 || r == 0x1680 ||
		r >= 0x2000 && r <= 0x200A && r != 0x2007 || r == 0x205F
}

// ignorable reports characters that a face need not have a glyph for.
func ignorable(r rune) bool {
	return unseen(r) || r == '\t' || r == 0x200C || r == 0x200D || r == 0x034F ||
		r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r < ' ' && unicode.IsControl(r)
}
