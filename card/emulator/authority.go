package emulator

import (
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"time"

	"madoguchi/card"
)

// Authority is what issues practice cards. Its keys are published with the
// program, so nothing it signs proves anything.
type Authority struct {
	// SignCA and AuthCA issue the two certificates of the JPKI application.
	SignCA, AuthCA *rsa.PrivateKey
	// FaceRoot certifies FaceIssuer in the card-verifiable certificates, and
	// FaceIssuer signs the records of the card-face applications.
	FaceRoot, FaceIssuer *rsa.PrivateKey
}

// Keys are the keys inside one card, all RSA-2048.
type Keys struct {
	// Sign and Auth belong to the two certificates.
	Sign, Auth *rsa.PrivateKey
	// Card is the key of the other applications, usable without a secret. A
	// phone token has none.
	Card *rsa.PrivateKey
}

// Role tells the two JPKI hierarchies apart.
type Role int

const (
	// Signature is 署名用.
	Signature Role = iota
	// Authentication is 利用者証明用.
	Authentication
)

const (
	practiceOrg  = "JPKI-PRACTICE"
	practiceUnit = "PRACTICE 練習"
)

// unit is the organisational unit of the issuer, as the real hierarchy has it.
func (r Role) unit() string {
	if r == Authentication {
		return "JPKI for user authentication"
	}
	return "JPKI for digital signature"
}

// Certificate returns the self-signed certificate of one practice authority,
// DER. It depends on nothing but the key, so its fingerprint is constant:
// 2016-01-01 to 2056-01-01 in UTC, RSA with SHA-256.
func (a Authority) Certificate(r Role) ([]byte, error) {
	cert, err := a.certificate(r)
	if err != nil {
		return nil, card.Fail(card.Internal, "mint authority certificate", err)
	}
	return cert.Raw, nil
}

func (a Authority) key(r Role) *rsa.PrivateKey {
	if r == Authentication {
		return a.AuthCA
	}
	return a.SignCA
}

func (a Authority) certificate(r Role) (*x509.Certificate, error) {
	key := a.key(r)
	if key == nil {
		return nil, errors.New("the authority has no key for this role")
	}
	subject, err := issuerName(r)
	if err != nil {
		return nil, err
	}
	alternative, err := name(attr{attrCountry, "JP"}, attr{attrOrg, "公的個人認証サービス " + practiceUnit})
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(int64(r) + 1),
		RawSubject:            subject,
		NotBefore:             time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:              time.Date(2056, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
		SubjectKeyId:          keyID(&key.PublicKey),
		SignatureAlgorithm:    x509.SHA256WithRSA,
		ExtraExtensions: []pkix.Extension{
			{Id: asn1.ObjectIdentifier{2, 5, 29, 17}, Value: der(derSequence, der(0xA4, alternative))},
			distributionPoint(subject),
		},
	}
	raw, err := x509.CreateCertificate(nil, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(raw)
}

func issuerName(r Role) ([]byte, error) {
	return name(attr{attrCountry, "JP"}, attr{attrOrg, practiceOrg},
		attr{attrUnit, r.unit()}, attr{attrUnit, practiceUnit})
}

// distributionPoint is the extension cRLDistributionPoints with one
// directoryName (RFC 5280 4.2.1.13); nothing can be fetched from it.
func distributionPoint(directory []byte) pkix.Extension {
	return pkix.Extension{
		Id:    asn1.ObjectIdentifier{2, 5, 29, 31},
		Value: der(derSequence, der(derSequence, der(0xA0, der(0xA0, der(0xA4, directory))))),
	}
}

// keyID is the key identifier of RFC 5280 4.2.1.2 (1): SHA-1 of the bit string.
func keyID(k *rsa.PublicKey) []byte {
	h := sha1.Sum(x509.MarshalPKCS1PublicKey(k))
	return h[:]
}
