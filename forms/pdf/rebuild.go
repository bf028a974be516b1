package pdf

import (
	"bytes"

	"madoguchi/forms"
)

// scanObjects goes through the whole file and notes every "n g obj" and every
// trailer, the later winning. Object streams found are opened too. It is how a
// file with hopeless cross-references is looked at, never how one is written to.
func (f *File) scanObjects() (*table, Dict, error) {
	t := &table{absolute: true}
	trailer := Dict{}
	var catalog Ref
	notes := 0
	const overlap = 1024 // the start of an object that a window cuts is seen whole in the next
	buf := make([]byte, overlap+scanWindow)
	for off := int64(0); off < f.src.size; off += scanWindow {
		from := max(0, off-overlap)
		b, err := f.src.readInto(buf[:int(off-from)+scanWindow], from)
		if err != nil {
			return nil, nil, err
		}
		k, j := -1, -1 // where the next keywords are; -1: not looked for yet
		for i := 0; ; {
			if k < i {
				k = indexFrom(b, i, "obj")
			}
			if j < i {
				j = indexFrom(b, i, "trailer")
			}
			if k == len(b) && j == len(b) {
				break
			}
			if j < k {
				i = j + len("trailer")
				if notes++; notes < maxNotes {
					f.noteTrailer(from+int64(i), trailer)
				}
				continue
			}
			at := k
			i = at + len("obj")
			start, ref, ok := objectBefore(b, at)
			if !ok {
				continue
			}
			if !t.put(ref.Num, newEntry(inUse, from+int64(start), ref.Gen)) {
				return nil, nil, forms.FailAt(forms.TooLarge, "scan file", from+int64(start), nil)
			}
			head := b[i:min(len(b), i+512)]
			switch {
			case bytes.Contains(head, []byte("/XRef")) && notes < maxNotes:
				notes++
				f.noteTrailer(from+int64(i), trailer)
			case bytes.Contains(head, []byte("/ObjStm")) && notes < maxNotes:
				notes++
				f.notePack(t, ref.Num, from+int64(start))
			case bytes.Contains(head, []byte("/Catalog")):
				catalog = ref
			}
		}
	}
	if _, ok := trailer["Root"].(Ref); !ok && catalog != (Ref{}) {
		trailer["Root"] = catalog
	}
	return t, trailer, nil
}

// maxNotes bounds the trailers and object streams a scan reads.
const maxNotes = 1 << 15

// indexFrom is bytes.Index from i on, len(b) if there is none.
func indexFrom(b []byte, i int, w string) int {
	if k := bytes.Index(b[i:], []byte(w)); k >= 0 {
		return i + k
	}
	return len(b)
}

// objectBefore reads "n g " backwards from the keyword at b[at].
func objectBefore(b []byte, at int) (start int, r Ref, ok bool) {
	i := at
	back := func(is func(byte) bool) int {
		from := i
		for i > 0 && is(b[i-1]) {
			i--
		}
		return from - i
	}
	back(isSpace)
	gEnd := i
	if back(isDigit) == 0 {
		return 0, r, false
	}
	if back(isSpace) == 0 {
		return 0, r, false
	}
	if n := back(isDigit); n == 0 || n > 10 {
		return 0, r, false
	}
	p := parser{b: b[i:gEnd]}
	n, ok1 := p.natural()
	g, ok2 := p.natural()
	if !ok1 || !ok2 || n > maxObject || g > 65535 {
		return 0, r, false
	}
	return i, Ref{uint32(n), uint16(g)}, true
}

// noteTrailer takes over the entries of the dictionary at off that a trailer has.
func (f *File) noteTrailer(off int64, into Dict) {
	_ = f.src.parse(off, func(p *parser) error {
		o, err := p.object(0)
		if d, ok := o.(Dict); ok && err == nil {
			for _, k := range []Name{"Root", "Info", "ID", "Encrypt", "Size"} {
				if d[k] != nil {
					into[k] = d[k]
				}
			}
		}
		return err
	})
}

// notePack notes the objects of the object stream num at off, where nothing
// later defines them.
func (f *File) notePack(t *table, num uint32, off int64) {
	in, err := f.indirectAt(off, maxGetDepth)
	if err != nil {
		return
	}
	s, ok := in.object.(*Stream)
	if !ok || s.Dict["Type"] != Name("ObjStm") {
		return
	}
	p, err := f.openPack(s)
	if err != nil {
		return
	}
	for i, n := range p.num {
		if n != num && !t.put(n, newEntry(packed, int64(num), uint16(min(i, 65535)))) {
			return
		}
	}
}
