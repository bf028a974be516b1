package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"

	"madoguchi/forms"
)

// maxOffset is the last byte a classic table of ten digits can point at.
const maxOffset = 9_999_999_999

// maxCopy bounds the bytes of an old stream that is written again.
const maxCopy = 64 << 20

// Update collects changed and new objects and renders them as one incremental
// update. It is not safe for use by several goroutines.
type Update struct {
	f       *File
	changed map[uint32]change
	next    uint32
	id      []byte
	err     error
}

type change struct {
	gen uint16
	o   Object
}

// Increment is what is to be written behind the unchanged file.
type Increment struct {
	Bytes []byte
	// Start is where Bytes go: the size of the file.
	Start int64
	// Offset is where each written object starts, at its number (absolute).
	Offset map[Ref]int64
}

// NewUpdate starts an incremental update. Problems: Encrypted; Damaged when the
// cross-references could not be followed to a catalog with pages, or an object
// was found only by scanning; TooLarge for a file an offset of ten digits cannot
// reach.
func (f *File) NewUpdate() (*Update, error) {
	const op = "start update"
	if f.Encrypted() {
		return nil, forms.Fail(forms.Encrypted, op, nil)
	}
	_, root, err := f.Root()
	if err != nil {
		return nil, err
	}
	if pages, err := f.Dict(root["Pages"]); err != nil || pages == nil {
		return nil, forms.Fail(forms.Damaged, op, err)
	}
	if f.Rebuilt() || len(f.sections) == 0 {
		return nil, forms.Fail(forms.Damaged, op, nil)
	}
	if f.src.size > maxOffset {
		return nil, forms.Fail(forms.TooLarge, op, nil)
	}
	next := int64(f.table.max) + 1
	if n, ok := f.trailer["Size"].(Integer); ok && int64(n) > next && n <= maxObject {
		next = int64(n)
	}
	return &Update{f: f, changed: map[uint32]change{}, next: uint32(next)}, nil
}

// SetID sets the second element of the trailer's /ID, 16 bytes. Without it one is
// derived from the first and the bytes written, so that equal updates are equal.
// A file without /ID gets none.
func (u *Update) SetID(id []byte) { u.id = slices.Clone(id) }

// Add gives o a new object number.
func (u *Update) Add(o Object) Ref {
	r := Ref{Num: u.next}
	if u.next >= maxObject {
		u.err = forms.Fail(forms.TooLarge, "add object", nil)
		return r
	}
	u.next++
	u.changed[r.Num] = change{o: o}
	return r
}

// Set replaces the object r refers to. The generation must be the one in force;
// that it is not is told by Render.
func (u *Update) Set(r Ref, o Object) {
	gen := uint16(0)
	if e := u.f.table.get(r.Num); e.kind() == inUse || e.kind() == free {
		gen = e.gen()
	}
	if r.Num == 0 || r.Num >= u.next || r.Gen != gen {
		u.err = forms.Fail(forms.Internal, "set object", nil)
		return
	}
	u.changed[r.Num] = change{r.Gen, o}
}

// Get returns the object r refers to as it will be after the update: a copy that
// may be changed and handed to Set.
func (u *Update) Get(r Ref) (Object, error) {
	if c, ok := u.changed[r.Num]; ok {
		if c.gen != r.Gen {
			return nil, nil
		}
		return Clone(c.o), nil
	}
	o, err := u.f.Get(r)
	return Clone(o), err
}

// Render writes the update: a line end if the file has none, the objects by
// number, and a cross-reference section of the newest section's kind. A hybrid
// file gets a table; what its hidden objects become is then plain for every
// reader (ISO 32000-1 7.5.8.4).
func (u *Update) Render() (*Increment, error) {
	if u.err != nil {
		return nil, u.err
	}
	if u.f.Rebuilt() {
		return nil, forms.Fail(forms.Damaged, "write update", nil)
	}
	inc := &Increment{Start: u.f.src.size, Offset: map[Ref]int64{}}
	b := &bytes.Buffer{}
	last, err := u.f.src.read(inc.Start-1, 1)
	if err != nil {
		return nil, err
	}
	if len(last) == 1 && last[0] != '\n' && last[0] != '\r' {
		b.WriteByte('\n')
	}
	nums := slices.Sorted(maps.Keys(u.changed))
	entries := make(map[uint32]entry, len(nums)+2)
	for _, n := range nums {
		c := u.changed[n]
		at := inc.Start + int64(b.Len())
		inc.Offset[Ref{n, c.gen}] = at
		entries[n] = newEntry(inUse, at-u.f.base, c.gen)
		if err := u.writeObject(b, n, c); err != nil {
			return nil, err
		}
	}
	entries[0] = newEntry(free, 0, 65535)
	if e := u.f.table.get(0); e.kind() == free {
		entries[0] = e
	}
	if err := u.writeXRef(b, inc.Start, entries); err != nil {
		return nil, err
	}
	if inc.Start+int64(b.Len()) > maxOffset {
		return nil, forms.Fail(forms.TooLarge, "write update", nil)
	}
	inc.Bytes = b.Bytes()
	return inc, nil
}

func (u *Update) writeObject(b *bytes.Buffer, n uint32, c change) error {
	fmt.Fprintf(b, "%d %d obj\n", n, c.gen)
	if s, ok := c.o.(*Stream); ok {
		if err := writeStream(b, s); err != nil {
			return err
		}
	} else if err := appendObject(b, c.o, 0); err != nil {
		return err
	}
	b.WriteString("\nendobj\n")
	return nil
}

func writeStream(b *bytes.Buffer, s *Stream) error {
	data := s.Data
	if s.file != nil && data == nil {
		if s.length > maxCopy {
			return forms.FailAt(forms.TooLarge, "write stream", s.start, nil)
		}
		var err error
		if data, err = s.file.src.read(s.start, int(s.length)); err != nil {
			return err
		}
	}
	d := maps.Clone(s.Dict)
	if d == nil {
		d = Dict{}
	}
	d["Length"] = Integer(len(data))
	if err := appendDict(b, d, 0); err != nil {
		return err
	}
	b.WriteString("\nstream\n")
	b.Write(data)
	b.WriteString("\nendstream")
	return nil
}

// trailerOf returns the new trailer: all entries of the newest (ISO 32000-1
// 7.5.6) but those that describe its own section.
func (u *Update) trailerOf(written []byte) Dict {
	d := Dict{}
	for k, v := range u.f.trailer {
		switch k {
		case "Prev", "XRefStm", "Length", "Filter", "DecodeParms", "W", "Index", "Type", "F", "FFilter", "FDecodeParms", "DL":
		default:
			d[k] = v
		}
	}
	d["Prev"] = Integer(u.f.sections[0].off - u.f.base)
	if ids, err := u.f.Array(d["ID"]); err == nil && len(ids) == 2 {
		first, err := u.f.String(ids[0])
		if err == nil {
			id := u.id
			if id == nil {
				h := sha256.New()
				_, _ = fmt.Fprintf(h, "%x %d\n", []byte(first), u.f.src.size)
				_, _ = h.Write(written)
				id = h.Sum(nil)[:16]
			}
			d["ID"] = Array{first, String(id)}
		}
	}
	return d
}

// writeXRef writes the cross-reference section, startxref and %%EOF.
func (u *Update) writeXRef(b *bytes.Buffer, start int64, entries map[uint32]entry) error {
	d := u.trailerOf(b.Bytes())
	at := start + int64(b.Len()) - u.f.base
	size := u.next
	if u.f.sections[0].form == StreamForm {
		own := size
		size++
		entries[own] = newEntry(inUse, at, 0)
		d["Size"] = Integer(size)
		s := xrefStream(d, entries)
		if err := u.writeObject(b, own, change{o: s}); err != nil {
			return err
		}
	} else {
		d["Size"] = Integer(size)
		writeTable(b, entries)
		b.WriteString("trailer\n")
		if err := appendDict(b, d, 0); err != nil {
			return err
		}
		b.WriteByte('\n')
	}
	_, err := fmt.Fprintf(b, "startxref\n%d\n%%%%EOF\n", at)
	return err
}

// runs cuts the numbers into sequences without gaps.
func runs(entries map[uint32]entry) [][]uint32 {
	var out [][]uint32
	for _, n := range slices.Sorted(maps.Keys(entries)) {
		if k := len(out) - 1; k >= 0 && out[k][len(out[k])-1]+1 == n {
			out[k] = append(out[k], n)
			continue
		}
		out = append(out, []uint32{n})
	}
	return out
}

func writeTable(w io.Writer, entries map[uint32]entry) {
	_, _ = fmt.Fprint(w, "xref\n")
	for _, run := range runs(entries) {
		_, _ = fmt.Fprintf(w, "%d %d\n", run[0], len(run))
		for _, n := range run {
			e := entries[n]
			kind := byte('n')
			if e.kind() == free {
				kind = 'f'
			}
			_, _ = fmt.Fprintf(w, "%010d %05d %c \n", e.offset(), e.gen(), kind)
		}
	}
}

// xrefStream makes a cross-reference stream of rows of one, five and two bytes,
// not compressed.
func xrefStream(d Dict, entries map[uint32]entry) *Stream {
	d["Type"] = Name("XRef")
	d["W"] = Array{Integer(1), Integer(5), Integer(2)}
	index := Array{}
	var rows []byte
	for _, run := range runs(entries) {
		index = append(index, Integer(run[0]), Integer(len(run)))
		for _, n := range run {
			e := entries[n]
			kind := byte(1)
			if e.kind() == free {
				kind = 0
			}
			o := e.offset()
			rows = append(rows, kind, byte(o>>32), byte(o>>24), byte(o>>16), byte(o>>8), byte(o), byte(e.gen()>>8), byte(e.gen()))
		}
	}
	d["Index"] = index
	return &Stream{Dict: d, Data: rows}
}
