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
	rows := maxRows
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
		s, trailer, err := f.readSection(off, isTable, &rows, f.table.add)
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

// maxRows bounds the rows of the cross-reference streams of one chain, whether
// they say anything or not: a few packed bytes can be billions.
const maxRows = 2 * maxEntries

// readSection reads the section at off and hands its entries over in order. In a
// hybrid file the stream's entries come before the table's free ones, which hide
// them from older readers (ISO 32000-1 7.5.8.4).
func (f *File) readSection(off int64, isTable bool, rows *int, add addEntry) (section, Dict, error) {
	s := section{off: off, prev: -1}
	if !isTable {
		s.form = StreamForm
		trailer, end, err := f.readStream(off, rows, add)
		if err != nil {
			return s, nil, err
		}
		s.end = end
		s.prev = prevOf(trailer)
		return s, trailer, nil
	}
	var frees []freed
	more := false // than are worth remembering: the table is read a second time
	trailer, end, err := f.readTable(off, func(n uint32, e entry) bool {
		if e.kind() != free {
			return add(n, e)
		}
		if more = more || len(frees) == maxFrees; !more {
			frees = append(frees, freed{n, e})
		}
		return true
	})
	if err != nil {
		return s, nil, err
	}
	s.end, s.prev = end, prevOf(trailer)
	if stm, ok := trailer["XRefStm"].(Integer); ok && stm >= 0 {
		at, isTable, err := f.findSection(int64(stm), false)
		if err == nil && !isTable {
			s.form, s.stm = Hybrid, at
			if _, _, err := f.readStream(at, rows, add); err != nil {
				return s, nil, err
			}
		}
	}
	if more {
		_, _, err = f.readTable(off, func(n uint32, e entry) bool {
			return e.kind() != free || add(n, e)
		})
		return s, trailer, err
	}
	for _, x := range frees {
		if !add(x.n, x.e) {
			return s, nil, forms.FailAt(forms.TooLarge, damagedXRef, off, nil)
		}
	}
	return s, trailer, nil
}

// freed is a free entry put off until a hybrid's stream is read.
type freed struct {
	n uint32
	e entry
}

const maxFrees = 4096

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
func (f *File) readTable(off int64, add addEntry) (trailer Dict, end int64, err error) {
	s := f.src.scan(off + int64(len("xref")))
	damaged := func() (Dict, int64, error) {
		if s.err != nil {
			return nil, 0, s.err
		}
		return nil, 0, forms.FailAt(forms.Damaged, damagedXRef, s.pos(), nil)
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
		if a, b, c, ok := s.entry(); ok && !firstEntry && num <= maxObject {
			if !add(uint32(num), tableEntry(a, b, c)) {
				return nil, 0, forms.FailAt(forms.TooLarge, damagedXRef, s.pos(), nil)
			}
			num++
			left--
			continue
		} else if ok {
			s.i -= 20
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
		if !add(uint32(num), tableEntry(a, uint16(b), c)) {
			return nil, 0, forms.FailAt(forms.TooLarge, damagedXRef, s.pos(), nil)
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
	return trailer, end, err
}

// tableEntry makes an entry of a line; one in use at offset 0 is free.
func tableEntry(off int64, gen uint16, kind byte) entry {
	if kind == 'f' || off == 0 {
		return newEntry(free, off, gen)
	}
	return newEntry(inUse, off, gen)
}
