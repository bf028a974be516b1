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

// look finds out whether the signature draws on a page.
func (c *checker) look(s *found) {
	if len(s.field.Widgets) == 0 && s.field.Dict["Subtype"] != nil {
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
