package pdf

import (
	"bytes"
	"reflect"
	"testing"

	"madoguchi/forms"
)

func FuzzObject(f *testing.F) {
	for _, s := range []string{
		"<</A#20B[1 -2.5 .5 +3 true false null(a\\(b\\)\\101\\\n)<0aF>]/R 12 0 R>>",
		"[[[[[[[]]]]]]]", "<</A<</B<</C>>>>>>", "(((", "<48 65 6", "/", "1 0 R", "1 0 obj", "--5 1.2.3 99999999999999999999",
		"<</Length 3>>stream\nabc\nendstream",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p := parser{b: b}
		o, err := p.object(0)
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("%T is no Problem", err)
			}
			return
		}
		var w bytes.Buffer
		if err := appendObject(&w, o, 0); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		q := parser{b: w.Bytes()}
		again, err := q.object(0)
		if err != nil || !reflect.DeepEqual(normal(o), normal(again)) {
			t.Fatalf("%q was read, written as %q and read as %#v, %v", b, w.Bytes(), again, err)
		}
		if _, _, err := FindValue(b, "A"); err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("%T is no Problem", err)
			}
		}
	})
}

// normal makes whole reals integers, as which they are written.
func normal(o Object) Object {
	switch v := o.(type) {
	case Real:
		if v == Real(int64(v)) {
			return Integer(v)
		}
	case Array:
		c := make(Array, len(v))
		for i := range v {
			c[i] = normal(v[i])
		}
		return c
	case Dict:
		c := Dict{}
		for k := range v {
			if n := normal(v[k]); n != nil {
				c[k] = n
			}
		}
		return c
	}
	return o
}

func FuzzFilters(f *testing.F) {
	f.Add([]byte("x\x9c\x03\x00\x00\x00\x00\x01"), "FlateDecode", 12, 3, 8, 1)
	f.Add([]byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}, "LZWDecode", 1, 1, 8, 1)
	f.Add([]byte("87cURD]i,\"Ebo80~>"), "ASCII85Decode", 1, 1, 8, 1)
	f.Add([]byte("48 65 6C 6>"), "ASCIIHexDecode", 1, 1, 8, 1)
	f.Add([]byte("\x02abc\xfed\x80"), "RunLengthDecode", 1, 1, 8, 1)
	f.Add([]byte("x\x9c\x03\x00\x00\x00\x00\x01"), "Fl", 2, 3, 4, 3)
	f.Fuzz(func(t *testing.T, data []byte, name string, predictor, columns, bits, colors int) {
		d := &File{}
		s := &Stream{Data: data, Dict: Dict{"Filter": Name(name), "DecodeParms": Dict{
			"Predictor": Integer(predictor), "Columns": Integer(columns), "BitsPerComponent": Integer(bits), "Colors": Integer(colors),
		}}}
		out, err := d.StreamData(s, 1<<16)
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("%T is no Problem", err)
			}
		} else if len(out) > 1<<16 {
			t.Fatal("over the limit")
		}
	})
}
