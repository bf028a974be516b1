// Package directory is whom to ask: telephone lines of official help, with the
// languages they are known to speak, their source and how sure it is.
//
// A line nobody could confirm is counted, never shown. The room calls nobody.
package directory

import (
	"errors"
	"io/fs"

	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// Line is one way to reach an office by telephone.
type Line struct {
	// ID names it in texts as {phone_<id>}.
	ID string
	// Office is the id of the texts office.*.
	Office string
	// Numbers as they are dialled in Japan.
	Numbers []string
	// Languages are BCP 47 tags; none where they were not read.
	Languages []string
	// Hours is the id of a text, "" where they were not read.
	Hours string
	law.Basis
	Place fact.Place
}

// Directory is every line. It does not change.
type Directory struct{ lines []*Line }

// Load reads every *.yaml of fsys: lists of {id, office, numbers, languages, hours,
// law, page, confidence, checked_on, review_by}. The faults are *fact.Fault.
func Load(fsys fs.FS, library *law.Library) (*Directory, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	d := &Directory{}
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
			faults = append(faults, d.take(item, library))
		}
	}
	return d, errors.Join(faults...)
}

// Lines are those that were confirmed, in the order of the data.
func (d *Directory) Lines() (list []*Line) {
	for _, l := range d.lines {
		if l.Confidence != law.Unsure {
			list = append(list, l)
		}
	}
	return list
}

// Of are the confirmed lines of an office.
func (d *Directory) Of(office string) (list []*Line) {
	for _, l := range d.Lines() {
		if l.Office == office {
			list = append(list, l)
		}
	}
	return list
}

// Unconfirmed is how many lines are not shown.
func (d *Directory) Unconfirmed() int { return len(d.lines) - len(d.Lines()) }

func (d *Directory) take(n fact.Node, library *law.Library) (err error) {
	if err := n.Only(append([]string{"id", "office", "numbers", "languages", "hours"}, law.BasisKeys()...)...); err != nil {
		return err
	}
	l := &Line{Place: n.Place}
	id, _ := n.Get("id")
	if l.ID, err = id.AsWord(); err != nil {
		return err
	}
	office, _ := n.Get("office")
	if l.Office, err = office.AsWord(); err != nil {
		return err
	}
	numbers, _ := n.Get("numbers")
	if l.Numbers, err = numbers.AsWords(); err != nil {
		return err
	}
	if languages, some := n.Get("languages"); some {
		if l.Languages, err = languages.AsWords(); err != nil {
			return err
		}
	}
	hours, _ := n.Get("hours")
	l.Hours = hours.Text
	if l.Basis, err = library.ReadBasis(n, fact.Node{}); err != nil {
		return err
	}
	for _, other := range d.lines {
		if other.ID == l.ID {
			return n.Fault("delete one", "the line %s stands at %v already", l.ID, other.Place)
		}
	}
	d.lines = append(d.lines, l)
	return nil
}
