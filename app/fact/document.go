package fact

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// ErrDocument says that a document holds no facts that can be read. The text names
// facts, never values, and repeats no name that could be a number.
var ErrDocument = errors.New("these facts cannot be read")

// mostDocument is how large a document of facts may be, in bytes.
const mostDocument = 1 << 20

// Document is facts as commands hand them on.
type Document struct {
	Facts *Set
	// Practice: they were read from a practice card.
	Practice bool
}

// ReadDocument reads facts from JSON: an object from id to value, a list of {id,
// value, from}, or the whole answer of "card read --as facts" or of "ask". null is
// unknown. A derived fact and one read from the clock are refused, and so is an
// answer that says that nothing was read. The error is ErrDocument.
func (v *Vocabulary) ReadDocument(b []byte) (Document, error) {
	d := Document{Facts: v.NewSet()}
	if len(b) > mostDocument {
		return d, fmt.Errorf("%w: the document is too large", ErrDocument)
	}
	list, practice, err := listed(b)
	if err != nil {
		return d, err
	}
	d.Practice = practice
	for _, f := range list {
		def, known := v.Lookup(f.ID)
		if !known || v.Number(f.ID) < 0 {
			return d, v.NoSuch(f.ID)
		}
		if f.Value == nil {
			continue
		}
		if f.From == "" && slices.Contains(def.From, FromAnswer) {
			f.From = FromAnswer
		}
		if !slices.Contains(def.From, f.From) {
			return d, fmt.Errorf("%w: %s", ErrDocument, def.untold())
		}
		before := d.Facts.Value(f.ID)
		if err := d.Facts.Put(f); err != nil {
			return d, fmt.Errorf("%w: %w", ErrDocument, err)
		}
		if before.Known() && !before.Is(d.Facts.Value(f.ID)) {
			return d, fmt.Errorf("%w: %s is told twice, and not the same; leave one out", ErrDocument, f.ID)
		}
	}
	return d, nil
}

// listed are the facts of a document, as they stand there.
func listed(b []byte) (list []Fact, practice bool, err error) {
	var whole struct {
		Schema   string          `json:"schema"`
		Practice *bool           `json:"practice"`
		Result   json.RawMessage `json:"result"`
	}
	if json.Unmarshal(b, &whole) == nil && whole.Schema != "" {
		practice = whole.Practice != nil && *whole.Practice
		b = whole.Result
		var asked struct {
			Facts json.RawMessage `json:"facts"`
		}
		if json.Unmarshal(b, &asked) == nil && len(asked.Facts) > 0 {
			b = asked.Facts
		}
	}
	var items []struct {
		ID    string `json:"id"`
		Value any    `json:"value"`
		From  Origin `json:"from"`
	}
	var object map[string]any
	switch {
	case len(b) == 0 || string(b) == "null":
		return nil, practice, fmt.Errorf("%w: nothing was read", ErrDocument)
	case json.Unmarshal(b, &items) == nil:
		for _, f := range items {
			list = append(list, Fact(f))
		}
	case json.Unmarshal(b, &object) == nil:
		for id, value := range object {
			list = append(list, Fact{ID: id, Value: value})
		}
		slices.SortFunc(list, func(a, b Fact) int { return strings.Compare(a.ID, b.ID) })
	default:
		return nil, practice, fmt.Errorf("%w: write {\"fact\": value, …}", ErrDocument)
	}
	return list, practice, nil
}

// nameLike is what may be repeated of a name that is none: letters, so that it
// cannot be a number somebody put in the wrong place.
var nameLike = regexp.MustCompile(`^[a-z][a-z_]{0,39}$`)

// NoSuch says that there is no fact of that name, and which was meant perhaps. The
// error is ErrDocument.
func (v *Vocabulary) NoSuch(id string) error {
	if !nameLike.MatchString(id) {
		return fmt.Errorf("%w: a name in it is no fact", ErrDocument)
	}
	return fmt.Errorf("%w: there is no fact %s; %s", ErrDocument, id, v.Cure(id))
}

// Told is nil for a fact that people may say, else ErrDocument.
func (d Definition) Told() error {
	if slices.Contains(d.From, FromAnswer) {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrDocument, d.untold())
}

func (d Definition) untold() string {
	switch {
	case d.Derived:
		return d.ID + " follows from other facts; leave it out"
	case d.ID == AskedOn:
		return d.ID + " is the day asked about; give it with --on"
	}
	return "from: of " + d.ID + " is no place where it is read"
}
