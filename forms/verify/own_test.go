package verify

import (
	"bytes"
	"context"
	"crypto/x509"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
	signer "madoguchi/forms/sign"
)

// ourSign signs as the program does.
func ourSign(t *testing.T, b []byte, field string, p person) []byte {
	t.Helper()
	out, err := trySign(t, b, field, p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// trySign is ourSign for files that may be refused.
func trySign(t *testing.T, b []byte, field string, p person) ([]byte, error) {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	job, err := signer.Prepare(f, signer.Options{Profile: forms.Detached, Field: field})
	if err != nil {
		return nil, err
	}
	out := &bytes.Buffer{}
	if err := job.CopyPrefix(context.Background(), out, bytes.NewReader(b), nil); err != nil {
		t.Fatal(err)
	}
	_, err = job.Finish(out, signer.Signer{Certificate: p.cert, Chain: []*x509.Certificate{p.ca}, Name: "練習 太郎", Time: when, Key: p.key})
	return out.Bytes(), err
}

// What the program signs, the verifier calls intact, and the registry's checks
// pass; once more, and the first one still stands.
func TestWhatWeSign(t *testing.T) {
	try := func(name string, b []byte, field string) {
		one := ourSign(t, b, field, people().taro)
		if s := only(t, check(t, one)); s.Verdict != Intact || s.Issuer != IssuerPinned {
			t.Errorf("%s: %s %s %v %v", name, s.Verdict, s.Issuer, s.Reasons, s.Later)
		}
		if f := failing(t, one); f != nil {
			t.Errorf("%s: registry: %v", name, f)
		}
		two := ourSign(t, one, "", people().mallet)
		rep := check(t, two)
		if len(rep.Signatures) != 2 || rep.Signatures[0].Verdict != IntactLaterAllowed || rep.Signatures[1].Verdict != Intact {
			t.Errorf("%s, signed again: %s", name, describe(rep))
		}
		if f := failing(t, two); f != nil {
			t.Errorf("%s, signed again: registry: %v", name, f)
		}
	}
	for _, shape := range []string{"table", "xrefstream", "hybrid", "linearized"} {
		try(shape, form(t, shape), "")
	}
	try("sigfield", form(t, "sigfield"), "Signature1")
}

func TestWhatWeSignOfRealFiles(t *testing.T) {
	n := 0
	realFiles(t, func(name string, b []byte) {
		signed, err := trySign(t, b, "", people().taro)
		if err != nil {
			t.Logf("%s: not signed: %v", name, err)
			return
		}
		before := check(t, b)
		n++
		rep := check(t, signed)
		mine := 0
		for _, s := range rep.Signatures {
			if s.Issuer == IssuerPinned && s.Verdict == Intact {
				mine++
			}
		}
		if mine != 1 {
			t.Errorf("%s: %s", name, describe(rep))
		}
		for _, was := range before.Signatures {
			for _, is := range rep.Signatures {
				if was.Field != is.Field || was.ByteRange != is.ByteRange {
					continue
				}
				if was.Verdict == Intact && is.Verdict != IntactLaterAllowed || was.Verdict == IntactLaterAllowed && is.Verdict != IntactLaterAllowed {
					t.Errorf("%s: %s was %s, is %s %s", name, was.Field, was.Verdict, is.Verdict, kinds(&is))
				}
			}
		}
	})
	if n < 20 {
		t.Errorf("only %d files could be signed", n)
	}
	t.Logf("%d files signed", n)
}
