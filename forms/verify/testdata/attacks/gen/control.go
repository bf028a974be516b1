//go:build ignore

package main

import (
	"bytes"
	"crypto"
	"fmt"
)

// Object numbers of the base documents.
const (
	nCatalog, nPages, nPage, nFont, nText, nInfo = 1, 2, 3, 4, 5, 6
	nForm, nField, nSig                          = 7, 8, 9
	nAmount, nAmountLook                         = 10, 11
	nSig2Field, nSig2                            = 12, 13
)

// What pdfsig says of a signature over the whole file, and of one that stops
// before the end.
const (
	totalValid    = "- Total document signed | - Signature Validation: Signature is Valid."
	notTotalValid = "- Not total document signed | - Signature Validation: Signature is Valid."
)

const (
	honestText = "BT /F1 18 Tf 40 200 Td (PRACTICE: A owes B 100 yen.) Tj ET"
	evilText   = "BT /F1 18 Tf 40 200 Td (PRACTICE: A owes B 900 yen.) Tj ET"
	helvetica  = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
	detached   = "adbe.pkcs7.detached"
	cades      = "ETSI.CAdES.detached"
)

func catalog(more string) object {
	return obj(nCatalog, "<< /Type /Catalog /Pages 2 0 R %s >>", more)
}

func page(more string) object {
	return obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R %s >>", more)
}

// baseObjects is a page of one line of text.
func baseObjects() []object {
	return []object{
		catalog(""), obj(nPages, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"), page(""),
		obj(nFont, helvetica), stream(nText, "", honestText), obj(nInfo, "<< /Title (Practice) /Producer (PRACTICE vectors) >>"),
	}
}

func base() *doc {
	d := newDoc()
	d.extra = " /Info 6 0 R /ID [<50524143544943450000000000000001> <50524143544943450000000000000001>]"
	d.revise(baseObjects()...)
	return d
}

func acroForm(fields string) object {
	return obj(nForm, "<< /Fields [%s] /SigFlags 3 /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 4 0 R >> >> >>", fields)
}

func sigField(num int, name, value, more string) object {
	v := ""
	if value != "" {
		v = "/V " + value
	}
	return obj(num, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (%s) %s /P 3 0 R /Rect [0 0 0 0] /F 132 %s >>", name, v, more)
}

// signing are the objects of an ordinary signing revision of base.
func signing(subFilter, more string) []object {
	return []object{
		catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), acroForm("8 0 R"),
		sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(subFilter, more)),
	}
}

// signed is base with one honest signature.
func signed() *doc { return base().sign(sealing{}, signing(detached, "")...) }

// signedAs is signed with a CMS of its own making.
func signedAs(o cmsOptions) []byte {
	return base().sign(sealing{cms: func(c []byte) []byte { return cmsOf(c, o) }}, signing(detached, "")...).b
}

func textField(value string) []object {
	look := fmt.Sprintf("/Tx BMC BT /F1 12 Tf 2 5 Td (%s) Tj ET EMC", value)
	return []object{
		obj(nAmount, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Amount) /V (%s) /DA (/F1 12 Tf 0 g) /P 3 0 R /Rect [40 150 200 170] /F 4 /AP << /N 11 0 R >> >>", value),
		stream(nAmountLook, "/Type /XObject /Subtype /Form /BBox [0 0 160 20] /Resources << /Font << /F1 4 0 R >> >>", look),
	}
}

// form is base with a text field and two empty signature fields.
func form() *doc {
	d := newDoc()
	d.extra = base().extra
	objs := baseObjects()
	objs[0] = catalog("/AcroForm 7 0 R")
	objs[2] = page("/Annots [10 0 R 8 0 R 12 0 R]")
	objs = append(objs, acroForm("10 0 R 8 0 R 12 0 R"), sigField(nField, "Sig1", "", ""), sigField(nSig2Field, "Sig2", "", ""))
	d.revise(append(objs, textField("100")...)...)
	return d
}

// signedForm signs Sig1 of form; more goes into the signature dictionary, cat
// into the catalog.
func signedForm(more, cat string) *doc {
	objs := []object{sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, more))}
	if cat != "" {
		objs = append(objs, catalog("/AcroForm 7 0 R "+cat))
	}
	return form().sign(sealing{}, objs...)
}

// certified is signedForm with a DocMDP level.
func certified(p int) *doc {
	return signedForm(fmt.Sprintf("/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P %d /V /1.2 >> >>]", p),
		"/Perms << /DocMDP 9 0 R >>")
}

func bySignerB(c []byte) []byte { return cmsOf(c, cmsOptions{signer: keys.signerB}) }

const wholeFile = "ISO 32000-1 12.8.1: the byte range is the whole file but the signature value"

func controls() {
	pass := func(v *vector) { v.say("pdfsig", totalValid) }
	g := "control"
	add(g, "control_table", signed().b, "untouched; classic cross-reference table; the signature came in a second revision", wholeFile, sig("Sig1", intact)).
		say("pdfsig", totalValid).say("mutool", "unchanged").say("qpdf", "No syntax")

	d := newDoc()
	d.xrefStream = true
	d.extra = base().extra
	objs := baseObjects()
	d.put()
	d.size = 7
	d.revise(objs[4], objectStream(7, objs[0], objs[1], objs[2], objs[3], objs[5]))
	d.size = 20
	one := signing(detached, "")
	one[2] = obj(14, "%s", one[2].body)
	one[0] = catalog("/AcroForm 14 0 R")
	d.sign(sealing{}, one...)
	add(g, "control_xref_stream", d.b, "untouched; cross-reference streams and an object stream in both revisions", "ISO 32000-1 7.5.7, 7.5.8", sig("Sig1", intact)).
		say("pdfsig", totalValid).say("qpdf", "No syntax")

	d = newDoc()
	d.extra = base().extra
	d.sign(sealing{}, append(signing(detached, ""), baseObjects()[1], baseObjects()[3], baseObjects()[4], baseObjects()[5])...)
	add(g, "control_single_revision", d.b, "untouched; signed while it was written, so there is only one revision", wholeFile, sig("Sig1", intact)).
		say("pdfsig", totalValid)

	add(g, "control_unsigned", base().b, "no signature", "", []verdict{}...).say("pdfsig", "not contain any")
	add(g, "control_unsigned_fields", form().b, "two signature fields without a value", "ISO 32000-1 12.7.4.5", []verdict{}...)

	pass(add(g, "control_no_attributes", signedAs(cmsOptions{noAttributes: true}), "CMS without signed attributes, as old Acrobat versions wrote it: the signature is over the document's digest itself", "RFC 5652 5.4", sig("Sig1", intact)))
	o := cmsOptions{noTime: true}
	pass(add(g, "control_cades", base().sign(sealing{cms: func(c []byte) []byte { return cmsOf(c, o) }}, signing(cades, "")...).b, "ETSI.CAdES.detached, signing-certificate-v2, no signing-time", "ETSI EN 319 142-1 6.3", sig("Sig1", intact)))
	pass(add(g, "control_sha384", signedAs(cmsOptions{hash: crypto.SHA384}), "SHA-384", "ISO 32000-1 12.8.3.3", sig("Sig1", intact)))
	pass(add(g, "control_sha512", signedAs(cmsOptions{hash: crypto.SHA512}), "SHA-512", "ISO 32000-1 12.8.3.3", sig("Sig1", intact)))
	pass(add(g, "control_sha256_rsa_oid", signedAs(cmsOptions{sigAlg: seq(oid("1.2.840.113549.1.1.11"), null)}), "signatureAlgorithm is sha256WithRSAEncryption instead of rsaEncryption", "RFC 3370 3.2, RFC 5754 3.2", sig("Sig1", intact)))
	add(g, "control_key_identifier", signedAs(cmsOptions{bySKI: true}), "the signer is named by subjectKeyIdentifier, SignerInfo version 3", "RFC 5652 5.3", sig("Sig1", intact))
	pass(add(g, "control_no_cert_v2", signedAs(cmsOptions{noCertV2: true}), "adbe.pkcs7.detached without signing-certificate-v2, which it does not ask for", "ISO 32000-1 12.8.3.3", sig("Sig1", intact)))
	pass(add(g, "control_leaf_only", signedAs(cmsOptions{certs: [][]byte{keys.signerA.cert.Raw}}), "only the signer's certificate is in the CMS", "ISO 32000-1 12.8.3.3: at least the signer's certificate", sig("Sig1", intact)))

	pass(add(g, "control_openssl", base().sign(sealing{cms: func(c []byte) []byte { return opensslCMS(c) }}, signing(detached, "")...).b, "the value is OpenSSL's work, without signed attributes", "RFC 5652 5.4", sig("Sig1", intact)))
	add(g, "contents_ber", base().sign(sealing{cms: func(c []byte) []byte { return opensslCMS(c, "-stream") }}, signing(detached, "")...).b, "OpenSSL's work in BER with indefinite lengths", "ISO 32000-1 12.8.3.3.1: DER", sig("Sig1", broken, garbled, intact)).
		note("The standard asks for DER; many readers take BER, and some signers write it.")
	one = signing(detached, "")
	one[4] = obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /Contents %s /ByteRange %s >>", detached, hexMark, rangeMark)
	pass(add(g, "control_contents_first", base().sign(sealing{}, one...).b, "/Contents stands before /ByteRange in the dictionary; no /M, no /Name", wholeFile, sig("Sig1", intact)))

	one = signing(detached, "")
	direct := sigDict(detached, "")
	add(g, "control_direct_value", base().sign(sealing{}, one[0], one[1], one[2], sigField(nField, "Sig1", direct, "")).b, "the signature dictionary stands directly in the field's /V", "ISO 32000-1 12.7.4.5 does not ask for a reference", sig("Sig1", intact))

	d = base().sign(sealing{}, catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), acroForm("14 0 R"),
		obj(14, "<< /FT /Sig /T (Group) /Kids [15 0 R] >>"), obj(15, "<< /T (Inner) /Parent 14 0 R /V 9 0 R /Kids [8 0 R] >>"),
		obj(8, "<< /Type /Annot /Subtype /Widget /Parent 15 0 R /P 3 0 R /Rect [0 0 0 0] /F 132 >>"), obj(nSig, "%s", sigDict(detached, "")))
	pass(add(g, "control_grouped_field", base().sign(sealing{}, catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), acroForm("14 0 R"),
		obj(14, "<< /T (Group) /Kids [8 0 R] >>"), sigField(nField, "Inner", "9 0 R", "/Parent 14 0 R"), obj(nSig, "%s", sigDict(detached, ""))).b,
		"the field hangs under a group", "ISO 32000-1 12.7.3", sig("Group.Inner", intact)))
	add(g, "control_nested_field", d.b, "the field hangs two levels deep, /FT is inherited, the widget is a child without a name", "ISO 32000-1 12.7.3", sig("Group.Inner", intact)).
		note("pdfsig does not look for /V above the widget and mutool misreads it; openssl confirms the value.")

	d = base().sign(sealing{hex: func(b []byte) string { return string(bytes.ToLower(fmt.Appendf(nil, "%x", b))) }}, signing(detached, "")...)
	add(g, "control_lower_case_hex", d.b, "hex digits in lower case", "ISO 32000-1 7.3.4.3", sig("Sig1", intact)).say("pdfsig", totalValid)
	d = base().sign(sealing{hex: func(b []byte) string {
		s := fmt.Sprintf("%X", b)
		return s[:64] + "\n" + s[64:128] + " " + s[128:]
	}}, signing(detached, "")...)
	add(g, "contents_white_space", d.b, "white space inside the hex string", "ISO 32000-1 7.3.4.3: white space in a hex string is ignored", sig("Sig1", intact, broken, garbled)).
		note("Allowed by the syntax, written by nobody; a strict reader may refuse it.")
	add(g, "control_visible", base().sign(sealing{}, catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), acroForm("8 0 R"),
		obj(nField, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /V 9 0 R /P 3 0 R /Rect [40 40 200 80] /F 132 /AP << /N 14 0 R >> >>"),
		stream(14, "/Type /XObject /Subtype /Form /BBox [0 0 160 40] /Resources << /Font << /F1 4 0 R >> >>", "BT /F1 10 Tf 4 15 Td (PRACTICE Signer A) Tj ET"),
		obj(nSig, "%s", sigDict(detached, ""))).b, "visible signature with an appearance", "ISO 32000-1 12.7.4.5", sig("Sig1", intact)).say("pdfsig", totalValid)
	pass(add(g, "control_range_padded", base().sign(sealing{printed: func(a, b, n int) string {
		return fmt.Sprintf("[0 %010d %010d %010d]", a, b, n-b)
	}}, signing(detached, "")...).b, "the numbers of the range have leading zeros", "ISO 32000-1 7.3.3", sig("Sig1", intact)))
	add(g, "control_range_lines", base().sign(sealing{printed: func(a, b, n int) string {
		return fmt.Sprintf("[\r\n0\t%d\r%d\n%d %%x\n]", a, b, n-b)
	}}, signing(detached, "")...).b, "the numbers of the range stand on lines of their own, with a comment", "ISO 32000-1 7.2", sig("Sig1", intact)).say("pdfsig", totalValid)
	fieldsCycle := base().sign(sealing{}, catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), acroForm("14 0 R 8 0 R"),
		obj(14, "<< /T (Loop) /Kids [14 0 R 15 0 R] >>"), obj(15, "<< /T (Back) /Parent 14 0 R /Kids [14 0 R] >>"),
		sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	add("structure", "fields_cycle", fieldsCycle.b, "a branch of the field tree contains itself; Sig1 stands beside it", "ISO 32000-1 12.7.3", sig("Sig1", intact, garbled)).
		note("The point is that the reader comes back.")
}
