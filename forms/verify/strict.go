package verify

import (
	"bytes"
	"strconv"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// maxStrict bounds the bytes of later revisions that are gone through, and
// maxSection those of one cross-reference section.
const (
	maxStrict  = 512 << 20
	maxSection = 32 << 20
)

// strict goes through the bytes of the later revisions: objects, one
// cross-reference section, its end, and nothing else. Each object must be named
// by the section, and only once. A reader that repairs files, or that takes the
// last of two entries where another takes the first, would else show another
// document.
func (d *diff) strict() error {
	from := d.s.ranges.end
	if d.c.revs[len(d.c.revs)-1].End-from > maxStrict {
		return forms.Fail(forms.TooLarge, "read later revisions", nil)
	}
	for i := d.s.rev + 1; i < len(d.c.revs); i++ {
		rev := d.c.revs[i]
		at, err := d.c.file.At(i)
		if err != nil {
			return err
		}
		w := &strictWalk{c: d.c, f: at, index: i, rev: rev, pos: from, seen: map[uint32]bool{}, named: map[uint32]bool{}}
		for _, r := range rev.Objects {
			w.named[r.Num] = true
		}
		if err := w.run(); err != nil {
			return err
		}
		if w.odd != "" {
			d.add(Change{Kind: w.odd, Revision: i + 1, Object: w.object})
		}
		from = rev.End
	}
	return nil
}

// strictWalk goes through one revision.
type strictWalk struct {
	c           *checker
	f           *pdf.File
	index       int // of rev
	rev         pdf.Revision
	pos         int64
	seen, named map[uint32]bool
	sections    int
	ended       bool
	odd         ChangeKind
	object      string
}

func (w *strictWalk) strange(k ChangeKind, object string) {
	if w.odd == "" {
		w.odd, w.object = k, object
	}
}

func (w *strictWalk) run() error {
	for w.odd == "" {
		if err := w.c.cancelled(); err != nil {
			return err
		}
		b, err := w.window(256)
		if err != nil {
			return err
		}
		if len(b) == 0 {
			break
		}
		switch c := b[0]; {
		case space(c):
			w.pos++
			for i := 1; i < len(b) && space(b[i]); i++ {
				w.pos++
			}
		case bytes.HasPrefix(b, []byte("%%EOF")):
			w.ended = true
			w.pos += 5
		case c == '%':
			if err := w.past("\n", "\r"); err != nil {
				return err
			}
		case c >= '0' && c <= '9':
			if err := w.indirect(b); err != nil {
				return err
			}
		case bytes.HasPrefix(b, []byte("xref")):
			w.sections++
			if err := w.tableEntries(); err != nil {
				return err
			}
		case bytes.HasPrefix(b, []byte("startxref")):
			w.pos += int64(len("startxref"))
			rest := bytes.TrimLeft(b[len("startxref"):], " \r\n\t")
			digits := len(rest) - len(bytes.TrimLeft(rest, "0123456789"))
			w.pos += int64(len(b)-len("startxref")-len(rest)) + int64(digits)
			if n, err := strconv.ParseInt(string(rest[:digits]), 10, 64); err != nil || !w.c.leads(n, w.rev.XRef) {
				w.strange(ChangeUnclear, "")
			}
		default:
			w.strange(ChangeUnclear, "")
		}
	}
	if w.sections != 1 && !(w.rev.Form == pdf.Hybrid && w.sections == 2) || !w.ended {
		w.strange(ChangeUnclear, "")
	}
	if w.odd == "" && w.rev.Form != pdf.Table {
		return w.streamEntries()
	}
	return nil
}

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// window returns up to n bytes from where the walk stands.
func (w *strictWalk) window(n int64) ([]byte, error) {
	if w.pos >= w.rev.End {
		return nil, nil
	}
	return w.c.bytes(w.pos, min(w.pos+n, w.rev.End))
}

// past moves behind the first of the words.
func (w *strictWalk) past(words ...string) error {
	for {
		b, err := w.window(chunk)
		if err != nil {
			return err
		}
		best, size := -1, 0
		for _, word := range words {
			if i := bytes.Index(b, []byte(word)); i >= 0 && (best < 0 || i < best) {
				best, size = i, len(word)
			}
		}
		if best >= 0 {
			w.pos += int64(best + size)
			return nil
		}
		if len(b) < chunk {
			w.strange(ChangeUnclear, "")
			w.pos = w.rev.End
			return nil
		}
		w.pos += int64(len(b) - 16)
	}
}

// indirect passes one "n g obj … endobj".
func (w *strictWalk) indirect(b []byte) error {
	ref, head, ok := objectHead(b)
	if !ok {
		w.strange(ChangeUnclear, "")
		return nil
	}
	if w.seen[ref.Num] {
		w.strange(ChangeHiddenObject, ref.String())
		return nil
	}
	w.seen[ref.Num] = true
	o, err := w.f.Get(ref)
	if hard(err) {
		return err
	}
	start := w.pos
	s, isStream := o.(*pdf.Stream)
	if isStream && s.Dict["Type"] == pdf.Name("XRef") || start == w.rev.XRef {
		w.sections++ // a cross-reference stream need not name itself
		if !isStream {
			return w.past("endobj")
		}
	} else if !w.named[ref.Num] {
		w.strange(ChangeHiddenObject, ref.String())
		return nil
	}
	w.pos += int64(head)
	if isStream {
		from, to, _ := s.Span()
		if from <= start || from-start > maxSection || to > w.rev.End {
			w.strange(ChangeHiddenObject, ref.String()) // the section means another place
			return nil
		}
		w.pos = to
	}
	return w.past("endobj")
}

// objectHead reads "n g obj" and how many bytes it takes.
func objectHead(b []byte) (pdf.Ref, int, bool) {
	i := 0
	number := func() (uint64, bool) {
		from := i
		for i < len(b) && b[i] >= '0' && b[i] <= '9' {
			i++
		}
		n, err := strconv.ParseUint(string(b[from:i]), 10, 32)
		to := i
		for i < len(b) && space(b[i]) {
			i++
		}
		return n, err == nil && i > to
	}
	n, ok1 := number()
	g, ok2 := number()
	if !ok1 || !ok2 || g > 65535 || !bytes.HasPrefix(b[i:], []byte("obj")) {
		return pdf.Ref{}, 0, false
	}
	return pdf.Ref{Num: uint32(n), Gen: uint16(g)}, i + 3, true
}

// tableEntries reads a classic table and passes its trailer. A number given
// twice is one of which readers choose differently.
func (w *strictWalk) tableEntries() error {
	start := w.pos
	if err := w.past("trailer"); err != nil {
		return err
	}
	if w.odd != "" {
		return nil
	}
	if w.pos-start > maxSection {
		return forms.Fail(forms.TooLarge, "read later revisions", nil)
	}
	b, err := w.c.bytes(start+4, w.pos-int64(len("trailer")))
	if err != nil {
		return err
	}
	given := map[uint64]bool{}
	words := bytes.Fields(b)
	for i := 0; i+1 < len(words); {
		first, err1 := strconv.ParseUint(string(words[i]), 10, 32)
		count, err2 := strconv.ParseUint(string(words[i+1]), 10, 32)
		i += 2
		if err1 != nil || err2 != nil || int(count) > (len(words)-i)/3 {
			w.strange(ChangeUnclear, "")
			return nil
		}
		for n := first; n < first+count; n++ {
			if given[n] {
				w.strange(ChangeHiddenObject, pdf.Ref{Num: uint32(n)}.String())
				return nil
			}
			given[n] = true
			i += 3
		}
	}
	dict, end, odd, ok, err := w.c.trailerDict(start, w.rev.End, true)
	if err != nil {
		return err
	}
	if !ok {
		w.strange(ChangeUnclear, "")
		return nil
	}
	w.pos = end // what follows but startxref is strange
	return w.trailer(dict, odd)
}

// streamEntries looks for numbers given twice in /Index of a cross-reference
// stream.
func (w *strictWalk) streamEntries() error {
	if w.rev.Form == pdf.Hybrid {
		w.strange(ChangeUnclear, "") // nobody appends one; two tables may disagree
		return nil
	}
	b, _, odd, ok, err := w.c.trailerDict(w.rev.XRef, w.rev.End, false)
	if err != nil {
		return err
	}
	if !ok {
		w.strange(ChangeUnclear, "")
		return nil
	}
	if err := w.trailer(b, odd); err != nil || w.odd != "" {
		return err
	}
	from, to, err := pdf.FindValue(b, "Index")
	if forms.Is(err, forms.NoField) {
		return nil
	}
	if err != nil || to-from < 2 || b[from] != '[' {
		w.strange(ChangeUnclear, "")
		return nil
	}
	words := bytes.Fields(b[from+1 : to-1])
	type span struct{ first, end uint64 }
	var spans []span
	for i := 0; i+1 < len(words); i += 2 {
		first, err1 := strconv.ParseUint(string(words[i]), 10, 32)
		count, err2 := strconv.ParseUint(string(words[i+1]), 10, 32)
		if err1 != nil || err2 != nil || len(spans) > 1<<12 {
			w.strange(ChangeUnclear, "")
			return nil
		}
		for _, s := range spans {
			if first < s.end && s.first < first+count {
				w.strange(ChangeHiddenObject, pdf.Ref{Num: uint32(max(first, s.first))}.String())
				return nil
			}
		}
		spans = append(spans, span{first, first + count})
	}
	return nil
}
