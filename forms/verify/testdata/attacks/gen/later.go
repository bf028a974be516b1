//go:build ignore

package main

import (
	"bytes"
	"fmt"
	"strings"
)

const mdp = "ISO 32000-1 12.8.2.2, table 254"

// second adds a second signature by Signer B in a field of its own.
func second(d *doc, more ...object) *doc {
	objs := append([]object{page("/Annots [8 0 R 12 0 R]"), acroForm("8 0 R 12 0 R"),
		sigField(nSig2Field, "Sig2", "13 0 R", ""), obj(nSig2, "%s", sigDict(detached, ""))}, more...)
	return d.sign(sealing{cms: bySignerB}, objs...)
}

// fillSig2 signs the prepared field Sig2 of form.
func fillSig2(d *doc, more string) *doc {
	return d.sign(sealing{cms: bySignerB}, sigField(nSig2Field, "Sig2", "13 0 R", ""), obj(nSig2, "%s", sigDict(detached, more)))
}

func (d *doc) then(objs ...object) *doc { d.revise(objs...); return d }

func hexOf(b []byte) string { return fmt.Sprintf("<%X>", b) }

// store are a DSS with the practice CA in it.
func store() []object {
	return []object{
		obj(16, "<< /Type /DSS /Certs [17 0 R] >>"),
		stream(17, "", string(keys.ca.cert.Raw)),
	}
}

func laterChanges() {
	g := "later"
	add(g, "two_signatures", second(signed()).b, "two genuine signatures, the second added by a later revision with a field of its own", "ISO 32000-1 12.8.1: a later signature covers the earlier one", sig("Sig1", later), sig("Sig2", intact)).
		say("pdfsig", "Not total").say("qpdf", "No syntax")
	add(g, "two_signatures_prepared", fillSig2(signedForm("", ""), "").b, "two genuine signatures in fields that were there from the start", "ISO 32000-1 12.8.1", sig("Sig1", later), sig("Sig2", intact)).say("qpdf", "No syntax")
	add(g, "two_signatures_then_content", second(signed()).then(stream(nText, "", evilText)).b, "two genuine signatures, then the text is replaced", "ISO 32000-1 12.8.1", sig("Sig1", changed), sig("Sig2", changed)).say("pdfsig", notTotalValid)
	add(g, "content_between_signatures", second(signed().then(stream(nText, "", evilText))).b, "signed, text replaced, signed by another: the second signer saw the changed text", "ISO 32000-1 12.8.1", sig("Sig1", changed), sig("Sig2", intact)).say("pdfsig", notTotalValid)
	add(g, "content_with_second_signature", second(signed(), stream(nText, "", evilText)).b, "the revision that adds the second signature replaces the text too", "ISO 32000-1 12.8.1", sig("Sig1", changed), sig("Sig2", intact))

	add(g, "form_filled", signedForm("", "").then(textField("200")...).b, "a text field is filled after an approval signature without DocMDP", "ISO 32000-1 12.8.1, 12.7", sig("Sig1", later)).say("pdfsig", notTotalValid)
	add(g, "form_filled_p1", certified(1).then(textField("200")...).b, "a text field is filled after certification with P 1, no changes", mdp, sig("Sig1", changed)).say("pdfsig", notTotalValid)
	add(g, "form_filled_p2", certified(2).then(textField("200")...).b, "a text field is filled after certification with P 2, forms and signing", mdp, sig("Sig1", later))
	add(g, "form_filled_p3", certified(3).then(textField("200")...).b, "a text field is filled after certification with P 3", mdp, sig("Sig1", later))
	add(g, "certified_p1", certified(1).b, "certified with P 1, untouched", mdp, sig("Sig1", intact))
	add(g, "certified_p2", certified(2).b, "certified with P 2, untouched", mdp, sig("Sig1", intact))
	add(g, "certified_p2_then_signed", fillSig2(certified(2), "").b, "certified with P 2, then a prepared field signed", mdp, sig("Sig1", later), sig("Sig2", intact))
	add(g, "certified_p1_then_signed", fillSig2(certified(1), "").b, "certified with P 1, then a prepared field signed all the same", mdp, sig("Sig1", changed), sig("Sig2", intact))
	add(g, "certified_p1_then_dss", certified(1).then(append(store(), catalog("/AcroForm 7 0 R /Perms << /DocMDP 9 0 R >> /DSS 16 0 R"))...).b, "certified with P 1, then a document security store added", "ISO 32000-2 12.8.2.2: DSS is no change under P 1; ISO 32000-1 does not know it", sig("Sig1", later, changed)).
		note("The two editions of the standard differ.")
	add(g, "certified_p1_perms_dropped", certified(1).then(append(textField("200"), catalog("/AcroForm 7 0 R"))...).b, "certified with P 1; a later revision drops /Perms from the catalog and fills a field", mdp, sig("Sig1", changed))
	add(g, "certified_p1_second_certification", certified(1).then(append(textField("200"), catalog("/AcroForm 7 0 R /Perms << /DocMDP 18 0 R >>"),
		obj(18, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /Contents <00> /ByteRange [0 1 2 3] /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>] >>", detached))...).b,
		"certified with P 1; a later revision points /Perms to another dictionary with P 3 and fills a field", mdp, sig("Sig1", changed))
	lock := "/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /Action /Include /Fields [(%s)] /V /1.2 >> >>]"
	add(g, "field_locked_filled", signedForm(fmt.Sprintf(lock, "Amount"), "").then(textField("200")...).b, "FieldMDP locks the field Amount, which is filled afterwards", "ISO 32000-1 12.8.2.4", sig("Sig1", changed))
	add(g, "other_field_locked_filled", signedForm(fmt.Sprintf(lock, "Other"), "").then(textField("200")...).b, "FieldMDP locks another field; Amount is filled afterwards", "ISO 32000-1 12.8.2.4", sig("Sig1", later))

	note := obj(14, "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (PRACTICE note) /P 3 0 R /F 4 >>")
	add(g, "annotation_added", signed().then(page("/Annots [8 0 R 14 0 R]"), note).b, "a sticky note is added after an approval signature", "ISO 32000-1 12.8.1; nothing allows it", sig("Sig1", changed)).
		note("Some viewers tolerate comments after an approval signature; here only signatures, DSS and form filling are allowed.").say("pdfsig", notTotalValid)
	cover := []object{
		obj(14, "<< /Type /Annot /Subtype /FreeText /Rect [30 190 390 225] /DA (/F1 18 Tf 0 g) /Contents (PRACTICE: A owes B 900 yen.) /P 3 0 R /F 4 /AP << /N 15 0 R >> >>"),
		stream(15, "/Type /XObject /Subtype /Form /BBox [0 0 360 35] /Resources << /Font << /F1 4 0 R >> >>", "1 g 0 0 360 35 re f 0 g BT /F1 18 Tf 10 10 Td (PRACTICE: A owes B 900 yen.) Tj ET"),
	}
	fp := func(s string) object { return page("/Annots [10 0 R 8 0 R 12 0 R " + s + "]") }
	add(g, "annotation_covers_text", signed().then(append(cover, page("/Annots [8 0 R 14 0 R]"))...).b, "a free-text annotation covers the signed text with another", "ISO 32000-1 12.8.1", sig("Sig1", changed)).say("pdfsig", notTotalValid)
	add(g, "evil_annotation_p2", certified(2).then(append(cover, fp("14 0 R"))...).b, "EAA against P 2: a free-text annotation covers the text", mdp+"; Evil Annotation Attack", sig("Sig1", changed))
	add(g, "evil_annotation_p3", certified(3).then(append(cover, fp("14 0 R"))...).b, "EAA against P 3: annotations are allowed, and one covers the text", mdp+"; Evil Annotation Attack", sig("Sig1", changed, later)).
		note("P 3 allows annotations, so a reader that says the later change is allowed keeps to the letter; whoever sees the page is deceived all the same.")
	add(g, "annotation_p3", certified(3).then(note, fp("14 0 R")).b, "a sticky note after certification with P 3", mdp, sig("Sig1", later, changed)).
		note("P 3 allows it; a reader that knows only forms, signatures and DSS may say changed.")
	sneaky := certified(2).sign(sealing{cms: func(c []byte) []byte {
		return cmsOf(c, cmsOptions{signer: keys.attacker, certs: [][]byte{keys.attacker.cert.Raw}})
	}},
		fp("14 0 R"), acroForm("10 0 R 8 0 R 12 0 R 14 0 R"),
		obj(14, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sneaky) /V 13 0 R /P 3 0 R /Rect [30 190 390 225] /F 132 /AP << /N 15 0 R >> >>"), cover[1], obj(nSig2, "%s", sigDict(detached, "")))
	add(g, "sneaky_signature_p2", sneaky.b, "SSA: after P 2 somebody adds a signature field of his own whose appearance covers the text", mdp+"; Sneaky Signature Attack", sig("Sig1", changed, later), sig("Sneaky", intact).unknownIssuer()).
		note("P 2 allows signing; adding a visible new field over the text is what the attack lives on. Readers differ; saying allowed is tolerable only if the second signer is shown as unknown.")

	cat := catalog("/AcroForm 7 0 R /DSS 16 0 R")
	add(g, "dss_added", signed().then(append(store(), cat)...).b, "a document security store is added", "ISO 32000-2 12.8.4.3; ETSI EN 319 142-1 5.4.2", sig("Sig1", later)).say("qpdf", "No syntax")
	add(g, "dss_with_content", signed().then(append(store(), cat, stream(nText, "", evilText))...).b, "a document security store is added, and the text replaced in the same revision", "ISO 32000-1 12.8.1", sig("Sig1", changed)).say("pdfsig", notTotalValid)
	stamp := []object{page("/Annots [8 0 R 12 0 R]"), acroForm("8 0 R 12 0 R"), sigField(nSig2Field, "Stamp", "13 0 R", ""),
		obj(nSig2, "<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange %s /Contents %s >>", rangeMark, hexMark)}
	add(g, "document_timestamp", signed().sign(sealing{cms: timestampToken}, stamp...).b, "a document timestamp is added", "ISO 32000-2 12.8.5; RFC 3161", sig("Sig1", later), sig("Stamp", intact, garbled)).
		note("A reader without timestamps may say it cannot read the second.").whole(later, garbled)
	stamp[3] = obj(nSig2, "<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange %s /Contents %s >>", rangeMark, hexMark)
	stamp[0], stamp[1], stamp[2] = page("/Annots [8 0 R 12 0 R]"), acroForm("8 0 R 12 0 R"), sigField(nSig2Field, "Stamp", "13 0 R", "")
	add(g, "document_timestamp_rubbish", signed().sign(sealing{cms: func([]byte) []byte { return []byte("PRACTICE rubbish, no token") }}, stamp...).b, "a document timestamp whose value is rubbish", "RFC 3161", sig("Sig1", later), sig("Stamp", broken, garbled))
	stamp[3] = obj(nSig2, "<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange %s /Contents %s >>", rangeMark, hexMark)
	add(g, "document_timestamp_of_other", signed().sign(sealing{cms: func([]byte) []byte { return timestampToken([]byte("another document")) }}, stamp...).b, "a genuine token over another document", "RFC 3161", sig("Sig1", later), sig("Stamp", broken, garbled))

	add(g, "store_and_timestamp", signed().then(append(store(), cat)...).sign(sealing{cms: timestampToken}, page("/Annots [8 0 R 12 0 R]"), acroForm("8 0 R 12 0 R"), sigField(nSig2Field, "Stamp", "13 0 R", ""),
		obj(nSig2, "<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange %s /Contents %s >>", rangeMark, hexMark)).b, "a security store, then a document timestamp: the long-term way", "ETSI EN 319 142-1 5.5", sig("Sig1", later), sig("Stamp", intact, garbled)).whole(later, garbled).note("A reader without timestamps may say it cannot read the second.")
	add(g, "two_signatures_then_dss", second(signed()).then(append(store(), cat)...).b, "two signatures, then a security store", "ISO 32000-2 12.8.4.3", sig("Sig1", later), sig("Sig2", later))
	add(g, "dss_added_with_extensions", signed().then(append(store(), catalog("/AcroForm 7 0 R /DSS 16 0 R /Version /1.7 /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 1 >> >>"))...).b, "a security store is added, and the catalog names the extension it belongs to", "ETSI EN 319 142-1 5.4.2; ISO 32000-1 7.12", sig("Sig1", later, changed)).
		note("Real programs write the extension; a reader that compares the catalog key by key may say changed.")
	third := second(signed()).sign(sealing{cms: bySignerB}, page("/Annots [8 0 R 12 0 R 18 0 R]"), acroForm("8 0 R 12 0 R 18 0 R"), sigField(18, "Sig3", "19 0 R", ""), obj(19, "%s", sigDict(detached, "")))
	add(g, "three_signatures", third.b, "three signatures one after the other", "ISO 32000-1 12.8.1", sig("Sig1", later), sig("Sig2", later), sig("Sig3", intact))
	flipped := signed()
	flipped.b[must(flipped.b, "100 yen")] ^= 1
	add(g, "first_broken_second_intact", second(flipped).b, "a byte of the signed text is flipped, then another signs: the second signer saw the flipped text", "ISO 32000-1 12.8.1", sig("Sig1", broken), sig("Sig2", intact))
	packed := newDoc()
	packed.xrefStream, packed.extra, packed.size = true, base().extra, 7
	objs := baseObjects()
	packed.revise(objs[4], objectStream(7, objs[0], objs[1], objs[2], objs[3], objs[5]))
	packed.size = 20
	form14 := func(fields string) object { return obj(14, "%s", acroForm(fields).body) }
	packed.sign(sealing{}, catalog("/AcroForm 14 0 R"), page("/Annots [8 0 R]"), form14("8 0 R"), sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	packed.sign(sealing{cms: bySignerB}, page("/Annots [8 0 R 12 0 R]"), form14("8 0 R 12 0 R"), sigField(nSig2Field, "Sig2", "13 0 R", ""), obj(nSig2, "%s", sigDict(detached, "")))
	add(g, "two_signatures_xref_stream", packed.b, "two genuine signatures, cross-reference streams throughout", "ISO 32000-1 7.5.8, 12.8.1", sig("Sig1", later), sig("Sig2", intact)).say("qpdf", "No syntax")
	arrays := base().sign(sealing{}, catalog("/AcroForm 7 0 R"), page("/Annots 16 0 R"), obj(nForm, "<< /Fields 17 0 R /SigFlags 3 >>"), obj(16, "[8 0 R]"), obj(17, "[8 0 R]"),
		sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	arrays.sign(sealing{cms: bySignerB}, obj(16, "[8 0 R 12 0 R]"), obj(17, "[8 0 R 12 0 R]"), sigField(nSig2Field, "Sig2", "13 0 R", ""), obj(nSig2, "%s", sigDict(detached, "")))
	add(g, "two_signatures_indirect_arrays", arrays.b, "two genuine signatures; the lists of fields and annotations are objects of their own", "ISO 32000-1 7.3.10", sig("Sig1", later), sig("Sig2", intact)).say("qpdf", "No syntax")
	seen := func(text, more string) []object {
		return []object{obj(nField, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /V 9 0 R /P 3 0 R /Rect [40 40 200 80] /F 132 /AP << /N 14 0 R >> >>"),
			stream(14, "/Type /XObject /Subtype /Form /BBox [0 0 160 40] /Resources << /Font << /F1 4 0 R >> >>", "BT /F1 10 Tf 4 15 Td ("+text+") Tj ET")}
	}
	visible := base().sign(sealing{}, append(seen("PRACTICE Signer A", ""), catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), acroForm("8 0 R"), obj(nSig, "%s", sigDict(detached, "")))...)
	add(g, "signature_appearance_replaced", visible.then(seen("PRACTICE Minister", "")[1]).b, "the visible signature's own appearance is replaced afterwards", "ISO 32000-1 12.8.1", sig("Sig1", changed)).say("pdfsig", notTotalValid)
	sneaked := certified(2).sign(sealing{cms: bySignerB}, obj(nSig2Field, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /V 13 0 R /P 3 0 R /Rect [30 190 390 225] /F 132 /AP << /N 15 0 R >> >>"), cover[1], obj(nSig2, "%s", sigDict(detached, "")))
	add(g, "sneaky_prepared_field_p2", sneaked.b, "after P 2 an invisible prepared field is signed and, in doing so, moved over the text with an appearance of another", mdp+"; Sneaky Signature Attack", sig("Sig1", changed, later), sig("Sig2", intact)).
		note("Signing is allowed, moving the widget is not form filling; readers differ.")
	box := func(state string) object {
		return obj(14, "<< /Type /Annot /Subtype /Widget /FT /Btn /T (Agree) /V /%s /AS /%s /P 3 0 R /Rect [40 120 52 132] /F 4 /AP << /N << /Yes 15 0 R /Off 16 0 R >> >> >>", state, state)
	}
	ticked := newDoc()
	ticked.extra = base().extra
	ticked.revise(append(baseObjects()[1:], catalog("/AcroForm 7 0 R"), box("Off"), acroForm("14 0 R"), stream(15, "/Type /XObject /Subtype /Form /BBox [0 0 12 12]", "0 0 12 12 re f"), stream(16, "/Type /XObject /Subtype /Form /BBox [0 0 12 12]", "0 0 12 12 re S"))...)
	ticked.sign(sealing{}, page("/Annots [14 0 R 8 0 R]"), acroForm("14 0 R 8 0 R"), sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	add(g, "box_ticked", ticked.clone().then(box("Yes")).b, "a check box is ticked after an approval signature", "ISO 32000-1 12.7.4.2", sig("Sig1", later))
	readOnly := obj(nAmount, "<< /Type /Annot /Subtype /Widget /FT /Tx /Ff 1 /T (Amount) /V (200) /DA (/F1 12 Tf 0 g) /P 3 0 R /Rect [40 150 200 170] /F 4 /AP << /N 11 0 R >> >>")
	add(g, "field_made_read_only", signedForm("", "").then(readOnly, textField("200")[1]).b, "a field is filled and made read-only in one go", "ISO 32000-1 12.7.3.1", sig("Sig1", later, changed)).
		note("Many form programs do this; it is a little more than filling.")

	add(g, "info_changed", signed().then(obj(nInfo, "<< /Title (PRACTICE other title) >>")).b, "only the information dictionary is changed", "ISO 32000-1 14.3.3", sig("Sig1", later, changed)).
		note("Harmless by common view, yet no form filling; either answer will do, only not intact.")
	add(g, "metadata_added", signed().then(catalog("/AcroForm 7 0 R /Metadata 14 0 R"), stream(14, "/Type /Metadata /Subtype /XML", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")).b, "only an XMP metadata stream is added", "ISO 32000-1 14.3.2", sig("Sig1", later, changed)).
		note("As info_changed.")
	add(g, "empty_revision", signed().then().b, "a revision without any object", "ISO 32000-1 7.5.6", sig("Sig1", later, changed)).note("Nothing changed, but the signature does not reach the end of the file.")
	add(g, "same_objects_again", signed().then(baseObjects()[3], baseObjects()[4]).b, "a revision that writes font and text again, byte for byte", "ISO 32000-1 7.5.6", sig("Sig1", later, changed)).note("Nothing changed in effect.")
	add(g, "empty_revision_p1", certified(1).then().b, "certified with P 1, then a revision without any object", mdp, sig("Sig1", later, changed))

	s := signed()
	tail := func(name, done, text string, words ...string) {
		c := s.clone()
		c.b = append(c.b, text...)
		add("tail", name, c.b, done, "ISO 32000-1 7.5.5, 12.8.1", sig("Sig1", words...))
	}
	tail("tail_newlines", "two line ends after the last end mark", "\n\n", later, intact, changed)
	tail("tail_nul_bytes", "NUL bytes after the last end mark", strings.Repeat("\x00", 64), later, changed, broken)
	tail("tail_comment", "a comment after the last end mark", "% PRACTICE: A owes B 900 yen.\n", changed, later, broken)
	tail("tail_second_eof", "a second end mark", "%%EOF\n", changed, later, broken)
	tail("tail_object", "an object that redefines the text, without a cross-reference section: a reader that repairs the file would take it", "5 0 obj\n<< /Length 62 >>\nstream\n"+evilText+"\nendstream\nendobj\n", changed, broken)
	tail("tail_object_and_trailer", "an object that redefines the text and a trailer, without a cross-reference section", "5 0 obj\n<< /Length 62 >>\nstream\n"+evilText+"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 10 >>\n%%EOF\n", changed, broken, garbled)
	tail("tail_startxref_broken", "a startxref that leads nowhere: readers repair the file", "startxref\n999999\n%%EOF\n", changed, broken, garbled)
	back := fmt.Sprintf("startxref\n%d\n%%%%EOF\n", bytes.Index(s.b, []byte("xref\n")))
	c := s.clone()
	c.b = append(c.b, back...)
	add("tail", "tail_startxref_back", c.b, "a startxref that leads to the unsigned first revision, so the signed one is no longer part of the document", "ISO 32000-1 7.5.5", []verdict{}...).
		whole(unsigned, changed, broken, garbled).note("Whoever starts from the current document finds no signature; finding it and saying changed is as good.")
}
