package cond

import (
	"errors"
	"io/fs"
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Param is a number or day that a law sets and may change, cited by id.
type Param struct {
	ID     string
	Values []ParamValue // by From, oldest first
	Place  fact.Place
	days   bool // the values are dates
}

// ParamValue is what a Param is from a day on, until the next.
type ParamValue struct {
	From lawdate.Date
	// N or Date is set, for all values of a Param the same.
	N    int
	Date lawdate.Date
	// Law and Page are ids of the sources, at least one.
	Law, Page []string
}

// Params is the closed list of params. It does not change.
type Params struct {
	byID  map[string]*Param
	names []string
}

// LoadParams reads every *.yaml of fsys, each a list of {id, values: [{from, n or
// date, law, page}]}. All faults are reported together, each a *fact.Fault. That
// the sources exist is not looked at.
func LoadParams(fsys fs.FS) (*Params, error) {
	p := &Params{byID: map[string]*Param{}}
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	var faults []error
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		n, err := fact.Read(name, b)
		if err == nil && n.Kind != fact.Sequence {
			err = n.Fault("write a list: - {id: …, values: […]}", "here is %v", n.Kind)
		}
		if err != nil {
			faults = append(faults, err)
		}
		for _, item := range n.Items {
			faults = append(faults, p.take(item))
		}
	}
	return p, errors.Join(faults...)
}

// Lookup finds a param.
func (p *Params) Lookup(id string) (Param, bool) {
	if p == nil || p.byID[id] == nil {
		return Param{}, false
	}
	return *p.byID[id], true
}

// IDs lists the params in the order of the data.
func (p *Params) IDs() []string {
	if p == nil {
		return nil
	}
	return slices.Clone(p.names)
}

// On is the value on a day; false before the first.
func (p *Param) On(day lawdate.Date) (ParamValue, bool) { return p.on(day) }

func (p *Param) on(day lawdate.Date) (value ParamValue, ok bool) {
	for i := range p.Values {
		if day.IsZero() || p.Values[i].From.After(day) {
			break
		}
		value, ok = p.Values[i], true
	}
	return value, ok
}

func (p *Params) take(n fact.Node) error {
	if err := n.Only("id", "values"); err != nil {
		return err
	}
	id, _ := n.Get("id")
	name, err := id.AsWord()
	if err != nil {
		return err
	}
	if old := p.byID[name]; old != nil {
		return id.Fault("delete one", "the param %s is defined at %v already", name, old.Place)
	}
	values, _ := n.Get("values")
	if values.Kind != fact.Sequence || len(values.Items) == 0 {
		return values.Fault("write values: [{from: YYYY-MM-DD, n: 1, law: [id]}]", "the param %s has no values", name)
	}
	out := &Param{ID: name, Place: n.Place}
	for _, item := range values.Items {
		v, days, err := paramValue(item)
		if err != nil {
			return err
		}
		if len(out.Values) > 0 {
			if !out.Values[len(out.Values)-1].From.Before(v.From) {
				return item.Fault("write the oldest first", "values of %s are out of order", name)
			}
			if days != out.days {
				return item.Fault("write n: for all or date: for all", "values of %s are of two kinds", name)
			}
		}
		out.days = days
		out.Values = append(out.Values, v)
	}
	p.byID[name] = out
	p.names = append(p.names, name)
	return nil
}

func paramValue(n fact.Node) (v ParamValue, days bool, err error) {
	if err := n.Only("from", "n", "date", "law", "page"); err != nil {
		return v, false, err
	}
	from, _ := n.Get("from")
	if v.From, err = literalDay(from); err != nil {
		return v, false, err
	}
	number, counted := n.Get("n")
	day, days := n.Get("date")
	switch {
	case counted == days:
		return v, false, n.Fault("write n: or date:", "a value is one number or one day")
	case days:
		if v.Date, err = literalDay(day); err != nil {
			return v, days, err
		}
	case number.Kind != fact.Number:
		return v, days, number.Fault("write a whole number", "here is %v", number.Kind)
	}
	v.N = number.Int
	for key, list := range map[string]*[]string{"law": &v.Law, "page": &v.Page} {
		if sources, some := n.Get(key); some {
			if *list, err = sources.AsWords(); err != nil {
				return v, days, err
			}
		}
	}
	if len(v.Law)+len(v.Page) == 0 {
		return v, days, n.Fault("write law: [id] or page: [id]", "the value has no source")
	}
	return v, days, nil
}

func literalDay(n fact.Node) (lawdate.Date, error) {
	d, err := lawdate.Parse(n.Text)
	if n.Kind != fact.Word || err != nil {
		return d, n.Fault("write a day of the calendar as YYYY-MM-DD", "here is no day")
	}
	return d, nil
}
