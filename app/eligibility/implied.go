package eligibility

import (
	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// impliedFile stands beside the folders of topics.
const impliedFile = "implied.yaml"

// implied is what a fact says of others that people would be asked for: who is
// Japanese has no status of residence.
type implied struct {
	when  *cond.Predicate
	facts []impliedFact
	basis law.Basis
}

type impliedFact struct {
	number int
	value  fact.Value
}

// imply fills facts that nobody has told and that follow from what was told.
func (c *Case) imply() {
	for _, i := range c.book.implied {
		if !i.basis.Holds(c.cond.On) || i.when.Eval(c.cond) != cond.Yes {
			continue
		}
		for _, f := range i.facts {
			if !c.cond.Facts.At(f.number).Known() {
				c.cond.Facts.Set(f.number, f.value, fact.FromRule)
			}
		}
	}
}

func (l *loader) implied(n, defaults fact.Node) error {
	if n.Kind != fact.Sequence {
		return n.Fault("write a list: - {when: …, then: {fact: value}, law: […]}", "here is %v", n.Kind)
	}
	for _, item := range n.Items {
		if err := item.Only(append([]string{"when", "then"}, law.BasisKeys()...)...); err != nil {
			return err
		}
		var i implied
		var err error
		if i.basis, err = l.library.ReadBasis(item, defaults); err != nil {
			return err
		}
		if i.basis.Confidence != law.Certain {
			return item.Fault("leave the fact to be asked", "what is not certain cannot stand for an answer")
		}
		when, _ := item.Get("when")
		if i.when, err = l.scope.Predicate(when); err != nil {
			return err
		}
		then, _ := item.Get("then")
		for _, k := range then.Keys {
			d, ok := l.scope.Vocabulary.Lookup(k.Name)
			if !ok || d.Derived {
				return &fact.Fault{Place: k.Place, What: "there is no fact " + k.Name + " that is asked", Cure: l.scope.Vocabulary.Cure(k.Name)}
			}
			v, err := d.Constant(k.Value)
			if err != nil {
				return err
			}
			i.facts = append(i.facts, impliedFact{l.scope.Vocabulary.Number(k.Name), v})
		}
		if len(i.facts) == 0 {
			return item.Fault("write then: {fact: value}", "nothing follows")
		}
		l.book.implied = append(l.book.implied, i)
	}
	return nil
}
