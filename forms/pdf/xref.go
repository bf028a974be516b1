package pdf

import (
	"bytes"

	"madoguchi/forms"
)

// Form is how a cross-reference section is written.
type Form int

const (
	// Table is the classic table with a trailer.
	Table Form = iota
	// StreamForm is a cross-reference stream (PDF 1.5).
	StreamForm
	// Hybrid is a table whose trailer names a stream beside it.
	Hybrid
)

func (f Form) String() string {
	switch f {
	case Table:
		return "table"
	case StreamForm:
		return "stream"
	}
	return "hybrid"
}

// section is one cross-reference section; its entries are read again when they
// are asked for.
type section struct {
	off  int64 // absolute, where it was found
	form Form
	stm  int64 // absolute, of a hybrid's stream
	end  int64 // behind its trailer or stream
	prev int64 // as written, -1 for none
}

const (
	maxSections   = 1 << 14
	trailerWindow = 64 << 10
)

const damagedXRef = "read cross-references"

// startXRef finds the last startxref in the last 64 kB and returns its number.
func (f *File) startXRef() (int64, error) {
	for n := int64(1 << 10); ; n *= 8 {
		n = min(n, f.src.size, trailerWindow)
		b, err := f.src.read(f.src.size-n, int(n))
		if err != nil {
			return 0, err
		}
		if i := bytes.LastIndex(b, []byte("startxref")); i >= 0 {
			p := parser{b: b, pos: i + len("startxref")}
			if v, ok := p.natural(); ok {
				return v, nil
			}
			return 0, forms.FailAt(forms.Damaged, damagedXRef, f.src.size-n+int64(i), nil)
		}
		if n == f.src.size || n == trailerWindow {
			return 0, forms.Fail(forms.Damaged, damagedXRef, nil)
		}
	}
}

// readChain reads the section at start and all that /Prev leads to.
func (f *File) readChain(start int64) error {
	seen := map[int64]bool{}
	for next := start; next >= 0; {
		off, isTable, err := f.findSection(next, len(f.sections) == 0)
		if err != nil {
			return err
		}
		if seen[off] {
			break
		}
		seen[off] = true
		if len(f.sections) == maxSections {
			return forms.FailAt(forms.TooLarge, damagedXRef, off, nil)
		}
		s, trailer, err := f.readSection(off, isTable, f.table.add)
		if err != nil {
			return err
		}
		f.sections = append(f.sections, s)
		if f.trailer == nil {
			f.trailer = trailer
		}
		// The first trailer read holds the entries in force; where a writer left
		// them out of an update, an older one does.
		for _, k := range []Name{"Root", "Info", "ID", "Encrypt"} {
			if _, ok := f.trailer[k]; !ok && trailer[k] != nil {
				f.trailer[k] = trailer[k]
			}
		}
		next = s.prev
	}
	return nil
}

// sectionSlack is how far from where it should be a section is looked for.
const sectionSlack = 64

// findSection returns the absolute offset of the section a file says is at off.
// With first set it also decides what offsets count from.
func (f *File) findSection(off int64, first bool) (int64, bool, error) {
	bases := []int64{f.base}
	if first && f.header > 0 {
		bases = []int64{0, f.header}
	}
	for _, slack := range []int64{0, sectionSlack} {
		for _, base := range bases {
			at, isTable, err := f.sectionNear(base+off, slack)
			if err != nil {
				return 0, false, err
			}
			if at >= 0 {
				f.base = base
				return at, isTable, nil
			}
		}
	}
	return 0, false, forms.FailAt(forms.Damaged, damagedXRef, off, nil)
}

// sectionNear looks for "xref" or "n g obj" at off, or as near to it as slack
// allows, and returns -1 if there is none.
func (f *File) sectionNear(off, slack int64) (int64, bool, error) {
	from := max(0, off-slack)
	if from >= f.src.size {
		return -1, false, nil
	}
	b, err := f.src.read(from, int(off-from+slack+64))
	if err != nil {
		return 0, false, err
	}
	best, bestDist, table := int64(-1), slack+1, false
	for i := range b {
		at := from + int64(i)
		dist := at - off
		if dist < 0 {
			dist = -dist
		}
		if i > 0 && isRegular(b[i-1]) {
			continue
		}
		isTable := bytes.HasPrefix(b[i:], []byte("xref"))
		if !isTable && !startsObject(b[i:]) {
			continue
		}
		if slack == 0 { // only white space may stand before it
			if len(bytes.TrimLeft(b[:i], " \r\n\t\f\x00")) > 0 {
				break
			}
			return at, isTable, nil
		}
		if dist < bestDist {
			best, bestDist, table = at, dist, isTable
		}
	}
	return best, table, nil
}

func startsObject(b []byte) bool {
	p := parser{b: b}
	if len(b) == 0 || !isDigit(b[0]) {
		return false
	}
	_, ok1 := p.natural()
	_, ok2 := p.natural()
	return ok1 && ok2 && p.keyword("obj")
}

// addEntry takes an entry of a section; false when there are too many.
type addEntry func(n uint32, e entry) bool

// readSection reads the section at off and hands its entries over in order. In a
// hybrid file the stream's entries come before the table's free ones, which hide
// them from older readers (ISO 32000-1 7.5.8.4).
func (f *File) readSection(off int64, isTable bool, add addEntry) (section, Dict, error) {
	s := section{off: off, prev: -1}
	if !isTable {
		s.form = StreamForm
		trailer, end, err := f.readStream(off, add)
		if err != nil {
			return s, nil, err
		}
		s.end = end
		s.prev = prevOf(trailer)
		return s, trailer, nil
	}
	trailer, end, frees, err := f.readTable(off, func(n uint32, e entry) bool {
		return e.kind() == free || add(n, e)
	})
	if err != nil {
		return s, nil, err
	}
	s.end, s.prev = end, prevOf(trailer)
	if stm, ok := trailer["XRefStm"].(Integer); ok && stm >= 0 {
		at, isTable, err := f.findSection(int64(stm), false)
		if err == nil && !isTable {
			s.form, s.stm = Hybrid, at
			if _, _, err := f.readStream(at, add); err != nil {
				return s, nil, err
			}
		}
	}
	if frees {
		_, _, _, err = f.readTable(off, func(n uint32, e entry) bool {
			return e.kind() != free || add(n, e)
		})
	}
	return s, trailer, err
}

func prevOf(trailer Dict) int64 {
	switch v := trailer["Prev"].(type) {
	case Integer:
		if v > 0 {
			return int64(v)
		}
	case Real:
		if v > 0 && v < maxEntryOffset {
			return int64(v)
		}
	}
	return -1
}

// readTable reads a classic table (ISO 32000-1 7.5.4) as loosely as it is
// written: any white space between the parts, any padding, a wrong count.
func (f *File) readTable(off int64, add addEntry) (trailer Dict, end int64, frees bool, err error) {
	s := f.src.scan(off + int64(len("xref")))
	damaged := func() (Dict, int64, bool, error) {
		if s.err != nil {
			return nil, 0, false, s.err
		}
		return nil, 0, false, forms.FailAt(forms.Damaged, damagedXRef, s.pos(), nil)
	}
	num, left := int64(0), int64(0)
	firstEntry := true
	for {
		s.space()
		c, ok := s.peek()
		if !ok {
			return damaged()
		}
		if !isDigit(c) {
			break
		}
		a, ok1 := s.number()
		b, ok2 := s.number()
		if !ok1 || !ok2 {
			return damaged()
		}
		s.space()
		c, ok = s.peek()
		if !ok {
			return damaged()
		}
		if c != 'n' && c != 'f' {
			if left > 0 && c != 't' { // neither entry nor end
				return damaged()
			}
			num, left, firstEntry = a, b, true
			continue
		}
		s.i++
		left--
		// Some writers start at 1 and give the head of the free list there.
		if firstEntry && num == 1 && c == 'f' && a == 0 && b == 65535 {
			num = 0
		}
		firstEntry = false
		if num > maxObject || a > maxEntryOffset || b > 65535 {
			num++
			continue
		}
		e := newEntry(inUse, a, uint16(b))
		if c == 'f' || a == 0 {
			e = newEntry(free, a, uint16(b))
			frees = true
		}
		if !add(uint32(num), e) {
			return nil, 0, false, forms.FailAt(forms.TooLarge, damagedXRef, s.pos(), nil)
		}
		num++
	}
	if s.word() != "trailer" {
		return damaged()
	}
	at := s.pos()
	err = f.src.parse(at, func(p *parser) error {
		o, err := p.object(0)
		if err != nil {
			return forms.Fail(forms.Damaged, "read trailer", err)
		}
		if trailer, _ = o.(Dict); trailer == nil {
			return forms.Fail(forms.Damaged, "read trailer", nil)
		}
		end = at + int64(p.pos)
		return nil
	})
	return trailer, end, frees, err
}

// readStream reads a cross-reference stream (ISO 32000-1 7.5.8).
func (f *File) readStream(off int64, add addEntry) (Dict, int64, error) {
	damaged := forms.FailAt(forms.Damaged, damagedXRef, off, nil)
	in, err := f.indirectAt(off, maxGetDepth) // its length cannot be looked up yet
	if err != nil {
		return nil, 0, err
	}
	s, ok := in.object.(*Stream)
	if !ok || s.Dict["Type"] != Name("XRef") {
		return nil, 0, damaged
	}
	var w [3]int
	row := 0
	ws, _ := s.Dict["W"].(Array)
	for i := range w {
		if len(ws) < 3 {
			return nil, 0, damaged
		}
		n, ok := ws[i].(Integer)
		if !ok || n < 0 || n > 8 {
			return nil, 0, damaged
		}
		w[i] = int(n)
		row += int(n)
	}
	size, _ := s.Dict["Size"].(Integer)
	index, _ := s.Dict["Index"].(Array)
	if index == nil {
		index = Array{Integer(0), size}
	}
	if row == 0 {
		return nil, 0, damaged
	}
	r, err := f.decode(s)
	if err != nil {
		return nil, 0, err
	}
	rows := &rowReader{r: r, row: make([]byte, row)}
	for i := 0; i+1 < len(index); i += 2 {
		first, ok1 := index[i].(Integer)
		count, ok2 := index[i+1].(Integer)
		if !ok1 || !ok2 || first < 0 || count < 0 {
			return nil, 0, damaged
		}
		for n := int64(first); n < int64(first)+int64(count); n++ {
			b, ok := rows.next()
			if !ok { // fewer rows than promised
				return s.Dict, s.start + s.length, rows.err
			}
			e, ok := decodeRow(b, w)
			if !ok || n > maxObject {
				continue
			}
			if !add(uint32(n), e) {
				return nil, 0, forms.FailAt(forms.TooLarge, damagedXRef, off, nil)
			}
		}
	}
	return s.Dict, s.start + s.length, nil
}

// decodeRow makes an entry of one row; false for a type not known here, which
// means null.
func decodeRow(b []byte, w [3]int) (entry, bool) {
	field := func(n int) (v uint64) {
		for _, c := range b[:n] {
			v = v<<8 | uint64(c)
		}
		b = b[n:]
		return v
	}
	kind := uint64(1)
	if w[0] > 0 {
		kind = field(w[0])
	}
	x, y := field(w[1]), field(w[2])
	if x > maxEntryOffset {
		return 0, false
	}
	switch {
	case kind == 0:
		return newEntry(free, int64(x), uint16(min(y, 65535))), true
	case kind == 1 && y <= 65535 && x > 0:
		return newEntry(inUse, int64(x), uint16(y)), true
	case kind == 2 && x <= maxObject:
		return newEntry(packed, int64(x), uint16(min(y, 65535))), true
	}
	return 0, false
}
