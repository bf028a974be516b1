//go:build ignore

package main

import (
	"fmt"
)

const update = "ISO 32000-1 7.5.6, 12.8.1; Incremental Saving Attack"

// isa registers a change after the signature that pdfsig still calls valid.
func isa(name string, d *doc, done string) *vector {
	return add("isa", name, d.b, done, update, sig("Sig1", changed)).say("pdfsig", notTotalValid)
}

func replaced() {
	evil := stream(14, "", evilText)
	isa("content_stream_replaced", signed().then(stream(nText, "", evilText)), "the page's content stream is redefined")
	isa("content_pointer_replaced", signed().then(evil, obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents 14 0 R /Annots [8 0 R] >>")),
		"the page points to another content stream")
	isa("content_stream_added", signed().then(stream(14, "", "1 g 30 190 340 40 re f 0 g "+evilText), obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents [5 0 R 14 0 R] /Annots [8 0 R] >>")),
		"a second content stream paints over the first")
	isa("page_added", signed().then(obj(nPages, "<< /Type /Pages /Kids [3 0 R 15 0 R] /Count 2 >>"), evil,
		obj(15, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents 14 0 R >>")), "a second page is added")
	isa("page_tree_switched", signed().then(obj(nCatalog, "<< /Type /Catalog /Pages 16 0 R /AcroForm 7 0 R >>"), obj(16, "<< /Type /Pages /Kids [15 0 R] /Count 1 >>"), evil,
		obj(15, "<< /Type /Page /Parent 16 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents 14 0 R >>")), "the catalog points to another page tree")
	other := signed()
	other.size = 30
	other.root = "20 0 R"
	isa("catalog_switched", other.then(obj(20, "<< /Type /Catalog /Pages 16 0 R /AcroForm 7 0 R >>"), obj(16, "<< /Type /Pages /Kids [15 0 R] /Count 1 >>"), evil,
		obj(15, "<< /Type /Page /Parent 16 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents 14 0 R >>")), "the trailer names another catalog")
	isa("font_replaced", signed().then(obj(nFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [49 /nine] >> >>")),
		"the font's encoding is replaced: the character 1 now looks like 9")
	isa("font_file_replaced", signed().then(obj(nFont, "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 49 /LastChar 49 /Widths [1] /Encoding << /Differences [49 /one] >> /CharProcs << /one 14 0 R >> /Resources << >> >>"),
		stream(14, "", "1 0 d0 0 0 1 1 re f")), "the font is replaced by one whose glyphs are drawn by the attacker")
	isa("crop_box_changed", signed().then(obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /CropBox [0 0 400 100] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R /Annots [8 0 R] >>")),
		"the page is cropped so that the text is no longer seen")
	isa("inherited_resource_added", signed().then(obj(nPages, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 180 >>")), "the page tree's root gets an inherited rotation")
	isa("open_action_added", signed().then(obj(nCatalog, "<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /OpenAction << /S /JavaScript /JS (app.alert\\('PRACTICE'\\)) >> >>")), "a script that runs on opening is added")
	isa("attachment_added", signed().then(obj(nCatalog, "<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /Names << /EmbeddedFiles << /Names [(a.txt) 14 0 R] >> >> >>"),
		obj(14, "<< /Type /Filespec /F (a.txt) /EF << /F 15 0 R >> >>"), stream(15, "/Type /EmbeddedFile", "PRACTICE")), "a file is attached")
	isa("version_and_viewer_changed", signed().then(obj(nCatalog, "<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /ViewerPreferences << /DisplayDocTitle true >> /PageLayout /TwoColumnLeft >>")), "viewer preferences are added").
		note("No change of the page; nothing in the standard allows it either.").Signatures[0] = sig("Sig1", changed, later)

	fieldMoved := textField("100")
	fieldMoved[0] = obj(nAmount, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Amount) /V (100) /DA (/F1 12 Tf 0 g) /P 3 0 R /Rect [40 190 390 230] /F 4 /AP << /N 11 0 R >> >>")
	isa("field_moved", signedForm("", "").then(fieldMoved[0]), "a text field keeps its value and is moved over the text")
	isa("field_hidden", signedForm("", "").then(obj(nAmount, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Amount) /V (100) /DA (/F1 12 Tf 0 g) /P 3 0 R /Rect [40 150 200 170] /F 2 /AP << /N 11 0 R >> >>")), "a text field is hidden")
	isa("field_added", signedForm("", "").then(acroForm("10 0 R 8 0 R 12 0 R 14 0 R"), page("/Annots [10 0 R 8 0 R 12 0 R 14 0 R]"),
		obj(14, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (New) /V (PRACTICE: 900 yen) /DA (/F1 18 Tf 0 g) /P 3 0 R /Rect [30 190 390 225] /F 4 >>")), "a text field is added over the text")
	isa("field_script_added", signedForm("", "").then(obj(nAmount, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Amount) /V (100) /DA (/F1 12 Tf 0 g) /P 3 0 R /Rect [40 150 200 170] /F 4 /AP << /N 11 0 R >> /AA << /F << /S /JavaScript /JS (event.value=900;) >> >> >>")), "a field gets a script that shows another value")

	packed := newDoc()
	packed.xrefStream = true
	packed.extra = base().extra
	packed.size = 7
	objs := baseObjects()
	packed.revise(objs[4], objectStream(7, objs[0], objs[1], objs[2], objs[3], objs[5]))
	packed.size = 20
	one := signing(detached, "")
	one[2] = obj(14, "%s", one[2].body)
	one[0] = catalog("/AcroForm 14 0 R")
	packed.sign(sealing{}, one...)
	isa("object_stream_update", packed.then(evil, objectStream(17, obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents 14 0 R /Annots [8 0 R] >>"))),
		"the page is redefined inside an object stream of a later revision")

	hybrid()
	shadows()
}

// hybrid hides the changed object in a stream that only newer readers look at.
func hybrid() {
	d := signed()
	at := d.put(stream(nText, "", evilText))
	start := len(d.b)
	data := string(entry(1, at[nText], 0))
	d.raw("15 0 obj\n<< /Type /XRef /W [1 4 2] /Index [5 1] /Size 16 /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(data), data)
	d.size = 16
	d.table(nil, fmt.Sprintf(" /XRefStm %d", start))
	isa("hybrid_hidden_update", d, "the changed object is listed only in the /XRefStm of a hybrid revision")

	d = signed()
	d.last = must(d.b, "xref\n")
	at = d.put(stream(nText, "", evilText), obj(nForm, "%s", acroForm("8 0 R").body), obj(nCatalog, "%s", catalog("/AcroForm 7 0 R").body), obj(nPage, "%s", page("/Annots [8 0 R]").body))
	rows := []row{}
	for n, o := range at {
		rows = append(rows, row{n, fmt.Sprintf("%010d 00000 n", o)})
	}
	rows = append(rows, row{nField, fmt.Sprintf("%010d 00000 n", must(d.b, "\n8 0 obj")+1)}, row{nSig, fmt.Sprintf("%010d 00000 n", must(d.b, "\n9 0 obj")+1)})
	d.table(rows, "")
	isa("prev_skips_signed_revision", d, "a later revision names the unsigned first one as its predecessor and lists the signature itself; the text is another")
}

// shadowBase is a form of base whose content draws an object X over the text.
func shadowBase(overlay string, more ...object) *doc {
	d := newDoc()
	d.extra = base().extra
	objs := baseObjects()
	objs[2] = obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> /XObject << /X 14 0 R >> >> /Contents 5 0 R >>")
	objs[4] = stream(nText, "", evilText+" /X Do")
	d.revise(append(append(objs, stream(14, "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >>", overlay)), more...)...)
	one := signing(detached, "")
	one[1] = obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> /XObject << /X 14 0 R >> >> /Contents 5 0 R /Annots [8 0 R] >>")
	return d.sign(sealing{}, one...)
}

const (
	overlay      = "1 g 30 190 360 40 re f 0 g " + honestText
	shadowAttack = "Shadow Attacks (NDSS 2021); ISO 32000-1 12.8.1"
)

func shadow(name string, b []byte, done string, words ...string) *vector {
	if len(words) == 0 {
		words = []string{changed}
	}
	return add("shadow", name, b, done, shadowAttack, sig("Sig1", words...)).say("pdfsig", notTotalValid)
}

func shadows() {
	add("shadow", "shadow_hide_before", shadowBase(overlay).b, "the document prepared for hiding, as signed: an overlay shows the honest text above the other one", shadowAttack, sig("Sig1", intact)).say("pdfsig", totalValid).
		note("Nothing happened yet; no verifier can know.")
	shadow("shadow_hide", shadowBase(overlay).then(stream(14, "/Type /XObject /Subtype /Form /BBox [0 0 400 300]", "")).b, "hide: the overlay is emptied afterwards")
	shadow("shadow_hide_free", shadowBase(overlay).then(object{num: 14, free: true}).b, "hide: the overlay is marked free in a later cross-reference table; the revision holds no object at all").
		note("Readers differ: mutool and qpdf see the text below, pdftotext still finds the overlay.")
	shadow("shadow_hide_null", shadowBase(overlay).then(obj(14, "null")).b, "hide: the overlay becomes the null object")
	d := shadowBase(overlay)
	d.table([]row{{14, "0000000000 00000 n"}}, "")
	shadow("shadow_hide_bad_offset", d.b, "hide: a later table gives the overlay an offset where it is not", changed, garbled)

	fields := func(value, look string) []object {
		o := textField(value)
		o[1] = stream(nAmountLook, "/Type /XObject /Subtype /Form /BBox [0 0 160 20] /Resources << /Font << /F1 4 0 R >> >>", "/Tx BMC BT /F1 12 Tf 2 5 Td ("+look+") Tj ET EMC")
		return o
	}
	prepared := func() *doc {
		d := newDoc()
		d.extra = base().extra
		objs := baseObjects()
		objs[0] = catalog("/AcroForm 7 0 R")
		objs[2] = page("/Annots [10 0 R 8 0 R 12 0 R]")
		objs = append(objs, acroForm("10 0 R 8 0 R 12 0 R"), sigField(nField, "Sig1", "", ""), sigField(nSig2Field, "Sig2", "", ""))
		d.revise(append(objs, fields("900", "100")...)...)
		return d.sign(sealing{}, sigField(nField, "Sig1", "9 0 R", ""), obj(nSig, "%s", sigDict(detached, "")))
	}
	shadow("shadow_replace_appearance", prepared().then(fields("900", "900")[1]).b, "replace: the field held 900 and showed 100; afterwards only its appearance is changed, to 900", changed, later).
		note("The value stays, the looks change. A reader that allows form filling may allow it; whoever compares the looks sees the change.")
	shadow("shadow_replace_need_appearances", prepared().then(obj(nForm, "<< /Fields [10 0 R 8 0 R 12 0 R] /SigFlags 3 /NeedAppearances true /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 4 0 R >> >> >>")).b, "replace: the field held 900 and showed 100; afterwards /NeedAppearances makes viewers draw the value", changed, later).
		note("As shadow_replace_appearance.")
	shadow("shadow_replace_font", signedForm("", "").then(obj(nFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [49 /nine] >> >>")).b, "replace: the font of the field and the page is redefined, 1 looks like 9")
	shadow("shadow_replace_default_resources", signedForm("", "").then(obj(15, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"), obj(nForm, "<< /Fields [10 0 R 8 0 R 12 0 R] /SigFlags 3 /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 15 0 R >> >> >>")).b, "replace: the form's default resources name another font", changed, later).
		note("Nothing is drawn anew until the field is edited.")
	lying := fields("200", "900000")
	shadow("form_filled_other_looks", signedForm("", "").then(lying...).b, "a field is filled with 200, its appearance shows 900000", changed, later).
		note("Form filling by the letter; the looks lie.")

	layers := func(on, off string) object {
		return obj(nCatalog, "<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /OCProperties << /OCGs [15 0 R 16 0 R] /D << /ON [%s] /OFF [%s] >> >> >>", on, off)
	}
	layered := func() *doc {
		d := newDoc()
		d.extra = base().extra
		with := func(more string) object {
			return obj(nPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> /Properties << /A 15 0 R /B 16 0 R >> >> /Contents 5 0 R %s >>", more)
		}
		objs := baseObjects()
		objs[0], objs[2] = layers("15 0 R", "16 0 R"), with("")
		objs[4] = stream(nText, "", "/OC /A BDC "+honestText+" EMC /OC /B BDC "+evilText+" EMC")
		d.revise(append(objs, obj(15, "<< /Type /OCG /Name (A) >>"), obj(16, "<< /Type /OCG /Name (B) >>"), acroForm(""))...)
		one := signing(detached, "")
		one[0], one[1] = layers("15 0 R", "16 0 R"), with("/Annots [8 0 R]")
		return d.sign(sealing{}, one...)
	}
	shadow("shadow_layer_switched", layered().then(layers("16 0 R", "15 0 R")).b, "hide: two layers hold two texts; a later catalog shows the other one")

	// Hide and replace: the honest document carries the bodies of another one,
	// which no table lists until later.
	d = base()
	hidden := d.clone()
	hidden.size = nInfo + 1
	spare := hidden.put(stream(nText, "", evilText))
	hidden.sign(sealing{}, signing(detached, "")...)
	at := spare[nText]
	h := hidden.clone()
	h.table([]row{{nText, fmt.Sprintf("%010d 00000 n", at)}}, "")
	shadow("shadow_hide_and_replace", h.b, "hide and replace: the signed bytes hold an unlisted second body of the text; a later table of one line points to it")
	add("shadow", "shadow_hide_and_replace_before", hidden.b, "the document prepared for hide and replace, as signed", shadowAttack, sig("Sig1", intact)).say("pdfsig", totalValid).note("An unlisted object inside the signed bytes is suspect but no change.")

	tree := base()
	tree.size = 20
	extra := tree.put(obj(16, "<< /Type /Pages /Kids [15 0 R] /Count 1 >>"), obj(15, "<< /Type /Page /Parent 16 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 4 0 R >> >> /Contents 17 0 R >>"), stream(17, "", evilText),
		obj(nCatalog, "<< /Type /Catalog /Pages 16 0 R /AcroForm 7 0 R >>"))
	tree.sign(sealing{}, signing(detached, "")...)
	rows := []row{}
	for n, o := range extra {
		rows = append(rows, row{n, fmt.Sprintf("%010d 00000 n", o)})
	}
	tree.table(rows, "")
	shadow("shadow_hide_and_replace_tree", tree.b, "hide and replace: a whole second page tree and catalog lie unlisted in the signed bytes; a later table brings them in")
}
