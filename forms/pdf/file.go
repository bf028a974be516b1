package pdf

import (
	"bytes"
	"io"
	"sync"

	"madoguchi/forms"
)

// File is an open PDF. It is safe for use by several goroutines. Objects it
// returns are shared: Clone one before changing it.
type File struct {
	src    source
	header int64  // offset of %PDF-
	base   int64  // what offsets in the file count from: 0 or header
	ver    string // of the header

	table    table
	sections []section // newest first
	trailer  Dict

	mu      sync.Mutex
	objects objectCache
	streams packCache

	spare sync.Pool // of *workbench

	rescue  sync.Once
	scanned *table
	rebuilt bool // guarded by mu

	pagesOnce sync.Once
	pageIndex *pageIndex
}

const headerWindow = 1024

// Open reads the header, the cross-references and nothing else of the size bytes
// of r, which must not change while the File is used. Problems: NotPDF without a
// header in the first 1024 bytes, Damaged when not even a scan finds a catalog,
// TooLarge beyond eight million objects, ReadFailed, InputChanged.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{src: source{r: r, size: size}}
	head, err := f.src.read(0, headerWindow)
	if err != nil {
		return nil, err
	}
	i := bytes.Index(head, []byte("%PDF-"))
	if i < 0 {
		return nil, forms.Fail(forms.NotPDF, "read header", nil)
	}
	f.header = int64(i)
	f.ver = headerVersion(head[i+5:])
	start, err := f.startXRef()
	if err == nil {
		err = f.readChain(start)
	}
	if err != nil && !forms.Is(err, forms.Damaged) && !forms.Is(err, forms.Malformed) {
		return nil, err
	}
	if err == nil && f.hasCatalog() {
		return f, nil
	}
	if err := f.rebuild(); err != nil {
		return nil, err
	}
	return f, nil
}

func headerVersion(b []byte) string {
	if len(b) >= 3 && isDigit(b[0]) && b[1] == '.' && isDigit(b[2]) {
		return string(b[:3])
	}
	return ""
}

// hasCatalog reports whether the trailer leads to a dictionary that can be the
// catalog.
func (f *File) hasCatalog() bool {
	r, ok := f.trailer["Root"].(Ref)
	if !ok {
		return false
	}
	if f.Encrypted() && f.table.get(r.Num).kind() == packed {
		return true // it is inside an encrypted object stream
	}
	o, err := f.get(r, 0)
	d, ok := o.(Dict)
	return err == nil && ok && (d["Pages"] != nil || d["Type"] == Name("Catalog"))
}

// rebuild replaces the cross-references by what a scan of the file finds.
func (f *File) rebuild() error {
	t, trailer, err := f.scanObjects()
	if err != nil {
		return err
	}
	f.table, f.trailer, f.sections = *t, trailer, nil
	f.objects, f.streams = objectCache{}, packCache{}
	f.rebuilt = true
	f.rescue.Do(func() {})
	if !f.hasCatalog() {
		return forms.Fail(forms.Damaged, "read cross-references", nil)
	}
	return nil
}

// Size returns the length of the file in bytes.
func (f *File) Size() int64 { return f.src.size }

// Version returns the version in force, "1.7": the catalog's if it is later than
// the header's, "" if neither can be read.
func (f *File) Version() string {
	if _, root, err := f.Root(); err == nil {
		if v, err := f.Name(root["Version"]); err == nil && headerVersion([]byte(v)) != "" && string(v) > f.ver {
			return string(v)
		}
	}
	return f.ver
}

// Trailer returns the newest trailer dictionary, or of a file with
// cross-reference streams the newest stream's dictionary.
func (f *File) Trailer() Dict { return f.trailer }

// Encrypted reports whether the file has an encryption dictionary. Nothing is
// decrypted: strings and streams then hold ciphertext, and objects in object
// streams cannot be had.
func (f *File) Encrypted() bool {
	_, is := f.trailer["Encrypt"]
	return is
}

// Rebuilt reports whether any object so far was found only by scanning the file,
// past its cross-references. Other readers may then see another document, and
// NewUpdate refuses.
func (f *File) Rebuilt() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rebuilt
}

// Root returns the document catalog.
func (f *File) Root() (Ref, Dict, error) {
	r, ok := f.trailer["Root"].(Ref)
	if !ok {
		return Ref{}, nil, forms.Fail(forms.Damaged, "read catalog", nil)
	}
	d, err := f.Dict(r)
	if err == nil && d == nil {
		err = forms.Fail(forms.Damaged, "read catalog", nil)
	}
	return r, d, err
}

// AcroForm returns the interactive form dictionary and, where it is an indirect
// object, its reference. Both are zero for a document without one.
func (f *File) AcroForm() (Ref, Dict, error) {
	_, root, err := f.Root()
	if err != nil {
		return Ref{}, nil, err
	}
	r, _ := root["AcroForm"].(Ref)
	d, err := f.Dict(root["AcroForm"])
	return r, d, err
}

// Get returns the object r refers to; nil for one that is free or missing
// (ISO 32000-1 7.3.10).
func (f *File) Get(r Ref) (Object, error) { return f.get(r, 0) }

// Keys of the recursion a single Get may need: object → object stream → its
// length.
const maxGetDepth = 6

func (f *File) get(r Ref, depth int) (Object, error) {
	if depth > maxGetDepth {
		return nil, forms.Fail(forms.Damaged, "read object", nil)
	}
	f.mu.Lock()
	o, ok := f.objects.get(r)
	f.mu.Unlock()
	if ok {
		return o, nil
	}
	o, cost, err := f.load(&f.table, r, depth)
	if forms.Is(err, forms.Damaged) && !f.Encrypted() {
		if t := f.rescueTable(); t != nil {
			o, cost, err = f.load(t, r, depth)
		}
	}
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.objects.put(r, o, cost)
	f.mu.Unlock()
	return o, nil
}

// rescueTable scans the file once, the first time an object is not where the
// cross-references say.
func (f *File) rescueTable() *table {
	f.rescue.Do(func() {
		if t, _, err := f.scanObjects(); err == nil {
			f.scanned = t
		}
		f.mu.Lock()
		f.rebuilt = true
		f.mu.Unlock()
	})
	return f.scanned
}

func (f *File) load(t *table, r Ref, depth int) (Object, int, error) {
	e := t.get(r.Num)
	switch e.kind() {
	case inUse:
		if e.gen() != r.Gen {
			return nil, 0, nil
		}
		off := e.offset()
		if !t.absolute {
			off += f.base
		}
		in, err := f.indirectAt(off, depth)
		if err != nil {
			return nil, 0, err
		}
		if in.ref != r {
			return nil, 0, forms.FailAt(forms.Damaged, "read object", off, nil)
		}
		return in.object, int(in.end - off), nil
	case packed:
		if r.Gen != 0 {
			return nil, 0, nil
		}
		return f.unpack(t, uint32(e.offset()), r.Num, int(e.gen()), depth)
	}
	return nil, 0, nil
}

// indirect is one indirect object as it stands in the file.
type indirect struct {
	ref    Ref
	object Object
	start  int64 // of the object number
	body   int64 // of the object itself
	end    int64 // behind the object, before endobj; of a stream behind its dictionary
}

// indirectAt reads "n g obj …" at off, white space allowed before it.
func (f *File) indirectAt(off int64, depth int) (indirect, error) {
	var in indirect
	stream := int64(-1)
	err := f.src.parse(off, func(p *parser) error {
		in, stream = indirect{}, -1
		p.skip()
		in.start = off + int64(p.pos)
		n, ok1 := p.natural()
		g, ok2 := p.natural()
		if !ok1 || !ok2 || n > 1<<32-1 || g > 1<<16-1 || !p.keyword("obj") {
			return forms.Fail(forms.Damaged, "read object", nil)
		}
		in.ref = Ref{uint32(n), uint16(g)}
		p.skip()
		in.body = off + int64(p.pos)
		in.end = in.body
		if p.keyword("endobj") { // an object without a value is null
			return nil
		}
		var err error
		if in.object, err = p.object(0); err != nil {
			return err
		}
		in.end = off + int64(p.pos)
		if _, ok := in.object.(Dict); ok && p.keyword("stream") {
			if c, _ := p.at(0); c == '\r' {
				p.pos++
			}
			if c, _ := p.at(0); c == '\n' {
				p.pos++
			}
			stream = off + int64(p.pos)
		}
		return nil
	})
	if err != nil || stream < 0 {
		return in, err
	}
	s := &Stream{Dict: in.object.(Dict), file: f, start: stream}
	if s.length, err = f.streamLength(s, depth); err != nil {
		return in, err
	}
	in.object = s
	return in, nil
}

// maxEndstreamSearch bounds the search for the end of a stream with a wrong
// length.
const maxEndstreamSearch = 64 << 20

// streamLength returns /Length if "endstream" follows there, else the distance
// to the next "endstream".
func (f *File) streamLength(s *Stream, depth int) (int64, error) {
	o := s.Dict["Length"]
	if r, ok := o.(Ref); ok {
		var err error
		if o, err = f.get(r, depth+1); err != nil {
			o = nil
		}
	}
	if n, ok := o.(Integer); ok && n >= 0 && int64(n) <= f.src.size-s.start {
		b, err := f.src.read(s.start+int64(n), 16)
		if err != nil {
			return 0, err
		}
		if bytes.HasPrefix(bytes.TrimLeft(b, "\r\n \t\x00"), []byte("endstream")) {
			return int64(n), nil
		}
	}
	at, err := f.src.find(s.start, min(f.src.size, s.start+maxEndstreamSearch), "endstream")
	if err != nil {
		return 0, err
	}
	if at < 0 {
		return 0, forms.FailAt(forms.Damaged, "read stream", s.start, nil)
	}
	// One line end before the keyword is not data.
	n := at - s.start
	if tail, err := f.src.read(max(s.start, at-2), int(min(2, n))); err == nil {
		switch {
		case bytes.HasSuffix(tail, []byte("\r\n")):
			n -= 2
		case bytes.HasSuffix(tail, []byte("\n")), bytes.HasSuffix(tail, []byte("\r")):
			n--
		}
	}
	return n, nil
}

// find returns the offset of the first w between from and to, or -1.
func (s *source) find(from, to int64, w string) (int64, error) {
	buf := make([]byte, min(scanWindow, max(0, to-from)))
	for from < to {
		b, err := s.readInto(buf[:min(int64(len(buf)), to-from)], from)
		if err != nil {
			return 0, err
		}
		if i := bytes.Index(b, []byte(w)); i >= 0 {
			return from + int64(i), nil
		}
		if len(b) < len(w) {
			break
		}
		from += int64(len(b) - len(w) + 1)
	}
	return -1, nil
}
