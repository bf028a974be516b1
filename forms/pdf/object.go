package pdf

import (
	"fmt"

	"madoguchi/forms"
)

// Object is any PDF object (ISO 32000-1 7.3): nil (null), Boolean, Integer, Real,
// String, Name, Array, Dict, *Stream or Ref; and Raw when writing.
type Object interface{}

type (
	// Boolean is true or false.
	Boolean bool
	// Integer is a number without a point. One beyond 64 bits is read as Real.
	Integer int64
	// Real is a number with a point.
	Real float64
	// String is the decoded bytes of a literal or hexadecimal string; see
	// DecodeText for their meaning as text.
	String []byte
	// Name is a name without its slash, #xx decoded.
	Name string
	// Array is an array.
	Array []Object
	// Dict is a dictionary. Of a key given twice the last value counts.
	Dict map[Name]Object
	// Raw is written as it stands, for values that are filled in later. Reading
	// never returns one.
	Raw []byte
)

// Ref is an indirect reference "Num Gen R". The zero Ref refers to nothing.
type Ref struct {
	Num uint32
	Gen uint16
}

// String returns the reference as written in a file: "12 0 R".
func (r Ref) String() string { return fmt.Sprintf("%d %d R", r.Num, r.Gen) }

// Stream is a stream object. One that was read refers to its bytes in the file;
// one that is to be written has them in Data.
type Stream struct {
	Dict Dict
	// Data holds the encoded bytes of a stream to be written. /Length is set when
	// it is written. For a stream that was read it is nil.
	Data []byte

	file          *File
	start, length int64
}

// Span returns where the encoded bytes of a stream that was read stand in the
// file (absolute offsets), or ok false for one that was made.
func (s *Stream) Span() (start, end int64, ok bool) {
	if s.file == nil || s.Data != nil {
		return 0, 0, false
	}
	return s.start, s.start + s.length, true
}

// Clone returns a deep copy of o. References stay references, and the bytes of
// streams are shared.
func Clone(o Object) Object {
	switch v := o.(type) {
	case String:
		return append(String{}, v...)
	case Raw:
		return append(Raw{}, v...)
	case Array:
		c := make(Array, len(v))
		for i := range v {
			c[i] = Clone(v[i])
		}
		return c
	case Dict:
		c := make(Dict, len(v))
		for k := range v {
			c[k] = Clone(v[k])
		}
		return c
	case *Stream:
		c := *v
		c.Dict, _ = Clone(v.Dict).(Dict)
		return &c
	}
	return o
}

func malformed(op string) error { return forms.Fail(forms.Malformed, op, nil) }
