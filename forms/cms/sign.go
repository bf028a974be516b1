package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"io"
	"slices"
	"time"

	"madoguchi/forms"
)

// Options says what goes into a new signature.
type Options struct {
	// Certificate is the signer's; its key must be the signer's public key.
	Certificate *x509.Certificate
	// Chain are further certificates to put in, such as the issuing CA's.
	Chain []*x509.Certificate
	// SigningTime becomes the signingTime attribute (RFC 5652 section 11.3), to
	// the second, in UTC. Zero leaves it out, as PAdES wants.
	SigningTime time.Time
	// SigningCertificateV2 adds the attribute of RFC 5035 section 3, which
	// binds the signature to this one certificate.
	SigningCertificateV2 bool
}

// SignDetached makes a detached CMS signature over content whose SHA-256 is
// digest, and returns its DER.
//
// Algorithms: SHA-256 with RSA PKCS#1 v1.5 or with ECDSA, whichever the
// certificate's key is. The signer is asked exactly once, last, with the
// SHA-256 of the signed attributes; everything that can be refused is refused
// before. Its answer is checked with the certificate's key; a wrong one is
// forms.SelfCheck. The signer's own error comes back wrapped, so that
// errors.As finds it.
func SignDetached(rand io.Reader, digest []byte, s crypto.Signer, o Options) ([]byte, error) {
	const op = "build CMS"
	if len(digest) != sha256.Size {
		return nil, forms.Fail(forms.Internal, op, errors.New("digest is not a SHA-256"))
	}
	if s == nil || o.Certificate == nil || len(o.Certificate.Raw) == 0 {
		return nil, forms.Fail(forms.Internal, op, errors.New("no signer or no certificate"))
	}
	var algorithm []byte
	switch key := o.Certificate.PublicKey.(type) {
	case *rsa.PublicKey:
		algorithm = wrap(tagSequence, oidDER(oidRSA), wrap(tagNull))
		if !key.Equal(s.Public()) {
			return nil, forms.Fail(forms.Internal, op, errors.New("certificate and key do not belong together"))
		}
	case *ecdsa.PublicKey:
		algorithm = wrap(tagSequence, oidDER(oidECDSAWithSHA256))
		if !key.Equal(s.Public()) {
			return nil, forms.Fail(forms.Internal, op, errors.New("certificate and key do not belong together"))
		}
	default:
		return nil, forms.Fail(forms.Unsupported, op, errors.New("kind of key"))
	}
	attributes, err := signedAttributes(digest, o)
	if err != nil {
		return nil, err
	}

	sum := sha256.Sum256(wrap(tagSet, attributes...))
	value, err := s.Sign(rand, sum[:], crypto.SHA256)
	if err != nil {
		return nil, forms.Fail(forms.Internal, "ask for the signature", err)
	}
	if !answerHolds(o.Certificate.PublicKey, sum[:], value) {
		return nil, forms.Fail(forms.SelfCheck, op, errors.New("the signature does not fit the certificate"))
	}

	// Absent parameters: RFC 5754 section 2.
	hash := wrap(tagSequence, oidDER(oidSHA256))
	info := wrap(tagSequence,
		[]byte{tagInteger, 1, 1},
		wrap(tagSequence, o.Certificate.RawIssuer, integerDER(o.Certificate.SerialNumber.Bytes())),
		hash,
		wrap(0xA0, attributes...),
		algorithm,
		wrap(tagOctetString, value))
	return wrap(tagSequence, oidDER(oidSignedData), wrap(0xA0, wrap(tagSequence,
		[]byte{tagInteger, 1, 1},
		wrap(tagSet, hash),
		wrap(tagSequence, oidDER(Data)),
		wrap(0xA0, certificateSet(o)...),
		wrap(tagSet, info)))), nil
}

// Room is an upper bound, in bytes, of what SignDetached returns for a signer's
// certificate of certBytes, further certificates of chainBytes in all, and a key
// whose modulus (RSA) or field (ECDSA) has keyBytes. It is known before the
// signer is asked.
func Room(certBytes, chainBytes, keyBytes int) int {
	// The certificate counts twice: its issuer and serial number stand again in
	// SignerInfo. An ECDSA value is two integers. 512 bytes hold all attributes
	// (at most 180), algorithm identifiers and length octets.
	return 2*certBytes + chainBytes + 2*keyBytes + 512
}

// signedAttributes returns the DER of each attribute in the order of a DER SET
// OF.
func signedAttributes(digest []byte, o Options) ([][]byte, error) {
	attribute := func(id OID, value []byte) []byte {
		return wrap(tagSequence, oidDER(id), wrap(tagSet, value))
	}
	list := [][]byte{
		attribute(oidContentType, oidDER(Data)),
		attribute(oidMessageDigest, wrap(tagOctetString, digest)),
	}
	if !o.SigningTime.IsZero() {
		// RFC 5652 section 11.3: UTCTime from 1950 to 2049, else GeneralizedTime.
		t := o.SigningTime.UTC().Truncate(time.Second)
		switch y := t.Year(); {
		case y >= 1950 && y < 2050:
			list = append(list, attribute(oidSigningTime, wrap(tagUTCTime, []byte(t.Format("060102150405Z")))))
		case y >= 0 && y <= 9999:
			list = append(list, attribute(oidSigningTime, wrap(tagGenTime, []byte(t.Format("20060102150405Z")))))
		default:
			return nil, forms.Fail(forms.Internal, "build CMS", errors.New("signing time out of range"))
		}
	}
	if o.SigningCertificateV2 {
		// SHA-256 is the default and left out; issuer and serial number stand in
		// SignerInfo already (RFC 5035 section 4).
		sum := sha256.Sum256(o.Certificate.Raw)
		id := wrap(tagSequence, wrap(tagOctetString, sum[:]))
		list = append(list, attribute(oidSigningCertV2, wrap(tagSequence, wrap(tagSequence, id))))
	}
	slices.SortFunc(list, bytes.Compare)
	return list, nil
}

// certificateSet returns the certificates, each once, in the order of a DER SET
// OF.
func certificateSet(o Options) [][]byte {
	list := [][]byte{o.Certificate.Raw}
	for _, c := range o.Chain {
		if c != nil {
			list = append(list, c.Raw)
		}
	}
	slices.SortFunc(list, bytes.Compare)
	return slices.CompactFunc(list, bytes.Equal)
}

func answerHolds(key crypto.PublicKey, sum, value []byte) bool {
	switch key := key.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum, value) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(key, sum, value)
	}
	return false
}

func integerDER(magnitude []byte) []byte {
	if len(magnitude) == 0 {
		magnitude = []byte{0}
	}
	if magnitude[0]&0x80 != 0 {
		magnitude = append([]byte{0}, magnitude...)
	}
	return wrap(tagInteger, magnitude)
}

// oidDER encodes one of this package's own identifiers.
func oidDER(o OID) []byte {
	var arcs asn1.ObjectIdentifier
	n := 0
	for _, c := range []byte(o) {
		if c == '.' {
			arcs, n = append(arcs, n), 0
			continue
		}
		n = n*10 + int(c-'0')
	}
	b, _ := asn1.Marshal(append(arcs, n))
	return b
}
