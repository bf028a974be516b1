package cms

import (
	"bytes"
	"crypto"
	"errors"
	"time"

	"madoguchi/forms"
)

// SignedData is a CMS signature as read (RFC 5652 section 5.1).
type SignedData struct {
	// Size is how many bytes the value takes. What follows it in the input was
	// zero bytes only.
	Size int
	// ContentType is the type of the signed content; Data for a signature over
	// a PDF.
	ContentType OID
	// HasContent says that the content stands inside; then Content holds it. A
	// detached signature has none.
	HasContent bool
	Content    []byte
	// Certificates are the X.509 certificates that came along, DER or BER as
	// sent, in no meaningful order and trusted by nobody.
	Certificates [][]byte
	// Signers are the signatures.
	Signers []SignerInfo
}

// SignerInfo is one signature (RFC 5652 section 5.3).
type SignerInfo struct {
	// Issuer and Serial name the signer's certificate, as DER of the name and
	// contents octets of the INTEGER; both nil where SubjectKeyID names it.
	Issuer, Serial []byte
	SubjectKeyID   []byte
	// Digest and Algorithm are the identifiers as sent.
	Digest, Algorithm OID
	// Attributed says that there are signed attributes. Acrobat also writes
	// signatures without.
	Attributed bool
	// SigningTime is the claimed time, zero if there is none. It proves nothing.
	SigningTime time.Time
	// Timestamped says that an unsigned timestamp attribute is there (RFC 3161
	// appendix A). It was not checked.
	Timestamped bool
	// Signature is the signature value.
	Signature []byte

	contentType   OID // of the SignedData
	content       []byte
	hasContent    bool
	algorithmFrom *node
	attributes    []attribute
	attributesDER []byte
}

type attribute struct {
	id     OID
	values []*node
}

// Parse reads a CMS SignedData, DER or BER, definite or indefinite lengths.
// After it only zero bytes may follow, which is how a PDF fills the room it
// reserved; anything else is forms.Malformed. Bounds: MaxSize bytes, 40 levels,
// 200 000 values, beyond which it is forms.TooLarge or forms.Malformed. Another
// content type than SignedData is forms.Unsupported.
func Parse(b []byte) (*SignedData, error) {
	root, size, err := parseBER(b)
	if err != nil {
		return nil, err
	}
	if rest := b[size:]; len(bytes.TrimLeft(rest, "\x00")) != 0 {
		return nil, malformed(size, "bytes after the end")
	}
	if !root.is(tagSequence) || len(root.kids) < 2 || !root.kids[1].is(0xA0) || len(root.kids[1].kids) != 1 || len(root.kids) > 2 {
		return nil, malformed(0, "not a ContentInfo")
	}
	id, ok := oidOf(root.kids[0])
	if !ok {
		return nil, malformed(0, "not a ContentInfo")
	}
	if id != oidSignedData {
		return nil, forms.FailAt(forms.Unsupported, "read CMS", 0, errors.New("not SignedData"))
	}
	sd := &SignedData{Size: size}
	if err := sd.read(root.kids[1].kids[0]); err != nil {
		return nil, err
	}
	return sd, nil
}

func malformed(off int, why string) error {
	return forms.FailAt(forms.Malformed, "read CMS", int64(off), errors.New(why))
}

func (sd *SignedData) read(n *node) error {
	if !n.is(tagSequence) || len(n.kids) < 4 {
		return malformed(n.off, "not a SignedData")
	}
	k := n.kids
	if !version(k[0], 1, 3, 4, 5) || !k[1].is(tagSet) || !k[2].is(tagSequence) || len(k[2].kids) < 1 || len(k[2].kids) > 2 {
		return malformed(n.off, "not a SignedData")
	}
	digests := map[OID]bool{}
	for _, a := range k[1].kids {
		id, ok := plainAlgorithm(a)
		if !ok {
			return malformed(a.off, "bad digest algorithm")
		}
		digests[id] = true
	}
	var ok bool
	if sd.ContentType, ok = oidOf(k[2].kids[0]); !ok {
		return malformed(k[2].off, "no content type")
	}
	if len(k[2].kids) == 2 {
		e := k[2].kids[1]
		if !e.is(0xA0) || len(e.kids) != 1 {
			return malformed(e.off, "bad content")
		}
		if sd.Content, ok = e.kids[0].octets(tagOctetString); !ok {
			return malformed(e.off, "content is no OCTET STRING")
		}
		sd.HasContent = true
	}
	rest := k[3:]
	if len(rest) > 0 && rest[0].is(0xA0) {
		for _, c := range rest[0].kids {
			if c.is(tagSequence) { // the other choices are no X.509 certificates
				sd.Certificates = append(sd.Certificates, c.raw)
			}
		}
		rest = rest[1:]
	}
	if len(rest) > 0 && rest[0].is(0xA1) {
		rest = rest[1:]
	}
	if len(rest) != 1 || !rest[0].is(tagSet) {
		return malformed(n.off, "no set of signatures")
	}
	for _, s := range rest[0].kids {
		si := SignerInfo{contentType: sd.ContentType, content: sd.Content, hasContent: sd.HasContent}
		if err := si.read(s); err != nil {
			return err
		}
		if !digests[si.Digest] { // RFC 5652 section 5.1 lets one refuse this
			return malformed(s.off, "digest algorithm not announced")
		}
		sd.Signers = append(sd.Signers, si)
	}
	return nil
}

func (s *SignerInfo) read(n *node) error {
	if !n.is(tagSequence) || len(n.kids) < 5 {
		return malformed(n.off, "not a SignerInfo")
	}
	k := n.kids
	if !version(k[0], 1, 3) {
		return malformed(n.off, "not a SignerInfo")
	}
	switch sid := k[1]; {
	case sid.is(tagSequence) && len(sid.kids) == 2 && sid.kids[0].is(tagSequence) && sid.kids[1].is(tagInteger):
		s.Issuer, s.Serial = sid.kids[0].der(), sid.kids[1].content
	default:
		var ok bool
		if s.SubjectKeyID, ok = sid.octets(0x80); !ok || len(s.SubjectKeyID) == 0 {
			return malformed(sid.off, "no signer identifier")
		}
	}
	var ok bool
	if s.Digest, ok = plainAlgorithm(k[2]); !ok {
		return malformed(k[2].off, "no digest algorithm")
	}
	rest := k[3:]
	if rest[0].is(0xA0) {
		s.Attributed = true
		if err := s.readAttributes(rest[0]); err != nil {
			return err
		}
		rest = rest[1:]
	}
	if len(rest) < 2 {
		return malformed(n.off, "not a SignerInfo")
	}
	if s.Algorithm, _, ok = algorithmOf(rest[0]); !ok {
		return malformed(rest[0].off, "no signature algorithm")
	}
	s.algorithmFrom = rest[0]
	if s.Signature, ok = rest[1].octets(tagOctetString); !ok {
		return malformed(rest[1].off, "no signature value")
	}
	if rest = rest[2:]; len(rest) == 1 && rest[0].is(0xA1) {
		list, err := attributesOf(rest[0])
		if err != nil {
			return err
		}
		for _, a := range list {
			s.Timestamped = s.Timestamped || a.id == oidSignatureStamp
		}
	} else if len(rest) != 0 {
		return malformed(n.off, "more than a SignerInfo holds")
	}
	return nil
}

func (s *SignerInfo) readAttributes(n *node) error {
	list, err := attributesOf(n)
	if err != nil {
		return err
	}
	s.attributes = list
	// RFC 5652 section 5.4: the signature is over the DER of a SET OF, not over
	// the implicitly tagged form that is sent.
	s.attributesDER = n.derAs(tagSet)
	if v, err := s.single(oidSigningTime); err == nil && v != nil {
		s.SigningTime = timeOf(v)
	}
	return nil
}

func attributesOf(n *node) ([]attribute, error) {
	var list []attribute
	for _, a := range n.kids {
		if !a.is(tagSequence) || len(a.kids) != 2 || !a.kids[1].is(tagSet) {
			return nil, malformed(a.off, "not an attribute")
		}
		id, ok := oidOf(a.kids[0])
		if !ok {
			return nil, malformed(a.off, "not an attribute")
		}
		list = append(list, attribute{id, a.kids[1].kids})
	}
	return list, nil
}

// single returns the one value of a signed attribute, nil if the attribute is
// not there, and ErrAttributes if there is not exactly one of one.
func (s *SignerInfo) single(id OID) (*node, error) {
	var v *node
	for _, a := range s.attributes {
		if a.id != id {
			continue
		}
		if v != nil || len(a.values) != 1 {
			return nil, ErrAttributes
		}
		v = a.values[0]
	}
	return v, nil
}

// DigestHash returns the digest algorithm, and false if it is none of SHA-1,
// SHA-256, SHA-384 and SHA-512.
func (s *SignerInfo) DigestHash() (crypto.Hash, bool) { return hashOf(s.Digest) }

// PKCS1 reports whether the signature value is RSA PKCS#1 v1.5.
func (s *SignerInfo) PKCS1() bool {
	how, _ := schemeOf(s.Algorithm)
	return how == rsaPKCS1
}

// HasAttribute reports whether a signed attribute is there.
func (s *SignerInfo) HasAttribute(id OID) bool {
	for _, a := range s.attributes {
		if a.id == id {
			return true
		}
	}
	return false
}

// HasBasics reports whether the signed attributes hold contentType and
// messageDigest, which RFC 5652 section 5.3 demands of any.
func (s *SignerInfo) HasBasics() bool {
	return s.HasAttribute(oidContentType) && s.HasAttribute(oidMessageDigest)
}

// HasSigningCertificate reports whether an attribute of RFC 5035 binds the
// signature to one certificate.
func (s *SignerInfo) HasSigningCertificate() bool {
	return s.HasAttribute(oidSigningCert) || s.HasAttribute(oidSigningCertV2)
}

func oidOf(n *node) (OID, bool) {
	if !n.is(tagOID) {
		return "", false
	}
	return parseOID(n.content)
}

// algorithmOf reads an AlgorithmIdentifier and its parameters, which may be nil.
func algorithmOf(n *node) (OID, *node, bool) {
	if !n.is(tagSequence) || len(n.kids) < 1 || len(n.kids) > 2 {
		return "", nil, false
	}
	id, ok := oidOf(n.kids[0])
	if !ok {
		return "", nil, false
	}
	if len(n.kids) == 2 {
		return id, n.kids[1], true
	}
	return id, nil, true
}

// plainAlgorithm reads an AlgorithmIdentifier whose parameters say nothing:
// absent or NULL, as for digests (RFC 5754 section 2). Those of other algorithms
// than are known here may have any.
func plainAlgorithm(n *node) (OID, bool) {
	id, params, ok := algorithmOf(n)
	if _, known := hashOf(id); known && params != nil && !isNull(params) {
		return "", false
	}
	return id, ok
}

func isNull(n *node) bool { return n.is(tagNull) && len(n.content) == 0 }

// version reports whether n is one of the version numbers.
func version(n *node, numbers ...byte) bool {
	if !n.is(tagInteger) || len(n.content) != 1 {
		return false
	}
	return bytes.IndexByte(numbers, n.content[0]) >= 0
}

// timeOf reads UTCTime or GeneralizedTime in the forms seen in signatures; zero
// if it is neither.
func timeOf(n *node) time.Time {
	var layouts []string
	switch {
	case n.is(tagUTCTime):
		layouts = []string{"060102150405Z", "0601021504Z", "060102150405Z0700", "0601021504Z0700"}
	case n.is(tagGenTime):
		layouts = []string{"20060102150405Z", "20060102150405.999999999Z", "20060102150405Z0700"}
	}
	for _, l := range layouts {
		t, err := time.Parse(l, string(n.content))
		if err != nil {
			continue
		}
		if n.is(tagUTCTime) && t.Year() >= 2050 { // RFC 5652: YY below 50 is 20YY
			t = t.AddDate(-100, 0, 0)
		}
		return t
	}
	return time.Time{}
}
