// Package check is the page that says what can be said of the signatures in a
// PDF: whether the file fits them, who issued the certificate, what came later,
// and, on request, whether it has the form that the registry's rule asks for.
//
// It judges nothing itself; the words are those of the verifier's verdicts. It
// never says more than they do: whether a certificate was revoked is not known
// here. It changes no file.
package check

import (
	"context"
	"path/filepath"

	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/files"
	"madoguchi/app/ui/page/work"
	"madoguchi/app/ui/theme"
	"madoguchi/forms"
)

// Page is the page. It is made by New.
type Page struct {
	host page.Host
	step step
	path string
	note kit.Msg

	found    *filing.Verified
	rows     []row // of the registry's rule, nil until it was asked for
	fault    *problem.Problem
	progress *kit.Progress
	task     work.Task
}

// step is where the page stands.
type step int

const (
	asking   step = iota // for a file
	checking             // it
	shown                // is what was found
	registry             // and whether it has the form of the registry's rule
	failed               // to read it
)

var (
	_ page.Page    = (*Page)(nil)
	_ page.Backer  = (*Page)(nil)
	_ page.Dropper = (*Page)(nil)
)

// New makes the page.
func New(h page.Host) *Page { return &Page{host: h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	switch p.step {
	case checking:
		return kit.Screen{
			Title: kit.T("window.check.checking.title"), Help: kit.T("window.check.help"),
			Body: []kit.Box{p.file(k), k.Progress(p.progress, p.task.Cancel)},
		}
	case shown:
		return p.shownScreen(k)
	case registry:
		return p.registryScreen(k)
	case failed:
		return kit.Screen{
			Tells: true, Title: kit.T("window.check.failed.title"), Help: kit.T("window.check.help"),
			Body:    []kit.Box{p.file(k), k.Problem(p.fault)},
			Primary: &kit.Action{Label: kit.T("window.check.another"), Icon: "file", Do: p.choose},
			Others:  []kit.Action{{Label: kit.T("window.check.again"), Icon: "refresh", Do: func() { p.open(p.path) }}},
		}
	}
	s := kit.Screen{Title: kit.T("window.check.title"), Help: kit.T("window.check.help")}
	if !p.note.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Info, p.note, kit.Msg{}))
	}
	s.Body = append(s.Body,
		k.Answer(kit.Action{Label: kit.T("window.check.choose"), Icon: "folder", Do: p.choose}, kit.T("window.check.choose.explain")),
		k.Body(kit.T("window.check.drop")),
		k.Callout(kit.Info, kit.T("window.check.limits"), kit.T("window.check.limits.explain")),
	)
	return s
}

// file is which one it is about.
func (p *Page) file(k *kit.Kit) kit.Box {
	return k.Beside(k.Icon("file", theme.Muted), k.Column(
		k.Text(kit.Foreign(filepath.Base(p.path), ""), kit.Style{Size: theme.Large, Bold: true}),
		k.Label(kit.Foreign(filepath.Dir(p.path), "")),
	))
}

// choose opens the page on which a file is chosen.
func (p *Page) choose() {
	p.host.Open(files.New(p.host, files.Ask{
		Title: kit.T("window.check.files.title"), Ends: []string{".pdf"}, Chosen: p.open,
	}))
}

// Dropped implements page.Dropper.
func (p *Page) Dropped(paths []string) {
	if p.step == checking {
		return
	}
	if len(paths) > 1 { // nobody knows which
		p.forget()
		p.note = kit.T("window.files.one")
		p.show(asking)
		return
	}
	p.open(paths[0])
}

// open checks the signatures of a file.
func (p *Page) open(path string) {
	p.forget()
	p.path = path
	p.begin(func(ctx context.Context, desk *filing.Desk, news filing.Progress) (func(), error) {
		found, err := desk.Verify(ctx, path, news)
		return func() {
			p.found = found
			p.show(shown)
		}, err
	})
}

// begin runs a check of the file; what it returns is done when nothing went wrong.
func (p *Page) begin(f func(context.Context, *filing.Desk, filing.Progress) (func(), error)) {
	back := p.step
	p.progress = kit.NewProgress()
	p.progress.Set(kit.T("window.check.checking"), 0, 0)
	news := work.NewMeter(p.host, p, p.progress, func(string) kit.Msg { return kit.T("window.check.checking") })
	p.task.Run(p.host, p, func(ctx context.Context) func() {
		desk, err := p.host.Jobs().Desk()
		var then func()
		if err == nil {
			then, err = f(ctx, desk, news.Tell)
		}
		switch {
		case err == nil:
			return then
		case forms.Is(err, forms.Cancelled):
			return func() { p.stopped(back) }
		}
		return func() {
			p.fault = jobs.Problem(err, problem.NoSecret)
			p.show(failed)
		}
	})
	p.show(checking)
}

// stopped goes back to where the check was begun.
func (p *Page) stopped(back step) {
	if p.found == nil {
		back = asking
	}
	p.note = kit.T("window.check.stopped")
	p.show(back)
}

func (p *Page) show(s step) {
	p.step = s
	p.host.Refresh(true)
}

// forget leaves nothing of the file before.
func (p *Page) forget() {
	p.task.Halt()
	p.found, p.rows, p.fault, p.progress, p.note, p.path = nil, nil, nil, nil, kit.Msg{}, ""
	p.step = asking
}

// Back implements page.Backer.
func (p *Page) Back() bool {
	switch {
	case p.step == registry || p.step == checking && p.found != nil:
		p.task.Halt()
		p.step = shown
	case p.step == asking:
		return false
	default:
		p.forget()
	}
	return true
}

// Leave implements page.Page.
func (p *Page) Leave() { p.forget() }
