package emulator

import "encoding/binary"

// object writes one data object of a card file. The tag is written as given,
// which for this card means non-minimal forms such as FF10 and DF21 (ISO/IEC
// 8825-1 would put a number below 31 into the first byte). A length up to 127
// is one byte; every longer one is 82 and two bytes, also where 81 would do,
// as in FF40 82009F.
func object(tag uint16, parts ...[]byte) []byte {
	var n int
	for _, p := range parts {
		n += len(p)
	}
	b := make([]byte, 0, n+5)
	if tag > 0xFF {
		b = append(b, byte(tag>>8))
	}
	b = append(b, byte(tag))
	if n < 0x80 {
		b = append(b, byte(n))
	} else {
		b = binary.BigEndian.AppendUint16(append(b, 0x82), uint16(n))
	}
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// offsets writes the table of 16-bit big-endian offsets, counted from the
// first byte of the file, that stands before the objects it points to. before
// is the number of bytes in front of the first of them, the table included.
func offsets(before int, objects [][]byte) []byte {
	var b []byte
	for _, o := range objects {
		b = binary.BigEndian.AppendUint16(b, uint16(before))
		before += len(o)
	}
	return b
}

// headerLen is the number of bytes of tag and length in front of a value of n
// bytes under a two-byte tag.
func headerLen(n int) int {
	if n < 0x80 {
		return 3
	}
	return 5
}

// withOffsets writes a template that starts with an offset table under
// tableTag and goes on with the objects, as EF 0002 of both card-face
// applications do.
func withOffsets(tag, tableTag uint16, objects [][]byte) []byte {
	table := 3 + 2*len(objects)
	body := table
	for _, o := range objects {
		body += len(o)
	}
	parts := [][]byte{object(tableTag, offsets(headerLen(body)+table, objects))}
	return object(tag, append(parts, objects...)...)
}

// simpleTLV writes a record of the common applications: one tag byte, and a
// length of one byte, or FF and two bytes.
func simpleTLV(tag byte, value []byte) []byte {
	b := []byte{tag}
	if len(value) < 0xFF {
		b = append(b, byte(len(value)))
	} else {
		b = binary.BigEndian.AppendUint16(append(b, 0xFF), uint16(len(value)))
	}
	return append(b, value...)
}

// filled puts value at the start of a file of size bytes; the rest is FF.
func filled(size int, value []byte) []byte {
	b := make([]byte, max(size, len(value)))
	for i := copy(b, value); i < len(b); i++ {
		b[i] = 0xFF
	}
	return b
}
