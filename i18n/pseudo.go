package i18n

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pseudo is a language made up for tests: English with accents on its letters,
// two fifths longer, between PseudoOpen and PseudoClose. What shows without them
// is not in the catalogue or is cut off. Nobody is offered it; who asks for
// exactly this tag has it.
const Pseudo = "en-x-pseudo"

// What stands around every text in Pseudo. The typeface of English has both, and
// no text of ours uses them.
const (
	PseudoOpen  = "«"
	PseudoClose = "»"
)

// firstOfEastAsia begins the blocks of Han and kana, whose terms stand in English
// texts as they are.
const firstOfEastAsia = 0x2e80

// accents gives letters an accent where Latin-1 or Latin Extended-A have one.
var accents = strings.NewReplacer(
	"A", "Á", "C", "Č", "D", "Ď", "E", "Ê", "G", "Ğ", "H", "Ĥ", "I", "Ï", "J", "Ĵ", "K", "Ķ", "L", "Ļ", "N", "Ñ",
	"O", "Ö", "R", "Ř", "S", "Š", "T", "Ţ", "U", "Û", "W", "Ŵ", "Y", "Ý", "Z", "Ž",
	"a", "á", "c", "č", "d", "ď", "e", "ê", "g", "ğ", "h", "ĥ", "i", "ï", "j", "ĵ", "k", "ķ", "l", "ļ", "n", "ñ",
	"o", "ö", "r", "ř", "s", "š", "t", "ţ", "u", "û", "w", "ŵ", "y", "ý", "z", "ž",
)

// pseudo is an English text in Pseudo. Placeholders and words with a reading stay
// as they are.
func pseudo(text string) string {
	var b strings.Builder
	b.WriteString(PseudoOpen)
	owed := 0 // fifths of a letter, two for every character
	for text != "" {
		if n := untouched(text); n > 0 {
			b.WriteString(text[:n])
			text = text[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(text)
		letter := accents.Replace(text[:n])
		b.WriteString(letter)
		text = text[n:]
		if r < firstOfEastAsia {
			owed += 2
		}
		vowel := strings.ContainsRune("AEIOUaeiou", r)
		if owed >= 3 && vowel || owed >= 8 && unicode.IsLower(r) || owed >= 3 && text == "" && unicode.Is(unicode.Latin, r) {
			b.WriteString(letter)
			owed -= 5
		}
	}
	b.WriteString(PseudoClose)
	return b.String()
}

// untouched is the length in bytes of the placeholder or the word with a reading
// that the text begins with, or zero.
func untouched(text string) int {
	shut := ""
	switch r, _ := utf8.DecodeRuneInString(text); r {
	case '{':
		shut = "}"
	case '｜', '《':
		shut = "》"
	default:
		return 0
	}
	i := strings.Index(text, shut)
	if i < 0 {
		return 0
	}
	return i + len(shut)
}
