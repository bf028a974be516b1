package jpki

import (
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"time"

	"madoguchi/card"
)

// Role is what a certificate, or the authority above it, is for.
type Role int

// Roles. The zero value is none.
const (
	NoRole Role = iota
	// RoleSignature is 署名用電子証明書.
	RoleSignature
	// RoleAuthentication is 利用者証明用電子証明書.
	RoleAuthentication
)

func (r Role) String() string {
	switch r {
	case RoleSignature:
		return "signature"
	case RoleAuthentication:
		return "authentication"
	}
	return "none"
}

// Certificate is an end-entity certificate of JPKI, or of practice.
type Certificate struct {
	Role Role
	X509 *x509.Certificate
	// Holder is zero for the authentication certificate.
	Holder Holder
	// NotBefore and NotAfter are the certificate's own dates, both inclusive
	// (RFC 5280 4.1.2.5).
	NotBefore, NotAfter time.Time
}

// Format implements fmt.Formatter, so that no verb prints the holder or the
// serial number.
func (c Certificate) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "[%s certificate]", c.Role) }

// Covers reports whether t lies within the certificate's own dates.
func (c *Certificate) Covers(t time.Time) bool {
	return !t.Before(c.NotBefore) && !t.After(c.NotAfter)
}

// Policy identifiers of the profile. The arc below 8.5.1 names the hierarchy:
// 1 and 3 are the service, 0 is its test of the signature certificate.
var (
	policySignature      = asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 1, 1, 20}
	policySignatureTest  = asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 1, 0, 20}
	policyAuthentication = asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 1, 3, 30}
)

// maxCertificate bounds what is parsed, in bytes.
const maxCertificate = 16 << 10

// ParseCertificate reads one certificate in DER. Its role is that of its policy;
// without one of the known policies, a certificate for non-repudiation that
// names its holder is for signatures, and one for digital signature that names
// nobody is for authentication. The error is a *card.Failure of kind Malformed.
//
// Nothing is said about who issued it; see Pins.Check.
func ParseCertificate(der []byte) (*Certificate, error) {
	if len(der) > maxCertificate {
		return nil, malformed("certificate too large")
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		// The cause may quote the certificate.
		return nil, malformed("certificate not readable")
	}
	holder, found, err := readHolder(parsed)
	if err != nil {
		return nil, err
	}
	c := &Certificate{Role: roleOf(parsed, found), X509: parsed, NotBefore: parsed.NotBefore, NotAfter: parsed.NotAfter}
	switch c.Role {
	case RoleSignature:
		if !found {
			return nil, malformed("signature certificate without a name")
		}
		c.Holder = holder
	case RoleAuthentication:
	default:
		return nil, malformed("neither a signature nor an authentication certificate")
	}
	return c, nil
}

func roleOf(c *x509.Certificate, named bool) Role {
	for _, p := range c.PolicyIdentifiers {
		switch {
		case p.Equal(policySignature), p.Equal(policySignatureTest):
			return RoleSignature
		case p.Equal(policyAuthentication):
			return RoleAuthentication
		}
	}
	switch {
	case c.IsCA:
		return NoRole
	case named && c.KeyUsage&x509.KeyUsageContentCommitment != 0:
		return RoleSignature
	case !named && c.KeyUsage&x509.KeyUsageContentCommitment == 0 && (c.KeyUsage&x509.KeyUsageDigitalSignature != 0 || clientAuth(c)):
		return RoleAuthentication
	}
	return NoRole
}

func clientAuth(c *x509.Certificate) bool {
	for _, u := range c.ExtKeyUsage {
		if u == x509.ExtKeyUsageClientAuth {
			return true
		}
	}
	return false
}

func malformed(what string) error {
	return card.Fail(card.Malformed, "certificate", errors.New(what))
}
