package catalog_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/forms"
	"madoguchi/forms/catalog"
	"madoguchi/forms/pdf"
)

// own is the catalogue the program ships.
const own = "../../assets/forms"

// field is one field of a form made for a test.
type field struct {
	name, kind string
	page       int
	rect       string
	maxLen     int
	extra      string
}

func base() []field {
	return []field{
		{name: "Text1", kind: "Tx", rect: "32.3055 523.413 97.3279 545.413", maxLen: 12},
		{name: "Text2", kind: "Tx", page: 1, rect: "10 20 110 40"},
		{name: "Check Box1-1", kind: "Btn", rect: "200 200 210 210"},
		{name: "Dropdown1", kind: "Ch", rect: "300 200 400 220"},
	}
}

// document writes a form of two pages, by hand and without our own writer.
func document(fields []field) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	b.WriteString("%PDF-1.7\n")
	var all string
	annots := [2]string{}
	for i, f := range fields {
		ref := fmt.Sprintf("%d 0 R ", 5+i)
		all += ref
		annots[f.page] += ref
	}
	object("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>", all)
	object("<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Annots[%s]>>", annots[0])
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Annots[%s]>>", annots[1])
	for _, f := range fields {
		maxLen := ""
		if f.maxLen > 0 {
			maxLen = fmt.Sprintf("/MaxLen %d", f.maxLen)
		}
		object("<</Type/Annot/Subtype/Widget/FT/%s/T(%s)/Rect[%s]/P %d 0 R%s%s>>", f.kind, f.name, f.rect, 3+f.page, maxLen, f.extra)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func open(t *testing.T, b []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func print(t *testing.T, fields []field) string {
	t.Helper()
	p, n, err := catalog.Of(open(t, document(fields)))
	if err != nil || n != len(fields) {
		t.Fatalf("%d fields, %v", n, err)
	}
	return hex.EncodeToString(p[:])
}

const entry = `family: test_form
year: %d
title: {ja: 試験, en: Test}
purposes: [payer, private]
fingerprints:
  - {sha256: %s, fields: 4, source: made here, seen: 2026-11-23}
`

func TestRecognise(t *testing.T) {
	next := base()
	next[1].maxLen = 13
	c, err := catalog.Load(fstest.MapFS{
		"test_form/2025.yaml": {Data: fmt.Appendf(nil, entry, 2025, print(t, base()))},
		"test_form/2026.yaml": {Data: fmt.Appendf(nil, entry, 2026, print(t, next))},
	})
	if err != nil {
		t.Fatal(err)
	}
	for year, fields := range map[int][]field{2025: base(), 2026: next} {
		form, ok, err := c.Recognise(open(t, document(fields)))
		if err != nil || !ok || form.Year != year || form.ID != fmt.Sprintf("test_form/%d", year) {
			t.Errorf("%d: %+v, %v, %v", year, form, ok, err)
		}
		if len(form.Purposes) != 2 || form.Purposes[0] != forms.Payer || form.TitleJA != "試験" || form.TitleEN != "Test" {
			t.Errorf("%d: %+v", year, form)
		}
	}
	if got := c.Forms(); len(got) != 2 || got[0].Year != 2025 {
		t.Errorf("Forms: %+v", got)
	}
	if _, ok, err := c.Recognise(open(t, document(nil))); ok || err != nil {
		t.Errorf("a file without fields: %v, %v", ok, err)
	}
}

// Every trait that tells two forms apart, and the ones that must not.
func TestWhatCounts(t *testing.T) {
	want := print(t, base())
	for name, change := range map[string]func([]field) []field{
		"order":               func(f []field) []field { return []field{f[3], f[1], f[0], f[2]} },
		"a filled value":      func(f []field) []field { f[0].extra = "/V(123456789012)/AS/Yes"; return f },
		"flags and look":      func(f []field) []field { f[0].extra = "/Ff 16777216/DA(/Helv 9 Tf)/TU(My Number)"; return f },
		"a tenth of a point":  func(f []field) []field { f[0].rect = "32.21 523.45 97.29 545.39"; return f },
		"corners the other":   func(f []field) []field { f[1].rect = "110 40 10 20"; return f },
		"a signature field":   func(f []field) []field { return append(f, field{name: "Sig1", kind: "Sig", rect: "0 0 0 0"}) },
		"an escaped the name": func(f []field) []field { f[0].name = `T\145xt1`; return f },
	} {
		p, _, err := catalog.Of(open(t, document(change(base()))))
		if got := hex.EncodeToString(p[:]); err != nil || got != want {
			t.Errorf("%s makes it another form (%v)", name, err)
		}
	}
	for name, change := range map[string]func([]field) []field{
		"a name":         func(f []field) []field { f[0].name = "Text01"; return f },
		"a type":         func(f []field) []field { f[0].kind = "Ch"; return f },
		"a page":         func(f []field) []field { f[0].page = 1; return f },
		"two points":     func(f []field) []field { f[1].rect = "10 20 112 40"; return f },
		"MaxLen":         func(f []field) []field { f[0].maxLen = 13; return f },
		"a field less":   func(f []field) []field { return f[:3] },
		"a field more":   func(f []field) []field { return append(f, field{name: "Text3", kind: "Tx", rect: "0 0 1 1"}) },
		"names swapped":  func(f []field) []field { f[0].name, f[1].name = f[1].name, f[0].name; return f },
		"a line in name": func(f []field) []field { f[0].name = `Text1\n`; return f },
	} {
		p, _, err := catalog.Of(open(t, document(change(base()))))
		if got := hex.EncodeToString(p[:]); err != nil || got == want {
			t.Errorf("%s changes nothing (%v)", name, err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	good := fmt.Sprintf(entry, 2025, sum)
	if _, err := catalog.Load(fstest.MapFS{"test_form/2025.yaml": {Data: []byte(good)}}); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ file, from, to, says string }{
		"wrong folder":        {"other/2025.yaml", "", "", "test_form/2025.yaml"},
		"wrong year":          {"test_form/2026.yaml", "", "", "test_form/2025.yaml"},
		"unknown key":         {"test_form/2025.yaml", "title:", "titel:", "titel"},
		"unknown purpose":     {"test_form/2025.yaml", "payer", "boss", "boss"},
		"no purpose":          {"test_form/2025.yaml", "payer, private", "", "purposes"},
		"no title":            {"test_form/2025.yaml", "試験", "''", "title"},
		"short print":         {"test_form/2025.yaml", sum, sum[:62], "sha256"},
		"not hexadecimal":     {"test_form/2025.yaml", sum, "zz" + sum[2:], "sha256"},
		"no date":             {"test_form/2025.yaml", "2026-11-23", "today", "seen"},
		"not yaml":            {"test_form/2025.yaml", "year:", "year", ""},
		"not a known file":    {"test_form/read.me", "", "", "test_form/2025.yaml"},
		"family not in snake": {"Test/2025.yaml", "test_form", "Test", "snake"},
	} {
		_, err := catalog.Load(fstest.MapFS{test.file: {Data: []byte(strings.Replace(good, test.from, test.to, 1))}})
		if !forms.Is(err, forms.Malformed) || !strings.Contains(err.Error(), test.file) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := catalog.Load(fstest.MapFS{
		"test_form/2025.yaml": {Data: []byte(good)},
		"test_form/2026.yaml": {Data: fmt.Appendf(nil, entry, 2026, sum)},
	})
	if !forms.Is(err, forms.Malformed) || !strings.Contains(err.Error(), "test_form/2025") {
		t.Errorf("two forms with one fingerprint: %v", err)
	}
}

func TestOwnCatalogueLoads(t *testing.T) {
	c, err := catalog.Load(os.DirFS(own))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Forms()) == 0 {
		t.Error("no form is known")
	}
}

func TestRealForm(t *testing.T) {
	data := os.Getenv("MADOGUCHI_TESTDATA")
	if data == "" {
		t.Skip("needs MADOGUCHI_TESTDATA")
	}
	c, err := catalog.Load(os.DirFS(own))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(data, "pdf", "nta", "2025bun_01_input.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	form, ok, err := c.Recognise(open(t, b))
	if err != nil || !ok || form.Family != "nta_fuyo_kojo" || form.Year != 2025 || form.Purposes[0] != forms.Payer {
		t.Errorf("%+v, %v, %v", form, ok, err)
	}
	// The same length, one field moved: another form.
	changed := bytes.Replace(b, []byte("32.3055"), []byte("39.3055"), 1)
	if bytes.Equal(b, changed) {
		t.Fatal("the form has changed")
	}
	if form, ok, err := c.Recognise(open(t, changed)); ok || err != nil {
		t.Errorf("a moved field: %+v, %v", form, err)
	}
}
