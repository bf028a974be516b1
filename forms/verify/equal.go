package verify

import (
	"bytes"

	"madoguchi/forms/pdf"
)

// equal compares two objects as written: references by number, streams by
// dictionary and place only (see sameStream for their bytes).
func equal(a, b pdf.Object) bool {
	switch x := a.(type) {
	case nil:
		return b == nil
	case pdf.Array:
		y, ok := b.(pdf.Array)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !equal(x[i], y[i]) {
				return false
			}
		}
		return true
	case pdf.Dict:
		y, ok := b.(pdf.Dict)
		return ok && len(differing(x, y)) == 0
	case pdf.Integer: // 40 and 40.0 are one number
		y, ok := b.(pdf.Real)
		return a == b || ok && pdf.Real(x) == y
	case pdf.Real:
		y, ok := b.(pdf.Integer)
		return a == b || ok && x == pdf.Real(y)
	case pdf.String:
		y, ok := b.(pdf.String)
		return ok && bytes.Equal(x, y)
	case *pdf.Stream:
		y, ok := b.(*pdf.Stream)
		if !ok || !equal(x.Dict, y.Dict) {
			return false
		}
		from1, to1, ok1 := x.Span()
		from2, to2, ok2 := y.Span()
		return ok1 && ok2 && from1 == from2 && to1 == to2
	}
	if _, isRaw := a.(pdf.Raw); isRaw {
		return false
	}
	switch b.(type) {
	case nil, pdf.Array, pdf.Dict, pdf.String, *pdf.Stream, pdf.Raw:
		return false
	}
	return a == b
}

// differing returns the keys whose values are not equal.
func differing(a, b pdf.Dict) []pdf.Name {
	var keys []pdf.Name
	for k, v := range a {
		if !equal(v, b[k]) {
			keys = append(keys, k)
		}
	}
	for k, v := range b {
		if _, both := a[k]; !both && v != nil {
			keys = append(keys, k)
		}
	}
	return keys
}

// same is equal, with the bytes of streams that stand in different places
// compared too.
func (c *checker) same(a, b pdf.Object) (bool, error) {
	x, ok1 := a.(*pdf.Stream)
	y, ok2 := b.(*pdf.Stream)
	if !ok1 || !ok2 {
		return equal(a, b), nil
	}
	from1, to1, ok1 := x.Span()
	from2, to2, ok2 := y.Span()
	if !ok1 || !ok2 || to1-from1 != to2-from2 || !equal(x.Dict, y.Dict) {
		return false, nil
	}
	if from1 == from2 {
		return true, nil
	}
	for at := int64(0); at < to1-from1; at += chunk {
		if err := c.cancelled(); err != nil {
			return false, err
		}
		n := min(chunk, to1-from1-at)
		p, err := c.bytes(from1+at, from1+at+n)
		if err != nil {
			return false, err
		}
		q, err := c.bytes(from2+at, from2+at+n)
		if err != nil {
			return false, err
		}
		if !bytes.Equal(p, q) {
			return false, nil
		}
	}
	return true, nil
}

// eachRef calls f for every reference in o, nested or not.
func eachRef(o pdf.Object, f func(pdf.Ref)) {
	switch v := o.(type) {
	case pdf.Ref:
		f(v)
	case pdf.Array:
		for _, e := range v {
			eachRef(e, f)
		}
	case pdf.Dict:
		for _, e := range v {
			eachRef(e, f)
		}
	case *pdf.Stream:
		eachRef(v.Dict, f)
	}
}
