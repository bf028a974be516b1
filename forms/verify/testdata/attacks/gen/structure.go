//go:build ignore

package main

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"strings"
)

func structures() {
	g := "structure"
	orphan := base().sign(sealing{}, catalog("/AcroForm 7 0 R"), acroForm(""), obj(nSig, "%s", sigDict(detached, "")))
	add(g, "orphan_signature", orphan.b, "an honest signature dictionary that no field leads to", "ISO 32000-1 12.8.1: signatures stand in signature fields", []verdict{}...).say("pdfsig", "not contain any")
	noForm := base().sign(sealing{}, obj(nSig, "%s", sigDict(detached, "")))
	add(g, "orphan_without_form", noForm.b, "the same without any AcroForm", "ISO 32000-1 12.8.1", []verdict{}...)
	onPage := base().sign(sealing{}, page("/Annots [8 0 R]"), sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	add(g, "widget_without_form", onPage.b, "the widget is on the page, but the catalog has no AcroForm", "ISO 32000-1 12.7.2", []verdict{}...).whole(unsigned, intact).
		note("Some viewers find signatures by the widgets on pages.")

	shared := base().sign(sealing{}, catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R 12 0 R]"), acroForm("8 0 R 12 0 R"),
		sigField(nField, "Sig1", "9 0 R", ""), sigField(nSig2Field, "Sig2", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	add(g, "two_fields_one_signature", shared.b, "two fields share one signature dictionary from the start", "ISO 32000-1 12.7.4.5", sig("Sig1", intact, broken), sig("Sig2", broken, intact)).
		whole(broken, intact).note("One signature. Whatever is said, it must not be counted as two signers.")
	add(g, "two_fields_one_signature_later", signed().then(page("/Annots [8 0 R 12 0 R]"), acroForm("8 0 R 12 0 R"), sigField(nSig2Field, "Sig2", "9 0 R", "")).b,
		"a later revision adds a second field with the first one's signature dictionary", "ISO 32000-1 12.7.4.5", sig("Sig1", changed, broken), sig("Sig2", changed, broken))

	ur := func(sub string) object {
		return obj(14, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange %s /Contents %s /Reference [<< /Type /SigRef /TransformMethod /UR3 /TransformParams << /Type /TransformParams /Form [/FillIn /Export] /V /2.2 >> >>] >>", sub, rangeMark, hexMark)
	}
	add(g, "usage_rights_only", base().sign(sealing{}, catalog("/Perms << /UR3 14 0 R >>"), ur(detached)).b, "a usage-rights signature (UR3) and no other", "ISO 32000-1 12.8.2.3: usage rights are no signature of a person", []verdict{}...)
	withUR := form()
	withUR.size = 20
	withUR.sign(sealing{}, catalog("/AcroForm 7 0 R /Perms << /UR3 14 0 R >>"), ur(detached))
	withUR.sign(sealing{}, sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	add(g, "usage_rights_then_signed", withUR.b, "a usage-rights signature, then a person's", "ISO 32000-1 12.8.2.3", sig("Sig1", intact))

	mallory := func(c []byte) []byte {
		return cmsOf(c, cmsOptions{signer: keys.attacker, certs: [][]byte{keys.attacker.cert.Raw, keys.ca.cert.Raw}})
	}
	swapped := signed().sign(sealing{cms: mallory}, stream(nText, "", evilText), sigField(nField, "Sig1", "13 0 R", ""), obj(nSig2, "%s", sigDict(detached, "")))
	add(g, "value_redirected", swapped.b, "a later revision points the field to another signature, by a self-signed look-alike, over a changed text", "ISO 32000-1 12.7.4.5, 12.8.1", sig("Sig1", changed, broken, intact).unknownIssuer()).
		note("The current signature is intact, by nobody known; that a former one was replaced is worth saying. It must never appear as Signer A's.")
	two := second(signed())
	add(g, "value_pointed_back", two.then(sigField(nSig2Field, "Sig2", "9 0 R", "")).b, "of two signed fields the second is pointed to the first one's signature afterwards", "ISO 32000-1 12.7.4.5", sig("Sig1", changed, broken), sig("Sig2", changed, broken))
	add(g, "value_removed", signed().then(sigField(nField, "Sig1", "", "")).b, "a later revision takes the value out of the field", "ISO 32000-1 12.7.4.5", []verdict{}...).whole(unsigned, changed).
		note("The current document is unsigned; a reader that looks at former revisions may say changed.")
	noValue := func(name, done, value string) {
		add(g, name, signed().then(sigField(nField, "Sig1", value, "")).b, done, "ISO 32000-1 12.7.4.5", []verdict{}...).whole(unsigned, changed, garbled, broken)
	}
	noValue("value_null", "a later revision makes the field's value null", "null")
	noValue("value_missing_object", "a later revision points the field's value to an object that is not there", "99 0 R")
	noValue("value_string", "a later revision makes the field's value a string", "(PRACTICE Signer A)")
	noValue("value_catalog", "a later revision points the field's value to the catalog", "1 0 R")
	add(g, "field_removed", signed().then(acroForm(""), page("")).b, "a later revision takes the field out of the form", "ISO 32000-1 12.7.2", []verdict{}...).whole(unsigned, changed).note("As value_removed.")
	add(g, "field_renamed", signed().then(sigField(nField, "Other", "9 0 R", "")).b, "a later revision gives the signed field another name", "ISO 32000-1 12.7.3.2", sig("Other", changed, broken))
	add(g, "field_type_changed", signed().then(obj(nField, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Sig1) /V 9 0 R /P 3 0 R /Rect [0 0 0 0] /F 132 >>")).b, "a later revision makes the signature field a text field", "ISO 32000-1 12.7.4", []verdict{}...).whole(unsigned, changed, broken, garbled)

	d := signed()
	old := must(d.b, "\n5 0 obj") + 1
	at := d.put(stream(nText, "", evilText))
	d.table([]row{{nText, fmt.Sprintf("%010d 00000 n", old)}, {nText, fmt.Sprintf("%010d 00000 n", at[nText])}}, "")
	add(g, "object_twice_in_section", d.b, "one cross-reference section lists the text twice, first where it was, then anew: readers differ", "ISO 32000-1 7.5.4: one entry per object and section", sig("Sig1", changed, broken, garbled))
	d = signed()
	at = d.put(stream(nText, "", evilText))
	d.table([]row{{nText, fmt.Sprintf("%010d 00000 n", at[nText])}, {nText, fmt.Sprintf("%010d 00000 n", old)}}, "")
	add(g, "object_twice_in_section_reversed", d.b, "the same in the other order", "ISO 32000-1 7.5.4", sig("Sig1", changed, broken, garbled))
	twice := base()
	twice.size = nInfo + 1
	spare := twice.put(stream(nText, "", evilText))
	objs := signing(detached, "")
	for i := range objs {
		objs[i].body = spread(objs[i].body)
	}
	where := twice.put(objs...)
	rows := []row{{nText, fmt.Sprintf("%010d 00000 n", must(twice.b, "\n5 0 obj")+1)}, {nText, fmt.Sprintf("%010d 00000 n", spare[nText])}}
	for n, o := range where {
		rows = append(rows, row{n, fmt.Sprintf("%010d 00000 n", o)})
	}
	twice.table(rows, "")
	twice.seal(sealing{})
	add(g, "object_twice_when_signed", twice.b, "the signed revision itself lists the text twice: two readers see two texts under one signature", "ISO 32000-1 7.5.4", sig("Sig1", intact, broken, garbled)).
		note("Nothing changed after signing, so intact is right by the letter; refusing an ambiguous file is wiser.")
	d = signed()
	d.b = append(d.b, fmt.Sprintf("5 1 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(evilText), evilText)...)
	gen := bytes.LastIndex(d.b, []byte("5 1 obj"))
	d.table([]row{{nText, fmt.Sprintf("%010d 00001 n", gen)}}, "")
	add(g, "object_of_next_generation", d.b, "a later revision lists the text only in generation 1; the page's reference to generation 0 leads nowhere", "ISO 32000-1 7.3.10, 7.5.4", sig("Sig1", changed))
	d = signed()
	at = d.put(stream(nText, "", evilText))
	start := len(d.b)
	d.raw("xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", at[nText], d.size, start, start)
	add(g, "prev_loop", d.b, "a later cross-reference section names itself as its predecessor", "ISO 32000-1 7.5.5", []verdict{}...).whole(garbled, changed, broken, unsigned).
		note("The point is that the reader comes back and does not say intact.").MustNotBe = []string{intact, later}
	d = signed()
	d.extra += " /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + strings.Repeat("00", 32) + "> /U <" + strings.Repeat("00", 32) + "> >>"
	add(g, "encrypt_added_later", d.then().b, "a later trailer says the document is encrypted", "ISO 32000-1 7.6.1", []verdict{}...).whole(garbled, changed, broken)
	d = signed()
	for i := 0; i < 100; i++ {
		d.revise()
	}
	add(g, "many_empty_revisions", d.b, "a hundred revisions without any object", "ISO 32000-1 7.5.6", sig("Sig1", later, changed)).note("As empty_revision; the reader has to come back quickly.")

	encrypted()
}

// encrypted signs a document encrypted with RC4 and an empty password.
func encrypted() {
	pad := []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")
	id := []byte("PRACTICE ID 0001")
	crypt := func(key, b []byte) []byte {
		c, err := rc4.NewCipher(key)
		check(err)
		out := make([]byte, len(b))
		c.XORKeyStream(out, b)
		return out
	}
	// ISO 32000-1 7.6.3.3 and 7.6.3.4, V 1, R 2: 40 bits.
	owner := md5.Sum(pad)
	o := crypt(owner[:5], pad)
	p := int32(-4)
	var flags [4]byte
	binary.LittleEndian.PutUint32(flags[:], uint32(p))
	sum := md5.Sum(bytes.Join([][]byte{pad, o, flags[:], id}, nil))
	key := sum[:5]
	u := crypt(key, pad)
	enc := func(num int, s string) string {
		k := md5.Sum(append(bytes.Clone(key), byte(num), byte(num>>8), byte(num>>16), 0, 0))
		return string(crypt(k[:10], []byte(s)))
	}
	hexed := func(num int, s string) string { return hexOf([]byte(enc(num, s))) }
	d := newDoc()
	d.extra = fmt.Sprintf(" /ID [%s %s] /Encrypt << /Filter /Standard /V 1 /R 2 /P %d /O %s /U %s >>", hexOf(id), hexOf(id), p, hexOf(o), hexOf(u))
	objs := baseObjects()[:5]
	objs[4] = stream(nText, "", enc(nText, honestText))
	d.revise(objs...)
	d.sign(sealing{}, catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), obj(nForm, "<< /Fields [8 0 R] /SigFlags 3 >>"),
		obj(nField, "<< /Type /Annot /Subtype /Widget /FT /Sig /T %s /V 9 0 R /P 3 0 R /Rect [0 0 0 0] /F 132 >>", hexed(nField, "Sig1")),
		obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange %s /Contents %s /M %s >>", detached, rangeMark, hexMark, hexed(nSig, "D:20261102120000+09'00'")))
	add("encrypted", "encrypted_signed", d.b, "an encrypted document (RC4, 40 bits, empty password), signed honestly", "ISO 32000-1 7.6.1: /Contents of a signature is not encrypted", sig("Sig1", garbled, intact)).
		note("A reader that refuses encrypted files says so; one that reads them finds it intact.").say("pdfsig", totalValid).whole(garbled, intact)
}
