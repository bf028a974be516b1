package pdf

import (
	"bytes"
	"os"
	"path/filepath"
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

func FuzzOpen(f *testing.F) {
	list, _ := filepath.Glob("testdata/*.pdf")
	for _, path := range list {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{
		"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj 2 0 obj<</Kids[2 0 R 3 0 R]>>endobj 3 0 obj<</Type/Page>>endobj 4 0 obj<</T(a)/Kids[4 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
		"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 99999999/Prev 9>>\nstartxref\n9\n%%EOF",
		"%PDF-1.7\n1 0 obj<</Type/XRef/Size 9/W[1 1 1]/Index[0 9]/Root 1 0 R/Length 6>>stream\n\x01\x09\x00\x02\x01\x00\nendstream endobj\nstartxref\n9\n%%EOF",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("%T is no Problem", err)
			}
			return
		}
		walk(t, d)
		revs := d.Revisions()
		if len(revs) > 0 {
			if old, err := d.At(0); err == nil {
				walk(t, old)
			}
		}
		u, err := d.NewUpdate()
		if err != nil {
			return
		}
		r := u.Add(Dict{"New": String("x")})
		inc, err := u.Render()
		if err != nil {
			return
		}
		out := append(bytes.Clone(b), inc.Bytes...)
		g, err := Open(bytes.NewReader(out), int64(len(out)))
		if err != nil {
			t.Fatalf("what we updated does not open: %v", err)
		}
		if o, err := g.Get(r); err != nil || o == nil || g.Rebuilt() != d.Rebuilt() {
			t.Fatalf("the new object is %v, %v", o, err)
		}
		if got := len(g.Revisions()); got < len(revs) {
			t.Fatalf("%d revisions became %d", len(revs), got)
		}
	})
}

func walk(t *testing.T, d *File) {
	t.Helper()
	d.Version()
	n, _ := d.PageCount()
	for p, err := range d.Pages() {
		if err != nil {
			break
		}
		_, _ = d.Inherited(p, "Resources")
	}
	fields, _ := d.Fields()
	if len(fields) > maxFields || n > maxPages*2 {
		t.Fatalf("%d fields, %d pages", len(fields), n)
	}
	for n := uint32(0); n <= min(d.table.max, 200); n++ {
		e := d.table.get(n)
		r := Ref{Num: n}
		if e.kind() == inUse {
			r.Gen = e.gen()
		}
		o, err := d.Get(r)
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("%T is no Problem", err)
			}
		}
		if s, ok := o.(*Stream); ok {
			data, err := d.StreamData(s, 1<<16)
			if err == nil && len(data) > 1<<16 {
				t.Fatal("over the limit")
			}
		}
		_, _, _ = d.ValueSpan(r, "Length")
	}
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
