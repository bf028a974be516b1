package verify

import (
	"madoguchi/forms/pdf"
)

// unused names new objects that nothing referred to in any later revision. They
// show nothing; but one that calls itself a part of the page tree is there for
// readers that do not follow references.
func (d *diff) unused() error {
	reached := map[pdf.Ref]bool{}
	for i := d.s.rev + 1; i < len(d.c.revs); i++ {
		if err := d.c.cancelled(); err != nil {
			return err
		}
		f := d.now
		if i < len(d.c.revs)-1 {
			var err error
			if f, err = d.c.file.At(i); err != nil {
				return err
			}
		}
		if err := d.reach(f, reached); err != nil {
			return err
		}
	}
	for r := range d.fresh {
		if reached[r] || len(d.referrers[r]) > 0 {
			continue
		}
		o, err := d.now.Get(r)
		if err != nil {
			return err
		}
		dict, _ := o.(pdf.Dict)
		if s, ok := o.(*pdf.Stream); ok {
			if dict = s.Dict; dict["Type"] == pdf.Name("XRef") || dict["Type"] == pdf.Name("ObjStm") {
				continue // of the file's structure, which refers to it by number
			}
		}
		ch := Change{Kind: ChangeUnused, Allowed: true}
		switch t, _ := dict["Type"].(pdf.Name); t {
		case "Catalog", "Pages", "Page":
			ch = Change{Kind: ChangeHiddenObject}
		}
		d.add(d.at(r, ch))
	}
	return nil
}

// reach adds the new objects that can be reached in one revision.
func (d *diff) reach(f *pdf.File, reached map[pdf.Ref]bool) error {
	here := map[pdf.Ref]bool{}
	var next []pdf.Ref
	note := func(o pdf.Object) {
		eachRef(o, func(r pdf.Ref) {
			if d.fresh[r] && !here[r] {
				here[r], reached[r] = true, true
				next = append(next, r)
			}
		})
	}
	note(f.Trailer())
	for r := range d.changed {
		o, err := f.Get(r)
		if err != nil {
			return err
		}
		note(o)
	}
	for len(next) > 0 {
		r := next[len(next)-1]
		next = next[:len(next)-1]
		o, err := f.Get(r)
		if err != nil {
			return err
		}
		note(o)
	}
	return nil
}
