package verify

import (
	"cmp"
	"slices"

	"madoguchi/forms/pdf"
)

// signatureValue compares /V of a signature field that was there.
func (w *fieldDiff) signatureValue(r pdf.Ref, was, is pdf.Object, n *node) error {
	before, err := w.old.Resolve(was)
	if err != nil {
		return err
	}
	after, err := w.now.Resolve(is)
	if err != nil {
		return err
	}
	switch {
	case before == nil && after == nil:
	case before == nil:
		n.signedNow = true
		w.add(w.at(r, w.signedChange(n.name, is, false, 0)))
	case !equal(before, after) || !equal(was, is):
		w.add(w.at(r, Change{Kind: ChangeSignature, Field: n.name}))
	}
	return nil
}

// signedChange describes a signature that was added; visible and page are what
// is known of how it draws. One that draws is permitted only if it holds itself
// and a pinned authority vouches for it: anyone can make another, and draw over
// the page what he likes.
func (w *fieldDiff) signedChange(name string, v pdf.Object, visible bool, page int) Change {
	ref, _ := v.(pdf.Ref)
	i := slices.IndexFunc(w.c.found, func(f *found) bool {
		return f.Field == name && f.ref == ref && !f.Removed && f.rev > w.s.rev
	})
	ch := Change{Kind: ChangeSigned, Field: name, Visible: visible, Page: page}
	if i < 0 {
		return ch
	}
	f := w.c.found[i]
	if f.Visible {
		ch.Visible, ch.Page = true, cmp.Or(f.Page, page)
	}
	good := f.Integrity == BytesUnchanged && !f.isBroken && !f.isUnreadable && !f.isChanged
	if f.Timestamp {
		ch.Kind = ChangeStamped
	}
	switch {
	case ch.Visible:
		// Anybody has the keys of practice cards.
		vouched := f.Issuer == IssuerPinned && (!f.Practice || w.s.Practice)
		ch.Allowed = w.p != 1 && good && vouched
	case f.Timestamp: // ISO 32000-2 12.8.2.2: whatever P says
		ch.Allowed = w.p != 1 || good
	default:
		ch.Allowed = w.p != 1
	}
	return ch
}
