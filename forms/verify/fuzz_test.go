package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// FuzzCheck feeds documents that were tampered with. Whatever is called intact
// must have been signed: its signed bytes are those of a seed.
func FuzzCheck(f *testing.F) {
	a, o := loadAttacks(f)
	signed := map[[32]byte]bool{}
	note := func(b []byte, rep *Report) {
		for _, s := range rep.Signatures {
			if s.Integrity == BytesUnchanged {
				signed[rangeSum(b, s.ByteRange)] = true
			}
		}
	}
	for name := range a.Files {
		b, err := os.ReadFile(filepath.Join(attackDir, name))
		if err != nil {
			f.Fatal(err)
		}
		if rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), o); err == nil {
			note(b, rep)
			if g := a.Files[name].Group; g != "cms" && len(b) < 20_000 {
				f.Add(b)
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		rep, err := Check(ctx, bytes.NewReader(b), int64(len(b)), o)
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Fatalf("not a Problem: %v", err)
			}
			if forms.Is(err, forms.Cancelled) {
				t.Fatal("takes too long")
			}
			return
		}
		for _, s := range rep.Signatures {
			if s.Integrity == BytesUnchanged && s.Issuer == IssuerPinned && !signed[rangeSum(b, s.ByteRange)] {
				t.Fatalf("%s: bytes nobody signed are %s", s.Field, s.Verdict)
			}
		}
		if _, err := RegistryCheck(ctx, bytes.NewReader(b), int64(len(b)), rep); err != nil {
			t.Fatal(err)
		}
	})
}

func rangeSum(b []byte, r [4]int64) [32]byte {
	h := sha256.New()
	h.Write(b[:r[1]])
	h.Write(b[r[2] : r[2]+r[3]])
	return [32]byte(h.Sum(nil))
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"D:20261120093000+09'00'", "D:2026", "D:20261120003000Z00'00'", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, full, ok := parseDate(s); !ok && (full || !got.IsZero()) {
			t.Errorf("%q: refused, but %v %v", s, got, full)
		}
	})
}

func FuzzRaw(f *testing.F) {
	for _, s := range []string{"<</A[1 2 R(x\\)(y))]/A<00>>>", "5-3", "[<</B#20c true", "%x\n/n", "(("} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := rawBytes(b)
		r.strict = true
		if ok := r.value(); r.pos < 0 || ok && (r.pos == 0 || r.pos > int64(len(b))) {
			t.Errorf("%v at %d of %d", ok, r.pos, len(b))
		}
		// What our parser takes for a dictionary with the key once, this one does
		// not pass as odd for it.
		if _, _, err := pdf.FindValue(b, "A"); err == nil {
			if r.to(0); !r.header() {
				r.to(0)
			}
			if !r.value() || !r.wasDict {
				t.Error("no dictionary here, but there for the parser")
			}
		}
	})
}
