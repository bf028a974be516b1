//go:build ignore

package main

import (
	"bytes"
	"crypto"
	_ "crypto/md5"
	"crypto/rsa"
	_ "crypto/sha1"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"encoding/asn1"
	"math/big"
	"sort"
	"strconv"
	"strings"
)

// tlv writes one DER object with a one-byte tag.
func tlv(tag byte, parts ...[]byte) []byte {
	v := bytes.Join(parts, nil)
	n := len(v)
	head := []byte{tag}
	switch {
	case n < 0x80:
		head = append(head, byte(n))
	case n < 0x100:
		head = append(head, 0x81, byte(n))
	default:
		head = append(head, 0x82, byte(n>>8), byte(n))
	}
	return append(head, v...)
}

func seq(parts ...[]byte) []byte { return tlv(0x30, parts...) }

// setOf sorts its members, as DER wants it.
func setOf(parts ...[]byte) []byte {
	parts = append([][]byte(nil), parts...)
	sort.Slice(parts, func(i, j int) bool { return bytes.Compare(parts[i], parts[j]) < 0 })
	return tlv(0x31, parts...)
}

func oid(dotted string) []byte {
	var id asn1.ObjectIdentifier
	for _, f := range strings.Split(dotted, ".") {
		n, _ := strconv.Atoi(f)
		id = append(id, n)
	}
	b, err := asn1.Marshal(id)
	if err != nil {
		panic(err)
	}
	return b
}

func octets(b []byte) []byte { return tlv(0x04, b) }

func integer(n *big.Int) []byte {
	b, _ := asn1.Marshal(n)
	return b
}

var null = []byte{5, 0}

const (
	idData               = "1.2.840.113549.1.7.1"
	idSignedData         = "1.2.840.113549.1.7.2"
	idContentType        = "1.2.840.113549.1.9.3"
	idMessageDigest      = "1.2.840.113549.1.9.4"
	idSigningTime        = "1.2.840.113549.1.9.5"
	idSigningCertV2      = "1.2.840.113549.1.9.16.2.47"
	idTSTInfo            = "1.2.840.113549.1.9.16.1.4"
	idSignatureTimestamp = "1.2.840.113549.1.9.16.2.14"
	idRSA                = "1.2.840.113549.1.1.1"
)

var hashOID = map[crypto.Hash]string{
	crypto.MD5: "1.2.840.113549.2.5", crypto.SHA1: "1.3.14.3.2.26",
	crypto.SHA256: "2.16.840.1.101.3.4.2.1", crypto.SHA384: "2.16.840.1.101.3.4.2.2", crypto.SHA512: "2.16.840.1.101.3.4.2.3",
}

func hashAlg(h crypto.Hash) []byte { return seq(oid(hashOID[h]), null) }

func digest(h crypto.Hash, b []byte) []byte {
	w := h.New()
	w.Write(b)
	return w.Sum(nil)
}

// attribute is one signed attribute.
type attribute struct {
	id     string
	values [][]byte
}

func (a attribute) der() []byte { return seq(oid(a.id), setOf(a.values...)) }

// cmsOptions says how the message departs from an honest one.
type cmsOptions struct {
	signer  *identity // nil: Signer A
	hash    crypto.Hash
	certs   [][]byte // nil: signer and CA
	content struct {
		kind string // "": data
		body []byte // nil: detached
	}
	noAttributes bool
	noTime       bool
	certV2       []byte // DER of the certificate signing-certificate-v2 names; nil: the signer's
	noCertV2     bool
	attributes   func([]attribute) []attribute
	// keepOrder leaves the attributes as given in the message; the signature
	// is over the sorted set all the same.
	keepOrder bool
	// signAsFound signs the attributes in the order of the message.
	signAsFound bool
	// signTagged signs the attributes with their [0] tag, which RFC 5652
	// forbids.
	signTagged bool
	bySKI      bool
	sigAlg     []byte // nil: rsaEncryption
	digestAlg  []byte // AlgorithmIdentifier written into SignerInfo; nil: that of hash
	signature  func([]byte) []byte
	// stamp makes a signature timestamp, an unsigned attribute, of the value.
	stamp func([]byte) []byte
	// infos replaces the set of SignerInfo.
	infos func(own []byte) [][]byte
}

func cmsOf(content []byte, o cmsOptions) []byte {
	if o.signer == nil {
		o.signer = keys.signerA
	}
	if o.hash == 0 {
		o.hash = crypto.SHA256
	}
	if o.certs == nil {
		o.certs = [][]byte{o.signer.cert.Raw, keys.ca.cert.Raw}
	}
	if o.content.kind == "" {
		o.content.kind = idData
	}
	encap := [][]byte{oid(o.content.kind)}
	hashed := content
	if o.content.body != nil {
		encap = append(encap, tlv(0xA0, octets(o.content.body)))
		hashed = o.content.body
	}
	own := signerInfo(hashed, o)
	infos := [][]byte{own}
	if o.infos != nil {
		infos = o.infos(own)
	}
	// RFC 5652 5.1: version 3 for content other than data, or a signer named by
	// key identifier.
	version := byte(1)
	if o.bySKI || o.content.kind != idData {
		version = 3
	}
	parts := [][]byte{{2, 1, version}, setOf(hashAlg(o.hash)), seq(encap...)}
	if len(o.certs) > 0 {
		parts = append(parts, tlv(0xA0, o.certs...))
	}
	parts = append(parts, tlv(0x31, infos...))
	return seq(oid(idSignedData), tlv(0xA0, seq(parts...)))
}

func signerInfo(content []byte, o cmsOptions) []byte {
	c := o.signer.cert
	version, sid := []byte{2, 1, 1}, seq(c.RawIssuer, integer(c.SerialNumber))
	if o.bySKI {
		version, sid = []byte{2, 1, 3}, tlv(0x80, c.SubjectKeyId)
	}
	digestAlg := o.digestAlg
	if digestAlg == nil {
		digestAlg = hashAlg(o.hash)
	}
	parts := [][]byte{version, sid, digestAlg}
	toSign := content
	if !o.noAttributes {
		inMessage, signed := signedAttributes(content, o)
		parts = append(parts, inMessage)
		toSign = signed
	}
	sig, err := rsa.SignPKCS1v15(nil, o.signer.key, o.hash, digest(o.hash, toSign))
	if err != nil {
		panic(err)
	}
	if o.signature != nil {
		sig = o.signature(sig)
	}
	alg := o.sigAlg
	if alg == nil {
		alg = seq(oid(idRSA), null)
	}
	parts = append(parts, alg, octets(sig))
	if o.stamp != nil {
		a := attribute{idSignatureTimestamp, [][]byte{o.stamp(sig)}}
		parts = append(parts, tlv(0xA1, a.der()))
	}
	return seq(parts...)
}

// signedAttributes returns the attributes as they stand in the message and as
// they are signed.
func signedAttributes(content []byte, o cmsOptions) (inMessage, signed []byte) {
	named := o.certV2
	if named == nil {
		named = o.signer.cert.Raw
	}
	list := []attribute{
		{idContentType, [][]byte{oid(o.content.kind)}},
		{idMessageDigest, [][]byte{octets(digest(o.hash, content))}},
	}
	if !o.noTime {
		list = append(list, attribute{idSigningTime, [][]byte{tlv(0x17, []byte("261102030000Z"))}})
	}
	if !o.noCertV2 {
		list = append(list, attribute{idSigningCertV2, [][]byte{seq(seq(seq(octets(digest(crypto.SHA256, named)))))}})
	}
	if o.attributes != nil {
		list = o.attributes(list)
	}
	ders := make([][]byte, len(list))
	for i, a := range list {
		ders[i] = a.der()
	}
	sorted := setOf(ders...)
	inMessage = bytes.Clone(sorted)
	if o.keepOrder {
		sort.Slice(ders, func(i, j int) bool { return bytes.Compare(ders[i], ders[j]) > 0 })
		inMessage = tlv(0x31, ders...)
	}
	if o.signAsFound {
		sorted = bytes.Clone(inMessage)
	}
	inMessage[0] = 0xA0
	if o.signTagged {
		return inMessage, inMessage
	}
	return inMessage, sorted
}

func without(id string) func([]attribute) []attribute {
	return func(l []attribute) []attribute {
		var out []attribute
		for _, a := range l {
			if a.id != id {
				out = append(out, a)
			}
		}
		return out
	}
}

func with(f func(*attribute), id string) func([]attribute) []attribute {
	return func(l []attribute) []attribute {
		for i := range l {
			if l[i].id == id {
				f(&l[i])
			}
		}
		return l
	}
}

// timestampToken is an RFC 3161 token over the given bytes.
func timestampToken(content []byte) []byte {
	info := seq([]byte{2, 1, 1}, oid("1.3.6.1.4.1.99999.1"),
		seq(hashAlg(crypto.SHA256), octets(digest(crypto.SHA256, content))),
		[]byte{2, 1, 7}, tlv(0x18, []byte("20261102040000Z")))
	o := cmsOptions{signer: keys.tsa, noTime: true, certs: [][]byte{keys.tsa.cert.Raw}}
	o.content.kind, o.content.body = idTSTInfo, info
	return cmsOf(nil, o)
}
