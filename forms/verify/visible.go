package verify

import (
	"math"

	"madoguchi/forms/pdf"
)

// draws reports whether a widget may show anything. Without a proper /Rect
// readers differ in where and how large they draw an appearance, some over all
// of the page, so only four numbers that enclose nothing count as nothing. /NoView
// hides on the screen only.
func draws(f *pdf.File, widget pdf.Dict) bool {
	flags, err := f.Resolve(widget["F"])
	if n, ok := flags.(pdf.Integer); ok && err == nil && n&annotHidden != 0 {
		return false
	}
	r, ok := numbers(f, widget["Rect"], 4)
	return !ok || r[0] != r[2] && r[1] != r[3]
}

// numbers resolves an array of exactly n finite numbers.
func numbers(f *pdf.File, o pdf.Object, n int) ([]float64, bool) {
	list, err := f.Array(o)
	if err != nil || len(list) != n {
		return nil, false
	}
	out := make([]float64, n)
	for i, e := range list {
		v, err := f.Resolve(e)
		if err != nil {
			return nil, false
		}
		switch x := v.(type) {
		case pdf.Integer:
			out[i] = float64(x)
		case pdf.Real:
			out[i] = float64(x)
		default:
			return nil, false
		}
		if math.IsInf(out[i], 0) || math.IsNaN(out[i]) {
			return nil, false
		}
	}
	return out, true
}

// fits reports whether a field's new appearance stays inside the /Rect it had.
// What /BBox and /Matrix make of a stream is mapped onto /Rect (ISO 32000-1
// 12.5.5) and clipped; without them readers draw it as it comes.
func (w *fieldDiff) fits(was, is pdf.Dict) bool {
	if _, ok := numbers(w.old, was["Rect"], 4); !ok {
		return false
	}
	ap, err := w.now.Dict(is["AP"])
	if err != nil {
		return false
	}
	fit := func(o pdf.Object) bool {
		s, ok := o.(*pdf.Stream)
		if !ok {
			return o == nil
		}
		_, boxed := numbers(w.now, s.Dict["BBox"], 4)
		_, turned := numbers(w.now, s.Dict["Matrix"], 6)
		return boxed && (turned || s.Dict["Matrix"] == nil)
	}
	for _, o := range ap {
		o, err := w.now.Resolve(o)
		if err != nil {
			return false
		}
		states, ok := o.(pdf.Dict)
		if !ok {
			states = pdf.Dict{"": o}
		}
		for _, s := range states {
			if s, err := w.now.Resolve(s); err != nil || !fit(s) {
				return false
			}
		}
	}
	return true
}

// maxPageDepth is how far below a field its page is looked for.
const maxPageDepth = 4

// page returns the page of a field's first widget, counted from 1, or 0.
func (w *fieldDiff) page(o pdf.Object, depth int) int {
	if r, ok := o.(pdf.Ref); ok {
		if p := w.c.pageOf(r); p != 0 {
			return p
		}
	}
	d, err := w.now.Dict(o)
	if err != nil || depth > maxPageDepth {
		return 0
	}
	kids, err := w.now.Array(d["Kids"])
	if err != nil {
		return 0
	}
	for _, k := range kids[:min(len(kids), 16)] {
		if p := w.page(k, depth+1); p != 0 {
			return p
		}
	}
	return 0
}

// look finds out whether the signature draws on a page.
func (c *checker) look(s *found) {
	if len(s.field.Widgets) == 0 && (s.field.Dict["Subtype"] != nil || c.pageOf(s.field.Ref) != 0) {
		s.Page = c.pageOf(s.field.Ref)
		s.Visible = draws(s.in, s.field.Dict)
	}
	for _, g := range s.field.Widgets {
		if !draws(s.in, g.Dict) {
			continue
		}
		s.Visible = true
		if s.Page == 0 {
			s.Page = c.pageOf(g.Ref)
		}
		if s.Page == 0 {
			s.Page = g.Page + 1
		}
	}
}

// maxAnnotations bounds the annotations whose pages are kept.
const maxAnnotations = 1 << 20

// pageOf returns the page of the newest document, counted from 1, that lists the
// annotation; 0 for none. What an annotation itself says of its page binds no
// reader.
func (c *checker) pageOf(r pdf.Ref) int {
	if c.annotations == nil {
		c.annotations = map[pdf.Ref]int{}
		for p, err := range c.file.Pages() {
			if err != nil || len(c.annotations) > maxAnnotations || c.ctx.Err() != nil {
				break
			}
			list, err := c.file.Array(p.Dict["Annots"])
			if err != nil {
				continue
			}
			for _, o := range list {
				if a, ok := o.(pdf.Ref); ok && c.annotations[a] == 0 {
					c.annotations[a] = p.Index + 1
				}
			}
		}
	}
	return c.annotations[r]
}
