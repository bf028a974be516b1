package cms

import (
	"crypto"
	_ "crypto/sha1"   // SHA-1 signatures are read, and named as weak
	_ "crypto/sha256" // SHA-256
	_ "crypto/sha512" // SHA-384 and SHA-512
	"strconv"
)

// OID is an object identifier in dotted decimal form.
type OID string

// The object identifiers a signed PDF speaks of.
const (
	// Data is id-data (RFC 5652 section 4), the content type of a detached
	// signature.
	Data OID = "1.2.840.113549.1.7.1"
	// TSTInfo is id-ct-TSTInfo (RFC 3161 section 2.4.2), the content of a
	// timestamp token.
	TSTInfo OID = "1.2.840.113549.1.9.16.1.4"

	oidSignedData OID = "1.2.840.113549.1.7.2"

	oidContentType     OID = "1.2.840.113549.1.9.3"
	oidMessageDigest   OID = "1.2.840.113549.1.9.4"
	oidSigningTime     OID = "1.2.840.113549.1.9.5"
	oidSigningCert     OID = "1.2.840.113549.1.9.16.2.12"
	oidSigningCertV2   OID = "1.2.840.113549.1.9.16.2.47"
	oidAlgProtection   OID = "1.2.840.113549.1.9.52" // RFC 6211
	oidSignatureStamp  OID = "1.2.840.113549.1.9.16.2.14"
	oidSubjectKeyIDExt OID = "2.5.29.14"

	oidSHA1   OID = "1.3.14.3.2.26"
	oidSHA256 OID = "2.16.840.1.101.3.4.2.1"
	oidSHA384 OID = "2.16.840.1.101.3.4.2.2"
	oidSHA512 OID = "2.16.840.1.101.3.4.2.3"

	oidRSA             OID = "1.2.840.113549.1.1.1"
	oidSHA1WithRSA     OID = "1.2.840.113549.1.1.5"
	oidMGF1            OID = "1.2.840.113549.1.1.8"
	oidRSAPSS          OID = "1.2.840.113549.1.1.10"
	oidSHA256WithRSA   OID = "1.2.840.113549.1.1.11"
	oidSHA384WithRSA   OID = "1.2.840.113549.1.1.12"
	oidSHA512WithRSA   OID = "1.2.840.113549.1.1.13"
	oidECPublicKey     OID = "1.2.840.10045.2.1"
	oidECDSAWithSHA1   OID = "1.2.840.10045.4.1"
	oidECDSAWithSHA256 OID = "1.2.840.10045.4.3.2"
	oidECDSAWithSHA384 OID = "1.2.840.10045.4.3.3"
	oidECDSAWithSHA512 OID = "1.2.840.10045.4.3.4"
	oidEd25519         OID = "1.3.101.112"
)

// hashOf names the digest algorithms known here.
func hashOf(o OID) (crypto.Hash, bool) {
	switch o {
	case oidSHA1:
		return crypto.SHA1, true
	case oidSHA256:
		return crypto.SHA256, true
	case oidSHA384:
		return crypto.SHA384, true
	case oidSHA512:
		return crypto.SHA512, true
	}
	return 0, false
}

// scheme is how a signature value is made.
type scheme int

const (
	unknownScheme scheme = iota
	rsaPKCS1
	rsaPSS
	ecdsaDER
	ed25519Pure
)

// schemeOf splits a signature algorithm into the scheme and, where the
// identifier names one, the digest (0 where it does not).
func schemeOf(o OID) (scheme, crypto.Hash) {
	switch o {
	case oidRSA:
		return rsaPKCS1, 0
	case oidSHA1WithRSA:
		return rsaPKCS1, crypto.SHA1
	case oidSHA256WithRSA:
		return rsaPKCS1, crypto.SHA256
	case oidSHA384WithRSA:
		return rsaPKCS1, crypto.SHA384
	case oidSHA512WithRSA:
		return rsaPKCS1, crypto.SHA512
	case oidRSAPSS:
		return rsaPSS, 0
	case oidECPublicKey:
		return ecdsaDER, 0
	case oidECDSAWithSHA1:
		return ecdsaDER, crypto.SHA1
	case oidECDSAWithSHA256:
		return ecdsaDER, crypto.SHA256
	case oidECDSAWithSHA384:
		return ecdsaDER, crypto.SHA384
	case oidECDSAWithSHA512:
		return ecdsaDER, crypto.SHA512
	case oidEd25519:
		return ed25519Pure, 0
	}
	return unknownScheme, 0
}

// parseOID reads the contents octets of an OBJECT IDENTIFIER (X.690 8.19).
func parseOID(b []byte) (OID, bool) {
	if len(b) == 0 || len(b) > 64 || b[len(b)-1]&0x80 != 0 {
		return "", false
	}
	var out []byte
	var v uint64
	fresh, first := true, true
	for _, c := range b {
		if fresh && c == 0x80 || v > 1<<56 {
			return "", false
		}
		v = v<<7 | uint64(c&0x7F)
		if fresh = c&0x80 == 0; !fresh {
			continue
		}
		if first {
			top := min(v/40, 2)
			out = strconv.AppendUint(out, top, 10)
			v -= top * 40
			first = false
		}
		out = append(out, '.')
		out = strconv.AppendUint(out, v, 10)
		v = 0
	}
	return OID(out), true
}
