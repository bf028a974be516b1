package pdf

import (
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"io"

	"madoguchi/forms"
)

const (
	// maxRaw bounds the encoded bytes of one stream, maxFilters their layers.
	maxRaw     = 256 << 20
	maxFilters = 8
)

// RawReader returns the encoded bytes of a stream.
func (f *File) RawReader(s *Stream) *io.SectionReader {
	if s.file == nil || s.Data != nil {
		return io.NewSectionReader(sliceReader(s.Data), 0, int64(len(s.Data)))
	}
	return io.NewSectionReader(s.file.src.r, s.start, s.length)
}

type sliceReader []byte

func (b sliceReader) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(b)) {
		return 0, io.EOF
	}
	n := copy(p, b[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// StreamData returns the decoded bytes of a stream: FlateDecode and LZWDecode
// with their predictors, ASCIIHexDecode, ASCII85Decode and RunLengthDecode (ISO
// 32000-1 7.4). More than limit bytes is TooLarge, another filter Unsupported,
// data a filter cannot read Malformed; Flate data that breaks off is returned as
// far as it goes, as every reader does.
func (f *File) StreamData(s *Stream, limit int64) ([]byte, error) {
	w, ok := f.spare.Get().(*workbench)
	if !ok {
		w = &workbench{}
	}
	defer f.putBack(w)
	r, err := f.decode(s, w)
	if err != nil {
		return nil, err
	}
	if raw, ok := r.(*io.SectionReader); ok && raw.Size() <= limit { // its length is known
		b := make([]byte, raw.Size())
		n, err := io.ReadFull(raw, b)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, streamProblem(err, s)
		}
		return b[:n], nil
	}
	if _, err := w.out.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, streamProblem(err, s)
	}
	if int64(w.out.Len()) > limit {
		return nil, forms.FailAt(forms.TooLarge, "decode stream", s.start, nil)
	}
	if w.out.Cap() > maxSpare { // it is not kept, so it can be given away
		return w.out.Bytes(), nil
	}
	b := make([]byte, w.out.Len())
	copy(b, w.out.Bytes())
	return b, nil
}

// workbench is what decoding takes. A File keeps it for the next stream: a
// document may have ten thousand object streams, and garbage would be most of the
// memory in use.
type workbench struct {
	out bytes.Buffer
	in  *bufio.Reader
	z   io.ReadCloser // of compress/flate
}

func (f *File) putBack(w *workbench) {
	if w.out.Cap() <= maxSpare {
		w.out.Reset()
		f.spare.Put(w)
	}
}

// maxSpare is how large a buffer is kept for the next stream, in bytes.
const maxSpare = 1 << 20

func streamProblem(err error, s *Stream) error {
	if _, ok := forms.KindOf(err); ok {
		return err
	}
	return forms.FailAt(forms.Malformed, "decode stream", s.start, err)
}

// decode returns a reader of the decoded bytes: the RawReader itself for a
// stream without filters. It is good until w is used again.
func (f *File) decode(s *Stream, w *workbench) (io.Reader, error) {
	if s.length > maxRaw {
		return nil, forms.FailAt(forms.TooLarge, "decode stream", s.start, nil)
	}
	if _, ext := s.Dict["F"]; ext {
		return nil, forms.FailAt(forms.Unsupported, "decode stream", s.start, nil)
	}
	names, parms, err := f.filters(s)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return f.RawReader(s), nil
	}
	if w.in == nil {
		w.in = bufio.NewReaderSize(nil, 16<<10)
	}
	w.in.Reset(f.RawReader(s))
	var r io.Reader = w.in
	for i, n := range names {
		switch n {
		case "FlateDecode", "Fl":
			x := newFlate(r)
			if i == 0 {
				x.kept = &w.z
			}
			r = x
		case "LZWDecode", "LZW":
			early := true
			if v, ok := parms[i]["EarlyChange"].(Integer); ok && v == 0 {
				early = false
			}
			r = newLZW(r, early)
		case "ASCIIHexDecode", "AHx":
			r = &hexReader{r: bufio.NewReader(r)}
		case "ASCII85Decode", "A85":
			r = &ascii85Reader{r: bufio.NewReader(r)}
		case "RunLengthDecode", "RL":
			r = &runReader{r: bufio.NewReader(r)}
		default:
			return nil, forms.FailAt(forms.Unsupported, "decode stream", s.start, nil)
		}
		if n == "FlateDecode" || n == "Fl" || n == "LZWDecode" || n == "LZW" {
			if r, err = predict(r, parms[i]); err != nil {
				return nil, streamProblem(err, s)
			}
		}
	}
	return r, nil
}

// filters returns the filter names and parameters of a stream, resolved.
func (f *File) filters(s *Stream) ([]Name, []Dict, error) {
	list := func(full, short Name) (Array, error) {
		o, ok := s.Dict[full]
		if !ok {
			o = s.Dict[short]
		}
		o, err := f.Resolve(o)
		if err != nil || o == nil {
			return nil, err
		}
		if a, ok := o.(Array); ok {
			return a, nil
		}
		return Array{o}, nil
	}
	fs, err := list("Filter", "")
	if err != nil {
		return nil, nil, err
	}
	ps, err := list("DecodeParms", "DP")
	if err != nil {
		return nil, nil, err
	}
	if len(fs) > maxFilters {
		return nil, nil, forms.FailAt(forms.TooLarge, "decode stream", s.start, nil)
	}
	names, parms := make([]Name, len(fs)), make([]Dict, len(fs))
	for i := range fs {
		if names[i], err = f.Name(fs[i]); err != nil {
			return nil, nil, err
		}
		if i < len(ps) {
			d, err := f.Dict(ps[i])
			if err != nil {
				return nil, nil, err
			}
			parms[i] = Dict{}
			for k, v := range d {
				if parms[i][k], err = f.Resolve(v); err != nil {
					return nil, nil, err
				}
			}
		}
	}
	return names, parms, nil
}

// flateReader reads zlib data without checking its checksum, which writers often
// get wrong, and takes data that breaks off as its end.
type flateReader struct {
	r    *bufio.Reader
	z    io.ReadCloser
	some bool
	// kept, if set, is where an inflater for reuse is, or is put.
	kept *io.ReadCloser
}

func newFlate(r io.Reader) *flateReader { return &flateReader{r: bufio.NewReader(r)} }

func (f *flateReader) Read(p []byte) (int, error) {
	if f.z == nil {
		for { // line ends that do not belong to the data
			c, err := f.r.Peek(1)
			if err != nil {
				return 0, io.EOF
			}
			if c[0] != '\r' && c[0] != '\n' {
				break
			}
			_, _ = f.r.Discard(1)
		}
		if h, err := f.r.Peek(2); err == nil && h[0]&15 == 8 && (int(h[0])<<8|int(h[1]))%31 == 0 {
			_, _ = f.r.Discard(2)
		}
		if err := f.inflate(); err != nil {
			return 0, err
		}
	}
	n, err := f.z.Read(p)
	f.some = f.some || n > 0
	var corrupt flate.CorruptInputError
	if err != nil && err != io.EOF && f.some && (errors.As(err, &corrupt) || errors.Is(err, io.ErrUnexpectedEOF)) {
		err = io.EOF
	}
	return n, err
}

// inflate starts a new inflater, or the kept one over.
func (f *flateReader) inflate() error {
	if f.kept != nil && *f.kept != nil {
		f.z = *f.kept
		return f.z.(flate.Resetter).Reset(f.r, nil)
	}
	f.z = flate.NewReader(f.r)
	if f.kept != nil {
		*f.kept = f.z
	}
	return nil
}

// rowReader cuts a stream into rows.
type rowReader struct {
	r   io.Reader
	row []byte
	err error
}

func (r *rowReader) next() ([]byte, bool) {
	if _, err := io.ReadFull(r.r, r.row); err != nil {
		if err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
			r.err = forms.Fail(forms.Damaged, damagedXRef, err)
		}
		return nil, false
	}
	return r.row, true
}
