package verify

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// prober is the file for a pdf.File. While it is armed it reads nothing and notes
// where was to be read: so the cross-references say where an object begins,
// whatever stands there.
type prober struct {
	r     io.ReaderAt
	armed bool
	at    int64
}

var errProbed = errors.New("only asked where")

func (p *prober) ReadAt(b []byte, off int64) (int, error) {
	if p.armed {
		p.at = off
		return 0, errProbed
	}
	return p.r.ReadAt(b, off)
}

// offset returns where an object begins, -1 for one that does not exist or is
// inside another.
func (c *checker) offset(f *pdf.File, r pdf.Ref) int64 {
	c.probe.armed, c.probe.at = true, -1
	_, _, _ = f.ValueSpan(r, "Contents")
	c.probe.armed = false
	return c.probe.at
}

// place is where an object of a document begins.
type place struct {
	at  int64
	ref pdf.Ref
	in  *pdf.File
}

const (
	// maxPlaces bounds the objects that are gone through.
	maxPlaces = 1 << 22
	// rawSlack: objects do not overlap, so that going through them takes the file's
	// size; those that do are bounded by twice the size and this, in bytes.
	rawSlack = 64 << 20
)

// enclosed finds signatures whose bytes are a part of another object. What
// stands in /Contents is not signed; as the data of an image or a text it would
// be shown all the same, and anyone could change it.
func (c *checker) enclosed() error {
	var sigs []*found
	limit := int64(0)
	for _, s := range c.found {
		if !s.ranges.ok || s.isUnreadable {
			continue
		}
		own := s.ref
		if own == (pdf.Ref{}) {
			own = s.field.Ref
		}
		s.own = place{at: c.begin(c.offset(s.in, own)), ref: own}
		if s.own.at < 0 || s.own.at >= s.ranges.a {
			s.broken(ContentsNotInPlace)
			continue
		}
		for _, k := range [...]pdf.Name{"Subtype", "Rect", "FT", "AP"} {
			if s.ref != (pdf.Ref{}) && s.dict[k] != nil {
				s.broken(ByteRangeGap) // also an annotation, whose /Contents is a text
				s.registry.gap = false
			}
		}
		sigs = append(sigs, s)
		limit = max(limit, s.ranges.b)
	}
	if len(sigs) == 0 {
		return nil
	}
	places, err := c.places(sigs)
	if err != nil {
		return err
	}
	if places == nil {
		for _, s := range sigs {
			s.unreadable(TooManyChanges)
		}
		return nil
	}
	left := 2*c.size + rawSlack
	r := c.raw(0, limit)
	for i, p := range places {
		if i%256 == 0 {
			if err := c.cancelled(); err != nil {
				return err
			}
		}
		if p.at >= limit {
			break
		}
		r.to(p.at)
		end := c.end(r, p.in)
		if err := hardRaw(r.err); err != nil {
			return err
		}
		if left -= min(end, limit) - p.at; left < 0 {
			for _, s := range sigs {
				s.unreadable(TooManyChanges)
			}
			return nil
		}
		for _, s := range sigs {
			switch {
			case p.at >= s.ranges.b || end <= s.own.at:
			case p.ref == s.own.ref && c.begin(p.at) == s.own.at:
			default:
				s.broken(ByteRangeGap)
				s.registry.gap = false
			}
		}
	}
	return nil
}

// begin passes the white space before an object.
func (c *checker) begin(at int64) int64 {
	if at < 0 {
		return at
	}
	r := c.raw(at, at+64)
	r.skip()
	return r.pos
}

// places returns where the objects begin that are in force now, or were when one
// of the signatures was made; nil if they are too many.
func (c *checker) places(sigs []*found) ([]place, error) {
	var out []place
	add := func(f *pdf.File, r pdf.Ref) {
		if at := c.offset(f, r); at >= 0 {
			out = append(out, place{at, r, f})
		}
	}
	// all are the objects up to a revision that are listed, too, from another on.
	all := func(f *pdf.File, upTo, again int) error {
		listed := map[uint32]bool{}
		if again > 0 {
			for _, r := range c.revs[again:] {
				for _, o := range r.Objects {
					listed[o.Num] = true
				}
			}
		}
		for _, r := range c.revs[:upTo+1] {
			if err := c.cancelled(); err != nil {
				return err
			}
			for _, o := range r.Objects {
				if again == 0 || listed[o.Num] {
					add(f, o)
				}
			}
			if len(out) > maxPlaces {
				return nil
			}
		}
		return nil
	}
	last := len(c.revs) - 1
	if err := all(c.file, last, 0); err != nil {
		return nil, err
	}
	looked := map[int]bool{last: true}
	for _, s := range sigs {
		if s.rev < 0 || looked[s.rev] {
			continue
		}
		looked[s.rev] = true
		then, err := c.file.At(s.rev)
		if hard(err) {
			return nil, err
		}
		if err == nil {
			if err := all(then, s.rev, s.rev+1); err != nil {
				return nil, err
			}
		}
	}
	// Cross-reference streams say which objects there are; they need not be among
	// them.
	for _, r := range c.revs {
		if r.Form == pdf.Table {
			continue
		}
		out = append(out, place{at: r.XRef, in: c.file})
		if r.Form != pdf.Hybrid {
			continue
		}
		dict, _, _, _, err := c.trailerDict(r.XRef, c.size, true)
		if err != nil {
			return nil, err
		}
		if n, ok := number(entryOf(dict, "XRefStm")); ok {
			out = append(out, place{at: n, in: c.file}, place{at: n + c.head(), in: c.file})
		}
	}
	if len(out) > maxPlaces {
		return nil, nil
	}
	slices.SortFunc(out, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.ref.Num, b.ref.Num), cmp.Compare(a.ref.Gen, b.ref.Gen))
	})
	return slices.CompactFunc(out, func(a, b place) bool { return a.at == b.at && a.ref == b.ref }), nil
}

// head is where the header begins.
func (c *checker) head() int64 {
	b, err := c.bytes(0, min(1024, c.size))
	if err != nil {
		return 0
	}
	return int64(max(0, bytes.Index(b, []byte("%PDF-"))))
}

// end returns where the object ends at which r stands: for a reader that counts,
// and for one that looks for the end, whichever is further.
func (c *checker) end(r *raw, f *pdf.File) int64 {
	if !r.header() {
		return r.pos // no object; a reader that wants one there gives up
	}
	if !r.value() {
		if r.find("endobj") {
			return r.pos
		}
		return never
	}
	after := r.pos
	if !r.wasDict || !r.keyword("stream") {
		return after
	}
	if c, _ := r.peek(0); c == '\r' {
		r.pos++
	}
	if c, _ := r.peek(0); c == '\n' {
		r.pos++
	}
	start, stated := r.pos, int64(0)
	switch {
	case r.lengths > 1:
		return never
	case r.lengths == 1:
		stated = max(0, c.length(r, f))
	}
	end := min(start+min(stated, c.size), c.size)
	if end >= r.limit {
		return end
	}
	r.pos = end
	if stated > 0 && r.keyword("endstream") {
		return end
	}
	r.pos = start
	if !r.find("endstream") {
		return never
	}
	return max(end, r.pos)
}

// length reads the value of /Length, -1 for none.
func (c *checker) length(r *raw, f *pdf.File) int64 {
	v := c.raw(r.length, r.limit)
	n, ok := v.natural()
	if !ok {
		return -1
	}
	g, ok := v.natural()
	if !ok || !v.keyword("R") {
		return n
	}
	n, err := f.Int(pdf.Ref{Num: uint32(n), Gen: uint16(g)})
	if err != nil {
		if h := hardRaw(err); h != nil && !forms.Is(h, forms.Malformed) {
			r.err = h
		}
		return -1
	}
	return n
}
