package uitest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
)

// xwdHeader is how many 32-bit words of an X window dump (X11/XWDFile.h) come
// before the name of the window; all of them are big-endian.
const xwdHeader = 25

// Positions in the header, in words.
const (
	xwdSize        = 0
	xwdVersion     = 1
	xwdFormat      = 2
	xwdWidth       = 4
	xwdHeight      = 5
	xwdByteOrder   = 7
	xwdBitsPer     = 11
	xwdLine        = 12
	xwdRed         = 14
	xwdGreen       = 15
	xwdBlue        = 16
	xwdColours     = 19
	xwdColourBytes = 12
)

// maxSide bounds a picture's width and height, in pixels.
const maxSide = 1 << 14

// decodeXWD reads an X window dump of version 7 as Xvfb keeps it: 32 bits a
// pixel, eight for each of red, green and blue, all of them opaque.
func decodeXWD(b []byte) (*image.RGBA, error) {
	if len(b) < 4*xwdHeader {
		return nil, errors.New("xwd: shorter than its header")
	}
	word := func(i int) uint32 { return binary.BigEndian.Uint32(b[4*i:]) }
	if word(xwdVersion) != 7 || word(xwdFormat) != 2 || word(xwdBitsPer) != 32 {
		return nil, fmt.Errorf("xwd: version %d, format %d, %d bits a pixel", word(xwdVersion), word(xwdFormat), word(xwdBitsPer))
	}
	if word(xwdRed) != 0xFF0000 || word(xwdGreen) != 0xFF00 || word(xwdBlue) != 0xFF {
		return nil, errors.New("xwd: not red, green, blue of eight bits each")
	}
	width, height, line := uint64(word(xwdWidth)), uint64(word(xwdHeight)), uint64(word(xwdLine))
	start := uint64(word(xwdSize)) + uint64(word(xwdColours))*xwdColourBytes
	if width > maxSide || height > maxSide || line < 4*width || uint64(len(b)) < start || uint64(len(b))-start < line*height {
		return nil, errors.New("xwd: shorter than its picture")
	}
	red, blue := 2, 0 // little-endian
	if word(xwdByteOrder) == 1 {
		red, blue = 1, 3
	}
	green := (red + blue) / 2
	out := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	for y := range int(height) {
		from, to := b[start+uint64(y)*line:], out.Pix[y*out.Stride:]
		for x := 0; x < 4*int(width); x += 4 {
			to[x], to[x+1], to[x+2], to[x+3] = from[x+red], from[x+green], from[x+blue], 0xFF
		}
	}
	return out, nil
}
