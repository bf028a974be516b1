package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha1"
	"errors"

	"madoguchi/forms"
)

// Why a signature does not hold. Check wraps them in a forms.Problem of kind
// forms.Malformed, or forms.Unsupported where nothing can be said.
var (
	// ErrNoSigner: the signer's certificate is not among those given.
	ErrNoSigner = errors.New("signer's certificate is missing")
	// ErrDigest: the messageDigest attribute is not the digest of the content.
	ErrDigest = errors.New("digest differs")
	// ErrSignature: the signature value does not fit key and signed bytes.
	ErrSignature = errors.New("signature value is wrong")
	// ErrSigningCertificate: the attribute of RFC 5035 names another certificate.
	ErrSigningCertificate = errors.New("signing certificate attribute names another certificate")
	// ErrContentType: the contentType attribute is not the type of the content.
	ErrContentType = errors.New("content type differs")
	// ErrAttributes: a required signed attribute is missing, doubled or misshapen.
	ErrAttributes = errors.New("signed attributes are not as they must be")
	// ErrAlgorithms: digest and signature algorithm contradict each other.
	ErrAlgorithms = errors.New("algorithms contradict each other")
	// ErrUnknownAlgorithm: an algorithm not known here; no word about the
	// signature is possible.
	ErrUnknownAlgorithm = errors.New("unknown algorithm")
)

// Result is what is known of a signature that holds.
type Result struct {
	// Certificates are all that fit the signer identifier and whose key made the
	// signature, as sent. Without an attribute of RFC 5035 there may be several:
	// anyone can write another certificate around the same key, so the caller
	// must look for the one a trusted issuer signed.
	Certificates [][]byte
	// Digest is the digest algorithm of the content.
	Digest crypto.Hash
	// WeakDigest: SHA-1, against which collisions are made in practice.
	WeakDigest bool
	// WeakKey: RSA below 2048 bits.
	WeakKey bool
}

// Check says whether the signature holds. certs are the candidates for the
// signer's certificate, usually SignedData.Certificates; their order and
// company do not matter. digestOf returns the digest of the content; it is
// asked at most once, and not at all where the content stands inside the CMS.
//
// Checked: the signer by issuer and serial number or by key identifier;
// contentType and messageDigest (RFC 5652 section 11); the signature over the
// DER of the sorted attributes (section 5.4), or over the content itself where
// there are none; signing-certificate and -v2 (RFC 5035) and CMS algorithm
// protection (RFC 6211) where they are there. RSA PKCS#1 v1.5 and PSS, ECDSA
// and Ed25519 (RFC 8419); SHA-1, SHA-256, SHA-384 and SHA-512. Anything else is
// forms.Unsupported with ErrUnknownAlgorithm. An error of digestOf comes back as
// it is.
func (s *SignerInfo) Check(certs [][]byte, digestOf func(crypto.Hash) ([]byte, error)) (*Result, error) {
	hash, ok := hashOf(s.Digest)
	if !ok {
		return nil, unsupported(ErrUnknownAlgorithm)
	}
	if how, named := schemeOf(s.Algorithm); how == unknownScheme {
		return nil, unsupported(ErrUnknownAlgorithm)
	} else if named != 0 && named != hash {
		return nil, broken(ErrAlgorithms)
	} else if _, params, _ := algorithmOf(s.algorithmFrom); how != rsaPSS && params != nil && !isNull(params) {
		return nil, broken(ErrAlgorithms)
	}
	candidates := s.candidates(certs)
	if len(candidates) == 0 {
		return nil, broken(ErrNoSigner)
	}
	digest, err := s.contentDigest(hash, digestOf)
	if err != nil {
		return nil, err
	}
	if err := s.checkAttributes(digest); err != nil {
		return nil, err
	}
	var found *Result
	var first error
	for _, c := range candidates {
		r, err := s.checkWith(c, hash, digest)
		switch {
		case err != nil:
			if first == nil {
				first = err
			}
		case found == nil:
			found = r
		default:
			found.Certificates = append(found.Certificates, c.raw)
		}
	}
	if found != nil {
		return found, nil
	}
	return nil, first
}

func broken(err error) error      { return forms.Fail(forms.Malformed, "check CMS", err) }
func unsupported(err error) error { return forms.Fail(forms.Unsupported, "check CMS", err) }

// candidates are the certificates the signer identifier fits.
func (s *SignerInfo) candidates(certs [][]byte) []*certificate {
	var list []*certificate
	for _, der := range certs {
		c, ok := readCertificate(der)
		if !ok {
			continue
		}
		if s.SubjectKeyID != nil {
			if bytes.Equal(c.keyID, s.SubjectKeyID) {
				list = append(list, c)
			}
		} else if bytes.Equal(c.issuer, s.Issuer) && bytes.Equal(c.serial, s.Serial) {
			list = append(list, c)
		}
		if len(list) == 8 { // nobody needs more; each costs a public-key operation
			break
		}
	}
	return list
}

func (s *SignerInfo) contentDigest(hash crypto.Hash, digestOf func(crypto.Hash) ([]byte, error)) ([]byte, error) {
	if s.hasContent {
		h := hash.New()
		h.Write(s.content)
		return h.Sum(nil), nil
	}
	digest, err := digestOf(hash)
	if err != nil {
		return nil, err
	}
	if len(digest) != hash.Size() {
		return nil, forms.Fail(forms.Internal, "check CMS", errors.New("digest of a wrong length"))
	}
	return digest, nil
}

func (s *SignerInfo) checkAttributes(digest []byte) error {
	if !s.Attributed {
		// RFC 5652 section 5.3: only plain data may be signed without.
		if s.contentType != Data {
			return broken(ErrAttributes)
		}
		return nil
	}
	v, err := s.single(oidContentType)
	if err != nil || v == nil {
		return broken(ErrAttributes)
	}
	if id, ok := oidOf(v); !ok || id != s.contentType {
		return broken(ErrContentType)
	}
	if v, err = s.single(oidMessageDigest); err != nil || v == nil {
		return broken(ErrAttributes)
	}
	said, ok := v.octets(tagOctetString)
	if !ok {
		return broken(ErrAttributes)
	}
	if !bytes.Equal(said, digest) {
		return broken(ErrDigest)
	}
	if _, err = s.single(oidSigningTime); err != nil {
		return broken(ErrAttributes)
	}
	return s.checkProtection()
}

// checkProtection is RFC 6211: the algorithms inside the signed attributes are
// those outside.
func (s *SignerInfo) checkProtection() error {
	v, err := s.single(oidAlgProtection)
	if err != nil {
		return broken(ErrAttributes)
	}
	if v == nil {
		return nil
	}
	if !v.is(tagSequence) || len(v.kids) != 2 || !v.kids[1].is(0xA1) || len(v.kids[1].kids) < 1 {
		return broken(ErrAttributes)
	}
	digest, _, ok := algorithmOf(v.kids[0])
	signature, ok2 := oidOf(v.kids[1].kids[0])
	if !ok || !ok2 {
		return broken(ErrAttributes)
	}
	if digest != s.Digest || signature != s.Algorithm {
		return broken(ErrAlgorithms)
	}
	return nil
}

func (s *SignerInfo) checkWith(c *certificate, hash crypto.Hash, digest []byte) (*Result, error) {
	key, err := c.publicKey()
	if err != nil {
		return nil, unsupported(ErrUnknownAlgorithm)
	}
	signed := digest
	if s.Attributed {
		if err := s.checkSigningCertificate(c); err != nil {
			return nil, err
		}
		h := hash.New()
		h.Write(s.attributesDER)
		signed = h.Sum(nil)
	}
	r := &Result{Certificates: [][]byte{c.raw}, Digest: hash, WeakDigest: hash == crypto.SHA1}
	how, _ := schemeOf(s.Algorithm)
	switch key := key.(type) {
	case *rsa.PublicKey:
		bits := key.N.BitLen()
		if bits < 1024 || bits > 16384 {
			return nil, unsupported(ErrUnknownAlgorithm)
		}
		r.WeakKey = bits < 2048
		switch {
		case how == rsaPKCS1 && !c.pssOnly:
			err = rsa.VerifyPKCS1v15(key, hash, signed, s.Signature)
		case how == rsaPSS:
			var o *rsa.PSSOptions
			if o, err = s.pssOptions(hash); err != nil {
				return nil, err
			}
			err = rsa.VerifyPSS(key, hash, signed, s.Signature, o)
		default:
			return nil, broken(ErrAlgorithms)
		}
	case *ecdsa.PublicKey:
		if how != ecdsaDER {
			return nil, broken(ErrAlgorithms)
		}
		if !ecdsa.VerifyASN1(key, signed, s.Signature) {
			err = ErrSignature
		}
	case ed25519.PublicKey:
		if how != ed25519Pure {
			return nil, broken(ErrAlgorithms)
		}
		if !s.Attributed { // the whole content would be needed, not its digest
			return nil, unsupported(ErrUnknownAlgorithm)
		}
		if hash != crypto.SHA512 { // RFC 8419 section 3.1
			return nil, broken(ErrAlgorithms)
		}
		if !ed25519.Verify(key, s.attributesDER, s.Signature) {
			err = ErrSignature
		}
	default:
		return nil, unsupported(ErrUnknownAlgorithm)
	}
	if err != nil {
		return nil, broken(ErrSignature)
	}
	return r, nil
}

// checkSigningCertificate compares the attributes of RFC 5035 with the
// certificate whose key is about to be used.
func (s *SignerInfo) checkSigningCertificate(c *certificate) error {
	for _, id := range []OID{oidSigningCert, oidSigningCertV2} {
		v, err := s.single(id)
		if err != nil {
			return broken(ErrAttributes)
		}
		if v == nil {
			continue
		}
		if !v.is(tagSequence) || len(v.kids) < 1 || !v.kids[0].is(tagSequence) || len(v.kids[0].kids) < 1 {
			return broken(ErrAttributes)
		}
		// The first one names the signer's certificate.
		if err := matchCertID(v.kids[0].kids[0], id, c); err != nil {
			return err
		}
	}
	return nil
}

// matchCertID reads ESSCertID (SHA-1) or ESSCertIDv2 (default SHA-256).
func matchCertID(n *node, id OID, c *certificate) error {
	if !n.is(tagSequence) || len(n.kids) < 1 {
		return broken(ErrAttributes)
	}
	kids, sum := n.kids, []byte(nil)
	switch {
	case id == oidSigningCert:
		h := sha1.Sum(c.raw)
		sum = h[:]
	case kids[0].is(tagSequence):
		alg, _, ok := algorithmOf(kids[0])
		if !ok {
			return broken(ErrAttributes)
		}
		hash, ok := hashOf(alg)
		if !ok {
			return unsupported(ErrUnknownAlgorithm)
		}
		h := hash.New()
		h.Write(c.raw)
		sum, kids = h.Sum(nil), kids[1:]
	default:
		h := crypto.SHA256.New()
		h.Write(c.raw)
		sum = h.Sum(nil)
	}
	if len(kids) < 1 {
		return broken(ErrAttributes)
	}
	said, ok := kids[0].octets(tagOctetString)
	if !ok {
		return broken(ErrAttributes)
	}
	if !bytes.Equal(said, sum) {
		return broken(ErrSigningCertificate)
	}
	if len(kids) == 1 {
		return nil
	}
	is := kids[1]
	if !is.is(tagSequence) || len(is.kids) != 2 || !is.kids[0].is(tagSequence) || !is.kids[1].is(tagInteger) {
		return broken(ErrAttributes)
	}
	if !bytes.Equal(is.kids[1].content, c.serial) {
		return broken(ErrSigningCertificate)
	}
	for _, g := range is.kids[0].kids {
		if g.is(0xA4) && len(g.kids) == 1 && !bytes.Equal(g.kids[0].der(), c.issuer) {
			return broken(ErrSigningCertificate)
		}
	}
	return nil
}

// pssOptions reads RSASSA-PSS-params (RFC 4055 section 3.1). The digest must be
// the one of SignerInfo (RFC 4056 section 3), and the mask's the same.
func (s *SignerInfo) pssOptions(hash crypto.Hash) (*rsa.PSSOptions, error) {
	digest, mask, salt := oidSHA1, oidSHA1, 20
	_, params, _ := algorithmOf(s.algorithmFrom)
	if !params.is(tagSequence) {
		return nil, broken(ErrAlgorithms)
	}
	for _, p := range params.kids {
		if len(p.kids) != 1 {
			return nil, broken(ErrAlgorithms)
		}
		v, ok := p.kids[0], true
		switch p.tag {
		case 0xA0:
			digest, _, ok = algorithmOf(v)
		case 0xA1:
			var id OID
			var inner *node
			if id, inner, ok = algorithmOf(v); ok && id != oidMGF1 {
				return nil, unsupported(ErrUnknownAlgorithm)
			}
			if ok {
				mask, _, ok = algorithmOf(inner)
			}
		case 0xA2:
			ok = v.is(tagInteger) && len(v.content) > 0 && len(v.content) <= 2 && v.content[0]&0x80 == 0
			if ok {
				salt = 0
				for _, b := range v.content {
					salt = salt<<8 | int(b)
				}
			}
		case 0xA3:
			ok = v.is(tagInteger) && bytes.Equal(v.content, []byte{1})
		default:
			ok = false
		}
		if !ok {
			return nil, broken(ErrAlgorithms)
		}
	}
	if h, ok := hashOf(digest); !ok {
		return nil, unsupported(ErrUnknownAlgorithm)
	} else if h != hash {
		return nil, broken(ErrAlgorithms)
	}
	if mask != digest { // Go's verifier knows one digest for both
		return nil, unsupported(ErrUnknownAlgorithm)
	}
	if salt == 0 {
		// Zero means "find out" to crypto/rsa; a salt of no bytes is not sent by
		// anyone and cannot be insisted on.
		return nil, unsupported(ErrUnknownAlgorithm)
	}
	return &rsa.PSSOptions{SaltLength: salt, Hash: hash}, nil
}
