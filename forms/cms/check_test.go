package cms

import (
	"bytes"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"errors"
	"slices"
	"testing"

	"madoguchi/forms"
)

// recipe says how the CMS of another program looks. Its zero value is sound.
type recipe struct {
	hash       crypto.Hash
	digestAlg  OID
	algorithm  []byte // the whole AlgorithmIdentifier
	opts       crypto.SignerOpts
	bare       bool     // no signed attributes
	attributes [][]byte // instead of contentType and messageDigest
	extra      [][]byte // beside them
	unsorted   bool     // sent in another order than signed
	badOrder   bool     // signed in another order than DER's
	keyID      bool
	inside     []byte // content inside
	kind       OID
	certs      [][]byte
	indefinite bool
	signers    int
}

func attr(id OID, values ...[]byte) []byte {
	return wrap(tagSequence, oidDER(id), wrap(tagSet, values...))
}

// forge writes a CMS over content as the recipe says.
func forge(t testing.TB, id identity, r recipe) []byte {
	t.Helper()
	if r.hash == 0 {
		r.hash = crypto.SHA256
	}
	if r.digestAlg == "" {
		r.digestAlg = map[crypto.Hash]OID{
			crypto.SHA1: oidSHA1, crypto.SHA256: oidSHA256,
			crypto.SHA384: oidSHA384, crypto.SHA512: oidSHA512,
		}[r.hash]
	}
	if r.algorithm == nil {
		r.algorithm = wrap(tagSequence, oidDER(oidRSA), wrap(tagNull))
	}
	if r.opts == nil {
		r.opts = r.hash
	}
	if r.kind == "" {
		r.kind = Data
	}
	if r.certs == nil {
		r.certs = [][]byte{id.cert.Raw}
	}
	if r.signers == 0 {
		r.signers = 1
	}
	sum := func(b []byte) []byte { h := r.hash.New(); h.Write(b); return h.Sum(nil) }
	body := content
	if r.inside != nil {
		body = r.inside
	}
	tbs := body
	var sent []byte
	if !r.bare {
		list := r.attributes
		if list == nil {
			list = [][]byte{attr(oidContentType, oidDER(r.kind)), attr(oidMessageDigest, wrap(tagOctetString, sum(body)))}
		}
		list = append(slices.Clone(list), r.extra...)
		slices.SortFunc(list, bytes.Compare)
		if r.badOrder {
			slices.Reverse(list)
		}
		tbs = wrap(tagSet, list...)
		if r.unsorted {
			slices.Reverse(list)
		}
		sent = wrap(0xA0, list...)
	}
	message := tbs
	if r.opts.HashFunc() != 0 {
		message = sum(tbs)
	}
	value, err := id.key.Sign(rand.Reader, message, r.opts)
	if err != nil {
		t.Fatal(err)
	}
	sid := wrap(tagSequence, id.cert.RawIssuer, integerDER(id.cert.SerialNumber.Bytes()))
	if r.keyID {
		sid = wrap(0x80, id.cert.SubjectKeyId)
	}
	hash := wrap(tagSequence, oidDER(r.digestAlg))
	info := wrap(tagSequence, []byte{tagInteger, 1, 1}, sid, hash, sent, r.algorithm, wrap(tagOctetString, value))
	encap := wrap(tagSequence, oidDER(r.kind))
	if r.inside != nil {
		encap = wrap(tagSequence, oidDER(r.kind), wrap(0xA0, wrap(tagOctetString, r.inside)))
	}
	cmsDER := wrap(tagSequence, oidDER(oidSignedData), wrap(0xA0, wrap(tagSequence, []byte{tagInteger, 1, 1},
		wrap(tagSet, hash), encap, wrap(0xA0, r.certs...), wrap(tagSet, bytes.Repeat(info, r.signers)))))
	if r.indefinite {
		n, _, err := parseBER(cmsDER)
		if err != nil {
			t.Fatal(err)
		}
		return loosen(n)
	}
	return cmsDER
}

// loosen writes a value with indefinite lengths and octet strings in pieces,
// leaving certificates as they are.
func loosen(n *node) []byte {
	if n.tag == tagSequence && len(n.kids) == 3 && n.kids[0].is(tagSequence) && n.kids[2].is(tagBitString) {
		return n.raw
	}
	if n.tag == tagOctetString && len(n.content) > 3 {
		b := n.content
		return slices.Concat([]byte{0x24, 0x80}, wrap(tagOctetString, b[:3]),
			[]byte{0x24, 0x80}, wrap(tagOctetString, b[3:]), []byte{0, 0}, []byte{0, 0})
	}
	if !n.constructed() {
		return n.raw
	}
	out := []byte{n.tag, 0x80}
	for _, k := range n.kids {
		out = append(out, loosen(k)...)
	}
	return append(out, 0, 0)
}

func rsaPSSParams(hash, mask OID, salt byte) []byte {
	alg := func(o OID, p ...[]byte) []byte { return wrap(tagSequence, append([][]byte{oidDER(o)}, p...)...) }
	return alg(oidRSAPSS, wrap(tagSequence,
		wrap(0xA0, alg(hash)), wrap(0xA1, alg(oidMGF1, alg(mask))), wrap(0xA2, []byte{tagInteger, 1, salt})))
}

func algorithm(o OID) []byte { return wrap(tagSequence, oidDER(o)) }

func TestCheckAgainstWhatOthersWrite(t *testing.T) {
	leaf := issue(t, rsaKey(), "leaf", nil)
	other := issue(t, rsaKey(), "other", nil)
	p256 := issue(t, ecKey(t, elliptic.P256()), "ec", nil)
	ed := issue(t, edKey(t), "ed", nil)
	sha1Of := func(b []byte) []byte { s := sha1.Sum(b); return s[:] }
	certID := func(parts ...[]byte) []byte { return wrap(tagSequence, wrap(tagSequence, wrap(tagSequence, parts...))) }
	octet := func(b []byte) []byte { return wrap(tagOctetString, b) }
	issuerSerial := func(id identity) []byte {
		return wrap(tagSequence, wrap(tagSequence, wrap(0xA4, id.cert.RawIssuer)), integerDER(id.cert.SerialNumber.Bytes()))
	}
	digest := attr(oidMessageDigest, octet(sha(content)))
	ctype := attr(oidContentType, oidDER(Data))
	pss := &rsa.PSSOptions{SaltLength: 32, Hash: crypto.SHA256}

	for _, c := range []struct {
		name string
		id   identity
		r    recipe
		want error // nil: holds
		kind forms.Kind
		weak bool
	}{
		{name: "plain", id: leaf},
		{name: "Acrobat's form without attributes", id: leaf, r: recipe{bare: true}},
		{name: "indefinite lengths and split strings", id: leaf, r: recipe{indefinite: true, unsorted: true}},
		{name: "indefinite, no attributes", id: leaf, r: recipe{indefinite: true, bare: true}},
		{name: "attributes sent unsorted, signed sorted", id: leaf, r: recipe{unsorted: true}},
		{name: "attributes signed unsorted", id: leaf, r: recipe{badOrder: true}, want: ErrSignature},
		{name: "key identifier", id: leaf, r: recipe{keyID: true}},
		{name: "SHA-384", id: leaf, r: recipe{hash: crypto.SHA384}},
		{name: "SHA-512", id: leaf, r: recipe{hash: crypto.SHA512, algorithm: algorithm(oidSHA512WithRSA)}},
		{name: "SHA-1 is weak", id: leaf, r: recipe{hash: crypto.SHA1}, weak: true},
		{name: "MD5", id: leaf, r: recipe{digestAlg: "1.2.840.113549.2.5"}, want: ErrUnknownAlgorithm, kind: forms.Unsupported},
		{name: "unknown signature algorithm", id: leaf, r: recipe{algorithm: algorithm("1.3.101.113")}, want: ErrUnknownAlgorithm, kind: forms.Unsupported},
		{name: "digests contradict", id: leaf, r: recipe{algorithm: algorithm(oidSHA384WithRSA)}, want: ErrAlgorithms},
		{name: "ECDSA said of an RSA key", id: leaf, r: recipe{algorithm: algorithm(oidECDSAWithSHA256)}, want: ErrAlgorithms},
		{name: "PSS", id: leaf, r: recipe{opts: pss, algorithm: rsaPSSParams(oidSHA256, oidSHA256, 32)}},
		{name: "PSS, no attributes", id: leaf, r: recipe{bare: true, opts: pss, algorithm: rsaPSSParams(oidSHA256, oidSHA256, 32)}},
		{name: "PSS with another salt", id: leaf, r: recipe{opts: pss, algorithm: rsaPSSParams(oidSHA256, oidSHA256, 20)}, want: ErrSignature},
		{name: "PSS with another digest", id: leaf, r: recipe{opts: pss, algorithm: rsaPSSParams(oidSHA384, oidSHA384, 32)}, want: ErrAlgorithms},
		{name: "PSS with SHA-1 mask", id: leaf, r: recipe{opts: pss, algorithm: rsaPSSParams(oidSHA256, oidSHA1, 32)}, want: ErrUnknownAlgorithm, kind: forms.Unsupported},
		{name: "PSS said of PKCS#1", id: leaf, r: recipe{algorithm: rsaPSSParams(oidSHA256, oidSHA256, 32)}, want: ErrSignature},
		{name: "PSS without parameters", id: leaf, r: recipe{opts: pss, algorithm: algorithm(oidRSAPSS)}, want: ErrAlgorithms},
		{name: "ECDSA", id: p256, r: recipe{hash: crypto.SHA384, algorithm: algorithm(oidECDSAWithSHA384)}},
		{name: "Ed25519", id: ed, r: recipe{hash: crypto.SHA512, opts: crypto.Hash(0), algorithm: algorithm(oidEd25519)}},
		{name: "Ed25519 with SHA-256", id: ed, r: recipe{opts: crypto.Hash(0), algorithm: algorithm(oidEd25519)}, want: ErrAlgorithms},
		{name: "Ed25519 over the content", id: ed, r: recipe{bare: true, hash: crypto.SHA512, opts: crypto.Hash(0), algorithm: algorithm(oidEd25519)}, want: ErrUnknownAlgorithm, kind: forms.Unsupported},

		{name: "no messageDigest", id: leaf, r: recipe{attributes: [][]byte{ctype}}, want: ErrAttributes},
		{name: "no contentType", id: leaf, r: recipe{attributes: [][]byte{digest}}, want: ErrAttributes},
		{name: "two messageDigests", id: leaf, r: recipe{extra: [][]byte{attr(oidMessageDigest, octet(sha(nil)))}}, want: ErrAttributes},
		{name: "messageDigest with two values", id: leaf, r: recipe{attributes: [][]byte{ctype, attr(oidMessageDigest, octet(sha(content)), octet(sha(nil)))}}, want: ErrAttributes},
		{name: "messageDigest of something else", id: leaf, r: recipe{attributes: [][]byte{ctype, attr(oidMessageDigest, octet(sha(nil)))}}, want: ErrDigest},
		{name: "other contentType", id: leaf, r: recipe{attributes: [][]byte{digest, attr(oidContentType, oidDER(TSTInfo))}}, want: ErrContentType},
		{name: "other type without attributes", id: leaf, r: recipe{bare: true, kind: TSTInfo}, want: ErrAttributes},
		{name: "content inside", id: leaf, r: recipe{inside: []byte("token"), kind: TSTInfo}},

		{name: "certificate missing", id: leaf, r: recipe{certs: [][]byte{other.cert.Raw}}, want: ErrNoSigner},
		{name: "no certificate", id: leaf, r: recipe{certs: [][]byte{}}, want: ErrNoSigner},
		{name: "among others", id: leaf, r: recipe{certs: [][]byte{other.cert.Raw, {0x30, 0}, leaf.cert.Raw, p256.cert.Raw}}},
		{name: "v2", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCertV2, certID(octet(sha(leaf.cert.Raw))))}}},
		{name: "v2, hash named, issuer and serial", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCertV2, certID(algorithm(oidSHA256), octet(sha(leaf.cert.Raw)), issuerSerial(leaf)))}}},
		{name: "v2 of another", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCertV2, certID(octet(sha(other.cert.Raw))))}}, want: ErrSigningCertificate},
		{name: "v2 with another serial", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCertV2, certID(octet(sha(leaf.cert.Raw)), issuerSerial(other)))}}, want: ErrSigningCertificate},
		{name: "v2 with an unknown hash", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCertV2, certID(algorithm("1.2.3"), octet(sha(nil))))}}, want: ErrUnknownAlgorithm, kind: forms.Unsupported},
		{name: "v2 misshapen", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCertV2, octet(nil))}}, want: ErrAttributes},
		{name: "v1", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCert, certID(octet(sha1Of(leaf.cert.Raw))))}}},
		{name: "v1 of another", id: leaf, r: recipe{extra: [][]byte{attr(oidSigningCert, certID(octet(sha1Of(other.cert.Raw))))}}, want: ErrSigningCertificate},
		{name: "algorithm protection", id: leaf, r: recipe{extra: [][]byte{attr(oidAlgProtection, wrap(tagSequence, algorithm(oidSHA256), wrap(0xA1, oidDER(oidRSA))))}}},
		{name: "algorithm protection broken", id: leaf, r: recipe{extra: [][]byte{attr(oidAlgProtection, wrap(tagSequence, algorithm(oidSHA512), wrap(0xA1, oidDER(oidRSA))))}}, want: ErrAlgorithms},
	} {
		t.Run(c.name, func(t *testing.T) {
			sd, err := Parse(forge(t, c.id, c.r))
			if err != nil {
				t.Fatal(err)
			}
			r, err := sd.Signers[0].Check(sd.Certificates, digestsOf(content))
			if !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if c.want == nil {
				if r.WeakDigest != c.weak || len(r.Certificates) != 1 || !bytes.Equal(r.Certificates[0], c.id.cert.Raw) {
					t.Errorf("weak %v, %d certificates", r.WeakDigest, len(r.Certificates))
				}
				return
			}
			want := c.kind
			if want == forms.Internal {
				want = forms.Malformed
			}
			if !forms.Is(err, want) {
				t.Errorf("%v is not of kind %v", err, want)
			}
		})
	}
}

// Anyone can write a certificate around somebody's public key. Check must not
// let it take the place of the real one.
func TestLookalikeCertificateDoesNotHideTheRealOne(t *testing.T) {
	leaf := issue(t, rsaKey(), "leaf", nil)
	fake := issue(t, rsaKey(), "leaf", nil) // same issuer, serial, key; other bytes
	for bytes.Equal(fake.cert.Raw, leaf.cert.Raw) {
		tmpl := *leaf.cert
		tmpl.NotAfter = tmpl.NotAfter.AddDate(1, 0, 0)
		fake.cert = mustCertificate(t, &tmpl, rsaKey())
	}
	for _, certs := range [][][]byte{{fake.cert.Raw, leaf.cert.Raw}, {leaf.cert.Raw, fake.cert.Raw}} {
		sd, err := Parse(forge(t, leaf, recipe{certs: certs}))
		if err != nil {
			t.Fatal(err)
		}
		r, err := sd.Signers[0].Check(sd.Certificates, digestsOf(content))
		if err != nil || len(r.Certificates) != 2 {
			t.Fatalf("want both, got %v", err)
		}
		bound := attr(oidSigningCertV2, wrap(tagSequence, wrap(tagSequence, wrap(tagSequence, wrap(tagOctetString, sha(leaf.cert.Raw))))))
		if sd, err = Parse(forge(t, leaf, recipe{certs: certs, extra: [][]byte{bound}})); err != nil {
			t.Fatal(err)
		}
		r, err = sd.Signers[0].Check(sd.Certificates, digestsOf(content))
		if err != nil || len(r.Certificates) != 1 || !bytes.Equal(r.Certificates[0], leaf.cert.Raw) {
			t.Fatalf("with RFC 5035 only the named one may stand: %v", err)
		}
	}
}

// Every single bit of the signed parts matters.
func TestFlippedBitsDoNotHold(t *testing.T) {
	leaf := issue(t, rsaKey(), "leaf", nil)
	b := sign(t, leaf, Options{SigningCertificateV2: true})
	sd, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	s := sd.Signers[0]
	parts := map[string][]byte{"signature": s.Signature, "attributes": s.attributesDER}
	for name, part := range parts {
		// The DER of the attributes stands in b too, under its implicit tag.
		at := bytes.Index(b, part[2:])
		if at < 0 {
			t.Fatalf("%s not found", name)
		}
		for i := range part[2:] {
			bad := slices.Clone(b)
			bad[at+i] ^= 0x10
			sd, err := Parse(bad)
			if err != nil || len(sd.Signers) != 1 {
				continue
			}
			if _, err := sd.Signers[0].Check(sd.Certificates, digestsOf(content)); err == nil {
				t.Errorf("%s: byte %d flipped and it still holds", name, i)
			}
		}
	}
}

func TestTwoSignersAreBothReported(t *testing.T) {
	leaf := issue(t, rsaKey(), "leaf", nil)
	sd, err := Parse(forge(t, leaf, recipe{signers: 2}))
	if err != nil || len(sd.Signers) != 2 {
		t.Fatalf("%v, %d signers", err, len(sd.Signers))
	}
}
