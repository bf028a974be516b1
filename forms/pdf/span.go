package pdf

import "madoguchi/forms"

// Offset is where the cross-references say that an object begins (absolute), and
// false for one that is free, inside an object stream, or not there. Whether an
// object stands there is not looked at.
func (f *File) Offset(r Ref) (int64, bool) {
	e := f.table.get(r.Num)
	if e.kind() != inUse || e.gen() != r.Gen {
		return 0, false
	}
	return f.place(e), true
}

func (f *File) place(e entry) int64 {
	if f.table.absolute {
		return e.offset()
	}
	return e.offset() + f.base
}

// ValueSpan returns where the value of a key of the dictionary (or of the
// stream's dictionary) r refers to stands in the file: absolute offsets of its
// first byte and behind its last. Problems: NoField when there is no such key,
// Unsupported for an object inside an object stream, Malformed when the key is
// given twice, so that readers may differ on which counts.
func (f *File) ValueSpan(r Ref, key Name) (start, end int64, err error) {
	const op = "find value"
	e := f.table.get(r.Num)
	switch {
	case e.kind() == packed:
		return 0, 0, forms.Fail(forms.Unsupported, op, nil)
	case e.kind() != inUse || e.gen() != r.Gen:
		return 0, 0, forms.Fail(forms.NoField, op, nil)
	}
	off := f.place(e)
	err = f.src.parse(off, func(p *parser) error {
		a, b, err := findValue(p, key, r)
		start, end = off+int64(a), off+int64(b)
		return err
	})
	return start, end, err
}

// FindValue returns where the value of key stands in the bytes of one object: a
// bare dictionary, or all of "n g obj … endobj". Problems as for ValueSpan.
func FindValue(object []byte, key Name) (start, end int, err error) {
	return findValue(&parser{b: object}, key, Ref{})
}

// findValue does both; with a reference given the object must be that one.
func findValue(p *parser, key Name, want Ref) (start, end int, err error) {
	const op = "find value"
	p.skip()
	if c, _ := p.at(0); isDigit(c) || want != (Ref{}) {
		n, ok1 := p.natural()
		g, ok2 := p.natural()
		if !ok1 || !ok2 || !p.keyword("obj") || want != (Ref{}) && (n != int64(want.Num) || g != int64(want.Gen)) {
			return 0, 0, forms.Fail(forms.Malformed, op, nil)
		}
	}
	found := 0
	p.entry = func(k Name, a, b int) {
		if k == key {
			found++
			start, end = a, b
		}
	}
	o, err := p.object(0)
	if err != nil {
		return 0, 0, err
	}
	_, isDict := o.(Dict)
	switch {
	case !isDict || found > 1:
		return 0, 0, forms.Fail(forms.Malformed, op, nil)
	case found == 0:
		return 0, 0, forms.Fail(forms.NoField, op, nil)
	}
	return start, end, nil
}
