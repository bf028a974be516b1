package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"time"
	"unicode/utf8"

	"madoguchi/app/fact"
)

// Version is the version of the Document that this program writes.
const Version = 1

// Bounds of a Document.
const (
	// Largest is the most bytes of a Document as JSON.
	Largest = 4 << 20
	// Longest is the most bytes of one string.
	Longest = 8 << 10
	// Most is the most receipts, facts, reminders, or fields of the profile.
	Most = 5000
	// deepest is how far lists and records of a fact may nest.
	deepest = 4
)

// Document is all that is remembered. Its zero value remembers nothing.
//
// No value may hold a My Number. Strings are UTF-8.
type Document struct {
	// Language is a BCP 47 tag, "" for none chosen.
	Language string `json:"language,omitempty"`
	// LastPurpose is the purpose last signed for (forms.Purpose).
	LastPurpose string     `json:"last_purpose,omitempty"`
	Receipts    []Receipt  `json:"receipts,omitempty"`
	Facts       []Saved    `json:"facts,omitempty"`
	Reminders   []Reminder `json:"reminders,omitempty"`
	// Profile is what the person usually writes into forms: from the id of a
	// meaning to a value.
	Profile map[string]string `json:"profile,omitempty"`
}

// Receipt is one signed file.
type Receipt struct {
	// SignedAt is the computer's clock, UTC, in whole seconds.
	SignedAt time.Time `json:"signed_at"`
	// File is the name of the output, without its folder, or "".
	File string `json:"file"`
	// SHA256 is the digest of the output, 32 bytes, or empty.
	SHA256  []byte `json:"sha256,omitempty"`
	Size    int64  `json:"size" keep:"machine"`
	Purpose string `json:"purpose"`
	Profile string `json:"profile"`
	Field   string `json:"field,omitempty"`
	// Form is the id of the form that was recognised, "" for none.
	Form string `json:"form,omitempty"`
	// Discloses is what whoever gets the file can read in it: from the id of a
	// fact to its value.
	Discloses map[string]string `json:"discloses,omitempty"`
	// Check is our own verifier's verdict, Second the other one's.
	Check  string `json:"check"`
	Second string `json:"second,omitempty"`
	// Practice: it was signed with a practice card.
	Practice bool `json:"practice,omitempty"`
}

// Saved is one fact with the day on which it was saved.
type Saved struct {
	ID string `json:"id"`
	// Value is a string, bool or int, a []any of these, or a map[string]any, to
	// a depth of four. Other kinds of integer become int. Never nil: what is not
	// known is not saved.
	Value any         `json:"value"`
	From  fact.Origin `json:"from"`
	// On is YYYY-MM-DD.
	On string `json:"on"`
}

// Fact is the fact without the day.
func (s Saved) Fact() fact.Fact { return fact.Fact{ID: s.ID, Value: s.Value, From: s.From} }

// Reminder is a date of which to remind.
type Reminder struct {
	// ID is that of the deadline's rule or topic.
	ID string `json:"id"`
	// Due and RemindOn are YYYY-MM-DD.
	Due      string `json:"due"`
	RemindOn string `json:"remind_on"`
	Done     bool   `json:"done,omitempty"`
}

// numbered is a Document as it is written.
type numbered struct {
	Version int `json:"version"`
	Document
}

// Encode checks d and writes it as JSON, in one form only: what Decode takes is
// byte for byte what Encode writes. The errors have the kinds Invalid, MyNumber
// and Full.
func Encode(d Document) ([]byte, error) {
	d, err := checked(d)
	if err != nil {
		return nil, err
	}
	if err := withoutMyNumber(d); err != nil {
		return nil, err
	}
	b, err := json.Marshal(numbered{Version, d})
	if err != nil {
		return nil, fail(Invalid)
	}
	if len(b) > Largest {
		clear(b)
		return nil, fail(Full)
	}
	return b, nil
}

// Decode reads what Encode wrote. Anything else is Damaged: unknown or repeated
// names, other letter case, other order, values of another type or outside the
// bounds, anything after the end. A higher version is Newer, whatever else is in
// it. What looks like a My Number is read, so that it can be taken out: Encode
// refuses it.
func Decode(b []byte) (Document, error) {
	n, err := Parse(b, Version, func(n numbered) (_ numbered, err error) {
		n.Document, err = checked(n.Document)
		return n, err
	})
	return n.Document, err
}

// Parse reads JSON that json.Marshal wrote of a T, a struct with "version", a
// number from 1 up. check says whether the values are such as are written, with
// numbers in interfaces (json.Number) made int. Anything that json.Marshal does
// not write back byte for byte is Damaged, more than Largest too; a version above
// highest is Newer, whatever else is in it.
func Parse[T any](b []byte, highest int, check func(T) (T, error)) (T, error) {
	var none, out T
	if len(b) > Largest {
		return none, fail(Damaged)
	}
	// The version decides how the rest is read, so it is looked at first.
	var v struct {
		Version *json.Number `json:"version"`
	}
	if json.Unmarshal(b, &v) != nil || v.Version == nil {
		return none, fail(Damaged)
	}
	version, err := strconv.Atoi(v.Version.String())
	if err != nil || version < 1 {
		return none, fail(Damaged)
	}
	if version > highest {
		return none, &Error{Kind: Newer, Version: version}
	}
	in := json.NewDecoder(bytes.NewReader(b))
	in.DisallowUnknownFields()
	in.UseNumber()
	if in.Decode(&out) != nil {
		return none, fail(Damaged)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return none, fail(Damaged)
	}
	if out, err = check(out); err != nil {
		return none, fail(Damaged)
	}
	again, err := json.Marshal(out)
	defer clear(again)
	if err != nil || !bytes.Equal(again, b) {
		return none, fail(Damaged)
	}
	return out, nil
}

var (
	language = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)
	id       = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.:-]*$`)
)

// checked returns d with the numbers of facts as int, or says what is wrong.
func checked(d Document) (Document, error) {
	switch {
	case d.Language != "" && (!language.MatchString(d.Language) || len(d.Language) > 35):
		return d, failAt(Invalid, "language")
	case d.LastPurpose != "" && !id.MatchString(d.LastPurpose):
		return d, failAt(Invalid, "last_purpose")
	case len(d.Receipts) > Most:
		return d, failAt(Full, "receipts")
	case len(d.Facts) > Most:
		return d, failAt(Full, "facts")
	case len(d.Reminders) > Most:
		return d, failAt(Full, "reminders")
	case len(d.Profile) > Most:
		return d, failAt(Full, "profile")
	}
	for i, r := range d.Receipts {
		if !r.valid() {
			return d, failAt(Invalid, at("receipts", i))
		}
	}
	var facts []Saved
	for i, f := range d.Facts {
		value, ok := plainValue(f.Value, deepest)
		if !ok || !id.MatchString(f.ID) || !id.MatchString(string(f.From)) || !date(f.On) {
			return d, failAt(Invalid, at("facts", i))
		}
		f.Value = value
		facts = append(facts, f)
	}
	d.Facts = facts
	for i, r := range d.Reminders {
		if !id.MatchString(r.ID) || !date(r.Due) || !date(r.RemindOn) {
			return d, failAt(Invalid, at("reminders", i))
		}
	}
	for k := range d.Profile {
		if !id.MatchString(k) {
			return d, failAt(Invalid, "profile")
		}
	}
	var wrong string
	walk(d, false, func(where, s string) bool {
		if len(s) > Longest || !utf8.ValidString(s) {
			wrong = where
		}
		return wrong == ""
	})
	if wrong != "" {
		return d, failAt(Invalid, wrong)
	}
	return d, nil
}

func (r Receipt) valid() bool {
	at := r.SignedAt
	switch {
	case at.Location() != time.UTC || at.Nanosecond() != 0 || at.Year() < 1 || at.Year() > 9999:
		return false
	case r.Size < 0, len(r.SHA256) != 0 && len(r.SHA256) != 32:
		return false
	}
	for k := range r.Discloses {
		if !id.MatchString(k) {
			return false
		}
	}
	return true
}

func date(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && t.Year() >= 1
}

func at(part string, i int) string { return part + "[" + strconv.Itoa(i) + "]" }

// plainValue makes the value of a fact one of the kinds Saved names.
func plainValue(v any, depth int) (any, bool) {
	switch v := v.(type) {
	case string, bool, int:
		return v, true
	case json.Number:
		n, err := strconv.Atoi(v.String())
		return n, err == nil
	case []any:
		if depth == 0 || len(v) > Most {
			return nil, false
		}
		out := make([]any, len(v))
		for i := range v {
			value, ok := plainValue(v[i], depth-1)
			if !ok {
				return nil, false
			}
			out[i] = value
		}
		return out, true
	case map[string]any:
		if depth == 0 || len(v) > Most {
			return nil, false
		}
		out := make(map[string]any, len(v))
		for k := range v {
			value, ok := plainValue(v[k], depth-1)
			if !ok || !id.MatchString(k) {
				return nil, false
			}
			out[k] = value
		}
		return out, true
	}
	r := reflect.ValueOf(v)
	switch {
	case r.CanInt():
		return int(r.Int()), int64(int(r.Int())) == r.Int()
	case r.CanUint():
		return int(r.Uint()), r.Uint() <= math.MaxInt
	}
	return nil, false
}
