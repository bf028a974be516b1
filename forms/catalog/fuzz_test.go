package catalog_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"madoguchi/forms"
	"madoguchi/forms/catalog"
	"madoguchi/forms/pdf"
)

// FuzzLoad reads any text as a known form: it is taken whole or refused with a
// Problem that names the file.
func FuzzLoad(f *testing.F) {
	f.Add([]byte("family: f\nyear: 2025\ntitle: {ja: a, en: b}\npurposes: [payer]\nfingerprints: []\n"))
	f.Add([]byte(`{family: f, year: 2025, title: {ja: a, en: b}, purposes: [payer], fingerprints: [{sha256: "0000000000000000000000000000000000000000000000000000000000000000", fields: 1, source: s, seen: 2026-11-23}]}`))
	f.Add([]byte("- &a [*a]"))
	f.Add([]byte("family: A\nyear: 0\nA: {0}\npurposes: !00\n0000000000000"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := catalog.Load(fstest.MapFS{"f/2025.yaml": {Data: b}})
		if err != nil {
			if !forms.Is(err, forms.Malformed) {
				t.Fatalf("%v", err)
			}
			return
		}
		form := c.Forms()[0]
		if form.ID != "f/2025" || form.TitleEN == "" || form.TitleJA == "" || len(form.Purposes) == 0 {
			t.Fatalf("%+v", form)
		}
	})
}

// FuzzOf takes the fingerprint of any file that opens; twice gives the same.
func FuzzOf(f *testing.F) {
	f.Add(document(base()))
	f.Add(document(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		open := func() (catalog.Fingerprint, int, error) {
			p, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				return catalog.Fingerprint{}, 0, err
			}
			return catalog.Of(p)
		}
		a, n, err := open()
		again, m, _ := open()
		if a != again || n != m {
			t.Fatal("two fingerprints of one file")
		}
		if _, ok := forms.KindOf(err); err != nil && !ok {
			t.Fatalf("%v is no Problem", err)
		}
	})
}
