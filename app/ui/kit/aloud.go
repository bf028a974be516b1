package kit

import (
	"strings"

	"madoguchi/i18n/ruby"
)

// Aloud is a message as it is read aloud to the reader, and the language it is in, a
// BCP 47 tag: what has a reading is said by it. Data of no language is in the
// reader's.
func (k *Kit) Aloud(m Msg) (text, lang string) {
	w := k.words(k.Texts, m)
	if w.lang == "" {
		w.lang = k.Texts.Language()
	}
	runs, err := ruby.Parse(w.text)
	if w.plain || err != nil {
		return w.text, w.lang
	}
	var b strings.Builder
	for _, r := range runs {
		if r.Reading != "" {
			b.WriteString(r.Reading)
		} else {
			b.WriteString(r.Base)
		}
	}
	return b.String(), w.lang
}

// Aloud is what it says to the reader, as it is read aloud: see Kit.Aloud.
func (t *Text) Aloud() (text, lang string) { return t.k.Aloud(t.msg) }
