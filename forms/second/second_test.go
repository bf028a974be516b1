package second_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	pdfsign "github.com/digitorus/pdfsign/sign"

	"madoguchi/forms"
	"madoguchi/forms/sandbox"
	"madoguchi/forms/second"
)

func TestAgreesWithAGoodSignature(t *testing.T) {
	want(t, "one signature", ask(t, signed(t), "Signature1"), second.Agrees, second.Verified)
}

// A file of pdfsign's own making: what it signs it must accept, and what was
// changed since it must not.
func TestPdfsignsOwnSignature(t *testing.T) {
	s := theSigner(t)
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, plain(), 0o600); err != nil {
		t.Fatal(err)
	}
	err := pdfsign.SignFile(in, out, pdfsign.SignData{
		Signature: pdfsign.SignDataSignature{
			CertType: pdfsign.ApprovalSignature,
			Info:     pdfsign.SignDataSignatureInfo{Name: "Taro", Date: time.Now()},
		},
		Signer: s.key, DigestAlgorithm: crypto.SHA256, Certificate: s.crt,
		CertificateChains: [][]*x509.Certificate{{s.crt, s.ca}},
	})
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "untouched", ask(t, b, "Signature 1"), second.Agrees, second.Verified)
	b = bytes.Replace(b, []byte("10000 yen"), []byte("90000 yen"), 1)
	want(t, "one digit changed", ask(t, b, "Signature 1"), second.Disagrees, second.Mismatch)
}

// One bit of the covered bytes, wherever it is: never agreement, and
// disagreement wherever the file can still be read.
func TestOneFlippedBit(t *testing.T) {
	good := signed(t)
	gap := bytes.Index(good, []byte("/Contents<")) + len("/Contents")
	seen := map[string]int{}
	for i := 0; i < len(good); i++ {
		if i == gap {
			i += 2*room + 2
		}
		bad := bytes.Clone(good)
		bad[i] ^= 1
		o := second.Ask(t.Context(), inProcess, bytes.NewReader(bad), int64(len(bad)), "Signature1")
		if o.Verdict == second.Agrees {
			t.Errorf("agrees with a flipped bit at byte %d: %q", i, bad[max(0, i-20):min(len(bad), i+20)])
		}
		seen[o.String()+" "+string(o.Why)]++
	}
	t.Log(seen)
	text := bytes.Index(good, []byte("10000 yen"))
	bad := bytes.Clone(good)
	bad[text] ^= 8
	want(t, "a flipped bit in the text", ask(t, bad, "Signature1"), second.Disagrees, second.Mismatch)
}

func TestDamagedSignature(t *testing.T) {
	good, raw := signed(t), blank()
	s := theSigner(t)
	cms := s.cms(t, []byte("another text"))
	for name, test := range map[string]struct {
		bad  []byte
		v    second.Verdict
		want second.Reason
	}{
		"byte range cut":       {bytes.Replace(good, []byte("/ByteRange[0 0"), []byte("/ByteRange[9 0"), 1), second.Disagrees, second.Mismatch},
		"byte range gone":      {bytes.Replace(good, []byte("/ByteRange["), []byte("/BytePange["), 1), second.Disagrees, second.Mismatch},
		"something behind":     {append(bytes.Clone(good), '\n'), second.Agrees, second.Verified},
		"CMS of another text":  {fillIn(t, raw, func([]byte) []byte { return cms }), second.Disagrees, second.Mismatch},
		"CMS is no CMS":        {fillIn(t, raw, func([]byte) []byte { return bytes.Repeat([]byte{0x41}, 900) }), second.NotAvailable, second.NotFound},
		"CMS cut":              {fillIn(t, raw, func(c []byte) []byte { return append(s.cms(t, c)[:600], make([]byte, 1400)...) }), second.NotAvailable, second.NotFound},
		"no form any more":     {bytes.Replace(good, []byte("/AcroForm"), []byte("/AcroFarm"), 1), second.NotAvailable, second.NotFound},
		"no flags of the form": {bytes.Replace(good, []byte("/SigFlags"), []byte("/SigFlogs"), 1), second.NotAvailable, second.Unreadable},
		"cut in the middle":    {good[:len(good)/2], second.NotAvailable, second.NotFound},
		"no PDF":               {[]byte("<html></html>"), second.NotAvailable, second.Unreadable},
		"empty":                {nil, second.NotAvailable, second.Unreadable},
	} {
		want(t, name, ask(t, test.bad, "Signature1"), test.v, test.want)
	}
	want(t, "another field", ask(t, good, "Signature2"), second.NotAvailable, second.NotFound)
}

// Only the signature asked about counts, whatever the others are like and
// whether or not pdfsign lists them at all.
func TestOnlyTheNewSignatureIsAskedAbout(t *testing.T) {
	s := theSigner(t)
	ours := func(c []byte) []byte { return s.cms(t, c) }
	theirs := func(c []byte) []byte { return s.cms(t, append([]byte("x"), c...)) }
	foreign := s.cms(t, []byte("foreign"))
	junk := bytes.Repeat([]byte{0x41}, 100)
	const before = "D:20251123120000+09'00'"
	for name, test := range map[string]struct {
		file  []byte
		field string
		v     second.Verdict
		why   second.Reason
	}{
		"older one wrong, ours right":        {fillIn(t, unsigned(t, foreign, "Old", before), ours), "Signature1", second.Agrees, second.Verified},
		"older one wrong, ours wrong":        {fillIn(t, unsigned(t, foreign, "Old", before), theirs), "Signature1", second.Disagrees, second.Mismatch},
		"older one asked about":              {fillIn(t, unsigned(t, foreign, "Old", before), ours), "Old", second.Disagrees, second.Mismatch},
		"older one junk, ours right":         {fillIn(t, unsigned(t, junk, "Old", before), ours), "Signature1", second.Agrees, second.Verified},
		"older one junk, ours wrong":         {fillIn(t, unsigned(t, junk, "Old", before), theirs), "Signature1", second.Disagrees, second.Mismatch},
		"older junk asked about":             {fillIn(t, unsigned(t, junk, "Old", before), ours), "Old", second.NotAvailable, second.NotFound},
		"junk of the same name and time":     {fillIn(t, unsigned(t, junk, "New", when), ours), "Signature1", second.NotAvailable, second.NotFound},
		"older one of the same name, wrong":  {fillIn(t, unsigned(t, foreign, "New", when), ours), "Signature1", second.Agrees, second.Verified},
		"older one of the same name, ours w": {fillIn(t, unsigned(t, foreign, "New", when), theirs), "Signature1", second.Disagrees, second.Mismatch},
	} {
		want(t, name, ask(t, test.file, test.field), test.v, test.why)
	}
}

// A signer nobody trusts, with no extended key usage, whose certificate has
// ended since: not what is asked.
func TestTrustIsNotItsQuestion(t *testing.T) {
	s, err := newSigner(time.Now().AddDate(-3, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	b := fillIn(t, blank(), func(content []byte) []byte { return s.cmsWithoutTime(t, content) })
	want(t, "old certificate", ask(t, b, "Signature1"), second.Agrees, second.Verified)
	// With a signing time it stops there and has checked nothing.
	b = fillIn(t, blank(), func(content []byte) []byte { return s.cms(t, content) })
	want(t, "signed after its end", ask(t, b, "Signature1"), second.NotAvailable, second.Dates)
}

func TestTooLargeIsNotStarted(t *testing.T) {
	run := func(context.Context, string, any, io.Reader) ([]byte, error) {
		t.Error("the helper was started")
		return nil, nil
	}
	o := second.Ask(t.Context(), run, bytes.NewReader(nil), second.MaxSize+1, "Signature1")
	want(t, "one byte too large", o, second.NotAvailable, second.TooLarge)
}

// The largest file fits into the helper's memory and time.
func TestLargestFile(t *testing.T) {
	s := theSigner(t)
	pad := "<</Length 19900000>>stream\n" + strings.Repeat("0123456789abcdef\n", 19_900_000/17+1)[:19_900_000] + "\nendstream"
	b := document([]string{sigField("Signature1", 6), sigDict("New", when), pad}, "5 0 R", "")
	b = fillIn(t, b, func(content []byte) []byte { return s.cms(t, content) })
	if len(b) > second.MaxSize {
		t.Fatalf("%d bytes", len(b))
	}
	start := time.Now()
	want(t, "largest file", ask(t, b, "Signature1"), second.Agrees, second.Verified)
	t.Logf("%d bytes in %v", len(b), time.Since(start))
	b[len(b)/2] ^= 1
	want(t, "largest file, one bit", ask(t, b, "Signature1"), second.Disagrees, second.Mismatch)
}

func TestHelpersEndIsNoOpinion(t *testing.T) {
	file := signed(t)
	for kind, why := range map[forms.Kind]second.Reason{
		forms.HelperTimeout: second.TimedOut, forms.HelperMemory: second.OutOfMemory,
		forms.HelperCrashed: second.Crashed, forms.HelperUnavailable: second.NoHelper,
		forms.Cancelled: second.Cancelled, forms.TooLarge: second.TooLarge,
		forms.ReadFailed: second.Unreadable, forms.Internal: second.Crashed,
	} {
		run := func(context.Context, string, any, io.Reader) ([]byte, error) {
			return nil, forms.Fail(kind, "test", errors.New("x"))
		}
		o := second.Ask(t.Context(), run, bytes.NewReader(file), int64(len(file)), "Signature1")
		want(t, kind.String(), o, second.NotAvailable, why)
	}
	for _, text := range []string{"", "null", "{}", `{"why":"agrees"}`, `{"why":"too_large"}`, "<html>"} {
		run := func(context.Context, string, any, io.Reader) ([]byte, error) { return []byte(text), nil }
		o := second.Ask(t.Context(), run, bytes.NewReader(file), int64(len(file)), "Signature1")
		want(t, text, o, second.NotAvailable, second.Crashed)
	}
	gone := &sandbox.Runner{Command: []string{filepath.Join(t.TempDir(), "gone")}}
	o := second.Ask(t.Context(), gone.Do, bytes.NewReader(file), int64(len(file)), "Signature1")
	want(t, "no helper", o, second.NotAvailable, second.NoHelper)
}
