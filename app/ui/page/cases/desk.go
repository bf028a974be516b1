package cases

import (
	"context"
	"time"

	"madoguchi/app/casebook"
	"madoguchi/app/problem"
	"madoguchi/app/store"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// within is how long the work on a passphrase and on the file may take.
const within = 2 * time.Minute

// desk is what the pages of this room have in common: work on the casebook, and a
// passphrase that is typed.
type desk struct {
	host page.Host
	// self is the page whose desk it is.
	self    page.Page
	working bool
	problem *problem.Problem

	first, again *kit.Passphrase
	differ       bool // the two typed ones do
}

func newDesk(h page.Host) desk {
	return desk{host: h, first: kit.NewPassphrase(), again: kit.NewPassphrase()}
}

// do works on the casebook off the toolkit's goroutine; then hears how it went
// before the screen is made anew, and may take the problem back. Leaving the page does not undo what was asked
// for, so it does not stop it.
func (d *desk) do(work func(context.Context, *casebook.Book) error, then func(error)) {
	d.start(work, then)
	d.host.Refresh(true)
}

// start is do for where the screen is being made anyway.
func (d *desk) start(work func(context.Context, *casebook.Book) error, then func(error)) {
	book, trouble := d.host.Casebook()
	if d.problem = trouble; book == nil || d.working {
		return
	}
	d.working = true
	ctx, stop := context.WithTimeout(context.Background(), within)
	go func() {
		defer stop()
		err := work(ctx, book)
		d.host.DoFor(d.self, func() {
			d.working = false
			d.problem = problem.Of(err, problem.NoSecret)
			then(err)
			d.host.Refresh(true)
		})
	}()
}

// busy is the screen while it works.
func busy(k *kit.Kit, s kit.Screen) kit.Screen {
	s.Step = kit.T("window.cases.working")
	s.Body = []kit.Box{k.Progress(kit.NewProgress(), nil)}
	return s
}

// trouble is what went wrong, if anything did.
func (d *desk) trouble(k *kit.Kit, s *kit.Screen, ways ...kit.Action) {
	if d.problem != nil {
		s.Body = append(s.Body, k.Problem(d.problem, ways...))
	}
}

// twice asks for a new passphrase, which is typed two times.
func (d *desk) twice(k *kit.Kit, s *kit.Screen, label, explain kit.Msg, typed func(passphrase []byte)) {
	done := func() {
		if !d.first.Same(d.again) {
			d.again.Wipe()
			d.differ = true
			d.host.Refresh(false)
			return
		}
		d.take(typed)
	}
	second := k.PassphraseField(d.again, kit.T("window.cases.passphrase.again"), done)
	s.Body = append(s.Body, k.Body(explain), k.PassphraseField(d.first, label, func() {
		if d.again.Len() > 0 {
			done()
			return
		}
		k.Window.Focus(kit.Focusables(second)[0])
	}), second)
	if d.differ {
		s.Body = append(s.Body, k.Callout(kit.Warning, kit.T("window.cases.passphrase.differ"), kit.Msg{}))
	}
	s.Primary = &kit.Action{Label: kit.T("window.cases.passphrase.done"), Do: done}
}

// once asks for a passphrase that there is.
func (d *desk) once(k *kit.Kit, s *kit.Screen, label kit.Msg, typed func(passphrase []byte)) {
	done := func() { d.take(typed) }
	field := k.PassphraseField(d.first, label, done)
	s.Body = append(s.Body, field)
	s.First = kit.Focusables(field)[0]
	s.Primary = &kit.Action{Label: kit.T("window.cases.passphrase.done"), Do: done}
}

// take hands on what was typed; who gets it wipes it.
func (d *desk) take(typed func([]byte)) {
	text := d.first.Take()
	d.again.Wipe()
	d.differ = false
	typed(text)
}

// wipe forgets what was typed.
func (d *desk) wipe() {
	d.first.Wipe()
	d.again.Wipe()
	d.differ = false
}

// Busy implements page.Busy: the casebook is being read or written.
func (d *desk) Busy() bool { return d.working }

// Leave implements page.Page.
func (d *desk) Leave() { d.wipe() }

// shortest fills in how long a passphrase must be.
func shortest() i18n.Args { return i18n.Args{"min": store.ShortestPassphrase} }

// called fills in the nickname of a case.
func called(c casebook.Case) i18n.Args { return i18n.Args{"nickname": kit.ForeignWord(c.Nickname)} }
