package verify

import (
	"madoguchi/forms/pdf"
)

// found is a signature and what its check needs to know of it.
type found struct {
	Signature
	isUnreadable, isBroken, isChanged bool

	// in is the document in which it was found: the newest, or the newest of
	// which it is still a part.
	in *pdf.File
	// field is its field there.
	field pdf.Field
	// ref is its dictionary's, zero for one written into the field.
	ref  pdf.Ref
	dict pdf.Dict
	// ranges is its place in the file.
	ranges ranges
	// own is where the object begins that holds its dictionary.
	own place
	// rev is the revision it signed, -1 if unclear.
	rev int
	// contents is /Contents, decoded.
	contents []byte
	// locks are the fields it forbids to change (FieldMDP).
	locks []lock
}

func (s *found) unreadable(r Reason) { s.isUnreadable = true; s.because(r) }
func (s *found) broken(r Reason)     { s.isBroken = true; s.because(r) }
func (s *found) changed(r Reason)    { s.isChanged = true; s.because(r) }

func (s *found) sortKey() int {
	if s.rev < 0 {
		return 1 << 30
	}
	return s.rev
}

// key tells signatures of different revisions apart: the same dictionary of the
// same field is the same signature.
type key struct {
	field string
	ref   pdf.Ref
}

// collect finds the signatures by their fields, in the newest revision and then
// in older ones: what is only in an older one was removed or replaced.
func (c *checker) collect() error {
	seen := map[key]bool{}
	if err := c.collectFrom(c.file, false, seen); err != nil {
		return err
	}
	for i := len(c.revs) - 2; i >= 0 && i > len(c.revs)-maxRevisions; i-- {
		if err := c.cancelled(); err != nil {
			return err
		}
		old, err := c.file.At(i)
		if err != nil {
			if hard(err) {
				return err
			}
			continue
		}
		if err := c.collectFrom(old, true, seen); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) collectFrom(f *pdf.File, older bool, seen map[key]bool) error {
	fields, err := f.Fields()
	if hard(err) || len(c.found) >= 4*maxSignatures {
		return err
	}
	for _, field := range fields {
		if field.Type != "Sig" {
			continue
		}
		if field.Value == nil {
			// A value that is there and cannot be read is no empty field.
			if _, err := f.Resolve(field.Dict["V"]); err == nil {
				continue
			} else if hard(err) {
				return err
			}
		}
		ref, _ := field.Dict["V"].(pdf.Ref)
		if field.Dict["V"] == nil && field.Parent != (pdf.Ref{}) {
			// Inherited from above.
			if up, err := f.Dict(field.Parent); err == nil {
				ref, _ = up["V"].(pdf.Ref)
			}
		}
		k := key{field.Name, ref}
		if seen[k] {
			continue
		}
		seen[k] = true
		s := &found{in: f, field: field, ref: ref, rev: -1}
		s.Field, s.Integrity, s.Coverage = field.Name, IntegrityUnknown, CoverageUnclear
		s.Issuer, s.Removed = IssuerUnknown, older
		s.dict, _ = field.Value.(pdf.Dict)
		if len(c.found) >= maxSignatures {
			s.dict = nil
			s.unreadable(TooManySignatures)
		}
		if f.Encrypted() {
			s.Field = "" // ciphertext
		}
		c.found = append(c.found, s)
	}
	return nil
}
