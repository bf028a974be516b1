package cli

import (
	"context"
	"slices"
	"strings"

	"madoguchi/app/directory"
	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/app/problem"
)

// guidedFlags are what every paper of the guides takes.
type guidedFlags struct {
	personFlags
	paperFlags
	Discreet bool   `help:"Nothing on it says what it is about, nor who the person is."`
	Language string `help:"The language an interpreter is asked for, as my or rhg; without it there is room to write it." placeholder:"TAG"`
	Place    string `help:"The prefecture whose numbers to call are on it; without it that of the facts." placeholder:"PREFECTURE"`
}

type sheetGuideCmd struct {
	guidedFlags
	Path string `arg:"" help:"A guide: see the command guide." placeholder:"PATH"`
}

func (*sheetGuideCmd) schema() string { return "sheet.guide" }

type sheetChecklistCmd struct {
	guidedFlags
	Path string `arg:"" help:"A guide: see the command guide." placeholder:"PATH"`
}

func (*sheetChecklistCmd) schema() string { return "sheet.checklist" }

type sheetPhrasesCmd struct{ guidedFlags }

func (*sheetPhrasesCmd) schema() string { return "sheet.phrases" }

type sheetLogCmd struct{ guidedFlags }

func (*sheetLogCmd) schema() string { return "sheet.log" }

type sheetCardCmd struct {
	guidedFlags
	Card  string `arg:"" help:"Which card." enum:"arrest_card,lawyer_card,interpreter_card,emergency_card,wallet_card" placeholder:"CARD"`
	Small bool   `help:"Small, to be cut out and carried; the wallet card always is."`
}

func (*sheetCardCmd) schema() string { return "sheet.card" }

func (c *sheetGuideCmd) do(_ context.Context, r *run) (result, error) {
	return c.make(r, c.Path, paper.Way, false)
}

func (c *sheetChecklistCmd) do(_ context.Context, r *run) (result, error) {
	return c.make(r, c.Path, paper.Checklist, false)
}

func (c *sheetPhrasesCmd) do(_ context.Context, r *run) (result, error) {
	return c.make(r, "", paper.Phrases, false)
}

func (c *sheetLogCmd) do(_ context.Context, r *run) (result, error) {
	return c.make(r, "", paper.Log, false)
}

func (c *sheetCardCmd) do(_ context.Context, r *run) (result, error) {
	return c.make(r, "", c.Card, c.Small)
}

// make writes a paper of the guides. Who told nothing is taken to be afraid and
// without permission, as everywhere in the guides.
func (f guidedFlags) make(r *run, path, name string, small bool) (result, error) {
	switch {
	case f.Out == "-" && r.g.JSON:
		return nil, badCall("-o - and --json both want standard output")
	case f.Language != "" && !slices.Contains(paper.Tongues(), f.Language):
		return nil, badCall("no language " + f.Language + "; there is " + strings.Join(paper.Tongues(), ", "))
	case f.Place != "" && !slices.Contains(directory.Places(), f.Place):
		return nil, badCall("there is no prefecture " + f.Place)
	}
	on, err := r.day(f.On)
	if err != nil {
		return nil, err
	}
	rules, facts, err := f.read(r)
	if err != nil {
		return nil, err
	}
	place := f.Place
	if place == "" {
		place = facts.Value("prefecture").Text()
	}
	jobs.Presume(facts, path)
	g, err := rules.Guided(path, rules.Person(facts, on).Guided(nil), r.texts, place, lawdate.InJapan(r.Now()))
	if err != nil {
		return nil, badCall("there is no guide " + path + "; madoguchi guide lists them")
	}
	g.Discreet, g.Small, g.Tongue = f.Discreet, small, f.Language
	g.Practice = r.practice != nil && *r.practice
	s, err := g.Make(name)
	if err != nil {
		return nil, problem.New(problem.NoSuchTopic, map[string]any{"name": name})
	}
	press, err := r.Press()
	if err != nil {
		return nil, err
	}
	v := &paperView{Languages: languagesOn(r.texts.Language()), Missing: []string{}, Discreet: f.Discreet, LawyerFirst: g.Plan.Has(guidance.LawyerFirst)}
	return v, f.write(r, v, press, s)
}
