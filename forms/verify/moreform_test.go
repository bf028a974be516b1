package verify

import (
	"testing"

	"madoguchi/forms/pdf"
)

// formFiles have a form filled in after signing.
var formFiles = map[string]func(t testing.TB) []byte{
	"form_font_added":            func(t testing.TB) []byte { return moreFonts(t, "Font", false) },
	"form_font_added_and_filled": func(t testing.TB) []byte { return moreFonts(t, "Font", true) },
	"form_xobject_added":         func(t testing.TB) []byte { return moreFonts(t, "XObject", true) },
	"form_font_used_before": func(t testing.TB) []byte {
		return addFont(t, signedPaper(t, object{6, "<</FT/Tx/T(text)/DA(/New 9 Tf)/Type/Annot/Subtype/Widget/Rect[20 20 120 40]/P 4 0 R/F 4>>"}), "Font", true)
	},
	"form_read_only_filled": func(t testing.TB) []byte {
		return edited(t, signedPaper(t), 7, func(_ *pdf.Update, d pdf.Dict) { d["V"] = pdf.String("900") })
	},
	"form_filled": func(t testing.TB) []byte {
		return edited(t, signedPaper(t), 6, func(u *pdf.Update, d pdf.Dict) { d["V"], d["AP"] = pdf.String("x"), drawn(u) })
	},
	"form_filled_and_moved": func(t testing.TB) []byte {
		return edited(t, signedPaper(t), 6, func(u *pdf.Update, d pdf.Dict) {
			d["V"], d["AP"], d["Rect"] = pdf.String("x"), drawn(u), ints(0, 0, 300, 300)
		})
	},
	"form_filled_no_box": func(t testing.TB) []byte {
		return edited(t, signedPaper(t), 6, func(u *pdf.Update, d pdf.Dict) {
			d["V"] = pdf.String("x")
			d["AP"] = pdf.Dict{"N": u.Add(&pdf.Stream{Dict: pdf.Dict{"Subtype": pdf.Name("Form")}, Data: []byte("0 0 300 300 re f")})}
		})
	},
	"form_filled_odd_matrix": func(t testing.TB) []byte {
		return edited(t, signedPaper(t), 6, func(u *pdf.Update, d pdf.Dict) {
			d["V"] = pdf.String("x")
			d["AP"] = pdf.Dict{"N": u.Add(&pdf.Stream{
				Dict: pdf.Dict{"Subtype": pdf.Name("Form"), "BBox": ints(0, 0, 9, 9), "Matrix": pdf.Raw("[1 0 0]")}, Data: []byte("0 0 300 300 re f"),
			})}
		})
	},
	"form_filled_without_rect": func(t testing.TB) []byte {
		b := signedPaper(t, object{6, "<</FT/Tx/T(text)/Type/Annot/Subtype/Widget/P 4 0 R/F 4>>"})
		return edited(t, b, 6, func(u *pdf.Update, d pdf.Dict) { d["V"], d["AP"] = pdf.String("x"), drawn(u) })
	},
	"form_box_looks_ticked": func(t testing.TB) []byte {
		b := signedPaper(t, object{6, "<</FT/Btn/T(text)/V/Off/AS/Off/AP<</N<</Yes 9 0 R>>>>/Type/Annot/Subtype/Widget/Rect[20 20 120 40]/P 4 0 R/F 4>>"})
		return edited(t, b, 6, func(_ *pdf.Update, d pdf.Dict) { d["AS"] = pdf.Name("Yes") })
	},
	"form_group_filled": func(t testing.TB) []byte {
		return change(t, signedPaper(t), func(f *pdf.File, u *pdf.Update) {
			for num, edit := range map[uint32]func(d pdf.Dict){
				8:  func(d pdf.Dict) { d["AP"] = drawn(u) },
				11: func(d pdf.Dict) { d["V"] = pdf.String("x") },
			} {
				d, _ := f.Dict(pdf.Ref{Num: num})
				d = clone(d)
				edit(d)
				u.Set(pdf.Ref{Num: num}, d)
			}
		})
	},
}

func moreFonts(t testing.TB, kind pdf.Name, fill bool) []byte {
	return addFont(t, signedPaper(t), kind, fill)
}

// addFont adds a default resource to the form, and fills in the text field.
func addFont(t testing.TB, b []byte, kind pdf.Name, fill bool) []byte {
	return change(t, b, func(f *pdf.File, u *pdf.Update) {
		ref, form, err := f.AcroForm()
		if err != nil {
			t.Fatal(err)
		}
		form = clone(form)
		dr := form["DR"].(pdf.Dict)
		entries, _ := dr[kind].(pdf.Dict)
		if entries == nil {
			entries = pdf.Dict{}
		}
		entries["New"] = u.Add(pdf.Dict{"Type": pdf.Name("Font"), "Subtype": pdf.Name("Type1"), "BaseFont": pdf.Name("Symbol")})
		dr[kind] = entries
		u.Set(ref, form)
		if fill {
			d, _ := f.Dict(pdf.Ref{Num: 6})
			d = clone(d)
			d["V"] = pdf.String("x")
			u.Set(pdf.Ref{Num: 6}, d)
		}
	})
}
