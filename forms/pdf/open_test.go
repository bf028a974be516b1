package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(t testing.TB, b []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// look puts into words what a reader of the document notices.
func look(t testing.TB, f *pdf.File) string {
	t.Helper()
	var w strings.Builder
	for p, err := range f.Pages() {
		if err != nil {
			fmt.Fprintln(&w, "page:", err)
			continue
		}
		box, err := f.Inherited(p, "MediaBox")
		fmt.Fprintln(&w, "page", p.Index, box, err)
	}
	fields, err := f.Fields()
	if err != nil {
		fmt.Fprintln(&w, "fields:", err)
	}
	for _, x := range fields {
		fmt.Fprintf(&w, "%s %s ff=%d max=%d da=%s v=%v", x.Name, x.Type, x.Flags, x.MaxLen, x.Appearance, x.Value)
		for _, g := range x.Widgets {
			fmt.Fprintf(&w, " p%d%v", g.Page, g.Rect)
		}
		fmt.Fprintln(&w)
	}
	return w.String()
}

func TestEveryWayOfWritingTheFormReadsTheSame(t *testing.T) {
	want := look(t, open(t, fixture(t, "form-table.pdf")))
	if n := strings.Count(want, "\n"); n != 2+59 {
		t.Fatalf("the form has %d lines:\n%s", n, want)
	}
	for _, name := range []string{"form-xrefstream.pdf", "form-hybrid.pdf", "form-linearized.pdf"} {
		if got := look(t, open(t, fixture(t, name))); got != want {
			t.Errorf("%s reads\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestFieldsInheritAndFindTheirPages(t *testing.T) {
	fields, err := open(t, fixture(t, "form-table.pdf")).Fields()
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]pdf.Field{}
	for _, f := range fields {
		byName[f.Name] = f
	}
	const comb = 1<<24 | 1<<23 | 1<<22
	for _, c := range []struct {
		name    string
		typ     pdf.Name
		flags   int
		maxLen  int
		widgets int
		page    int
	}{
		{"Text4", "Tx", comb, 13, 1, 0},
		{"Text8", "Tx", comb, 12, 1, 0},
		{"Group1.Text51", "Tx", comb, 13, 1, 0},
		{"Group1.Text52", "Tx", comb, 7, 1, 0},
		{"Group1.Inner.Text53", "Tx", comb, 12, 1, 0},
		{"Text54", "Tx", 1 << 23, 20, 2, 0},
		{"Radio1", "Btn", 49152, 0, 3, 0},
		{"Check Box1-1", "Btn", 0, 0, 1, 0},
		{"Dropdown1", "Ch", 1 << 17, 0, 1, 0},
		{"Text90", "Tx", 1 << 23, 40, 1, 1}, // found by /Annots only
		{"Text91", "Tx", 1 << 12, 0, 1, 1},
	} {
		f, ok := byName[c.name]
		if !ok {
			t.Errorf("no field %s", c.name)
			continue
		}
		if f.Type != c.typ || f.Flags != c.flags || f.MaxLen != c.maxLen || len(f.Widgets) != c.widgets || f.Widgets[0].Page != c.page {
			t.Errorf("%s is %s %d %d, %d widgets on page %d", c.name, f.Type, f.Flags, f.MaxLen, len(f.Widgets), f.Widgets[0].Page)
		}
	}
	if g := byName["Group1.Inner.Text53"]; g.Appearance != "/KozMinPr6N-Regular 0 Tf 0 g" {
		t.Errorf("inherited appearance %q", g.Appearance)
	}
	if v, _ := byName["Dropdown1"].Value.(pdf.String); pdf.DecodeText(v) != "　" {
		t.Errorf("chosen %q", pdf.DecodeText(v))
	}
}

// damage makes variants of a file that real writers and transports produce.
func TestDamagedStartsAreRead(t *testing.T) {
	table, stream := fixture(t, "form-table.pdf"), fixture(t, "form-xrefstream.pdf")
	want := look(t, open(t, table))
	start := func(b []byte) (int, int) {
		i := bytes.LastIndex(b, []byte("startxref\n")) + len("startxref\n")
		n := 0
		_, _ = fmt.Sscanf(string(b[i:]), "%d", &n)
		return i, n
	}
	moved := func(b []byte, by int) []byte {
		i, n := start(b)
		return fmt.Appendf(slices.Clone(b[:i]), "%d\n%%%%EOF\n", n+by)
	}
	cases := map[string][]byte{
		"junk before, offsets from the header": append([]byte("HTTP junk\r\nmore\n"), table...),
		"junk before a stream":                 append([]byte("\x00\xff junk\n"), stream...),
		"startxref 3 too small":                moved(table, -3),
		"startxref 5 too large":                moved(table, 5),
		"startxref 2 too large, stream":        moved(stream, 2),
		"startxref 9 too small, stream":        moved(stream, -9),
		"trailing garbage":                     append(slices.Clone(table), bytes.Repeat([]byte("\x00garbage "), 900)...),
		"no EOL at the end":                    bytes.TrimRight(table, "\n"),
		"carriage returns in the table": func() []byte {
			_, n := start(table)
			return append(slices.Clone(table[:n]), bytes.ReplaceAll(table[n:], []byte(" \n"), []byte("\r\n"))...)
		}(),
		"table padded with spaces": func() []byte {
			_, n := start(table)
			return append(slices.Clone(table[:n]), bytes.ReplaceAll(table[n:], []byte("\n00000"), []byte("\n     "))...)
		}(),
		"table that starts at 1": func() []byte {
			return bytes.Replace(table, []byte("\nxref\n0 "), []byte("\nxref\n1 "), 1)
		}(),
		"wrong size": func() []byte {
			return bytes.Replace(table, []byte("<</Size "), []byte("<</Size 1"), 1)
		}(),
		"size too small": func() []byte {
			i := bytes.LastIndex(table, []byte("<</Size ")) + len("<</Size ")
			b := slices.Clone(table)
			copy(b[i:], "  7")
			return b
		}(),
	}
	for name, b := range cases {
		t.Run(name, func(t *testing.T) {
			f := open(t, b)
			if got := look(t, f); got != want {
				t.Errorf("reads\n%.400s", got)
			}
			if f.Rebuilt() {
				t.Error("was read by a scan only")
			}
			if _, err := f.NewUpdate(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestWrongIndexInObjectStream: the object stream's own list of numbers counts.
func TestWrongIndexInObjectStream(t *testing.T) {
	want := look(t, open(t, fixture(t, "form-table.pdf")))
	for _, by := range []int{1, 200} {
		d := newPracticeForm("1.5").finish()
		d.astray = by
		f := open(t, d.xrefStream())
		if got := look(t, f); got != want || f.Rebuilt() {
			t.Errorf("index wrong by %d, scanned %v, reads\n%.300s", by, f.Rebuilt(), got)
		}
	}
}

func TestHopelessCrossReferencesAreReadAndNotWritten(t *testing.T) {
	table, stream := fixture(t, "form-table.pdf"), fixture(t, "form-xrefstream.pdf")
	want := look(t, open(t, table))
	cut := func(b []byte) []byte { return b[:bytes.LastIndex(b, []byte("startxref"))] }
	for name, b := range map[string][]byte{
		"no startxref":           cut(table),
		"no startxref, stream":   cut(stream),
		"startxref far away":     append(cut(table), "startxref\n12\n%%EOF\n"...),
		"startxref not a number": append(cut(table), "startxref\nxyz\n%%EOF\n"...),
		"offsets shifted":        bytes.Replace(table, []byte("\n2 0 obj"), []byte("\n%longer\n2 0 obj"), 1),
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, b)
			if got := look(t, f); got != want {
				t.Errorf("reads\n%.400s", got)
			}
			if _, err := f.NewUpdate(); !forms.Is(err, forms.Damaged) {
				t.Errorf("update answers %v", err)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "text": []byte("hello"), "zip": []byte("PK\x03\x04")} {
		if _, err := pdf.Open(bytes.NewReader(b), int64(len(b))); !forms.Is(err, forms.NotPDF) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := []byte("%PDF-1.7\nnothing here\n%%EOF\n")
	if _, err := pdf.Open(bytes.NewReader(b), int64(len(b))); !forms.Is(err, forms.Damaged) {
		t.Errorf("no objects: %v", err)
	}
	table := fixture(t, "form-table.pdf")
	if _, err := pdf.Open(bytes.NewReader(table[:len(table)-100]), int64(len(table))); !forms.Is(err, forms.InputChanged) {
		t.Errorf("a file that became shorter: %v", err)
	}
	f := open(t, fixture(t, "form-encrypted.pdf"))
	if !f.Encrypted() {
		t.Error("encryption is not noticed")
	}
	if n, err := f.PageCount(); n != 2 || err != nil {
		t.Errorf("encrypted: %d pages, %v", n, err)
	}
	if _, err := f.NewUpdate(); !forms.Is(err, forms.Encrypted) {
		t.Errorf("encrypted: %v", err)
	}
}

func TestLoopsEnd(t *testing.T) {
	for name, c := range map[string]struct {
		b             string
		pages, fields int
	}{
		"page tree": {b: "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R 3 0 R 2 0 R 3 0 R]/Parent 2 0 R>>endobj 3 0 obj<</Type/Page/Parent 2 0 R>>endobj", pages: 1},
		"fields":    {b: "1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 4 0 R 5 0 R]>>>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Type/Page>>endobj 4 0 obj<</T(a)/Kids[5 0 R 4 0 R]>>endobj 5 0 obj<</T(b)/FT/Tx/Parent 4 0 R/Kids[4 0 R]>>endobj", pages: 1, fields: 0},
		"reference": {b: "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj 3 0 R endobj 3 0 obj 2 0 R endobj"},
		"length":    {b: "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Length 2 0 R>>stream\nxyz\nendstream endobj"},
	} {
		t.Run(name, func(t *testing.T) {
			b := []byte("%PDF-1.7\n" + c.b + "\ntrailer<</Root 1 0 R/Prev 9>>\n")
			f := open(t, b)
			if n, _ := f.PageCount(); n != c.pages {
				t.Errorf("%d pages", n)
			}
			if fs, _ := f.Fields(); len(fs) < c.fields || len(fs) > 2 {
				t.Errorf("%d fields", len(fs))
			}
		})
	}
	// A /Prev that leads back.
	b := fixture(t, "form-table.pdf")
	i := bytes.LastIndex(b, []byte("xref\n0 "))
	b = bytes.Replace(b, []byte("trailer\n<<"), fmt.Appendf(nil, "trailer\n<</Prev %d", i), 1)
	if n, err := open(t, b).PageCount(); n != 2 || err != nil {
		t.Errorf("%d pages, %v", n, err)
	}
}

// TestSeveralReadersAtOnce is for the race detector, and for caches that mix
// documents up.
func TestSeveralReadersAtOnce(t *testing.T) {
	for _, name := range []string{"form-table.pdf", "form-xrefstream.pdf"} {
		b := fixture(t, name)
		want := look(t, open(t, b))
		f := open(t, b)
		got := make(chan string)
		for range 4 {
			go func() { got <- look(t, f) }()
		}
		for range 4 {
			if s := <-got; s != want {
				t.Errorf("%s: one of several readers sees\n%.300s", name, s)
			}
		}
	}
}
