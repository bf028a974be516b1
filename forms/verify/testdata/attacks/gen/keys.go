//go:build ignore

package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"os"
	"time"
)

// identity is a throw-away key and its certificate.
type identity struct {
	key  *rsa.PrivateKey
	cert *x509.Certificate
}

// keyring holds everybody who signs. The keys are public, of no value, and
// every subject says PRACTICE.
type keyring struct {
	ca, signerA, signerB, attacker, fakeCA, underFake, underLeaf, expired, tsa, twin *identity
}

var keys keyring

func (k *keyring) all() []**identity {
	return []**identity{&k.ca, &k.signerA, &k.signerB, &k.attacker, &k.fakeCA, &k.underFake, &k.underLeaf, &k.expired, &k.tsa, &k.twin}
}

func day(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }

func person(cn string) pkix.Name {
	return pkix.Name{Country: []string{"JP"}, Organization: []string{"PRACTICE Madoguchi test vectors"}, CommonName: cn}
}

// make creates everybody anew; the vectors change with it.
func (k *keyring) make() {
	issue := func(cn string, serial int64, from, to time.Time, by *identity, ca bool, more ...pkix.Extension) *identity {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		check(err)
		t := &x509.Certificate{
			SerialNumber: big.NewInt(serial), Subject: person(cn), NotBefore: from, NotAfter: to,
			KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, BasicConstraintsValid: ca, IsCA: ca,
			SignatureAlgorithm: x509.SHA256WithRSA,
		}
		t.ExtraExtensions = more
		if ca {
			t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
		}
		pub := x509.MarshalPKCS1PublicKey(&key.PublicKey)
		t.SubjectKeyId = digest(crypto.SHA256, pub)[:16] // any unique bytes do
		parent, signer := t, key
		if by != nil {
			parent, signer = by.cert, by.key
			t.AuthorityKeyId = by.cert.SubjectKeyId
		}
		der, err := x509.CreateCertificate(rand.Reader, t, parent, &key.PublicKey, signer)
		check(err)
		c, err := x509.ParseCertificate(der)
		check(err)
		return &identity{key, c}
	}
	k.ca = issue("PRACTICE CA", 1, day(2020), day(2060), nil, true)
	k.signerA = issue("PRACTICE Signer A", 1001, day(2025), day(2050), k.ca, false)
	k.signerB = issue("PRACTICE Signer B", 1002, day(2025), day(2050), k.ca, false)
	k.attacker = issue("PRACTICE Signer A", 1001, day(2025), day(2050), nil, false)
	k.fakeCA = issue("PRACTICE CA", 1, day(2020), day(2060), nil, true)
	k.underFake = issue("PRACTICE Signer A", 1001, day(2025), day(2050), k.fakeCA, false)
	k.underLeaf = issue("PRACTICE Signer C", 2001, day(2025), day(2050), k.signerB, false)
	k.expired = issue("PRACTICE Signer D", 1003, day(2020), day(2022), k.ca, false)
	k.tsa = issue("PRACTICE TSA", 1004, day(2025), day(2050), k.ca, false,
		// RFC 3161 2.3: the only purpose, and critical.
		pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: seq(oid("1.3.6.1.5.5.7.3.8"))})
	// twin: issuer and serial of Signer A, another key.
	k.twin = issue("PRACTICE Signer A", 1001, day(2025), day(2050), k.ca, false)
}

func (k *keyring) save(name string) {
	var out []byte
	for _, p := range k.all() {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey((*p).key)})...)
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: (*p).cert.Raw})...)
	}
	check(os.WriteFile(name, out, 0o644))
}

func (k *keyring) load(name string) error {
	rest, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for _, p := range k.all() {
		var kb, cb *pem.Block
		kb, rest = pem.Decode(rest)
		cb, rest = pem.Decode(rest)
		key, err := x509.ParsePKCS1PrivateKey(kb.Bytes)
		check(err)
		c, err := x509.ParseCertificate(cb.Bytes)
		check(err)
		*p = &identity{key, c}
	}
	return nil
}
