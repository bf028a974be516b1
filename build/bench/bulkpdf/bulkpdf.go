// Package bulkpdf writes PDFs of any size for benchmarks and for tests of what a
// large file costs. They are whole: poppler, MuPDF and qpdf read them without a
// complaint. They are not meant to be looked at.
package bulkpdf

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

// Shape is what fills a file.
type Shape int

const (
	// FewStreams is one page with three content streams that share the size.
	FewStreams Shape = iota
	// ManyObjects is an object for every 200 bytes: pages of 98 links each, so
	// that 200 MiB hold more than a million objects on ten thousand pages.
	ManyObjects
)

func (s Shape) String() string {
	if s == ManyObjects {
		return "objects"
	}
	return "streams"
}

// Spec is a file to be written.
type Spec struct {
	// Size is the wanted length in bytes; the file is within 5 % of it from 1 MiB
	// on.
	Size  int64
	Shape Shape
	// XRefStream writes a cross-reference stream, and what may be packed into
	// object streams (ISO 32000-1 7.5.7, 7.5.8), instead of the classic table.
	XRefStream bool
}

// All is one file of each kind.
func All(size int64) []Spec {
	var all []Spec
	for _, shape := range []Shape{FewStreams, ManyObjects} {
		for _, stream := range []bool{false, true} {
			all = append(all, Spec{Size: size, Shape: shape, XRefStream: stream})
		}
	}
	return all
}

func (s Spec) String() string {
	form := "table"
	if s.XRefStream {
		form = "xrefstream"
	}
	return fmt.Sprintf("%s-%s", s.Shape, form)
}

// Create writes the file under name, which must not exist.
func (s Spec) Create(name string) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	return s.Write(f)
}

// Write writes the file to w. It holds the offsets in memory, 8 bytes an object.
func (s Spec) Write(w io.Writer) error {
	b := &builder{w: bufio.NewWriterSize(w, 1<<20), pack: s.XRefStream}
	b.text("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n")
	if s.Shape == ManyObjects {
		s.manyObjects(b)
	} else {
		s.fewStreams(b)
	}
	b.finish()
	return b.w.Flush() // gives the first error of all writes
}

const line = "0 0 m 9 9 l S % nothing is to be seen here, line after line\n"

func (s Spec) fewStreams(b *builder) {
	const streams = 3
	b.expect(3 + streams)
	b.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	b.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
	b.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[4 0 R 5 0 R 6 0 R]>>")
	block := strings.Repeat(line, 1000)
	for i := range streams {
		b.stream(4+i, max(0, s.Size-1500)/streams, block)
	}
}

const (
	bytesEach = 200 // of the file, for each object
	perPage   = 100 // the page, its content, its links
	perNode   = 100 // pages under one node of the tree
)

func (s Spec) manyObjects(b *builder) {
	pages := int(max(1, s.Size/bytesEach/perPage))
	nodes := (pages + perNode - 1) / perNode
	first := 3 + nodes // number of the first page
	b.expect(2 + nodes + pages*perPage)
	b.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	b.object(2, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", references(3, nodes, 1), pages))
	for n := range nodes {
		from := n * perNode
		under := min(perNode, pages-from)
		b.object(3+n, fmt.Sprintf("<</Type/Pages/Parent 2 0 R/Kids[%s]/Count %d>>", references(first+from*perPage, under, perPage), under))
	}
	// What the table and the object's own line take is left out of its padding.
	link := "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/URI/URI(https://example.com/%s)>>>>"
	rest := bytesEach - len(link) - 42
	if s.XRefStream {
		rest += 24
	}
	link = fmt.Sprintf(link, strings.Repeat("x", rest))
	for p := range pages {
		page := first + p*perPage
		b.object(page, fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Annots[%s]>>",
			3+p/perNode, page+1, references(page+2, perPage-2, 1)))
		b.stream(page+1, int64(len(line)), line)
		for i := 2; i < perPage; i++ {
			b.object(page+i, link)
		}
	}
}

func references(first, count, step int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, "%d 0 R ", first+i*step)
	}
	return b.String()
}
