//go:build ignore

package main

import (
	"bytes"
	"crypto"
	"fmt"
)

const (
	cmsNorm  = "RFC 5652 5.3, 5.4; ISO 32000-1 12.8.3.3"
	certNorm = "RFC 5280 6.1"
)

func message(name, done, norm string, o cmsOptions, words ...string) *vector {
	return add("cms", name, signedAs(o), done, norm, sig("Sig1", words...))
}

func messages() {
	s := signed()
	flip := func(name, done string, at int, words ...string) {
		c := s.clone()
		c.b[at] ^= 1
		add("cms", name, c.b, done, cmsNorm, sig("Sig1", words...)).say("pdfsig", "!Signature is Valid")
	}
	flip("byte_flipped_in_text", "one digit of the page's text is another: 100 became 000", must(s.b, "100 yen"), broken)
	flip("byte_flipped_behind", "one byte of /Name, behind the value, is another", must(s.b, "/Name (PRACTICE Signer A)")+20, broken)
	flip("byte_flipped_in_header", "one byte of the comment in line two is another", 12, broken)
	message("byte_flipped_in_signature", "one bit of the RSA value is another", cmsNorm, cmsOptions{signature: func(b []byte) []byte { b[100] ^= 1; return b }}, broken).say("pdfsig", "!Signature is Valid")
	c := s.clone()
	c.b = c.b[:len(c.b)-1]
	add("cms", "last_byte_dropped", c.b, "the last byte of the file is missing", wholeFile, sig("Sig1", broken, garbled)).say("pdfsig", "!Signature is Valid")
	c = s.clone()
	c.b = c.b[:len(c.b)/2]
	add("cms", "half_the_file", c.b, "the second half of the file is missing", "ISO 32000-1 7.5.5", sig("Sig1", garbled, broken)).
		whole(garbled, broken, unsigned).note("Without the signature's own revision nothing of it may be left to see.")
	vectors[len(vectors)-1].Signatures = []verdict{}
	c = s.clone()
	c.b = append([]byte("PRACTICE bytes before the header\n"), c.b...)
	add("cms", "bytes_before_header", c.b, "bytes are put before the header; readers that count from the header still find everything", wholeFile, sig("Sig1", broken, garbled)).say("pdfsig", "!Signature is Valid")

	other := base()
	other.revise(stream(nText, "", evilText))
	foreign := other.sign(sealing{}, signing(detached, "")...)
	a := must(foreign.b, "/Contents <") + len("/Contents <")
	digits := string(foreign.b[a : a+hexDigits])
	add("cms", "cms_of_other_document", base().sign(sealing{hex: func([]byte) string { return digits }}, signing(detached, "")...).b, "well-formed range, but the value was made for another document", cmsNorm, sig("Sig1", broken)).say("pdfsig", "!Signature is Valid")

	tail := func(name, done, junk string, words ...string) *vector {
		return add("cms", name, base().sign(sealing{hex: func(b []byte) string { return fmt.Sprintf("%X", b) + junk }}, signing(detached, "")...).b, done,
			"ISO 32000-1 12.8.3.3.1: padded with zeros", sig("Sig1", words...))
	}
	tail("contents_garbage_behind", "bytes other than zero follow the DER object inside the hex string", "505241435449434520686964646E", broken, garbled)
	tail("contents_garbage_after_zeros", "zeros, then other bytes follow the DER object", "00000000DEADBEEF", broken, garbled)
	tail("contents_second_cms", "a second SEQUENCE follows the DER object", "30030201FF", broken, garbled)
	add("cms", "contents_garbage_before", base().sign(sealing{hex: func(b []byte) string { return "00" + fmt.Sprintf("%X", b) }}, signing(detached, "")...).b, "a zero byte stands before the DER object", cmsNorm, sig("Sig1", broken, garbled))
	add("cms", "contents_not_cms", base().sign(sealing{cms: func([]byte) []byte { return seq(octets([]byte("PRACTICE"))) }}, signing(detached, "")...).b, "DER, but no CMS", cmsNorm, sig("Sig1", broken, garbled))

	// The content.
	attached := cmsOptions{}
	attached.content.body = []byte("PRACTICE: some other content")
	message("cms_attached_other", "the CMS carries its own content and is right about that; the document is not looked at", "ISO 32000-1 12.8.3.3.1: detached, no content inside", attached, broken, garbled)
	add("cms", "cms_attached_digest", base().sign(sealing{cms: func(c []byte) []byte {
		o := cmsOptions{}
		o.content.body = digest(crypto.SHA256, c)
		return cmsOf(c, o)
	}}, signing(detached, "")...).b, "the CMS carries the document's SHA-256 as its content, as adbe.pkcs7.sha1 does with SHA-1, under adbe.pkcs7.detached", "ISO 32000-1 12.8.3.3.1", sig("Sig1", broken, garbled))
	add("cms", "cms_attached_document", base().sign(sealing{cms: func(c []byte) []byte {
		return cmsOf(nil, func() (o cmsOptions) { o.content.body = []byte{}; return }())
	}}, signing(detached, "")...).b, "the CMS carries an empty content", "ISO 32000-1 12.8.3.3.1", sig("Sig1", broken, garbled))
	add("cms", "subfilter_sha1", base().sign(sealing{cms: func(c []byte) []byte {
		o := cmsOptions{hash: crypto.SHA1, noCertV2: true}
		o.content.body = digest(crypto.SHA1, c)
		return cmsOf(c, o)
	}}, signing("adbe.pkcs7.sha1", "")...).b, "honest, of the old kind adbe.pkcs7.sha1", "ISO 32000-1 12.8.3.3.1; withdrawn in ISO 32000-2", sig("Sig1", garbled, broken, intact)).
		note("SHA-1 is no longer safe; a reader may refuse it or show it as weak.")
	add("cms", "subfilter_unknown", base().sign(sealing{}, signing("practice.unknown", "")...).b, "an honest value under a SubFilter nobody knows", "ISO 32000-1 12.8.1, table 252", sig("Sig1", garbled, broken))
	add("cms", "subfilter_missing", func() []byte {
		one := signing(detached, "")
		one[4] = obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange %s /Contents %s >>", rangeMark, hexMark)
		return base().sign(sealing{}, one...).b
	}(), "an honest value without /SubFilter", "ISO 32000-1 12.8.1, table 252: optional", sig("Sig1", garbled, broken, intact)).note("The entry is optional; what the value is has then to be guessed.")

	// Signed attributes.
	message("attributes_no_digest", "signed attributes without messageDigest", "RFC 5652 11.2: must be there", cmsOptions{attributes: without(idMessageDigest)}, broken, garbled).say("pdfsig", "!Signature is Valid")
	message("attributes_no_content_type", "signed attributes without contentType", "RFC 5652 11.1: must be there", cmsOptions{attributes: without(idContentType)}, broken, garbled)
	message("attributes_wrong_content_type", "contentType says signedData, the content is data", "RFC 5652 11.1: must match eContentType", cmsOptions{attributes: with(func(a *attribute) { a.values = [][]byte{oid(idSignedData)} }, idContentType)}, broken, garbled)
	message("attributes_wrong_digest", "messageDigest is that of another text; the signature over the attributes is right", "RFC 5652 11.2", cmsOptions{attributes: with(func(a *attribute) { a.values = [][]byte{octets(digest(crypto.SHA256, []byte("other")))} }, idMessageDigest)}, broken).say("pdfsig", "!Signature is Valid")
	message("attributes_two_digests", "messageDigest with two values, one of them right", "RFC 5652 11.2: one value", cmsOptions{attributes: with(func(a *attribute) { a.values = append(a.values, octets(digest(crypto.SHA256, []byte("other")))) }, idMessageDigest)}, broken, garbled)
	message("attributes_digest_twice", "the attribute messageDigest stands twice, one is right", "RFC 5652 11.2: one attribute", cmsOptions{attributes: func(l []attribute) []attribute {
		return append(l, attribute{idMessageDigest, [][]byte{octets(digest(crypto.SHA256, []byte("other")))}})
	}}, broken, garbled)
	message("attributes_digest_empty", "messageDigest is empty", "RFC 5652 11.2", cmsOptions{attributes: with(func(a *attribute) { a.values = [][]byte{octets(nil)} }, idMessageDigest)}, broken, garbled)
	message("attributes_digest_no_value", "messageDigest has no value", "RFC 5652 11.2", cmsOptions{attributes: with(func(a *attribute) { a.values = nil }, idMessageDigest)}, broken, garbled)
	message("attributes_unsorted", "the attributes stand in another order than DER's; the signature is over the sorted set", "RFC 5652 5.3, 5.4: signedAttrs must be DER, and DER is signed", cmsOptions{keepOrder: true}, broken, garbled, intact).
		note("Right for a reader that sorts before it hashes; most hash what they find.")
	message("attributes_unsorted_signed_so", "the attributes stand in another order than DER's, and are signed in that order", "RFC 5652 5.3, 5.4", cmsOptions{keepOrder: true, signAsFound: true}, broken, garbled, intact).
		note("Right for a reader that hashes what it finds.")
	message("attributes_signed_as_tagged", "the signature is over the attributes with their [0] tag", "RFC 5652 5.4: with the tag of SET OF", cmsOptions{signTagged: true}, broken).say("pdfsig", "!Signature is Valid")
	message("cert_v2_of_other", "signing-certificate-v2 names another certificate", "RFC 5035 3: must be refused", cmsOptions{certV2: keys.signerB.cert.Raw}, broken)
	message("cert_v2_garbage", "signing-certificate-v2 is no such structure", "RFC 5035 3", cmsOptions{attributes: with(func(a *attribute) { a.values = [][]byte{null} }, idSigningCertV2)}, broken, garbled)
	o := cmsOptions{noTime: true, noCertV2: true}
	add("cms", "cades_without_cert_v2", base().sign(sealing{cms: func(c []byte) []byte { return cmsOf(c, o) }}, signing(cades, "")...).b, "ETSI.CAdES.detached without signing-certificate-v2", "ETSI EN 319 142-1 6.3: must be there", sig("Sig1", broken, intact, garbled)).
		note("The signature holds mathematically; it is no PAdES signature.")

	// Algorithms.
	message("sha1", "SHA-1 as digest", "ISO 32000-2 12.8.3.3: SHA-1 is deprecated", cmsOptions{hash: crypto.SHA1}, broken, garbled, intact).
		note("If it is called intact, the weakness must be shown: a second document with the same SHA-1 can be made.")
	message("md5", "MD5 as digest", "ISO 32000-1 12.8.3.3: broken for long", cmsOptions{hash: crypto.MD5}, broken, garbled)
	message("digest_algorithm_differs", "SignerInfo says SHA-512, everything was made with SHA-256", "RFC 5652 5.3", cmsOptions{digestAlg: hashAlg(crypto.SHA512)}, broken, garbled)
	message("signature_algorithm_differs", "digestAlgorithm SHA-256, signatureAlgorithm sha512WithRSAEncryption", "RFC 5652 5.3", cmsOptions{sigAlg: seq(oid("1.2.840.113549.1.1.13"), null)}, broken, garbled)
	message("signature_algorithm_ecdsa", "signatureAlgorithm names ECDSA, key and value are RSA", "RFC 5652 5.3", cmsOptions{sigAlg: seq(oid("1.2.840.10045.4.3.2"))}, broken, garbled)
	message("signature_empty", "the signature value is empty", "RFC 5652 5.3", cmsOptions{signature: func([]byte) []byte { return nil }}, broken, garbled)
	message("signature_one", "the signature value is the number 1", "RFC 8017 8.2.2", cmsOptions{signature: func(b []byte) []byte { return append(make([]byte, len(b)-1), 1) }}, broken)
	message("signature_short", "the signature value lacks its first byte", "RFC 8017 8.2.2", cmsOptions{signature: func(b []byte) []byte { return b[1:] }}, broken, garbled)

	// Timestamps of the signature value.
	small := [][]byte{keys.signerA.cert.Raw}
	message("signature_timestamp", "with a genuine timestamp of the signature value", "RFC 3161 appendix A", cmsOptions{certs: small, stamp: timestampToken}, intact)
	message("signature_timestamp_of_other", "with a genuine timestamp of another value", "RFC 3161 appendix A", cmsOptions{certs: small, stamp: func([]byte) []byte { return timestampToken([]byte("other")) }}, intact, broken, garbled).
		note("The signature holds; the timestamp must not be shown as proof of anything.")
	message("signature_timestamp_rubbish", "with rubbish where the timestamp should be", "RFC 3161 appendix A", cmsOptions{certs: small, stamp: func([]byte) []byte { return octets([]byte("PRACTICE")) }}, intact, broken, garbled).
		note("As signature_timestamp_of_other.")
	message("attributes_unknown", "with a signed attribute nobody knows", "RFC 5652 11: others may be there", cmsOptions{attributes: func(l []attribute) []attribute {
		return append(l, attribute{"1.3.6.1.4.1.99999.2", [][]byte{octets([]byte("PRACTICE"))}})
	}}, intact).say("pdfsig", totalValid)
	message("attributes_empty_set", "signedAttrs is there and empty", "RFC 5652 5.3: SIZE (1..MAX)", cmsOptions{attributes: func([]attribute) []attribute { return nil }}, broken, garbled)

	// Lengths.
	crafted := func(name, done string, value []byte) {
		add("cms", name, base().sign(sealing{cms: func([]byte) []byte { return value }}, signing(detached, "")...).b, done, "X.690 8.1.3", sig("Sig1", broken, garbled)).say("pdfsig", "!Signature is Valid")
	}
	crafted("der_length_huge", "the outer length is 4 GiB", []byte{0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x06})
	crafted("der_length_of_eight", "the outer length has eight bytes, all ones", []byte{0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})
	crafted("der_deep", "1,500 sequences of indefinite length inside each other", bytes.Repeat([]byte{0x30, 0x80}, 1500))
	crafted("der_tag_only", "one tag byte", []byte{0x30})

	// SignerInfos.
	message("signers_two", "two SignerInfos, both right, of two signers", "ISO 32000-1 12.8.3.3.1: one signature per dictionary", cmsOptions{
		certs: [][]byte{keys.signerA.cert.Raw, keys.signerB.cert.Raw}, infos: both(nil)}, broken, garbled)
	message("signers_two_first_wrong", "two SignerInfos, the first over other content", "ISO 32000-1 12.8.3.3.1", cmsOptions{
		certs: [][]byte{keys.signerA.cert.Raw, keys.signerB.cert.Raw}, infos: func(own []byte) [][]byte {
			return [][]byte{signerInfo([]byte("other"), withDefaults(keys.signerB)), own}
		}}, broken, garbled)
	message("signers_two_second_wrong", "two SignerInfos, the second over other content", "ISO 32000-1 12.8.3.3.1", cmsOptions{
		certs: [][]byte{keys.signerA.cert.Raw, keys.signerB.cert.Raw}, infos: func(own []byte) [][]byte {
			return [][]byte{own, signerInfo([]byte("other"), withDefaults(keys.signerB))}
		}}, broken, garbled)
	message("signers_none", "no SignerInfo at all, only certificates", "RFC 5652 5.1; ISO 32000-1 12.8.3.3.1", cmsOptions{infos: func([]byte) [][]byte { return nil }}, broken, garbled).say("pdfsig", "!Signature is Valid")

	// Certificates.
	A, CA := keys.signerA.cert.Raw, keys.ca.cert.Raw
	stranger := func(name, done string, o cmsOptions) *vector {
		v := message(name, done, certNorm, o, intact)
		v.Signatures[0] = v.Signatures[0].unknownIssuer()
		return v
	}
	stranger("cert_self_signed_beside_root", "Signer A's name in a self-signed certificate; the genuine CA certificate is added to the CMS", cmsOptions{signer: keys.attacker, certs: [][]byte{keys.attacker.cert.Raw, CA}}).
		note("Intact, but by nobody known. A verifier that takes any root out of the CMS, or any certificate that chains, is fooled.")
	stranger("cert_self_signed_beside_chain", "as before, with Signer A's genuine certificate as well", cmsOptions{signer: keys.attacker, bySKI: true, certs: [][]byte{A, CA, keys.attacker.cert.Raw}})
	stranger("cert_ca_of_same_name", "the signer's certificate comes from a CA with the practice CA's name and another key", cmsOptions{signer: keys.underFake, certs: [][]byte{keys.underFake.cert.Raw, keys.fakeCA.cert.Raw}})
	stranger("cert_ca_of_same_name_beside_true", "as before, and the true CA certificate is there too", cmsOptions{signer: keys.underFake, certs: [][]byte{keys.underFake.cert.Raw, CA, keys.fakeCA.cert.Raw}})
	stranger("cert_issued_by_leaf", "the signer's certificate was issued by Signer B, who is no CA", cmsOptions{signer: keys.underLeaf, certs: [][]byte{keys.underLeaf.cert.Raw, keys.signerB.cert.Raw, CA}})
	message("cert_order_reversed", "CA certificate first, then the signer's: a set has no order", "RFC 5652 5.1", cmsOptions{certs: [][]byte{CA, A}}, intact)
	message("cert_missing", "the signer's certificate is not in the CMS", "ISO 32000-1 12.8.3.3.1: at least the signer's certificate", cmsOptions{certs: [][]byte{CA}}, broken, garbled)
	message("cert_none", "no certificate in the CMS", "ISO 32000-1 12.8.3.3.1", cmsOptions{certs: [][]byte{}}, broken, garbled)
	message("cert_of_twin", "the certificate in the CMS has Signer A's issuer and serial, but another key", certNorm, cmsOptions{certs: [][]byte{keys.twin.cert.Raw, CA}, noCertV2: true}, broken)
	message("cert_twice", "two certificates fit issuer and serial, the wrong one first", certNorm, cmsOptions{certs: [][]byte{keys.twin.cert.Raw, A, CA}}, intact, broken, garbled).
		note("signing-certificate-v2 tells which one is meant.")
	message("cert_ended_before", "the signer's certificate ended in 2022; the claimed time is 2026", certNorm, cmsOptions{signer: keys.expired, certs: [][]byte{keys.expired.cert.Raw, CA}}, intact, broken).
		note("Intact; that the certificate had ended at the claimed time is a finding of its own and must be shown.")
}

func withDefaults(i *identity) cmsOptions {
	o := cmsOptions{signer: i, hash: crypto.SHA256}
	o.content.kind = idData
	return o
}

// both adds Signer B's own SignerInfo over the same content: the digest is
// taken out of Signer A's.
func both(_ []byte) func([]byte) [][]byte {
	return func(own []byte) [][]byte {
		i := bytes.Index(own, oid(idMessageDigest))
		d := own[i+len(oid(idMessageDigest))+4:][:32]
		o := withDefaults(keys.signerB)
		o.attributes = with(func(a *attribute) { a.values = [][]byte{octets(d)} }, idMessageDigest)
		return [][]byte{own, signerInfo(nil, o)}
	}
}
