package verify

import (
	"strings"

	"madoguchi/forms/pdf"
)

// resources compares the form's default resources, /DR, by what they hold: a
// program that fills in a field or signs may need to add its font. Other kinds of
// resources no field needs, and a font is not permitted if the signed fields
// named it already: they would look different.
func (d *diff) resources(at pdf.Ref, holders map[pdf.Ref]bool, was, is pdf.Object) error {
	a, err := d.old.Dict(was)
	if err != nil {
		return err
	}
	b, err := d.now.Dict(is)
	if err != nil {
		return err
	}
	touched, allowed, kind := false, d.p != 1 && d.filled(), ChangeFont
	var fonts []string
	for _, k := range differing(resolved(d.old, a), resolved(d.now, b)) {
		touched = true
		before, err1 := d.old.Resolve(a[k])
		after, err2 := d.now.Resolve(b[k])
		if err1 != nil || err2 != nil {
			allowed = false
			continue
		}
		_, isArray := after.(pdf.Array)
		if k == "ProcSet" && isArray {
			continue // ISO 32000-1 14.2: of no meaning any more
		}
		if k != "Font" && k != "Encoding" {
			allowed, kind = false, ChangeForm
		}
		x, ok1 := before.(pdf.Dict)
		y, ok2 := after.(pdf.Dict)
		if !ok1 && before != nil || !ok2 {
			allowed = false
			continue
		}
		for _, name := range differing(x, y) {
			if x[name] != nil {
				allowed = false
			}
			if k == "Font" {
				fonts = append(fonts, string(name))
			}
		}
	}
	for _, o := range append([]pdf.Object{was}, values(a)...) {
		if r, ok := o.(pdf.Ref); ok && d.changed[r] && d.only(r, holders) {
			d.explained[r] = true
		}
		if r, ok := o.(pdf.Ref); ok {
			holders[r] = true
		}
	}
	if !touched {
		return nil
	}
	if allowed && len(fonts) > 0 {
		named, err := d.named(fonts)
		if err != nil {
			return err
		}
		allowed = !named
	}
	d.add(d.at(at, Change{Kind: kind, Allowed: allowed}))
	return nil
}

// resolved returns the dictionary with its values for references to them.
func resolved(f *pdf.File, d pdf.Dict) pdf.Dict {
	out := pdf.Dict{}
	for k, v := range d {
		if o, err := f.Resolve(v); err == nil {
			v = o
		}
		out[k] = v
	}
	return out
}

func values(d pdf.Dict) []pdf.Object {
	var out []pdf.Object
	for _, v := range d {
		out = append(out, v)
	}
	return out
}

// filled reports whether something came later that may need a font.
func (d *diff) filled() bool {
	for _, ch := range d.list {
		switch ch.Kind {
		case ChangeFormValue, ChangeSigned, ChangeStamped, ChangeSigField:
			if ch.Allowed {
				return true
			}
		}
	}
	return false
}

// named reports whether the signed form names one of the fonts.
func (d *diff) named(fonts []string) (bool, error) {
	fields, err := d.old.Fields()
	if err != nil {
		return false, err
	}
	for _, f := range fields {
		looks := []string{f.Appearance}
		for _, g := range f.Widgets {
			if da, err := d.old.String(g.Dict["DA"]); err == nil {
				looks = append(looks, pdf.DecodeText(da))
			}
		}
		for _, da := range looks {
			for _, part := range strings.Split(da, "/")[1:] {
				name := part
				if i := strings.IndexFunc(part, func(c rune) bool { return c < 0x80 && !regular(byte(c)) }); i >= 0 {
					name = part[:i]
				}
				for _, font := range fonts {
					if unescaped(name) == font {
						return true, nil
					}
				}
			}
		}
	}
	return false, nil
}
