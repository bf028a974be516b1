package fact

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
)

// Type is what values a fact has.
type Type uint8

// The types. The zero Type is that of an unknown Value.
const (
	Enum Type = iota + 1
	Date
	Bool
	Int
	Text
	List
)

var typeNames = []string{"", "enum", "date", "bool", "int", "text", "list"}

func (t Type) String() string { return typeNames[t] }

// Definition is one word of the vocabulary.
type Definition struct {
	// ID is lower snake case; "children.dob" for a field of a list.
	ID   string
	Type Type
	// Values of an enum, in the order in which to offer them.
	Values []string
	// Fields of the items of a list.
	Fields []Definition
	// From is where it may be read; empty for a derived fact.
	From []Origin
	// Where is the id of the text that says on which paper it stands; "" for a
	// derived fact and one read from the clock.
	Where string
	// Derived: rules give it, nobody is asked.
	Derived bool
	// Place is where it is defined.
	Place Place
}

// Vocabulary is the closed list of facts. It does not change.
type Vocabulary struct {
	list  []Definition
	index map[string]int
	names []string
}

// Load reads every *.yaml of fsys: each file is a list of {id, type, values, of,
// from, where, derived}. All faults are reported together, each a *Fault with
// file, line and cure.
func Load(fsys fs.FS) (*Vocabulary, error) {
	v := &Vocabulary{index: map[string]int{}}
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
		n, err := Read(name, b)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		faults = append(faults, v.take(n)...)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if len(v.list) == 0 {
		return nil, &Fault{Place{"*.yaml", 1, 1}, "no fact is defined", "write assets/facts/<area>.yaml"}
	}
	return v, nil
}

// Definitions lists the vocabulary, files by name, records in their order. The
// place of a definition in it is the number that Set.At takes.
func (v *Vocabulary) Definitions() []Definition { return slices.Clone(v.list) }

// Lookup finds a definition by id; "children.dob" finds the field of a list.
func (v *Vocabulary) Lookup(id string) (Definition, bool) {
	i, ok := v.index[id]
	if ok {
		return v.list[i], true
	}
	for _, d := range v.list {
		for _, f := range d.Fields {
			if f.ID == id {
				return f, true
			}
		}
	}
	return Definition{}, false
}

// Number is the place of a fact in Definitions, for Set.At; -1 for an id that
// is none.
func (v *Vocabulary) Number(id string) int {
	if i, ok := v.index[id]; ok {
		return i
	}
	return -1
}

// Field is the place of a field in the items of a list fact; -1 for none.
func (d Definition) Field(id string) int {
	return slices.IndexFunc(d.Fields, func(f Definition) bool { return f.ID == d.ID+"."+id || f.ID == id })
}

// Cure says what to write instead of an id that does not exist.
func (v *Vocabulary) Cure(id string) string { return Nearest(id, v.names) }

func (v *Vocabulary) take(file Node) (faults []error) {
	if file.Kind != Sequence {
		return []error{file.Fault("write a list: - {id: …, type: …}", "here is %v", file.Kind)}
	}
	for _, n := range file.Items {
		d, err := define(n)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if i, twice := v.index[d.ID]; twice {
			faults = append(faults, n.Fault("delete one", "the fact %s is defined at %v already", d.ID, v.list[i].Place))
			continue
		}
		v.index[d.ID] = len(v.list)
		v.list = append(v.list, d)
		v.names = append(v.names, d.ID)
	}
	return faults
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func define(n Node) (Definition, error) {
	d := Definition{Place: n.Place}
	if err := n.Only("id", "type", "values", "of", "from", "where", "derived"); err != nil {
		return d, err
	}
	id, _ := n.Get("id")
	if d.ID = id.Text; id.Kind != Word || !snake.MatchString(d.ID) {
		return d, id.Fault("write id: in lower snake case", "this record has no id that can be used")
	}
	kind, _ := n.Get("type")
	if d.Type = Type(max(0, slices.Index(typeNames, kind.Text))); d.Type == 0 {
		return d, kind.Fault("write type: enum, date, bool, int, text or list", "the fact %s has no type", d.ID)
	}
	if err := d.shape(n); err != nil {
		return d, err
	}
	return d, d.source(n)
}

// shape reads the values of an enum and the fields of a list.
func (d *Definition) shape(n Node) (err error) {
	values, some := n.Get("values")
	switch {
	case some != (d.Type == Enum):
		return n.Fault("an enum has values: [a, b], no other type has", "values do not fit the type of %s", d.ID)
	case some:
		if d.Values, err = enumValues(values); err != nil {
			return err
		}
	}
	of, some := n.Get("of")
	if some != (d.Type == List) {
		return n.Fault("a list has of: {field: type}, no other type has", "of does not fit the type of %s", d.ID)
	}
	if some && (of.Kind != Map || len(of.Keys) == 0) {
		return of.Fault("write of: {dob: date, lives_with: bool}", "here is %v", of.Kind)
	}
	for _, k := range of.Keys {
		f := Definition{ID: d.ID + "." + k.Name, Place: k.Place}
		switch {
		case !snake.MatchString(k.Name):
			return &Fault{k.Place, "this field cannot be named", "write lower snake case"}
		case k.Value.Kind == Sequence:
			f.Type = Enum
			if f.Values, err = enumValues(k.Value); err != nil {
				return err
			}
		default:
			f.Type = Type(max(0, slices.Index(typeNames, k.Value.Text)))
			if f.Type == 0 || f.Type == List || f.Type == Enum {
				return k.Value.Fault("write date, bool, int, text, or the values [a, b]", "the field %s has no type", f.ID)
			}
		}
		d.Fields = append(d.Fields, f)
	}
	return nil
}

// source reads from, where and derived.
func (d *Definition) source(n Node) error {
	derived, some := n.Get("derived")
	if some && (derived.Kind != Truth || !derived.Bool) {
		return derived.Fault("write derived: true, or leave it out", "here is %v", derived.Kind)
	}
	d.Derived = some
	from, some := n.Get("from")
	if some == d.Derived {
		return n.Fault("write from: [answer, …] or derived: true, not both", "nobody knows where %s is read", d.ID)
	}
	if some {
		words, err := from.AsWords()
		if err != nil {
			return err
		}
		for i, w := range words {
			if !slices.Contains(Origins(), Origin(w)) {
				return from.Items[i].Fault(Nearest(w, originNames()), "nothing is read from %q", w)
			}
			d.From = append(d.From, Origin(w))
		}
	}
	where, some := n.Get("where")
	want := "fact." + d.ID + ".where"
	switch asked := slices.Contains(d.From, FromAnswer); {
	case asked && where.Text != want:
		return where.Fault("write where: "+want, "people are asked for %s and not told where it stands", d.ID)
	case some && !asked:
		return where.Fault("delete where", "nobody is asked for %s", d.ID)
	}
	d.Where = where.Text
	return nil
}

func enumValues(n Node) ([]string, error) {
	words, err := n.AsWords()
	if err != nil {
		return nil, err
	}
	for i, w := range words {
		switch {
		case w == unknown:
			return nil, n.Items[i].Fault("delete it: a fact without a value is unknown", "unknown is no value")
		case !snake.MatchString(w):
			return nil, n.Items[i].Fault("write lower snake case", "the value %q cannot be used", w)
		}
	}
	return words, nil
}

func originNames() []string {
	var names []string
	for _, o := range Origins() {
		names = append(names, string(o))
	}
	return names
}
