package pdf

import (
	"errors"
	"io"

	"madoguchi/forms"
)

const (
	firstWindow = 4 << 10
	maxWindow   = 16 << 20 // bytes of one object, without its stream
)

// source is the file: an io.ReaderAt of known size, read in small windows.
type source struct {
	r    io.ReaderAt
	size int64
}

// read returns up to n bytes from off; fewer only at the end of the file.
func (s *source) read(off int64, n int) ([]byte, error) {
	if off < 0 || off >= s.size {
		return nil, nil
	}
	return s.readInto(make([]byte, min(int64(n), s.size-off)), off)
}

// readInto fills b from off, or as much of it as the file has.
func (s *source) readInto(b []byte, off int64) ([]byte, error) {
	if off < 0 || off >= s.size {
		return nil, nil
	}
	n := int(min(int64(len(b)), s.size-off))
	b = b[:n]
	got, err := s.r.ReadAt(b, off)
	if got < n {
		if err == nil || errors.Is(err, io.EOF) {
			// The size was given; a shorter file changed under us.
			return nil, forms.FailAt(forms.InputChanged, "read file", off, io.ErrUnexpectedEOF)
		}
		return nil, forms.FailAt(forms.ReadFailed, "read file", off, err)
	}
	return b, nil
}

// parse calls f with a parser at off, with ever longer windows until what f
// wanted to see lies inside one.
func (s *source) parse(off int64, f func(p *parser) error) error {
	for n := firstWindow; ; n *= 4 {
		n = min(n, maxWindow)
		b, err := s.read(off, n)
		if err != nil {
			return err
		}
		p := &parser{b: b, more: off+int64(len(b)) < s.size}
		err = f(p)
		if !p.short {
			return locate(err, off+int64(p.pos))
		}
		if n == maxWindow {
			return forms.FailAt(forms.TooLarge, "read object", off, nil)
		}
	}
}

// locate gives a Problem without an offset the offset at which it was noticed.
func locate(err error, off int64) error {
	if p, ok := err.(*forms.Problem); ok && p.Offset < 0 {
		q := *p
		q.Offset = off
		return &q
	}
	return err
}

// scanner reads forward through the file, token by token, in windows of fixed
// size; for cross-reference tables, which may be large.
type scanner struct {
	src *source
	off int64 // of b[0]
	b   []byte
	i   int
	err error
	buf []byte
}

const scanWindow = 64 << 10

func (s *source) scan(off int64) *scanner { return &scanner{src: s, off: off} }

func (s *scanner) pos() int64 { return s.off + int64(s.i) }

// peek returns the next byte, or false at the end or after an error.
func (s *scanner) peek() (byte, bool) {
	if s.i == len(s.b) {
		if s.err != nil {
			return 0, false
		}
		s.off += int64(len(s.b))
		s.i = 0
		if s.buf == nil {
			s.buf = make([]byte, scanWindow)
		}
		s.b, s.err = s.src.readInto(s.buf, s.off)
		if len(s.b) == 0 {
			return 0, false
		}
	}
	return s.b[s.i], true
}

func (s *scanner) space() {
	for {
		c, ok := s.peek()
		if !ok || !isSpace(c) {
			return
		}
		s.i++
	}
}

// number reads white space and an unsigned integer below 10^18.
func (s *scanner) number() (int64, bool) {
	s.space()
	var n int64
	digits := 0
	for {
		c, ok := s.peek()
		if !ok || !isDigit(c) {
			return n, digits > 0 && digits <= 18
		}
		if digits < 18 {
			n = n*10 + int64(c-'0')
		}
		digits++
		s.i++
	}
}

// word reads white space and up to 16 regular characters.
func (s *scanner) word() string {
	s.space()
	var w []byte
	for len(w) < 16 {
		c, ok := s.peek()
		if !ok || !isRegular(c) {
			break
		}
		w = append(w, c)
		s.i++
	}
	return string(w)
}

// entry reads a table entry written just as ISO 32000-1 7.5.4 wants it, twenty
// bytes, if it lies in the window: the quick way through a large table.
func (s *scanner) entry() (off int64, gen uint16, kind byte, ok bool) {
	if len(s.b)-s.i < 20 {
		return 0, 0, 0, false
	}
	b := s.b[s.i : s.i+20]
	if b[10] != ' ' || b[16] != ' ' || b[17] != 'n' && b[17] != 'f' || !isSpace(b[18]) || !isSpace(b[19]) {
		return 0, 0, 0, false
	}
	for _, c := range b[:10] {
		if !isDigit(c) {
			return 0, 0, 0, false
		}
		off = off*10 + int64(c-'0')
	}
	g := 0
	for _, c := range b[11:16] {
		if !isDigit(c) {
			return 0, 0, 0, false
		}
		g = g*10 + int(c-'0')
	}
	if g > 65535 {
		return 0, 0, 0, false
	}
	s.i += 20
	return off, uint16(g), b[17], true
}
