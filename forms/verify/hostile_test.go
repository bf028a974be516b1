package verify

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
)

func firstPage(t testing.TB, f *pdf.File) pdf.Page {
	t.Helper()
	for p, err := range f.Pages() {
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	t.Fatal("no page")
	return pdf.Page{}
}

func ints(n ...int64) pdf.Array {
	var a pdf.Array
	for _, v := range n {
		a = append(a, pdf.Integer(v))
	}
	return a
}

// object is one that rawRevision writes.
type object struct {
	num  uint32
	body string
}

// rawRevision appends a revision written by hand: rows, if set, writes the
// subsections of its table instead of one row for each object.
func rawRevision(t *testing.T, b []byte, root string, rows func(at map[uint32][]int) string, objects ...object) []byte {
	t.Helper()
	prev := b[bytes.LastIndex(b, []byte("startxref"))+len("startxref"):]
	before := strings.Fields(string(prev))[0]
	out := bytes.NewBuffer(bytes.Clone(b))
	at := map[uint32][]int{}
	for _, o := range objects {
		at[o.num] = append(at[o.num], out.Len())
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", o.num, o.body)
	}
	xref := out.Len()
	out.WriteString("xref\n")
	if rows != nil {
		out.WriteString(rows(at))
	} else {
		for _, o := range objects {
			fmt.Fprintf(out, "%d 1\n%010d 00000 n \n", o.num, at[o.num][0])
		}
	}
	fmt.Fprintf(out, "trailer\n<</Size 5000/Root %s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", root, before, xref)
	return out.Bytes()
}

// beside changes the last digit of the last startxref.
func beside(b []byte) []byte {
	i := bytes.LastIndex(b, []byte("\n%%EOF")) - 1
	b[i] = '0' + (b[i]-'0'+1)%10
	return b
}

// Each of these makes a reader show something else than was signed, or could.
func TestHostileRevisions(t *testing.T) {
	base := form(t, "table")
	signed := sign(t, base, signing{who: people().taro})
	f := open(t, signed)
	rootRef, _, _ := f.Root()
	root := rootRef.String()
	page := firstPage(t, f)
	const free = 4000
	for name, c := range map[string]struct {
		b    []byte
		want Verdict
		kind string
	}{
		"harmless": {rawRevision(t, signed, root, nil, object{free, "(x)"}), IntactLaterAllowed, "unused_object"},
		"other catalog": {
			rawRevision(t, signed, fmt.Sprintf("%d 0 R", free), nil, object{free, "<</Type/Catalog/Pages 2 0 R>>"}),
			ChangedAfter, "",
		},
		"object twice in the bytes": {
			rawRevision(t, signed, root, func(at map[uint32][]int) string {
				return fmt.Sprintf("%d 1\n%010d 00000 n \n", free, at[free][0])
			}, object{free, "(x)"}, object{free, "(y)"}),
			ChangedAfter, "!hidden_object unused_object",
		},
		"startxref leads beside": {
			beside(rawRevision(t, signed, root, nil, object{free, "(x)"})),
			ChangedAfter, "!unclear unused_object",
		},
		"number twice in the table": {
			rawRevision(t, signed, root, func(at map[uint32][]int) string {
				row := fmt.Sprintf("%010d 00000 n \n", at[free][0])
				return fmt.Sprintf("%d 1\n%s%d 1\n%s", free, row, free, row)
			}, object{free, "(x)"}),
			ChangedAfter, "!hidden_object unused_object",
		},
		"object the table does not name": {
			rawRevision(t, signed, root, func(at map[uint32][]int) string {
				return fmt.Sprintf("%d 1\n%010d 00000 n \n", free, at[free][0])
			}, object{free, "(x)"}, object{page.Ref.Num, "<</Type/Page>>"}),
			ChangedAfter, "!hidden_object unused_object",
		},
		"bytes of no object": {
			bytes.Replace(rawRevision(t, signed, root, nil, object{free, "(x)"}), []byte("(x)\nendobj\n"), []byte("(x)\nendobj "), 1),
			IntactLaterAllowed, "unused_object",
		},
		"key twice": {
			rawRevision(t, signed, root, nil, object{free, "<</A 1/A 2>>"}),
			ChangedAfter, "!hidden_object unused_object",
		},
	} {
		rep := check(t, c.b)
		if c.kind == "" {
			for _, s := range rep.Signatures {
				if s.Verdict != c.want {
					t.Errorf("%s: %s", name, describe(rep))
				}
			}
			if len(rep.Signatures) == 0 {
				t.Errorf("%s: nothing found", name)
			}
			continue
		}
		if s := only(t, rep); s.Verdict != c.want || kinds(s) != c.kind {
			t.Errorf("%s: %s %q %v, want %s %q", name, s.Verdict, kinds(s), s.Reasons, c.want, c.kind)
		}
	}

	// The same number twice in the /Index of a cross-reference stream.
	stream := sign(t, form(t, "xrefstream"), signing{who: people().taro})
	var added pdf.Ref
	b := change(t, stream, func(_ *pdf.File, u *pdf.Update) { added = u.Add(pdf.Integer(1)) })
	tail := b[len(stream):]
	i := bytes.Index(tail, []byte("/Index"))
	j := i + bytes.IndexByte(tail[i:], ']') + 1
	twice := bytes.Clone(b)
	j++ // the line end after it
	index := fmt.Sprintf("/Index[%d 1 %d 2]", added.Num+1, added.Num)
	if i < 0 || len(index) > j-i {
		t.Fatalf("no room in %q", tail[i:j])
	}
	copy(twice[len(stream)+i:], index+strings.Repeat(" ", j-i-len(index)))
	if s := only(t, check(t, twice)); s.Verdict != ChangedAfter || !strings.Contains(kinds(s), "!hidden_object") {
		t.Errorf("number twice in /Index: %s %s", s.Verdict, kinds(s))
	}
}

func TestWhatWasPreparedBeforeSigning(t *testing.T) {
	base := form(t, "table")
	// The page refers to an object that is not there yet.
	plan := func(num uint32) []byte {
		b := change(t, base, func(f *pdf.File, u *pdf.Update) {
			p := firstPage(t, f)
			d := clone(p.Dict)
			d["Contents"] = pdf.Array{d["Contents"], pdf.Ref{Num: num}}
			u.Set(p.Ref, d)
		})
		return sign(t, b, signing{who: people().taro})
	}
	var next pdf.Ref
	late := func(_ *pdf.File, u *pdf.Update) {
		next = u.Add(&pdf.Stream{Dict: pdf.Dict{}, Data: []byte("0 0 500 500 re f")})
	}
	change(t, plan(3000), late)
	s := only(t, check(t, change(t, plan(next.Num), late)))
	if s.Verdict != ChangedAfter || kinds(s) != "!hidden_object" {
		t.Errorf("missing object supplied: %s %q", s.Verdict, kinds(s))
	}

	// A field that lay ready is hung into the form.
	var ready, extension pdf.Ref
	b := change(t, base, func(f *pdf.File, u *pdf.Update) {
		ready = u.Add(pdf.Dict{"FT": pdf.Name("Sig"), "T": pdf.String("ready"), "Subtype": pdf.Name("Widget"), "Rect": ints(0, 0, 0, 0)})
		extension = u.Add(pdf.Dict{})
		r, root, _ := f.Root()
		root = clone(root)
		root["Extensions"], root["PieceInfo"] = extension, extension
		root["Spare"] = ready
		u.Set(r, root)
	})
	b = sign(t, b, signing{who: people().taro})
	hung := change(t, b, func(f *pdf.File, u *pdf.Update) {
		r, form, _ := f.AcroForm()
		form = clone(form)
		list, _ := f.Array(form["Fields"])
		form["Fields"] = append(append(pdf.Array{}, list...), ready)
		if r != (pdf.Ref{}) {
			u.Set(r, form)
			return
		}
		rr, root, _ := f.Root()
		root = clone(root)
		root["AcroForm"] = form
		u.Set(rr, root)
	})
	if s := only(t, check(t, hung)); s.Verdict != ChangedAfter || !strings.Contains(kinds(s), "!form_structure") {
		t.Errorf("prepared field: %s %q", s.Verdict, kinds(s))
	}
	// What may change, but is also something that may not.
	both := change(t, b, func(_ *pdf.File, u *pdf.Update) { u.Set(extension, pdf.Dict{"X": pdf.Integer(1)}) })
	if s := only(t, check(t, both)); s.Verdict != ChangedAfter {
		t.Errorf("shared object: %s %q", s.Verdict, kinds(s))
	}
}

func TestFieldsThatOnlyLook(t *testing.T) {
	base := form(t, "table")
	var button pdf.Ref
	ap := func(u *pdf.Update, text string) pdf.Dict {
		return pdf.Dict{"N": u.Add(&pdf.Stream{Dict: pdf.Dict{"Type": pdf.Name("XObject"), "Subtype": pdf.Name("Form"), "BBox": ints(0, 0, 9, 9)}, Data: []byte(text)})}
	}
	base = change(t, base, func(f *pdf.File, u *pdf.Update) {
		button = addField(t, f, u, pdf.Dict{
			"FT": pdf.Name("Btn"), "Ff": pdf.Integer(flagPushbutton), "T": pdf.String("push"), "Type": pdf.Name("Annot"),
			"Subtype": pdf.Name("Widget"), "Rect": ints(0, 0, 90, 90), "AP": ap(u, "q Q"),
		}, 0)
	})
	signed := sign(t, base, signing{who: people().taro})
	fields, _ := open(t, signed).Fields()
	text := fields[0]
	set := func(ref pdf.Ref, edit func(u *pdf.Update, d pdf.Dict)) []byte {
		return change(t, signed, func(f *pdf.File, u *pdf.Update) {
			d, err := f.Dict(ref)
			if err != nil {
				t.Fatal(err)
			}
			d = clone(d)
			edit(u, d)
			u.Set(ref, d)
		})
	}
	sigField := func(rect pdf.Array, more pdf.Dict, pages ...int) []byte {
		return change(t, signed, func(f *pdf.File, u *pdf.Update) {
			d := pdf.Dict{"FT": pdf.Name("Sig"), "T": pdf.String("empty"), "Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "Rect": rect}
			for k, v := range more {
				d[k] = v
			}
			ref := addField(t, f, u, d, pages[0])
			for p := range f.Pages() {
				if len(pages) > 1 && p.Index == pages[1] {
					d := clone(p.Dict)
					list, _ := f.Array(d["Annots"])
					d["Annots"] = append(append(pdf.Array{}, list...), ref)
					u.Set(p.Ref, d)
				}
			}
		})
	}
	for name, c := range map[string]struct {
		b    []byte
		want Verdict
	}{
		"value and looks":          {set(text.Ref, func(u *pdf.Update, d pdf.Dict) { d["V"] = pdf.String("1"); d["AP"] = ap(u, "q Q") }), IntactLaterAllowed},
		"looks alone":              {set(text.Ref, func(u *pdf.Update, d pdf.Dict) { d["AP"] = ap(u, "q Q") }), ChangedAfter},
		"hidden":                   {set(text.Ref, func(_ *pdf.Update, d pdf.Dict) { d["V"] = pdf.String("1"); d["F"] = pdf.Integer(2) }), ChangedAfter},
		"a button's face":          {set(button, func(u *pdf.Update, d pdf.Dict) { d["V"] = pdf.Name("x"); d["AP"] = ap(u, "0 0 9 9 re f") }), ChangedAfter},
		"empty signature field":    {sigField(ints(0, 0, 0, 0), nil, 0), IntactLaterAllowed},
		"empty one that draws":     {sigField(ints(0, 0, 99, 99), nil, 0), ChangedAfter},
		"empty one with an action": {sigField(ints(0, 0, 0, 0), pdf.Dict{"AA": pdf.Dict{}}, 0), ChangedAfter},
		"empty one, widget with action": {change(t, signed, func(f *pdf.File, u *pdf.Update) {
			kid := u.Add(pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "Rect": ints(0, 0, 0, 0), "AA": pdf.Dict{}})
			addToForm(t, f, u, u.Add(pdf.Dict{"FT": pdf.Name("Sig"), "T": pdf.String("empty"), "Kids": pdf.Array{kid}}), nil)
		}), ChangedAfter},
		"empty one, widget apart": {change(t, signed, func(f *pdf.File, u *pdf.Update) {
			kid := u.Add(pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "Rect": ints(0, 0, 0, 0)})
			addToForm(t, f, u, u.Add(pdf.Dict{"FT": pdf.Name("Sig"), "T": pdf.String("empty"), "Kids": pdf.Array{kid}}), nil)
		}), IntactLaterAllowed},
		"all drawn anew": {change(t, signed, func(f *pdf.File, u *pdf.Update) {
			addToForm(t, f, u, pdf.Ref{}, pdf.Dict{"NeedAppearances": pdf.Boolean(true)})
		}), ChangedAfter},
		"empty one, hung on two pages":  {sigField(ints(0, 0, 0, 0), nil, 0, 1), ChangedAfter},
		"empty one below other content": {sigField(ints(0, 0, 0, 0), pdf.Dict{"OC": pdf.Dict{}}, 0), ChangedAfter},
	} {
		if s := only(t, check(t, c.b)); s.Verdict != c.want {
			t.Errorf("%s: %s %q, want %s", name, s.Verdict, kinds(s), c.want)
		}
	}
}

// The author's and the signers' own limits.
func TestPermissions(t *testing.T) {
	base := form(t, "table")
	reference := func(method string, params pdf.Dict) pdf.Dict {
		return pdf.Dict{"Reference": pdf.Array{pdf.Dict{"Type": pdf.Name("SigRef"), "TransformMethod": pdf.Name(method), "TransformParams": params}}}
	}
	fields, _ := open(t, base).Fields()
	fill := func(b []byte, i int) []byte {
		return change(t, b, func(f *pdf.File, u *pdf.Update) {
			d, _ := f.Dict(fields[i].Ref)
			d = clone(d)
			d["V"] = pdf.String("x")
			u.Set(fields[i].Ref, d)
		})
	}
	with := func(d pdf.Dict) []byte { return sign(t, base, signing{who: people().taro, dict: d}) }
	first := pdf.Array{pdf.String(fields[0].Name)}
	p := func(n int64) pdf.Dict { return reference("DocMDP", pdf.Dict{"P": pdf.Integer(n)}) }
	for name, c := range map[string]struct {
		b    []byte
		want Verdict
	}{
		"P 1, filled":             {fill(with(p(1)), 0), ChangedAfter},
		"P 2, filled":             {fill(with(p(2)), 0), IntactLaterAllowed},
		"P left out, filled":      {fill(with(reference("DocMDP", pdf.Dict{})), 0), IntactLaterAllowed},
		"P of no meaning, filled": {fill(with(p(7)), 0), ChangedAfter},
		"P 1, signed":             {sign(t, with(p(1)), signing{who: people().taro, newField: "S2"}), ChangedAfter},
		"P 2, signed":             {sign(t, with(p(2)), signing{who: people().taro, newField: "S2"}), IntactLaterAllowed},
		"P 2, then P 1, filled":   {fill(sign(t, with(p(2)), signing{who: people().taro, newField: "S2", dict: p(1)}), 0), ""},
		"include, the field":      {fill(with(reference("FieldMDP", pdf.Dict{"Action": pdf.Name("Include"), "Fields": first})), 0), ChangedAfter},
		"include, another":        {fill(with(reference("FieldMDP", pdf.Dict{"Action": pdf.Name("Include"), "Fields": first})), 1), IntactLaterAllowed},
		"exclude, the field":      {fill(with(reference("FieldMDP", pdf.Dict{"Action": pdf.Name("Exclude"), "Fields": first})), 0), IntactLaterAllowed},
		"exclude, another":        {fill(with(reference("FieldMDP", pdf.Dict{"Action": pdf.Name("Exclude"), "Fields": first})), 1), ChangedAfter},
		"all":                     {fill(with(reference("FieldMDP", pdf.Dict{"Action": pdf.Name("All")})), 0), ChangedAfter},
	} {
		rep := check(t, c.b)
		if c.want == "" {
			// The later, stricter one binds what comes after it.
			if s := rep.Signatures[1]; s.Verdict != ChangedAfter {
				t.Errorf("%s: %s", name, s.Verdict)
			}
			continue
		}
		if s := rep.Signatures[0]; s.Verdict != c.want {
			t.Errorf("%s: %s %q, want %s", name, s.Verdict, kinds(&s), c.want)
		}
	}
}

func TestSignatureMovedToAnotherField(t *testing.T) {
	b := sign(t, form(t, "table"), signing{who: people().taro})
	f := open(t, b)
	fields, _ := f.Fields()
	mine := fields[len(fields)-1]
	renamed := change(t, b, func(_ *pdf.File, u *pdf.Update) {
		d := clone(mine.Dict)
		d["T"] = pdf.String("Other")
		u.Set(mine.Ref, d)
	})
	shared := change(t, b, func(f *pdf.File, u *pdf.Update) {
		d := clone(mine.Dict)
		d["T"] = pdf.String("Other")
		addField(t, f, u, d, 0)
	})
	for name, c := range map[string]struct {
		b      []byte
		reason Reason
	}{"renamed": {renamed, FieldNotSigned}, "shared": {shared, SharedDictionary}} {
		for _, s := range check(t, c.b).Signatures {
			switch {
			case s.Field == "Other" && (s.Verdict != Broken || !s.Has(c.reason)):
				t.Errorf("%s: %s %v", name, s.Verdict, s.Reasons)
			case s.Field != "Other" && s.Verdict != ChangedAfter:
				t.Errorf("%s: the first is %s %v", name, s.Verdict, s.Reasons)
			}
		}
	}
}
