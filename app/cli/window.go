package cli

import (
	"context"

	"madoguchi/app/cardsession"
	"madoguchi/app/problem"
)

// WindowCall is how the window is asked for.
type WindowCall struct {
	// Language and Second are BCP 47 tags, or empty.
	Language, Second string
	// Mode is zero where the window is to ask.
	Mode cardsession.Mode
	// Card is as --card has it; only a practice card may be named for the window.
	Card string
	// Start is the page to begin with, or empty.
	Start string
	// Colours is a scheme, TextSize in percent; empty and zero: the usual.
	Colours  string
	TextSize int
	// Quiet: title and picture of the window say Calendar.
	Quiet bool
}

type windowCmd struct {
	Start    string `help:"Page to begin with: card, sign, check, problems, doctor, network, about, settings, remember, language, practice, help." placeholder:"PAGE"`
	Second   string `help:"A second language beside the first." placeholder:"TAG"`
	Colours  string `enum:",light,dark,contrast" default:"" help:"Colours: light, dark or contrast." placeholder:"SCHEME"`
	TextSize int    `help:"Size of text, from 100 to 200 percent." placeholder:"PERCENT"`
	Quiet    bool   `help:"Title and picture of the window say Calendar."`
}

func (*windowCmd) schema() string { return "window" }

// do opens the window and waits until it is closed.
func (c *windowCmd) do(ctx context.Context, r *run) (result, error) {
	if r.Window == nil {
		return nil, problem.New(problem.NoScreen, nil)
	}
	m, said := r.mode()
	if !said || r.g.Mode == "" {
		m = 0 // the window asks
	}
	lang := r.g.Lang
	if lang == "" {
		lang = r.Language
	}
	return nil, r.Window(ctx, WindowCall{
		Language: lang, Second: c.Second, Mode: m, Card: r.g.Card,
		Start: c.Start, Colours: c.Colours, TextSize: c.TextSize, Quiet: c.Quiet,
	})
}
