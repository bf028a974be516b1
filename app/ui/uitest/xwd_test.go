package uitest

import (
	"encoding/binary"
	"image/color"
	"testing"
)

// dump is an X window dump of two pixels by one, with a name of four bytes, one
// colour and four bytes of padding at the end of its line.
func dump(order uint32, pixels ...byte) []byte {
	words := make([]uint32, xwdHeader)
	words[xwdSize], words[xwdVersion], words[xwdFormat] = 4*xwdHeader+4, 7, 2
	words[xwdWidth], words[xwdHeight], words[xwdLine], words[xwdBitsPer] = 2, 1, 12, 32
	words[xwdByteOrder], words[xwdColours] = order, 1
	words[xwdRed], words[xwdGreen], words[xwdBlue] = 0xFF0000, 0xFF00, 0xFF
	var b []byte
	for _, w := range words {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	b = append(b, "Xvfb"...)
	b = append(b, make([]byte, xwdColourBytes)...)
	return append(append(b, pixels...), 9, 9, 9, 9)
}

func TestDecodeXWD(t *testing.T) {
	for order, pixels := range [][]byte{{3, 2, 1, 0, 6, 5, 4, 0}, {0, 1, 2, 3, 0, 4, 5, 6}} {
		m, err := decodeXWD(dump(uint32(order), pixels...))
		if err != nil {
			t.Fatal(err)
		}
		if m.Bounds().Dx() != 2 || m.Bounds().Dy() != 1 {
			t.Errorf("order %d: %v", order, m.Bounds())
		}
		if a, b := m.RGBAAt(0, 0), m.RGBAAt(1, 0); a != (color.RGBA{1, 2, 3, 255}) || b != (color.RGBA{4, 5, 6, 255}) {
			t.Errorf("order %d: %v %v", order, a, b)
		}
	}
	whole := dump(0, 3, 2, 1, 0, 6, 5, 4, 0)
	for n := range whole {
		if _, err := decodeXWD(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes are taken for a picture", n, len(whole))
		}
	}
}

// FuzzDecodeXWD: no dump makes it panic or ask for more than the dump holds.
func FuzzDecodeXWD(f *testing.F) {
	f.Add(dump(0, 3, 2, 1, 0, 6, 5, 4, 0))
	f.Add(dump(1, 0, 1, 2, 3, 0, 4, 5, 6))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := decodeXWD(b); err == nil && len(m.Pix) > len(b) {
			t.Fatalf("%d bytes of picture from %d", len(m.Pix), len(b))
		}
	})
}
