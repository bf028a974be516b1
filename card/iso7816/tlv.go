package iso7816

import (
	"errors"

	"madoguchi/card"
)

// MaxTagBytes is the longest tag that ReadTLV takes.
const MaxTagBytes = 4

// TLV is one data object.
type TLV struct {
	// Tag is the tag's bytes as a big-endian number: FF 10 is 0xFF10.
	Tag uint32
	// Value and Raw (tag, length and value) share the memory they were read
	// from.
	Value, Raw []byte
}

// ReadTLV reads the first object of b and returns what follows it. Tags and
// lengths may be longer than they need be, as the My Number Card writes them
// (FF 10, 82 00 9F), which ISO/IEC 8825-1 DER forbids; a tag has at most
// MaxTagBytes bytes, a length at most four after its first, and the indefinite
// length is refused. Nothing is allocated. The error is a *card.Failure of kind
// Malformed.
func ReadTLV(b []byte) (obj TLV, rest []byte, err error) {
	tag, n, ok := readTag(b)
	if !ok {
		return TLV{}, nil, malformed("tag")
	}
	length, m, ok := readLength(b[n:])
	if !ok {
		return TLV{}, nil, malformed("length")
	}
	start := n + m
	if length > uint64(len(b)-start) {
		return TLV{}, nil, malformed("object longer than its room")
	}
	end := start + int(length)
	return TLV{Tag: tag, Value: b[start:end:end], Raw: b[:end:end]}, b[end:], nil
}

// ReadTLVs reads all of b as a sequence of at most limit objects.
func ReadTLVs(b []byte, limit int) ([]TLV, error) {
	var list []TLV
	for len(b) > 0 {
		if len(list) == limit {
			return nil, malformed("too many objects")
		}
		obj, rest, err := ReadTLV(b)
		if err != nil {
			return nil, err
		}
		list, b = append(list, obj), rest
	}
	return list, nil
}

// Span is the length in bytes, header included, that the object starting at b
// declares. b needs to hold the header only. The error is a *card.Failure of
// kind Malformed.
func Span(b []byte) (tag uint32, total uint64, err error) {
	tag, n, ok := readTag(b)
	if !ok {
		return 0, 0, malformed("tag")
	}
	length, m, ok := readLength(b[n:])
	if !ok {
		return 0, 0, malformed("length")
	}
	return tag, uint64(n+m) + length, nil
}

func readTag(b []byte) (tag uint32, n int, ok bool) {
	if len(b) == 0 {
		return 0, 0, false
	}
	tag = uint32(b[0])
	if b[0]&0x1F != 0x1F {
		return tag, 1, true
	}
	for n = 1; n < MaxTagBytes && n < len(b); n++ {
		tag = tag<<8 | uint32(b[n])
		if b[n]&0x80 == 0 {
			return tag, n + 1, true
		}
	}
	return 0, 0, false
}

func readLength(b []byte) (length uint64, n int, ok bool) {
	if len(b) == 0 {
		return 0, 0, false
	}
	if b[0] < 0x80 {
		return uint64(b[0]), 1, true
	}
	n = int(b[0] & 0x7F)
	if n == 0 || n > 4 || n >= len(b) {
		return 0, 0, false
	}
	for _, o := range b[1 : 1+n] {
		length = length<<8 | uint64(o)
	}
	return length, 1 + n, true
}

func malformed(what string) error {
	return card.Fail(card.Malformed, "TLV", errors.New(what))
}
