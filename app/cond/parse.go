package cond

import (
	"slices"
	"strings"

	"madoguchi/app/fact"
)

// Predicate reads a condition. The error is a *fact.Fault with file, line and
// cure: an unknown key or fact, a value or type that does not fit, a list without
// items.
func (s Scope) Predicate(n fact.Node) (*Predicate, error) {
	root, err := (&parser{Scope: s}).predicate(n)
	if err != nil {
		return nil, err
	}
	return &Predicate{root}, nil
}

// Date reads a date node. The error is a *fact.Fault.
func (s Scope) Date(n fact.Node) (*DateNode, error) {
	root, err := (&parser{Scope: s}).date(n)
	if err != nil {
		return nil, err
	}
	return &DateNode{root}, nil
}

// parser reads one node; list is the fact whose items are being looked at.
type parser struct {
	Scope
	list *fact.Definition
}

// heads are the keys that say what a predicate is.
var heads = []string{"all", "any", "not", "fact", "date", "age", "compare", "known", "each", "count"}

func (s *parser) predicate(n fact.Node) (*predicate, error) {
	head, value, err := one(n, heads, "a condition")
	if err != nil {
		return nil, err
	}
	p := &predicate{op: operationOf(head), place: n.Place}
	switch head {
	case "all", "any":
		return p, s.junction(p, n, value)
	case "not":
		if err := n.Only("not"); err != nil {
			return nil, err
		}
		q, err := s.predicate(value)
		p.parts = []*predicate{q}
		return p, err
	case "fact", "date":
		return p, s.comparison(p, n, head, value)
	case "age":
		return p, s.age(p, n, value)
	case "compare":
		if p.subject, err = s.reference(value, fact.Int); err != nil {
			return nil, err
		}
		return p, s.bounds(p, n, head)
	case "known":
		if err := n.Only("known"); err != nil {
			return nil, err
		}
		p.subject, err = s.reference(value, 0)
		return p, err
	case "each":
		if err := n.Only("each"); err != nil {
			return nil, err
		}
		return p, s.items(p, value, true)
	}
	if err := s.items(p, value, false); err != nil {
		return nil, err
	}
	return p, s.bounds(p, n, head)
}

func (s *parser) junction(p *predicate, n, list fact.Node) error {
	if err := n.Only(p.op.String()); err != nil {
		return err
	}
	if list.Kind != fact.Sequence || len(list.Items) == 0 {
		return list.Fault("write "+p.op.String()+": [condition, condition]", "here is %v", list.Kind)
	}
	for _, item := range list.Items {
		q, err := s.predicate(item)
		if err != nil {
			return err
		}
		p.parts = append(p.parts, q)
	}
	return nil
}

// comparison is {fact: …} or {date: …} with is, in, before, after or within.
func (s *parser) comparison(p *predicate, n fact.Node, head string, subject fact.Node) error {
	verbs := []string{"before", "after", "within"}
	if head == "fact" {
		verbs = append([]string{"is", "in"}, verbs...)
	}
	if err := n.Only(append([]string{head}, verbs...)...); err != nil {
		return err
	}
	if len(n.Keys) != 2 {
		return n.Fault("write one of "+strings.Join(verbs, ", ")+" beside "+head, "here are %d keys", len(n.Keys))
	}
	verb, value, err := one(n, verbs, "a comparison")
	if err != nil {
		return err
	}
	p.op = operationOf(verb)
	if verb == "is" || verb == "in" {
		return s.equality(p, subject, verb, value)
	}
	var day *date
	if head == "fact" {
		r, err := s.reference(subject, fact.Date)
		if err != nil {
			return err
		}
		day = &date{op: dayFact, subject: r, place: subject.Place}
	} else if day, err = s.date(subject); err != nil {
		return err
	}
	if p.days = []*date{day}; verb != "within" {
		other, err := s.date(value)
		p.days = append(p.days, other)
		return err
	}
	if err := s.keys(value, "from", "to"); err != nil {
		return err
	}
	for _, key := range []string{"from", "to"} {
		end, _ := value.Get(key)
		d, err := s.date(end)
		if err != nil {
			return err
		}
		p.days = append(p.days, d)
	}
	return nil
}

func (s *parser) equality(p *predicate, subject fact.Node, verb string, value fact.Node) error {
	d, r, err := s.resolve(subject)
	if err != nil {
		return err
	}
	if d.Type == fact.List {
		return subject.Fault("write each: or count:", "%s is a list", d.ID)
	}
	p.subject = r
	values := []fact.Node{value}
	if verb == "in" {
		if value.Kind != fact.Sequence || len(value.Items) < 2 {
			return value.Fault("write in: [a, b], or is: a", "here is %v", value.Kind)
		}
		values = value.Items
	}
	for _, n := range values {
		v, err := d.Constant(n)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(p.values, v.Is) {
			return n.Fault("delete it", "this value of %s stands twice", d.ID)
		}
		p.values = append(p.values, v)
	}
	return nil
}

func (s *parser) age(p *predicate, n, of fact.Node) error {
	if err := s.keys(of, "of", "on"); err != nil {
		return err
	}
	for _, key := range []string{"of", "on"} {
		value, _ := of.Get(key)
		d, err := s.date(value)
		if err != nil {
			return err
		}
		p.days = append(p.days, d)
	}
	return s.bounds(p, n, "age")
}

// items reads {of: LIST, that: P}.
func (s *parser) items(p *predicate, n fact.Node, must bool) error {
	if err := n.Only("of", "that"); err != nil {
		return err
	}
	of, _ := n.Get("of")
	if s.list != nil {
		return n.Fault("ask about one list at a time", "each and count cannot stand inside each other")
	}
	d, r, err := s.resolve(of)
	if err != nil {
		return err
	}
	if d.Type != fact.List {
		return of.Fault("name a list", "%s is of type %v", d.ID, d.Type)
	}
	p.subject = r
	that, some := n.Get("that")
	if !some && !must {
		return nil
	}
	inner := &parser{s.Scope, &d}
	q, err := inner.predicate(that)
	p.parts = []*predicate{q}
	return err
}

func (s *parser) bounds(p *predicate, n fact.Node, head string) error {
	if err := n.Only(append([]string{head}, boundKeys...)...); err != nil {
		return err
	}
	for _, k := range n.Keys {
		if k.Name == head {
			continue
		}
		than, err := s.number(k.Value, 0)
		if err != nil {
			return err
		}
		p.bounds = append(p.bounds, bound{side(slices.Index(boundKeys, k.Name)), than})
	}
	if len(p.bounds) == 0 || len(p.bounds) > 2 {
		return n.Fault("write one or two of "+strings.Join(boundKeys, ", "), "%s has %d bounds", head, len(p.bounds))
	}
	return nil
}

// number reads N; where it is not 0, sign says which literals are refused: 1 takes
// those above zero, -1 all but zero.
func (s *parser) number(n fact.Node, sign int) (*number, error) {
	switch n.Kind {
	case fact.Number:
		if sign > 0 && n.Int < 1 || sign < 0 && n.Int == 0 {
			return nil, n.Fault("write a number that counts", "%d days, months or birthdays are none", n.Int)
		}
		return &number{literal: n.Int}, nil
	case fact.Map:
		head, value, err := one(n, []string{"fact", "param"}, "a number")
		if err != nil {
			return nil, err
		}
		if head == "fact" {
			if err := n.Only("fact"); err != nil {
				return nil, err
			}
			r, err := s.reference(value, fact.Int)
			return &number{subject: &r}, err
		}
		if err := n.Only("param", "at"); err != nil {
			return nil, err
		}
		out := &number{}
		if out.param, err = s.param(value, false); err != nil {
			return nil, err
		}
		if at, some := n.Get("at"); some {
			out.at, err = s.date(at)
		}
		return out, err
	}
	return nil, n.Fault("write a whole number, {fact: id} or {param: id}", "here is %v", n.Kind)
}

// param resolves the id of a param of numbers or of days.
func (s *parser) param(n fact.Node, days bool) (*Param, error) {
	id, err := n.AsWord()
	if err != nil {
		return nil, err
	}
	p, ok := s.Params.Lookup(id)
	if !ok {
		var names []string
		if s.Params != nil {
			names = s.Params.names
		}
		return nil, n.Fault(fact.Nearest(id, names), "there is no param %q", id)
	}
	if p.days != days {
		return nil, n.Fault("name another, or change its values", "the values of the param %s are of the other kind (numbers or days)", id)
	}
	return &p, nil
}

// reference resolves the id of a fact of a type; type 0 takes every one.
func (s *parser) reference(n fact.Node, want fact.Type) (reference, error) {
	d, r, err := s.resolve(n)
	if err == nil && want != 0 && d.Type != want {
		err = n.Fault("name a fact of type "+want.String(), "%s is of type %v", d.ID, d.Type)
	}
	return r, err
}

func (s *parser) resolve(n fact.Node) (fact.Definition, reference, error) {
	id, err := n.AsWord()
	if err != nil {
		return fact.Definition{}, reference{}, err
	}
	if i := s.Vocabulary.Number(id); i >= 0 {
		d, _ := s.Vocabulary.Lookup(id)
		return d, reference{id: id, fact: i, field: -1, today: id == fact.AskedOn}, nil
	}
	d, ok := s.Vocabulary.Lookup(id)
	list, field, _ := strings.Cut(id, ".")
	switch {
	case ok && s.list != nil && s.list.ID == list:
		return d, reference{id: id, fact: s.Vocabulary.Number(list), field: s.list.Field(field)}, nil
	case ok:
		return d, reference{}, n.Fault("ask inside each: {of: "+list+", that: …} or count:", "%s is a field of each item", id)
	case s.list != nil && s.list.ID == list:
		var fields []string
		for _, f := range s.list.Fields {
			fields = append(fields, f.ID)
		}
		return d, reference{}, n.Fault(fact.Nearest(id, fields), "there is no fact %q", id)
	}
	return d, reference{}, n.Fault(s.Vocabulary.Cure(id), "there is no fact %q", id)
}

// keys wants exactly these.
func (s *parser) keys(n fact.Node, names ...string) error {
	if err := n.Only(names...); err != nil {
		return err
	}
	for _, name := range names {
		if _, ok := n.Get(name); !ok {
			return n.Fault("write "+name+":", "%s is missing here", name)
		}
	}
	return nil
}

// one finds the key that says what n is: exactly one of heads.
func one(n fact.Node, heads []string, what string) (string, fact.Node, error) {
	if n.Kind != fact.Map {
		return "", n, n.Fault("write "+what+" as {"+strings.Join(heads, "|")+": …}", "here is %v", n.Kind)
	}
	head := ""
	var value fact.Node
	for _, k := range n.Keys {
		if !slices.Contains(heads, k.Name) {
			continue
		}
		if head != "" {
			return "", n, &fact.Fault{Place: k.Place, What: "this is both " + head + " and " + k.Name, Cure: "write one; join two conditions with all: or any:"}
		}
		head, value = k.Name, k.Value
	}
	if head == "" {
		if len(n.Keys) == 0 {
			return "", n, n.Fault("write one of "+strings.Join(heads, ", "), "%s is empty", what)
		}
		k := n.Keys[0]
		return "", n, &fact.Fault{Place: k.Place, What: what + " cannot be " + k.Name, Cure: fact.Nearest(k.Name, heads)}
	}
	return head, value, nil
}
