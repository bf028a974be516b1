package pdf

import (
	"bytes"
	"slices"

	"madoguchi/forms"
)

// Revision is what one saving of the file added (ISO 32000-1 7.5.6).
type Revision struct {
	// End is the offset behind its %%EOF and the line end after it: as long as
	// the file was then. Without a %%EOF it is the end of its trailer.
	End int64
	// XRef is where its cross-reference section starts (absolute).
	XRef int64
	Form Form
	// Objects are the objects it defines or frees, by number; object 0 is left
	// out. An object its section gives twice is listed once.
	Objects []Ref
}

// Revisions returns the revisions, oldest first. Both sections of a linearized
// file are one revision. A file found only by a scan has none.
func (f *File) Revisions() []Revision {
	var out []Revision
	for _, group := range f.groups() {
		newest := group[0]
		rev := Revision{XRef: newest.off, Form: newest.form, End: f.revisionEnd(group)}
		var t table
		rows := maxRows
		for _, s := range group {
			_, _, _ = f.readSection(s.off, s.form != StreamForm, &rows, t.add)
		}
		rev.Objects = make([]Ref, 0, t.count())
		t.each(func(n uint32, e entry) {
			if n == 0 {
				return
			}
			r := Ref{Num: n}
			if e.kind() != packed {
				r.Gen = e.gen()
			}
			rev.Objects = append(rev.Objects, r)
		})
		out = append(out, rev)
	}
	slices.Reverse(out)
	return out
}

// groups puts sections of one saving together, newest first: the first section
// of a linearized file stands before the one its /Prev leads to.
func (f *File) groups() [][]section {
	var out [][]section
	for i, s := range f.sections {
		if i > 0 && s.off > f.sections[i-1].off {
			out[len(out)-1] = append(out[len(out)-1], s)
			continue
		}
		out = append(out, []section{s})
	}
	return out
}

// revisionEnd finds the %%EOF behind the last section of a group.
func (f *File) revisionEnd(group []section) int64 {
	end := int64(0)
	for _, s := range group {
		end = max(end, s.end)
	}
	b, err := f.src.read(end, trailerWindow)
	if err != nil {
		return end
	}
	p := parser{b: b}
	for p.pos < len(b) {
		rest := b[p.pos:]
		switch {
		case isSpace(rest[0]):
			p.pos++
		case bytes.HasPrefix(rest, []byte("%%EOF")):
			p.pos += len("%%EOF")
			return end + int64(lineEnd(b, p.pos))
		case rest[0] == '%':
			for p.pos < len(b) && b[p.pos] != '\n' && b[p.pos] != '\r' {
				p.pos++
			}
		case bytes.HasPrefix(rest, []byte("startxref")):
			p.pos += len("startxref")
			p.natural()
		case bytes.HasPrefix(rest, []byte("endstream")):
			p.pos += len("endstream")
		case bytes.HasPrefix(rest, []byte("endobj")):
			p.pos += len("endobj")
		default: // the next revision's objects: this one has no %%EOF
			return end
		}
	}
	return end
}

// lineEnd passes one line end at b[i].
func lineEnd(b []byte, i int) int {
	if i < len(b) && b[i] == '\r' {
		i++
	}
	if i < len(b) && b[i] == '\n' {
		i++
	}
	return i
}

// At returns the document as of revision rev, 0 being the oldest, reading no
// byte behind its end.
func (f *File) At(rev int) (*File, error) {
	groups := f.groups()
	i := len(groups) - 1 - rev
	if rev < 0 || i < 0 {
		return nil, forms.Fail(forms.Internal, "open revision", nil)
	}
	g := &File{
		src:  source{r: f.src.r, size: f.revisionEnd(groups[i])},
		base: f.base, ver: f.ver, // no header: the base is known
	}
	if err := g.readChain(groups[i][0].off - f.base); err != nil {
		return nil, err
	}
	return g, nil
}
