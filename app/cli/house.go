package cli

import (
	"context"
	"fmt"
	"regexp"

	"madoguchi/app/doctor"
	"madoguchi/app/problem"
	"madoguchi/i18n"
)

type explainCmd struct {
	Code string `arg:"" optional:"" help:"Code of a problem; without it, all."`
}

func (*explainCmd) schema() string { return "explain" }

type explanations []explanation

type explanation struct {
	Code  problem.Code  `json:"code"`
	Exit  int           `json:"exit"`
	Tries problem.Tries `json:"tries"`
	Say   string        `json:"say"`
	Do    string        `json:"do"`
}

func (c *explainCmd) do(_ context.Context, r *run) (result, error) {
	v := explanations{}
	for _, e := range problem.Table() {
		if c.Code != "" && c.Code != string(e.Code) {
			continue
		}
		p := "problem." + string(e.Code)
		v = append(v, explanation{Code: e.Code, Exit: e.Exit, Tries: e.Tries, Say: r.general(p + ".say"), Do: r.general(p + ".do")})
	}
	if len(v) == 0 {
		return nil, problem.New(problem.NoSuchCode, nil)
	}
	return v, nil
}

// general is a text about no occurrence in particular: what would be counted or
// named there is left open.
func (r *run) general(id string) string {
	return placeholder.ReplaceAllString(r.t(id), "…")
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func (v explanations) print(r *run) {
	for _, e := range v {
		_, _ = fmt.Fprintf(r.Out, "%s\n  %s\n  → %s\n  %s\n", e.Code, e.Say, e.Do, r.t("cli.tries."+string(e.Tries)))
	}
}

type networkCmd struct{}

func (*networkCmd) schema() string { return "network" }

type networkView struct {
	Connections int64         `json:"connections_since_start"`
	Addresses   []addressView `json:"addresses"`
}

type addressView struct {
	ID      string `json:"id"`
	URL     string `json:"url"`
	What    string `json:"what"`
	When    string `json:"when"`
	AskedBy string `json:"asked_by"`
}

func (*networkCmd) do(_ context.Context, r *run) (result, error) {
	v := &networkView{Connections: r.Connections(), Addresses: []addressView{}}
	for _, a := range r.Addresses() {
		v.Addresses = append(v.Addresses, addressView(a))
	}
	return v, nil
}

func (v *networkView) print(r *run) {
	r.line("cli.network.count", i18n.Args{"count": v.Connections})
	if len(v.Addresses) == 0 {
		r.line("cli.network.none")
	}
	for _, a := range v.Addresses {
		r.line("cli.network.address", i18n.Args{"url": a.URL, "what": a.What, "when": a.When})
	}
}

type licencesCmd struct {
	Text bool `help:"Print the texts too."`
}

func (*licencesCmd) schema() string { return "licences" }

type licencesView []licenceView

type licenceView struct {
	Module  string  `json:"module"`
	Version string  `json:"version"`
	Licence string  `json:"licence"`
	Text    *string `json:"text"`
}

func (c *licencesCmd) do(_ context.Context, r *run) (result, error) {
	all, err := r.Licences()
	if err != nil {
		return nil, err
	}
	v := licencesView{}
	for _, l := range all {
		x := licenceView{Module: l.Module, Version: l.Version, Licence: l.ID}
		if c.Text {
			x.Text = some(l.Text)
		}
		v = append(v, x)
	}
	return v, nil
}

func (v licencesView) print(r *run) {
	for _, l := range v {
		_, _ = fmt.Fprintf(r.Out, "%s %s: %s\n", l.Module, l.Version, l.Licence)
		if l.Text != nil {
			_, _ = fmt.Fprintf(r.Out, "\n%s\n", *l.Text)
		}
	}
}

type doctorCmd struct {
	Report bool `help:"A report to pass on: no names, no paths."`
}

func (*doctorCmd) schema() string { return "doctor" }

type doctorView struct {
	Lines []doctorLine `json:"lines"`
}

type doctorLine struct {
	ID    string         `json:"id"`
	State string         `json:"state"`
	Facts map[string]any `json:"facts"`
	Say   string         `json:"say"`
	Do    *string        `json:"do"`
}

func (c *doctorCmd) do(ctx context.Context, r *run) (result, error) {
	src, err := r.source()
	if err != nil {
		return nil, err
	}
	lines := doctor.Examine(ctx, r.Doctor(src))
	if c.Report {
		lines = doctor.Report(lines, r.OwnWords()...)
	}
	v := &doctorView{Lines: []doctorLine{}}
	for _, l := range lines {
		x := doctorLine{ID: l.ID, State: l.State.String(), Facts: l.Facts}
		x.Say = r.t("doctor."+l.ID+"."+x.State, i18n.Args(l.Facts))
		if l.Do != "" {
			x.Do = some(r.t("doctor.do."+l.Do, i18n.Args(l.Facts)))
		}
		v.Lines = append(v.Lines, x)
	}
	return v, nil
}

func (v *doctorView) print(r *run) {
	for _, l := range v.Lines {
		_, _ = fmt.Fprintf(r.Out, "%s %s\n", r.t("doctor.mark."+l.State), l.Say)
		if l.Do != nil {
			_, _ = fmt.Fprintf(r.Out, "    → %s\n", *l.Do)
		}
	}
}
