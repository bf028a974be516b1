package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/store"
	"madoguchi/i18n"
)

type askCmd struct {
	personFlags
	About string `help:"A topic, or one question TOPIC.NAME; without it every topic." placeholder:"TOPIC"`
}

// Help is shown after the short help.
func (*askCmd) Help() string {
	return "Enter alone skips a question; a dot, or the end of input, ends the asking and shows the answers. Nothing is kept. The facts in the --json answer can be handed to check and deadlines as --facts."
}

func (*askCmd) schema() string { return "ask" }

// asked is the result of ask: what was answered, and what follows.
type asked struct {
	// Facts can be handed to other commands as --facts.
	Facts   []factView `json:"facts"`
	Answers *checked   `json:"answers"`
}

func (v *asked) print(r *run) { v.Answers.print(r) }

// do asks at standard input, which the facts can then not come from.
func (c *askCmd) do(ctx context.Context, r *run) (result, error) {
	if err := r.takeStdin(); err != nil {
		return nil, err
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
	r.stripe()
	if p, err = r.interview(ctx, rules, p, questions); err != nil {
		return nil, err
	}
	v := &asked{Facts: []factView{}}
	for _, f := range p.Base().Known() {
		v.Facts = append(v.Facts, factView{ID: f.ID, Value: f.Value, From: &f.From})
	}
	v.Answers = r.answers(rules, p, topics, one)
	if c.About != "" {
		v.Answers.length = full
	}
	return v, nil
}

// interview asks what is missing, the most telling fact first, until nothing is left
// or the person has had enough.
func (r *run) interview(ctx context.Context, rules *jobs.Rulebook, p *jobs.Person, questions []*eligibility.Question) (*jobs.Person, error) {
	skipped := map[string]bool{}
	known := p.Base()
	r.say("cli.ask.intro")
	for {
		id := p.Next(questions, func(id string) bool { return skipped[id] })
		if id == "" {
			return p, nil
		}
		d, _ := rules.Vocabulary().Lookup(id)
		f, answered, err := r.askFact(ctx, rules, d, p.Opens(questions, id))
		switch {
		case errors.Is(err, errEnough):
			return p, nil
		case err != nil:
			return nil, err
		case !answered:
			skipped[id] = true
			continue
		}
		if err := known.Put(f); err != nil {
			return nil, unreadable(err)
		}
		p = rules.Person(known, p.On())
	}
}

// errEnough says that nobody answers any more.
var errEnough = errors.New("enough was answered")

// enough ends the asking when it is typed alone.
var enough = []string{".", "．", "。"}

// askFact asks for one fact until it is answered or skipped.
func (r *run) askFact(ctx context.Context, rules *jobs.Rulebook, d fact.Definition, opens []string) (f fact.Fact, answered bool, err error) {
	args := rules.Args(lawdate.InJapan(r.Now()))
	say := func(s string) { _, _ = fmt.Fprintln(r.Err, s) }
	say("")
	say(r.t("fact."+d.ID+".ask", args))
	say("  " + r.t(d.Where, args))
	var names []string
	for _, id := range opens {
		names = append(names, r.t("topic."+id+".name"))
	}
	r.say("cli.ask.why", i18n.Args{"topics": r.some(names)})
	if d.Type == fact.List {
		return r.askItems(ctx, rules, d)
	}
	value, err := r.askValue(ctx, d)
	return fact.Fact{ID: d.ID, Value: value, From: fact.FromAnswer}, value != nil, err
}

// askItems asks for each item of a list what it holds, until a first field is left
// empty. A list of which nothing was said is not answered.
func (r *run) askItems(ctx context.Context, rules *jobs.Rulebook, d fact.Definition) (f fact.Fact, answered bool, err error) {
	var items []any
	for {
		item := map[string]any{}
		for i, field := range d.Fields {
			r.say("cli.ask.item", i18n.Args{"n": len(items) + 1, "ask": r.t("fact." + field.ID + ".ask")})
			value, err := r.askValue(ctx, field)
			if err != nil {
				return f, false, err
			}
			if value == nil && i == 0 {
				break
			}
			if value != nil {
				item[strings.TrimPrefix(field.ID, d.ID+".")] = value
			}
		}
		if len(item) == 0 {
			return fact.Fact{ID: d.ID, Value: items, From: fact.FromAnswer}, len(items) > 0, nil
		}
		items = append(items, item)
	}
}

// askValue reads a value, nil when the question is skipped.
func (r *run) askValue(ctx context.Context, d fact.Definition) (any, error) {
	var labels []string
	prompt := "cli.ask.choose"
	switch d.Type {
	case fact.Bool:
		labels = []string{r.t("answer.yes_word"), r.t("answer.no_word")}
	case fact.Enum:
		for _, v := range d.Values {
			labels = append(labels, r.t("fact."+d.ID+"."+v))
		}
	case fact.Int:
		prompt = "cli.ask.number"
	case fact.Date:
		prompt = "cli.ask.date"
	default:
		prompt = "cli.ask.words"
	}
	for i, l := range labels {
		r.say("cli.ask.option", i18n.Args{"n": i + 1, "label": l})
	}
	for {
		_, _ = fmt.Fprint(r.Err, r.t(prompt))
		line, err := until(ctx, func() ([]byte, error) {
			b, ended, err := readLine(r.In)
			if err == nil && ended && len(b) == 0 {
				err = errEnough
			}
			return b, err
		})
		if err != nil {
			return nil, err
		}
		text := strings.TrimSpace(string(line))
		if text == "" {
			return nil, nil
		}
		if slices.Contains(enough, text) {
			return nil, errEnough
		}
		f, err := jobs.Fact(d, choice(d, labels, text))
		if err == nil && !store.HasMyNumber(text) {
			return f.Value, nil
		}
		r.say("cli.ask.again")
	}
}

// choice is the value behind the number of a label, or what was typed.
func choice(d fact.Definition, labels []string, text string) string {
	n, err := strconv.Atoi(width.Narrow.String(text))
	if err != nil || n < 1 || n > len(labels) {
		return text
	}
	if d.Type == fact.Bool {
		return []string{"yes", "no"}[n-1]
	}
	return d.Values[n-1]
}
