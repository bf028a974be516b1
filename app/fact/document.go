package fact

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// ErrDocument says that a document holds no facts that can be read. The text names
// facts, never values.
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
// value, from}, or the whole answer of "card read --as facts". null is unknown. A
// derived fact and one read from the clock are refused. The error is ErrDocument.
func (v *Vocabulary) ReadDocument(b []byte) (Document, error) {
	d := Document{Facts: v.NewSet()}
	if len(b) > mostDocument {
		return d, fmt.Errorf("%w: the document is too large", ErrDocument)
	}
	var whole struct {
		Schema   string          `json:"schema"`
		Practice *bool           `json:"practice"`
		Result   json.RawMessage `json:"result"`
	}
	if json.Unmarshal(b, &whole) == nil && whole.Schema != "" {
		d.Practice = whole.Practice != nil && *whole.Practice
		b = whole.Result
	}
	var list []struct {
		ID    string `json:"id"`
		Value any    `json:"value"`
		From  Origin `json:"from"`
	}
	var object map[string]any
	switch {
	case json.Unmarshal(b, &list) == nil:
	case json.Unmarshal(b, &object) == nil:
		ids := make([]string, 0, len(object))
		for id := range object {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range ids {
			list = append(list, struct {
				ID    string `json:"id"`
				Value any    `json:"value"`
				From  Origin `json:"from"`
			}{id, object[id], ""})
		}
	default:
		return d, fmt.Errorf("%w: write {\"fact\": value, …}", ErrDocument)
	}
	for _, f := range list {
		def, ok := v.Lookup(f.ID)
		switch {
		case !ok || v.Number(f.ID) < 0:
			return d, fmt.Errorf("%w: there is no fact %.40q", ErrDocument, f.ID)
		case f.Value == nil:
			continue
		case f.From == "" && slices.Contains(def.From, FromAnswer):
			f.From = FromAnswer
		}
		if err := d.Facts.Put(Fact{ID: f.ID, Value: f.Value, From: f.From}); err != nil {
			return d, fmt.Errorf("%w: %w", ErrDocument, err)
		}
	}
	return d, nil
}
