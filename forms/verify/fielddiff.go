package verify

import (
	"madoguchi/forms/pdf"
)

// Bits of /Ff and /F (ISO 32000-1 tables 165, 221 and 226).
const (
	flagReadOnly   = 1 << 0
	flagPushbutton = 1 << 16

	annotHidden         = 1 << 1
	annotPrint          = 1 << 2
	annotReadOnly       = 1 << 6
	annotLocked         = 1 << 7
	annotLockedContents = 1 << 9
)

const maxFieldDepth = 64

// fieldDiff compares the trees of form fields.
type fieldDiff struct {
	*diff
	seen map[pdf.Ref]bool
}

// node is what a field takes from those above it.
type node struct {
	name  string
	typ   pdf.Name
	flags int64
	// signedNow: the field above was empty and is signed now.
	signedNow bool
	// filled: its value, or that of the field above, is another now; looksOnly:
	// it is not, so that its appearance may not be either.
	filled, looksOnly bool
	// fixed: the widget's contents must not change.
	fixed bool
}

// kids compares two lists of fields: what was there stays, in its order; what is
// new must be a signature field.
func (w *fieldDiff) kids(was, is pdf.Object, up node, depth int) error {
	before, err := w.old.Array(was)
	if err != nil {
		return err
	}
	after, err := w.now.Array(is)
	if err != nil {
		return err
	}
	w.explain(was)
	if depth > maxFieldDepth {
		w.add(Change{Kind: ChangeForm, Field: up.name})
		return nil
	}
	i := 0
	for _, o := range after {
		if i < len(before) && equal(before[i], o) {
			i++
			if err := w.field(o, up, depth); err != nil {
				return err
			}
			continue
		}
		r, ok := o.(pdf.Ref)
		if !ok || !w.fresh[r] {
			w.add(Change{Kind: ChangeForm, Field: up.name})
			continue
		}
		if err := w.added(r, up); err != nil {
			return err
		}
	}
	if i < len(before) {
		w.add(Change{Kind: ChangeForm, Field: up.name})
	}
	return nil
}

// field compares one field, or a widget below one, that stands in both lists.
func (w *fieldDiff) field(o pdf.Object, up node, depth int) error {
	r, isRef := o.(pdf.Ref)
	if isRef {
		if w.seen[r] {
			return nil
		}
		w.seen[r] = true
	}
	was, err := w.old.Dict(o)
	if err != nil || was == nil {
		return nil //nolint:nilerr // no dictionary then: a change of it stays unexplained
	}
	is, err := w.now.Dict(o)
	if err != nil || is == nil {
		return nil //nolint:nilerr // the same
	}
	n := w.inherit(was, up)
	if isRef {
		w.explained[r] = true
	}
	if n.typ == "Sig" {
		if err := w.signatureValue(r, was["V"], is["V"], &n); err != nil {
			return err
		}
	}
	may := w.mayFill(n)
	// Looks may follow the value. Looks alone show another value than the one
	// that was signed.
	inherits := was["V"] == nil && is["V"] == nil
	if n.typ != "Sig" && !(up.filled && inherits) && equal(was["V"], is["V"]) && !w.changedValue(was["V"]) {
		n.looksOnly, n.filled = true, false
	} else {
		n.filled, n.looksOnly = n.typ != "Sig", false
	}
	tell := func(kind ChangeKind, allowed bool) {
		w.add(w.at(r, Change{Kind: kind, Field: n.name, Page: w.page(o, 0), Allowed: allowed}))
	}
	for _, k := range differing(was, is) {
		switch k {
		case "Kids":
		case "V":
			if n.typ != "Sig" {
				tell(ChangeFormValue, may)
			}
		case "RV", "I":
			tell(ChangeFormValue, may)
		case "AP":
			tell(ChangeAppearance, w.mayDraw(n) && w.fits(was, is))
		case "AS", "DA", "Q", "MK", "M":
			tell(ChangeAppearance, w.mayDraw(n))
		case "Ff":
			if setsOnly(w.diff, was[k], is[k], flagReadOnly) {
				tell(ChangeFormValue, w.mayDraw(n))
			} else {
				tell(ChangeForm, false)
			}
		case "F":
			ok := setsOnly(w.diff, was[k], is[k], annotPrint|annotReadOnly|annotLocked|annotLockedContents)
			tell(ChangeAppearance, ok && w.mayDraw(n))
		default:
			tell(ChangeForm, false)
		}
	}
	if v, ok := was["V"].(pdf.Ref); ok && w.valueObject(v, n) {
		w.add(w.at(v, Change{Kind: ChangeFormValue, Field: n.name, Page: w.page(o, 0), Allowed: may}))
	}
	if err := w.appearance(o, was, is, n); err != nil {
		return err
	}
	if was["Kids"] != nil || is["Kids"] != nil {
		return w.kids(was["Kids"], is["Kids"], n, depth+1)
	}
	return nil
}

func (w *fieldDiff) inherit(d pdf.Dict, up node) node {
	n := up
	if t, err := w.old.String(d["T"]); err == nil && d["T"] != nil {
		if n.name != "" {
			n.name += "."
		}
		n.name += pdf.DecodeText(t)
	}
	if t, err := w.old.Name(d["FT"]); err == nil && t != "" {
		n.typ = t
	}
	if f, err := w.old.Int(d["Ff"]); err == nil && d["Ff"] != nil {
		n.flags = f
	}
	f, err := w.old.Int(d["F"])
	n.fixed = err == nil && f&annotLockedContents != 0
	return n
}

// mayFill reports whether the field's value may change: nobody can fill in a
// read-only field (ISO 32000-1 tables 165 and 221).
func (w *fieldDiff) mayFill(n node) bool {
	return w.p != 1 && n.flags&flagReadOnly == 0 && !n.fixed && n.typ != "Sig" && !w.c.locked(w.s.rev, n.name)
}

// mayDraw reports whether the field's appearance may change: with its value, or
// because it was signed. A button's face is no value.
func (w *fieldDiff) mayDraw(n node) bool {
	if n.typ == "Sig" {
		return n.signedNow && w.p != 1
	}
	if n.typ == "Btn" && n.flags&flagPushbutton != 0 {
		return false
	}
	return w.mayFill(n) && !n.looksOnly
}

// changedValue reports whether a value that is an object of its own changed.
func (w *fieldDiff) changedValue(v pdf.Object) bool {
	r, ok := v.(pdf.Ref)
	return ok && w.changed[r]
}

// setsOnly reports whether an integer only gained bits out of mask.
func setsOnly(d *diff, was, is pdf.Object, mask int64) bool {
	a, err1 := d.old.Int(was)
	b, err2 := d.now.Int(is)
	return err1 == nil && err2 == nil && (a^b)&^mask == 0 && a&^b == 0
}

// valueObject explains a value that is an object of its own, and reports whether
// it changed.
func (w *fieldDiff) valueObject(v pdf.Ref, n node) bool {
	if !w.changed[v] || n.typ == "Sig" {
		return false
	}
	holders := map[pdf.Ref]bool{}
	for s := range w.seen {
		holders[s] = true
	}
	if !w.only(v, holders) {
		return false
	}
	w.explained[v] = true
	return true
}

// appearance explains changed objects under /AP: its dictionaries and the
// streams they name, but neither fonts nor anything else the streams use.
func (w *fieldDiff) appearance(owner pdf.Object, was, is pdf.Dict, n node) error {
	reach := map[pdf.Ref]bool{}
	if r, ok := owner.(pdf.Ref); ok {
		reach[r] = true
	}
	var walk func(o pdf.Object, depth int) error
	walk = func(o pdf.Object, depth int) error {
		if r, ok := o.(pdf.Ref); ok {
			if reach[r] {
				return nil
			}
			reach[r] = true
			v, err := w.old.Get(r)
			if err != nil {
				if hard(err) {
					return err
				}
				return nil
			}
			if w.changed[r] && w.only(r, reach) {
				w.explained[r] = true
				w.add(w.at(r, Change{
					Kind: ChangeAppearance, Field: n.name, Page: w.page(owner, 0), Allowed: w.mayDraw(n) && w.fits(was, is),
				}))
			}
			o = v
		}
		if d, ok := o.(pdf.Dict); ok && depth < 3 {
			for _, k := range d {
				if err := walk(k, depth+1); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return walk(was["AP"], 0)
}
