package fact

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Place is where something stands in a data file.
type Place struct {
	File string
	// Line and Column count from 1; the column counts characters.
	Line, Column int
}

// String is file:line:column.
func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Fault is what is wrong at a place in a data file, and what to write instead. It
// is for those who write data; users never see it.
type Fault struct {
	Place
	What, Cure string
}

func (f *Fault) Error() string { return f.Place.String() + ": " + f.What + "; " + f.Cure }

// Kind is what a Node is.
type Kind uint8

// The kinds. Nothing is an empty value or null; the zero Node is Nothing.
const (
	Nothing Kind = iota
	Map
	Sequence
	Word
	Number
	Truth
)

func (k Kind) String() string {
	return [...]string{"nothing", "a mapping", "a list", "a word", "a number", "true or false"}[k]
}

// Node is one value of a data file that knows its place, as rules, params, guides
// and this vocabulary are read from. It is plain data, so that it can be packed.
type Node struct {
	Kind
	Place
	Text  string // of a Word
	Int   int    // of a Number
	Bool  bool   // of a Truth
	Items []Node // of a Sequence
	Keys  []Key  // of a Map, in the order of the file, no name twice
}

// Key is one entry of a Map; Place is that of the name.
type Key struct {
	Name string
	Place
	Value Node
}

// Read parses one YAML document. It knows plain data only: no anchors, aliases,
// tags, merge keys, block texts, second documents, fractions, and numbers in plain
// decimal digits. yes, no, on and off are words. The error is a *Fault.
//
// It also reads what Pack wrote.
func Read(file string, b []byte) (n Node, err error) {
	r := reader{file}
	if bytes.HasPrefix(b, []byte(packed)) {
		if n, err = unpack(file, b); err != nil {
			return n, r.fault(1, 1, err.Error(), "pack it again")
		}
		return n, nil
	}
	defer func() { // the library panics on some malformed input
		if recover() != nil {
			n, err = Node{}, r.fault(1, 1, "this is not YAML that can be read", "write mappings, lists and words only")
		}
	}()
	f, err := parser.ParseBytes(b, 0)
	if err != nil {
		return Node{}, r.syntax(err)
	}
	var docs []ast.Node
	for _, d := range f.Docs {
		if d.Body != nil {
			docs = append(docs, d.Body)
		}
	}
	switch {
	case len(docs) == 0:
		return Node{}, r.fault(1, 1, "the file is empty", "write at least one record, or delete the file")
	case len(docs) > 1:
		at := docs[1].GetToken().Position
		return Node{}, r.fault(at.Line, at.Column, "a second document begins", "write one document a file, without ---")
	}
	return r.node(docs[0])
}

// Fault says what is wrong with n and what to write instead.
func (n Node) Fault(cure, what string, args ...any) error {
	return &Fault{n.Place, fmt.Sprintf(what, args...), cure}
}

// Get returns the value of a key; Nothing at n's place and false when there is
// none.
func (n Node) Get(name string) (Node, bool) {
	for _, k := range n.Keys {
		if k.Name == name {
			return k.Value, true
		}
	}
	return Node{Place: n.Place}, false
}

// Only refuses what is no Map and keys that are not among names, at the key.
func (n Node) Only(names ...string) error {
	if n.Kind != Map {
		return n.Fault("write a mapping with "+strings.Join(names, ", "), "here is %v", n.Kind)
	}
	for _, k := range n.Keys {
		if !contains(names, k.Name) {
			return &Fault{k.Place, "there is no key " + strconv.Quote(k.Name) + " here", Nearest(k.Name, names)}
		}
	}
	return nil
}

// AsWord is the text of a Word that is not empty.
func (n Node) AsWord() (string, error) {
	if n.Kind != Word || strings.TrimSpace(n.Text) == "" {
		return "", n.Fault("write a word", "here is %v", n.Kind)
	}
	return n.Text, nil
}

// AsWords is a list of words, at least one, none twice.
func (n Node) AsWords() ([]string, error) {
	if n.Kind != Sequence || len(n.Items) == 0 {
		return nil, n.Fault("write [a, b]", "here is %v", n.Kind)
	}
	var words []string
	for _, i := range n.Items {
		w, err := i.AsWord()
		if err != nil {
			return nil, err
		}
		if contains(words, w) {
			return nil, i.Fault("delete it", "%q stands twice", w)
		}
		words = append(words, w)
	}
	return words, nil
}

// Any is the node as answers hold it: a string, int, bool, []any, map[string]any,
// nil for Nothing.
func (n Node) Any() any {
	switch n.Kind {
	case Word:
		return n.Text
	case Number:
		return n.Int
	case Truth:
		return n.Bool
	case Sequence:
		list := []any{}
		for _, i := range n.Items {
			list = append(list, i.Any())
		}
		return list
	case Map:
		m := map[string]any{}
		for _, k := range n.Keys {
			m[k.Name] = k.Value.Any()
		}
		return m
	}
	return nil
}

// Nearest is the cure for a name that does not exist: the one that looks like it,
// or all of them when they are few.
func Nearest(name string, names []string) string {
	best, least := "", 1+len(name)/2
	for _, n := range names {
		if d := distance(name, n); d < least {
			best, least = n, d
		}
	}
	switch {
	case best != "":
		return "did you mean " + best + "?"
	case len(names) <= 24:
		return "write one of " + strings.Join(names, ", ")
	}
	return "write one that exists"
}

type reader struct{ file string }

func (r reader) fault(line, column int, what, cure string) error {
	return &Fault{Place{r.file, line, column}, what, cure}
}

// syntax turns the library's "[2:1] message\n picture" into a Fault.
func (r reader) syntax(err error) error {
	text, _, _ := strings.Cut(err.Error(), "\n")
	var line, column int
	if _, scan := fmt.Sscanf(text, "[%d:%d]", &line, &column); scan != nil {
		line, column = 1, 1
	}
	if _, after, ok := strings.Cut(text, "] "); ok {
		text = after
	}
	return r.fault(line, column, text, "mend the YAML")
}

func (r reader) node(n ast.Node) (Node, error) {
	at := n.GetToken().Position
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		at = m.Values[0].Key.GetToken().Position
	}
	out := Node{Place: Place{r.file, at.Line, at.Column}}
	switch n := n.(type) {
	case *ast.NullNode:
		return out, nil
	case *ast.StringNode:
		out.Kind, out.Text = Word, n.Value
		return out, nil
	case *ast.BoolNode:
		out.Kind, out.Bool = Truth, n.Value
		return out, nil
	case *ast.IntegerNode:
		text := n.GetToken().Value
		i, err := strconv.Atoi(text)
		if err != nil || strconv.Itoa(i) != text {
			return out, out.Fault("write plain decimal digits", "%s is not a number here", text)
		}
		out.Kind, out.Int = Number, i
		return out, nil
	case *ast.SequenceNode:
		out.Kind = Sequence
		for _, v := range n.Values {
			item, err := r.node(v)
			if err != nil {
				return out, err
			}
			out.Items = append(out.Items, item)
		}
		return out, nil
	case *ast.MappingValueNode:
		out.Kind = Map
		return out, r.entry(&out, n)
	case *ast.MappingNode:
		out.Kind = Map
		for _, v := range n.Values {
			if err := r.entry(&out, v); err != nil {
				return out, err
			}
		}
		return out, nil
	}
	return out, out.Fault("write mappings, lists, words, whole numbers, true and false only", "%s is not used here", n.Type())
}

func (r reader) entry(m *Node, v *ast.MappingValueNode) error {
	at := v.Key.GetToken().Position
	k := Key{Place: Place{r.file, at.Line, at.Column}}
	name, ok := v.Key.(*ast.StringNode)
	if !ok {
		return &Fault{k.Place, "a key must be a word", "write name: value"}
	}
	k.Name = name.Value
	if _, twice := m.Get(k.Name); twice {
		return &Fault{k.Place, "the key " + strconv.Quote(k.Name) + " stands twice", "delete one"}
	}
	var err error
	if k.Value, err = r.node(v.Value); err != nil {
		return err
	}
	m.Keys = append(m.Keys, k)
	return nil
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// distance counts letters to add, drop or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, corner+1)
		}
	}
	return row[len(b)]
}

// AsFault is the Fault in err, if there is one.
func AsFault(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}
