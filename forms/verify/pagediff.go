package verify

import (
	"madoguchi/forms/pdf"
)

// pages compares the changed pages and lists of annotations.
func (d *diff) pages() error {
	placed := map[pdf.Ref]int{}
	for p, err := range d.old.Pages() {
		if err != nil {
			if hard(err) {
				return err
			}
			continue
		}
		list, _ := p.Dict["Annots"].(pdf.Ref)
		if p.Ref == (pdf.Ref{}) || !d.changed[p.Ref] && !d.changed[list] {
			continue
		}
		if err := d.page(p, placed); err != nil {
			return err
		}
	}
	return nil
}

// page compares one page: only its list of annotations may gain the widgets of
// new signature fields, each on one page.
func (d *diff) page(p pdf.Page, placed map[pdf.Ref]int) error {
	is, err := d.now.Dict(p.Ref)
	if err != nil || is == nil {
		return nil //nolint:nilerr // no page any more: stays unexplained
	}
	d.explained[p.Ref] = true
	for _, k := range differing(p.Dict, is) {
		switch k {
		case "Annots":
		case "Contents":
			d.add(d.at(p.Ref, Change{Kind: ChangePageContent, Page: p.Index + 1}))
		case "Resources":
			d.add(d.at(p.Ref, Change{Kind: ChangeResource, Page: p.Index + 1}))
		default:
			d.add(d.at(p.Ref, Change{Kind: ChangePage, Page: p.Index + 1}))
		}
	}
	before, err := d.old.Array(p.Dict["Annots"])
	if err != nil {
		return nil //nolint:nilerr // not a list: stays unexplained if it changed
	}
	after, err := d.now.Array(is["Annots"])
	if err != nil {
		d.add(d.at(p.Ref, Change{Kind: ChangeAnnotation, Page: p.Index + 1}))
		return nil //nolint:nilerr // reported as a change
	}
	d.explain(p.Dict["Annots"])
	i := 0
	for _, o := range after {
		if i < len(before) && equal(before[i], o) {
			i++
			continue
		}
		r, _ := o.(pdf.Ref)
		if at, twice := placed[r]; d.newWidgets[r] && !twice {
			placed[r] = p.Index
			continue
		} else if twice && at == p.Index {
			continue
		}
		d.add(d.at(r, Change{Kind: ChangeAnnotation, Page: p.Index + 1, Allowed: d.p == 3 && d.fresh[r]}))
	}
	if i < len(before) {
		d.add(d.at(p.Ref, Change{Kind: ChangeAnnotation, Page: p.Index + 1, Allowed: d.p == 3}))
	}
	return nil
}

// unexplained names everything that changed and was not permitted.
func (d *diff) unexplained() error {
	var left []pdf.Ref
	for r := range d.changed {
		if !d.explained[r] {
			left = append(left, r)
		}
	}
	if len(left) == 0 {
		return nil
	}
	use, err := d.uses(left)
	if err != nil {
		return err
	}
	for _, r := range left {
		o, err := d.old.Get(r)
		if err != nil {
			if hard(err) {
				return err
			}
			o = nil
		}
		if s, ok := o.(*pdf.Stream); ok && s.Dict["Type"] == pdf.Name("XRef") {
			now, err := d.now.Get(r)
			if hard(err) {
				return err
			}
			if n, ok := now.(*pdf.Stream); ok && n.Dict["Type"] == pdf.Name("XRef") && len(d.referrers[r]) == 0 {
				continue // the cross-reference stream of a later revision took the number
			}
		}
		d.add(d.at(r, use[r]))
	}
	return nil
}

// uses finds out what changed objects were for in the signed document.
func (d *diff) uses(refs []pdf.Ref) (map[pdf.Ref]Change, error) {
	use := map[pdf.Ref]Change{}
	open := map[pdf.Ref]bool{}
	for _, r := range refs {
		open[r] = true
		use[r] = Change{Kind: ChangeObject}
		o, err := d.old.Get(r)
		if err != nil {
			if hard(err) {
				return nil, err
			}
			continue
		}
		dict, _ := o.(pdf.Dict)
		if s, ok := o.(*pdf.Stream); ok {
			dict = s.Dict
		}
		switch t, _ := dict["Type"].(pdf.Name); t {
		case "Pages", "Page":
			use[r] = Change{Kind: ChangePages}
		case "Font", "FontDescriptor":
			use[r] = Change{Kind: ChangeFont}
		case "Sig", "DocTimeStamp":
			use[r] = Change{Kind: ChangeSignature}
		}
	}
	var walk func(o pdf.Object, ch Change, depth int, seen map[pdf.Ref]bool) error
	walk = func(o pdf.Object, ch Change, depth int, seen map[pdf.Ref]bool) error {
		var err error
		eachRef(o, func(r pdf.Ref) {
			if err != nil || seen[r] || len(seen) > maxClosure {
				return
			}
			seen[r] = true
			if open[r] {
				have := use[r]
				switch {
				case have.Kind == ChangeFont || have.Kind == ChangeSignature:
					have.Page = ch.Page
					use[r] = have
				case have.Kind == ChangeObject:
					use[r] = ch
				}
				if use[r].Page != 0 {
					delete(open, r)
				}
			}
			if depth == 0 || len(open) == 0 {
				return
			}
			v, e := d.old.Get(r)
			if e != nil {
				if hard(e) {
					err = e
				}
				return
			}
			if dict, ok := v.(pdf.Dict); ok && (dict["Type"] == pdf.Name("Page") || dict["Type"] == pdf.Name("Pages")) {
				return // from an annotation back to its page
			}
			err = walk(v, ch, depth-1, seen)
		})
		return err
	}
	for p, err := range d.old.Pages() {
		if err != nil {
			if hard(err) {
				return nil, err
			}
			continue
		}
		if len(open) == 0 {
			break
		}
		if err := d.c.cancelled(); err != nil {
			return nil, err
		}
		resources, err := d.old.Inherited(p, "Resources")
		if err != nil {
			resources = nil
		}
		page := p.Index + 1
		for _, part := range []struct {
			o     pdf.Object
			ch    Change
			depth int
		}{
			{p.Dict["Contents"], Change{Kind: ChangePageContent, Page: page}, 2},
			{p.Dict["Annots"], Change{Kind: ChangeAnnotation, Page: page, Allowed: d.p == 3}, 5},
			{p.Dict["Resources"], Change{Kind: ChangeResource, Page: page}, 0},
			{resources, Change{Kind: ChangeResource, Page: page}, 8},
		} {
			if err := walk(part.o, part.ch, part.depth, map[pdf.Ref]bool{}); err != nil {
				return nil, err
			}
		}
	}
	return use, nil
}
