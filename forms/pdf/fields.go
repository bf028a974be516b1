package pdf

import "madoguchi/forms"

const maxFields = 1 << 17

// Field is a terminal field of the interactive form (ISO 32000-1 12.7.3).
type Field struct {
	// Name is the full name, partial names joined by periods.
	Name string
	// Ref is zero for a field written directly into its parent.
	Ref  Ref
	Dict Dict
	// Type is Tx, Btn, Ch or Sig, possibly inherited; "" if there is none.
	Type Name
	// Flags is /Ff, possibly inherited.
	Flags int
	// MaxLen is the greatest number of characters of a text field, possibly
	// inherited; 0 if there is none.
	MaxLen int
	// Value is /V, possibly inherited, resolved; nil if there is none.
	Value Object
	// Appearance is /DA, possibly inherited, also from the form dictionary.
	Appearance string
	// Parent is the field above, zero for one at the top.
	Parent  Ref
	Widgets []Widget
}

// Widget is where a field is drawn.
type Widget struct {
	Ref  Ref
	Dict Dict
	// Page is the index of the page, by /P or by the pages' /Annots; -1 if neither
	// tells.
	Page int
	// Rect is in points, lower left corner first; zero where there is none.
	Rect [4]float64
}

// Fields returns the terminal fields in the order of the form's tree, each
// reached once however the tree is wired. A document without a form has none.
func (f *File) Fields() ([]Field, error) {
	_, form, err := f.AcroForm()
	if err != nil || form == nil {
		return nil, err
	}
	list, err := f.Array(form["Fields"])
	if err != nil {
		return nil, err
	}
	w := fieldWalk{f: f, seen: map[Ref]bool{}}
	top := inherited{}
	if da, err := f.String(form["DA"]); err == nil {
		top.da = DecodeText(da)
	}
	for _, o := range list {
		if err := w.visit(o, top, 0); err != nil {
			return nil, err
		}
	}
	return w.out, nil
}

// inherited is what a field takes from those above it.
type inherited struct {
	name   string
	ref    Ref
	typ    Name
	flags  int
	maxLen int
	value  Object
	da     string
}

type fieldWalk struct {
	f     *File
	seen  map[Ref]bool
	nodes int
	out   []Field
}

func (w *fieldWalk) visit(o Object, in inherited, depth int) error {
	if w.nodes++; depth > maxTreeDepth || w.nodes > maxFields {
		return forms.Fail(forms.TooLarge, "read form", nil)
	}
	r, _ := o.(Ref)
	if r != (Ref{}) {
		if w.seen[r] {
			return nil
		}
		w.seen[r] = true
	}
	d, err := w.f.Dict(o)
	if err != nil || d == nil {
		if forms.Is(err, forms.Malformed) { // not a dictionary: not a field
			return nil
		}
		return err
	}
	parent := in.ref
	in = w.inherit(d, in)
	in.ref = r
	kids, err := w.f.Array(d["Kids"])
	if err != nil && !forms.Is(err, forms.Malformed) {
		return err
	}
	field := Field{
		Name: in.name, Ref: r, Dict: d, Type: in.typ, Flags: in.flags, MaxLen: in.maxLen,
		Value: in.value, Appearance: in.da, Parent: parent,
	}
	below := 0
	for _, k := range kids {
		kr, _ := k.(Ref)
		kd, err := w.f.Dict(k)
		if err != nil || kd == nil || kr != (Ref{}) && w.seen[kr] {
			continue
		}
		if w.isWidget(kd) {
			if kr != (Ref{}) {
				w.seen[kr] = true
			}
			if w.nodes++; w.nodes > maxFields {
				return forms.Fail(forms.TooLarge, "read form", nil)
			}
			field.Widgets = append(field.Widgets, w.widget(kr, kd))
			continue
		}
		below++
	}
	if below > 0 {
		for _, k := range kids {
			if err := w.visit(k, in, depth+1); err != nil {
				return err
			}
		}
		if len(field.Widgets) == 0 {
			return nil
		}
	}
	if d["Subtype"] == Name("Widget") || d["Rect"] != nil && len(kids) == 0 {
		field.Widgets = append(field.Widgets, w.widget(r, d))
	}
	w.out = append(w.out, field)
	return nil
}

// isWidget reports whether a kid is only a widget of its parent: it has no
// partial name and nothing below.
func (w *fieldWalk) isWidget(d Dict) bool {
	_, named := d["T"]
	_, nested := d["Kids"]
	return !named && !nested
}

func (w *fieldWalk) inherit(d Dict, in inherited) inherited {
	if t, err := w.f.String(d["T"]); err == nil && d["T"] != nil {
		part := DecodeText(t)
		if in.name == "" {
			in.name = part
		} else {
			in.name += "." + part
		}
	}
	if t, err := w.f.Name(d["FT"]); err == nil && t != "" {
		in.typ = t
	}
	if n, err := w.f.Int(d["Ff"]); err == nil && d["Ff"] != nil {
		in.flags = int(n)
	}
	if n, err := w.f.Int(d["MaxLen"]); err == nil && d["MaxLen"] != nil {
		in.maxLen = int(n)
	}
	if v, err := w.f.Resolve(d["V"]); err == nil && d["V"] != nil {
		in.value = v
	}
	if s, err := w.f.String(d["DA"]); err == nil && d["DA"] != nil {
		in.da = DecodeText(s)
	}
	return in
}

func (w *fieldWalk) widget(r Ref, d Dict) Widget {
	g := Widget{Ref: r, Dict: d, Page: -1}
	if rect, err := w.f.Rect(d["Rect"]); err == nil {
		g.Rect = rect
	}
	ix := w.f.indexPages()
	if p, ok := d["P"].(Ref); ok {
		if i, ok := ix.page[p]; ok {
			g.Page = i
			return g
		}
	}
	if i, ok := ix.annotPage(r); ok && r != (Ref{}) {
		g.Page = i
	}
	return g
}
