package cms

import (
	"crypto"
	"crypto/x509"
)

// certificate is the little of an X.509 certificate that finding and using the
// signer's key needs. It is read here and not with crypto/x509 because that
// refuses certificates others have signed with, for faults that do not matter
// to the key.
type certificate struct {
	raw            []byte
	issuer, serial []byte
	keyID          []byte
	spki           *node
	pssOnly        bool
}

func readCertificate(b []byte) (*certificate, bool) {
	n, size, err := parseBER(b)
	if err != nil || size != len(b) || !n.is(tagSequence) || len(n.kids) != 3 || !n.kids[0].is(tagSequence) {
		return nil, false
	}
	t := n.kids[0].kids
	if len(t) > 0 && t[0].is(0xA0) {
		t = t[1:]
	}
	if len(t) < 6 || !t[0].is(tagInteger) || !t[2].is(tagSequence) || !t[5].is(tagSequence) {
		return nil, false
	}
	c := &certificate{raw: b, serial: t[0].content, issuer: t[2].der(), spki: t[5]}
	for _, x := range t[6:] {
		if !x.is(0xA3) || len(x.kids) != 1 {
			continue
		}
		for _, e := range x.kids[0].kids {
			if !e.is(tagSequence) || len(e.kids) < 2 {
				continue
			}
			if id, ok := oidOf(e.kids[0]); !ok || id != oidSubjectKeyIDExt {
				continue
			}
			value, ok := e.kids[len(e.kids)-1].octets(tagOctetString)
			if !ok {
				continue
			}
			if inner, _, err := parseBER(value); err == nil {
				c.keyID, _ = inner.octets(tagOctetString)
			}
		}
	}
	return c, true
}

func (c *certificate) publicKey() (crypto.PublicKey, error) {
	if len(c.spki.kids) == 2 {
		if id, _, ok := algorithmOf(c.spki.kids[0]); ok && id == oidRSAPSS {
			// RFC 4055 section 1.2: a key for PSS only, which crypto/x509 does not
			// read.
			bits, ok := c.spki.kids[1].octets(tagBitString)
			if !ok || len(bits) < 1 || bits[0] != 0 {
				return nil, ErrUnknownAlgorithm
			}
			c.pssOnly = true
			return x509.ParsePKCS1PublicKey(bits[1:])
		}
	}
	return x509.ParsePKIXPublicKey(c.spki.der())
}
