package cli

import (
	"context"

	"madoguchi/app/problem"
	"madoguchi/app/store"
)

type caseBurnCmd struct {
	Name string `arg:"" optional:"" help:"The nickname of the case."`
	All  bool   `help:"All cases and their key. No passphrase is needed."`
	Yes  bool   `help:"Burn without asking."`
	caseFlags
}

func (*caseBurnCmd) schema() string { return "case.burn" }

// caseBurned says what became of it; File and Key are those of the casebook, null
// where one case was burned.
type caseBurned struct {
	Nickname *string     `json:"nickname"`
	File     *store.Fate `json:"file"`
	Key      *store.Fate `json:"key"`
	// Folder is where a file that could not be deleted lies.
	Folder *string `json:"folder"`
}

func (c *caseBurnCmd) do(ctx context.Context, r *run) (result, error) {
	b, err := r.cases()
	if err != nil {
		return nil, err
	}
	if c.All == (c.Name != "") {
		return nil, badCall(r.t("cli.case.burn_which"))
	}
	if !c.Yes {
		if err := r.sureToBurn(ctx); err != nil {
			return nil, err
		}
	}
	if !c.All {
		if b, _, err = r.openCases(ctx, c.caseFlags); err != nil {
			return nil, err
		}
		defer b.Close()
		x, err := caseNamed(ctx, b, c.Name)
		if err != nil {
			return nil, err
		}
		return &caseBurned{Nickname: &x.Nickname}, b.Burn(ctx, x.ID)
	}
	done, err := b.BurnAll(ctx)
	v := &caseBurned{File: &done.File, Key: &done.Key}
	if done.File == store.Kept {
		v.Folder = &done.Folder
	}
	return v, err
}

func (r *run) sureToBurn(ctx context.Context) error {
	if !r.InTerminal {
		return badCall(r.t("cli.case.say_yes"))
	}
	r.say("cli.case.burn_not")
	said, err := r.question(ctx, "cli.case.burn_question", nil)
	if err == nil && said != saidYes {
		r.say("cli.case.nothing_burned")
		err = problem.New(problem.Stopped, nil)
	}
	return err
}
