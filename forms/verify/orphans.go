package verify

import (
	"bytes"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// maxOrphanScan is how many objects are looked at for signatures without field.
const maxOrphanScan = 1 << 18

// countOrphans counts dictionaries that look like signatures and that no field
// leads to. Other programs report such as signatures.
func (c *checker) countOrphans(rep *Report) error {
	if rep.Encrypted || len(c.revs) == 0 {
		return nil
	}
	known := map[pdf.Ref]bool{}
	for _, s := range c.found {
		known[s.ref] = true
	}
	if _, root, err := c.file.Root(); err == nil {
		if perms, err := c.file.Dict(root["Perms"]); err == nil {
			for _, o := range perms {
				if r, ok := o.(pdf.Ref); ok {
					known[r] = true
				}
			}
		}
	}
	mentions, err := c.mentions("/ByteRange")
	if err != nil || mentions <= len(c.found) {
		return err
	}
	seen := map[pdf.Ref]bool{}
	for _, rev := range c.revs {
		for _, r := range rev.Objects {
			if known[r] || seen[r] {
				continue
			}
			seen[r] = true
			if len(seen) > maxOrphanScan {
				return nil
			}
			if len(seen)%256 == 0 {
				if err := c.cancelled(); err != nil {
					return err
				}
			}
			o, err := c.file.Get(r)
			if hard(err) {
				return err
			}
			d, ok := o.(pdf.Dict)
			if ok && d["ByteRange"] != nil && d["Contents"] != nil {
				rep.Orphans++
			}
		}
	}
	return nil
}

// mentions counts how often a word stands in the file.
func (c *checker) mentions(word string) (int, error) {
	n := 0
	buf := make([]byte, chunk)
	for at := int64(0); at < c.size; {
		if err := c.cancelled(); err != nil {
			return 0, err
		}
		size := int(min(chunk, c.size-at))
		if got, err := c.r.ReadAt(buf[:size], at); got < size {
			return 0, forms.FailAt(forms.ReadFailed, "read file", at, err)
		}
		n += bytes.Count(buf[:size], []byte(word))
		if size < chunk {
			break
		}
		at += int64(size - len(word) + 1)
	}
	return n, nil
}
