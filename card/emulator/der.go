package emulator

import (
	"crypto/x509"
	"fmt"
)

// Tags of DER (ISO/IEC 8825-1) used in the certificates.
const (
	derOID       = 0x06
	derUTF8      = 0x0C
	derPrintable = 0x13
	derIA5       = 0x16
	derSequence  = 0x30
	derSet       = 0x31
)

// der writes one DER element; lengths are minimal.
func der(tag byte, parts ...[]byte) []byte {
	var n int
	for _, p := range parts {
		n += len(p)
	}
	b := []byte{tag}
	switch {
	case n < 0x80:
		b = append(b, byte(n))
	case n < 0x100:
		b = append(b, 0x81, byte(n))
	default:
		b = append(b, 0x82, byte(n>>8), byte(n))
	}
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// oid writes a dotted object identifier, whose numbers may be of any size.
func oid(dotted string) ([]byte, error) {
	o, err := x509.ParseOID(dotted)
	if err != nil {
		return nil, fmt.Errorf("object identifier %s: %w", dotted, err)
	}
	b, err := o.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return der(derOID, b), nil
}

// Attribute types of a distinguished name (X.520).
const (
	attrCountry  = "2.5.4.6"
	attrLocality = "2.5.4.7"
	attrOrg      = "2.5.4.10"
	attrUnit     = "2.5.4.11"
	attrCommon   = "2.5.4.3"
)

// attr is one relative distinguished name of a single attribute.
type attr struct{ kind, value string }

// name writes a distinguished name in the given order. A value is a
// PrintableString where it fits, else a UTF8String.
func name(attrs ...attr) ([]byte, error) {
	var rdns [][]byte
	for _, a := range attrs {
		id, err := oid(a.kind)
		if err != nil {
			return nil, err
		}
		tag := byte(derUTF8)
		if printable(a.value) {
			tag = derPrintable
		}
		rdns = append(rdns, der(derSet, der(derSequence, id, der(tag, []byte(a.value)))))
	}
	return der(derSequence, rdns...), nil
}

// printable reports whether s consists of the PrintableString repertoire.
func printable(s string) bool {
	for _, c := range []byte(s) {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == ' ', c >= '\'' && c <= ')', c >= '+' && c <= '/', c == ':', c == '=', c == '?':
		default:
			return false
		}
	}
	return true
}
