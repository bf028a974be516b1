// Package remember is "Remember on this computer": what is kept and where the key
// is, switching it on, and forgetting it all.
package remember

import (
	"context"
	"errors"
	"time"

	"madoguchi/app/problem"
	"madoguchi/app/store"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// within is how long the keyring, or the work on a passphrase, may take. A
// person may also have to answer the keyring's own question.
const within = 2 * time.Minute

// step is what stands in the window.
type step int

const (
	overview step = iota
	passphrase
	sure
	gone
)

// Page shows it.
type Page struct {
	host page.Host

	at      step
	working bool
	problem *problem.Problem
	first   *kit.Passphrase
	again   *kit.Passphrase
	differ  bool
	fate    store.Forgotten
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
	_ page.Busy   = (*Page)(nil)
)

// New makes the page.
func New(h page.Host) *Page {
	return &Page{host: h, first: kit.NewPassphrase(), again: kit.NewPassphrase()}
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.remember.title"), Help: kit.T("window.remember.help")}
	st := p.host.Store()
	if st == nil {
		s.Body = []kit.Box{k.Callout(kit.Info, kit.T("window.remember.not_self"), kit.T("window.remember.not_self.explain"))}
		s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}
		return s
	}
	if p.working {
		s.Step = kit.T("window.remember.working")
		s.Body = []kit.Box{k.Progress(kit.NewProgress(), nil), k.Body(kit.T("window.remember.working.explain"))}
		return s
	}
	switch p.at {
	case passphrase:
		return p.askPassphrase(k, s, st)
	case sure:
		return p.askSure(k, s, st)
	case gone:
		return p.showFate(k, s)
	}
	return p.overview(k, s, st)
}

func (p *Page) overview(k *kit.Kit, s kit.Screen, st *store.Store) kit.Screen {
	state, err := st.State()
	if err != nil {
		p.problem = problem.Of(err, problem.NoSecret)
	}
	_, recalling := p.host.Recalled()
	trouble := p.problem
	if trouble == nil {
		trouble = recalling
	}
	if trouble != nil {
		s.Body = append(s.Body, k.Problem(trouble, p.ways(trouble, state, st)...))
	}
	kind := kit.Success
	if state == store.IsOff {
		kind = kit.Info
	}
	s.Body = append(s.Body,
		k.Callout(kind, kit.T("window.remember.state."+string(state)), kit.Msg{}),
		k.Column(k.Heading(kit.T("window.remember.kept")), k.Body(kit.T("window.remember.kept.explain"))),
		k.Column(k.Heading(kit.T("window.remember.never")), k.Body(kit.T("window.remember.never.explain"))),
	)
	if state == store.IsOff {
		// No comes first: the keyboard begins there.
		s.Body = append(s.Body, k.Column(
			k.Heading(kit.T("window.remember.key")), k.Body(kit.T("window.remember.key.explain")),
			k.Answer(kit.Action{Label: kit.T("window.remember.leave"), Icon: "close", Do: p.host.Back}, kit.Msg{}),
			k.Answer(kit.Action{Label: kit.T("window.remember.on"), Icon: "key", Do: func() { p.do(st.SwitchOn) }}, kit.T("window.remember.on.explain")),
			k.Answer(kit.Action{Label: kit.T("window.remember.by_passphrase"), Icon: "keyboard", Do: func() { p.open(passphrase) }}, kit.T("window.remember.by_passphrase.explain")),
		))
		return s
	}
	if b := p.receipts(k); b != nil {
		s.Body = append(s.Body, b)
	}
	s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}
	s.Others = []kit.Action{{Label: kit.T("window.remember.forget"), Icon: "trash", Do: func() { p.open(sure) }}}
	if trouble != nil && trouble.Code == "store_passphrase_needed" {
		s.Primary = &kit.Action{Label: kit.T("window.remember.open"), Icon: "unlock", Do: func() { p.open(passphrase) }}
	}
	return s
}

// ways are what can be done about a problem with the key.
func (p *Page) ways(x *problem.Problem, state store.State, st *store.Store) []kit.Action {
	switch x.Code {
	case "store_keyring_locked":
		return []kit.Action{{Label: kit.T("window.remember.unlock"), Icon: "unlock", Do: func() {
			p.do(func(ctx context.Context) error {
				if err := st.UnlockKeyring(ctx); err != nil || state != store.IsOff {
					return err
				}
				return st.SwitchOn(ctx)
			})
		}}}
	case "store_passphrase_wrong", "store_passphrase_short":
		return []kit.Action{{Label: kit.T("window.remember.retype"), Do: func() { p.open(passphrase) }}}
	}
	return nil
}

// receipts are those remembered, the newest first, or nil.
func (p *Page) receipts(k *kit.Kit) kit.Box {
	r, _ := p.host.Recalled()
	if len(r.Receipts) == 0 {
		return nil
	}
	items := []kit.Box{k.Heading(kit.T("window.remember.receipts", i18n.Args{"n": len(r.Receipts)}))}
	for i := len(r.Receipts) - 1; i >= 0 && len(items) <= shownReceipts; i-- {
		x := r.Receipts[i]
		items = append(items, k.Facts(
			kit.Fact{Label: kit.Data(x.SignedAt.In(japan).Format("2006-01-02 15:04"), ""), Value: kit.Foreign(x.File, ""), From: kit.T("purpose." + x.Purpose + ".name")},
		))
	}
	return k.Column(items...)
}

// shownReceipts is how many of them are shown.
const shownReceipts = 20

var japan = time.FixedZone("JST", 9*60*60)

// askPassphrase asks for a new one twice, or once for the one there is.
func (p *Page) askPassphrase(k *kit.Kit, s kit.Screen, st *store.Store) kit.Screen {
	state, _ := st.State()
	newOne := state == store.IsOff
	s.Step = kit.T("window.remember.passphrase")
	done := func() { p.passphraseTyped(st, newOne) }
	s.Body = append(s.Body, k.PassphraseField(p.first, kit.T("window.remember.passphrase"), done))
	if newOne {
		s.Body = append([]kit.Box{k.Body(kit.T("window.remember.passphrase.explain", i18n.Args{"min": store.ShortestPassphrase}))}, s.Body...)
		s.Body = append(s.Body, k.PassphraseField(p.again, kit.T("window.remember.passphrase.again"), done))
		if p.differ {
			s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.remember.passphrase.differ"), kit.Msg{}))
		}
	}
	s.Primary = &kit.Action{Label: kit.T("window.remember.passphrase.done"), Do: done}
	return s
}

func (p *Page) passphraseTyped(st *store.Store, newOne bool) {
	if newOne && !p.first.Same(p.again) {
		p.again.Wipe()
		p.differ = true
		p.host.Refresh(false)
		return
	}
	text := p.first.Take()
	p.again.Wipe()
	p.differ, p.at = false, overview
	if newOne {
		p.do(func(ctx context.Context) error { return st.SwitchOnWithPassphrase(ctx, text) })
		return
	}
	p.do(func(context.Context) error { return st.UsePassphrase(text) })
}

func (p *Page) askSure(k *kit.Kit, s kit.Screen, st *store.Store) kit.Screen {
	s.Title = kit.T("window.remember.sure")
	s.Body = []kit.Box{k.Body(kit.T("window.remember.sure.explain")), k.Column(
		k.Answer(kit.Action{Label: kit.T("window.remember.sure.no"), Icon: "back", Do: func() { p.open(overview) }}, kit.Msg{}),
		k.Answer(kit.Action{Label: kit.T("window.remember.sure.yes"), Icon: "trash", Do: func() { p.forget(st) }}, kit.Msg{}),
	)}
	return s
}

func (p *Page) forget(st *store.Store) {
	p.at = gone
	p.do(func(ctx context.Context) error {
		fate, err := st.Forget(ctx)
		p.fate = fate // read once the work is done
		return err
	})
}

// showFate says what became of the file and its key.
func (p *Page) showFate(k *kit.Kit, s kit.Screen) kit.Screen {
	s.Step = kit.T("window.remember.gone")
	if p.problem != nil {
		s.Body = append(s.Body, k.Problem(p.problem))
	}
	s.Body = append(s.Body, k.Facts(
		kit.Fact{Label: kit.T("window.remember.fate.file"), Value: kit.T("window.remember.fate." + string(p.fate.File))},
		kit.Fact{Label: kit.T("window.remember.fate.key"), Value: kit.T("window.remember.fate." + string(p.fate.Key))},
	))
	if p.fate.Folder != "" {
		s.Body = append(s.Body, k.Body(kit.Foreign(p.fate.Folder, "")))
	}
	s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}
	return s
}

// do works on the store off the toolkit's goroutine.
func (p *Page) do(work func(context.Context) error) {
	p.working, p.problem = true, nil
	p.host.Refresh(true)
	// Leaving the page does not undo what was asked for, so it does not stop it.
	ctx, stop := context.WithTimeout(context.Background(), within)
	go func() {
		defer stop()
		err := work(ctx)
		p.host.DoFor(p, func() {
			p.working = false
			if !errors.Is(err, context.Canceled) {
				p.problem = problem.Of(err, problem.NoSecret)
			}
			p.host.Recall()
			p.host.Refresh(true)
		})
	}()
}

func (p *Page) open(s step) {
	p.at, p.problem = s, nil
	p.wipe()
	p.host.Refresh(true)
}

// Back implements page.Backer.
func (p *Page) Back() bool {
	if p.at != passphrase && p.at != sure {
		return false
	}
	p.at = overview
	p.wipe()
	return true
}

// Busy implements page.Busy: the keyring or the disk is being written.
func (p *Page) Busy() bool { return p.working }

// Leave implements page.Page.
func (p *Page) Leave() { p.wipe() }

func (p *Page) wipe() {
	p.first.Wipe()
	p.again.Wipe()
	p.differ = false
}
