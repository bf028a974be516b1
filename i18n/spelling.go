package i18n

import (
	"regexp"
	"strconv"
	"strings"

	"madoguchi/i18n/era"
)

// Spelling is how a reader gets days and numbers in texts. Without one they stand as a
// terminal and files have them: days as YYYY-MM-DD, numbers in the digits 0 to 9.
// With one days stand in the words of the language the text is in, and numbers from
// ten thousand on in groups.
type Spelling struct {
	// Era puts the year of the Japanese era behind a day, as papers have it.
	Era bool
	// OwnDigits writes days and numbers in the digits of the language, where HasDigits.
	OwnDigits bool
}

// Spelled returns the same texts with days and numbers spelled.
func (r *Reader) Spelled(s Spelling) *Reader {
	out := *r
	out.spelling = &s
	return &out
}

// Plain returns the same texts with days and numbers as files and papers have them.
func (r *Reader) Plain() *Reader {
	out := *r
	out.spelling = nil
	return &out
}

// zeros are the digits zero of the languages whose readers may want their own.
func zeros() map[string]rune { return map[string]rune{"ne": '०', "my": '၀'} }

// HasDigits reports whether a language has digits of its own to choose.
func HasDigits(lang string) bool { return zeros()[lang] != 0 }

var isDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// Day is a day, YYYY-MM-DD, as the reader gets days; anything else comes back as it is.
func (r *Reader) Day(day string) string { return r.spelled(day) }

// spelled is a value as the reader gets it.
func (r *Reader) spelled(v any) string {
	s := value(v)
	if r.spelling == nil {
		return s
	}
	if n, is := v.(int); is {
		return r.digits(grouped(n, r.Language()))
	}
	if !isDay.MatchString(s) {
		return s
	}
	d, err := era.Parse(s)
	if err != nil {
		return s
	}
	// Its own values are plain: they are spelled as a whole.
	plain := r.Plain()
	s = plain.T("window.kit.date.in."+months[d.Month-1], Args{"year": d.Year, "month": d.Month, "day": d.Day})
	if e, year, err := era.Of(d); err == nil && r.spelling.Era {
		s = plain.T("window.kit.date.with_era", Args{"date": s, "era": plain.T("window.kit.date.calendar." + eras[e-1]), "year": year})
	}
	return r.digits(s)
}

var months = [...]string{
	"january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december",
}

var eras = [...]string{"meiji", "taisho", "showa", "heisei", "reiwa"}

// digits writes 0 to 9 in the digits of the language, where that is wanted.
func (r *Reader) digits(s string) string {
	zero := zeros()[r.Language()]
	if zero == 0 || !r.spelling.OwnDigits {
		return s
	}
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return zero + c - '0'
		}
		return c
	}, s)
}

// groups are what stands between groups of three digits, as CLDR has it; a comma for
// every other language.
func groups() map[string]string {
	return map[string]string{
		"es": "\u00a0", "fr": "\u202f", "id": ".", "kmr": ".", "pt-BR": ".", "ru": "\u00a0", "tr": ".", "uk": "\u00a0", "vi": ".",
	}
}

// grouped is a number in groups of three digits, from ten thousand on: below that
// years and numbers cannot be told apart, and some languages write none.
func grouped(n int, lang string) string {
	s := strconv.Itoa(n)
	if n < 10_000 {
		return s
	}
	mark, ok := groups()[lang]
	if !ok {
		mark = ","
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return s
}
