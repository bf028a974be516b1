package cli

import (
	"context"
	"errors"
	"fmt"

	"madoguchi/app/practice"
	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/i18n"
)

type practiceListCmd struct{}

func (*practiceListCmd) schema() string { return "practice.list" }

type people []personView

type personView struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	For  string `json:"for"`
}

func (*practiceListCmd) do(_ context.Context, r *run) (result, error) {
	set, err := r.Practice()
	if err != nil {
		return nil, err
	}
	v := people{}
	for _, x := range set.People() {
		v = append(v, personView{ID: x.ID, Name: x.Name, For: r.t("practice." + x.ID)})
	}
	return v, nil
}

func (v people) print(r *run) {
	for _, x := range v {
		_, _ = fmt.Fprintf(r.Out, "%-10s %s\n           %s\n", x.ID, x.Name, x.For)
	}
}

type practiceSecretsCmd struct {
	Person string `arg:"" help:"A practice person."`
}

func (*practiceSecretsCmd) schema() string { return "practice.secrets" }

type secretsView struct {
	Auth       string `json:"auth"`
	Sign       string `json:"sign"`
	Input      string `json:"input"`
	PrintedB   string `json:"printed_b"`
	CardNumber string `json:"card_number"`
}

func (c *practiceSecretsCmd) do(_ context.Context, r *run) (result, error) {
	set, err := r.Practice()
	if err != nil {
		return nil, err
	}
	s, err := set.Secrets(c.Person, r.Now())
	if err != nil {
		return nil, r.noPerson(err)
	}
	yes := true
	r.practice = &yes
	return &secretsView{s.Auth, s.Sign, s.Input, s.PrintedB, s.CardNumber}, nil
}

func (v *secretsView) print(r *run) {
	r.line("cli.practice.secrets", i18n.Args{
		"auth": v.Auth, "sign": v.Sign, "input": v.Input, "printed_b": v.PrintedB, "card_number": v.CardNumber,
	})
}

type practiceInsertCmd struct {
	Person string `arg:"" optional:"" default:"resident" help:"A practice person."`
	At     string `default:"${virtual_reader}" help:"Where the virtual reader listens." placeholder:"HOST:PORT"`
}

func (*practiceInsertCmd) schema() string { return "practice.insert" }

type inserted struct {
	Person string `json:"person"`
}

func (c *practiceInsertCmd) do(ctx context.Context, r *run) (result, error) {
	yes := true
	r.practice = &yes
	set, err := r.Practice()
	if err != nil {
		return nil, err
	}
	if _, err := set.Secrets(c.Person, r.Now()); err != nil {
		return nil, r.noPerson(err)
	}
	r.say("cli.practice.inserting", i18n.Args{"person": c.Person, "address": c.At})
	if err := set.Insert(ctx, c.Person, c.At, r.Now()); err != nil && ctx.Err() == nil {
		if card.Is(err, card.NoService) {
			p := problem.New(problem.VirtualMissing, map[string]any{"address": c.At})
			p.Err = err
			err = p
		}
		return nil, err
	}
	return &inserted{c.Person}, nil
}

func (v *inserted) print(r *run) { r.say("cli.practice.taken_out") }

// noPerson names the people there are.
func (r *run) noPerson(err error) error {
	if u, ok := errors.AsType[*practice.UnknownPerson](err); ok {
		return problem.New(problem.NoSuchPerson, map[string]any{"people": joined(u.Known)})
	}
	return err
}
