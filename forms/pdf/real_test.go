package pdf_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// TestWhichRealFilesAreRefused: all open; none is written to that is encrypted or
// whose cross-references do not lead to its objects.
func TestWhichRealFilesAreRefused(t *testing.T) {
	dir := os.Getenv("MADOGUCHI_TESTDATA")
	if dir == "" {
		t.Skip("needs MADOGUCHI_TESTDATA")
	}
	damaged := map[string]bool{
		"broken-objstream1.pdf":          true, // its pages are missing
		"broken-objstream6.pdf":          true,
		"minimal-startxref-hopeless.pdf": true, "minimal-startxref-hopeless3.pdf": true,
		"minimal-annotless.pdf": true, // an entry points between objects
	}
	list, err := filepath.Glob(filepath.Join(dir, "pdf", "*", "*.pdf"))
	if err != nil || len(list) < 100 {
		t.Fatalf("%d files, %v", len(list), err)
	}
	for _, path := range list {
		name := filepath.Base(path)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		look(t, f)
		_, err = f.NewUpdate()
		switch encrypted := bytes.Contains(b, []byte("/Encrypt")); {
		case encrypted && !forms.Is(err, forms.Encrypted),
			damaged[name] && !forms.Is(err, forms.Damaged),
			!encrypted && !damaged[name] && err != nil:
			t.Errorf("%s: update answers %v", name, err)
		}
	}
}

// TestRealForm looks at the form of 2025 as its users will.
func TestRealForm(t *testing.T) {
	dir := os.Getenv("MADOGUCHI_TESTDATA")
	if dir == "" {
		t.Skip("needs MADOGUCHI_TESTDATA")
	}
	b, err := os.ReadFile(filepath.Join(dir, "pdf", "nta", "2025bun_01_input.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	fields, err := f.Fields()
	if err != nil {
		t.Fatal(err)
	}
	types, combs := map[pdf.Name]int{}, 0
	for _, x := range fields {
		types[x.Type]++
		if x.Flags&(1<<24) != 0 && x.Type == "Tx" {
			combs++
		}
		if len(x.Widgets) != 1 || x.Widgets[0].Page != 0 {
			t.Errorf("%s: widgets %+v", x.Name, x.Widgets)
		}
	}
	if types["Tx"] != 124 || types["Btn"] != 41 || types["Ch"] != 24 || combs != 10 {
		t.Errorf("fields %v, %d comb", types, combs)
	}
	if f.Version() != "1.3" || len(f.Revisions()) != 1 {
		t.Errorf("version %s, revisions %d", f.Version(), len(f.Revisions()))
	}
}
