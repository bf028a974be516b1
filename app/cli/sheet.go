package cli

import (
	"context"
	"strings"

	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/app/problem"
	"madoguchi/i18n"
)

// paperFlags are what every paper takes.
type paperFlags struct {
	Out   string `name:"out" short:"o" required:"" help:"The PDF file to write; - for standard output." placeholder:"OUT.pdf"`
	Force bool   `help:"Replace the file."`
}

type sheetCheckCmd struct {
	personFlags
	paperFlags
	About    string `required:"" help:"The topic." placeholder:"TOPIC"`
	Discreet bool   `help:"Nothing on it says what it is about, nor who the person is."`
}

func (*sheetCheckCmd) schema() string { return "sheet.check" }

type sheetLetterCmd struct {
	guidedFlags
	Topic string `arg:"" help:"Which letter." enum:"special_period,statement_passport,statement_non_acceptance,statement_no_certificate" placeholder:"LETTER"`
}

func (*sheetLetterCmd) schema() string { return "sheet.letter" }

// paperView is the result of a command that writes a paper.
type paperView struct {
	// File is null as long as nothing was written to a file.
	File  *string `json:"file"`
	Pages *int    `json:"pages"`
	Bytes *int    `json:"bytes"`
	// Languages are those on it.
	Languages []string `json:"languages"`
	Discreet  bool     `json:"discreet"`
	// LawyerFirst: an answer sends the person to a lawyer before any counter.
	LawyerFirst bool `json:"lawyer_first"`
	// Missing are facts without which the paper is not written.
	Missing []string `json:"missing"`

	note string // the id of a text that says why nothing was written
	told bool   // standard output holds the paper
}

func (c *sheetCheckCmd) do(_ context.Context, r *run) (result, error) {
	q, press, err := c.request(r, c.personFlags, c.About)
	if err != nil {
		return nil, err
	}
	q.Discreet = c.Discreet
	v := newPaper(q)
	return v, c.write(r, v, press, paper.Counter(*q))
}

func (c *sheetLetterCmd) do(_ context.Context, r *run) (result, error) {
	if c.Topic != paper.SpecialPeriod {
		return c.make(r, "", c.Topic, false)
	}
	q, press, err := c.request(r, personFlags{factsFlag: c.factsFlag}, c.Topic) // a letter is about today
	if err != nil {
		return nil, err
	}
	v := newPaper(q)
	s, missing, err := paper.Letter(*q)
	switch {
	case err != nil:
		v.note = "cli.sheet.letter_no"
	case len(missing) > 0:
		v.note, v.Missing = "cli.sheet.letter_missing", missing
	default:
		return v, c.write(r, v, press, s)
	}
	return v, problem.New(problem.AnswerNo, nil)
}

func newPaper(q *paper.Request) *paperView {
	return &paperView{Languages: languagesOn(q.Texts.Language()), Missing: []string{}, Discreet: q.Discreet, LawyerFirst: q.LawyerFirst()}
}

// languagesOn are those of a paper for a reader.
func languagesOn(lang string) []string {
	if lang == "ja" {
		return []string{"ja"}
	}
	return []string{lang, "ja"}
}

// request is what the paper is made from.
func (f paperFlags) request(r *run, of personFlags, topic string) (*paper.Request, *paper.Press, error) {
	if f.Out == "-" && r.g.JSON {
		return nil, nil, badCall("-o - and --json both want standard output")
	}
	rules, p, err := of.person(r)
	if err != nil {
		return nil, nil, err
	}
	press, err := r.Press()
	if err != nil {
		return nil, nil, err
	}
	q := rules.Request(press, p, r.texts, topic, lawdate.InJapan(r.Now()))
	if q == nil {
		return nil, nil, problem.New(problem.NoSuchTopic, map[string]any{"name": topic})
	}
	q.Practice = r.practice != nil && *r.practice
	return q, press, nil
}

// write lays a paper out and writes it; one with letters missing is not written.
func (f paperFlags) write(r *run, v *paperView, press *paper.Press, s paper.Sheet) error {
	laid, err := press.Pages(s)
	if err != nil {
		return err
	}
	if len(laid.Missing) > 0 {
		v.note = "cli.sheet.no_face"
		return problem.New(problem.AnswerNo, nil)
	}
	b, err := laid.PDF()
	if err != nil {
		return err
	}
	pages, size := laid.Pages(), len(b)
	if f.Out == "-" {
		v.told, r.practice = true, nil
		_, err = r.Out.Write(b)
		return err
	}
	r.files = []string{f.Out}
	if err := r.Write(f.Out, b, f.Force); err != nil {
		return err
	}
	v.File, v.Pages, v.Bytes = &f.Out, &pages, &size
	return nil
}

func (v *paperView) print(r *run) {
	if v.told {
		return
	}
	if v.LawyerFirst {
		r.line("cli.sheet.lawyer")
	}
	if v.note != "" {
		var names []string
		for _, id := range v.Missing {
			names = append(names, r.t("fact."+id))
		}
		r.line(v.note, i18n.Args{"facts": strings.Join(names, "・")})
	}
	if v.File != nil {
		r.line("cli.sheet.written", i18n.Args{"file": *v.File, "pages": *v.Pages})
	}
}
