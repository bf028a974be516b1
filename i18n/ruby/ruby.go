// Package ruby reads and writes furigana in Aozora notation: ｜住民票《じゅうみんひょう》
// is the word 住民票 with its reading. The bar may be left out where the base is a
// run of kanji, as in 市役所《しやくしょ》へ.
//
// It guesses no readings and lays nothing out; readings come with the texts, and
// i18n/flow places them.
package ruby

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Run is a piece of text with one reading over the whole of it. Reading is empty
// for text that has none.
type Run struct{ Base, Reading string }

// Reason says what is wrong with a notation; a closed set.
type Reason string

// The reasons.
const (
	NoReading    Reason = "no_reading"    // a bar without 《 after its base
	NoBase       Reason = "no_base"       // 《 with nothing it could belong to
	NotClosed    Reason = "not_closed"    // 《 without 》 on the same line
	EmptyReading Reason = "empty_reading" // 《》
	StrayClose   Reason = "stray_close"   // 》 without 《
	Nested       Reason = "nested"        // a mark inside a base or a reading
)

// Error is where a notation is wrong. Offset is in bytes, Column in characters,
// both from 0 and from the start of the text.
type Error struct {
	Reason         Reason
	Offset, Column int
}

// Error says the reason and the column, counted from 1 as an editor does.
func (e *Error) Error() string {
	return fmt.Sprintf("ruby notation, character %d: %s", e.Column+1, strings.ReplaceAll(string(e.Reason), "_", " "))
}

var _ error = (*Error)(nil)

const (
	bar   = '｜' // U+FF5C
	open  = '《' // U+300A
	shut  = '》' // U+300B
	marks = "｜《》"
)

// Parse reads a text in Aozora notation into runs, neighbours without a reading
// joined. There is no way to write the marks ｜《》 themselves: a text that has them
// otherwise is refused with an *Error. The runs share memory with s.
func Parse(s string) ([]Run, error) {
	var out []Run
	fail := func(r Reason, at int) ([]Run, error) {
		return nil, &Error{Reason: r, Offset: at, Column: utf8.RuneCountInString(s[:at])}
	}
	plain := func(from, to int) {
		if from < to {
			out = append(out, Run{Base: s[from:to]})
		}
	}
	from := 0 // start of the text not yet in a run
	for {
		i := strings.IndexAny(s[from:], marks)
		if i < 0 {
			plain(from, len(s))
			return out, nil
		}
		i += from
		base := i
		switch r, n := utf8.DecodeRuneInString(s[i:]); r {
		case shut:
			return fail(StrayClose, i)
		case bar:
			plain(from, i)
			base = i + n
			j := strings.IndexAny(s[base:], marks+"\n")
			if j < 0 {
				return fail(NoReading, i)
			}
			switch m, _ := utf8.DecodeRuneInString(s[base+j:]); {
			case m == bar:
				return fail(Nested, base+j)
			case m != open:
				return fail(NoReading, i)
			case j == 0:
				return fail(NoBase, base)
			}
			i = base + j
		case open:
			base = kanjiBefore(s, from, i)
			if base == i {
				return fail(NoBase, i)
			}
			plain(from, base)
		}
		reading := i + len(string(open))
		j := strings.IndexAny(s[reading:], marks+"\n")
		if j < 0 {
			return fail(NotClosed, i)
		}
		switch m, _ := utf8.DecodeRuneInString(s[reading+j:]); {
		case m == '\n':
			return fail(NotClosed, i)
		case m != shut:
			return fail(Nested, reading+j)
		case strings.TrimSpace(s[reading:reading+j]) == "":
			return fail(EmptyReading, i)
		}
		out = append(out, Run{Base: s[base:i], Reading: s[reading : reading+j]})
		from = reading + j + len(string(shut))
	}
}

// Plain is the text without its readings.
func Plain(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Base)
	}
	return b.String()
}

// Bracketed is the text for a terminal, readings in brackets:
// 住民票（じゅうみんひょう）.
func Bracketed(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Base)
		if r.Reading != "" {
			b.WriteString("（" + r.Reading + "）")
		}
	}
	return b.String()
}

// Format writes runs in Aozora notation, always with the bar, which is never
// wrong. It answers an *Error (Offset and Column 0) for runs that no notation
// can say: a mark in a text, an empty base under a reading, a line break in one.
func Format(runs []Run) (string, error) {
	var b strings.Builder
	for _, r := range runs {
		switch {
		case strings.ContainsAny(r.Base+r.Reading, marks):
			return "", &Error{Reason: Nested}
		case r.Reading == "":
			b.WriteString(r.Base)
			continue
		case r.Base == "":
			return "", &Error{Reason: NoBase}
		case strings.TrimSpace(r.Reading) == "":
			return "", &Error{Reason: EmptyReading}
		case strings.Contains(r.Base+r.Reading, "\n"):
			return "", &Error{Reason: NotClosed}
		}
		b.WriteRune(bar)
		b.WriteString(r.Base)
		b.WriteRune(open)
		b.WriteString(r.Reading)
		b.WriteRune(shut)
	}
	return b.String(), nil
}

// IsKanji reports whether r can be in the base of a reading without a bar: a Han
// character (々, 〇 and 仝 are), or 〆 or ヶ, which Aozora counts among them.
func IsKanji(r rune) bool {
	return unicode.Is(unicode.Han, r) || r == '〆' || r == 'ヶ'
}

// kanjiBefore is where the run of kanji that ends at byte end starts, not before
// byte from.
func kanjiBefore(s string, from, end int) int {
	for end > from {
		r, n := utf8.DecodeLastRuneInString(s[from:end])
		if !IsKanji(r) {
			break
		}
		end -= n
	}
	return end
}
