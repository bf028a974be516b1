package paper

import (
	"errors"
	"io/fs"
	"slices"

	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
)

// Plan is what a paper may say about a topic.
type Plan struct {
	Topic *eligibility.Topic
	// Law are the questions whose article a clerk may be shown, in their order.
	Law []*eligibility.Question
	// Papers is the question whose conditions are papers to bring, but for those of
	// NoPapers (ids of texts item.*); nil where there is none.
	Papers   *eligibility.Question
	NoPapers []string
	// Accepted is what is known once the request of the paper was accepted.
	Accepted []Follows
	// Then are topics whose questions are open after that.
	Then []string
}

// Follows is a fact that follows from the tick.
type Follows struct {
	Fact fact.Definition
	// Value is what Facts take; nil: the day on which it was accepted.
	Value any
}

// AsksDay reports whether the day of the tick has to be known.
func (p *Plan) AsksDay() bool {
	return slices.ContainsFunc(p.Accepted, func(f Follows) bool { return f.Value == nil })
}

// today stands for the day on which something was accepted.
const today = "today"

// Load reads every *.yaml of fsys: lists of {topic, law, papers, accepted, then}. Every topic
// of the book has one. The faults are *fact.Fault.
func Load(fsys fs.FS, book *eligibility.Book) (map[string]*Plan, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	plans := map[string]*Plan{}
	var faults []error
	var last fact.Node
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if last, err = fact.Read(name, b); err != nil {
			return nil, err
		}
		for _, item := range last.Items {
			p, err := read(item, book)
			if err == nil && plans[p.Topic.ID] != nil {
				err = item.Fault("delete one", "the topic %s has a paper already", p.Topic.ID)
			}
			if err != nil {
				faults = append(faults, err)
				continue
			}
			plans[p.Topic.ID] = p
		}
	}
	for _, t := range book.Topics() {
		if plans[t.ID] == nil && faults == nil {
			faults = append(faults, last.Fault("write {topic: "+t.ID+", law: […]}", "the topic %s has no paper", t.ID))
		}
	}
	return plans, errors.Join(faults...)
}

func read(n fact.Node, book *eligibility.Book) (*Plan, error) {
	if err := n.Only("topic", "law", "papers", "accepted", "then"); err != nil {
		return nil, err
	}
	topic, _ := n.Get("topic")
	p := &Plan{Topic: book.Topic(topic.Text)}
	if p.Topic == nil {
		return nil, topic.Fault("write a folder of the rules", "there is no topic %q", topic.Text)
	}
	laws, _ := n.Get("law")
	names, err := laws.AsWords()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		q := book.Question(p.Topic.ID + "." + name)
		if q == nil {
			return nil, laws.Fault("write a question of the topic", "there is no question %q", name)
		}
		p.Law = append(p.Law, q)
	}
	if papers, some := n.Get("papers"); some {
		if err := p.papers(papers, book); err != nil {
			return nil, err
		}
	}
	if then, some := n.Get("then"); some {
		if p.Then, err = then.AsWords(); err != nil {
			return nil, err
		}
		for _, id := range p.Then {
			if book.Topic(id) == nil {
				return nil, then.Fault("write a folder of the rules", "there is no topic %q", id)
			}
		}
	}
	accepted, _ := n.Get("accepted")
	for _, e := range accepted.Keys {
		f, err := follows(book.Vocabulary(), e.Name, e.Value)
		if err != nil {
			return nil, err
		}
		p.Accepted = append(p.Accepted, f)
	}
	return p, nil
}

// papers reads {of: question, but: [item]}.
func (p *Plan) papers(n fact.Node, book *eligibility.Book) (err error) {
	if err := n.Only("of", "but"); err != nil {
		return err
	}
	of, _ := n.Get("of")
	if p.Papers = book.Question(p.Topic.ID + "." + of.Text); p.Papers == nil {
		return of.Fault("write a question of the topic", "there is no question %q", of.Text)
	}
	if but, some := n.Get("but"); some {
		p.NoPapers, err = but.AsWords()
	}
	return err
}

func follows(v *fact.Vocabulary, name string, n fact.Node) (f Follows, err error) {
	d, ok := v.Lookup(name)
	if !ok || d.Derived {
		return f, n.Fault(v.Cure(name), "there is no fact %q that can be told", name)
	}
	f.Fact = d
	if n.Text == today {
		if d.Type != fact.Date {
			return f, n.Fault("write a value", "%s is no day", name)
		}
		return f, nil
	}
	x, err := d.Constant(n)
	if err != nil {
		return f, err
	}
	f.Value = x.Any(d)
	return f, nil
}
