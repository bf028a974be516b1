package verify

import (
	"bytes"
	"context"
	"encoding/hex"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

func TestGoodSignature(t *testing.T) {
	for _, shape := range []string{"table", "xrefstream", "hybrid", "linearized"} {
		b := sign(t, form(t, shape), signing{who: people().taro})
		rep := check(t, b)
		s := only(t, rep)
		if s.Verdict != Intact || s.Coverage != CoverageWhole || s.Integrity != BytesUnchanged || len(s.Later) != 0 {
			t.Fatalf("%s: %s %s %s %v %v", shape, s.Verdict, s.Coverage, s.Integrity, s.Reasons, s.Later)
		}
		if s.Issuer != IssuerPinned || s.AnchorID != "practice-01" || !s.Practice || !s.DatesCover || !s.DatesCoverNow {
			t.Errorf("%s: issuer %s %q dates %v %v", shape, s.Issuer, s.AnchorID, s.DatesCover, s.DatesCoverNow)
		}
		if !s.Claimed.Equal(when) || s.Name != "練習 太郎" || s.Field != "Signature1" || !bytes.Equal(s.Certificate, people().taro.cert.Raw) {
			t.Errorf("%s: claimed %v, field %q", shape, s.Claimed, s.Field)
		}
		if !s.Has(RevocationUnknown) || !s.Has(TimeClaimed) {
			t.Errorf("%s: what is not known must be said: %v", shape, s.Reasons)
		}
		if rep.Unsigned || rep.Encrypted || rep.UsageRights || rep.Orphans != 0 {
			t.Errorf("%s: %+v", shape, rep)
		}
	}
}

func TestUnsigned(t *testing.T) {
	rep := check(t, form(t, "table"))
	if !rep.Unsigned || len(rep.Signatures) != 0 {
		t.Errorf("%+v", rep)
	}
	if _, err := Check(context.Background(), bytes.NewReader([]byte("no")), 2, options()); !forms.Is(err, forms.NotPDF) {
		t.Error(err)
	}
}

// Each class of byte flipped, and the last one dropped, is noticed.
func TestEveryClassOfByteMatters(t *testing.T) {
	base := form(t, "table")
	b := sign(t, base, signing{who: people().taro})
	s := only(t, check(t, b))
	gap, after := int(s.ByteRange[1]), int(s.ByteRange[2])
	flip := func(i int) []byte { c := bytes.Clone(b); c[i] ^= 1; return c }
	for name, c := range map[string][]byte{
		"first byte after the header": flip(9),
		"middle of the original":      flip(len(base) / 2),
		"last byte before the gap":    flip(gap - 1),
		"first byte of the CMS":       flip(gap + 2),
		"middle of the CMS":           flip(gap + 1500),
		"padding":                     flip(after - 10),
		"opening bracket":             flip(gap),
		"closing bracket":             flip(after - 1),
		"first byte after the gap":    flip(after),
		"in the trailer":              flip(bytes.LastIndex(b, []byte("trailer")) + 12),
		"last byte":                   flip(len(b) - 1),
		"last byte dropped":           b[:len(b)-1],
		"a byte added":                append(bytes.Clone(b), 'x'),
		"a line end added":            append(bytes.Clone(b), '\n'),
	} {
		rep, err := Check(context.Background(), bytes.NewReader(c), int64(len(c)), options())
		if err != nil {
			continue // not even a PDF any more
		}
		for _, s := range rep.Signatures {
			if s.Verdict == Intact || s.Verdict == IntactLaterAllowed && name != "a line end added" {
				t.Errorf("%s: %s", name, s.Verdict)
			}
		}
	}
	// The authority's certificate inside is no signed byte: without it the
	// signature stands, but nobody vouches for the name.
	ca := bytes.Index(b, []byte(hex.EncodeToString(people().real.cert.Raw)))
	caEnd := ca + 2*len(people().real.cert.Raw)
	// And all bytes of the revision that was added, one after the other.
	for i := len(base); i < len(b); i++ {
		if i > gap+40 && i < after-20 && i%151 != 0 || i%3 != 0 {
			continue
		}
		c := flip(i)
		rep, err := Check(context.Background(), bytes.NewReader(c), int64(len(c)), options())
		if err != nil {
			continue
		}
		for _, s := range rep.Signatures {
			if i >= ca && i < caEnd && s.Issuer == IssuerUnknown {
				continue
			}
			if s.Verdict == Intact || s.Verdict == IntactLaterAllowed {
				t.Fatalf("byte %d flipped (%q to %q): %s", i, b[i], c[i], s.Verdict)
			}
		}
	}
}

func TestLaterSignature(t *testing.T) {
	b := sign(t, form(t, "table"), signing{who: people().taro})
	b = sign(t, b, signing{who: people().mallet, newField: "Signature2"})
	rep := check(t, b)
	if len(rep.Signatures) != 2 {
		t.Fatal(len(rep.Signatures))
	}
	first, second := rep.Signatures[0], rep.Signatures[1]
	if first.Verdict != IntactLaterAllowed || kinds(&first) != "signature_added" || first.Coverage != CoverageRevision {
		t.Errorf("first: %s %s %v", first.Verdict, kinds(&first), first.Reasons)
	}
	if second.Verdict != Intact || second.Issuer != IssuerUnknown || !second.Has(IssuerNotPinned) || second.AnchorID != "" {
		t.Errorf("second: %s %s %v", second.Verdict, second.Issuer, second.Reasons)
	}
}

func TestLaterChanges(t *testing.T) {
	signed := sign(t, form(t, "table"), signing{who: people().taro})
	f := open(t, signed)
	fields, _ := f.Fields()
	var text pdf.Field
	for _, x := range fields {
		if x.Type == "Tx" {
			text = x
			break
		}
	}
	if text.Name == "" {
		t.Fatal("no text field")
	}
	firstPage := func(f *pdf.File) pdf.Page {
		for p := range f.Pages() {
			return p
		}
		panic("no page")
	}
	for name, c := range map[string]struct {
		edit func(f *pdf.File, u *pdf.Update)
		want Verdict
		kind string
	}{
		"form value": {func(f *pdf.File, u *pdf.Update) {
			d := clone(text.Dict)
			d["V"] = pdf.String("changed")
			u.Set(text.Ref, d)
		}, IntactLaterAllowed, "form_value"},
		"field moved": {func(f *pdf.File, u *pdf.Update) {
			d := clone(text.Dict)
			d["Rect"] = pdf.Array{pdf.Integer(0), pdf.Integer(0), pdf.Integer(500), pdf.Integer(500)}
			u.Set(text.Ref, d)
		}, ChangedAfter, "!form_structure"},
		"page content": {func(f *pdf.File, u *pdf.Update) {
			p := firstPage(f)
			d := clone(p.Dict)
			d["Contents"] = u.Add(&pdf.Stream{Dict: pdf.Dict{}, Data: []byte("0 0 100 100 re f")})
			u.Set(p.Ref, d)
		}, ChangedAfter, "!page_content"},
		"annotation": {func(f *pdf.File, u *pdf.Update) {
			p := firstPage(f)
			d := clone(p.Dict)
			a := u.Add(pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("FreeText"), "Rect": pdf.Array{pdf.Integer(0), pdf.Integer(0), pdf.Integer(50), pdf.Integer(50)}})
			list, _ := f.Array(d["Annots"])
			d["Annots"] = append(append(pdf.Array{}, list...), a)
			u.Set(p.Ref, d)
		}, ChangedAfter, "!annotation"},
		"catalog": {func(f *pdf.File, u *pdf.Update) {
			r, root, _ := f.Root()
			root = clone(root)
			root["OpenAction"] = pdf.Array{}
			u.Set(r, root)
		}, ChangedAfter, "!catalog"},
		"validation data": {func(f *pdf.File, u *pdf.Update) {
			r, root, _ := f.Root()
			root = clone(root)
			root["DSS"] = u.Add(pdf.Dict{"Certs": pdf.Array{u.Add(&pdf.Stream{Dict: pdf.Dict{}, Data: []byte("x")})}})
			u.Set(r, root)
		}, IntactLaterAllowed, "validation_data"},
		"unrelated new object": {func(f *pdf.File, u *pdf.Update) { u.Add(pdf.Integer(1)) }, IntactLaterAllowed, "unused_object"},
		"unused page":          {func(_ *pdf.File, u *pdf.Update) { u.Add(pdf.Dict{"Type": pdf.Name("Page")}) }, ChangedAfter, "!hidden_object"},
		"empty revision":       {func(*pdf.File, *pdf.Update) {}, IntactLaterAllowed, "nothing"},
		"unsigned text field": {func(f *pdf.File, u *pdf.Update) {
			addField(t, f, u, pdf.Dict{"FT": pdf.Name("Tx"), "T": pdf.String("new"), "Subtype": pdf.Name("Widget"), "Rect": pdf.Array{pdf.Integer(0), pdf.Integer(0), pdf.Integer(9), pdf.Integer(9)}}, 0)
		}, ChangedAfter, "!annotation !form_structure"},
		"signature removed": {func(f *pdf.File, u *pdf.Update) {
			r, form, _ := f.AcroForm()
			rr, root, _ := f.Root()
			form = clone(form)
			list, _ := f.Array(form["Fields"])
			form["Fields"] = list[:len(list)-1]
			if r == (pdf.Ref{}) {
				root = clone(root)
				root["AcroForm"] = form
				u.Set(rr, root)
			} else {
				u.Set(r, form)
			}
		}, ChangedAfter, "!signature_changed !form_structure"},
	} {
		s := only(t, check(t, change(t, signed, c.edit)))
		if s.Verdict != c.want || kinds(s) != c.kind {
			t.Errorf("%s: %s %q, want %s %q (%v)", name, s.Verdict, kinds(s), c.want, c.kind, s.Reasons)
		}
	}
}

func TestCancel(t *testing.T) {
	b := sign(t, form(t, "table"), signing{who: people().taro})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Check(ctx, bytes.NewReader(b), int64(len(b)), options()); !forms.Is(err, forms.Cancelled) {
		t.Error(err)
	}
}

func TestCodesAreListedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Reasons() {
		if r == "" || seen[string(r)] {
			t.Errorf("reason %q twice", r)
		}
		seen[string(r)] = true
	}
	clear(seen)
	for _, k := range ChangeKinds() {
		if k == "" || seen[string(k)] {
			t.Errorf("kind %q twice", k)
		}
		seen[string(k)] = true
	}
}
