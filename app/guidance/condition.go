package guidance

import (
	"slices"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

// condition is a predicate over facts that may look at flags, too.
type condition struct {
	flag     string
	all, any []*condition
	not      *condition
	fact     *cond.Predicate
	words    string // as it stands in a drawing
}

// given is what a condition is evaluated over.
type given struct {
	cond.Case
	flags map[string]bool
}

func (c *condition) eval(g given) cond.Truth {
	switch {
	case c == nil:
		return cond.Yes
	case c.flag != "":
		if g.flags[c.flag] {
			return cond.Yes
		}
		return cond.No
	case c.not != nil:
		return c.not.eval(g).Not()
	case c.fact != nil:
		return c.fact.Eval(g.Case)
	}
	parts, decider := c.all, cond.No
	if c.any != nil {
		parts, decider = c.any, cond.Yes
	}
	out := decider.Not()
	for _, p := range parts {
		switch p.eval(g) {
		case decider:
			return decider
		case cond.Unknown:
			out = cond.Unknown
		}
	}
	return out
}

// reads lists the facts c looks at.
func (c *condition) reads() (list []string) {
	if c == nil {
		return nil
	}
	if c.fact != nil {
		list = append(list, c.fact.Facts()...)
	}
	for _, p := range slices.Concat(c.all, c.any, []*condition{c.not}) {
		list = append(list, p.reads()...)
	}
	return list
}

// condition reads one: {flag: ID}, {all: […]}, {any: […]}, {not: …} or a predicate.
func (l *loader) condition(n fact.Node) (*condition, error) {
	c := &condition{words: words(n)}
	one := func(v fact.Node) error {
		part, err := l.condition(v)
		c.not = part
		return err
	}
	several := func(v fact.Node, to *[]*condition) error {
		if v.Kind != fact.Sequence || len(v.Items) == 0 {
			return v.Fault("write a list of conditions", "here is %v", v.Kind)
		}
		for _, i := range v.Items {
			part, err := l.condition(i)
			if err != nil {
				return err
			}
			*to = append(*to, part)
		}
		return nil
	}
	if len(n.Keys) == 1 {
		switch k := n.Keys[0]; k.Name {
		case "flag":
			if !slices.Contains(flagNames(), k.Value.Text) {
				return nil, k.Value.Fault(fact.Nearest(k.Value.Text, flagNames()), "there is no flag %q", k.Value.Text)
			}
			c.flag = k.Value.Text
			return c, nil
		case "not":
			return c, one(k.Value)
		case "all":
			return c, several(k.Value, &c.all)
		case "any":
			return c, several(k.Value, &c.any)
		}
	}
	var err error
	c.fact, err = l.scope.Predicate(n)
	return c, err
}

// words writes a condition as the data has it, on one line.
func words(n fact.Node) string {
	switch n.Kind {
	case fact.Word:
		return n.Text
	case fact.Number:
		return itoa(n.Int)
	case fact.Truth:
		if n.Bool {
			return "true"
		}
		return "false"
	case fact.Sequence:
		s := ""
		for i, item := range n.Items {
			if i > 0 {
				s += ", "
			}
			s += words(item)
		}
		return "[" + s + "]"
	case fact.Map:
		s := ""
		for i, k := range n.Keys {
			if i > 0 {
				s += ", "
			}
			s += k.Name + ": " + words(k.Value)
		}
		return "{" + s + "}"
	}
	return ""
}
