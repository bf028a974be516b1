package bulkpdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// place is where an object is: an offset in the file, or for one in an object
// stream that stream's number and the index in it.
type place struct {
	at     int64
	index  uint16
	packed bool
}

// builder writes objects and keeps their places. Errors of writing are the
// bufio.Writer's, which keeps the first.
type builder struct {
	w      *bufio.Writer
	off    int64
	places []place // by object number
	pack   bool
	// head and body are the object stream that is being filled with held objects.
	head, body bytes.Buffer
	held       []int
}

// expect makes room for object numbers up to last; object streams get those
// behind.
func (b *builder) expect(last int) { b.places = make([]place, last+1, last+last/perPage+3) }

func (b *builder) text(s string) {
	n, _ := b.w.WriteString(s)
	b.off += int64(n)
}

// object writes an object that is no stream.
func (b *builder) object(num int, body string) {
	if !b.pack {
		b.places[num] = place{at: b.off}
		b.text(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", num, body))
		return
	}
	fmt.Fprintf(&b.head, "%d %d ", num, b.body.Len())
	b.body.WriteString(body + "\n")
	if b.held = append(b.held, num); len(b.held) == perPage {
		b.flushPack()
	}
}

// flushPack writes the held objects as one object stream. It is deflated, as they
// are in real files, but by stored blocks: the size of the file is the point.
func (b *builder) flushPack() {
	if len(b.held) == 0 {
		return
	}
	num := len(b.places)
	for i, n := range b.held {
		b.places[n] = place{at: int64(num), index: uint16(i), packed: true}
	}
	b.places = append(b.places, place{at: b.off})
	first := b.head.Len()
	b.head.Write(b.body.Bytes())
	data := deflated(b.head.Bytes(), zlib.NoCompression)
	b.text(fmt.Sprintf("%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n",
		num, len(b.held), first, len(data)))
	b.text(data)
	b.text("\nendstream\nendobj\n")
	b.head.Reset()
	b.body.Reset()
	b.held = b.held[:0]
}

// deflated is b as FlateDecode takes it. Writing into memory does not fail, and
// the levels used are those of the package.
func deflated(b []byte, level int) string {
	var out strings.Builder
	z, _ := zlib.NewWriterLevel(&out, level)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.String()
}

// stream writes a stream of n bytes, block again and again.
func (b *builder) stream(num int, n int64, block string) {
	b.places[num] = place{at: b.off}
	b.text(fmt.Sprintf("%d 0 obj\n<</Length %d>>\nstream\n", num, n))
	for n > 0 {
		part := block[:min(int64(len(block)), n)]
		b.text(part)
		n -= int64(len(part))
	}
	b.text("\nendstream\nendobj\n")
}

// finish writes the cross-references.
func (b *builder) finish() {
	if b.pack {
		b.finishStream()
		return
	}
	start := b.off
	b.text(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(b.places)))
	for _, p := range b.places[1:] {
		b.text(fmt.Sprintf("%010d 00000 n \n", p.at))
	}
	b.text(fmt.Sprintf("trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(b.places), start))
}

// finishStream writes a compressed cross-reference stream of rows of one, five
// and two bytes.
func (b *builder) finishStream() {
	b.flushPack()
	start, num := b.off, len(b.places)
	b.places = append(b.places, place{at: start})
	rows := make([]byte, 0, 8*len(b.places))
	for n, p := range b.places {
		kind := byte(1)
		switch {
		case n == 0:
			kind = 0
		case p.packed:
			kind = 2
		}
		rows = append(rows, kind, byte(p.at>>32), byte(p.at>>24), byte(p.at>>16), byte(p.at>>8), byte(p.at), byte(p.index>>8), byte(p.index))
	}
	data := deflated(rows, zlib.DefaultCompression)
	b.text(fmt.Sprintf("%d 0 obj\n<</Type/XRef/Size %d/Root 1 0 R/W[1 5 2]/Filter/FlateDecode/Length %d>>\nstream\n",
		num, len(b.places), len(data)))
	b.text(data)
	b.text(fmt.Sprintf("\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", start))
}
