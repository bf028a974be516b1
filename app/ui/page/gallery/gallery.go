// Package gallery is a page with everything the kit can show, in every state it
// can be in, so that it can be measured and looked at. No other page opens it:
// it is there for the tests and for whoever changes how the window looks.
//
// It reads no card and does nothing when something on it is pressed.
package gallery

import (
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Page is the gallery.
type Page struct {
	known, unknown, stopped *kit.Progress

	password, pin      *kit.Secret
	name, search, kana kit.Value
	born, empty        kit.Date
}

var _ page.Page = (*Page)(nil)

// New makes the page.
func New() *Page {
	p := &Page{
		known: kit.NewProgress(), unknown: kit.NewProgress(), stopped: kit.NewProgress(),
		password: kit.NewSecret(16), pin: kit.NewSecret(4),
		name: kit.Value{Text: "髙橋 Ååg ညှို့ ありがとう"}, kana: kit.Value{Text: "たかはし"},
		born: kit.Date{Year: 1990, Month: 5, Day: 10},
	}
	p.known.Set(kit.T("window.gallery.text.short"), 42, 100)
	p.unknown.Set(kit.T("window.gallery.text.short"), 0, 0)
	p.stopped.Set(kit.T("window.gallery.text.short"), 7, 100)
	return p
}

// Leave implements page.Page.
func (p *Page) Leave() {
	for _, s := range []*kit.Secret{p.password, p.pin} {
		s.Wipe()
	}
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen { return p.Of(k) }

// Of is the screen with some parts of the page only; without any, all.
func (p *Page) Of(k *kit.Kit, which ...Part) kit.Screen {
	primary := action("window.gallery.action.short", "sign")
	return kit.Screen{
		Title:   kit.T("window.gallery.title"),
		Step:    kit.T("window.kit_blocks.step", i18n.Args{"at": 2, "of": 5}),
		Help:    kit.T("window.gallery.text.long"),
		Body:    p.Sections(k, which...),
		Primary: &primary,
		Others:  []kit.Action{action("window.gallery.action.long", ""), off("window.gallery.action.short")},
	}
}

// Part is one part of the page.
type Part int

// The parts, in their order.
const (
	Texts Part = iota
	Scripts
	Buttons
	Answers
	Callouts
	Results
	Progress
	Problems
	Facts
	Fields
	Rest
	parts
)

// Sections are parts of the page, each below its heading; without any, all.
func (p *Page) Sections(k *kit.Kit, which ...Part) []kit.Box {
	if len(which) == 0 {
		for part := range parts {
			which = append(which, part)
		}
	}
	var out []kit.Box
	for _, part := range which {
		heading, items := p.part(k, part)
		out = append(out, k.Column(append([]kit.Box{k.Heading(kit.T(heading)), k.Rule()}, items...)...))
	}
	return out
}

// part is the heading of a part, and what stands below it.
func (p *Page) part(k *kit.Kit, part Part) (heading string, items []kit.Box) {
	switch part {
	case Texts:
		return "window.gallery.texts", texts(k)
	case Scripts:
		return "window.gallery.scripts", scripts(k)
	case Buttons:
		return "window.gallery.buttons", buttons(k)
	case Answers:
		return "window.gallery.answers", answers(k)
	case Callouts:
		return "window.gallery.callouts", callouts(k)
	case Results:
		return "window.gallery.results", results(k)
	case Progress:
		return "window.gallery.progress", p.progress(k)
	case Problems:
		return "window.gallery.problems", problems(k)
	case Facts:
		return "window.gallery.facts", facts(k)
	case Fields:
		return "window.gallery.fields", p.fields(k)
	}
	return "window.gallery.rest", rest(k)
}

func short() kit.Msg { return kit.T("window.gallery.text.short") }
func long() kit.Msg  { return kit.T("window.gallery.text.long") }

// action is one that does nothing.
func action(id, icon string) kit.Action {
	return kit.Action{Label: kit.T(id), Icon: icon, Do: func() {}}
}

func off(id string) kit.Action {
	return kit.Action{Label: kit.T(id), Off: true}
}

func texts(k *kit.Kit) []kit.Box {
	items := []kit.Box{
		k.Text(short(), kit.Style{Size: theme.Title, Bold: true}),
		k.Heading(short()),
		k.Text(short(), kit.Style{Size: theme.Large}),
		k.Body(long()),
		k.Label(long()),
	}
	for _, r := range []theme.Role{theme.Good, theme.Warn, theme.Bad, theme.Tint} {
		items = append(items, k.Note(r, k.Text(long(), kit.Style{Size: theme.Body, Role: r + 1})))
	}
	return append(items, k.Panel(k.Heading(short()), k.Body(long())))
}

// scripts shows languages that no text of ours is in yet, in both weights.
func scripts(k *kit.Kit) []kit.Box {
	var items []kit.Box
	for _, s := range samples() {
		items = append(items,
			k.Label(kit.Data(s.name, s.lang)),
			k.Text(kit.Data(s.text, s.lang), kit.Style{Size: theme.Body}),
			k.Text(kit.Data(s.text, s.lang), kit.Style{Size: theme.Large, Bold: true}),
			k.Row(k.Button(kit.Action{Label: kit.Data(s.name, s.lang), Do: func() {}})),
		)
	}
	return items
}

func buttons(k *kit.Kit) []kit.Box {
	return []kit.Box{
		k.Row(
			k.Primary(action("window.gallery.action.short", "")),
			k.Primary(action("window.gallery.action.short", "sign")),
			k.Button(action("window.gallery.action.short", "folder")),
			k.Button(action("window.gallery.action.long", "")),
			k.Quiet(action("window.gallery.action.short", "question")),
			k.Primary(off("window.gallery.action.short")),
			k.Button(off("window.gallery.action.short")),
			k.IconButton(action("window.gallery.action.short", "settings")),
		),
		k.Link(action("window.gallery.action.long", "open")),
		k.Link(off("window.gallery.action.short")),
	}
}

func answers(k *kit.Kit) []kit.Box {
	return []kit.Box{
		k.Answer(action("window.gallery.action.short", "person"), long()),
		k.Grid(260, 3,
			k.Choice(action("window.gallery.action.short", "card"), short(), false),
			k.Choice(action("window.gallery.action.long", "file"), long(), true),
			k.Choice(off("window.gallery.action.short"), short(), false),
		),
	}
}

func callouts(k *kit.Kit) []kit.Box {
	var items []kit.Box
	for _, kind := range kit.Kinds() {
		items = append(items, k.Callout(kind, short(), long(), action("window.gallery.action.short", ""), action("window.gallery.action.long", "")))
	}
	return append(items, k.Callout(kit.Info, kit.Msg{}, short()), k.Callout(kit.Warning, short(), kit.Msg{}))
}

func results(k *kit.Kit) []kit.Box {
	date := kit.T("window.gallery.date")
	return []kit.Box{
		k.Result(kit.Result{Kind: kit.Success, Title: short(), Reason: long(), Law: short(), Date: date, Doubt: long()}),
		k.Result(kit.Result{Kind: kit.Danger, Title: long(), Reason: short()}),
		k.Result(kit.Result{Kind: kit.Warning, Title: short(), Doubt: long()}),
		k.Result(kit.Result{Kind: kit.Info, Title: short()}),
	}
}

func (p *Page) progress(k *kit.Kit) []kit.Box {
	return []kit.Box{
		k.Stepper(1, 5), k.Stepper(3, 5), k.Stepper(7, 7),
		k.Progress(p.known, func() {}),
		k.Progress(p.unknown, func() {}),
		k.Progress(p.stopped, nil),
	}
}

// problems are one of each way a problem can look.
func problems(k *kit.Kit) []kit.Box {
	left := func(c problem.Code, n int) *problem.Problem {
		p := problem.New(c, map[string]any{"tries": n})
		p.TriesLeft = n
		return p
	}
	return []kit.Box{
		k.Problem(problem.New(problem.ReaderMissing, nil), action("window.gallery.action.short", "refresh")),
		k.Problem(left(problem.WrongPassword, 2)),
		k.Problem(left(problem.LastTry, 1), action("window.gallery.action.long", "")),
		k.Problem(problem.New(problem.SecretUncertain, nil)),
		k.Problem(problem.New(problem.PasswordLocked, nil)),
		k.Problem(problem.New(problem.Stopped, nil)),
	}
}

func facts(k *kit.Kit) []kit.Box {
	return []kit.Box{k.Panel(k.Facts(names()...))}
}

func (p *Page) fields(k *kit.Kit) []kit.Box {
	label := kit.T("window.gallery.label.long")
	nothing := func() {}
	return []kit.Box{
		k.Entry(&p.name, label, nothing),
		k.Search(&p.search, label, nothing),
		k.SecretField(p.password, label, nothing),
		k.PINPad(p.pin, label, nothing),
		k.Check(true, long(), func(bool) {}),
		k.Check(false, short(), func(bool) {}),
		k.DateField(&p.born, label, nothing),
		k.DateField(&p.empty, label, nothing),
		k.KanaPad(&p.kana),
	}
}

func rest(k *kit.Kit) []kit.Box {
	return []kit.Box{
		k.Stripe(short(), action("window.gallery.action.short", "")),
		k.Empty("folder", short(), long(), action("window.gallery.action.short", ""), action("window.gallery.action.long", "")),
		k.Picture(sheet(), 400, short()),
		k.Panel(k.Long(Terms(), "en")),
	}
}
