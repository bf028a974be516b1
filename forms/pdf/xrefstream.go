package pdf

import (
	"bufio"

	"madoguchi/forms"
)

// readStream reads a cross-reference stream (ISO 32000-1 7.5.8).
func (f *File) readStream(off int64, left *int, add addEntry) (Dict, int64, error) {
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
	r, err := f.decode(s, &workbench{})
	if err != nil {
		return nil, 0, err
	}
	rows := &rowReader{r: bufio.NewReaderSize(r, 32<<10), row: make([]byte, row)}
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
			if *left--; *left < 0 {
				return nil, 0, forms.FailAt(forms.TooLarge, damagedXRef, off, nil)
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
