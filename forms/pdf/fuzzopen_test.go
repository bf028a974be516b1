package pdf_test

import (
	"bytes"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

func FuzzOpen(f *testing.F) {
	small := newDoc("%PDF-1.5\n")
	small.root = small.add("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>")
	small.add("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>")
	small.add("<</Type/Page/Parent 2 0 R/Annots[5 0 R]>>")
	small.add("<</T(a)/FT/Tx/Kids[5 0 R]/MaxLen 9>>")
	small.add("<</Subtype/Widget/Parent 4 0 R/Rect[0 0 1 1]>>")
	small.stream("/Filter/ASCIIHexDecode", "41 42>")
	small.info = small.add("<<>>")
	f.Add(small.table())
	f.Add(small.xrefStream())
	f.Add(small.hybrid([]int{5, 7}))
	for _, s := range []string{
		"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj 2 0 obj<</Kids[2 0 R 3 0 R]>>endobj 3 0 obj<</Type/Page>>endobj 4 0 obj<</T(a)/Kids[4 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
		"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 99999999/Prev 9>>\nstartxref\n9\n%%EOF",
		"%PDF-1.7\n1 0 obj<</Type/XRef/Size 9/W[1 1 1]/Index[0 9]/Root 1 0 R/Length 6>>stream\n\x01\x09\x00\x02\x01\x00\nendstream endobj\nstartxref\n9\n%%EOF",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
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
		r := u.Add(pdf.Dict{"New": pdf.String("x")})
		inc, err := u.Render()
		if err != nil {
			return
		}
		out := append(bytes.Clone(b), inc.Bytes...)
		g, err := pdf.Open(bytes.NewReader(out), int64(len(out)))
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

func walk(t *testing.T, d *pdf.File) {
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
	if len(fields) > 1000 || n > 1000 {
		t.Fatalf("%d fields, %d pages", len(fields), n)
	}
	for n := range uint32(40) {
		r := pdf.Ref{Num: n}
		o, err := d.Get(r)
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("%T is no Problem", err)
			}
		}
		if s, ok := o.(*pdf.Stream); ok {
			data, err := d.StreamData(s, 1<<16)
			if err == nil && len(data) > 1<<16 {
				t.Fatal("over the limit")
			}
		}
		_, _, _ = d.ValueSpan(r, "Length")
	}
}
