package jpki_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"sync"
	"testing"
	"time"

	"madoguchi/card/jpki"
)

// keys are made once; no test looks at their values.
var keys = sync.OnceValue(func() (k [4]*rsa.PrivateKey) {
	for i := range k {
		var err error
		if k[i], err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
			panic(err)
		}
	}
	return k
})

func caKey() *rsa.PrivateKey    { return keys()[0] }
func otherKey() *rsa.PrivateKey { return keys()[1] }
func leafKey() *rsa.PrivateKey  { return keys()[2] }

var (
	start = time.Date(2025, 10, 27, 1, 2, 3, 0, time.UTC)
	end   = time.Date(2030, 2, 17, 14, 59, 59, 0, time.UTC)
)

// authority makes a self-signed authority; all have one name, as the real ones.
func authority(t testing.TB, key *rsa.PrivateKey, serial int64) *x509.Certificate {
	t.Helper()
	ski := sha256.Sum256(key.N.Bytes())
	c := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{Country: []string{"JP"}, Organization: []string{"TEST"}},
		NotBefore: start.AddDate(-1, 0, 0), NotAfter: end.AddDate(1, 0, 0), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, SubjectKeyId: ski[:20],
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, der)
}

func parse(t testing.TB, der []byte) *x509.Certificate {
	t.Helper()
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// leaf describes an end-entity certificate.
type leaf struct {
	policy asn1.ObjectIdentifier
	usage  x509.KeyUsage
	ext    []x509.ExtKeyUsage
	san    []byte
	isCA   bool
}

func (l leaf) der(t testing.TB) []byte {
	t.Helper()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(4711), Subject: pkix.Name{Country: []string{"JP"}, CommonName: "OPAQUE4711"},
		NotBefore: start, NotAfter: end, KeyUsage: l.usage, ExtKeyUsage: l.ext,
		IsCA: l.isCA, BasicConstraintsValid: l.isCA,
	}
	if l.policy != nil {
		oid, err := x509.ParseOID(l.policy.String())
		if err != nil {
			t.Fatal(err)
		}
		c.Policies = []x509.OID{oid}
	}
	if l.san != nil {
		c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 17}, Value: l.san}}
	}
	ca := authority(t, caKey(), 1)
	der, err := x509.CreateCertificate(rand.Reader, c, ca, &leafKey().PublicKey, caKey())
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// seq writes tag and length the short way or in one or two bytes.
func seq(tag byte, parts ...[]byte) []byte {
	var body []byte
	for _, p := range parts {
		body = append(body, p...)
	}
	switch n := len(body); {
	case n < 0x80:
		return append([]byte{tag, byte(n)}, body...)
	case n < 0x100:
		return append([]byte{tag, 0x81, byte(n)}, body...)
	default:
		return append([]byte{tag, 0x82, byte(n >> 8), byte(n)}, body...)
	}
}

// otherName is one item of the holder with its value already encoded.
func otherName(item int, value []byte) []byte {
	oid, err := asn1.Marshal(asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 5, item})
	if err != nil {
		panic(err)
	}
	return seq(0xA0, oid, seq(0xA0, value))
}

func utf8String(s string) []byte { return seq(0x0C, []byte(s)) }

const (
	name    = "黒桐　幹也"
	address = "東京都清瀬市観布子南１２－７－２０２"
)

// san is the extension in the order a test card has it.
func san() []byte {
	return seq(0x30,
		otherName(1, utf8String(name)),
		otherName(4, utf8String("319800217")),
		otherName(3, utf8String("1")),
		otherName(5, utf8String(address)),
		otherName(2, utf8String("00100")),
		otherName(6, utf8String("000000000000000000")),
	)
}

var (
	forSigning = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	signature  = leaf{policy: asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 1, 1, 20}, usage: forSigning}
	login      = leaf{
		policy: asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 1, 3, 30}, usage: x509.KeyUsageDigitalSignature,
		ext: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
)

func signatureLeaf(t testing.TB) []byte {
	l := signature
	l.san = san()
	return l.der(t)
}

func pin(c *x509.Certificate, r jpki.Role, id string) jpki.Pin {
	return jpki.Pin{ID: id, Role: r, SHA256: sha256.Sum256(c.Raw), NotBefore: c.NotBefore, NotAfter: c.NotAfter}
}
