package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// addField adds a text field at the end of the form, as filling and signing do.
func addField(t testing.TB, f *pdf.File, name string) *pdf.Update {
	t.Helper()
	u, err := f.NewUpdate()
	if err != nil {
		t.Fatal(err)
	}
	rootRef, root, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	formRef, _, err := f.AcroForm()
	if err != nil {
		t.Fatal(err)
	}
	field := u.Add(pdf.Dict{"FT": pdf.Name("Tx"), "T": pdf.EncodeText(name), "V": pdf.String("a(b\\c)"), "A B#/": pdf.Name("x y")})
	form := pdf.Dict{}
	if formRef != (pdf.Ref{}) {
		o, err := u.Get(formRef)
		if err != nil {
			t.Fatal(err)
		}
		form = o.(pdf.Dict)
	} else if d, ok := pdf.Clone(root["AcroForm"]).(pdf.Dict); ok {
		form = d
	}
	list, err := f.Array(form["Fields"])
	if err != nil {
		t.Fatal(err)
	}
	form["Fields"] = append(pdf.Clone(list).(pdf.Array), field)
	if formRef != (pdf.Ref{}) {
		u.Set(formRef, form)
		return u
	}
	root = pdf.Clone(root).(pdf.Dict)
	root["AcroForm"] = form
	u.Set(rootRef, root)
	return u
}

func render(t testing.TB, u *pdf.Update) *pdf.Increment {
	t.Helper()
	inc, err := u.Render()
	if err != nil {
		t.Fatal(err)
	}
	return inc
}

func joined(b []byte, inc *pdf.Increment) []byte { return append(bytes.Clone(b), inc.Bytes...) }

func TestUpdateAnswersInKind(t *testing.T) {
	for name, form := range map[string]pdf.Form{
		"form-table.pdf": pdf.Table, "form-xrefstream.pdf": pdf.StreamForm, "form-hybrid.pdf": pdf.Table,
		"form-linearized.pdf": pdf.Table, "form-sigfield.pdf": pdf.Table,
	} {
		t.Run(name, func(t *testing.T) {
			b := fixture(t, name)
			f := open(t, b)
			before := look(t, f)
			inc := render(t, addField(t, f, "追加 (1)"))
			if inc.Start != int64(len(b)) {
				t.Errorf("starts at %d of %d", inc.Start, len(b))
			}
			if again := render(t, addField(t, f, "追加 (1)")); !bytes.Equal(again.Bytes, inc.Bytes) {
				t.Error("the same update twice gives other bytes")
			}
			out := joined(b, inc)
			for r, off := range inc.Offset {
				if want := fmt.Sprintf("%d %d obj\n", r.Num, r.Gen); !bytes.HasPrefix(out[off:], []byte(want)) {
					t.Errorf("at the offset of %v stands %.20q", r, out[off:])
				}
			}
			g := open(t, out)
			after := look(t, g)
			if !strings.HasPrefix(after, before) {
				t.Errorf("the form changed:\n%s", after)
			}
			if !strings.Contains(after[len(before):], "追加 (1) Tx") {
				t.Errorf("the new field reads %q", after[len(before):])
			}
			fields, _ := g.Fields()
			last := fields[len(fields)-1]
			if v, _ := last.Value.(pdf.String); string(v) != "a(b\\c)" || last.Dict["A B#/"] != pdf.Name("x y") {
				t.Errorf("its entries came back as %q %q", last.Value, last.Dict["A B#/"])
			}
			revs := g.Revisions()
			newest := revs[len(revs)-1]
			if len(revs) != len(f.Revisions())+1 || newest.Form != form || newest.End != int64(len(out)) || revs[len(revs)-2].End != int64(len(b)) {
				t.Errorf("revisions %+v", revs)
			}
			if len(newest.Objects) < 2 || len(newest.Objects) > 3 {
				t.Errorf("objects of the update: %v", newest.Objects)
			}
			old, err := g.At(len(revs) - 2)
			if err != nil {
				t.Fatal(err)
			}
			if look(t, old) != before {
				t.Error("the old revision reads otherwise")
			}
			keptTrailer(t, f.Trailer(), g.Trailer())
			twice := open(t, joined(out, render(t, addField(t, g, "second"))))
			if got := look(t, twice); !strings.HasPrefix(got, after) || !strings.Contains(got, "second Tx") {
				t.Error("a second update breaks the first")
			}
		})
	}
}

func keptTrailer(t *testing.T, old, now pdf.Dict) {
	t.Helper()
	for _, k := range []pdf.Name{"Root", "Info"} {
		if old[k] != now[k] {
			t.Errorf("/%s was %v, is %v", k, old[k], now[k])
		}
	}
	a, b := old["ID"].(pdf.Array), now["ID"].(pdf.Array)
	if !bytes.Equal(a[0].(pdf.String), b[0].(pdf.String)) || bytes.Equal(a[1].(pdf.String), b[1].(pdf.String)) {
		t.Errorf("/ID was %x, is %x", a, b)
	}
	if n := len(b[1].(pdf.String)); n != 16 {
		t.Errorf("second id of %d bytes", n)
	}
	if now["XRefStm"] != nil {
		t.Error("the update points at the old hybrid stream")
	}
}

func TestUpdateBytes(t *testing.T) {
	b := bytes.TrimRight(fixture(t, "form-table.pdf"), "\n")
	u, err := open(t, b).NewUpdate()
	if err != nil {
		t.Fatal(err)
	}
	u.SetID(bytes.Repeat([]byte{0xAB}, 16))
	r := u.Add(pdf.Dict{
		"Contents": pdf.Raw("<0000>"), "Name": pdf.EncodeText("鈴木"), "Real": pdf.Real(-0.5), "Int": pdf.Integer(7), "Yes": pdf.Boolean(true), "Null": nil,
		"List": pdf.Array{pdf.Ref{Num: 3}, pdf.Name("é#(")},
	})
	inc := render(t, u)
	out := string(inc.Bytes)
	want := fmt.Sprintf("\n%d 0 obj\n<</Contents <0000>\n/Int 7\n/List [3 0 R /#C3#A9#23#28]\n/Name <feff92346728>\n/Null null\n/Real -0.5\n/Yes true>>\nendobj\n", r.Num)
	if !strings.HasPrefix(out, want) {
		t.Errorf("written:\n%s", out)
	}
	if !strings.Contains(out, "<abababababababababababababababab>") {
		t.Error("the given id is not there")
	}
	if !strings.HasSuffix(out, "%%EOF\n") {
		t.Errorf("ends in %q", out[len(out)-10:])
	}
	start, end, err := open(t, joined(b, inc)).ValueSpan(r, "Contents")
	if whole := joined(b, inc); err != nil || string(whole[start:end]) != "<0000>" {
		t.Errorf("span %d %d %v", start, end, err)
	}
}

func TestGenerationsAreKept(t *testing.T) {
	b := []byte("%PDF-1.4\n1 7 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n")
	x := len(b)
	b = fmt.Appendf(b, "xref\n0 4\n0000000003 65535 f \n%010d 00007 n \n%010d 00000 n \n0000000000 00005 f \ntrailer<</Root 1 7 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n", 9, bytes.Index(b, []byte("2 0 obj")), x)
	f := open(t, b)
	if o, err := f.Get(pdf.Ref{Num: 1}); o != nil || err != nil {
		t.Errorf("an old generation is %v, %v", o, err)
	}
	u, err := f.NewUpdate()
	if err != nil {
		t.Fatal(err)
	}
	root := pdf.Ref{Num: 1, Gen: 7}
	d, _ := u.Get(root)
	d.(pdf.Dict)["Lang"] = pdf.String("ja")
	u.Set(root, d)
	out := joined(b, render(t, u))
	if want := fmt.Sprintf("xref\n0 2\n0000000003 65535 f \n%010d 00007 n \ntrailer", len(b)); !strings.Contains(string(out[len(b):]), want) {
		t.Errorf("table:\n%s", out[len(b):])
	}
	if _, now, err := open(t, out).Root(); err != nil || string(now["Lang"].(pdf.String)) != "ja" {
		t.Errorf("catalog %v %v", now, err)
	}
	wrong, _ := f.NewUpdate()
	wrong.Set(pdf.Ref{Num: 1}, pdf.Dict{})
	if _, err := wrong.Render(); !forms.Is(err, forms.Internal) {
		t.Errorf("a wrong generation answers %v", err)
	}
}

func TestUpdateSeesItsOwnChangesAndSharesNothing(t *testing.T) {
	f := open(t, fixture(t, "form-xrefstream.pdf"))
	u, err := f.NewUpdate()
	if err != nil {
		t.Fatal(err)
	}
	root, was, _ := f.Root()
	o, _ := u.Get(root)
	o.(pdf.Dict)["Lang"] = pdf.String("en")
	if string(was["Lang"].(pdf.String)) != "ja-JP" {
		t.Fatal("a copy was changed and the file changed too")
	}
	u.Set(root, o)
	now, _ := u.Get(root)
	if string(now.(pdf.Dict)["Lang"].(pdf.String)) != "en" {
		t.Error("the update does not see its own change")
	}
	now.(pdf.Dict)["Lang"] = pdf.String("fr")
	if again, _ := u.Get(root); string(again.(pdf.Dict)["Lang"].(pdf.String)) != "en" {
		t.Error("a copy was changed and the update changed too")
	}
}

// TestHiddenObjectsOfAHybridFileCanBeReplaced: the table of the update must win
// over the stream beside the old table.
func TestHiddenObjectsOfAHybridFileCanBeReplaced(t *testing.T) {
	b := fixture(t, "form-hybrid.pdf")
	f := open(t, b)
	fields, err := f.Fields()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range fields {
		if x.Name != "Dropdown3" {
			continue
		}
		opt := x.Dict["Opt"].(pdf.Ref)
		old, _ := f.Array(opt)
		if len(old) != 5 {
			t.Fatalf("the hidden object reads %v", old)
		}
		u, err := f.NewUpdate()
		if err != nil {
			t.Fatal(err)
		}
		u.Set(opt, pdf.Array{pdf.EncodeText("一つ")})
		g := open(t, joined(b, render(t, u)))
		now, err := g.Array(opt)
		if err != nil || len(now) != 1 {
			t.Errorf("it reads %v, %v", now, err)
		}
		if start, end, err := g.ValueSpan(opt, "x"); !forms.Is(err, forms.Malformed) {
			t.Errorf("a value inside an array: %d %d %v", start, end, err)
		}
		return
	}
	t.Error("no Dropdown3")
}

// TestOneWrongEntryIsEnoughToRefuse: the object is found by a scan and shown, but
// nothing is appended to such a file, whenever it is noticed.
func TestOneWrongEntryIsEnoughToRefuse(t *testing.T) {
	b := fixture(t, "form-table.pdf")
	// Text90 is the last but one object; its line in the table is led astray.
	lines := bytes.Split(b[bytes.LastIndex(b, []byte("\nxref\n")):], []byte("\n"))
	var entries [][]byte
	for _, l := range lines {
		if bytes.HasSuffix(l, []byte(" 00000 n ")) {
			entries = append(entries, l)
		}
	}
	last := entries[len(entries)-2]
	b = bytes.Replace(b, last, []byte("0000000200 00000 n "), 1)
	ref := pdf.Ref{Num: uint32(len(entries) - 1)}
	wrong := open(t, b)
	u, err := wrong.NewUpdate()
	if err != nil {
		t.Fatal(err)
	}
	d, err := wrong.Dict(ref)
	if err != nil || pdf.DecodeText(d["T"].(pdf.String)) != "Text90" {
		t.Errorf("it reads %v, %v", d, err)
	}
	if _, err := u.Render(); !forms.Is(err, forms.Damaged) {
		t.Errorf("noticed after the update began: %v", err)
	}
	if _, err := wrong.NewUpdate(); !forms.Is(err, forms.Damaged) {
		t.Errorf("noticed before the update: %v", err)
	}
	if _, _, err := wrong.ValueSpan(ref, "T"); err == nil {
		t.Error("a value is found where the cross-references do not lead")
	}
}

// hole is a huge file: head, nothing, tail.
type hole struct {
	head, tail []byte
	size       int64
}

func (h hole) ReadAt(p []byte, off int64) (int, error) {
	if off >= h.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), h.size-off))
	clear(p[:n])
	if off < int64(len(h.head)) {
		copy(p[:n], h.head[off:])
	}
	for i := range n {
		if k := off + int64(i) - (h.size - int64(len(h.tail))); k >= 0 {
			copy(p[i:n], h.tail[k:])
			break
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func TestOffsetsOfMoreThanTenDigitsAreRefused(t *testing.T) {
	for _, size := range []int64{9_999_999_900, 10_000_000_001} {
		head := []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n")
		tail := fmt.Appendf(nil, "\nxref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n%d\n%%%%EOF\n", 9, bytes.Index(head, []byte("2 0 obj")), 0)
		tail = bytes.Replace(tail, []byte("startxref\n0"), fmt.Appendf(nil, "startxref\n%d", size-int64(len(tail))-8), 1)
		f, err := pdf.Open(hole{head, tail, size}, size)
		if err != nil {
			t.Fatal(err)
		}
		u, err := f.NewUpdate()
		if err == nil {
			u.Add(pdf.Dict{"Big": pdf.String(make([]byte, 200))})
			_, err = u.Render()
		}
		if !forms.Is(err, forms.TooLarge) {
			t.Errorf("size %d: %v", size, err)
		}
	}
}

func TestFindValue(t *testing.T) {
	for in, want := range map[string]string{
		"<</A 1/B(x)>>": "(x)",
		"12 0 obj\n<< /A << /B 9 >> /B <00 ff> >>endobj": "<00 ff>",
		"<</#42 [1 [2] (\\))] >>":                        "[1 [2] (\\))]",
		"<</A%/B 3\n5/B 4 0 R/C null>>":                  "4 0 R",
	} {
		a, b, err := pdf.FindValue([]byte(in), "B")
		if err != nil || in[a:b] != want {
			t.Errorf("%s: %d %d %v", in, a, b, err)
		}
	}
	for in, kind := range map[string]forms.Kind{
		"<</A 1>>": forms.NoField, "<</B 1/B 2>>": forms.Malformed, "<</B 1/#42 2>>": forms.Malformed,
		"[/B 1]": forms.Malformed, "<</B (": forms.Malformed, "": forms.Malformed,
	} {
		if _, _, err := pdf.FindValue([]byte(in), "B"); !forms.Is(err, kind) {
			t.Errorf("%s: %v", in, err)
		}
	}
	f := open(t, fixture(t, "form-certified.pdf"))
	fields, _ := f.Fields()
	sig, _ := fields[len(fields)-1].Dict["V"].(pdf.Ref)
	start, end, err := f.ValueSpan(sig, "Contents")
	if err != nil || end-start != 2*emptyContents+2 {
		t.Errorf("contents at %d %d, %v", start, end, err)
	}
	ranges, _ := f.Array(fields[len(fields)-1].Value.(pdf.Dict)["ByteRange"])
	if ranges[1] != pdf.Integer(start) || ranges[2] != pdf.Integer(end) {
		t.Errorf("byte range %v", ranges)
	}
	g := open(t, fixture(t, "form-xrefstream.pdf"))
	root, _, _ := g.Root()
	if _, _, err := g.ValueSpan(root, "Lang"); !forms.Is(err, forms.Unsupported) {
		t.Errorf("in an object stream: %v", err)
	}
}
