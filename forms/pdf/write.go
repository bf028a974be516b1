package pdf

import (
	"bytes"
	"encoding/hex"
	"math"
	"slices"
	"strconv"

	"madoguchi/forms"
)

// appendObject writes o. A stream may stand only at depth 0, as an indirect
// object; the caller sees to that.
func appendObject(b *bytes.Buffer, o Object, depth int) error {
	if depth > maxDepth {
		return forms.Fail(forms.Internal, "write object", nil)
	}
	switch v := o.(type) {
	case nil:
		b.WriteString("null")
	case Boolean:
		b.WriteString(strconv.FormatBool(bool(v)))
	case Integer:
		b.WriteString(strconv.FormatInt(int64(v), 10))
	case Real:
		if math.IsInf(float64(v), 0) || math.IsNaN(float64(v)) {
			return forms.Fail(forms.Internal, "write number", nil)
		}
		b.WriteString(strconv.FormatFloat(float64(v), 'f', -1, 64))
	case String:
		b.WriteByte('<')
		b.WriteString(hex.EncodeToString(v))
		b.WriteByte('>')
	case Name:
		appendName(b, v)
	case Raw:
		b.Write(v)
	case Ref:
		b.WriteString(v.String())
	case Array:
		b.WriteByte('[')
		for i := range v {
			if i > 0 {
				b.WriteByte(' ')
			}
			if err := appendObject(b, v[i], depth+1); err != nil {
				return err
			}
		}
		b.WriteByte(']')
	case Dict:
		return appendDict(b, v, depth)
	default:
		return forms.Fail(forms.Internal, "write object", nil)
	}
	return nil
}

// appendDict writes the keys in order, so that the same dictionary always gives
// the same bytes.
func appendDict(b *bytes.Buffer, d Dict, depth int) error {
	keys := make([]Name, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b.WriteString("<<")
	for _, k := range keys {
		appendName(b, k)
		b.WriteByte(' ')
		if err := appendObject(b, d[k], depth+1); err != nil {
			return err
		}
		b.WriteByte('\n')
	}
	if b.Bytes()[b.Len()-1] == '\n' {
		b.Truncate(b.Len() - 1)
	}
	b.WriteString(">>")
	return nil
}

// appendName escapes what is not a regular printable character (ISO 32000-1
// 7.3.5).
func appendName(b *bytes.Buffer, n Name) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('/')
	for i := 0; i < len(n); i++ {
		c := n[i]
		if c < '!' || c > '~' || c == '#' || isDelim(c) {
			b.Write([]byte{'#', digits[c>>4], digits[c&15]})
			continue
		}
		b.WriteByte(c)
	}
}
