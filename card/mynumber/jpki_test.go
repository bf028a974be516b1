package mynumber_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"madoguchi/card"
	"madoguchi/card/mynumber"
)

const everything = card.ReadHolderCertificate | card.ReadHolderFacts | card.Sign | card.Authenticate

var bg = context.Background()

func selectJPKI(t *testing.T, f *fake, files map[uint16][]byte, p card.Policy) *mynumber.JPKI {
	t.Helper()
	f.apps = map[string]map[uint16][]byte{jpkiAID: files}
	j, err := mynumber.Open(f, p).SelectJPKI(bg)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestSelect(t *testing.T) {
	f := &fake{}
	c := mynumber.Open(f, everything)
	if len(f.log) != 0 {
		t.Error("Open sent something")
	}
	if _, err := c.SelectJPKI(bg); !card.Is(err, card.UnknownCard) {
		t.Errorf("card without JPKI: %v", err)
	}
	if _, err := c.SelectInput(bg); !card.Is(err, card.NotFound) {
		t.Errorf("card without input support: %v", err)
	}
	for _, sw := range []string{"6D00", "6E00", "6700", "6982", "6A81"} {
		f := &fake{answers: map[string]string{"00A4": sw}}
		if _, err := mynumber.Open(f, 0).SelectJPKI(bg); !card.Is(err, card.UnknownCard) || len(f.log) != 1 {
			t.Errorf("card that answers %s: %v after %d commands", sw, err, len(f.log))
		}
	}
	// Seen on a real card: the first command after power-up fails.
	first := &fake{answers: map[string]string{"00A4": "6F00"}}
	if _, err := mynumber.Open(first, 0).SelectJPKI(bg); !card.Is(err, card.UnknownCard) || len(first.log) != 2 {
		t.Errorf("6F00: %v after %d commands, want one more try", err, len(first.log))
	}
}

// certificate is n bytes that look like one from outside.
func certificate(n int) []byte {
	b := bytes.Repeat([]byte{0x5A}, n)
	copy(b, []byte{0x30, 0x82, byte((n - 4) >> 8), byte(n - 4)})
	return b
}

func TestReadCertificate(t *testing.T) {
	for _, n := range []int{130, 259, 260, 261, 516, 1574, 1749, 3808, 8192} {
		for _, tail := range []byte{0x00, 0xFF} {
			for _, step := range []int{0, 1, 3, 255} {
				der := certificate(n)
				f := &fake{step: step}
				j := selectJPKI(t, f, map[uint16][]byte{0x000A: append(bytes.Clone(der), bytes.Repeat([]byte{tail}, 2059)...)}, everything)
				got, err := j.ReadCertificate(bg, mynumber.AuthenticationCertificate)
				if err != nil || !bytes.Equal(got, der) {
					t.Fatalf("%d bytes, blocks of %d: %d bytes, %v", n, step, len(got), err)
				}
				if step == 0 && f.sent("00B0") != 1+(n-4+255)/256 {
					t.Errorf("%d bytes took %d reads", n, f.sent("00B0"))
				}
			}
		}
	}
}

func TestReadCertificateRefuses(t *testing.T) {
	fill := func(c byte) []byte { return bytes.Repeat([]byte{c}, 3808) }
	huge := []byte{0x30, 0x82, 0x20, 0x00}
	for _, c := range []struct {
		name string
		file mynumber.File
		body []byte
		kind card.Kind
	}{
		{"filler FF", mynumber.SignatureCertificate, fill(0xFF), card.NoCertificate},
		{"filler 00", mynumber.SignatureCertificate, fill(0x00), card.NoCertificate},
		{"filler in the authentication file", mynumber.AuthenticationCertificate, fill(0xFF), card.NoCertificate},
		{"empty file", mynumber.SignatureCertificate, []byte{}, card.NoCertificate},
		{"missing file", mynumber.SignatureCertificate, nil, card.NoCertificate},
		{"missing CA", mynumber.SignatureCA, nil, card.NotFound},
		{"filler for a CA", mynumber.AuthenticationCA, fill(0xFF), card.Malformed},
		{"something else", mynumber.SignatureCertificate, []byte("not a certificate at all"), card.Malformed},
		{"one over the bound", mynumber.SignatureCertificate, append(huge, fill(0)...), card.Malformed},
		{"promises more than the file holds", mynumber.SignatureCertificate, certificate(1749)[:1000], card.Refused},
		{"two bytes", mynumber.SignatureCertificate, []byte{0x30, 0x82}, card.NoCertificate},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[uint16][]byte{}
			if c.body != nil {
				files[uint16(c.file)] = c.body
			}
			j := selectJPKI(t, &fake{}, files, everything)
			if _, err := j.ReadCertificate(bg, c.file); !card.Is(err, c.kind) {
				t.Errorf("%v, want %v", err, c.kind)
			}
		})
	}
}

// Some answers that a card should not give, and one that ISO allows.
func TestReadCertificateOddAnswers(t *testing.T) {
	for _, c := range []struct {
		name, command, answer string
		kind                  card.Kind
	}{
		{"secret needed", "00B00000", "6982", card.SecretNeeded},
		{"nothing with 9000", "00B00004", "9000", card.Malformed},
		{"more than asked for", "00B0000004", "3082 0010 00 9000", card.Malformed},
	} {
		f := &fake{answers: map[string]string{c.command: c.answer}}
		j := selectJPKI(t, f, map[uint16][]byte{0x000A: certificate(100)}, everything)
		if _, err := j.ReadCertificate(bg, mynumber.AuthenticationCertificate); !card.Is(err, c.kind) {
			t.Errorf("%s: %v, want %v", c.name, err, c.kind)
		}
	}
	f := &fake{answers: map[string]string{"00B00004": "5A5A 6282"}}
	j := selectJPKI(t, f, map[uint16][]byte{0x000A: certificate(6)}, everything)
	if got, err := j.ReadCertificate(bg, mynumber.AuthenticationCertificate); err != nil || len(got) != 6 {
		t.Errorf("end of file with data: %d bytes, %v", len(got), err)
	}
}

func TestPolicyComesFirst(t *testing.T) {
	secret := func() *card.Secret { return card.NewSecret([]byte("ABC123")) }
	for name, c := range map[string]struct {
		except card.Policy
		call   func(*mynumber.JPKI) error
	}{
		"signature certificate": {card.Sign, func(j *mynumber.JPKI) error {
			_, err := j.ReadCertificate(bg, mynumber.SignatureCertificate)
			return err
		}},
		"authentication certificate": {card.ReadHolderCertificate, func(j *mynumber.JPKI) error {
			_, err := j.ReadCertificate(bg, mynumber.AuthenticationCertificate)
			return err
		}},
		"signing password": {card.Sign, func(j *mynumber.JPKI) error { return j.Verify(bg, mynumber.SigningPassword, secret()) }},
		"PIN":              {card.Authenticate, func(j *mynumber.JPKI) error { return j.Verify(bg, mynumber.AuthenticationPIN, secret()) }},
		"signature key": {card.Sign, func(j *mynumber.JPKI) error {
			_, err := j.ComputeDigitalSignature(bg, mynumber.SignatureKey, []byte{1})
			return err
		}},
		"authentication key": {card.Authenticate, func(j *mynumber.JPKI) error {
			_, err := j.ComputeDigitalSignature(bg, mynumber.AuthenticationKey, []byte{1})
			return err
		}},
	} {
		f := &fake{}
		j := selectJPKI(t, f, nil, everything&^c.except)
		before := len(f.log)
		if err := c.call(j); !card.Is(err, card.NotAllowed) || len(f.log) != before {
			t.Errorf("%s: %v after %d commands", name, err, len(f.log)-before)
		}
	}
}

func TestTriesLeft(t *testing.T) {
	for _, c := range []struct {
		sw    string
		tries int
		kind  card.Kind
		fails bool
	}{
		{"63C5", 5, 0, false},
		{"63C1", 1, 0, false},
		{"63C0", 0, 0, false},
		{"6984", 0, 0, false},
		{"6983", 0, 0, false},
		{"6300", card.TriesUnknown, 0, false},
		{"9000", card.TriesUnknown, 0, false},
		{"6700", card.TriesUnknown, card.Refused, true},
	} {
		f := &fake{answers: map[string]string{"00200080": c.sw}}
		j := selectJPKI(t, f, map[uint16][]byte{0x001B: {}}, 0)
		tries, err := j.TriesLeft(bg, mynumber.SigningPassword)
		if tries != c.tries || (err != nil) != c.fails || (c.fails && !card.Is(err, c.kind)) {
			t.Errorf("%s: %d, %v", c.sw, tries, err)
		}
		if f.log[len(f.log)-1] != "00200080" {
			t.Errorf("asked with %s, which is not without data", f.log[len(f.log)-1])
		}
	}
}

func TestVerify(t *testing.T) {
	const command = "0020008008" + "504C414E54454439"
	for _, c := range []struct {
		sw    string
		kind  card.Kind
		tries int
	}{
		{"63C4", card.WrongSecret, 4},
		{"63C0", card.Locked, 0},
		{"6300", card.WrongSecret, card.TriesUnknown},
		{"6983", card.Locked, 0},
		{"6984", card.Locked, 0},
		{"6700", card.Refused, card.TriesUnknown},
		{"6C08", card.Refused, card.TriesUnknown},
		{"6108", card.Refused, card.TriesUnknown},
	} {
		f := &fake{answers: map[string]string{"0020": c.sw}}
		j := selectJPKI(t, f, map[uint16][]byte{0x001B: {}}, everything)
		err := j.Verify(bg, mynumber.SigningPassword, card.NewSecret([]byte("PLANTED9")))
		var failure *card.Failure
		if !errors.As(err, &failure) || failure.Kind != c.kind || failure.TriesLeft != c.tries {
			t.Errorf("%s: %v, want %v with %d tries", c.sw, err, c.kind, c.tries)
		}
		if f.sent("0020") != 1 || f.sent(command) != 1 {
			t.Errorf("%s: VERIFY sent %d times", c.sw, f.sent("0020"))
		}
		noSecret(t, f, err)
	}
	f := &fake{answers: map[string]string{"0020": "9000"}}
	j := selectJPKI(t, f, map[uint16][]byte{0x001B: {}}, everything)
	if err := j.Verify(bg, mynumber.SigningPassword, card.NewSecret([]byte("PLANTED9"))); err != nil {
		t.Error(err)
	}
	noSecret(t, f, nil)
}

func TestVerifyChecksLocally(t *testing.T) {
	f := &fake{}
	j := selectJPKI(t, f, map[uint16][]byte{0x001B: {}, 0x0018: {}}, everything)
	before := len(f.log)
	for _, s := range []string{"", "ABC12", "ABCDEF", "123456", "abc123", "ABC12３", "ABCDEFGHIJKLMNOP1", "ABC 123"} {
		if err := j.Verify(bg, mynumber.SigningPassword, card.NewSecret([]byte(s))); !card.Is(err, card.SecretFormat) {
			t.Errorf("password %q: %v", s, err)
		}
	}
	for _, s := range []string{"", "123", "12345", "12a4", "１２３４"} {
		if err := j.Verify(bg, mynumber.AuthenticationPIN, card.NewSecret([]byte(s))); !card.Is(err, card.SecretFormat) {
			t.Errorf("PIN %q: %v", s, err)
		}
	}
	if err := j.Verify(bg, mynumber.SigningPassword, nil); !card.Is(err, card.SecretFormat) {
		t.Errorf("no secret: %v", err)
	}
	if len(f.log) != before {
		t.Errorf("something was sent: %v", f.log[before:])
	}
}

// Whatever breaks after the secret left, nobody knows whether it was counted.
func TestVerifyUncertain(t *testing.T) {
	for _, k := range []card.Kind{card.Removed, card.Reset, card.NoService, card.Unresponsive, card.Internal} {
		cause := card.Fail(k, "transmit", nil)
		f := &fake{errs: map[string]error{"0020": cause}}
		j := selectJPKI(t, f, map[uint16][]byte{0x001B: {}}, everything)
		err := j.Verify(bg, mynumber.SigningPassword, card.NewSecret([]byte("PLANTED9")))
		if !card.Is(err, card.Uncertain) || !errors.Is(err, cause) || f.sent("0020") != 1 {
			t.Errorf("%v: %v after %d VERIFYs", k, err, f.sent("0020"))
		}
		noSecret(t, f, err)
	}
	f := &fake{answers: map[string]string{"0020": "63"}}
	j := selectJPKI(t, f, map[uint16][]byte{0x001B: {}}, everything)
	if err := j.Verify(bg, mynumber.SigningPassword, card.NewSecret([]byte("PLANTED9"))); !card.Is(err, card.Uncertain) {
		t.Errorf("half a status word: %v", err)
	}
	// Cancelled before it was sent, and a card gone before that, are certain.
	f = &fake{before: map[string]error{"0020": card.Fail(card.Cancelled, "transmit", nil)}}
	j = selectJPKI(t, f, map[uint16][]byte{0x001B: {}}, everything)
	if err := j.Verify(bg, mynumber.SigningPassword, card.NewSecret([]byte("PLANTED9"))); !card.Is(err, card.Cancelled) {
		t.Errorf("cancelled before VERIFY: %v", err)
	}
	f = &fake{errs: map[string]error{"00A4020C02": card.Fail(card.Removed, "transmit", nil)}}
	j = selectJPKI(t, f, map[uint16][]byte{0x001B: {}}, everything)
	if err := j.Verify(bg, mynumber.SigningPassword, card.NewSecret([]byte("PLANTED9"))); !card.Is(err, card.Removed) {
		t.Errorf("removed before VERIFY: %v", err)
	}
}

// noSecret fails when a buffer handed to the transport still holds something,
// or the error shows the secret.
func noSecret(t *testing.T, f *fake, err error) {
	t.Helper()
	for n, b := range f.bufs {
		if !bytes.Equal(b, make([]byte, len(b))) {
			t.Errorf("the buffer of %s was not zeroed", f.log[n])
		}
	}
	if err != nil && strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "PLANTED") {
		t.Error("the error shows the secret")
	}
}

func TestComputeDigitalSignature(t *testing.T) {
	f := &fake{answers: map[string]string{"802A": strings.Repeat("AB", 256) + "9000"}}
	j := selectJPKI(t, f, map[uint16][]byte{0x001A: {}}, everything)
	got, err := j.ComputeDigitalSignature(bg, mynumber.SignatureKey, []byte{1, 2, 3})
	if err != nil || len(got) != 256 || f.log[len(f.log)-1] != "802A00800301020300" {
		t.Errorf("%d bytes, %v, %s", len(got), err, f.log[len(f.log)-1])
	}
	for sw, kind := range map[string]card.Kind{"6982": card.SecretNeeded, "6C80": card.Refused, "9000": card.Malformed, "6985": card.Refused} {
		f := &fake{answers: map[string]string{"802A": sw}}
		j := selectJPKI(t, f, map[uint16][]byte{0x001A: {}}, everything)
		if _, err := j.ComputeDigitalSignature(bg, mynumber.SignatureKey, []byte{1}); !card.Is(err, kind) || f.sent("802A") != 1 {
			t.Errorf("%s: %v, sent %d times", sw, err, f.sent("802A"))
		}
	}
	for _, n := range []int{0, 246} {
		before := len(f.log)
		if _, err := j.ComputeDigitalSignature(bg, mynumber.SignatureKey, make([]byte, n)); !card.Is(err, card.Internal) || len(f.log) != before {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestNoSuchNumbers(t *testing.T) {
	j := selectJPKI(t, &fake{}, nil, everything)
	_, file := j.ReadCertificate(bg, 0x0005)
	_, tries := j.TriesLeft(bg, 0x0010)
	_, key := j.ComputeDigitalSignature(bg, 0x0019, []byte{1})
	for _, err := range []error{file, tries, key, j.Verify(bg, 0x0010, card.NewSecret([]byte("1234")))} {
		if !card.Is(err, card.Internal) {
			t.Errorf("%v", err)
		}
	}
}
