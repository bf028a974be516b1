package eligibility

import (
	"errors"
	"io/fs"

	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// Announced is a change of the law that has been decided or announced.
type Announced struct {
	// ID is that of the row, such as J-05.
	ID string
	// One of these says when: the first day, the day it starts at the latest, or
	// about when: autumn_2026, month_2027_03, fiscal_2028.
	From, By lawdate.Date
	About    string
	Topics   []string
	law.Basis
	Place fact.Place
}

// LoadAnnounced reads every *.yaml of fsys: lists of {id, from or by or about,
// topics, law, page, confidence, checked_on, review_by}. The faults are
// *fact.Fault.
func LoadAnnounced(fsys fs.FS, library *law.Library) (list []Announced, err error) {
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
		if err != nil {
			return nil, err
		}
		for _, item := range n.Items {
			a, err := announced(item, library)
			faults = append(faults, err)
			list = append(list, a)
		}
	}
	return list, errors.Join(faults...)
}

func announced(n fact.Node, library *law.Library) (a Announced, err error) {
	if err := n.Only(append([]string{"id", "from", "by", "about", "topics"}, law.BasisKeys()...)...); err != nil {
		return a, err
	}
	id, _ := n.Get("id")
	if a.ID = id.Text; !ruleID.MatchString(a.ID) {
		return a, id.Fault("write id: as J-05", "%q is no number of a row", a.ID)
	}
	a.Place = n.Place
	topics, _ := n.Get("topics")
	if a.Topics, err = topics.AsWords(); err != nil {
		return a, err
	}
	when := 0
	for key, to := range map[string]*lawdate.Date{"from": &a.From, "by": &a.By} {
		if v, some := n.Get(key); some {
			when++
			if *to, err = lawdate.Parse(v.Text); err != nil {
				return a, v.Fault("write "+key+": YYYY-MM-DD", "here is no day")
			}
		}
	}
	if about, some := n.Get("about"); some {
		when++
		a.About = about.Text
	}
	if when != 1 {
		return a, n.Fault("write one of from:, by: and about:", "nobody can tell when %s is", a.ID)
	}
	a.Basis, err = library.ReadBasis(n, fact.Node{})
	return a, err
}

// TextID is the id of the change as it stands in the ids of texts.
func (a Announced) TextID() string { return TextID(a.ID) }

// Day is the day the change is to be listed under: its first, or the latest it
// starts; no date where only a time is known.
func (a Announced) Day() lawdate.Date {
	if a.From.IsZero() {
		return a.By
	}
	return a.From
}
