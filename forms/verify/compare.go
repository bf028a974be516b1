package verify

import (
	"maps"

	"madoguchi/forms/pdf"
)

// catalog compares the document catalogs and what hangs on them.
func (d *diff) catalog() error {
	wasRef, was, err := d.old.Root()
	if err != nil {
		return err
	}
	isRef, is, err := d.now.Root()
	if err != nil {
		return err
	}
	if wasRef != isRef {
		d.add(d.at(isRef, Change{Kind: ChangeCatalog}))
		return nil
	}
	d.explained[wasRef] = true
	for _, k := range differing(was, is) {
		switch k {
		case "AcroForm", "DSS", "Metadata", "Extensions", "Version":
		default:
			d.add(d.at(isRef, Change{Kind: ChangeCatalog}))
		}
	}
	if !equal(was["Version"], is["Version"]) {
		// A later one is needed by what was added; it shows nothing.
		v, err := d.now.Name(is["Version"])
		d.add(d.at(isRef, Change{Kind: ChangeVersion, Allowed: err == nil && string(v) >= d.old.Version()}))
	}
	extra := func(k pdf.Name, kind ChangeKind, allowed bool) error {
		others := maps.Clone(was)
		delete(others, k)
		return d.extra(wasRef, others, was[k], is[k], kind, allowed)
	}
	if err := extra("DSS", ChangeDSS, true); err != nil {
		return err
	}
	if err := extra("Extensions", ChangeVersion, true); err != nil {
		return err
	}
	if err := extra("Metadata", ChangeMetadata, d.p != 1); err != nil {
		return err
	}
	// The document information dictionary hangs on the trailer.
	if err := d.extra(pdf.Ref{}, nil, d.old.Trailer()["Info"], d.now.Trailer()["Info"], ChangeMetadata, d.p != 1); err != nil {
		return err
	}
	return d.form(wasRef, was["AcroForm"], is["AcroForm"])
}

// maxClosure bounds the objects that hang on one thing.
const maxClosure = 1 << 16

// extra compares something no page shows: validation data or document
// information. It may change, as far as nothing else of the signed document
// uses the changed objects; others are the other entries of the object it hangs
// on.
func (d *diff) extra(from pdf.Ref, others pdf.Dict, was, is pdf.Object, kind ChangeKind, allowed bool) error {
	reach := map[pdf.Ref]bool{from: true}
	shared := map[pdf.Ref]bool{}
	eachRef(others, func(r pdf.Ref) { shared[r] = true })
	var objects []pdf.Ref
	var walk func(o pdf.Object, depth int) error
	walk = func(o pdf.Object, depth int) error {
		var err error
		eachRef(o, func(r pdf.Ref) {
			if err != nil || reach[r] || len(reach) > maxClosure || depth > 16 {
				return
			}
			reach[r] = true
			objects = append(objects, r)
			v, e := d.old.Get(r)
			if e != nil {
				if hard(e) {
					err = e
				}
				return
			}
			err = walk(v, depth+1)
		})
		return err
	}
	if err := walk(was, 0); err != nil {
		return err
	}
	touched := !equal(was, is)
	var at pdf.Ref
	for _, r := range objects {
		if d.changed[r] && !shared[r] && d.only(r, reach) {
			d.explained[r] = true
			touched, at = true, r
		}
	}
	if touched {
		if r, ok := is.(pdf.Ref); ok {
			at = r
		}
		d.add(d.at(at, Change{Kind: kind, Allowed: allowed}))
	}
	return nil
}

// form compares the interactive forms (ISO 32000-1 12.7.2).
func (d *diff) form(root pdf.Ref, wasObject, isObject pdf.Object) error {
	was, err := d.old.Dict(wasObject)
	if err != nil {
		return err
	}
	is, err := d.now.Dict(isObject)
	if err != nil {
		return err
	}
	d.explain(wasObject)
	at, _ := isObject.(pdf.Ref)
	if was != nil && is == nil {
		d.add(Change{Kind: ChangeForm})
		return nil
	}
	for _, k := range differing(was, is) {
		switch k {
		case "Fields", "SigFlags", "DR":
		case "DA":
			if was[k] != nil {
				d.add(d.at(at, Change{Kind: ChangeForm}))
			}
		case "NeedAppearances":
			// Viewers then draw every field anew, whatever was seen when signing.
			redraw, err := d.now.Bool(is[k])
			d.add(d.at(at, Change{Kind: ChangeAppearance, Allowed: d.p != 1 && err == nil && !redraw}))
		default:
			d.add(d.at(at, Change{Kind: ChangeForm}))
		}
	}
	w := &fieldDiff{diff: d, seen: map[pdf.Ref]bool{}}
	if err := w.kids(was["Fields"], is["Fields"], node{}, 0); err != nil {
		return err
	}
	if was["DA"] == nil && is["DA"] != nil {
		d.add(d.at(at, Change{Kind: ChangeForm, Allowed: d.p != 1 && d.filled()}))
	}
	holders := map[pdf.Ref]bool{root: true}
	if r, ok := wasObject.(pdf.Ref); ok {
		holders[r] = true
	}
	return d.resources(at, holders, was["DR"], is["DR"])
}
