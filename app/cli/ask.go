package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
	"madoguchi/i18n"
)

type askCmd struct {
	personFlags
	About string `help:"A topic, or one question TOPIC.NAME; without it every topic." placeholder:"TOPIC"`
}

func (*askCmd) schema() string { return "ask" }

// asked is the result of ask: what was answered, and what follows.
type asked struct {
	// Facts can be handed to other commands as --facts.
	Facts   []factView `json:"facts"`
	Answers *checked   `json:"answers"`
}

// do asks at a terminal. An empty answer skips a question; the end of input ends
// the asking.
func (c *askCmd) do(ctx context.Context, r *run) (result, error) {
	if !r.InTerminal && c.Facts != "-" {
		if err := r.takeStdin(); err != nil {
			return nil, err
		}
	}
	rules, p, err := c.person(r)
	if err != nil {
		return nil, err
	}
	topics, one, err := about(rules, c.About)
	if err != nil {
		return nil, err
	}
	var questions []*eligibility.Question
	for _, t := range topics {
		questions = append(questions, t.Questions...)
	}
	if one != nil {
		questions = []*eligibility.Question{one}
	}
	skipped := map[string]bool{}
	known := p.Base()
	for c.Facts != "-" {
		id := p.Next(questions, func(id string) bool { return skipped[id] })
		if id == "" {
			break
		}
		d, _ := rules.Vocabulary().Lookup(id)
		f, ok, err := r.askFact(ctx, rules, d, p.Opens(questions, id))
		if errors.Is(err, errInputEnded) {
			break
		}
		if err != nil {
			return nil, err
		}
		if !ok {
			skipped[id] = true
			continue
		}
		if err := known.Put(f); err != nil {
			return nil, problem.New(problem.FactsUnreadable, map[string]any{"why": err.Error()})
		}
		p = rules.Person(known, p.On())
	}
	v := &asked{Facts: []factView{}}
	for _, f := range known.Known() {
		v.Facts = append(v.Facts, factView{ID: f.ID, Value: f.Value, From: &f.From})
	}
	v.Answers = r.answers(rules, p, topics, one)
	v.Answers.all = c.About != ""
	return v, nil
}

func (v *asked) print(r *run) { v.Answers.print(r) }

// errInputEnded says that nobody answers any more.
var errInputEnded = errors.New("input ended")

// askFact asks one question until it is answered or skipped.
func (r *run) askFact(ctx context.Context, rules *jobs.Rulebook, d fact.Definition, opens []string) (f fact.Fact, ok bool, err error) {
	args := rules.Args(lawdate.InJapan(r.Now()))
	say := func(s string) { _, _ = fmt.Fprintln(r.Err, s) }
	say("")
	say(r.t("fact."+d.ID+".ask", args))
	say("  " + r.t(d.Where, args))
	var names []string
	for _, id := range opens {
		names = append(names, r.t("topic."+id+".name"))
	}
	r.say("cli.ask.why", i18n.Args{"topics": strings.Join(names, "・")})
	var labels []string
	switch d.Type {
	case fact.Bool:
		labels = []string{r.t("answer.yes_word"), r.t("answer.no_word")}
	case fact.Enum:
		for _, v := range d.Values {
			labels = append(labels, r.t("fact."+d.ID+"."+v))
		}
	case fact.List:
		r.say("cli.ask.list")
		return f, false, nil
	}
	for i, l := range labels {
		r.say("cli.ask.option", i18n.Args{"n": i + 1, "label": l})
	}
	prompt := map[bool]string{true: "cli.ask.choose", false: "cli.ask.date"}[len(labels) > 0]
	if d.Type == fact.Int {
		prompt = "cli.ask.number"
	}
	for {
		_, _ = fmt.Fprint(r.Err, r.t(prompt))
		line, err := until(ctx, func() ([]byte, error) {
			b, ended, err := readLine(r.In)
			if err == nil && ended && len(b) == 0 {
				err = errInputEnded
			}
			return b, err
		})
		if err != nil {
			return f, false, err
		}
		text := strings.TrimSpace(string(line))
		if text == "" {
			return f, false, nil
		}
		if n, err := strconv.Atoi(text); err == nil && len(labels) > 0 {
			if n < 1 || n > len(labels) {
				r.say("cli.ask.again")
				continue
			}
			if d.Type == fact.Bool {
				text = []string{"yes", "no"}[n-1]
			} else {
				text = d.Values[n-1]
			}
		}
		if f, err = jobs.Fact(d, text); err == nil {
			return f, true, nil
		}
		r.say("cli.ask.again")
	}
}
