package cms

import (
	"bytes"
	"errors"
	"slices"

	"madoguchi/forms"
)

// MaxSize is the largest CMS read, in bytes. Signatures that carry revocation
// lists run to a few megabytes.
const MaxSize = 16 << 20

const (
	maxDepth = 40
	maxNodes = 200_000
)

const (
	tagInteger     = 0x02
	tagBitString   = 0x03
	tagOctetString = 0x04
	tagNull        = 0x05
	tagOID         = 0x06
	tagUTCTime     = 0x17
	tagGenTime     = 0x18
	tagSequence    = 0x30
	tagSet         = 0x31
)

// node is one BER value, read whole.
type node struct {
	// tag is the identifier octet; tag numbers above 30 do not occur in CMS and
	// are kept as 0x1F with their header in raw.
	tag byte
	// raw is the value as sent: header, contents and, for indefinite lengths,
	// the end-of-contents octets.
	raw []byte
	// content are the contents octets of a primitive value.
	content []byte
	// kids are the parts of a constructed value.
	kids []*node
	// long are the further identifier octets of a high tag number.
	long []byte
	// off is where raw starts in the input.
	off int
}

func (n *node) constructed() bool { return n.tag&0x20 != 0 }

// is reports whether the value has this identifier octet.
func (n *node) is(tag byte) bool { return n != nil && n.tag == tag && n.long == nil }

// reader walks through BER with a budget.
type reader struct {
	b     []byte
	nodes int
}

// parseBER reads one value at the start of b and returns how many bytes it
// takes.
func parseBER(b []byte) (*node, int, error) {
	if len(b) > MaxSize {
		return nil, 0, forms.Fail(forms.TooLarge, "read CMS", nil)
	}
	r := &reader{b: b}
	n, end, err := r.value(0, len(b), 0)
	if err != nil {
		return nil, 0, err
	}
	return n, end, nil
}

func (r *reader) fail(off int, why string) error {
	return forms.FailAt(forms.Malformed, "read CMS", int64(off), errors.New(why))
}

// value reads the value that starts at off and must end at or before limit.
func (r *reader) value(off, limit, depth int) (*node, int, error) {
	if r.nodes++; r.nodes > maxNodes || depth > maxDepth {
		return nil, 0, r.fail(off, "too many or too deeply nested values")
	}
	start := off
	if off >= limit {
		return nil, 0, r.fail(off, "ends early")
	}
	n := &node{tag: r.b[off], off: start}
	off++
	if n.tag&0x1F == 0x1F {
		from := off
		for {
			if off >= limit || off-from > 4 {
				return nil, 0, r.fail(start, "bad tag number")
			}
			off++
			if r.b[off-1]&0x80 == 0 {
				break
			}
		}
		n.long = r.b[from:off]
	}
	length, off, err := r.length(off, limit)
	if err != nil {
		return nil, 0, err
	}
	if length < 0 {
		if !n.constructed() {
			return nil, 0, r.fail(start, "indefinite length of a primitive value")
		}
		for {
			if off+2 <= limit && r.b[off] == 0 && r.b[off+1] == 0 {
				off += 2
				n.raw = r.b[start:off]
				return n, off, nil
			}
			kid, next, err := r.value(off, limit, depth+1)
			if err != nil {
				return nil, 0, err
			}
			n.kids = append(n.kids, kid)
			off = next
		}
	}
	end := off + length
	n.raw = r.b[start:end]
	if !n.constructed() {
		n.content = r.b[off:end]
		return n, end, nil
	}
	for off < end {
		kid, next, err := r.value(off, end, depth+1)
		if err != nil {
			return nil, 0, err
		}
		n.kids = append(n.kids, kid)
		off = next
	}
	return n, end, nil
}

// length reads length octets (X.690 8.1.3); -1 is the indefinite form.
func (r *reader) length(off, limit int) (int, int, error) {
	if off >= limit {
		return 0, 0, r.fail(off, "ends early")
	}
	c := r.b[off]
	off++
	switch {
	case c == 0x80:
		return -1, off, nil
	case c == 0xFF:
		return 0, 0, r.fail(off, "reserved length octet")
	case c < 0x80:
		if int(c) > limit-off {
			return 0, 0, r.fail(off, "longer than what holds it")
		}
		return int(c), off, nil
	}
	k := int(c & 0x7F)
	if k > limit-off {
		return 0, 0, r.fail(off, "ends early")
	}
	length := 0
	for _, d := range r.b[off : off+k] {
		if length > MaxSize {
			return 0, 0, r.fail(off, "longer than what holds it")
		}
		length = length<<8 | int(d)
	}
	off += k
	if length > limit-off {
		return 0, 0, r.fail(off, "longer than what holds it")
	}
	return length, off, nil
}

// octets returns the bytes of a string type, putting the segments of a
// constructed encoding together (X.690 8.7.3). want is the primitive tag.
func (n *node) octets(want byte) ([]byte, bool) {
	switch {
	case n == nil || n.long != nil:
		return nil, false
	case n.tag == want:
		return n.content, true
	case n.tag != want|0x20:
		return nil, false
	}
	return n.segments()
}

func (n *node) segments() ([]byte, bool) {
	var out []byte
	for _, k := range n.kids {
		part := k.content
		if k.long != nil || k.tag&^0x20 != tagOctetString {
			return nil, false
		}
		if k.constructed() {
			var ok bool
			if part, ok = k.segments(); !ok {
				return nil, false
			}
		}
		out = append(out, part...)
	}
	return out, true
}

// der writes the value in DER: definite minimal lengths, sets sorted, octet
// strings in one piece. Contents of primitive values stay as they are.
func (n *node) der() []byte {
	return n.derAs(n.tag)
}

// derAs is der with another identifier octet, for implicit tags.
func (n *node) derAs(tag byte) []byte {
	if !n.constructed() {
		return wrapLong(tag, n.long, n.content)
	}
	if n.tag == tagOctetString|0x20 && n.long == nil {
		if b, ok := n.segments(); ok {
			return wrapLong(tag&^0x20, nil, b)
		}
	}
	parts := make([][]byte, len(n.kids))
	for i, k := range n.kids {
		parts[i] = k.der()
	}
	if tag == tagSet {
		slices.SortFunc(parts, bytes.Compare)
	}
	return wrapLong(tag, n.long, parts...)
}

// wrap writes one DER value.
func wrap(tag byte, parts ...[]byte) []byte { return wrapLong(tag, nil, parts...) }

func wrapLong(tag byte, long []byte, parts ...[]byte) []byte {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	out := make([]byte, 0, size+8)
	out = append(out, tag)
	out = append(out, long...)
	if size < 0x80 {
		out = append(out, byte(size))
	} else {
		k := 1
		for size>>(8*k) != 0 {
			k++
		}
		out = append(out, 0x80|byte(k))
		for k--; k >= 0; k-- {
			out = append(out, byte(size>>(8*k)))
		}
	}
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}
