package pdf_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
)

// doc is a document of our fixtures. It writes PDF by itself, with no line of the
// package it tests.
type doc struct {
	header  string
	objects []string // object n is objects[n-1]
	streams map[int]bool
	root    int
	info    int
	trailer string // further entries
	astray  int    // added to the index of objects in streams, to be wrong
}

func newDoc(header string) *doc { return &doc{header: header, streams: map[int]bool{}} }

// add appends an object and returns its number.
func (d *doc) add(format string, a ...any) int {
	if len(a) > 0 {
		format = fmt.Sprintf(format, a...)
	}
	d.objects = append(d.objects, format)
	return len(d.objects)
}

// reserve takes a number for an object that is set later.
func (d *doc) reserve() int { return d.add("null") }

func (d *doc) set(n int, format string, a ...any) {
	if len(a) > 0 {
		format = fmt.Sprintf(format, a...)
	}
	d.objects[n-1] = format
}

func (d *doc) stream(entries, data string) int {
	n := d.add("<<%s/Length %d>>stream\n%s\nendstream", entries, len(data), data)
	d.streams[n] = true
	return n
}

const fileID = "[<505241435449434520E7B7B4E7BF9221><5052414354494345206669787475726521>]"

func (d *doc) trailerEntries() string {
	return fmt.Sprintf("/Root %d 0 R/Info %d 0 R/ID %s%s", d.root, d.info, fileID, d.trailer)
}

// table writes the document with a classic cross-reference table, as the tool
// that wrote the real form does.
func (d *doc) table() []byte {
	b := bytes.NewBufferString(d.header)
	offsets := d.bodies(b, nil)
	start := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n", len(d.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(b, "trailer\n<</Size %d%s>>\n%%practice-writer-1.0\nstartxref\n%d\n%%%%EOF\n", len(d.objects)+1, d.trailerEntries(), start)
	return b.Bytes()
}

// bodies writes the objects but those left out, and returns their offsets.
func (d *doc) bodies(b *bytes.Buffer, leaveOut map[int]bool) []int {
	offsets := make([]int, len(d.objects))
	for i, o := range d.objects {
		if leaveOut[i+1] {
			continue
		}
		offsets[i] = b.Len()
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return offsets
}

// pack makes the body of an object stream out of some objects.
func (d *doc) pack(nums []int) string {
	var head, body strings.Builder
	for _, n := range nums {
		fmt.Fprintf(&head, "%d %d ", n, body.Len())
		body.WriteString(d.objects[n-1] + "\n")
	}
	data := deflate([]byte(head.String() + body.String()))
	return fmt.Sprintf("<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", len(nums), head.Len(), len(data), data)
}

// deflate stores without compressing, so that the bytes do not depend on the
// version of the compressor.
func deflate(data []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.NoCompression)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// row is an entry of a cross-reference stream.
type row struct{ kind, a, b int }

// predicted encodes rows with W [1 3 1] and the PNG "up" predictor.
func predicted(rows []row) []byte {
	var out []byte
	prev := make([]byte, 5)
	for _, r := range rows {
		cur := []byte{byte(r.kind), byte(r.a >> 16), byte(r.a >> 8), byte(r.a), byte(r.b)}
		out = append(out, 2)
		for i := range cur {
			out = append(out, cur[i]-prev[i])
		}
		prev = cur
	}
	return deflate(out)
}

// xrefStream writes the document with object streams of at most 40 objects and a
// cross-reference stream.
func (d *doc) xrefStream() []byte {
	b := bytes.NewBufferString(d.header)
	n := len(d.objects)
	packed := map[int]bool{}
	var groups [][]int
	for i := 1; i <= n; i++ {
		if d.streams[i] {
			continue
		}
		packed[i] = true
		if k := len(groups) - 1; k < 0 || len(groups[k]) == 40 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], i)
	}
	offsets := d.bodies(b, packed)
	rows := make([]row, n+1, n+len(groups)+2)
	rows[0] = row{0, 0, 255}
	for i, o := range offsets {
		rows[i+1] = row{1, o, 0}
	}
	for g, nums := range groups {
		stm := n + 1 + g
		for i, num := range nums {
			rows[num] = row{2, stm, i + d.astray}
		}
		rows = append(rows, row{1, b.Len(), 0})
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", stm, d.pack(nums))
	}
	start := b.Len()
	rows = append(rows, row{1, start, 0})
	data := predicted(rows)
	fmt.Fprintf(b, "%d 0 obj\n<</Type/XRef/Size %d/W[1 3 1]%s/Filter/FlateDecode/DecodeParms<</Columns 5/Predictor 12>>/Length %d>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		len(rows)-1, len(rows), d.trailerEntries(), len(data), data, start)
	return b.Bytes()
}

// hybrid writes a table in which the hidden objects are free, and a stream
// beside it that has them (ISO 32000-1 7.5.8.4).
func (d *doc) hybrid(hidden []int) []byte {
	b := bytes.NewBufferString(d.header)
	n := len(d.objects)
	hide := map[int]bool{}
	for _, h := range hidden {
		hide[h] = true
	}
	offsets := d.bodies(b, hide)
	stm, xref := n+1, n+2
	stmAt := b.Len()
	fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", stm, d.pack(hidden))
	xrefAt := b.Len()
	var rows []row
	var index strings.Builder
	for i, h := range hidden {
		rows = append(rows, row{2, stm, i})
		fmt.Fprintf(&index, "%d 1 ", h)
	}
	rows = append(rows, row{1, stmAt, 0})
	fmt.Fprintf(&index, "%d 1", stm)
	data := predicted(rows)
	fmt.Fprintf(b, "%d 0 obj\n<</Type/XRef/Size %d/Index[%s]/W[1 3 1]/Filter/FlateDecode/DecodeParms<</Columns 5/Predictor 12>>/Length %d>>stream\n%s\nendstream\nendobj\n",
		xref, n+3, index.String(), len(data), data)
	start := b.Len()
	// The free list: 0 → hidden objects and the two streams → 0.
	frees := append(slices.Clone(hidden), stm, xref)
	next := map[int]int{0: frees[0]}
	for i, f := range frees {
		next[f] = 0
		if i+1 < len(frees) {
			next[f] = frees[i+1]
		}
	}
	fmt.Fprintf(b, "xref\n0 %d\n%010d 65535 f \n", n+3, next[0])
	for i := 1; i <= n+2; i++ {
		if f, free := next[i]; free {
			fmt.Fprintf(b, "%010d 65535 f \n", f)
			continue
		}
		fmt.Fprintf(b, "%010d 00000 n \n", offsets[i-1])
	}
	fmt.Fprintf(b, "trailer\n<</Size %d%s/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n", n+3, d.trailerEntries(), xrefAt, start)
	return b.Bytes()
}
