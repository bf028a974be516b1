package mynumber_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"madoguchi/card"
	"madoguchi/card/mynumber"
)

func text(s *card.Secret) (out string) {
	s.Use(func(b []byte) { out = string(b) })
	return out
}

func TestNormalizeSigningPassword(t *testing.T) {
	for in, want := range map[string]string{
		"ABC123":           "ABC123",
		"abc123":           "ABC123",
		"ａｂｃ１２３":           "ABC123",
		"Ａｂｃ1２3":           "ABC123",
		"ABCDEFGHIJKLMNO1": "ABCDEFGHIJKLMNO1",
		"K12345":           "K12345", // the Kelvin sign
		"abc①②③":           "ABC123",
		"㎏12345":           "KG12345",
	} {
		b := []byte(in)
		s, err := mynumber.NormalizeSigningPassword(b)
		if err != nil || text(s) != want {
			t.Errorf("%q: %q, %v", in, text(s), err)
		}
		if string(b) != in {
			t.Errorf("%q: the caller's bytes were changed", in)
		}
	}
	for _, in := range []string{
		"", "A1", "ABC12", "ABCDEF", "123456", "ABCDEFGHIJKLMNOP1", "ABC-123", "ABC 123", "ABC123\n", "ÁBC123", "A\u0301BC123",
		"ABC12\xff3", "あいう123", "ß12345", "ABC123\x00", strings.Repeat("㎏", 12) + "1",
	} {
		if s, err := mynumber.NormalizeSigningPassword([]byte(in)); !card.Is(err, card.SecretFormat) || s != nil {
			t.Errorf("%q: %q, %v", in, text(s), err)
		}
	}
}

func TestNormalizePIN(t *testing.T) {
	for in, want := range map[string]string{"0123": "0123", "０１２３": "0123", "1２3４": "1234"} {
		if s, err := mynumber.NormalizePIN([]byte(in)); err != nil || text(s) != want {
			t.Errorf("%q: %v", in, err)
		}
	}
	for _, in := range []string{"", "123", "12345", "12a4", "12 4", "１２３", "一二三四", "1234\r"} {
		if _, err := mynumber.NormalizePIN([]byte(in)); !card.Is(err, card.SecretFormat) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// Character by character gives what NFKC of the whole gives, wherever the
// result is one that the card could accept.
func FuzzNormalize(f *testing.F) {
	f.Add([]byte("ABC123"))
	f.Add([]byte("ａｂｃ１２３"))
	f.Add([]byte("A\u0301BC123"))
	f.Add([]byte("K12345\xff"))
	f.Add([]byte("㎏㎏㎏123"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := mynumber.NormalizeSigningPassword(b)
		whole := norm.NFKC.Bytes(bytes.Clone(b))
		for i, c := range whole {
			if 'a' <= c && c <= 'z' {
				whole[i] = c - 'a' + 'A'
			}
		}
		if acceptable := acceptable(whole); acceptable != (err == nil) {
			t.Fatalf("%q is %q: acceptable %v, but %v", b, whole, acceptable, err)
		}
		if err == nil && text(s) != string(whole) {
			t.Fatalf("%q: %q, want %q", b, text(s), whole)
		}
	})
}

func acceptable(b []byte) bool {
	return form.Match(b) && bytes.ContainsAny(b, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && bytes.ContainsAny(b, "0123456789")
}

var form = regexp.MustCompile(`\A[A-Z0-9]{6,16}\z`)
