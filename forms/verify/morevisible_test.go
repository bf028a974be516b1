package verify

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
)

// visibleFiles have a later signature, or a field for one, that draws or does not.
var visibleFiles = map[string]func(t testing.TB) []byte{
	"control": func(t testing.TB) []byte { return signedPaper(t) },

	// A later signature that draws.
	"stamp_own_visible": func(t testing.TB) []byte {
		p := practice().attacker
		return stamped(t, signedPaper(t), p, "Stamp", whole())
	},
	"stamp_own_invisible": func(t testing.TB) []byte { return stamped(t, signedPaper(t), practice().attacker, "Stamp", nil) },
	"stamp_pinned_visible": func(t testing.TB) []byte {
		return stamped(t, signedPaper(t), practice().tsa, "Stamp", whole())
	},
	"stamp_pinned_not_for_stamps": func(t testing.TB) []byte {
		return stamped(t, signedPaper(t), practice().signerB, "Stamp", whole())
	},
	"stamp_unknown_no_rect": func(t testing.TB) []byte {
		return stamped(t, signedPaper(t), practice().attacker, "Stamp", pdf.Dict{"Rect": pdf.Raw("null")})
	},
	"signer_unknown_visible": func(t testing.TB) []byte {
		return sign(t, signedPaper(t), by(practice().attacker, signing{newField: "Z", rect: whole()}))
	},
	"signer_pinned_visible": func(t testing.TB) []byte {
		return sign(t, signedPaper(t), by(practice().signerB, signing{newField: "Z", rect: whole()}))
	},
	"signer_pinned_visible_then_changed": func(t testing.TB) []byte {
		b := sign(t, signedPaper(t), by(practice().signerB, signing{newField: "Z", rect: whole()}))
		return edited(t, b, 3, func(_ *pdf.Update, d pdf.Dict) { d["Rotate"] = pdf.Integer(90) })
	},
	"signer_unknown_invisible": func(t testing.TB) []byte {
		return sign(t, signedPaper(t), by(practice().attacker, signing{newField: "Z"}))
	},
	"signer_unknown_in_empty_field": func(t testing.TB) []byte {
		base := paper(
			object{5, "<</Fields[6 0 R 7 0 R 11 0 R 12 0 R]/DA(/F 9 Tf)>>"},
			object{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R/Resources<</Font<</F 10 0 R>>>>/Annots[12 0 R]>>"},
			object{12, "<</FT/Sig/T(Here)/Type/Annot/Subtype/Widget/Rect[0 0 300 300]/P 3 0 R/F 4>>"},
		)
		b := sign(t, base, by(practice().signerA, signing{}))
		return sign(t, b, by(practice().attacker, signing{field: "Here"}))
	},
	"signer_unknown_in_field_no_subtype": func(t testing.TB) []byte {
		base := paper(
			object{5, "<</Fields[6 0 R 7 0 R 11 0 R 12 0 R]/DA(/F 9 Tf)>>"},
			object{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R/Resources<</Font<</F 10 0 R>>>>/Annots[12 0 R]>>"},
			object{12, "<</FT/Sig/T(Here)/P 3 0 R/F 4>>"},
		)
		b := sign(t, base, by(practice().signerA, signing{}))
		return sign(t, b, by(practice().attacker, signing{field: "Here"}))
	},
	"stamp_only_own": func(t testing.TB) []byte { return stamped(t, paper(), practice().attacker, "Stamp", whole()) },
	"stamp_only_unsupported": func(t testing.TB) []byte {
		return sign(t, paper(), by(practice().tsa, signing{subFilter: "ETSI.RFC3161", cms: unsupported, rect: whole()}))
	},
	"stamp_broken_table": func(t testing.TB) []byte {
		b := stamped(t, paper(), practice().tsa, "Stamp", whole())
		i := bytes.LastIndex(b, []byte("startxref\n")) + len("startxref\n")
		b[i] = '0' + (b[i]-'0'+1)%10
		return b
	},

	// An empty signature field that draws.
	"empty_field_no_rect": func(t testing.TB) []byte { return emptyField(t, signedPaper(t), nil) },
	"empty_field_null_rect": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": pdf.Array{nil, nil, nil, nil}})
	},
	"empty_field_names_rect": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": pdf.Raw("[/a/a/a/a]")})
	},
	"empty_field_five_rect": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": ints(0, 0, 0, 0, 300)})
	},
	"empty_field_huge_rect": func(t testing.TB) []byte {
		n := strings.Repeat("9", 400)
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": pdf.Raw(fmt.Sprintf("[%s. %s. %s. %s.]", n, n, n, n))})
	},
	"empty_field_minus_rect": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": pdf.Raw("[0 0 0-300 0-300]")})
	},
	"empty_field_rect_elsewhere": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": pdf.Ref{Num: 4000}})
	},
	"empty_field_is_note": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": ints(100, 100, 100, 100), "Subtype": pdf.Name("Text"), "Contents": pdf.String("Not what was signed")})
	},
	"empty_field_zero_rect": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": ints(0, 0, 0, 300)})
	},
	"empty_field_hidden": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": ints(0, 0, 300, 300), "F": pdf.Integer(2)})
	},
	"empty_field_no_view": func(t testing.TB) []byte {
		return emptyField(t, signedPaper(t), pdf.Dict{"Rect": ints(0, 0, 300, 300), "F": pdf.Integer(4 | 32)})
	},
	"empty_field_kid_no_rect": func(t testing.TB) []byte {
		return change(t, signedPaper(t), func(f *pdf.File, u *pdf.Update) {
			kid := addWidget(t, f, u, pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "AP": drawn(u)})
			addToForm(t, f, u, u.Add(pdf.Dict{"FT": pdf.Name("Sig"), "T": pdf.String("E"), "Kids": pdf.Array{kid}}), nil)
		})
	},
}

// addWidget hangs a widget on the first page.
func addWidget(t testing.TB, f *pdf.File, u *pdf.Update, d pdf.Dict) pdf.Ref {
	ref := u.Add(d)
	page := firstPage(t, f)
	p := clone(page.Dict)
	list, _ := f.Array(p["Annots"])
	p["Annots"] = append(append(pdf.Array{}, list...), ref)
	u.Set(page.Ref, p)
	return ref
}
