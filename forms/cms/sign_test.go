package cms

import (
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"testing"
	"time"

	"madoguchi/forms"
)

var content = []byte("%PDF-1.7 what is signed\n")

func sign(t testing.TB, id identity, o Options) []byte {
	t.Helper()
	o.Certificate = id.cert
	b, err := SignDetached(rand.Reader, sha(content), id.key, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSignedIsAcceptedByOurCheck(t *testing.T) {
	ca := issue(t, rsaKey(), "CA", nil)
	signers := map[string]identity{
		"rsa":  issue(t, rsaKey(), "leaf", &ca),
		"p256": issue(t, ecKey(t, elliptic.P256()), "leaf", &ca),
		"p384": issue(t, ecKey(t, elliptic.P384()), "leaf", &ca),
	}
	at := time.Date(2026, 11, 23, 9, 0, 0, 5, time.FixedZone("JST", 9*3600))
	for name, id := range signers {
		for _, o := range []Options{
			{},
			{Chain: []*x509.Certificate{ca.cert}, SigningTime: at},
			{Chain: []*x509.Certificate{ca.cert, ca.cert}, SigningTime: at, SigningCertificateV2: true},
			{SigningTime: time.Date(2051, 1, 1, 0, 0, 0, 0, time.UTC), SigningCertificateV2: true},
		} {
			b := sign(t, id, o)
			var any asn1.RawValue
			if rest, err := asn1.Unmarshal(b, &any); err != nil || len(rest) != 0 {
				t.Fatalf("%s: not DER: %v", name, err)
			}
			chain := 0
			for _, c := range o.Chain {
				chain += len(c.Raw)
			}
			keyBytes := 256
			if name != "rsa" {
				keyBytes = 48
			}
			if room := Room(len(id.cert.Raw), chain, keyBytes); len(b) > room {
				t.Errorf("%s: %d bytes do not fit the room of %d", name, len(b), room)
			}
			sd, err := Parse(append(b, make([]byte, 100)...))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if sd.Size != len(b) || sd.HasContent || sd.ContentType != Data || len(sd.Signers) != 1 {
				t.Errorf("%s: read as %+v", name, sd)
			}
			want := 1
			if len(o.Chain) > 0 {
				want = 2 // a certificate given twice stands once
			}
			if len(sd.Certificates) != want {
				t.Errorf("%s: %d certificates, want %d", name, len(sd.Certificates), want)
			}
			s := sd.Signers[0]
			if !s.SigningTime.Equal(o.SigningTime.Truncate(time.Second)) {
				t.Errorf("%s: signing time %v, want %v", name, s.SigningTime, o.SigningTime)
			}
			if s.HasSigningCertificate() != o.SigningCertificateV2 || !s.HasBasics() {
				t.Errorf("%s: attributes are not those asked for", name)
			}
			r, err := s.Check(sd.Certificates, digestsOf(content))
			if err != nil || len(r.Certificates) != 1 || string(r.Certificates[0]) != string(id.cert.Raw) || r.WeakDigest || r.WeakKey {
				t.Errorf("%s: does not hold as it should: %v", name, err)
			}
			if _, err := s.Check(sd.Certificates, digestsOf([]byte("other"))); !errors.Is(err, ErrDigest) {
				t.Errorf("%s: other content: %v", name, err)
			}
		}
	}
}

func TestSignerIsAskedExactlyOnce(t *testing.T) {
	id := issue(t, rsaKey(), "leaf", nil)
	ask := func(c *countingSigner, cert *x509.Certificate, digest []byte) error {
		c.Signer = id.key
		_, err := SignDetached(rand.Reader, digest, c, Options{Certificate: cert, SigningCertificateV2: true})
		return err
	}
	good := &countingSigner{}
	if err := ask(good, id.cert, sha(content)); err != nil || good.asked != 1 {
		t.Errorf("asked %d times, %v", good.asked, err)
	}
	cause := errors.New("card gone")
	gone := &countingSigner{err: cause}
	if err := ask(gone, id.cert, sha(content)); !errors.Is(err, cause) || gone.asked != 1 {
		t.Errorf("asked %d times, %v", gone.asked, err)
	}
	spoilt := &countingSigner{spoil: true}
	if err := ask(spoilt, id.cert, sha(content)); !forms.Is(err, forms.SelfCheck) || spoilt.asked != 1 {
		t.Errorf("wrong answer: asked %d times, %v", spoilt.asked, err)
	}
	other := issue(t, ecKey(t, elliptic.P256()), "other", nil)
	never := &countingSigner{}
	if err := ask(never, other.cert, sha(content)); err == nil || never.asked != 0 {
		t.Errorf("certificate of another key: asked %d times, %v", never.asked, err)
	}
	if err := ask(never, id.cert, []byte("short")); err == nil || never.asked != 0 {
		t.Errorf("short digest: asked %d times, %v", never.asked, err)
	}
	if err := ask(never, nil, sha(content)); err == nil || never.asked != 0 {
		t.Errorf("no certificate: asked %d times, %v", never.asked, err)
	}
}
