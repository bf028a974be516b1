package paper

import (
	"fmt"
	"strconv"
	"strings"

	"madoguchi/app/lawdate"
	"madoguchi/forms/sheet"
	"madoguchi/i18n"
)

// Setting is what every paper is made with.
type Setting struct {
	// Texts are those of the person it is for. Where they are Japanese the paper has
	// one column.
	Texts *i18n.Reader
	// Args fill the placeholders of the texts about rules.
	Args i18n.Args
	// Today is the day the paper is made.
	Today lawdate.Date
	// Discreet: nothing on it says what it is about, nor who the person is.
	Discreet bool
	// Practice: what is known came from a practice card.
	Practice bool
}

// japanese is the language of the clerk's half.
const japanese = "ja"

// alone reports whether the person reads what the clerk reads.
func (r Setting) alone() bool { return r.Texts.Language() == japanese }

// pair is a text for both; args gives its values in the language of the reader it is
// handed.
func (r Setting) pair(id string, args ...func(*i18n.Reader) i18n.Args) sheet.Pair {
	say := func(texts *i18n.Reader) sheet.Text {
		a := r.Args
		if len(args) > 0 {
			a = args[0](texts)
		}
		return written(texts.Text(id, a))
	}
	return r.both(say)
}

// both makes the two halves.
func (r Setting) both(say func(*i18n.Reader) sheet.Text) sheet.Pair {
	p := sheet.Pair{Japanese: say(r.Texts.In(japanese))}
	if !r.alone() {
		p.Reader = say(r.Texts)
	}
	return p
}

// written is a text with the language it is in, as papers name it.
func written(t i18n.Text) sheet.Text {
	lang, _, _ := strings.Cut(t.Language, "-x-")
	return sheet.Text{Lang: lang, String: t.String}
}

func (r Setting) row(id string, args ...func(*i18n.Reader) i18n.Args) sheet.Row {
	return sheet.Row{Pair: r.pair(id, args...)}
}

// day is a day as people write it: its parts in two digits only where they stand
// without words between them.
func day(texts *i18n.Reader, d lawdate.Date) string {
	digits := "%02d"
	if strings.HasPrefix(texts.Language(), japanese) {
		digits = "%d"
	}
	return texts.T("paper.day", i18n.Args{
		"year": strconv.Itoa(d.Year()), "month": fmt.Sprintf(digits, d.Month()), "day": fmt.Sprintf(digits, d.Day()),
	})
}

// frame is what all papers have in common.
func (r Setting) frame(name string) Sheet {
	s := Sheet{
		Name: written(r.Texts.In(japanese).Text(name, nil)).String, Lang: japanese,
		Footer: []sheet.Pair{
			r.pair("paper.footer.made", func(texts *i18n.Reader) i18n.Args { return i18n.Args{"date": day(texts, r.Today)} }),
		},
	}
	if r.Practice {
		s.Practice = r.pair("paper.practice")
	}
	return s
}
