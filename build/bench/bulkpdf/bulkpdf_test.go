package bulkpdf_test

import (
	"bytes"
	"testing"

	"madoguchi/build/bench/bulkpdf"
	"madoguchi/forms/pdf"
)

// What is measured must be read by its cross-references, not rescued by a scan.
func TestFilesAreWhole(t *testing.T) {
	for _, s := range bulkpdf.All(1 << 20) {
		var b bytes.Buffer
		if err := s.Write(&b); err != nil {
			t.Fatal(err)
		}
		if off := int64(b.Len()) - s.Size; off < -s.Size*5/100 || off > s.Size*5/100 {
			t.Errorf("%s has %d bytes", s, b.Len())
		}
		f, err := pdf.Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		wantPages, wantObjects := 1, 6
		if s.Shape == bulkpdf.ManyObjects {
			wantPages = int(s.Size / 200 / 100)
			wantObjects = wantPages * 100
		}
		if n, err := f.PageCount(); n != wantPages || err != nil {
			t.Errorf("%s: %d pages, want %d, %v", s, n, wantPages, err)
		}
		revs := f.Revisions()
		if f.Rebuilt() || len(revs) != 1 || len(revs[0].Objects) < wantObjects {
			t.Fatalf("%s: rebuilt %v, %d revisions", s, f.Rebuilt(), len(revs))
		}
		if (revs[0].Form == pdf.StreamForm) != s.XRefStream {
			t.Errorf("%s: written as %v", s, revs[0].Form)
		}
		for _, r := range revs[0].Objects {
			o, err := f.Get(r)
			if err != nil || o == nil {
				t.Fatalf("%s: object %d: %v %v", s, r.Num, o, err)
			}
			if x, ok := o.(*pdf.Stream); ok && x.Dict["Type"] == nil {
				if _, err := f.StreamData(x, 1<<20); err != nil {
					t.Fatalf("%s: stream %d: %v", s, r.Num, err)
				}
			}
		}
	}
}
