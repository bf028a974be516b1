package cli

import (
	"context"
	"os"

	"madoguchi/app/casebook"
)

type caseExportCmd struct {
	Name  string `arg:"" help:"The nickname of the case."`
	Out   string `name:"out" short:"o" required:"" help:"The file for the other helper, or a folder for a file whose name says nothing." placeholder:"FILE"`
	Force bool   `help:"Replace the file."`
	caseFlags
}

func (*caseExportCmd) schema() string { return "case.export" }

type caseFile struct {
	File string `json:"file"`
}

func (c *caseExportCmd) do(ctx context.Context, r *run) (result, error) {
	b, more, err := r.openCases(ctx, c.caseFlags, "cli.case.file_passphrase.new")
	if err != nil {
		return nil, err
	}
	defer b.Close()
	defer wipeAll(more)
	x, err := caseNamed(ctx, b, c.Name)
	if err != nil {
		return nil, err
	}
	v := &caseFile{c.Out}
	if st, err := os.Stat(c.Out); err == nil && st.IsDir() {
		v.File, err = b.HandOver(ctx, x.ID, c.Out, more[0])
		return v, err
	}
	raw, err := b.Pack(ctx, x.ID, more[0])
	if err != nil {
		return nil, err
	}
	return v, r.Write(c.Out, raw, c.Force)
}

type caseImportCmd struct {
	File    string `arg:"" help:"The hand-over file."`
	As      string `help:"Another nickname; where the case is here already, both are kept." placeholder:"NAME"`
	Merge   bool   `help:"Where the case is here already, put the two together; what they say otherwise is left out and asked again." xor:"same"`
	Replace bool   `help:"Where the case is here already, take the one of the file." xor:"same"`
	caseFlags
}

func (*caseImportCmd) schema() string { return "case.import" }

func (c *caseImportCmd) do(ctx context.Context, r *run) (result, error) {
	b, more, err := r.openCases(ctx, c.caseFlags, "cli.case.file_passphrase")
	if err != nil {
		return nil, err
	}
	defer b.Close()
	defer wipeAll(more)
	theirs, err := b.ReadHandOver(c.File, more[0])
	if err != nil {
		return nil, err
	}
	if c.As != "" {
		theirs.Nickname = c.As
	}
	saved, err := b.Take(ctx, theirs)
	if casebook.KindOf(err) == casebook.CaseSame && (c.As != "" || c.Merge || c.Replace) {
		saved, err = c.settle(ctx, b, theirs)
	}
	return kept("cli.case.taken", saved, nil), err
}

// settle saves a case that is here already as it was asked for.
func (c *caseImportCmd) settle(ctx context.Context, b *casebook.Book, theirs casebook.Case) (casebook.Case, error) {
	mine, err := b.Case(ctx, theirs.ID)
	if err != nil {
		return mine, err
	}
	switch {
	case c.Merge:
		both, _ := casebook.Merge(mine, theirs)
		return b.Put(ctx, both)
	case c.Replace:
		if c.As == "" {
			theirs.Nickname = mine.Nickname
		}
		theirs.Revision = mine.Revision
		return b.Put(ctx, theirs)
	}
	theirs.ID = ""
	return b.Put(ctx, theirs)
}
