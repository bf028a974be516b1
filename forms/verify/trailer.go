package verify

import (
	"strconv"
	"strings"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// trailerDict reads the trailer of the section at an offset, or the dictionary
// of the cross-reference stream there: its bytes, and where they end. odd:
// readers differ on what it says (see raw). ok is false if there is none before limit.
func (c *checker) trailerDict(at, limit int64, isTable bool) (dict []byte, end int64, odd, ok bool, err error) {
	r := c.raw(at, limit)
	r.strict = true
	if isTable {
		if ok = r.find("trailer"); ok {
			r.pos += int64(len("trailer"))
		}
	} else {
		ok = r.header()
	}
	r.skip()
	start := r.pos
	ok = ok && r.value() && r.wasDict
	if err := hardRaw(r.err); err != nil || !ok {
		return nil, 0, false, false, err
	}
	if r.pos-start > maxSection {
		return nil, 0, false, false, nil
	}
	dict, err = c.bytes(start, r.pos)
	return dict, r.pos, r.odd, err == nil, hardRaw(err)
}

// entryOf returns the words of a trailer's entry, nil for none.
func entryOf(dict []byte, key pdf.Name) []string {
	from, to, err := pdf.FindValue(dict, key)
	if err != nil {
		return nil
	}
	return strings.Fields(string(dict[from:to]))
}

// number reads an entry that is one unsigned integer, written directly.
func number(words []string) (int64, bool) {
	if len(words) != 1 {
		return 0, false
	}
	n, err := strconv.ParseUint(words[0], 10, 62)
	return int64(n), err == nil
}

// maxSectionsOfOne bounds the sections of one revision: a linearized file has
// two.
const maxSectionsOfOne = 8

// trailers refuses signatures of a document whose trailers give a key twice: the
// signed bytes are then another document to the next reader.
func (c *checker) trailers() error {
	from := -1 // the first revision with such a trailer
	for i, rev := range c.revs {
		if err := c.cancelled(); err != nil {
			return err
		}
		at, isTable := rev.XRef, rev.Form != pdf.StreamForm
		for range maxSectionsOfOne {
			dict, _, odd, ok, err := c.trailerDict(at, c.size, isTable)
			if err != nil {
				return err
			}
			if odd && from < 0 {
				from = i
			}
			if n, has := number(entryOf(dict, "XRefStm")); ok && has {
				if _, _, odd, _, err := c.trailerDict(n+c.head(), c.size, false); err != nil {
					return err
				} else if odd && from < 0 {
					from = i
				}
			}
			prev, has := number(entryOf(dict, "Prev"))
			if !ok || !has || prev+c.head() <= at {
				break // the next is an older revision's
			}
			at = c.begin(prev + c.head())
			b, err := c.bytes(at, min(at+4, c.size))
			if err != nil {
				break
			}
			isTable = string(b) == "xref"
		}
	}
	for _, s := range c.found {
		if from >= 0 && s.rev >= from && !s.isBroken {
			s.unreadable(DuplicateKeys)
		}
	}
	return nil
}

// trailer holds the trailer of a later revision, or the dictionary of its
// cross-reference stream, against what it must be. Where readers repair or
// overlook, each does it in its own way.
func (w *strictWalk) trailer(dict []byte, odd bool) error {
	size, hasSize := number(entryOf(dict, "Size"))
	prev, hasPrev := number(entryOf(dict, "Prev"))
	root := entryOf(dict, "Root")
	if odd || !hasSize || !hasPrev || len(root) != 3 || root[2] != "R" || entryOf(dict, "XRefStm") != nil {
		w.strange(ChangeUnclear, "")
		return nil
	}
	for _, r := range w.rev.Objects {
		if int64(r.Num) >= size {
			w.strange(ChangeUnclear, r.String()) // to some it does not exist
			return nil
		}
	}
	before, err := w.c.file.At(w.index - 1)
	if err != nil {
		return err
	}
	if was, ok := before.Trailer()["Size"].(pdf.Integer); ok && int64(was) > size {
		w.strange(ChangeUnclear, "")
	}
	if !w.c.leads(prev, w.c.revs[w.index-1].XRef) {
		w.strange(ChangeUnclear, "")
	}
	return nil
}

// leads reports whether an offset written in the file leads to the section at
// target, from the start of the file or from its header. Readers that take it at
// its word would else repair the file, each in its own way.
func (c *checker) leads(n, target int64) bool {
	for _, base := range [...]int64{0, c.head()} {
		if at := base + n; at <= target && target-at <= 64 && c.blank(at, target) {
			return true
		}
	}
	return false
}

// clear names a new object of which readers may make different things: a key
// twice, or a number that is none. Objects inside a stream are looked at there.
func (d *diff) clear(r pdf.Ref) error {
	if at := offset(d.now, r); at >= 0 {
		w := d.c.raw(at, d.c.size)
		w.strict = true
		if w.header() && w.value() && w.odd {
			d.add(d.at(r, Change{Kind: ChangeHiddenObject}))
		}
		if err := hardRaw(w.err); err != nil {
			return err
		}
	}
	o, err := d.now.Get(r)
	if err != nil {
		return err
	}
	s, ok := o.(*pdf.Stream)
	if !ok || s.Dict["Type"] != pdf.Name("ObjStm") {
		return nil
	}
	b, err := d.now.StreamData(s, maxSection)
	if err != nil {
		return err
	}
	count, err1 := d.now.Int(s.Dict["N"])
	first, err2 := d.now.Int(s.Dict["First"])
	if err1 != nil || err2 != nil || first < 0 || first > int64(len(b)) {
		return forms.Fail(forms.Malformed, "read object stream", nil)
	}
	head := rawBytes(b[:first])
	for range count {
		num, ok1 := head.natural()
		at, ok2 := head.natural()
		if !ok1 || !ok2 {
			break
		}
		w := rawBytes(b)
		w.strict = true
		if w.pos = first + at; w.value() && w.odd {
			d.add(d.at(pdf.Ref{Num: uint32(num)}, Change{Kind: ChangeHiddenObject}))
		}
	}
	return nil
}
