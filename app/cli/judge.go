package cli

import (
	"context"
	"strings"
	"time"

	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/i18n"
)

type pdfInspectCmd struct {
	File   string `arg:"" help:"PDF file."`
	Values bool   `help:"Print what is filled in, too. What looks like a My Number is never printed."`
}

func (*pdfInspectCmd) schema() string { return "pdf.inspect" }

func (c *pdfInspectCmd) do(_ context.Context, r *run) (result, error) {
	r.files = []string{c.File}
	desk, err := r.Desk()
	if err != nil {
		return nil, err
	}
	i, err := desk.Inspect(c.File)
	if err != nil {
		return nil, err
	}
	return newInspection(i, c.Values), nil
}

type inspection struct {
	Size      int64       `json:"size"`
	Version   string      `json:"version"`
	Pages     *int        `json:"pages"`
	Encrypted bool        `json:"encrypted"`
	Form      *formView   `json:"form"`
	Signed    int         `json:"signatures"`
	Empty     int         `json:"empty_signature_fields"`
	Scripts   bool        `json:"scripts"`
	XFA       bool        `json:"xfa"`
	Rights    bool        `json:"usage_rights"`
	Draws     bool        `json:"need_appearances"`
	Hinders   []string    `json:"hinders"`
	Fields    []fieldView `json:"fields"`

	args i18n.Args // of the hindrances
}

type formView struct {
	ID   string `json:"id"`
	Year int    `json:"year"`
	JA   string `json:"title_ja"`
	EN   string `json:"title_en"`
}

type fieldView struct {
	Name   string  `json:"name"`
	Type   string  `json:"type"`
	Page   *int    `json:"page"`
	MaxLen *int    `json:"max_len"`
	Filled bool    `json:"filled"`
	Value  *string `json:"value"`
}

func newInspection(i *filing.Inspection, values bool) *inspection {
	v := &inspection{
		Size: i.Size, Version: i.Version, Encrypted: i.Encrypted, Signed: i.Signed, Empty: i.Empty,
		Scripts: i.Scripts, XFA: i.XFA, Rights: i.UsageRights, Draws: i.NeedAppearances,
		Hinders: []string{}, Fields: []fieldView{},
	}
	if i.Form != nil {
		v.Form = &formView{ID: i.Form.ID, Year: i.Form.Year, JA: i.Form.TitleJA, EN: i.Form.TitleEN}
	}
	if !i.Encrypted {
		v.Pages = &i.Pages
	}
	if i.OtherYear != nil {
		v.args = i18n.Args{"year": i.OtherYear.Year, "wanted": i.OtherYear.Wanted}
	}
	for _, h := range i.Hinders {
		v.Hinders = append(v.Hinders, string(problem.OfKind(h)))
	}
	for _, f := range i.Fields {
		x := fieldView{Name: f.Name, Type: string(f.Type), Filled: f.Value != nil}
		if f.MaxLen > 0 {
			x.MaxLen = &f.MaxLen
		}
		if len(f.Widgets) > 0 && f.Widgets[0].Page >= 0 {
			page := f.Widgets[0].Page + 1
			x.Page = &page
		}
		if text, ok := filing.Shown(f); ok && values {
			x.Value = &text
		}
		v.Fields = append(v.Fields, x)
	}
	return v
}

func (v *inspection) print(r *run) {
	if v.Encrypted {
		r.line("cli.inspect.encrypted")
		v.printHinders(r)
		return
	}
	r.line("cli.inspect.size", i18n.Args{"pages": *v.Pages, "fields": len(v.Fields), "version": v.Version})
	if v.Form != nil {
		r.line("cli.inspect.form", i18n.Args{"ja": v.Form.JA, "en": v.Form.EN, "year": v.Form.Year})
	} else {
		r.line("cli.inspect.no_form")
	}
	r.line("cli.inspect.signatures", i18n.Args{"signed": v.Signed, "empty": v.Empty})
	for _, t := range []struct {
		id string
		on bool
	}{{"scripts", v.Scripts}, {"xfa", v.XFA}, {"rights", v.Rights}, {"draws", v.Draws}} {
		if t.on {
			r.line("cli.inspect." + t.id)
		}
	}
	for _, f := range v.Fields {
		if f.Value != nil {
			r.line("cli.inspect.value", i18n.Args{"field": f.Name, "value": *f.Value})
		}
	}
	v.printHinders(r)
}

func (v *inspection) printHinders(r *run) {
	if len(v.Hinders) == 0 {
		r.line("cli.inspect.can_sign")
	}
	for _, h := range v.Hinders {
		r.line("cli.inspect.hinder", i18n.Args{"why": r.t("problem."+h+".say", v.args)})
	}
}

type pdfVerifyCmd struct {
	File string `arg:"" help:"PDF file."`
}

func (*pdfVerifyCmd) schema() string { return "pdf.verify" }

type verdicts struct {
	Unsigned    bool            `json:"unsigned"`
	UsageRights bool            `json:"usage_rights"`
	Signatures  []signatureView `json:"signatures"`
	Revocation  string          `json:"revocation"`
}

type signatureView struct {
	Field     string   `json:"field"`
	Name      *string  `json:"name"`
	Claimed   *string  `json:"claimed_time"`
	Verdict   string   `json:"verdict"`
	ByteRange [4]int64 `json:"byte_range"`
	SubFilter string   `json:"sub_filter"`
	Issuer    *string  `json:"issuer"`
	// Practice and Dates are null where the signature does not fit: then they were
	// not looked at.
	Practice  *bool         `json:"practice"`
	Dates     *bool         `json:"dates_cover_claimed_time"`
	Timestamp bool          `json:"timestamp"`
	Later     []laterChange `json:"later_changes"`
	Reasons   []string      `json:"reasons"`
}

// laterChange is one thing that came after a signature.
type laterChange struct {
	Kind    string  `json:"kind"`
	Allowed bool    `json:"allowed"`
	Page    *int    `json:"page"`
	Field   *string `json:"field"`
	Visible bool    `json:"visible"`
}

func (c *pdfVerifyCmd) do(ctx context.Context, r *run) (result, error) {
	r.files = []string{c.File}
	desk, err := r.Desk()
	if err != nil {
		return nil, err
	}
	rep, err := desk.Verify(ctx, c.File, r.fileProgress)
	if err != nil {
		return nil, err
	}
	v := &verdicts{Unsigned: rep.Unsigned, UsageRights: rep.UsageRights, Signatures: []signatureView{}, Revocation: "unknown"}
	practice := false
	for i := range rep.Signatures {
		s := &rep.Signatures[i]
		x := signatureView{
			Field: s.Field, Name: some(s.Name), Verdict: string(s.Verdict), ByteRange: s.ByteRange,
			SubFilter: s.SubFilter, Issuer: some(s.AnchorID),
			Timestamp: s.Timestamp, Later: []laterChange{}, Reasons: []string{},
		}
		if filing.Whole(s) {
			x.Practice, x.Dates = &s.Practice, &s.DatesCover
		}
		if !s.Claimed.IsZero() {
			x.Claimed = some(s.Claimed.Format(time.RFC3339))
		}
		for _, l := range s.Later {
			c := laterChange{Kind: string(l.Kind), Allowed: l.Allowed, Field: some(l.Field), Visible: l.Visible}
			if l.Page > 0 {
				c.Page = &l.Page
			}
			x.Later = append(x.Later, c)
		}
		for _, q := range s.Reasons {
			x.Reasons = append(x.Reasons, string(q))
		}
		practice = practice || s.Practice
		v.Signatures = append(v.Signatures, x)
	}
	if practice {
		r.practice = &practice
	}
	return v, jobs.Verdict(rep, r.practising())
}

// practising reports whether this run is about practice: only then is a practice
// signature as good as one can be.
func (r *run) practising() bool {
	kind, _, _ := strings.Cut(r.g.Card, ":")
	return kind == "practice"
}

func (v *verdicts) print(r *run) {
	if v.UsageRights {
		r.line("cli.verify.usage_rights")
	}
	for _, s := range v.Signatures {
		r.line("cli.verify.field", i18n.Args{"field": s.Field})
		if s.Name != nil {
			r.line("cli.verify.name", i18n.Args{"name": *s.Name})
		}
		if s.Claimed != nil {
			r.line("cli.verify.claimed", i18n.Args{"time": *s.Claimed})
		}
		if s.Timestamp {
			r.line("cli.verify.timestamp")
		}
		r.line("cli.verify.verdict", i18n.Args{"verdict": r.t("verdict." + s.Verdict)})
		for _, l := range s.Later {
			l.print(r)
		}
		switch {
		case s.Dates == nil:
			r.line("cli.verify.not_looked_at")
			continue
		case s.Issuer != nil:
			r.line("cli.verify.issuer", i18n.Args{"issuer": *s.Issuer})
		default:
			r.line("cli.verify.issuer_unknown")
		}
		if *s.Dates {
			r.line("cli.verify.dates_cover")
		} else {
			r.line("cli.verify.dates_do_not")
		}
	}
	if len(v.Signatures) > 0 {
		r.line("cli.revocation_unknown")
	}
}

func (l laterChange) print(r *run) {
	a := i18n.Args{"change": r.t("change." + l.Kind)}
	id := "cli.verify.later"
	if l.Field != nil {
		id += "_field"
		a["field"] = *l.Field
	}
	if l.Page != nil {
		id += "_page"
		a["page"] = *l.Page
	}
	r.line(id, a)
	if l.Visible {
		r.line("cli.verify.later_visible")
	}
}

type pdfRegistryCmd struct {
	File string `arg:"" help:"PDF file."`
}

func (*pdfRegistryCmd) schema() string { return "pdf.registry_check" }

type registryItems struct {
	Items []registryItem `json:"items"`
}

type registryItem struct {
	Code    string `json:"code"`
	OK      bool   `json:"ok"`
	Warning bool   `json:"warning"`
}

func (c *pdfRegistryCmd) do(ctx context.Context, r *run) (result, error) {
	r.files = []string{c.File}
	desk, err := r.Desk()
	if err != nil {
		return nil, err
	}
	items, err := desk.RegistryCheck(ctx, c.File, r.fileProgress)
	if err != nil {
		return nil, err
	}
	v := &registryItems{Items: []registryItem{}}
	good, signed := true, false
	for _, i := range items {
		signed = signed || i.OK
		v.Items = append(v.Items, registryItem{Code: i.Code, OK: i.OK, Warning: i.Warning})
		good = good && (i.OK || i.Warning)
	}
	switch {
	case !signed:
		return v, problem.New(problem.SignatureMissing, nil)
	case !good:
		return v, problem.New(problem.SignatureNot, nil)
	}
	return v, nil
}

func (v *registryItems) print(r *run) {
	for _, i := range v.Items {
		state := "no"
		switch {
		case i.OK:
			state = "yes"
		case i.Warning:
			state = "warning"
		}
		r.line("cli.registry."+state, i18n.Args{"what": r.t("registry." + i.Code)})
	}
	r.line("cli.registry.note")
}
