package verify

import (
	"strings"

	"madoguchi/forms/pdf"
)

// lock is a FieldMDP transform (ISO 32000-1 12.8.2.4): fields that must not
// change after the signature.
type lock struct {
	action pdf.Name
	fields []string
}

// forbids reports whether the lock names the field or one above it.
func (l lock) forbids(field string) bool {
	named := false
	for _, f := range l.fields {
		if field == f || strings.HasPrefix(field, f+".") {
			named = true
		}
	}
	switch l.action {
	case "Include":
		return named
	case "Exclude":
		return !named
	}
	return true // All, and what is not known
}

// readPermissions reads the signature's /Reference.
func readPermissions(s *found) {
	list, err := s.in.Array(s.dict["Reference"])
	if err != nil {
		return
	}
	for _, o := range list {
		ref, err := s.in.Dict(o)
		if err != nil {
			continue
		}
		params, err := s.in.Dict(ref["TransformParams"])
		if err != nil {
			params = nil
		}
		switch method, _ := s.in.Name(ref["TransformMethod"]); method {
		case "DocMDP":
			s.Certifies = true
			p, err := s.in.Int(params["P"])
			switch {
			case params["P"] == nil || err != nil:
				p = 2 // ISO 32000-1 table 254
			case p < 1 || p > 3:
				p = 1
			}
			s.Permits = int(p)
			if p == 1 {
				s.because(CertifiedNoEdits)
			}
		case "FieldMDP":
			l := lock{}
			l.action, _ = s.in.Name(params["Action"])
			names, _ := s.in.Array(params["Fields"])
			for _, n := range names {
				if t, err := s.in.String(n); err == nil {
					l.fields = append(l.fields, pdf.DecodeText(t))
				}
			}
			s.locks = append(s.locks, l)
		}
	}
}

// permits returns P of the strictest certification in force after revision rev,
// 0 if there is none.
func (c *checker) permits(rev int) int {
	p := 0
	for _, s := range c.found {
		if s.Certifies && s.rev >= 0 && s.rev <= rev && (p == 0 || s.Permits < p) {
			p = s.Permits
		}
	}
	return p
}

// locked reports whether a signature of revision rev or earlier forbids to
// change a field.
func (c *checker) locked(rev int, field string) bool {
	for _, s := range c.found {
		if s.rev < 0 || s.rev > rev {
			continue
		}
		for _, l := range s.locks {
			if l.forbids(field) {
				return true
			}
		}
	}
	return false
}
