package pdf

import (
	"bufio"
	"io"
)

// hexReader undoes ASCIIHexDecode.
type hexReader struct {
	r   *bufio.Reader
	end bool
}

func (h *hexReader) Read(p []byte) (int, error) {
	for n := range p {
		b, ok, err := h.byte()
		if err != nil {
			return n, err
		}
		if !ok {
			return n, io.EOF
		}
		p[n] = b
	}
	return len(p), nil
}

func (h *hexReader) byte() (byte, bool, error) {
	var v byte
	for got := 0; got < 2; {
		c := byte('>')
		if !h.end {
			var err error
			if c, err = h.r.ReadByte(); err == io.EOF {
				c = '>'
			} else if err != nil {
				return 0, false, err
			}
		}
		d, ok := hexValue(c)
		switch {
		case ok:
			v = v<<4 | d
			got++
		case c == '>':
			h.end = true
			if got == 0 {
				return 0, false, nil
			}
			return v << 4, true, nil
		case !isSpace(c):
			return 0, false, errFilter
		}
	}
	return v, true, nil
}

// ascii85Reader undoes ASCII85Decode.
type ascii85Reader struct {
	r   *bufio.Reader
	buf [4]byte
	out []byte
	end bool
}

func (a *ascii85Reader) Read(p []byte) (int, error) {
	for len(a.out) == 0 {
		if a.end {
			return 0, io.EOF
		}
		if err := a.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, a.out)
	a.out = a.out[n:]
	return n, nil
}

func (a *ascii85Reader) fill() error {
	var v uint64
	got := 0
	for got < 5 {
		c, err := a.r.ReadByte()
		if err != nil && err != io.EOF {
			return err
		}
		if err == io.EOF || c == '~' {
			a.end = true
			break
		}
		switch {
		case isSpace(c):
			continue
		case c == 'z' && got == 0:
			a.buf = [4]byte{}
			a.out = a.buf[:]
			return nil
		case c < '!' || c > 'u':
			return errFilter
		}
		v = v*85 + uint64(c-'!')
		got++
	}
	if got == 0 {
		return nil
	}
	if got == 1 {
		return errFilter
	}
	for i := got; i < 5; i++ {
		v = v*85 + 84
	}
	if v > 1<<32-1 {
		return errFilter
	}
	a.buf = [4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}
	a.out = a.buf[:got-1]
	return nil
}

// runReader undoes RunLengthDecode.
type runReader struct {
	r    *bufio.Reader
	copy int // bytes to copy
	rep  int // times to repeat b
	b    byte
	end  bool
}

func (r *runReader) Read(p []byte) (int, error) {
	for n := range p {
		for r.copy == 0 && r.rep == 0 {
			if r.end {
				return n, io.EOF
			}
			c, err := r.r.ReadByte()
			switch {
			case err == io.EOF || err == nil && c == 128:
				r.end = true
			case err != nil:
				return n, err
			case c < 128:
				r.copy = int(c) + 1
			default:
				r.rep = 257 - int(c)
				if r.b, err = r.r.ReadByte(); err != nil {
					return n, errFilter
				}
			}
		}
		if r.rep > 0 {
			r.rep--
			p[n] = r.b
			continue
		}
		b, err := r.r.ReadByte()
		if err != nil {
			return n, errFilter
		}
		r.copy--
		p[n] = b
	}
	return len(p), nil
}
