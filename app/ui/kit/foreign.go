package kit

import (
	"strings"
	"unicode"
)

// Foreign is Data that somebody else chose, such as the name of a file or what
// stands in one, so that it cannot pass for something else: what is not seen and
// yet turns, breaks or hides letters (U+202E before "fdp.exe" makes it read
// "exe.pdf") and bytes that are no letters stand there as □, and nothing in it is
// taken for a reading.
func Foreign(text, lang string) Msg {
	return Msg{data: seen(text), lang: lang, plain: true}
}

// ForeignWord is such a thing for a place in a text.
func ForeignWord(text string) string { return readings.Replace(seen(text)) }

// readings are the marks of a reading, and what looks like them.
var readings = strings.NewReplacer("《", "〈", "》", "〉", "｜", "|")

// unseen stands for a letter that cannot be shown as it is.
const unseen = '□'

func seen(text string) string {
	return strings.Map(func(r rune) rune {
		joins := r == '\u200c' || r == '\u200d' // as some scripts write
		if !joins && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) {
			return unseen
		}
		return r
	}, strings.ToValidUTF8(text, string(unseen)))
}
