package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"madoguchi/app/directory"
	"madoguchi/i18n"
)

type directoryCmd struct {
	Topic    []string `help:"What it is about; several are taken together." placeholder:"TOPIC"`
	Place    string   `help:"The prefecture: its lines first, then those of the whole country, then the nearest." placeholder:"PREFECTURE"`
	Language string   `help:"Only who is known to speak a language." placeholder:"TAG"`
	NoStatus bool     `name:"no-status" help:"Only whom somebody without permission to stay may well ask first."`
}

// Help is shown after the short help.
func (*directoryCmd) Help() string {
	return "Topics: " + strings.Join(directory.Topics(), ", ") + ". Prefectures: " + strings.Join(directory.Places(), ", ") + ". Lines nobody could confirm are counted and not shown. The program calls nobody."
}

func (*directoryCmd) schema() string { return "directory" }

// directoryView is the result of directory.
type directoryView struct {
	Lines []lineView `json:"lines"`
	// Unconfirmed is how many lines are not shown.
	Unconfirmed int `json:"unconfirmed"`
}

type lineView struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Numbers   []string   `json:"numbers"`
	Web       *string    `json:"web"`
	Mail      *string    `json:"mail"`
	Languages []string   `json:"languages"`
	Open      []hourView `json:"open"`
	Places    []string   `json:"places"`
	Topics    []string   `json:"topics"`
	// NoStatus is yes, no or ask.
	NoStatus   string   `json:"no_status"`
	Confidence string   `json:"confidence"`
	Pages      []string `json:"pages"`
	CheckedOn  *string  `json:"checked_on"`
	ReviewBy   *string  `json:"review_by"`
}

type hourView struct {
	From  string `json:"from"`
	To    string `json:"to"`
	First string `json:"first_day"`
	Last  string `json:"last_day"`
}

func (c *directoryCmd) do(_ context.Context, r *run) (result, error) {
	for _, t := range c.Topic {
		if !slices.Contains(directory.Topics(), t) {
			return nil, badCall("there is no topic " + t)
		}
	}
	if c.Place != "" && !slices.Contains(directory.Places(), c.Place) {
		return nil, badCall("there is no prefecture " + c.Place)
	}
	rules, err := r.Rules()
	if err != nil {
		return nil, err
	}
	v := &directoryView{Lines: []lineView{}, Unconfirmed: rules.Directory.Unconfirmed()}
	for _, l := range rules.Directory.Find(directory.Query{Topics: c.Topic, Place: c.Place, Language: c.Language, NoStatus: c.NoStatus}) {
		v.Lines = append(v.Lines, r.contact(l))
	}
	return v, nil
}

// contact puts a line into words.
func (r *run) contact(l *directory.Line) lineView {
	v := lineView{
		ID: l.ID, Name: l.Name(r.texts.Language()), Numbers: append([]string{}, l.Numbers...), Web: some(l.Web), Mail: some(l.Mail),
		Languages: append([]string{}, l.Languages...), Open: []hourView{}, Places: append([]string{}, l.Places...),
		Topics: append([]string{}, l.Topics...), NoStatus: l.NoStatus.String(), Confidence: l.Confidence.String(),
		CheckedOn: someDay(l.CheckedOn), ReviewBy: someDay(l.ReviewBy),
	}
	if v.Name == "" {
		v.Name = r.t("office." + l.Office)
	}
	for _, h := range l.Open {
		v.Open = append(v.Open, hourView{directory.Clock(h.From), directory.Clock(h.To), directory.DayID(h.First), directory.DayID(h.Last)})
	}
	_, v.Pages = cited(l.Basis)
	return v
}

func (v *directoryView) print(r *run) {
	for _, l := range v.Lines {
		l.print(r)
	}
	if len(v.Lines) == 0 {
		r.line("cli.directory.none")
	}
	_, _ = fmt.Fprintln(r.Out)
	r.line("cli.directory.unconfirmed", i18n.Args{"n": v.Unconfirmed})
}

func (l lineView) print(r *run) {
	reach := slices.Clone(l.Numbers)
	for _, x := range []*string{l.Web, l.Mail} {
		if x != nil {
			reach = append(reach, *x)
		}
	}
	_, _ = fmt.Fprintf(r.Out, "%s  %s\n", strings.Join(reach, "  "), l.Name)
	for _, h := range l.Open {
		days := r.t("directory.day." + h.First)
		if h.First != h.Last {
			days = r.t("cli.directory.days", i18n.Args{"first": days, "last": r.t("directory.day." + h.Last)})
		}
		_, _ = fmt.Fprintf(r.Out, "    %s %s-%s\n", days, h.From, h.To)
	}
	if len(l.Languages) > 0 {
		_, _ = fmt.Fprintf(r.Out, "    %s\n", strings.Join(l.Languages, " "))
	}
	if l.CheckedOn != nil {
		_, _ = fmt.Fprintf(r.Out, "    %s\n", r.t("window.contact.read", i18n.Args{"date": *l.CheckedOn}))
	}
}
