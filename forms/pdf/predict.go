package pdf

import (
	"errors"
	"io"
)

var errFilter = errors.New("filter data")

// maxPredictRow bounds one row of a predictor.
const maxPredictRow = 1 << 20

// predict undoes a predictor (ISO 32000-1 7.4.4.4).
func predict(r io.Reader, parms Dict) (io.Reader, error) {
	get := func(k Name, def int64) int64 {
		if v, ok := parms[k].(Integer); ok {
			return int64(v)
		}
		return def
	}
	kind := get("Predictor", 1)
	if kind <= 1 {
		return r, nil
	}
	colors, bits, columns := get("Colors", 1), get("BitsPerComponent", 8), get("Columns", 1)
	if colors < 1 || colors > 64 || bits < 1 || bits > 16 || columns < 1 || columns > maxPredictRow {
		return nil, errFilter
	}
	width := (colors*bits*columns + 7) / 8
	if width > maxPredictRow {
		return nil, errFilter
	}
	p := &predictor{
		r: r, bpp: int((colors*bits + 7) / 8),
		cur: make([]byte, width), prev: make([]byte, width),
		colors: int(colors), bits: int(bits),
	}
	switch {
	case kind == 2:
		p.tiff = true
	case kind < 10 || kind > 15:
		return nil, errFilter
	}
	return p, nil
}

type predictor struct {
	r            io.Reader
	bpp          int
	tiff         bool
	colors, bits int
	cur, prev    []byte
	out          []byte // what of cur is not handed out yet
}

func (p *predictor) Read(b []byte) (int, error) {
	if len(p.out) == 0 {
		if err := p.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(b, p.out)
	p.out = p.out[n:]
	return n, nil
}

func (p *predictor) fill() error {
	p.cur, p.prev = p.prev, p.cur
	var tag [1]byte
	if !p.tiff {
		if _, err := io.ReadFull(p.r, tag[:]); err != nil {
			return err
		}
	}
	n, err := io.ReadFull(p.r, p.cur)
	if n == 0 {
		return io.EOF
	}
	if err != nil && err != io.ErrUnexpectedEOF {
		return err
	}
	clear(p.cur[n:]) // a last row that is too short
	if p.tiff {
		p.undoTIFF()
	} else if !undoPNG(tag[0], p.cur, p.prev, p.bpp) {
		return errFilter
	}
	p.out = p.cur[:n]
	return nil
}

func (p *predictor) undoTIFF() {
	row := p.cur
	switch p.bits {
	case 8:
		for i := p.colors; i < len(row); i++ {
			row[i] += row[i-p.colors]
		}
	case 16:
		for i := 2 * p.colors; i+1 < len(row); i += 2 {
			v := uint16(row[i])<<8 | uint16(row[i+1])
			w := uint16(row[i-2*p.colors])<<8 | uint16(row[i-2*p.colors+1])
			v += w
			row[i], row[i+1] = byte(v>>8), byte(v)
		}
	default:
		last := make([]byte, p.colors)
		mask := byte(1<<p.bits - 1)
		for i, c := 0, 0; i+p.bits <= len(row)*8; i += p.bits {
			shift := 8 - p.bits - i%8
			if shift < 0 { // 3, 5, 6, 7 bits are not allowed
				return
			}
			v := (row[i/8]>>shift + last[c]) & mask
			row[i/8] = row[i/8]&^(mask<<shift) | v<<shift
			last[c] = v
			c = (c + 1) % p.colors
		}
	}
}

func undoPNG(tag byte, cur, prev []byte, bpp int) bool {
	switch tag {
	case 0:
	case 1:
		for i := bpp; i < len(cur); i++ {
			cur[i] += cur[i-bpp]
		}
	case 2:
		for i := range cur {
			cur[i] += prev[i]
		}
	case 3:
		for i := range cur {
			left := 0
			if i >= bpp {
				left = int(cur[i-bpp])
			}
			cur[i] += byte((left + int(prev[i])) / 2)
		}
	case 4:
		for i := range cur {
			var a, c int
			if i >= bpp {
				a, c = int(cur[i-bpp]), int(prev[i-bpp])
			}
			cur[i] += paeth(a, int(prev[i]), c)
		}
	default:
		return false
	}
	return true
}

func paeth(a, b, c int) byte {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	switch {
	case pa <= pb && pa <= pc:
		return byte(a)
	case pb <= pc:
		return byte(b)
	}
	return byte(c)
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
