// Package doctor shows what is there of readers, cards and the rest, what is
// missing and what to do about it.
package doctor

import (
	"strings"

	"madoguchi/app/doctor"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/card"
	"madoguchi/i18n"
)

// Page is the examination. It looks again by itself when something changes on the
// readers.
type Page struct {
	host page.Host
	// lines are of the last examination, nil before the first.
	lines []doctor.Line
	// looking: one is under way; again: something changed meanwhile.
	looking, again bool
	copied         bool
}

var (
	_ page.Page    = (*Page)(nil)
	_ page.Watcher = (*Page)(nil)
)

// New makes the page.
func New(h page.Host) *Page { return &Page{host: h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.doctor.title"), Help: kit.T("window.doctor.help")}
	if p.lines == nil {
		p.look()
		s.Step = kit.T("window.doctor.looking")
		s.Body = []kit.Box{k.Progress(kit.NewProgress(), nil)}
		return s
	}
	s.Step = kit.T("window.doctor.seen")
	s.Body = p.found(k)
	if p.copied {
		s.Body = append(s.Body, k.Callout(kit.Success, kit.T("window.doctor.copied"), kit.T("window.doctor.copied.explain")))
	}
	s.Primary = &kit.Action{Label: kit.T("window.doctor.again"), Icon: "refresh", Do: p.look}
	s.Others = []kit.Action{{Label: kit.T("window.doctor.copy"), Icon: "copy", Do: func() { p.report(k) }}}
	return s
}

// states are the picture of a state and how it is meant.
var states = map[doctor.State]struct {
	icon string
	ink  theme.Role
}{
	doctor.OK:        {"success", theme.GoodInk},
	doctor.Attention: {"problem", theme.WarnInk},
	doctor.Missing:   {"stop", theme.BadInk},
	doctor.Unknown:   {"question", theme.Muted},
}

// found is what was found: how it stands in a line, then what needs somebody, then
// the rest.
func (p *Page) found(k *kit.Kit) []kit.Box {
	var wanting, rest []kit.Box
	for _, l := range p.lines {
		switch l.State {
		case doctor.Attention, doctor.Missing:
			wanting = append(wanting, k.Panel(line(k, l)))
		default:
			rest = append(rest, line(k, l))
		}
	}
	verdict := k.Callout(kit.Success, kit.T("window.doctor.fine"), kit.T("window.doctor.fine.explain"))
	if len(wanting) > 0 {
		verdict = k.Callout(kit.Warning, kit.T("window.doctor.wanting", i18n.Args{"n": len(wanting)}), kit.T("window.doctor.wanting.explain"))
	}
	out := []kit.Box{verdict}
	if len(wanting) > 0 {
		out = append(out, k.Column(wanting...))
	}
	if len(rest) > 0 {
		out = append(out, k.Panel(rest...))
	}
	return out
}

func line(k *kit.Kit, l doctor.Line) kit.Box {
	st := states[l.State]
	words := []kit.Box{k.Body(said(l))}
	if l.State == doctor.Attention || l.State == doctor.Missing { // of the others their words say it
		words = append([]kit.Box{k.Text(kit.T("window.doctor.state."+l.State.String()), kit.Style{Size: theme.Small, Bold: true, Role: st.ink})}, words...)
	}
	if l.Do != "" {
		words = append(words, k.Text(todo(l), kit.Style{Size: theme.Body, Bold: true}))
	}
	return k.Beside(k.Icon(st.icon, st.ink), k.Column(words...))
}

func said(l doctor.Line) kit.Msg {
	return kit.T("doctor."+l.ID+"."+l.State.String(), i18n.Args(l.Facts))
}

func todo(l doctor.Line) kit.Msg { return kit.T("doctor.do."+l.Do, i18n.Args(l.Facts)) }

// look examines everything once, or once more after the one under way.
func (p *Page) look() {
	if p.looking {
		p.again = true
		return
	}
	p.looking, p.copied = true, false
	ctx := p.host.Context(p)
	checks := p.host.Jobs().Doctor(p.host.Source())
	go func() {
		lines := doctor.Examine(ctx, checks)
		p.host.DoFor(p, func() {
			p.looking, p.lines = false, lines
			if p.again {
				p.again = false
				p.look()
				return
			}
			p.host.Refresh(false)
		})
	}()
}

// Seen implements page.Watcher.
func (p *Page) Seen(card.Event) {
	if p.lines != nil || p.looking {
		p.look()
	}
}

// report copies the findings without names and paths, for whoever helps.
func (p *Page) report(k *kit.Kit) {
	var b strings.Builder
	for _, l := range doctor.Report(p.lines, p.host.Jobs().OwnWords()...) {
		b.WriteString(k.String(kit.T("window.doctor.state."+l.State.String())) + ": " + k.String(said(l)) + "\n")
		if l.Do != "" {
			b.WriteString("    → " + k.String(todo(l)) + "\n")
		}
	}
	k.Window.Clipboard().SetContent(b.String())
	p.copied = true
	p.host.Refresh(false)
}

// Leave implements page.Page.
func (p *Page) Leave() {}
