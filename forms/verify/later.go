package verify

import (
	"bytes"
	"cmp"
	"io"
	"slices"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// maxCompared bounds the objects looked at for one signature.
const maxCompared = 2 << 20

// later finds out what came after the signed revision.
func (c *checker) later(s *found) error {
	if !s.ranges.ok || s.isUnreadable || s.isBroken || s.Integrity != BytesUnchanged {
		return nil
	}
	if s.Removed {
		s.changed(SignatureRemoved)
		s.Later = append(s.Later, Change{Kind: ChangeSignature, Field: s.Field})
	}
	if s.rev < 0 {
		// Either a whole document was signed, and the newest one has forgotten that
		// it ever was, or part of a document was signed.
		if whole, err := c.wholeDocument(s.ranges.end); err != nil {
			return err
		} else if !whole {
			s.broken(ByteRangePartial)
			return nil
		}
		s.changed(NotRevisionEnd)
		s.Later = append(s.Later, Change{Kind: ChangeUnclear})
		return nil
	}
	last := len(c.revs) - 1
	if tail := max(s.ranges.end, c.revs[last].End); tail < c.size || s.rev == last && s.ranges.end < c.size {
		// Line ends and padding mean nothing to any reader.
		blank := c.blank(tail, c.size)
		s.Later = append(s.Later, Change{Kind: ChangeTrailing, Allowed: blank})
		if !blank {
			s.changed(TrailingBytes)
		}
	}
	if s.rev == last {
		return nil
	}
	old, err := c.file.At(s.rev)
	if err != nil {
		if hard(err) {
			return err
		}
		s.changed(LaterUnclear)
		return nil
	}
	d := &diff{
		c: c, s: s, old: old, now: c.file, p: c.permits(s.rev),
		rev: map[uint32]int{}, changed: map[pdf.Ref]bool{}, fresh: map[pdf.Ref]bool{},
		referrers: map[pdf.Ref][]pdf.Ref{}, explained: map[pdf.Ref]bool{}, newWidgets: map[pdf.Ref]bool{},
	}
	if err := d.run(); err != nil {
		if hard(err) {
			return err
		}
		s.changed(LaterUnclear)
		if forms.Is(err, forms.TooLarge) {
			s.because(TooManyChanges)
		}
		d.add(Change{Kind: ChangeUnclear})
	}
	if len(d.list) == 0 {
		d.add(Change{Kind: ChangeNothing, Allowed: true})
	}
	if old.Rebuilt() || c.file.Rebuilt() {
		// An object was not where its cross-reference says: readers differ.
		s.changed(LaterUnclear)
		d.add(Change{Kind: ChangeUnclear})
	}
	slices.SortStableFunc(d.list, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Revision, b.Revision), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Object, b.Object))
	})
	s.Later = append(s.Later, d.list...)
	for _, ch := range s.Later {
		if !ch.Allowed {
			s.changed(LaterChanges)
		}
	}
	return nil
}

// wholeDocument reports whether the first size bytes are a document by
// themselves, down to its end mark.
func (c *checker) wholeDocument(size int64) (bool, error) {
	f, err := pdf.Open(io.NewSectionReader(c.r, 0, size), size)
	if err != nil {
		if hard(err) {
			return false, err
		}
		return false, nil
	}
	revs := f.Revisions()
	if f.Rebuilt() || len(revs) == 0 {
		return false, nil
	}
	end := revs[len(revs)-1].End
	tail, err := c.bytes(max(0, end-16), end)
	return err == nil && bytes.Contains(tail, []byte("%%EOF")) && c.blank(end, size), nil
}

// diff compares the document as signed with the newest one. Whatever changed
// and is not explained as something a signature permits counts as a change.
type diff struct {
	c        *checker
	s        *found
	old, now *pdf.File
	// p is DocMDP's P in force, 0 for none.
	p int
	// rev is the newest revision that writes an object number.
	rev map[uint32]int
	// changed are objects of the signed document with another value now, fresh
	// those that did not exist.
	changed, fresh map[pdf.Ref]bool
	// referrers are the signed objects that refer to a changed or fresh one.
	referrers map[pdf.Ref][]pdf.Ref
	explained map[pdf.Ref]bool
	// newWidgets belong to signature fields added later.
	newWidgets map[pdf.Ref]bool
	list       []Change
}

func (d *diff) add(ch Change) {
	for _, have := range d.list {
		if have == ch {
			return
		}
	}
	if len(d.list) < 1000 {
		d.list = append(d.list, ch)
	} else if !ch.Allowed {
		d.list[len(d.list)-1] = ch
	}
}

// at fills in the object and the revision of a change.
func (d *diff) at(r pdf.Ref, ch Change) Change {
	if r != (pdf.Ref{}) {
		ch.Object = r.String()
		if rev, ok := d.rev[r.Num]; ok {
			ch.Revision = rev + 1
		}
	}
	return ch
}

func (d *diff) run() error {
	signed, err := d.findChanged()
	if err != nil {
		return err
	}
	if err := d.findReferrers(signed); err != nil {
		return err
	}
	if err := d.strict(); err != nil {
		return err
	}
	if err := d.catalog(); err != nil {
		return err
	}
	if err := d.pages(); err != nil {
		return err
	}
	if err := d.unexplained(); err != nil {
		return err
	}
	return d.unused()
}

// findChanged compares every object the later revisions write, and returns the
// objects of the signed document.
func (d *diff) findChanged() ([]pdf.Ref, error) {
	for i, r := range d.c.revs {
		if i <= d.s.rev {
			continue
		}
		for _, o := range r.Objects {
			d.rev[o.Num] = i
		}
		if len(d.rev) > maxCompared {
			return nil, forms.Fail(forms.TooLarge, "compare revisions", nil)
		}
	}
	latest := map[uint32]pdf.Ref{}
	for i, r := range d.c.revs {
		if i > d.s.rev {
			break
		}
		for _, o := range r.Objects {
			latest[o.Num] = o
		}
		if len(latest) > maxCompared {
			return nil, forms.Fail(forms.TooLarge, "compare revisions", nil)
		}
	}
	n := 0
	look := func(r pdf.Ref) error {
		if n++; n%256 == 0 {
			if err := d.c.cancelled(); err != nil {
				return err
			}
		}
		before, err := d.old.Get(r)
		if err != nil && !forms.Is(err, forms.Malformed) && !forms.Is(err, forms.Damaged) {
			return err
		}
		unreadable := err != nil
		after, err := d.now.Get(r)
		if err != nil {
			return err
		}
		same, err := d.c.same(before, after)
		switch {
		case err != nil:
			return err
		case same && !unreadable:
		case before == nil && !unreadable:
			d.fresh[r] = true
		default:
			d.changed[r] = true
		}
		return nil
	}
	for i, rev := range d.c.revs {
		if i <= d.s.rev {
			continue
		}
		for _, r := range rev.Objects {
			if err := look(r); err != nil {
				return nil, err
			}
			if was, ok := latest[r.Num]; ok && was != r {
				if err := look(was); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, set := range []map[pdf.Ref]bool{d.changed, d.fresh} {
		for r := range set {
			if err := d.clear(r); err != nil {
				return nil, err
			}
		}
	}
	signed := make([]pdf.Ref, 0, len(latest))
	for _, r := range latest {
		signed = append(signed, r)
	}
	slices.SortFunc(signed, func(a, b pdf.Ref) int { return cmp.Compare(a.Num, b.Num) })
	return signed, nil
}

// findReferrers looks through the signed document for references to what
// changed. One to an object that did not exist then is how content is hidden
// before signing and shown after.
func (d *diff) findReferrers(signed []pdf.Ref) error {
	if len(d.changed) == 0 && len(d.fresh) == 0 {
		return nil
	}
	for i, from := range signed {
		if i%256 == 0 {
			if err := d.c.cancelled(); err != nil {
				return err
			}
		}
		o, err := d.old.Get(from)
		if err != nil {
			if hard(err) {
				return err
			}
			continue
		}
		if x, ok := o.(*pdf.Stream); ok && x.Dict["Type"] == pdf.Name("XRef") {
			continue // a trailer
		}
		eachRef(o, func(to pdf.Ref) {
			if (d.changed[to] || d.fresh[to]) && len(d.referrers[to]) < 256 {
				d.referrers[to] = append(d.referrers[to], from)
			}
		})
	}
	for r := range d.fresh {
		if len(d.referrers[r]) > 0 {
			d.add(d.at(r, Change{Kind: ChangeHiddenObject}))
		}
	}
	return nil
}

// explain marks an object as fully compared by its meaning.
func (d *diff) explain(o pdf.Object) {
	if r, ok := o.(pdf.Ref); ok {
		d.explained[r] = true
	}
}

// only reports whether the signed document refers to r only from the given
// objects.
func (d *diff) only(r pdf.Ref, from map[pdf.Ref]bool) bool {
	for _, f := range d.referrers[r] {
		if !from[f] {
			return false
		}
	}
	return len(d.referrers[r]) < 256
}
