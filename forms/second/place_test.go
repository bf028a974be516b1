package second

import (
	"testing"

	"github.com/digitorus/pdfsign/verify"
)

// FuzzSignatures looks for the field's signature in any file: the place is one
// in the list or none.
func FuzzSignatures(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>endobj 2 0 obj<</FT/Sig/T(S)/V 3 0 R>>endobj 3 0 obj<</Filter/Adobe.PPKLite/Name(A)/M(D:20260101000000Z)>>endobj trailer<</Root 1 0 R>>"), "S")
	f.Add([]byte("%PDF-1.4\n"), "")
	f.Fuzz(func(t *testing.T, file []byte, field string) {
		all, ours, err := signatures(file, field)
		if err == nil && (ours < -1 || ours >= len(all)) {
			t.Fatalf("place %d of %d", ours, len(all))
		}
		if err != nil || ours < 0 {
			return
		}
		if i := match(all, ours, make([]verify.Signer, len(all))); i != ours {
			t.Fatalf("none left out, place %d became %d", ours, i)
		}
		if i := match(all, ours, nil); len(all) > 0 && i != -1 {
			t.Fatalf("found in an empty list at %d", i)
		}
	})
}
