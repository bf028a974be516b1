package fact

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Value is a typed value, or unknown: the zero Value. Unknown is a state of its
// own and equals nothing, not even itself.
type Value struct {
	kind  Type
	n     int // bool, int, number of the enum's value, date as YYYYMMDD
	text  string
	items []Item
}

// Item is one item of a list: a Value for each field, in the order of the
// definition's Fields.
type Item []Value

// unknown is how an answer in a file says "not known", like null.
const unknown = "unknown"

// ErrValue says that a value does not fit its fact. The text names the fact and
// what it takes, never the value: it may be personal.
var ErrValue = errors.New("a fact does not take this value")

// Known reports whether there is a value.
func (v Value) Known() bool { return v.kind != 0 }

// Type is 0 for unknown.
func (v Value) Type() Type { return v.kind }

// Bool is the value of a bool; false for every other.
func (v Value) Bool() bool { return v.kind == Bool && v.n != 0 }

// Int is the value of an int; 0 for every other.
func (v Value) Int() int {
	if v.kind != Int {
		return 0
	}
	return v.n
}

// Text is the value of an enum or a text; "" for every other.
func (v Value) Text() string { return v.text }

// Day is the value of a date in the Gregorian calendar; zeros for every other.
func (v Value) Day() (year, month, day int) {
	if v.kind != Date {
		return 0, 0, 0
	}
	return v.n / 10000, v.n / 100 % 100, v.n % 100
}

// Items are those of a list. Do not change them.
func (v Value) Items() []Item { return v.items }

// Is reports whether both are known and the same.
func (v Value) Is(w Value) bool { return v.Same(&w) }

// Same is Is without copies: rules compare values more often than they do anything
// else.
func (v *Value) Same(w *Value) bool { return v.n == w.n && v.kind == w.kind && v.rest(w) }

func (v *Value) rest(w *Value) bool {
	return v.kind != 0 && v.text == w.text &&
		slices.EqualFunc(v.items, w.items, func(a, b Item) bool { return slices.EqualFunc(a, b, Value.Is) })
}

// Any is the value as Fact.Value has it: string, bool, int, YYYY-MM-DD, a []any of
// map[string]any (unknown fields left out); nil for unknown.
func (v Value) Any(d Definition) any {
	switch v.kind {
	case Bool:
		return v.Bool()
	case Int:
		return v.n
	case Enum, Text:
		return v.text
	case Date:
		return fmt.Sprintf("%04d-%02d-%02d", v.n/10000, v.n/100%100, v.n%100)
	case List:
		list := make([]any, 0, len(v.items))
		for _, item := range v.items {
			m := map[string]any{}
			for i, f := range d.Fields {
				if item[i].Known() {
					m[f.ID[len(d.ID)+1:]] = item[i].Any(f)
				}
			}
			list = append(list, m)
		}
		return list
	}
	return nil
}

// Value turns what an answer, a card or a file holds into a Value: a string, bool
// or int, a date as YYYY-MM-DD, for a list a []any of map[string]any. nil, and
// for an enum the word unknown, are unknown. A whole float64, as JSON has it, is an
// int. The error is ErrValue.
func (d Definition) Value(raw any) (Value, error) {
	if raw == nil || d.Type == Enum && raw == unknown {
		return Value{}, nil
	}
	switch d.Type {
	case Bool:
		if b, ok := raw.(bool); ok {
			if b {
				return Value{kind: Bool, n: 1}, nil
			}
			return Value{kind: Bool}, nil
		}
	case Int:
		switch n := raw.(type) {
		case int:
			return Value{kind: Int, n: n}, nil
		case float64:
			if n == float64(int32(n)) {
				return Value{kind: Int, n: int(n)}, nil
			}
		}
	case Text:
		if s, ok := raw.(string); ok && s != "" {
			return Value{kind: Text, text: s}, nil
		}
	case Enum:
		if s, ok := raw.(string); ok {
			if i := slices.Index(d.Values, s); i >= 0 {
				return Value{kind: Enum, n: i, text: d.Values[i]}, nil
			}
		}
	case Date:
		if s, ok := raw.(string); ok {
			if t, err := time.Parse(time.DateOnly, s); err == nil && t.Year() > 0 {
				return Value{kind: Date, n: t.Year()*10000 + int(t.Month())*100 + t.Day()}, nil
			}
		}
	case List:
		if list, ok := raw.([]any); ok {
			return d.items(list)
		}
	}
	return Value{}, d.refuse()
}

// Constant is a value written in a data file. The error is a *Fault.
func (d Definition) Constant(n Node) (Value, error) {
	var raw any
	switch n.Kind {
	case Word:
		raw = n.Text
	case Number:
		raw = n.Int
	case Truth:
		raw = n.Bool
	}
	v, err := d.Value(raw)
	if err == nil && v.Known() && d.Type != List {
		return v, nil
	}
	cure := "write " + d.takes()
	if d.Type == Enum && n.Kind == Word {
		cure = Nearest(n.Text, d.Values)
	}
	return Value{}, n.Fault(cure, "%s has no such value", d.ID)
}

// mostItems is far more than anybody has of what is listed. Rules look at every item
// many times over.
const mostItems = 100

func (d Definition) items(list []any) (Value, error) {
	if len(list) > mostItems {
		return Value{}, d.refuse()
	}
	v := Value{kind: List, items: make([]Item, 0, len(list))}
	for _, raw := range list {
		m, ok := raw.(map[string]any)
		if !ok {
			return Value{}, d.refuse()
		}
		item := make(Item, len(d.Fields))
		for name, field := range m {
			i := slices.IndexFunc(d.Fields, func(f Definition) bool { return f.ID == d.ID+"."+name })
			if i < 0 {
				return Value{}, fmt.Errorf("%w: the items of %s have no such field", ErrValue, d.ID)
			}
			var err error
			if item[i], err = d.Fields[i].Value(field); err != nil {
				return Value{}, err
			}
		}
		v.items = append(v.items, item)
	}
	return v, nil
}

func (d Definition) refuse() error { return fmt.Errorf("%w: %s takes %s", ErrValue, d.ID, d.takes()) }

func (d Definition) takes() string {
	switch d.Type {
	case Enum:
		return fmt.Sprint("one of ", d.Values)
	case Date:
		return "a date YYYY-MM-DD"
	case Bool:
		return "true or false"
	case Int:
		return "a whole number"
	case List:
		return fmt.Sprintf("a list of at most %d items", mostItems)
	}
	return "a text"
}

// Set is what is known about one person on one occasion. What was not put is
// unknown. It is not safe for use by several goroutines while it changes.
type Set struct {
	v      *Vocabulary
	values []Value
	from   []Origin
}

// NewSet returns a set in which everything is unknown.
func (v *Vocabulary) NewSet() *Set {
	return &Set{v, make([]Value, len(v.list)), make([]Origin, len(v.list))}
}

// ErrOrigin says that a fact cannot be read there, or that its name is none.
var ErrOrigin = errors.New("this fact is not read there")

// Put makes a fact known; a value that is nil or, for an enum, the word unknown
// makes it unknown. The errors are ErrValue and ErrOrigin; the set is then as it
// was.
func (s *Set) Put(f Fact) error {
	i := s.v.Number(f.ID)
	if i < 0 {
		return fmt.Errorf("%w: there is no fact %q", ErrOrigin, f.ID)
	}
	d := s.v.list[i]
	if d.Derived != (f.From == FromRule) || !d.Derived && !slices.Contains(d.From, f.From) {
		return fmt.Errorf("%w: %s from %q", ErrOrigin, d.ID, f.From)
	}
	v, err := d.Value(f.Value)
	if err != nil {
		return err
	}
	s.set(i, v, f.From)
	return nil
}

// Set makes fact number i known by a value made for it: how rules give derived
// facts. An unknown value makes it unknown. It panics for a number or type that is
// none of the vocabulary's, which is a fault of the caller.
func (s *Set) Set(i int, v Value, from Origin) {
	if v.Known() && v.kind != s.v.list[i].Type {
		panic("fact: a value of another type")
	}
	s.set(i, v, from)
}

func (s *Set) set(i int, v Value, from Origin) {
	if !v.Known() {
		from = ""
	}
	s.values[i], s.from[i] = v, from
}

// Vocabulary is the one the set was made of.
func (s *Set) Vocabulary() *Vocabulary { return s.v }

// At is the value of fact number i: see Vocabulary.Number.
func (s *Set) At(i int) Value { return s.values[i] }

// Value of a fact by id; unknown for an id that is none.
func (s *Set) Value(id string) Value {
	if i := s.v.Number(id); i >= 0 {
		return s.values[i]
	}
	return Value{}
}

// Origin is where a fact was read; "" while it is unknown.
func (s *Set) Origin(id string) Origin {
	if i := s.v.Number(id); i >= 0 {
		return s.from[i]
	}
	return ""
}

// Forget makes a fact unknown again.
func (s *Set) Forget(id string) {
	if i := s.v.Number(id); i >= 0 {
		s.set(i, Value{}, "")
	}
}

// Known lists what is known, in the order of the vocabulary.
func (s *Set) Known() []Fact {
	var list []Fact
	for i, v := range s.values {
		if v.Known() {
			list = append(list, Fact{s.v.list[i].ID, v.Any(s.v.list[i]), s.from[i]})
		}
	}
	return list
}

// Clone returns a set that changes on its own.
func (s *Set) Clone() *Set {
	return &Set{s.v, slices.Clone(s.values), slices.Clone(s.from)}
}
