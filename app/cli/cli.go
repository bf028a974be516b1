// Package cli is the command line: commands, dialogues in text, JSON and exit
// statuses. The same jobs stand in the window; what they do is in the use-case
// rooms, which this one only calls and prints.
//
// Results go to standard output, talk and questions to standard error.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"madoguchi/app/jobs"
	"madoguchi/app/practice"
	"madoguchi/app/problem"
	"madoguchi/i18n"
	"madoguchi/i18n/ruby"
)

// Program is the command line of the jobs.
type Program struct {
	*jobs.Jobs
	// Window opens the window and waits until it is closed; nil where there is no
	// screen or the program was built without it.
	Window func(context.Context, WindowCall) error
}

// Terminal is the person's side of one run.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	// InTerminal reports whether In is a terminal; only then is anything asked.
	InTerminal bool
	// HideTyping makes the terminal not show what is typed until restore is called.
	HideTyping func() (restore func(), err error)
	// Language is the person's locale, such as LANG gives it.
	Language string
}

// Run carries out one command line and returns the exit status.
func (p *Program) Run(ctx context.Context, args []string, t Terminal) int {
	g := &grammar{}
	r := &run{Program: p, Terminal: t, g: g, texts: p.Texts.For(t.Language)}
	left := false
	parser, err := kong.New(g, kong.Name("madoguchi"), kong.Description(r.t("cli.about")),
		kong.Writers(t.Out, t.Err), kong.Exit(func(int) { left = true }),
		kong.UsageOnError(), kong.Vars{"version": "madoguchi " + p.Version, "virtual_reader": practice.VirtualReader},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return r.finish(schemaNone, nil, nil, err)
	}
	k, err := parser.Parse(args)
	if left {
		return problem.ExitDone
	}
	if err != nil {
		r.g.glean(args)
	}
	r.g.settle()
	if g.Lang != "" {
		r.texts = p.Texts.For(g.Lang)
	}
	if err != nil {
		return r.finish(schemaNone, nil, nil, badCall(err.Error()))
	}
	if g.Lang != "" && !p.Texts.Knows(g.Lang) {
		r.say("cli.language_unknown", i18n.Args{"lang": g.Lang, "known": joined(p.Texts.Languages())})
	}
	c, ok := k.Selected().Target.Addr().Interface().(command)
	if !ok {
		return r.finish(schemaNone, nil, nil, fmt.Errorf("no command behind %s", k.Command()))
	}
	res, err := c.do(ctx, r)
	// A stop explains whatever failed because of it, but never a try it cost.
	if p := problem.Of(err, r.g.secret()); p != nil && p.Tries == problem.TriesKept && p.Code != problem.SomeNotDone && errors.Is(ctx.Err(), context.Canceled) {
		err = problem.New(problem.Stopped, nil)
	}
	return r.finish(c.schema(), r.practice, res, err)
}

// command is one leaf of the grammar.
type command interface {
	// schema names the JSON document, such as "card.status".
	schema() string
	// do carries it out. A result may come with an error, as when some of many
	// are done.
	do(ctx context.Context, r *run) (result, error)
}

// result is what a command prints: as JSON by its own tags, or as text.
type result interface {
	print(r *run)
}

// run is one command line being carried out.
type run struct {
	*Program
	Terminal
	g     *grammar
	texts *i18n.Reader
	// practice is known once a card was seen.
	practice        *bool
	stdinUsed       bool
	borrowed, stale bool
	// unread: nobody who grew up with the language has read one in which a mistake
	// could hurt somebody. beside are such translations, in the order they were met.
	unread  bool
	beside  []beside
	striped bool
	// files are what the command is about, to name it when it fails.
	files []string
}

// t is a text in the reader's language. It remembers when one had to come from
// another language, or is older than its source, so that this is said at the end.
func (r *run) t(id string, a ...i18n.Args) string {
	var args i18n.Args
	if len(a) > 0 {
		args = a[0]
	}
	x := r.texts.Text(id, args)
	r.borrowed = r.borrowed || x.Language != r.texts.Language()
	r.stale = r.stale || x.Stale
	if x.Unread() {
		r.unread = true
		r.putBeside(id, x, args)
	}
	return bracketed(x.String)
}

// beside is a translation with what it was made from.
type beside struct{ text, english, easy string }

// putBeside keeps what has to be read beside a translation nobody has checked.
func (r *run) putBeside(id string, x i18n.Text, args i18n.Args) {
	if !i18n.Translated(x.Language) || slices.ContainsFunc(r.beside, func(b beside) bool { return b.text == x.String }) {
		return
	}
	in := func(lang string) string { return bracketed(r.texts.In(lang).T(id, args)) }
	r.beside = append(r.beside, beside{x.String, in(i18n.Source), in("ja-x-easy")})
}

// bracketed puts readings behind their words, as a terminal can show them.
func bracketed(s string) string {
	if !strings.ContainsRune(s, '《') {
		return s
	}
	runs, err := ruby.Parse(s)
	if err != nil {
		return s
	}
	return ruby.Bracketed(runs)
}

// say writes a line of talk.
func (r *run) say(id string, a ...i18n.Args) {
	_, _ = fmt.Fprintln(r.Err, r.t(id, a...))
}

// line writes a line of the result.
func (r *run) line(id string, a ...i18n.Args) {
	_, _ = fmt.Fprintln(r.Out, r.t(id, a...))
}

func badCall(why string) error {
	return problem.New(problem.BadCall, map[string]any{"why": why})
}
