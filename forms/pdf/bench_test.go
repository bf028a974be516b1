package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
)

// bigFile writes a PDF of some 200 MB with the given number of objects, most of
// them in one classic table, and returns its path.
func bigFile(tb testing.TB, objects int, size int64) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "big.pdf")
	w, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			tb.Fatal(err)
		}
	}()
	var off int64
	offsets := make([]int64, 0, objects)
	emit := func(b []byte) {
		n, err := w.Write(b)
		if err != nil {
			tb.Fatal(err)
		}
		off += int64(n)
	}
	emit([]byte("%PDF-1.4\n"))
	add := func(body string) {
		offsets = append(offsets, off)
		emit(fmt.Appendf(nil, "%d 0 obj\n%s\nendobj\n", len(offsets), body))
	}
	add("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>")
	add("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
	add("<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>")
	add("<</FT/Tx/T(a)/Subtype/Widget/Rect[0 0 9 9]/P 3 0 R>>")
	var small bytes.Buffer
	for len(offsets) < objects-150 {
		small.Reset()
		for range min(1000, objects-150-len(offsets)) {
			offsets = append(offsets, off+int64(small.Len()))
			fmt.Fprintf(&small, "%d 0 obj\n[1]\nendobj\n", len(offsets))
		}
		emit(small.Bytes())
	}
	fill := (size - off - int64(20*objects)) / 150
	page := strings.Repeat("0 0 m 9 9 l S\n", int(max(fill, 14))/14)
	for range 150 {
		add(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(page), page))
	}
	start := off
	small.Reset()
	fmt.Fprintf(&small, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&small, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&small, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	emit(small.Bytes())
	return path
}

func openPath(tb testing.TB, path string) (*pdf.File, io.Closer) {
	tb.Helper()
	r, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	st, err := r.Stat()
	if err != nil {
		tb.Fatal(err)
	}
	f, err := pdf.Open(r, st.Size())
	if err != nil {
		tb.Fatal(err)
	}
	return f, r
}

// TestAMillionObjectsTakeLittleMemory: what stays and what passes through, both
// far below the file.
func TestAMillionObjectsTakeLittleMemory(t *testing.T) {
	path := bigFile(t, 1_000_000, 50<<20)
	debug.FreeOSMemory()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, c := openPath(t, path)
	fields, err := f.Fields()
	if err != nil || len(fields) != 1 || fields[0].Widgets[0].Page != 0 {
		t.Fatalf("%v %v", fields, err)
	}
	inc := render(t, addField(t, f, "x"))
	runtime.ReadMemStats(&after)
	if total := after.TotalAlloc - before.TotalAlloc; total > 16<<20 {
		t.Errorf("%d MB went through memory", total>>20)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 12<<20 {
		t.Errorf("%d MB are kept", kept>>20)
	}
	if len(inc.Bytes) > 1000 {
		t.Errorf("the update has %d bytes", len(inc.Bytes))
	}
	runtime.KeepAlive(f)
	_ = c.Close()
}

func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprintf("200MB-%d-objects", n), func(b *testing.B) {
			path := bigFile(b, n, 200<<20)
			b.ReportAllocs()
			for b.Loop() {
				_, c := openPath(b, path)
				_ = c.Close()
			}
		})
	}
}

// BenchmarkOpenByScan opens a file whose startxref is gone.
func BenchmarkOpenByScan(b *testing.B) {
	path := bigFile(b, 1_000_000, 200<<20)
	st, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.Truncate(path, st.Size()-40); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		f, c := openPath(b, path)
		if !f.Rebuilt() {
			b.Fatal("was not scanned")
		}
		_ = c.Close()
	}
}

func BenchmarkRender(b *testing.B) {
	path := bigFile(b, 1_000, 200<<20)
	f, c := openPath(b, path)
	defer func() { _ = c.Close() }()
	b.ReportAllocs()
	for b.Loop() {
		render(b, addField(b, f, "x"))
	}
}

func BenchmarkFields(b *testing.B) {
	data := fixture(b, "form-table.pdf")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := open(b, data).Fields(); err != nil {
			b.Fatal(err)
		}
	}
}
