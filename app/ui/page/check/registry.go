package check

import (
	"context"

	"madoguchi/app/filing"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
)

// row is the outcome of one point of the registry's rule.
type row struct {
	code string
	ok   bool
	// warning: not being so is no reason for a refusal that is known of.
	warning bool
}

// checkRegistry asks whether the file has the form that the registry's rule asks
// for.
func (p *Page) checkRegistry() {
	p.note = kit.Msg{}
	path := p.path
	p.begin(func(ctx context.Context, desk *filing.Desk, news filing.Progress) (func(), error) {
		items, err := desk.RegistryCheck(ctx, path, news)
		rows := make([]row, len(items))
		for i, x := range items {
			rows[i] = row{x.Code, x.OK, x.Warning}
		}
		return func() {
			p.rows = rows
			p.show(registry)
		}, err
	})
}

// states are the picture and the words' colour of a point that is so, is not so,
// or is to be looked at.
var states = map[string]struct {
	icon string
	ink  theme.Role
}{
	"yes":     {"success", theme.GoodInk},
	"no":      {"stop", theme.BadInk},
	"warning": {"problem", theme.WarnInk},
}

func (r row) state() string {
	switch {
	case r.ok:
		return "yes"
	case r.warning:
		return "warning"
	}
	return "no"
}

func (p *Page) registryScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{
		Tells: true, Title: kit.T("window.check.registry.title"), Help: kit.T("window.check.registry.help"),
		Primary: &kit.Action{Label: kit.T("window.check.registry.back"), Icon: "back", Do: func() { p.show(shown) }},
		Others:  []kit.Action{{Label: kit.T("window.check.another"), Icon: "file", Do: p.choose}},
	}
	s.Body = append(s.Body, p.file(k))
	good, signed := true, false
	var items []kit.Box
	for i, r := range p.rows {
		signed = signed || r.ok
		good = good && (r.ok || r.warning)
		if i > 0 {
			items = append(items, k.Rule())
		}
		st := states[r.state()]
		items = append(items, k.Beside(k.Icon(st.icon, st.ink), k.Column(
			k.Text(kit.T("window.check.registry."+r.state()), kit.Style{Size: theme.Small, Bold: true, Role: st.ink}),
			k.Body(kit.T("registry."+r.code)),
		)))
	}
	switch {
	case !signed:
		s.Body = append(s.Body, k.Problem(problem.New(problem.SignatureMissing, nil)))
	case good:
		s.Body = append(s.Body, k.Callout(kit.Success, kit.T("window.check.registry.good"), kit.T("window.check.registry.note")))
	default:
		s.Body = append(s.Body, k.Callout(kit.Danger, kit.T("window.check.registry.bad"), kit.T("window.check.registry.note")))
	}
	s.Body = append(s.Body, k.Panel(items...))
	return s
}
