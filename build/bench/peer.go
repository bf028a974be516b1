package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"time"

	peersign "github.com/digitorus/pdfsign/sign"
	peerverify "github.com/digitorus/pdfsign/verify"
)

// The roles in which this program is another PDF signer, in a process of its own.
const (
	peerSign   = "digitorus-sign"
	peerVerify = "digitorus-verify"
)

// writePeerKey writes a throw-away RSA-2048 key and its certificate as PEM, so
// that making them is not part of what is measured.
func writePeerKey(name string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	now := time.Now()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "bench"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour), KeyUsage: x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		return err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	return os.WriteFile(name, text, 0o600)
}

func readPeerKey(name string) (*rsa.PrivateKey, *x509.Certificate, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	first, rest := pem.Decode(b)
	second, _ := pem.Decode(rest)
	if first == nil || second == nil {
		return nil, nil, errors.New("no key and certificate in " + name)
	}
	key, err := x509.ParsePKCS1PrivateKey(first.Bytes)
	if err != nil {
		return nil, nil, err
	}
	cert, err := x509.ParseCertificate(second.Bytes)
	return key, cert, err
}

func signAsPeer(keyFile, in, out string) error {
	key, cert, err := readPeerKey(keyFile)
	if err != nil {
		return err
	}
	return peersign.SignFile(in, out, peersign.SignData{
		Signature: peersign.SignDataSignature{
			CertType: peersign.ApprovalSignature,
			Info:     peersign.SignDataSignatureInfo{Name: "bench", Date: time.Now()},
		},
		Signer: key, DigestAlgorithm: crypto.SHA256, Certificate: cert,
		CertificateChains: [][]*x509.Certificate{{cert}},
	})
}

func verifyAsPeer(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	r, err := peerverify.VerifyFile(f)
	if err != nil {
		return err
	}
	if len(r.Signers) != 1 || !r.Signers[0].ValidSignature {
		return fmt.Errorf("%d signers, not one valid", len(r.Signers))
	}
	return nil
}
