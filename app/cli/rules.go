package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
	"madoguchi/app/store"
	"madoguchi/i18n"
)

// personFlags are how a command is told about a person.
type personFlags struct {
	factsFlag
	On string `help:"The day asked about, YYYY-MM-DD; without it today in Japan." placeholder:"DATE"`
}

type factsFlag struct {
	Facts string `help:"JSON file of facts, {\"fact\": value, …}, or what card read --json --as facts prints; - for standard input." placeholder:"FILE"`
}

// person reads what is known.
func (f personFlags) person(r *run) (*jobs.Rulebook, *jobs.Person, error) {
	on, err := r.day(f.On)
	if err != nil {
		return nil, nil, err
	}
	rules, facts, err := f.read(r)
	if err != nil {
		return nil, nil, err
	}
	return rules, rules.Person(facts, on), nil
}

// read reads the facts; none without a file.
func (f factsFlag) read(r *run) (*jobs.Rulebook, *fact.Set, error) {
	rules, err := r.Rules()
	if err != nil {
		return nil, nil, err
	}
	if f.Facts == "" {
		return rules, rules.Vocabulary().NewSet(), nil
	}
	b, err := r.factsFile(f.Facts)
	if err != nil {
		return nil, nil, err
	}
	d, err := rules.Vocabulary().ReadDocument(b)
	if err == nil {
		err = withoutMyNumber(d.Facts)
	}
	if err != nil {
		return nil, nil, unreadable(err)
	}
	if d.Practice {
		r.practice = &d.Practice
	}
	return rules, d.Facts, nil
}

// unreadable says why facts were not taken.
func unreadable(err error) error {
	return problem.New(problem.FactsUnreadable, map[string]any{"why": strings.TrimPrefix(err.Error(), fact.ErrDocument.Error()+": ")})
}

// withoutMyNumber refuses facts among which somebody wrote a My Number.
func withoutMyNumber(facts *fact.Set) error {
	for _, f := range facts.Known() {
		if text, is := f.Value.(string); is && store.HasMyNumber(text) {
			return myNumberIn(f.ID)
		}
	}
	return nil
}

func myNumberIn(id string) error {
	return fmt.Errorf("%w: %s holds what looks like a My Number; no rule needs it, leave it out", fact.ErrDocument, id)
}

// day reads a day; empty is today in Japan.
func (r *run) day(s string) (lawdate.Date, error) {
	if s == "" {
		return lawdate.InJapan(r.Now()), nil
	}
	d, err := lawdate.Parse(s)
	if err != nil {
		return d, badCall("a day is written YYYY-MM-DD")
	}
	return d, nil
}

// mostFacts is how much of a file of facts is read, in bytes; a larger one is
// refused.
const mostFacts = 1<<20 + 1

func (r *run) factsFile(name string) ([]byte, error) {
	if name == "-" {
		if err := r.takeStdin(); err != nil {
			return nil, err
		}
		return io.ReadAll(io.LimitReader(r.In, mostFacts))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, problem.New(problem.FactsUnreadable, map[string]any{"why": strings.TrimPrefix(err.Error(), "open ")})
	}
	defer func() { _ = f.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(f, mostFacts))
	if err != nil { // a folder, for one
		return nil, problem.New(problem.FactsUnreadable, map[string]any{"why": strings.TrimPrefix(err.Error(), "read ")})
	}
	return b, nil
}

type checkCmd struct {
	personFlags
	About string `help:"A topic, or one question TOPIC.NAME: then the exit status is 0 for yes and 1 for no. Without it every topic in short." placeholder:"TOPIC"`
	All   bool   `help:"Every answer in full, also what does not concern the person and what still needs facts."`
}

// Help is shown after the short help.
func (*checkCmd) Help() string {
	return "Facts nobody stated stay unknown: an answer says then which are missing. \"Probably\" means: ask the office named before you rely on it. madoguchi topics lists what can be asked about."
}

func (*checkCmd) schema() string { return "check" }

// checked is the result of check.
type checked struct {
	On     string        `json:"on"`
	Topics []topicAnswer `json:"topics"`
	// Next is the fact to ask for next, null when nothing is left.
	Next *string `json:"next"`

	length length
	dates  []deadlineView
	args   i18n.Args // of texts about the rules
}

// length is how much of an answer is printed.
type length int

const (
	short length = iota
	full
	everything
)

type topicAnswer struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Questions []answerView `json:"questions"`
	// WithoutCard is the way without the My Number Card.
	WithoutCard string `json:"without_card"`
}

type answerView struct {
	ID string `json:"id"`
	// Ask is the question in words.
	Ask string `json:"ask"`
	// Answer is yes, no, yes_if, office_decides, too_late, not_needed, ask, date,
	// need_fact or not_applicable; with "probably_" before it where the reading of
	// the law is not certain.
	Answer     string     `json:"answer"`
	Say        string     `json:"say"`
	Why        *string    `json:"why"`
	Confidence string     `json:"confidence"`
	Rule       *string    `json:"rule"`
	Law        []citation `json:"law"`
	Pages      []string   `json:"pages"`
	CheckedOn  *string    `json:"checked_on"`
	ReviewBy   *string    `json:"review_by"`
	Overdue    bool       `json:"overdue"`
	Conditions []named    `json:"conditions"`
	Ways       []named    `json:"ways"`
	Bring      []named    `json:"bring"`
	Do         []named    `json:"do"`
	Office     named      `json:"office"`
	Opens      *string    `json:"opens"`
	Safe       *string    `json:"safe"`
	Last       *string    `json:"last"`
	Unchecked  bool       `json:"open_day_not_checked"`
	Missing    []string   `json:"missing"`

	contradiction bool
	lawyer        bool // comes before every office
}

type citation struct {
	Act     string  `json:"act"`
	Article string  `json:"article"`
	EGov    *string `json:"e_gov"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (c *checkCmd) do(_ context.Context, r *run) (result, error) {
	rules, p, err := c.person(r)
	if err != nil {
		return nil, err
	}
	topics, one, err := about(rules, c.About)
	if err != nil {
		return nil, err
	}
	v := r.answers(rules, p, topics, one)
	switch {
	case c.All:
		v.length = everything
	case c.About != "":
		v.length = full
	}
	if one != nil {
		if last := v.Topics[0].Questions[0].Answer; strings.HasSuffix(last, "no") || strings.HasSuffix(last, "too_late") {
			return v, problem.New(problem.AnswerNo, nil)
		}
	}
	return v, nil
}

// answers puts the answers to all questions of topics, or to one, into words.
func (r *run) answers(rules *jobs.Rulebook, p *jobs.Person, topics []*eligibility.Topic, one *eligibility.Question) *checked {
	args := rules.Args(p.On())
	v := &checked{On: p.On().String(), Topics: []topicAnswer{}, args: args}
	var asked []*eligibility.Question
	for _, t := range topics {
		x := topicAnswer{ID: t.ID, Name: r.t("topic." + t.ID + ".name"), Questions: []answerView{}, WithoutCard: r.t("topic."+t.ID+".without_card", args)}
		for _, q := range t.Questions {
			if one == nil || q == one {
				asked = append(asked, q)
				x.Questions = append(x.Questions, r.answer(p, q, args))
			}
		}
		v.Topics = append(v.Topics, x)
	}
	v.Next = some(p.Next(asked, nil))
	for _, e := range p.Outlook().Events {
		v.dates = append(v.dates, r.deadline(p, e, args))
	}
	return v
}

// about finds a topic or a question by name; all topics for none.
func about(rules *jobs.Rulebook, name string) ([]*eligibility.Topic, *eligibility.Question, error) {
	if name == "" {
		return rules.Topics(), nil, nil
	}
	if t := rules.Topic(name); t != nil {
		return []*eligibility.Topic{t}, nil, nil
	}
	if q := rules.Question(name); q != nil {
		return []*eligibility.Topic{q.Topic}, q, nil
	}
	return nil, nil, problem.New(problem.NoSuchTopic, map[string]any{"name": name})
}

// outcome is one in a few words.
func (r *run) outcome(o eligibility.Outcome) string {
	return r.t("answer."+string(o.Show()), i18n.Args{"date": o.Safe.String()})
}

// answer puts an outcome into words.
func (r *run) answer(p *jobs.Person, q *eligibility.Question, args i18n.Args) answerView {
	o := p.Answer(q)
	v := answerView{
		ID: q.ID, Ask: r.t("question."+q.ID, args), Answer: string(o.Show()), Confidence: o.Confidence.String(),
		Law: []citation{}, Pages: []string{}, Missing: []string{}, Unchecked: o.Unchecked, contradiction: o.Contradiction, lawyer: p.LawyerFirst(o),
		Conditions: []named{}, Ways: []named{}, Bring: []named{}, Do: []named{},
		Office: named{p.WhomToAsk(o), r.t("office." + p.WhomToAsk(o))},
		Opens:  someDay(o.Opens), Safe: someDay(o.Safe), Last: someDay(o.Last),
	}
	v.Say = r.outcome(o)
	if o.Answer == eligibility.NeedFact {
		v.Missing = p.Missing(q)
	}
	rule := o.Rule
	if rule == nil {
		return v
	}
	v.Rule, v.Why = &rule.ID, some(r.t(rule.WhyText(), args))
	v.Law, v.Pages = cited(rule.Basis)
	v.CheckedOn, v.ReviewBy = someDay(rule.CheckedOn), someDay(rule.ReviewBy)
	v.Overdue = rule.Overdue(lawdate.InJapan(r.Now()))
	for _, list := range []struct {
		ids []string
		to  *[]named
	}{{rule.Conditions, &v.Conditions}, {rule.Ways, &v.Ways}, {rule.Bring, &v.Bring}, {rule.Do, &v.Do}} {
		*list.to = r.items(list.ids, args)
	}
	return v
}

func (r *run) items(ids []string, args i18n.Args) []named {
	list := make([]named, 0, len(ids))
	for _, id := range ids {
		list = append(list, named{id, r.t("item."+id, args)})
	}
	return list
}

func cited(b law.Basis) (laws []citation, pages []string) {
	laws, pages = []citation{}, []string{}
	for _, c := range b.Law {
		laws = append(laws, citation{c.Act.Name, jobs.Article(c.Article), some(c.Act.EGov)})
	}
	for _, p := range b.Pages {
		if p.URL == "" {
			pages = append(pages, p.Publisher)
		} else {
			pages = append(pages, p.URL)
		}
	}
	return laws, pages
}

func someDay(d lawdate.Date) *string {
	if d.IsZero() {
		return nil
	}
	return some(d.String())
}
