package typeset

import (
	"crypto/sha256"
	"fmt"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// Document is a new PDF file.
type Document struct {
	// Title is shown by readers instead of the file's name, and the only thing the
	// file says of where it comes from: it has no author, program, time or place.
	Title string
	// Lang (BCP 47) is the language the document is read out in where a block does
	// not say another.
	Lang  string
	Pages []*Page
}

// Bytes writes the file (PDF 1.7): all fonts embedded as subsets, blocks tagged as
// paragraphs with their languages, everything else as decoration. Problems:
// Malformed, Unsupported or ReadFailed for a face that cannot be embedded,
// Internal for a document without pages.
func (d *Document) Bytes() ([]byte, error) {
	if len(d.Pages) == 0 {
		return nil, forms.Fail(forms.Internal, "write document", nil)
	}
	e, err := d.Pages[0].fonts.embed(d.Pages)
	if err != nil {
		return nil, err
	}
	w := &objects{}
	catalog, tree := w.add(nil), w.add(nil)
	resources, err := e.resources(w.add)
	if err != nil {
		return nil, err
	}
	shared := w.add(resources)
	t := newTags(w)
	kids := pdf.Array{}
	for i, p := range d.Pages {
		c := &content{page: p, fonts: e, tagged: true}
		c.write()
		stream, err := deflated(pdf.Dict{}, c.Bytes())
		if err != nil {
			return nil, err
		}
		page := w.add(nil)
		w.set(page, pdf.Dict{
			"Type": pdf.Name("Page"), "Parent": tree, "Resources": shared, "Contents": w.add(stream),
			"MediaBox":      pdf.Array{pdf.Integer(0), pdf.Integer(0), number(p.Width), number(p.Height)},
			"StructParents": pdf.Integer(i), "Tabs": pdf.Name("S"),
		})
		t.page(page, c.blocks)
		kids = append(kids, page)
	}
	w.set(tree, pdf.Dict{"Type": pdf.Name("Pages"), "Kids": kids, "Count": pdf.Integer(len(kids))})
	w.set(catalog, pdf.Dict{
		"Type": pdf.Name("Catalog"), "Pages": tree, "Lang": pdf.EncodeText(d.Lang),
		"MarkInfo": pdf.Dict{"Marked": pdf.Boolean(true)}, "StructTreeRoot": t.finish(d.Lang),
		"ViewerPreferences": pdf.Dict{"DisplayDocTitle": pdf.Boolean(true)},
	})
	info := w.add(pdf.Dict{"Title": pdf.EncodeText(d.Title)})
	return w.bytes(catalog, info)
}

// Appearance adds the page to another document as a form XObject (ISO 32000-1
// 8.10) of its size, with fonts of its own: what a field or stamp shows. add is
// that of a pdf.Update. Problems as for Document.Bytes.
func (p *Page) Appearance(add func(pdf.Object) pdf.Ref) (pdf.Ref, error) {
	e, err := p.fonts.embed([]*Page{p})
	if err != nil {
		return pdf.Ref{}, err
	}
	resources, err := e.resources(add)
	if err != nil {
		return pdf.Ref{}, err
	}
	c := &content{page: p, fonts: e}
	c.write()
	stream, err := deflated(pdf.Dict{
		"Type": pdf.Name("XObject"), "Subtype": pdf.Name("Form"), "Resources": resources,
		"BBox": pdf.Array{pdf.Integer(0), pdf.Integer(0), number(p.Width), number(p.Height)},
	}, c.Bytes())
	if err != nil {
		return pdf.Ref{}, err
	}
	return add(stream), nil
}

// tags builds the structure tree (ISO 32000-1 14.7): one paragraph a block.
type tags struct {
	w       *objects
	root    pdf.Ref
	all     pdf.Ref
	kids    pdf.Array
	parents pdf.Array
}

func newTags(w *objects) *tags {
	return &tags{w: w, root: w.add(nil), all: w.add(nil)}
}

func (t *tags) page(page pdf.Ref, blocks []told) {
	own := pdf.Array{}
	for i, b := range blocks {
		d := pdf.Dict{
			"Type": pdf.Name("StructElem"), "S": pdf.Name("P"), "P": t.all, "Pg": page,
			"K": pdf.Integer(i), "Lang": pdf.EncodeText(b.lang),
		}
		if b.whole {
			// Programs that read out take the glyphs of a block in their order, and some
			// pass over the spans in it.
			d["ActualText"] = pdf.EncodeText(spoken(b.text))
		}
		own = append(own, t.w.add(d))
	}
	t.parents = append(t.parents, pdf.Integer(len(t.parents)/2), t.w.add(own))
	t.kids = append(t.kids, own...)
}

func (t *tags) finish(lang string) pdf.Ref {
	t.w.set(t.all, pdf.Dict{
		"Type": pdf.Name("StructElem"), "S": pdf.Name("Document"), "P": t.root, "K": t.kids, "Lang": pdf.EncodeText(lang),
	})
	t.w.set(t.root, pdf.Dict{
		"Type": pdf.Name("StructTreeRoot"), "K": t.all,
		"ParentTree": pdf.Dict{"Nums": t.parents}, "ParentTreeNextKey": pdf.Integer(len(t.parents) / 2),
	})
	return t.root
}

// objects are those of a new file, by number.
type objects struct{ list []pdf.Object }

func (w *objects) add(o pdf.Object) pdf.Ref {
	w.list = append(w.list, o)
	return pdf.Ref{Num: uint32(len(w.list))}
}

func (w *objects) set(r pdf.Ref, o pdf.Object) { w.list[r.Num-1] = o }

// bytes writes header, objects, cross-reference table and trailer (ISO 32000-1
// 7.5). The identifier is made from what is written.
func (w *objects) bytes(catalog, info pdf.Ref) ([]byte, error) {
	// The second line tells programs that copy files that this one is not text.
	b := []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, len(w.list))
	for i, o := range w.list {
		places[i] = len(b)
		b = fmt.Appendf(b, "%d 0 obj\n", i+1)
		var err error
		if b, err = appendObject(b, o); err != nil {
			return nil, err
		}
		b = append(b, "\nendobj\n"...)
	}
	sum := sha256.Sum256(b)
	id := pdf.String(sum[:16])
	xref := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, at := range places {
		b = fmt.Appendf(b, "%010d 00000 n \n", at)
	}
	b, err := appendObject(append(b, "trailer\n"...), pdf.Dict{
		"Size": pdf.Integer(len(places) + 1), "Root": catalog, "Info": info, "ID": pdf.Array{id, id},
	})
	return fmt.Appendf(b, "\nstartxref\n%d\n%%%%EOF\n", xref), err
}
