package translation

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
)

// Wordings is a text as a locale file has it: a string, or an object with its plural
// forms and the placeholder whose number decides ("by").
type Wordings struct {
	By    string
	Forms map[string]string // by CLDR name; "other" alone without By
}

// One is a text without plural forms; the empty one is no text.
func One(s string) Wordings {
	if s == "" {
		return Wordings{}
	}
	return Wordings{Forms: map[string]string{"other": s}}
}

// Empty reports that there is no text.
func (w Wordings) Empty() bool { return w.By == "" && len(w.Forms) == 0 }

// Equal reports whether two texts are the same.
func (w Wordings) Equal(o Wordings) bool { return w.By == o.By && maps.Equal(w.Forms, o.Forms) }

// Names are the names of its forms, sorted.
func (w Wordings) Names() []string { return slices.Sorted(maps.Keys(w.Forms)) }

// Value is what encoding/json writes as the text.
func (w Wordings) Value() any {
	if w.By == "" {
		return w.Forms["other"]
	}
	all := maps.Clone(w.Forms)
	all["by"] = w.By
	return all
}

// MarshalJSON writes the form of locale files.
func (w Wordings) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(w.Value())
	return bytes.TrimSpace(b.Bytes()), err
}

var errWordings = errors.New(`a text is a string, or {"by": …, "other": …} with plural forms`)

// UnmarshalJSON reads the form of locale files; "" is no text.
func (w *Wordings) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*w = One(s)
		return nil
	}
	var forms map[string]string
	if json.Unmarshal(b, &forms) != nil || forms["by"] == "" {
		return errWordings
	}
	w.By = forms["by"]
	delete(forms, "by")
	w.Forms = forms
	return nil
}

var (
	_ json.Marshaler   = Wordings{}
	_ json.Unmarshaler = (*Wordings)(nil)
)
