package kit

import (
	"strings"

	"madoguchi/i18n"
	"madoguchi/i18n/flow"
	"madoguchi/i18n/ruby"
)

// Msg is something to be read: a text by its id, in whatever language the reader
// has, or data as it is.
type Msg struct {
	id   string
	args i18n.Args
	data string
	lang string
	// day: data is one, and is spelled.
	day bool
	// plain: marks of a reading in it are letters like others.
	plain bool
}

// T is the text of an id, with values for its placeholders.
func T(id string, args ...i18n.Args) Msg {
	m := Msg{id: id}
	if len(args) > 0 {
		m.args = args[0]
	}
	return m
}

// Data is text that is the same in every language: a name, a file, a date. lang
// is its own language as a BCP 47 tag, or empty.
func Data(text, lang string) Msg { return Msg{data: text, lang: lang} }

// Empty reports whether there is nothing to read.
func (m Msg) Empty() bool { return m.id == "" && m.data == "" }

// ID is the id of the text, empty for data.
func (m Msg) ID() string { return m.id }

// Key is the same for the same message in every language.
func (m Msg) Key() string { return m.id + "\x00" + m.data }

// words is a message in one language.
type words struct {
	text, lang string
	plain      bool
	// second marks words that stand beside or below the first, for somebody else.
	second bool
}

// String is the message for the reader in plain letters, readings left out.
func (k *Kit) String(m Msg) string {
	w := k.words(k.Texts, m)
	if w.plain {
		return w.text
	}
	runs, err := ruby.Parse(w.text)
	if err != nil {
		return w.text
	}
	return ruby.Plain(runs)
}

// read resolves a message for everyone at the screen: for the reader, for the
// person beside them, and in English and easy Japanese where somebody could be
// hurt by a mistake in a translation that nobody who grew up with the language
// has read.
func (k *Kit) read(m Msg) []words {
	if m.Empty() {
		return nil
	}
	out := []words{k.words(k.Texts, m)}
	if m.id == "" {
		return out
	}
	if k.Second != nil {
		out = appendNew(out, k.words(k.Second, m))
	}
	if t := k.Texts.Text(m.id, m.args); t.Unread() && i18n.Translated(t.Language) {
		for _, lang := range []string{i18n.Source, "ja-x-easy"} {
			out = appendNew(out, k.words(k.Texts.In(lang), m))
		}
	}
	return out
}

// appendNew adds words that are in no language shown already.
func appendNew(out []words, w words) []words {
	for _, o := range out {
		if o.lang == w.lang {
			return out
		}
	}
	w.second = true
	return append(out, w)
}

func (k *Kit) words(r *i18n.Reader, m Msg) words {
	if m.day {
		return words{text: r.Day(m.data), lang: r.Language()}
	}
	if m.id == "" {
		return words{text: m.data, lang: m.lang, plain: m.plain}
	}
	t := r.Text(m.id, m.args)
	k.told.Borrowed = k.told.Borrowed || t.Language != r.Language()
	k.told.Stale = k.told.Stale || t.Stale
	k.told.Unread = k.told.Unread || t.Unread()
	return words{text: t.String, lang: t.Language}
}

// paragraph is words as the layout engine takes them.
func (w words) paragraph(s flow.Style) flow.Paragraph {
	p := flow.Paragraph{Lang: w.lang}
	s.Lang = w.lang
	if !w.plain && strings.ContainsRune(w.text, '《') {
		if runs, err := ruby.Parse(w.text); err == nil {
			p.Spans = []flow.Span{{Runs: runs, Style: s}}
			return p
		}
	}
	p.Spans = []flow.Span{flow.Plain(w.text, s)}
	return p
}
