package verify

import (
	"bytes"
	"slices"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// place is where an object of a document begins.
type place struct {
	at  int64
	ref pdf.Ref
}

// spot is a place in eight bytes, because a document has millions of them: 40
// bits of offset, 24 of the object's number, which forms/pdf keeps no larger; 0 is
// the number of what is no object in force. Spots sort by offset.
type spot uint64

const (
	numberBits = 24
	maxSpot    = 1<<(64-numberBits) - 1
)

func newSpot(at int64, num uint32) spot {
	return spot(min(at, maxSpot))<<numberBits | spot(num&(1<<numberBits-1))
}

func (s spot) at() int64   { return int64(s >> numberBits) }
func (s spot) num() uint32 { return uint32(s & (1<<numberBits - 1)) }

// layer is a document, as it is now or was when something was signed, with the
// spots of its objects in order.
type layer struct {
	in    *pdf.File
	spots []spot
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
		s.own = place{at: c.begin(offset(s.in, own)), ref: own}
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
	left := 2*c.size + rawSlack
	ok, err := c.layers(sigs, func(l layer) (bool, error) { return c.clear(l, sigs, limit, &left) })
	if err != nil {
		return err
	}
	if !ok {
		for _, s := range sigs {
			s.unreadable(TooManyChanges)
		}
	}
	return nil
}

// clear looks at each object of a layer that begins before limit: those that reach
// into a signature break it. false: there was more to go through than left, in
// bytes, allows.
func (c *checker) clear(l layer, sigs []*found, limit int64, left *int64) (bool, error) {
	r := c.raw(0, limit)
	for i, p := range l.spots {
		if i%256 == 0 {
			if err := c.cancelled(); err != nil {
				return false, err
			}
		}
		at := p.at()
		if at >= limit {
			break
		}
		r.to(at)
		end := c.end(r, l.in)
		if err := hardRaw(r.err); err != nil {
			return false, err
		}
		if *left -= min(end, limit) - at; *left < 0 {
			return false, nil
		}
		for _, s := range sigs {
			switch {
			case at >= s.ranges.b || end <= s.own.at:
			case p.num() != 0 && p.num() == s.own.ref.Num && c.begin(at) == s.own.at:
			default:
				s.broken(ByteRangeGap)
				s.registry.gap = false
			}
		}
	}
	return true, nil
}

// offset returns where an object begins, -1 for one that does not exist or is
// inside another.
func offset(f *pdf.File, r pdf.Ref) int64 {
	if at, ok := f.Offset(r); ok {
		return at
	}
	return -1
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

// layers hands over the objects that are in force now, or were when one of the
// signatures was made, one document after the other; false as soon as see says so
// or they are too many.
func (c *checker) layers(sigs []*found, see func(layer) (bool, error)) (bool, error) {
	last := len(c.revs) - 1
	now, err := c.spots(c.file, last, 0)
	if err != nil {
		return false, err
	}
	if now, err = c.streamSpots(now); err != nil {
		return false, err
	}
	ok, err := c.show(layer{c.file, now}, see)
	if !ok || err != nil {
		return false, err
	}
	looked := map[int]bool{last: true}
	for _, s := range sigs {
		if s.rev < 0 || looked[s.rev] {
			continue
		}
		looked[s.rev] = true
		then, err := c.file.At(s.rev)
		if hard(err) {
			return false, err
		}
		if err != nil {
			continue
		}
		old, err := c.spots(then, s.rev, s.rev+1)
		if err != nil {
			return false, err
		}
		if ok, err := c.show(layer{then, old}, see); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

func (c *checker) show(l layer, see func(layer) (bool, error)) (bool, error) {
	if len(l.spots) > maxPlaces {
		return false, nil
	}
	slices.Sort(l.spots)
	l.spots = slices.Compact(l.spots)
	return see(l)
}

// spots are the objects up to a revision that are listed, too, from another on; 0
// for all.
func (c *checker) spots(f *pdf.File, upTo, again int) ([]spot, error) {
	listed := map[uint32]bool{}
	if again > 0 {
		for _, r := range c.revs[again:] {
			for _, o := range r.Objects {
				listed[o.Num] = true
			}
		}
	}
	most := 0
	for _, r := range c.revs[:upTo+1] {
		most += len(r.Objects)
	}
	if again > 0 {
		most = min(most, len(listed)*(upTo+1))
	}
	out := make([]spot, 0, min(most, maxPlaces+1))
	for _, r := range c.revs[:upTo+1] {
		if err := c.cancelled(); err != nil {
			return nil, err
		}
		for _, o := range r.Objects {
			if again > 0 && !listed[o.Num] {
				continue
			}
			if at, ok := f.Offset(o); ok {
				out = append(out, newSpot(at, o.Num))
			}
		}
		if len(out) > maxPlaces {
			break
		}
	}
	return out, nil
}

// streamSpots adds the cross-reference streams: they say which objects there are
// and need not be among them.
func (c *checker) streamSpots(out []spot) ([]spot, error) {
	for _, r := range c.revs {
		if r.Form == pdf.Table {
			continue
		}
		out = append(out, newSpot(r.XRef, 0))
		if r.Form != pdf.Hybrid {
			continue
		}
		dict, _, _, _, err := c.trailerDict(r.XRef, c.size, true)
		if err != nil {
			return nil, err
		}
		if n, ok := number(entryOf(dict, "XRefStm")); ok && n >= 0 {
			out = append(out, newSpot(n, 0), newSpot(n+c.head(), 0))
		}
	}
	return out, nil
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
