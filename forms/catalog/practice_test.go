package catalog_test

import (
	"os"
	"path/filepath"
	"testing"

	"madoguchi/forms/catalog"
)

// The practice form however it is written (table, streams, linearized, with a
// signature field, certified), under any name, is one form; the program's own
// catalogue does not take it for the real one.
func TestPracticeFormInEveryGuise(t *testing.T) {
	c, err := catalog.Load(os.DirFS(filepath.Join("testdata", "forms")))
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := catalog.Load(os.DirFS(own))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"form-table.pdf", "form-xrefstream.pdf", "form-hybrid.pdf", "form-linearized.pdf",
		"form-sigfield.pdf", "form-certified.pdf", "form-usagerights.pdf",
	} {
		b, err := os.ReadFile(filepath.Join("..", "pdf", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, b)
		form, ok, err := c.Recognise(f)
		if err != nil || !ok || form.ID != "practice_kojo/2025" {
			t.Errorf("%s: %+v, %v, %v", name, form, ok, err)
		}
		if _, n, err := catalog.Of(f); n != 59 || err != nil {
			t.Errorf("%s: %d fields, %v", name, n, err)
		}
		if form, ok, _ := shipped.Recognise(f); ok && form.Family == "nta_fuyo_kojo" {
			t.Errorf("%s is taken for the real form", name)
		}
	}
}
