package verify

import (
	"cmp"

	"madoguchi/forms/pdf"
)

// plainKeys are what a new signature field or its widget may hold. Actions and
// optional content are not among them: they do or show something.
var plainKeys = [...]pdf.Name{
	"AP", "AS", "BS", "Border", "C", "Contents", "DA", "DR", "F", "FT", "Ff", "H", "Kids", "Lock", "M", "MK", "NM", "P",
	"Parent", "Q", "Rect", "StructParent", "Subtype", "SV", "T", "TM", "TU", "Type", "V",
}

func plain(d pdf.Dict) bool {
	if s := d["Subtype"]; s != nil && s != pdf.Name("Widget") {
		return false // another annotation, which readers draw in their own way
	}
	for k := range d {
		ok := false
		for _, p := range plainKeys {
			ok = ok || p == k
		}
		if !ok {
			return false
		}
	}
	return true
}

// added looks at a field that is new in a list of fields.
func (w *fieldDiff) added(r pdf.Ref, up node) error {
	d, err := w.now.Dict(r)
	if err != nil || d == nil {
		w.add(w.at(r, Change{Kind: ChangeForm}))
		return nil //nolint:nilerr // reported as a change
	}
	typ, _ := w.now.Name(d["FT"])
	if typ == "" {
		typ = up.typ
	}
	name := up.name
	if t, err := w.now.String(d["T"]); err == nil && d["T"] != nil {
		if name != "" {
			name += "."
		}
		name += pdf.DecodeText(t)
	}
	widgets, ok := w.widgetsOf(r, d)
	if typ != "Sig" || !ok || !plain(d) {
		w.add(w.at(r, Change{Kind: ChangeForm, Field: name}))
		return nil
	}
	visible, page := false, 0
	for _, g := range widgets {
		gd, err := w.now.Dict(g)
		if err != nil || !plain(gd) {
			w.add(w.at(r, Change{Kind: ChangeForm, Field: name}))
			return nil //nolint:nilerr // reported as a change
		}
		if draws(w.now, gd) {
			visible, page = true, cmp.Or(page, w.c.pageOf(g))
		}
	}
	v, err := w.now.Resolve(d["V"])
	if err != nil {
		return err
	}
	ch := Change{Kind: ChangeSigField, Field: name, Visible: visible, Page: page, Allowed: w.p != 1 && !visible}
	if v != nil {
		ch = w.signedChange(name, d["V"], visible, page)
	}
	w.add(w.at(r, ch))
	if ch.Allowed {
		for _, g := range widgets {
			w.newWidgets[g] = true
		}
	}
	return nil
}

// widgetsOf returns the new objects that draw a new field: itself, or its kids.
func (w *fieldDiff) widgetsOf(r pdf.Ref, d pdf.Dict) ([]pdf.Ref, bool) {
	kids, err := w.now.Array(d["Kids"])
	if err != nil || len(kids) > 64 {
		return nil, false
	}
	if len(kids) == 0 {
		return []pdf.Ref{r}, true
	}
	var out []pdf.Ref
	for _, k := range kids {
		kr, ok := k.(pdf.Ref)
		if !ok || !w.fresh[kr] {
			return nil, false
		}
		out = append(out, kr)
	}
	return out, true
}
