//go:build ignore

package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

const swa = "ISO 32000-1 12.8.1; Signature Wrapping Attack"
const usf = "ISO 32000-1 12.8.1, table 252; Universal Signature Forgery"

func ranges() {
	wrapping()
	forgeries()
	gaps()
}

// evilBase is a document of another text that has a signature field.
func evilBase() *doc {
	d := base()
	d.revise(stream(nText, "", evilText))
	return d
}

func wrapping() {
	old := signed()
	a := must(old.b, "/Contents <") + len("/Contents ")
	b := a + hexDigits + 2
	value := string(old.b[a:b])

	// The old file whole inside a stream of a new one.
	embed := func(field bool) *doc {
		d := evilBase()
		head := fmt.Sprintf("<< /Length %d >>\nstream\n", len(old.b))
		x := len(d.b) + len("20 0 obj\n") + len(head)
		box := obj(20, "%s", head+string(old.b)+"\nendstream")
		dict := obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange [%d %d %d %d] /Contents %s /M (D:20261102120000+09'00') /Name (PRACTICE Signer A) >>",
			detached, x, a, x+b, len(old.b)-b, value)
		objs := []object{box, dict}
		if field {
			objs = append(objs, catalog("/AcroForm 7 0 R"), page("/Annots [8 0 R]"), acroForm("8 0 R"), sigField(nField, "Sig1", "9 0 R", ""))
		} else {
			objs = append(objs, catalog("/AcroForm 7 0 R"), acroForm(""))
		}
		return d.then(objs...)
	}
	add("swa", "swa_embedded", embed(true).b, "the genuine file lies in a stream of another one; /ByteRange points into that stream", swa, sig("Sig1", broken)).say("pdfsig", notTotalValid)
	add("swa", "swa_embedded_no_field", embed(false).b, "as swa_embedded, but no field leads to the signature dictionary", swa, []verdict{}...).say("mutool", "!valid")

	// The classic: the dictionary's range stands behind /Contents, so the first
	// range ends before it and a dictionary of the attacker's can follow.
	one := signing(detached, "")
	one[4] = obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /Contents %s /ByteRange %s >>", detached, hexMark, rangeMark)
	genuine := base().sign(sealing{}, one...)
	a = must(genuine.b, "/Contents <") + len("/Contents ")
	b = a + hexDigits + 2
	d := &doc{b: bytes.Clone(genuine.b[:b]), root: "1 0 R", size: 20, extra: base().extra}
	d.raw(" /ByteRange %s >>\nendobj\n", rangeMark+strings.Repeat(" ", rangeRoom-len(rangeMark)))
	// The genuine tail ends with startxref and the old offset; the attacker's
	// table has to stand just there, his objects behind it.
	if len(d.b) != genuine.last {
		panic("the wrapped table is not where the genuine end points")
	}
	rows := []row{}
	for _, n := range []int{nCatalog, nPage, nForm, nField, nSig} {
		rows = append(rows, row{n, fmt.Sprintf("%010d 00000 n", bytes.LastIndex(d.b, fmt.Appendf(nil, "\n%d 0 obj", n))+1)})
	}
	d.last = must(genuine.b, "xref\n") // the unsigned revision stays the predecessor
	probe := d.clone()
	probe.table(append(slices.Clone(rows), row{nText, "0000000000 00000 n"}), "")
	d.table(append(slices.Clone(rows), row{nText, fmt.Sprintf("%010d 00000 n", len(probe.b))}), "")
	d.put(stream(nText, "", evilText))
	moved := len(d.b)
	text := arrayText([]int{0, a, moved, len(genuine.b) - b})
	copy(d.b[must(d.b, rangeMark):], text+strings.Repeat(" ", rangeRoom-len(text)))
	d.b = append(d.b, genuine.b[b:]...)
	add("swa", "swa_inserted", d.b, "the second range is moved to the end; new objects, a new /ByteRange and a cross-reference table stand in the widened gap, at the offset the genuine end names", swa, sig("Sig1", broken)).say("pdfsig", notTotalValid)

	// The same with the value copied into an added dictionary of its own.
	s := signed()
	dup := s.clone()
	dup.then(stream(nText, "", evilText), obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange [0 %d %d %d] /Contents %s /M (D:20261102120000+09'00') /Name (PRACTICE Mallory) >>",
		detached, must(s.b, "/Contents <")+10, must(s.b, "/Contents <")+10+hexDigits+2, len(s.b)-must(s.b, "/Contents <")-10-hexDigits-2, value))
	add("swa", "signature_dictionary_replaced", dup.b, "a later revision redefines the signature dictionary with the same value and range but another /Name, and the text", swa, sig("Sig1", broken, changed)).say("pdfsig", "Signature is Valid")
	named := s.clone()
	named.then(obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange [0 %d %d %d] /Contents %s /M (D:20101102120000+09'00') /Name (PRACTICE Mallory) >>",
		detached, must(s.b, "/Contents <")+10, must(s.b, "/Contents <")+10+hexDigits+2, len(s.b)-must(s.b, "/Contents <")-10-hexDigits-2, value))
	add("swa", "signature_dictionary_renamed", named.b, "a later revision redefines only the signature dictionary: other /Name and /M, same value and range", swa, sig("Sig1", broken, changed))
}

// forged puts a genuine value of another document under a broken range.
func forged(entries string) []byte {
	s := signed()
	a := must(s.b, "/Contents <") + len("/Contents ")
	entries = strings.ReplaceAll(entries, "VALUE", string(s.b[a:a+hexDigits+2]))
	one := signing(detached, "")
	one[4] = obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s %s >>", detached, entries)
	return evilBase().then(one...).b
}

func forgeries() {
	usfCase := func(name, done, entries string) *vector {
		return add("usf", name, forged(entries), done, usf, sig("Sig1", broken, garbled)).say("mutool", "!unchanged")
	}
	usfCase("usf_no_range", "genuine value of another text, no /ByteRange", "/Contents VALUE")
	usfCase("usf_range_null", "/ByteRange null", "/ByteRange null /Contents VALUE")
	usfCase("usf_range_empty", "/ByteRange []", "/ByteRange [] /Contents VALUE")
	usfCase("usf_range_two", "/ByteRange of two numbers", "/ByteRange [0 100] /Contents VALUE")
	usfCase("usf_range_three", "/ByteRange of three numbers", "/ByteRange [0 100 200] /Contents VALUE")
	usfCase("usf_range_zero", "/ByteRange [0 0 0 0]", "/ByteRange [0 0 0 0] /Contents VALUE")
	usfCase("usf_range_negative", "negative numbers", "/ByteRange [0 -1 -2 -3] /Contents VALUE")
	usfCase("usf_range_negative_first", "negative start", "/ByteRange [-100 200 300 400] /Contents VALUE")
	usfCase("usf_range_overlapping", "the second range starts inside the first", "/ByteRange [0 500 100 700] /Contents VALUE")
	usfCase("usf_range_huge", "numbers beyond the file and beyond 32 bits", "/ByteRange [0 4294967296 8589934592 4611686018427387904] /Contents VALUE")
	usfCase("usf_range_overflow", "offset plus length overflows 64 bits", "/ByteRange [0 100 9223372036854775807 100] /Contents VALUE")
	usfCase("usf_range_beyond_64_bits", "a number of 30 digits", "/ByteRange [0 100 200 999999999999999999999999999999] /Contents VALUE")
	usfCase("usf_range_backwards", "the second range lies before the first", "/ByteRange [500 600 0 400] /Contents VALUE")
	usfCase("usf_range_reals", "real numbers", "/ByteRange [0.0 100.5 200.5 300.0] /Contents VALUE")
	usfCase("usf_range_strings", "strings instead of numbers", "/ByteRange [(0) (1) (2) (3)] /Contents VALUE")
	usfCase("usf_range_self_reference", "a reference to the dictionary itself", "/ByteRange 9 0 R /Contents VALUE")
	usfCase("usf_no_contents", "no /Contents", "/ByteRange [0 100 200 300]")
	usfCase("usf_contents_null", "/Contents null", "/ByteRange [0 100 200 300] /Contents null")
	usfCase("usf_contents_empty", "/Contents <>", "/ByteRange [0 100 200 300] /Contents <>")
	usfCase("usf_contents_00", "/Contents <00>", "/ByteRange [0 100 200 300] /Contents <00>")
	usfCase("usf_contents_zeros", "/Contents of zeros only", "/ByteRange [0 100 200 300] /Contents <"+strings.Repeat("00", 400)+">")
	usfCase("usf_nothing", "neither /ByteRange nor /Contents", "")
	// Values that are right for what a careless reader hashes: nothing at all,
	// or the content inside the CMS.
	nothing := fmt.Sprintf("<%X>", cmsOf(nil, cmsOptions{}))
	inside := cmsOptions{}
	inside.content.body = []byte("PRACTICE: content of its own")
	attached := fmt.Sprintf("<%X>", cmsOf(nil, inside))
	usfCase("usf_no_range_nothing_signed", "no /ByteRange; the value is right for no bytes", "/Contents "+nothing).say("mutool", "unchanged since signing")
	usfCase("usf_range_null_nothing_signed", "/ByteRange null; the value is right for no bytes", "/ByteRange null /Contents "+nothing).say("mutool", "unchanged since signing")
	usfCase("usf_range_empty_nothing_signed", "/ByteRange []; the value is right for no bytes", "/ByteRange [] /Contents "+nothing).say("mutool", "unchanged since signing")
	usfCase("usf_range_one_nothing_signed", "/ByteRange of one number; the value is right for no bytes", "/ByteRange [0] /Contents "+nothing).say("mutool", "unchanged since signing")
	usfCase("usf_no_range_attached", "no /ByteRange; the CMS carries its own content and is right about that", "/Contents "+attached)
	usfCase("usf_range_zero_attached", "[0 0 0 0]; the CMS carries its own content and is right about that", "/ByteRange [0 0 0 0] /Contents "+attached)
	honestValue := func(h func([]byte) string, name, done string) {
		add("usf", name, base().sign(sealing{hex: h}, signing(detached, "")...).b, done, usf, sig("Sig1", broken, garbled)).say("pdfsig", "!Signature is Valid")
	}
	honestValue(func([]byte) string { return "" }, "contents_left_zero", "range of the whole file, but the value was never filled in: zeros")
	honestValue(func(b []byte) string { return fmt.Sprintf("%X", b[:len(b)-1]) }, "cms_truncated_by_one", "the value lacks its last byte, which reads as zero")
	honestValue(func(b []byte) string { return fmt.Sprintf("%X", b[:40]) }, "cms_truncated", "the value is cut after 40 bytes")
	honestValue(func(b []byte) string {
		s := []byte(fmt.Sprintf("%X", b))
		i := len(s) - 100 // inside the RSA value
		for s[i] == '0' {
			i++
		}
		s[i] = 'G'
		return string(s)
	}, "contents_bad_digit", "a letter that is no hex digit in the value")
}

func gaps() {
	norm := wholeFile
	gap := func(name, done string, signed func(a, b, n int) []int) *vector {
		return add("gap", name, base().sign(sealing{signed: signed}, signing(detached, "")...).b, done, norm, sig("Sig1", broken))
	}
	gap("gap_ends_late", "the gap takes in the entries behind /Contents: /M and /Name are not signed", func(a, b, n int) []int {
		return []int{0, a, b + 40, n - b - 40}
	}).say("pdfsig", "Signature is Valid")
	gap("gap_starts_early", "the gap starts before the key /Contents", func(a, b, n int) []int {
		return []int{0, a - 10, b, n - b}
	}).say("pdfsig", "Signature is Valid")
	gap("gap_without_brackets", "the gap leaves the brackets < and > signed", func(a, b, n int) []int {
		return []int{0, a + 1, b - 1, n - b + 1}
	}).note("Some old programs do this; the standard's gap includes the brackets.").Signatures[0] = sig("Sig1", broken, intact)
	gap("range_starts_at_one", "the first byte of the file is not signed", func(a, b, n int) []int { return []int{1, a - 1, b, n - b} })
	gap("range_stops_early", "the last 200 bytes, trailer and end mark among them, are not signed", func(a, b, n int) []int {
		return []int{0, a, b, n - b - 200}
	}).say("pdfsig", notTotalValid).Signatures[0] = sig("Sig1", broken, changed)
	gap("range_without_last_newline", "only the very last line end is not signed", func(a, b, n int) []int { return []int{0, a, b, n - b - 1} }).
		note("Common in old files: the range reaches the end mark itself.").Signatures[0] = sig("Sig1", later, intact, changed)
	gap("range_without_end_mark", "the last line, %%EOF, is not signed", func(a, b, n int) []int { return []int{0, a, b, n - b - 6} }).
		Signatures[0] = sig("Sig1", broken, changed)
	gap("range_of_three", "three ranges leave a second gap over the page's text", func(a, b, n int) []int {
		return []int{0, 300, 500, a - 500, b, n - b}
	}).Signatures[0] = sig("Sig1", broken, garbled)
	gap("range_of_one", "one range up to the value; nothing behind it is signed", func(a, b, n int) []int { return []int{0, a} }).
		Signatures[0] = sig("Sig1", broken, garbled)
	gap("range_zero_signed", "[0 0 0 0], and the value is right for no bytes at all", func(a, b, n int) []int { return []int{0, 0, 0, 0} }).
		Signatures[0] = sig("Sig1", broken, garbled)
	gap("range_overlapping_signed", "the second range starts inside the first; the value is right for these bytes", func(a, b, n int) []int { return []int{0, a, 100, a - 100} }).
		Signatures[0] = sig("Sig1", broken, garbled)
	gap("range_backwards_signed", "the second range stands before the first; the value is right for these bytes", func(a, b, n int) []int { return []int{b, n - b, 0, a} }).
		Signatures[0] = sig("Sig1", broken, garbled)
	gap("range_over_text_only", "only the first 600 bytes are signed, the page's text among them", func(a, b, n int) []int { return []int{0, 600, 600, 0} }).
		Signatures[0] = sig("Sig1", broken, garbled)
	for _, v := range vectors {
		if v.Group == "gap" || v.Name == "version_and_viewer_changed.pdf" {
			v.whole(append([]string{}, v.Signatures[0].Acceptable...)...)
		}
	}

	hide := func(name, done, between string) {
		one := signing(detached, "")
		one[4] = obj(nSig, "%s", strings.Replace(sigDict(detached, ""), "/Contents "+hexMark, "/Contents "+hexMark+between, 1))
		d := base().sign(sealing{signed: func(a, b, n int) []int {
			return []int{0, a, b + len(between), n - b - len(between)}
		}}, one...)
		add("gap", name, d.b, done, norm, sig("Sig1", broken)).say("pdfsig", "Signature is Valid")
	}
	hide("gap_with_comment", "a comment of the attacker's lies beside the value in the gap", " % PRACTICE: A owes B 900 yen.\n")
	hide("gap_with_key", "an unsigned entry /Reason lies beside the value in the gap", " /Reason (PRACTICE: I owe 900 yen.)")
	hide("gap_with_space", "one space lies beside the value in the gap", " ")

	one := signing(detached, "")
	decoy := "/ByteRange [0 100 200 300] "
	dict := sigDict(detached, "")
	one[4] = obj(nSig, "%s", strings.Replace(dict, "/ByteRange", decoy+"/ByteRange", 1))
	dupNorm := "ISO 32000-1 7.3.7: the value of a key that stands twice is undefined"
	add("structure", "duplicate_range_last_true", base().sign(sealing{}, one...).b, "/ByteRange twice in the dictionary, the second is the true one", dupNorm, sig("Sig1", broken, garbled))
	one = signing(detached, "")
	one[4] = obj(nSig, "%s", strings.Replace(dict, "/Contents", decoy+"/Contents", 1))
	add("structure", "duplicate_range_first_true", base().sign(sealing{}, one...).b, "/ByteRange twice in the dictionary, the first is the true one", dupNorm, sig("Sig1", broken, garbled))
	one = signing(detached, "")
	one[4] = obj(nSig, "%s", strings.Replace(dict, "/ByteRange", "/Contents <3000> /ByteRange", 1))
	add("structure", "duplicate_contents", base().sign(sealing{}, one...).b, "/Contents twice in the dictionary, the second is the true one", dupNorm, sig("Sig1", broken, garbled))
	one = signing(detached, "")
	one[4] = obj(nSig, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange %s /Contents 14 0 R >>", detached, rangeMark)
	one = append(one, obj(14, "%s", hexMark))
	add("structure", "contents_indirect", base().sign(sealing{}, one...).b, "/Contents is a reference to a string elsewhere, which the gap leaves out", "ISO 32000-1 12.8.1, table 252: the range leaves out the signature dictionary's Contents entry", sig("Sig1", broken, garbled, intact)).
		note("Nothing unsigned but the string itself; still, the gap does not lie in the dictionary.")
}
