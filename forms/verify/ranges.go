package verify

import (
	"bytes"
	"slices"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// ranges is /ByteRange, once it is known to be [0 a b c] with the gap from a to b
// being /Contents.
type ranges struct {
	a, b, end int64
	ok        bool
}

// signed is how many bytes are signed.
func (r ranges) signed() int64 {
	if !r.ok {
		return 0
	}
	return r.a + r.end - r.b
}

// maxContents bounds /Contents, in bytes of the file.
const maxContents = 2*16<<20 + 1024

// locate reads the dictionary and finds what it signed.
func (c *checker) locate(s *found) {
	switch {
	case s.isUnreadable:
		return
	case c.file.Encrypted():
		s.unreadable(EncryptedFile)
	case s.in.Rebuilt() || len(c.revs) == 0:
		s.unreadable(DamagedFile)
	}
	if s.dict == nil {
		s.unreadable(DictionaryNotClear)
		return
	}
	c.describeDict(s)
	if c.readRange(s) && c.checkGap(s) {
		s.ranges.ok = true
		c.coverage(s)
	}
}

// describeDict takes over what stands in the dictionary and needs no proof.
func (c *checker) describeDict(s *found) {
	sub, _ := s.in.Name(s.dict["SubFilter"])
	s.SubFilter = string(sub)
	s.Timestamp = sub == "ETSI.RFC3161"
	s.registry.subFilter = sub == "adbe.pkcs7.detached"
	s.registry.typed = s.dict["Type"] == pdf.Name("Sig")
	if n, err := s.in.String(s.dict["Name"]); err == nil && n != nil && !c.file.Encrypted() {
		s.Name = pdf.DecodeText(n)
	}
	if m, err := s.in.String(s.dict["M"]); err == nil && m != nil && !c.file.Encrypted() {
		if t, full, ok := parseDate(pdf.DecodeText(m)); ok {
			s.Claimed, s.registry.fullDate = t, full
		}
	}
	readPermissions(s)
}

// readRange checks the numbers alone.
func (c *checker) readRange(s *found) bool {
	raw, has := s.dict["ByteRange"]
	if !has || raw == nil {
		s.broken(ByteRangeMissing)
		return false
	}
	list, ok := raw.(pdf.Array)
	if !ok || len(list) != 4 {
		s.broken(ByteRangeOdd)
		return false
	}
	for i, o := range list {
		n, ok := o.(pdf.Integer)
		if !ok || n < 0 {
			s.broken(ByteRangeOdd)
			return false
		}
		s.ByteRange[i] = int64(n)
	}
	b := s.ByteRange
	s.registry.fromZero = b[0] == 0
	switch {
	case b[2] > c.size || b[3] > c.size-b[2]:
		s.broken(ByteRangeBeyond)
		return false
	case b[0] != 0 || b[1] == 0 || b[3] == 0 || b[1] >= b[2]:
		s.broken(ByteRangeOdd)
		return false
	}
	s.ranges = ranges{a: b[1], b: b[2], end: b[2] + b[3]}
	return true
}

// checkGap makes sure that what was left out of the signed bytes is the hex
// string of this dictionary's own /Contents, brackets included, and nothing else
// (ISO 32000-1 12.8.1).
func (c *checker) checkGap(s *found) bool {
	contents, ok := s.dict["Contents"].(pdf.String)
	if !ok {
		s.broken(ContentsMissing)
		return false
	}
	start, end, err := c.valueSpan(s, "Contents")
	for _, k := range []pdf.Name{"ByteRange", "SubFilter", "Filter", "Type", "Reference", "M", "Name"} {
		if err != nil {
			break
		}
		if _, _, e := c.valueSpan(s, k); forms.Is(e, forms.Malformed) {
			err = e
		}
	}
	switch {
	case forms.Is(err, forms.Malformed):
		s.broken(DuplicateKeys)
		return false
	case err != nil:
		s.broken(ContentsNotInPlace)
		return false
	case start != s.ranges.a || end != s.ranges.b || end-start > maxContents:
		s.broken(ByteRangeGap)
		return false
	}
	text, err := c.bytes(start, end)
	if err != nil || len(text) < 2 || text[0] != '<' || text[len(text)-1] != '>' || text[1] == '<' {
		s.broken(ContentsNotInPlace)
		return false
	}
	// White space is no part of the value, and of an odd number of digits the last
	// counts as if a zero followed: what is not signed must say one thing only.
	if digits := text[1 : len(text)-1]; len(digits)%2 != 0 || !hexadecimal(digits) {
		s.broken(ByteRangeGap)
		return false
	}
	s.contents = contents
	s.registry.gap = true
	return true
}

func hexadecimal(b []byte) bool {
	for _, c := range b {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// valueSpan is where the value of a key of the signature dictionary stands.
func (c *checker) valueSpan(s *found, k pdf.Name) (start, end int64, err error) {
	if s.ref != (pdf.Ref{}) {
		return s.in.ValueSpan(s.ref, k)
	}
	// The dictionary is written into the field itself.
	from, to, err := s.in.ValueSpan(s.field.Ref, "V")
	if err != nil {
		return 0, 0, err
	}
	b, err := c.bytes(from, to)
	if err != nil {
		return 0, 0, err
	}
	i, j, err := pdf.FindValue(b, k)
	return from + int64(i), from + int64(j), err
}

// coverage finds the revision the signed bytes end with.
func (c *checker) coverage(s *found) {
	end := s.ranges.end
	for i, r := range c.revs {
		if r.End == end || r.End > end && r.End-end <= 2 && c.blank(end, r.End) || r.End < end && c.nextStart(i) > end && c.blank(r.End, end) {
			s.rev = i
			break
		}
	}
	switch {
	case end == c.size:
		s.Coverage = CoverageWhole
		if s.rev < 0 && len(c.revs) > 0 {
			s.rev = len(c.revs) - 1
		}
	case s.rev >= 0:
		s.Coverage = CoverageRevision
	}
	s.Revision = s.rev + 1
}

// nextStart is where revision i's successor ends, or the end of the file: no
// byte of white space between i and there may belong to a third.
func (c *checker) nextStart(i int) int64 {
	if i+1 < len(c.revs) {
		return c.revs[i+1].End
	}
	return c.size + 1
}

// maxBlank is how much white space in a row is looked at, in bytes.
const maxBlank = 64 << 10

// blank reports whether there is only white space from one offset to another.
func (c *checker) blank(from, to int64) bool {
	if to-from > maxBlank {
		return false
	}
	b, err := c.bytes(from, to)
	return err == nil && len(bytes.Trim(b, "\r\n \t\x00")) == 0
}

// bytes reads a small part of the file.
func (c *checker) bytes(from, to int64) ([]byte, error) {
	if from < 0 || to < from || to > c.size || to-from > maxContents {
		return nil, forms.FailAt(forms.Malformed, "read file", from, nil)
	}
	b := make([]byte, to-from)
	if n, err := c.r.ReadAt(b, from); n < len(b) {
		return nil, forms.FailAt(forms.ReadFailed, "read file", from, err)
	}
	return b, nil
}

// crossCheck compares the signatures with each other and with the documents they
// signed.
func (c *checker) crossCheck() {
	for _, s := range c.found {
		if s.isUnreadable || !s.ranges.ok {
			continue
		}
		var sharing []*found
		signed := 0
		for _, o := range c.found {
			same := s.ref != (pdf.Ref{}) && s.ref == o.ref || s.ranges.a == o.ranges.a
			if o.in == s.in && same && o.ranges.ok {
				sharing = append(sharing, o)
				if c.fieldSigned(o) {
					signed++
				}
			}
		}
		own := c.fieldSigned(s)
		if len(sharing) > 1 && (!own || signed > 1) {
			s.broken(SharedDictionary)
		}
		if s.rev >= 0 && !own {
			s.broken(FieldNotSigned)
		}
	}
}

// fieldSigned reports whether the document as it was signed has this very field
// with this very dictionary. Else the signature was made for another place.
func (c *checker) fieldSigned(s *found) bool {
	if s.rev < 0 {
		return false
	}
	if s.rev == len(c.revs)-1 {
		return true
	}
	fields, ok := c.fields[s.rev]
	if !ok {
		then, err := c.file.At(s.rev)
		if err != nil {
			return false
		}
		if fields, err = then.Fields(); err != nil {
			fields = nil
		}
		fields = slices.DeleteFunc(fields, func(f pdf.Field) bool { return f.Type != "Sig" })
		if c.fields == nil {
			c.fields = map[int][]pdf.Field{}
		}
		c.fields[s.rev] = fields
	}
	i := slices.IndexFunc(fields, func(f pdf.Field) bool { return f.Name == s.Field })
	if i < 0 {
		return false
	}
	ref, _ := fields[i].Dict["V"].(pdf.Ref)
	return ref == s.ref && equal(fields[i].Value, pdf.Object(s.dict))
}
