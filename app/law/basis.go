package law

import (
	"errors"
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Confidence is how sure a reading of the law is. The zero Confidence is Unsure.
type Confidence uint8

// The values. Unsure never answers yes or no; Probable says "probably" and whom to
// ask before relying on it.
const (
	Unsure Confidence = iota
	Probable
	Certain
)

var confidences = []string{"unsure", "probable", "certain"}

func (c Confidence) String() string { return confidences[c] }

// Basis is what a record rests on.
type Basis struct {
	Law        []Citation
	Pages      []Page
	Confidence Confidence
	// From and To are the first and the last day on which the record holds; no
	// date for always.
	From, To lawdate.Date
	// CheckedOn is the day on which the source was read, ReviewBy the one until
	// which it should be read again.
	CheckedOn, ReviewBy lawdate.Date
}

// BasisKeys are the keys of a record that ReadBasis reads.
func BasisKeys() []string {
	return []string{"law", "page", "confidence", "valid", "checked_on", "review_by"}
}

// Holds reports whether the record holds on a day.
func (b Basis) Holds(on lawdate.Date) bool {
	return (b.From.IsZero() || !on.Before(b.From)) && (b.To.IsZero() || !on.After(b.To))
}

// Overdue reports whether the source ought to have been read again by that day.
func (b Basis) Overdue(on lawdate.Date) bool { return on.After(b.ReviewBy) }

// ReadBasis reads {law: ["act:article"], page: [id], confidence, valid: {from,
// to}, checked_on, review_by} of a record; what the record does not say is taken
// from defaults, a mapping of the same keys, except the sources. The error is a
// *fact.Fault.
func (l *Library) ReadBasis(n fact.Node, defaults fact.Node) (Basis, error) {
	var b Basis
	err := errors.Join(l.sources(&b, n), b.sure(n, defaults), b.span(n, defaults), b.reviewed(n, defaults))
	return b, err
}

func (l *Library) sources(b *Basis, n fact.Node) error {
	laws, some := n.Get("law")
	if some && laws.Kind != fact.Sequence {
		return laws.Fault(`write ["act:article"]`, "here is %v", laws.Kind)
	}
	for _, item := range laws.Items {
		c, err := l.citation(item)
		if err != nil {
			return err
		}
		b.Law = append(b.Law, c)
	}
	if pages, some := n.Get("page"); some {
		ids, err := pages.AsWords()
		if err != nil {
			return err
		}
		for i, id := range ids {
			p := l.pages[id]
			if p == nil {
				all := make([]string, 0, len(l.pages))
				for id := range l.pages {
					all = append(all, id)
				}
				slices.Sort(all)
				return pages.Items[i].Fault(fact.Nearest(id, all), "there is no page %q", id)
			}
			b.Pages = append(b.Pages, *p)
		}
	}
	if len(b.Law)+len(b.Pages) == 0 {
		return n.Fault(`write law: ["act:article"] or page: [id]`, "the record has no source")
	}
	return nil
}

func (b *Basis) sure(n, defaults fact.Node) error {
	v := inherited(n, defaults, "confidence")
	i := slices.Index(confidences, v.Text)
	if i < 0 {
		return v.Fault("write confidence: certain, probable or unsure", "nobody said how sure this is")
	}
	b.Confidence = Confidence(i)
	return nil
}

func (b *Basis) span(n, defaults fact.Node) (err error) {
	v := inherited(n, defaults, "valid")
	if v.Kind == fact.Nothing {
		return nil
	}
	if err := v.Only("from", "to"); err != nil {
		return err
	}
	if b.From, err = day(v, "from", false); err != nil {
		return err
	}
	if b.To, err = day(v, "to", false); err != nil {
		return err
	}
	if !b.To.IsZero() && b.To.Before(b.From) {
		return v.Fault("write the later day as to:", "the record ends before it begins")
	}
	return nil
}

func (b *Basis) reviewed(n, defaults fact.Node) (err error) {
	for key, to := range map[string]*lawdate.Date{"checked_on": &b.CheckedOn, "review_by": &b.ReviewBy} {
		v := inherited(n, defaults, key)
		d, err := lawdate.Parse(v.Text)
		if v.Kind != fact.Word || err != nil {
			return v.Fault("write "+key+": YYYY-MM-DD", "the record has no %s", key)
		}
		*to = d
	}
	if !b.CheckedOn.Before(b.ReviewBy) {
		return n.Fault("write a later review_by", "the record is to be read again before it was read")
	}
	return nil
}

func inherited(n, defaults fact.Node, key string) fact.Node {
	if v, some := n.Get(key); some {
		return v
	}
	if v, some := defaults.Get(key); some {
		return v
	}
	return fact.Node{Place: n.Place}
}
