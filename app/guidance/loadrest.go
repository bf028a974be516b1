package guidance

import (
	"errors"
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/law"
)

func (l *loader) screens(to *[]*Screen) func(fact.Node) error {
	return func(n fact.Node) error {
		if err := n.Only("screens"); err != nil {
			return err
		}
		list, _ := n.Get("screens")
		return l.each(func(n fact.Node) (err error) {
			if err := n.Only("id", "ask", "per", "when"); err != nil {
				return err
			}
			s := &Screen{Place: n.Place}
			id, _ := n.Get("id")
			if s.ID, err = id.AsWord(); err != nil {
				return err
			}
			per, _ := n.Get("per")
			s.PerState = per.Text == statesFact
			ask, _ := n.Get("ask")
			if s.PerState {
				if s.Ask, err = l.fields(ask); err != nil {
					return err
				}
			} else if s.Ask, err = l.facts(ask); err != nil {
				return err
			}
			if when, some := n.Get("when"); some {
				if s.when, err = l.condition(when); err != nil {
					return err
				}
			}
			*to = append(*to, s)
			return nil
		})(list)
	}
}

// fields reads names of fields of the list of States, as states.papers.
func (l *loader) fields(n fact.Node) ([]string, error) {
	d, _ := l.scope.Vocabulary.Lookup(statesFact)
	list, err := n.AsWords()
	for i, id := range list {
		if !slices.ContainsFunc(d.Fields, func(f fact.Definition) bool { return f.ID == id }) {
			return nil, n.Items[i].Fault("write it as states.papers", "States have no field %q", id)
		}
	}
	return list, err
}

func (l *loader) flag(n fact.Node) (err error) {
	if err := n.Only("id", "unless", "also", "once"); err != nil {
		return err
	}
	f := &Flag{Place: n.Place}
	id, _ := n.Get("id")
	if f.ID, err = id.AsWord(); err != nil {
		return err
	}
	read := func(n fact.Node, to map[string]**condition) (err error) {
		for key, c := range to {
			if v, some := n.Get(key); some && err == nil {
				*c, err = l.condition(v)
			}
		}
		return err
	}
	if err := read(n, map[string]**condition{"unless": &f.unless, "also": &f.also}); err != nil {
		return err
	}
	list, _ := n.Get("once")
	for _, item := range list.Items {
		var o once
		if err := errors.Join(item.Only("when", "unless"), read(item, map[string]**condition{"when": &o.when, "unless": &o.unless})); err != nil {
			return err
		}
		if o.when == nil || o.unless == nil {
			return item.Fault("write once: [{when: …, unless: …}]", "nobody knows when the flag %s is set", f.ID)
		}
		f.once = append(f.once, o)
	}
	if f.unless == nil && f.also == nil {
		return n.Fault("write unless: or also:", "the flag %s is never set", f.ID)
	}
	l.guides.Flags = append(l.guides.Flags, f)
	return nil
}

func (l *loader) class(n fact.Node) (err error) {
	if err := n.Only("id", "when", "overlay", "paths"); err != nil {
		return err
	}
	c := &Class{Place: n.Place}
	id, _ := n.Get("id")
	if c.ID, err = id.AsWord(); err != nil {
		return err
	}
	overlay, _ := n.Get("overlay")
	c.Overlay = overlay.Bool
	if when, some := n.Get("when"); some {
		if c.when, err = l.condition(when); err != nil {
			return err
		}
	}
	paths, _ := n.Get("paths")
	if c.Paths, err = paths.AsWords(); err != nil {
		return err
	}
	l.exist(paths)
	l.guides.Classes = append(l.guides.Classes, c)
	return nil
}

func (l *loader) origin(n fact.Node) (err error) {
	if err := n.Only(append([]string{"id", "when", "ask", "evidence", "paths", "caution"}, law.BasisKeys()...)...); err != nil {
		return err
	}
	o := &Origin{Place: n.Place}
	id, _ := n.Get("id")
	if o.ID, err = id.AsWord(); err != nil {
		return err
	}
	if when, some := n.Get("when"); some {
		if o.when, err = l.condition(when); err != nil {
			return err
		}
	}
	for key, to := range map[string]*[]string{"ask": &o.Ask, "evidence": &o.Evidence, "paths": &o.Paths} {
		v, some := n.Get(key)
		if !some || len(v.Items) == 0 {
			continue
		}
		if *to, err = v.AsWords(); err != nil {
			return err
		}
		if key == "paths" {
			l.exist(v)
		}
	}
	caution, _ := n.Get("caution")
	o.Caution = caution.Text
	if o.Basis, err = l.from.Book.Library().ReadBasis(n, fact.Node{}); err != nil {
		return err
	}
	l.guides.Origins = append(l.guides.Origins, o)
	return nil
}

func (l *loader) documents(n fact.Node) error {
	list := n
	if n.Kind == fact.Map {
		if err := n.Only("documents", "evidence"); err != nil {
			return err
		}
		list, _ = n.Get("documents")
	}
	return l.each(func(n fact.Node) (err error) {
		if err := n.Only("id", "contacts_home_state", "substitutes"); err != nil {
			return err
		}
		d := &Document{}
		id, _ := n.Get("id")
		if d.ID, err = id.AsWord(); err != nil {
			return err
		}
		contact, _ := n.Get("contacts_home_state")
		kind := slices.Index(contacts, contact.Text)
		if kind < int(Indirect) {
			return n.Fault("write contacts_home_state: yes or indirect", "a paper that no State hears of needs no record")
		}
		d.Contact = Contact(kind)
		substitutes, _ := n.Get("substitutes")
		if d.Substitutes, err = substitutes.AsWords(); err != nil {
			return err
		}
		l.guides.Documents = append(l.guides.Documents, d)
		return nil
	})(list)
}

func (l *loader) card(n fact.Node) (err error) {
	if err := n.Only(append([]string{"id", "lines", "phones", "wallet"}, law.BasisKeys()...)...); err != nil {
		return err
	}
	c := &Card{}
	id, _ := n.Get("id")
	lines, _ := n.Get("lines")
	if c.ID, err = id.AsWord(); err != nil {
		return err
	}
	if c.Lines, err = lines.AsWords(); err != nil {
		return err
	}
	if phones, some := n.Get("phones"); some && len(phones.Items) > 0 {
		if c.Phones, err = phones.AsWords(); err != nil {
			return err
		}
	}
	wallet, _ := n.Get("wallet")
	c.Wallet = wallet.Bool
	l.guides.Cards = append(l.guides.Cards, c)
	return nil
}

func (l *loader) letter(n fact.Node) (err error) {
	if err := n.Only(append([]string{"id", "lines", "blanks", "ticks"}, law.BasisKeys()...)...); err != nil {
		return err
	}
	t := &Letter{}
	id, _ := n.Get("id")
	lines, _ := n.Get("lines")
	if t.ID, err = id.AsWord(); err != nil {
		return err
	}
	if t.Lines, err = lines.AsWords(); err != nil {
		return err
	}
	if blanks, some := n.Get("blanks"); some && len(blanks.Items) > 0 {
		if t.Blanks, err = blanks.AsWords(); err != nil {
			return err
		}
	}
	l.guides.Letters = append(l.guides.Letters, t)
	return nil
}

// finish reads what needs every path, and looks whether every node is reached.
func (l *loader) finish() {
	for _, do := range l.later {
		l.fault(do())
	}
	for _, p := range l.guides.paths {
		reached := map[*Node]bool{p.Nodes[0]: true}
		for _, n := range p.Nodes {
			for _, w := range n.ways {
				reached[w.to] = reached[w.to] || reached[n]
			}
		}
		for _, n := range p.Nodes {
			if !reached[n] {
				l.fault(&fact.Fault{Place: n.Place, What: "no way leads to " + n.ID, Cure: "lead one there, or delete it"})
			}
		}
	}
	if l.guides.common == nil || l.guides.nodes[getLegalHelp] == nil {
		l.fault(&fact.Fault{Place: fact.Place{File: "paths/common.yaml"}, What: "there is no step " + getLegalHelp, Cure: "write it"})
	}
}
