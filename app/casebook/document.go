package casebook

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"madoguchi/app/fact"
	"madoguchi/app/store"
)

// Version is the version of the casebook and of hand-over files that this
// program writes.
const Version = 1

var (
	caseID = regexp.MustCompile(`^[a-z2-7]{26}$`)
	word   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	stepID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]{0,95}$`)
	origin = regexp.MustCompile(`^[a-z][a-z0-9_.]{0,31}$`)
)

// errForm says that a record is not in the form in which one is written; what
// reads it calls that damaged.
var errForm = errors.New("not in the form of a case")

// The casebook as it is written.
type document struct {
	Version int      `json:"version"`
	Cases   []record `json:"cases"`
}

type record struct {
	ID       string  `json:"id"`
	Nickname string  `json:"nickname"`
	Kind     string  `json:"kind,omitempty"`
	Facts    []entry `json:"facts,omitempty"`
	Steps    []step  `json:"steps,omitempty"`
	Created  string  `json:"created"`
	Updated  string  `json:"updated"`
	Revision int     `json:"revision"`
}

type entry struct {
	ID    string      `json:"id"`
	Value any         `json:"value"`
	From  fact.Origin `json:"from"`
}

type step struct {
	ID  string `json:"id"`
	Due string `json:"due,omitempty"`
	On  string `json:"on"`
}

// encode writes the casebook in one form only.
func encode(d document) ([]byte, error) {
	d.Version = Version
	if d.Cases == nil {
		d.Cases = []record{}
	}
	if len(d.Cases) > MostCases {
		return nil, fail(Full)
	}
	b, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	if len(b) > store.Largest {
		clear(b)
		return nil, fail(Full)
	}
	return b, nil
}

// decode reads what encode wrote; anything else is Damaged or Newer. It asks for
// the form alone: the vocabulary and the rules for nicknames may have been others
// when it was written.
func decode(b []byte) (document, error) {
	d, err := store.Parse(b, Version, func(d document) (document, error) {
		seen := map[string]bool{}
		if d.Cases == nil || len(d.Cases) > MostCases {
			return d, errForm
		}
		for i, r := range d.Cases {
			if seen[r.ID] || !d.Cases[i].formed() {
				return d, errForm
			}
			seen[r.ID] = true
		}
		return d, nil
	})
	if err != nil {
		return document{}, told(err)
	}
	return d, nil
}

// formed says whether a record has the form of one, and makes its numbers int.
func (r *record) formed() bool {
	letters := utf8.RuneCountInString(r.Nickname)
	switch {
	case !caseID.MatchString(r.ID), letters == 0, letters > LongestNickname, !utf8.ValidString(r.Nickname),
		r.Kind != "" && !word.MatchString(r.Kind), len(r.Facts) > MostFacts, len(r.Steps) > MostSteps,
		!day(r.Created), !day(r.Updated), r.Revision < 1:
		return false
	}
	for i, e := range r.Facts {
		value, ok := whole(e.Value)
		if !ok || !bounded(value, 1) || !word.MatchString(e.ID) || !origin.MatchString(string(e.From)) ||
			i > 0 && r.Facts[i-1].ID >= e.ID {
			return false
		}
		r.Facts[i].Value = value
	}
	return !slices.ContainsFunc(r.Steps, func(s step) bool { return !Step(s).valid() })
}

// whole makes the numbers in a value int, in a copy.
func whole(value any) (any, bool) {
	switch value := value.(type) {
	case json.Number:
		n, err := strconv.Atoi(value.String())
		return n, err == nil
	case []any:
		out := make([]any, len(value))
		for i := range value {
			item, ok := whole(value[i])
			if !ok {
				return nil, false
			}
			out[i] = item
		}
		return out, true
	case map[string]any:
		out := make(map[string]any, len(value))
		for k := range value {
			field, ok := whole(value[k])
			if !ok {
				return nil, false
			}
			out[k] = field
		}
		return out, true
	}
	return value, true
}

func recordOf(c Case) record {
	r := record{ID: c.ID, Nickname: c.Nickname, Kind: c.Kind, Created: c.Created, Updated: c.Updated, Revision: c.Revision}
	for _, f := range c.Facts {
		r.Facts = append(r.Facts, entry(f))
	}
	for _, s := range c.Steps {
		r.Steps = append(r.Steps, step(s))
	}
	return r
}

// caseOf leaves out what this version does not keep, and lists it.
func (b *Book) caseOf(r record) Case {
	c := Case{ID: r.ID, Nickname: r.Nickname, Kind: r.Kind, Created: r.Created, Updated: r.Updated, Revision: r.Revision}
	if c.Kind != "" && !slices.Contains(KindsOf(b.o.Vocabulary), c.Kind) {
		c.Kind, c.Stale = "", append(c.Stale, c.Kind)
	}
	for _, e := range r.Facts {
		if checkFact(b.o.Vocabulary, fact.Fact(e)) == nil {
			c.Facts = append(c.Facts, fact.Fact(e))
		} else {
			c.Stale = append(c.Stale, e.ID)
		}
	}
	for _, s := range r.Steps {
		if b.stepKnown(s.ID) {
			c.Steps = append(c.Steps, Step(s))
		} else {
			c.Stale = append(c.Stale, s.ID)
		}
	}
	return c
}

func (b *Book) stepKnown(id string) bool { return b.o.Step != nil && b.o.Step(id) }
