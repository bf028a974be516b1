package typeset

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// appendObject writes an object; keys of a dictionary in order. Names here are of
// letters, digits, + and -, which need no escape.
func appendObject(b []byte, o pdf.Object) ([]byte, error) {
	var err error
	switch v := o.(type) {
	case pdf.Boolean:
		return strconv.AppendBool(b, bool(v)), nil
	case pdf.Integer:
		return strconv.AppendInt(b, int64(v), 10), nil
	case pdf.Real:
		return strconv.AppendFloat(b, float64(v), 'f', -1, 64), nil
	case pdf.String:
		return fmt.Appendf(b, "<%x>", []byte(v)), nil
	case pdf.Name:
		return append(append(b, '/'), v...), nil
	case pdf.Ref:
		return append(b, v.String()...), nil
	case pdf.Array:
		b = append(b, '[')
		for i := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			if b, err = appendObject(b, v[i]); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case pdf.Dict:
		b = append(b, "<<"...)
		for i, k := range slices.Sorted(maps.Keys(v)) {
			if i > 0 {
				b = append(b, '\n')
			}
			b = append(append(append(b, '/'), k...), ' ')
			if b, err = appendObject(b, v[k]); err != nil {
				return nil, err
			}
		}
		return append(b, ">>"...), nil
	case *pdf.Stream:
		d := maps.Clone(v.Dict)
		d["Length"] = pdf.Integer(len(v.Data))
		if b, err = appendObject(b, d); err != nil {
			return nil, err
		}
		b = append(append(b, "\nstream\n"...), v.Data...)
		return append(b, "\nendstream"...), nil
	}
	return nil, forms.Fail(forms.Internal, "write object", nil)
}
