package jobs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"madoguchi/app/cond"
	"madoguchi/app/deadline"
	"madoguchi/app/directory"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/i18n"
	"madoguchi/i18n/ruby"
)

// Rulebook is everything that answers what a person may have and by when.
type Rulebook struct {
	*eligibility.Book
	Deadlines *deadline.Table
	Announced []eligibility.Announced
	Directory *directory.Directory
	Holidays  *cond.Holidays
	// Guides are read when first asked for; they do not change. The error is a fault
	// of the build.
	Guides func() (*guidance.Guides, error)
}

// Person is a case with its deadlines.
type Person struct {
	*eligibility.Case
	rules *Rulebook
}

// Person works out what follows from facts on a day. facts is not changed.
func (r *Rulebook) Person(facts *fact.Set, on lawdate.Date) *Person {
	return &Person{r.Case(facts, on, r.Holidays.Calendar), r}
}

func (p *Person) deadlineCase() deadline.Case { return deadline.Case{Case: p.Cond(), Weak: p.Weak} }

// Events are the person's deadlines: see deadline.Table.
func (p *Person) Events() []deadline.Event { return p.rules.Deadlines.Events(p.deadlineCase()) }

// Bars are the spans of the person's time line.
func (p *Person) Bars() []deadline.Bar { return p.rules.Deadlines.Bars(p.deadlineCase()) }

// WhomToAskBy is where to go by a day, an id of a text office.*; where the day is not
// certain, whom to ask first: see eligibility.Case.WhomToAsk.
func (p *Person) WhomToAskBy(e deadline.Event) string { return p.WhomFirst(e.Office, e.Confidence) }

// Questions are those of the topics, of all when none is named.
func (r *Rulebook) Questions(topics ...string) (list []*eligibility.Question) {
	for _, t := range r.Topics() {
		if len(topics) == 0 || slices.Contains(topics, t.ID) {
			list = append(list, t.Questions...)
		}
	}
	return list
}

// Args fill the placeholders of texts about rules: every param as it is on the day,
// with its thousands parted, and the first number of every confirmed line that has one
// as phone_<id>.
func (r *Rulebook) Args(on lawdate.Date) i18n.Args {
	a := i18n.Args{}
	for _, id := range r.Params().IDs() {
		p, _ := r.Params().Lookup(id)
		v, ok := p.On(on)
		if !ok && len(p.Values) > 0 {
			v = p.Values[0] // one that begins later: the text says from when
		}
		if v.Date.IsZero() {
			a[id] = thousands(v.N)
		} else {
			a[id] = v.Date.String()
		}
	}
	for _, l := range r.Directory.Lines() {
		if n := l.Number(); n != "" {
			a["phone_"+l.ID] = n
		}
	}
	return a
}

// Cite names the sources of a basis: act and article in Japanese, as a clerk reads
// them, then pages.
func Cite(b law.Basis) string {
	var list []string
	for _, c := range b.Law {
		list = append(list, c.Act.Name+" "+Article(c.Article))
	}
	for _, p := range b.Pages {
		if p.URL != "" {
			list = append(list, p.URL)
		} else {
			list = append(list, p.Publisher)
		}
	}
	return strings.Join(list, "、")
}

// Article writes an article as it is read aloud in Japanese: 第16条の2第1項第2号 for
// 16-2(1)(ii).
func Article(s string) string {
	out := ""
	if rest, ok := strings.CutPrefix(s, "suppl "); ok {
		out, s = "附則", rest
	}
	at, rest, _ := strings.Cut(s, "(")
	parts := strings.Split(at, "-")
	out += "第" + parts[0] + "条"
	for _, p := range parts[1:] {
		out += "の" + p
	}
	if rest == "" {
		return out
	}
	for _, p := range strings.Split(strings.TrimSuffix(rest, ")"), ")(") {
		if n, roman := romans[p]; roman {
			out += fmt.Sprintf("第%d号", n)
		} else {
			out += "第" + p + "項"
		}
	}
	return out
}

var romans = map[string]int{
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
	"xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20,
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Find lists the topics whose name or search words hold every word of what is
// looked for, in the reader's language, English or Japanese; all for nothing.
func (r *Rulebook) Find(texts *i18n.Reader, search string) (list []*eligibility.Topic) {
	for _, t := range r.Topics() {
		var ids []string
		for _, part := range []string{"name", "short", "words"} {
			ids = append(ids, "topic."+t.ID+"."+part)
		}
		for _, q := range t.Questions {
			ids = append(ids, "question."+q.ID)
		}
		if Holds(texts, search, ids...) {
			list = append(list, t)
		}
	}
	return list
}

// Holds reports whether the texts together have every word of what is looked for,
// in the reader's language, English or Japanese. Width, case and kind of kana do not
// count.
func Holds(texts *i18n.Reader, search string, ids ...string) bool {
	words := strings.Fields(fold(search))
	if len(words) == 0 {
		return true
	}
	var all strings.Builder
	for _, lang := range []string{texts.Language(), "en", "ja", "ja-x-easy"} {
		in := texts.In(lang)
		for _, id := range ids {
			text := in.T(id)
			all.WriteString(fold(Plain(text)+" "+reading(text)) + " ")
		}
	}
	said := all.String()
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(said, w) })
}

// reading is a text as it is read aloud, as far as its readings go.
func reading(text string) string {
	runs, err := ruby.Parse(text)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, r := range runs {
		if r.Reading == "" {
			b.WriteString(r.Base)
		} else {
			b.WriteString(r.Reading)
		}
	}
	return b.String()
}

// fold makes words comparable.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// Coming lists announced changes from one day until another, by day. Those of which
// only a time is known are listed whenever that is, at the first day it can mean: a
// time that lies behind may not have brought them yet.
func (r *Rulebook) Coming(from, to lawdate.Date) []eligibility.Announced {
	var list []eligibility.Announced
	for _, a := range r.Announced {
		if d := a.Day(); d.IsZero() || !d.Before(from) && !d.After(to) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b eligibility.Announced) int { return roughly(a).Compare(roughly(b)) })
	return list
}

// roughly is the day of a change, or the first day that its time can mean.
func roughly(a eligibility.Announced) lawdate.Date {
	if d := a.Day(); !d.IsZero() {
		return d
	}
	parts := strings.Split(a.About+"__", "_")
	year, month := parts[1], parts[2]
	switch parts[0] {
	case "autumn":
		month = "09"
	case "fiscal":
		month = "04"
	}
	d, _ := lawdate.Parse(year + "-" + month + "-01") // no date, at the beginning, for what is not understood
	return d
}

// About puts a time such as autumn_2026, month_2027_03 or fiscal_2028 into words.
func About(texts *i18n.Reader, about string) string {
	parts := strings.Split(about, "_")
	a := i18n.Args{}
	if len(parts) > 1 {
		a["year"] = parts[1]
	}
	if len(parts) > 2 {
		a["month"] = parts[1] + "-" + parts[2]
	}
	return texts.T("change.about."+parts[0], a)
}

// Entries are deadlines as entries of a calendar. Their titles are neutral, such as
// others may read on a telephone, unless plain: then they say what is only probable
// too. Those of a practice card say so in either case. Where the day to keep has
// passed and the last one has not, the last one stands there; what has passed is left
// out. subject tells persons apart: see deadline.UID.
func Entries(texts *i18n.Reader, events []deadline.Event, args i18n.Args, subject string, plain, practice bool) (list []deadline.Entry) {
	for _, e := range events {
		day, some := e.ToCome()
		if !some {
			continue
		}
		x := deadline.Entry{UID: deadline.UID(subject, e.ID), Day: day, Alarms: e.Alarms, Summary: texts.T("calendar.title", i18n.Args{"n": len(list) + 1})}
		if plain {
			x.Summary = Plain(Short(texts, e, args))
			x.Description = Plain(texts.T("deadline."+e.TextID()+".what", args))
		}
		if practice {
			x.Summary = Plain(texts.T("calendar.practice", i18n.Args{"title": x.Summary}))
		}
		list = append(list, x)
	}
	return list
}

// Short names a deadline in a few words, as probable where it is no surer.
func Short(texts *i18n.Reader, e deadline.Event, args i18n.Args) string {
	return Probably(texts, e.Confidence, texts.T("deadline."+e.TextID()+".short", args))
}

// Probably marks what is told in a few words where it is not certain.
func Probably(texts *i18n.Reader, sure law.Confidence, what string) string {
	if sure == law.Certain {
		return what
	}
	return texts.T("answer.probably", i18n.Args{"what": what})
}

// Fact reads a value as people write it: yes or no for a bool. The error is
// fact.ErrValue.
func Fact(d fact.Definition, s string) (fact.Fact, error) {
	f := fact.Fact{ID: d.ID, Value: s, From: fact.FromAnswer}
	switch s = strings.TrimSpace(s); d.Type {
	case fact.Bool:
		switch fold(s) {
		case "yes", "true", "y", "はい":
			f.Value = true
		case "no", "false", "n", "いいえ":
			f.Value = false
		}
	case fact.Int:
		if n, err := strconv.Atoi(fold(s)); err == nil {
			f.Value = n
		}
	case fact.Date, fact.Enum:
		f.Value = fold(s)
	}
	_, err := d.Value(f.Value)
	return f, err
}

// Plain is a text without its readings.
func Plain(text string) string {
	if runs, err := ruby.Parse(text); err == nil {
		return ruby.Plain(runs)
	}
	return text
}
