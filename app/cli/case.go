package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"madoguchi/app/cardsession"
	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
)

// caseFlags are how the passphrase of the casebook is given.
type caseFlags struct {
	PassphraseStdin bool `help:"Read passphrases from standard input, a line each: first that of the casebook, then that of the hand-over file where there is one."`
}

// cases is the casebook, shut. It is for "I am helping someone" only.
func (r *run) cases() (*casebook.Book, error) {
	if m, said := r.mode(); !said || m != cardsession.ModeHelper {
		return nil, &casebook.Error{Kind: casebook.NotHelping}
	}
	return r.Casebook(true)
}

// openCases opens the casebook that is there, and gets further passphrases by their
// questions; those are the caller's to wipe.
func (r *run) openCases(ctx context.Context, f caseFlags, more ...string) (b *casebook.Book, further [][]byte, err error) {
	if b, err = r.cases(); err != nil {
		return nil, nil, err
	}
	state, err := b.State()
	switch {
	case err != nil:
		return nil, nil, err
	case state == casebook.Absent:
		return nil, nil, &casebook.Error{Kind: casebook.None}
	case state == casebook.LostBook:
		return nil, nil, &casebook.Error{Kind: casebook.KeyAlone}
	}
	all, err := r.passphrases(ctx, f.PassphraseStdin, append([]string{"cli.case.passphrase"}, more...)...)
	if err != nil {
		return nil, nil, err
	}
	defer clear(all[0])
	if err := b.Open(ctx, all[0]); err != nil {
		b.Close()
		wipeAll(all)
		return nil, nil, err
	}
	return b, all[1:], nil
}

// passphrases asks for one after the other. A new one, whose question ends with
// ".new", is asked for twice at a terminal.
func (r *run) passphrases(ctx context.Context, fromStdin bool, questions ...string) (all [][]byte, err error) {
	switch {
	case fromStdin:
		err = r.takeStdin()
	case !r.InTerminal:
		err = badCall(r.t("cli.case.say_passphrase"))
	}
	if err != nil {
		return nil, err
	}
	for _, q := range questions {
		p, err := r.passphrase(ctx, fromStdin, q)
		if err != nil {
			wipeAll(all)
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func (r *run) passphrase(ctx context.Context, fromStdin bool, question string) ([]byte, error) {
	read := func() ([]byte, error) {
		return until(ctx, func() ([]byte, error) { return readSecretLine(r.In) })
	}
	if fromStdin {
		return read()
	}
	for range asksAtMost {
		first, err := r.hidden(question, read)
		if err != nil || !strings.HasSuffix(question, ".new") {
			return first, err
		}
		again, err := r.hidden("cli.case.passphrase.again", read)
		same := slices.Equal(first, again)
		clear(again)
		if err == nil && same {
			return first, nil
		}
		clear(first)
		if err != nil {
			return nil, err
		}
		r.say("cli.case.passphrase.differ")
	}
	return nil, problem.New(problem.Stopped, nil)
}

// hidden asks a question whose answer is not shown.
func (r *run) hidden(question string, read func() ([]byte, error)) ([]byte, error) {
	r.say(question)
	restore, err := r.HideTyping()
	if err != nil {
		return nil, err
	}
	defer func() {
		restore()
		_, _ = r.Err.Write([]byte("\n"))
	}()
	return read()
}

func wipeAll(all [][]byte) {
	for _, b := range all {
		clear(b)
	}
}

// caseNamed finds a case by its nickname.
func caseNamed(ctx context.Context, b *casebook.Book, nickname string) (casebook.Case, error) {
	list, err := b.Cases(ctx)
	if err != nil {
		return casebook.Case{}, err
	}
	nickname, err = casebook.CheckNickname(nickname)
	if err != nil {
		return casebook.Case{}, err
	}
	for _, c := range list {
		if strings.EqualFold(c.Nickname, nickname) {
			return c, nil
		}
	}
	return casebook.Case{}, &casebook.Error{Kind: casebook.CaseGone}
}

type caseNewCmd struct {
	Name string `arg:"" help:"A nickname: one word that has nothing to do with the person, without digits."`
	factsFlag
	caseFlags
}

func (*caseNewCmd) schema() string { return "case.new" }

// caseKept is a case as it was saved.
type caseKept struct {
	Nickname string `json:"nickname"`
	Facts    int    `json:"facts"`
	// LeftOut are facts that no case may keep, such as texts.
	LeftOut []string `json:"left_out"`

	said string
}

func (c *caseNewCmd) do(ctx context.Context, r *run) (result, error) {
	b, err := r.cases()
	if err != nil {
		return nil, err
	}
	if _, err := casebook.CheckNickname(c.Name); err != nil {
		return nil, err
	}
	facts, err := c.told(r, c.caseFlags)
	if err != nil {
		return nil, err
	}
	state, err := b.State()
	if err != nil {
		return nil, err
	}
	if state == casebook.Absent || state == casebook.LostBook {
		err = r.makeCases(ctx, b, c.PassphraseStdin, state)
	} else {
		b, _, err = r.openCases(ctx, c.caseFlags)
	}
	if err != nil {
		return nil, err
	}
	defer b.Close()
	saved, err := b.Put(ctx, casebook.Case{Nickname: c.Name, Facts: casebook.Keep(facts)})
	return kept("cli.case.made", saved, facts), err
}

// told reads the facts, those of a person only: a case does not say that it is
// practice. A passphrase on standard input is not taken for them.
func (f factsFlag) told(r *run, c caseFlags) (*fact.Set, error) {
	if f.Facts == "-" && c.PassphraseStdin {
		return nil, problem.New(problem.StdinTwice, nil)
	}
	_, facts, err := f.read(r)
	if err == nil && r.practice != nil && *r.practice {
		err = unreadable(fmt.Errorf("%w: they are a practice card's, which is nobody's; no case keeps them", fact.ErrDocument))
	}
	return facts, err
}

// makeCases makes the casebook, with a new passphrase or with that of a key whose
// casebook is gone.
func (r *run) makeCases(ctx context.Context, b *casebook.Book, fromStdin bool, state casebook.State) error {
	question := "cli.case.passphrase.new"
	if state == casebook.LostBook {
		question = "cli.case.passphrase"
	}
	p, err := r.passphrases(ctx, fromStdin, question)
	if err != nil {
		return err
	}
	defer wipeAll(p)
	return b.Make(ctx, p[0])
}

// kept says what was saved of what was told.
func kept(said string, c casebook.Case, told *fact.Set) *caseKept {
	v := &caseKept{Nickname: c.Nickname, Facts: len(c.Facts), LeftOut: []string{}, said: said}
	if told == nil {
		return v
	}
	storable := casebook.Keep(told)
	for _, f := range told.Known() {
		if !slices.ContainsFunc(storable, func(k fact.Fact) bool { return k.ID == f.ID }) {
			v.LeftOut = append(v.LeftOut, f.ID)
		}
	}
	slices.Sort(v.LeftOut)
	return v
}

type caseFactsCmd struct {
	Name string `arg:"" help:"The nickname of the case."`
	factsFlag
	Replace bool `help:"Forget what the case knew before; without it the facts are added, and those it has are replaced."`
	caseFlags
}

func (*caseFactsCmd) schema() string { return "case.facts" }

func (c *caseFactsCmd) do(ctx context.Context, r *run) (result, error) {
	if _, err := r.cases(); err != nil {
		return nil, err
	}
	if c.Facts == "" {
		return nil, badCall("--facts")
	}
	told, err := c.told(r, c.caseFlags)
	if err != nil {
		return nil, err
	}
	b, _, err := r.openCases(ctx, c.caseFlags)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	now, err := caseNamed(ctx, b, c.Name)
	if err != nil {
		return nil, err
	}
	facts := casebook.Keep(told)
	for _, f := range now.Facts {
		if !c.Replace && !slices.ContainsFunc(facts, func(x fact.Fact) bool { return x.ID == f.ID }) {
			facts = append(facts, f)
		}
	}
	now.Facts = facts
	saved, err := b.Put(ctx, now)
	return kept("cli.case.kept", saved, told), err
}

// personOf is a case on today's day.
func personOf(r *run, rules *jobs.Rulebook, c casebook.Case) *jobs.Person {
	return rules.Person(c.Known(rules.Vocabulary()), lawdate.InJapan(r.Now()))
}
