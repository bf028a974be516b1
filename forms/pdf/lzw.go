package pdf

import (
	"bufio"
	"io"
)

// lzwReader undoes LZWDecode (ISO 32000-1 7.4.4): codes of 9 to 12 bits, most
// significant bit first, 256 clears, 257 ends. early makes the code one bit
// longer one code sooner, which is what PDF does unless told otherwise and why
// compress/lzw cannot be used.
type lzwReader struct {
	r          *bufio.Reader
	early      int
	acc        uint32
	bits       uint
	width      uint
	next       int // next code to be defined
	prev       int // last code, -1 after a clear
	prefix     [4096]uint16
	suffix     [4096]byte
	buf        [4096]byte
	out        []byte
	end        bool
	firstOfOld byte
}

func newLZW(r io.Reader, early bool) io.Reader {
	l := &lzwReader{r: bufio.NewReader(r)}
	if early {
		l.early = 1
	}
	l.reset()
	return l
}

func (l *lzwReader) reset() { l.width, l.next, l.prev = 9, 258, -1 }

func (l *lzwReader) Read(p []byte) (int, error) {
	for len(l.out) == 0 {
		if l.end {
			return 0, io.EOF
		}
		if err := l.step(); err != nil {
			return 0, err
		}
	}
	n := copy(p, l.out)
	l.out = l.out[n:]
	return n, nil
}

// step reads one code.
func (l *lzwReader) step() error {
	for l.bits < l.width {
		c, err := l.r.ReadByte()
		if err == io.EOF {
			l.end = true
			return nil
		}
		if err != nil {
			return err
		}
		l.acc = l.acc<<8 | uint32(c)
		l.bits += 8
	}
	l.bits -= l.width
	code := int(l.acc >> l.bits & (1<<l.width - 1))
	switch {
	case code == 256:
		l.reset()
		return nil
	case code == 257:
		l.end = true
		return nil
	case l.prev < 0 && code > 257, l.prev >= 0 && code > l.next:
		return errFilter
	}
	// Spell the code out from its end.
	i := len(l.buf)
	c := code
	if l.prev >= 0 && code == l.next {
		i--
		l.buf[i] = l.firstOfOld
		c = l.prev
	}
	for c >= 258 && i > 0 {
		i--
		l.buf[i] = l.suffix[c]
		c = int(l.prefix[c])
	}
	if i == 0 {
		return errFilter
	}
	i--
	l.buf[i] = byte(c)
	if l.prev >= 0 && l.next < 4096 {
		l.prefix[l.next], l.suffix[l.next] = uint16(l.prev), byte(c)
		l.next++
	}
	for l.width < 12 && l.next+l.early >= 1<<l.width {
		l.width++
	}
	l.firstOfOld, l.prev = byte(c), code
	l.out = l.buf[i:]
	return nil
}
