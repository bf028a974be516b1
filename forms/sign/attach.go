package sign

import (
	"fmt"
	"maps"
	"strings"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// Flags of ISO 32000-1 tables 165, 219 and 221.
const (
	flagPrint       = 1 << 2
	flagLocked      = 1 << 7
	sigFlagsExist   = 1 << 0
	sigFlagsAppend  = 1 << 1
	maxFieldNumbers = 10000
)

// attach hangs the signature dictionary on its field and returns the field's
// full name.
func (j *Job) attach(u *pdf.Update, sig pdf.Ref) (string, error) {
	if j.field != nil {
		d := clone(j.field.Dict)
		d["V"] = sig
		u.Set(j.field.Ref, d)
		return j.field.Name, j.mergeAcroForm(u, nil)
	}
	name, err := freeName(j.file)
	if err != nil {
		return "", err
	}
	field := u.Add(pdf.Dict{
		"FT":      pdf.Name("Sig"),
		"T":       pdf.EncodeText(name),
		"V":       sig,
		"Type":    pdf.Name("Annot"),
		"Subtype": pdf.Name("Widget"),
		"Rect":    pdf.Array{pdf.Integer(0), pdf.Integer(0), pdf.Integer(0), pdf.Integer(0)},
		"F":       pdf.Integer(flagPrint | flagLocked),
		"P":       j.page.Ref,
	})
	if err := j.appendTo(u, j.page.Ref, j.page.Dict, "Annots", field); err != nil {
		return "", err
	}
	return name, j.mergeAcroForm(u, &field)
}

// mergeAcroForm adds our field at the end of /Fields and sets /SigFlags; every
// other entry stays as it was. An AcroForm that is an object of its own is
// changed there, one inside the catalog by rewriting the catalog.
func (j *Job) mergeAcroForm(u *pdf.Update, field *pdf.Ref) error {
	rootRef, root, err := j.file.Root()
	if err != nil {
		return err
	}
	at, err := j.present(root["AcroForm"])
	if err != nil {
		return err
	}
	acro := pdf.Dict{}
	if at != nil {
		if acro, err = j.file.Dict(at); err != nil {
			return forms.Fail(forms.Damaged, "read AcroForm", err)
		}
	}
	acro = clone(acro)
	old, err := j.file.Resolve(acro["SigFlags"])
	if err != nil {
		return err
	}
	flags, _ := old.(pdf.Integer)
	acro["SigFlags"] = flags | sigFlagsExist | sigFlagsAppend
	if field != nil {
		list, err := j.extended(u, acro["Fields"], *field)
		if err != nil {
			return err
		}
		acro["Fields"] = list
	}
	if ref, ok := at.(pdf.Ref); ok {
		u.Set(ref, acro)
		return nil
	}
	root = clone(root)
	if at == nil {
		root["AcroForm"] = u.Add(acro)
	} else {
		root["AcroForm"] = acro
	}
	u.Set(rootRef, root)
	return nil
}

// appendTo appends ref to the array under key of the dictionary object at.
func (j *Job) appendTo(u *pdf.Update, at pdf.Ref, d pdf.Dict, key pdf.Name, ref pdf.Ref) error {
	list, err := j.extended(u, d[key], ref)
	if err != nil {
		return err
	}
	if _, ok := list.(pdf.Ref); ok {
		return nil // the array is an object of its own and was changed there
	}
	d = clone(d)
	d[key] = list
	u.Set(at, d)
	return nil
}

// extended returns what to write where old stood after ref was appended to the
// array: old itself where it is a reference, whose object is then replaced.
func (j *Job) extended(u *pdf.Update, old pdf.Object, ref pdf.Ref) (pdf.Object, error) {
	old, err := j.present(old)
	if err != nil {
		return nil, err
	}
	list := pdf.Array{}
	if old != nil {
		a, err := j.file.Array(old)
		if err != nil {
			return nil, forms.Fail(forms.Damaged, "append to array", err)
		}
		list = append(list, a...)
	}
	list = append(list, ref)
	if r, ok := old.(pdf.Ref); ok {
		u.Set(r, list)
		return r, nil
	}
	return list, nil
}

// present is o, or nil where it refers to an object the file does not have, which
// means the same as null (ISO 32000-1 7.3.10).
func (j *Job) present(o pdf.Object) (pdf.Object, error) {
	v, err := j.file.Resolve(o)
	if err != nil || v == nil {
		return nil, err
	}
	return o, nil
}

// clone is a copy of the dictionary itself; its values are shared and not
// changed.
func clone(d pdf.Dict) pdf.Dict {
	c := make(pdf.Dict, len(d)+1)
	maps.Copy(c, d)
	return c
}

// freeName returns the first SignatureN that no field or group of fields has.
func freeName(f *pdf.File) (string, error) {
	fields, err := f.Fields()
	if err != nil {
		return "", err
	}
	taken := make(map[string]bool, len(fields))
	for _, x := range fields {
		top, _, _ := strings.Cut(x.Name, ".")
		taken[top] = true
	}
	for n := 1; n <= maxFieldNumbers; n++ {
		if name := fmt.Sprintf("Signature%d", n); !taken[name] {
			return name, nil
		}
	}
	return "", forms.Fail(forms.TooLarge, "name signature field", nil)
}
