package second_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
	"madoguchi/forms/second"
	"madoguchi/forms/sign"
)

// ours signs file with our own writer.
func ours(t *testing.T, file []byte, name string) ([]byte, *sign.Result) {
	t.Helper()
	s := theSigner(t)
	f, err := pdf.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	job, err := sign.Prepare(f, sign.Options{Profile: forms.Detached})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := job.CopyPrefix(context.Background(), &out, bytes.NewReader(file), nil); err != nil {
		t.Fatal(err)
	}
	result, err := job.Finish(&out, sign.Signer{
		Certificate: s.crt, Chain: []*x509.Certificate{s.ca}, Name: name, Key: s.key,
		Time: time.Now().In(time.FixedZone("", 9*3600)).Truncate(time.Second),
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), result
}

// What our own writer signs, in forms of every kind and by people whose names
// have characters with the bytes of brackets and backslashes.
func TestOurOwnSignatures(t *testing.T) {
	fixtures := []string{"form-table.pdf", "form-xrefstream.pdf", "form-hybrid.pdf", "form-linearized.pdf", "form-sigfield.pdf", "form-usagerights.pdf"}
	for i, fixture := range fixtures {
		in, err := os.ReadFile(filepath.Join("..", "pdf", "testdata", fixture))
		if err != nil {
			t.Fatal(err)
		}
		name := []string{"鈴木 花子", "天野 太郎", "木村 一", "山田 二"}[i%4]
		once, first := ours(t, in, name)
		want(t, fixture, ask(t, once, first.Field), second.Agrees, second.Verified)

		bad := bytes.Clone(once)
		bad[len(bad)-3] ^= 1 // the end mark
		if o := ask(t, bad, first.Field); o.Verdict == second.Agrees {
			t.Errorf("%s, end changed: %v %s", fixture, o, o.Why)
		}
		bad = bytes.Clone(once)
		bad[9] ^= 1 // the comment behind the header
		want(t, fixture+", start changed", ask(t, bad, first.Field), second.Disagrees, second.Mismatch)

		// The same person again, perhaps in the same second: each is judged for
		// itself.
		twice, again := ours(t, once, name)
		if again.Field == first.Field {
			t.Fatalf("%s: both in %s", fixture, first.Field)
		}
		want(t, fixture+", first of two", ask(t, twice, first.Field), second.Agrees, second.Verified)
		want(t, fixture+", second of two", ask(t, twice, again.Field), second.Agrees, second.Verified)
		bad = bytes.Clone(twice)
		at := len(once) + bytes.Index(twice[len(once):], []byte("/SubFilter"))
		bad[at+1] ^= 1 // only the second covers it
		want(t, fixture+", first of two, second broken", ask(t, bad, first.Field), second.Agrees, second.Verified)
		want(t, fixture+", second of two, broken", ask(t, bad, again.Field), second.Disagrees, second.Mismatch)
	}
}
