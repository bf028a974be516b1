package eligibility

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// topicFile describes the topic of its folder; folder derived holds the tables.
const (
	topicFile     = "topic.yaml"
	derivedFolder = "derived"
)

// Load reads <topic>/topic.yaml, <topic>/<question>.yaml, derived/<fact>.yaml,
// groups.yaml and implied.yaml of fsys. All faults are reported together, each a *fact.Fault. What takes long to
// find out, such as whether two rules can hold at once, is left to Check.
func Load(fsys fs.FS, scope cond.Scope, library *law.Library) (*Book, error) {
	var files []fact.Node
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		n, err := fact.Read(name, b)
		files = append(files, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return Build(files, scope, library)
}

// Build is Load for files already read, in the order of their names.
func Build(files []fact.Node, scope cond.Scope, library *law.Library) (*Book, error) {
	l := &loader{scope: scope, library: library, book: &Book{
		vocabulary: scope.Vocabulary, params: scope.Params, library: library,
		questions: map[string]*Question{}, rules: map[string]*Rule{},
	}}
	for _, d := range scope.Vocabulary.Definitions() {
		l.book.names = append(l.book.names, d.ID)
	}
	if len(l.book.names) > cond.MostFacts {
		return nil, &fact.Fault{Place: scope.Vocabulary.Definitions()[cond.MostFacts].Place, What: "there are too many facts", Cure: "raise cond.MostFacts"}
	}
	l.book.derived = make([]*table, len(l.book.names))
	for _, n := range files {
		if path.Base(n.File) == topicFile {
			l.fault(l.topic(n))
		}
	}
	for _, n := range files {
		switch {
		case path.Base(n.File) == topicFile:
		case n.File == groupsFile:
			l.fault(l.groups(n))
		case n.File == impliedFile:
			l.fault(l.implied(n, fact.Node{}))
		case path.Dir(n.File) == derivedFolder:
			l.fault(l.table(n))
		default:
			l.fault(l.question(n))
		}
	}
	l.finish()
	return l.book, errors.Join(l.faults...)
}

type loader struct {
	scope   cond.Scope
	library *law.Library
	book    *Book
	faults  []error
}

func (l *loader) fault(err error) {
	if err != nil {
		l.faults = append(l.faults, err)
	}
}

func (l *loader) topic(n fact.Node) error {
	if err := n.Only("topic", "order", "icon", "questions", "bring", "offices", "ways", "near"); err != nil {
		return err
	}
	t := &Topic{Place: n.Place}
	id, _ := n.Get("topic")
	if t.ID = id.Text; t.ID == "" || t.ID != path.Dir(n.File) {
		return id.Fault("write topic: "+path.Dir(n.File), "the topic is not named as its folder")
	}
	order, _ := n.Get("order")
	t.Order = order.Int
	icon, _ := n.Get("icon")
	t.Icon = icon.Text
	for key, to := range map[string]*[]string{"questions": &t.names, "bring": &t.Bring, "offices": &t.Offices, "ways": &t.Ways, "near": &t.Near} {
		var err error
		if *to, err = words(n, key); err != nil {
			return err
		}
	}
	if t.Order == 0 || t.Icon == "" || len(t.names) == 0 {
		return n.Fault("write order:, icon: and questions:", "the topic %s is not complete", t.ID)
	}
	l.book.topics = append(l.book.topics, t)
	return nil
}

func (l *loader) table(n fact.Node) error {
	if err := n.Only("derive", "rules", "examples", "confidence", "valid", "checked_on", "review_by"); err != nil {
		return err
	}
	id, _ := n.Get("derive")
	number := l.scope.Vocabulary.Number(id.Text)
	if number < 0 {
		return id.Fault(l.scope.Vocabulary.Cure(id.Text), "there is no fact %q", id.Text)
	}
	d, _ := l.scope.Vocabulary.Lookup(id.Text)
	switch {
	case !d.Derived:
		return id.Fault("derive facts of the vocabulary with derived: true only", "%s is asked", id.Text)
	case l.book.derived[number] != nil:
		return id.Fault("delete one", "%s is derived at %v already", id.Text, l.book.derived[number].place)
	}
	t := &table{id: id.Text, number: number, place: n.Place, q: &Question{ID: id.Text, Place: n.Place, Dates: d.Type == fact.Date}}
	l.book.derived[number] = t
	l.book.tables = append(l.book.tables, t)
	l.rules(t.q, n, func(r *Rule, then fact.Node) error { return l.value(r, d, then) })
	for i := range t.q.examples {
		t.q.examples[i].table = t
	}
	for _, r := range t.q.Rules {
		for i := range r.examples {
			r.examples[i].table = t
		}
	}
	return nil
}

// value reads what a table gives.
func (l *loader) value(r *Rule, d fact.Definition, then fact.Node) (err error) {
	key := "value"
	if d.Type == fact.Date {
		key = "date"
	}
	if err := then.Only(key); err != nil {
		return err
	}
	v, some := then.Get(key)
	switch {
	case !some:
		return then.Fault("write {"+key+": …}", "the rule gives %s nothing", d.ID)
	case r.Confidence == law.Unsure:
		return then.Fault("leave the fact unknown", "what nobody is sure of cannot be a fact")
	case d.Type == fact.Date:
		r.safe, err = l.scope.Date(v)
	default:
		r.value, err = d.Constant(v)
	}
	r.Answer = Dated
	return err
}

func (l *loader) question(n fact.Node) error {
	if err := n.Only("question", "kind", "applies", "otherwise", "rules", "examples", "confidence", "valid", "checked_on", "review_by"); err != nil {
		return err
	}
	id, _ := n.Get("question")
	q := &Question{ID: id.Text, Place: n.Place}
	want := strings.ReplaceAll(strings.TrimSuffix(n.File, ".yaml"), "/", ".")
	if q.ID != want {
		return id.Fault("write question: "+want+", or rename the file", "the question is not named as its file")
	}
	topic, _, _ := strings.Cut(q.ID, ".")
	if q.Topic = l.book.Topic(topic); q.Topic == nil {
		return id.Fault("write "+topic+"/"+topicFile, "there is no topic %q", topic)
	}
	switch kind, _ := n.Get("kind"); kind.Text {
	case "answer":
	case "date":
		q.Dates = true
	default:
		return kind.Fault("write kind: answer or kind: date", "%q is no kind", kind.Text)
	}
	if applies, some := n.Get("applies"); some {
		var err error
		if q.applies, err = l.scope.Predicate(applies); err != nil {
			return err
		}
	}
	otherwise, _ := n.Get("otherwise")
	office, _ := otherwise.Get("office")
	if q.Otherwise = office.Text; q.Otherwise == "" {
		return otherwise.Fault("write otherwise: {office: …}", "nobody can be asked when no rule speaks")
	}
	l.book.questions[q.ID] = q
	l.rules(q, n, func(r *Rule, then fact.Node) error { return l.then(q, r, then) })
	return nil
}

var ruleID = regexp.MustCompile(`^[A-Z]+-[0-9]+[a-z]?([.][0-9]+)?$`)

// rules reads those of a question or table and its examples.
func (l *loader) rules(q *Question, n fact.Node, then func(*Rule, fact.Node) error) {
	rules, _ := n.Get("rules")
	if rules.Kind != fact.Sequence || len(rules.Items) == 0 {
		l.fault(rules.Fault("write rules: [{id, when, then, law, …}]", "%s has no rules", q.ID))
		return
	}
	for _, item := range rules.Items {
		r, err := l.rule(item, n, then)
		if err == nil && l.book.rules[r.ID] != nil {
			err = item.Fault("give it another number, such as "+r.ID+".1", "the rule %s stands at %v already", r.ID, l.book.rules[r.ID].Place)
		}
		if err != nil {
			l.fault(err)
			continue
		}
		for i := range r.examples {
			r.examples[i].q = q
		}
		l.book.rules[r.ID] = r
		q.Rules = append(q.Rules, r)
	}
	examples, _ := n.Get("examples")
	for _, e := range examples.Items {
		q.examples = append(q.examples, example{node: e, q: q})
	}
}

func (l *loader) rule(n, file fact.Node, then func(*Rule, fact.Node) error) (r *Rule, err error) {
	keys := append([]string{"id", "when", "then", "over", "office", "ways", "bring", "do", "why", "examples"}, law.BasisKeys()...)
	if err := n.Only(keys...); err != nil {
		return nil, err
	}
	r = &Rule{Place: n.Place}
	id, _ := n.Get("id")
	if r.ID = id.Text; !ruleID.MatchString(r.ID) {
		return nil, id.Fault("write id: as C-52 or C-52.1", "%q is no number of a row", r.ID)
	}
	r.Why = r.ID
	if why, some := n.Get("why"); some {
		r.Why = why.Text
	}
	if r.Basis, err = l.library.ReadBasis(n, file); err != nil {
		return nil, err
	}
	when, some := n.Get("when")
	if !some {
		return nil, n.Fault("write when: …; {all: [{fact: …}]}", "the rule %s has no condition", r.ID)
	}
	if r.when, err = l.scope.Predicate(when); err != nil {
		return nil, err
	}
	office, _ := n.Get("office")
	r.Office = office.Text
	for key, to := range map[string]*[]string{"ways": &r.Ways, "bring": &r.Bring, "do": &r.Do} {
		if *to, err = words(n, key); err != nil {
			return nil, err
		}
	}
	over, _ := n.Get("over")
	r.names = over.Items
	examples, _ := n.Get("examples")
	if examples.Kind != fact.Sequence || len(examples.Items) == 0 {
		return nil, n.Fault("write examples: [{on, facts, is}]", "the rule %s has no example", r.ID)
	}
	for _, e := range examples.Items {
		r.examples = append(r.examples, example{node: e, rule: r})
	}
	value, some := n.Get("then")
	if !some {
		return nil, n.Fault("write then: …", "the rule %s has no outcome", r.ID)
	}
	return r, then(r, value)
}

// then reads the outcome of a rule of a question.
func (l *loader) then(q *Question, r *Rule, n fact.Node) (err error) {
	if n.Kind == fact.Map {
		if err := n.Only("yes_if", "date"); err != nil {
			return err
		}
		if date, some := n.Get("date"); some {
			r.Answer = Dated
			err = l.dates(r, date)
		} else {
			r.Answer = YesIf
			r.Conditions, err = words(n, "yes_if")
		}
		if err != nil {
			return err
		}
	} else {
		i := slices.Index(answers, n.Text)
		if r.Answer = Answer(max(i, 0)); i <= 0 || r.Answer == Dated || r.Answer == NotApplicable || r.Answer == YesIf {
			return n.Fault("write yes, no, office_decides, too_late, not_needed, ask, {yes_if: [item]} or {date: …}", "%q is no outcome", n.Text)
		}
	}
	asks := r.Answer == Ask
	switch {
	case q.Dates && r.Answer == Dated, q.Dates && asks, q.Dates && r.Answer == NotNeeded, !q.Dates && r.Answer != Dated:
	case q.Dates:
		return n.Fault("write then: {date: …}, not_needed or ask", "this question is for a day")
	default:
		return n.Fault("write kind: date for the question", "this question is not for a day")
	}
	switch {
	case asks != (r.Confidence == law.Unsure):
		return n.Fault("write then: ask with confidence: unsure, and no other with it", "who is not sure says neither yes nor no")
	case (asks || r.Answer == OfficeDecides) && r.Office == "":
		return n.Fault("write office: …", "nobody knows whom to ask")
	case (r.Answer == No || r.Answer == TooLate) && len(r.Ways) == 0:
		return n.Fault("write ways: [item, …], the ways that are open", "a no stands alone")
	}
	return nil
}

func (l *loader) dates(r *Rule, n fact.Node) (err error) {
	_, opens := n.Get("opens")
	_, safe := n.Get("safe")
	_, last := n.Get("last")
	if !opens && !safe && !last {
		r.safe, err = l.scope.Date(n)
		return err
	}
	if err := n.Only("opens", "safe", "last"); err != nil {
		return err
	}
	if !safe {
		return n.Fault("write safe: …", "no day is shown")
	}
	for key, to := range map[string]**cond.DateNode{"opens": &r.opens, "safe": &r.safe, "last": &r.last} {
		if v, some := n.Get(key); some {
			if *to, err = l.scope.Date(v); err != nil {
				return err
			}
		}
	}
	return nil
}

// words is a list of words under a key; none is no list.
func words(n fact.Node, key string) ([]string, error) {
	v, some := n.Get(key)
	if !some || v.Kind == fact.Sequence && len(v.Items) == 0 {
		return nil, nil
	}
	return v.AsWords()
}
