package jpki_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"strings"
	"testing"

	"madoguchi/card"
	"madoguchi/card/jpki"
	"madoguchi/card/mynumber"
)

// keyCard is a card that only signs, raw, as COMPUTE DIGITAL SIGNATURE with
// P1=00 does.
type keyCard struct {
	key      *rsa.PrivateKey
	computed int
	others   int
	fail     error
	input    []byte
}

func (k *keyCard) Reader() string               { return "" }
func (k *keyCard) ATR() []byte                  { return nil }
func (k *keyCard) Begin(context.Context) error  { return nil }
func (k *keyCard) End() error                   { return nil }
func (k *keyCard) Close(card.Disposition) error { return nil }

func (k *keyCard) Transmit(_ context.Context, c []byte) ([]byte, error) {
	if c[1] != 0x2A {
		k.others++
		return []byte{0x90, 0}, nil
	}
	k.computed++
	if k.fail != nil {
		return nil, k.fail
	}
	k.input = bytes.Clone(c[5 : len(c)-1])
	s, err := rsa.SignPKCS1v15(nil, k.key, 0, k.input)
	if err != nil {
		return []byte{0x69, 0x85}, nil
	}
	return append(s, 0x90, 0), nil
}

func newSigner(t *testing.T, k *keyCard) *jpki.Signer {
	t.Helper()
	j, err := mynumber.Open(k, card.Sign).SelectJPKI(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	c, err := jpki.ParseCertificate(signatureLeaf(t))
	if err != nil {
		t.Fatal(err)
	}
	return jpki.NewSigner(context.Background(), j, mynumber.SignatureKey, c)
}

func TestSign(t *testing.T) {
	for _, h := range []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512} {
		k := &keyCard{key: leafKey()}
		s := newSigner(t, k)
		hash := h.New()
		hash.Write([]byte("document"))
		digest := hash.Sum(nil)
		got, err := s.Sign(rand.Reader, digest, h)
		if err != nil || k.computed != 1 {
			t.Fatalf("%v: %v after %d computations", h, err, k.computed)
		}
		// crypto/rsa writes the same DigestInfo on its own.
		if want, _ := rsa.SignPKCS1v15(nil, leafKey(), h, digest); !bytes.Equal(got, want) {
			t.Errorf("%v: not the signature crypto/rsa makes", h)
		}
		if public, ok := s.Public().(*rsa.PublicKey); !ok || !public.Equal(&leafKey().PublicKey) {
			t.Errorf("%v: another public key", h)
		}
	}
}

func TestSignRefuses(t *testing.T) {
	digest := make([]byte, 32)
	for name, c := range map[string]struct {
		digest []byte
		opts   crypto.SignerOpts
	}{
		"no hash": {digest, crypto.Hash(0)}, "SHA-1": {make([]byte, 20), crypto.SHA1}, "length": {make([]byte, 31), crypto.SHA256},
		"PSS": {digest, &rsa.PSSOptions{Hash: crypto.SHA256}}, "no options": {digest, nil},
	} {
		k := &keyCard{key: leafKey()}
		if _, err := newSigner(t, k).Sign(nil, c.digest, c.opts); !card.Is(err, card.Internal) || k.computed != 0 {
			t.Errorf("%s: %v after %d computations", name, err, k.computed)
		}
	}
	k := &keyCard{key: otherKey()}
	if _, err := newSigner(t, k).Sign(nil, digest, crypto.SHA256); !card.Is(err, card.Malformed) || k.computed != 1 {
		t.Errorf("another key: %v after %d computations", err, k.computed)
	}
	cause := card.Fail(card.Removed, "transmit", nil)
	k = &keyCard{key: leafKey(), fail: cause}
	if _, err := newSigner(t, k).Sign(nil, digest, crypto.SHA256); !card.Is(err, card.Removed) || !errors.Is(err, cause) || k.computed != 1 {
		t.Errorf("removed: %v after %d computations", err, k.computed)
	}
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c, err := jpki.ParseCertificate(signatureLeaf(t))
	if err != nil {
		t.Fatal(err)
	}
	c.X509.PublicKey = &ec.PublicKey
	if _, err := jpki.NewSigner(context.Background(), nil, mynumber.SignatureKey, c).Sign(nil, digest, crypto.SHA256); !card.Is(err, card.Internal) {
		t.Errorf("another kind of key: %v", err)
	}
}

func TestSignerIsNotPrinted(t *testing.T) {
	s := newSigner(t, &keyCard{key: leafKey()})
	if text := fmt.Sprintf("%v %+v %#v %+v", s, s, s, []crypto.Signer{s}); strings.Contains(text, "OPAQUE") || !strings.Contains(text, "[signer]") {
		t.Error("the signer is printed")
	}
}
