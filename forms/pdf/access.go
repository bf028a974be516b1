package pdf

import "madoguchi/forms"

const maxChain = 32

// Resolve follows references until an object that is none; a chain of more than
// 32 is Damaged.
func (f *File) Resolve(o Object) (Object, error) {
	for range maxChain {
		r, ok := o.(Ref)
		if !ok {
			return o, nil
		}
		var err error
		if o, err = f.Get(r); err != nil {
			return nil, err
		}
	}
	return nil, forms.Fail(forms.Damaged, "follow references", nil)
}

func want[T any](f *File, o Object, op string) (v T, err error) {
	o, err = f.Resolve(o)
	if err != nil || o == nil {
		return v, err
	}
	v, ok := o.(T)
	if !ok {
		return v, malformed(op)
	}
	return v, nil
}

// Dict resolves o to a dictionary; nil for null. It, Array and the following
// answer Malformed for an object of another type, and the zero value for null.
func (f *File) Dict(o Object) (Dict, error) { return want[Dict](f, o, "read dictionary") }

// Array resolves o to an array.
func (f *File) Array(o Object) (Array, error) { return want[Array](f, o, "read array") }

// Name resolves o to a name.
func (f *File) Name(o Object) (Name, error) { return want[Name](f, o, "read name") }

// String resolves o to a string.
func (f *File) String(o Object) (String, error) { return want[String](f, o, "read string") }

// Stream resolves o to a stream.
func (f *File) Stream(o Object) (*Stream, error) { return want[*Stream](f, o, "read stream") }

// Bool resolves o to a boolean.
func (f *File) Bool(o Object) (bool, error) {
	b, err := want[Boolean](f, o, "read boolean")
	return bool(b), err
}

// Number resolves o to an integer or real.
func (f *File) Number(o Object) (float64, error) {
	o, err := f.Resolve(o)
	switch v := o.(type) {
	case Integer:
		return float64(v), err
	case Real:
		return float64(v), err
	case nil:
		return 0, err
	}
	return 0, malformed("read number")
}

// Int resolves o to an integer; a real is cut.
func (f *File) Int(o Object) (int64, error) {
	o, err := f.Resolve(o)
	switch v := o.(type) {
	case Integer:
		return int64(v), err
	case Real:
		return int64(v), err
	case nil:
		return 0, err
	}
	return 0, malformed("read number")
}

// Rect resolves o to a rectangle, lower left corner first, in points.
func (f *File) Rect(o Object) (r [4]float64, err error) {
	a, err := f.Array(o)
	if err != nil || a == nil {
		return r, err
	}
	if len(a) != 4 {
		return r, malformed("read rectangle")
	}
	for i := range r {
		if r[i], err = f.Number(a[i]); err != nil {
			return r, err
		}
	}
	return [4]float64{min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3])}, nil
}
