package cases

import (
	"context"
	"path/filepath"

	"madoguchi/app/casebook"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// handOver writes the case at hand to a file for another helper.
type handOver struct {
	desk
	where      bool // a passphrase was typed; the folder is asked for
	passphrase []byte
	saved      string
	folder     kit.Msg // what became of showing it
}

var (
	_ page.Page   = (*handOver)(nil)
	_ page.Backer = (*handOver)(nil)
	_ page.Busy   = (*handOver)(nil)
)

func newHandOver(h page.Host) *handOver {
	p := &handOver{desk: newDesk(h)}
	p.self = p
	return p
}

// Screen implements page.Page.
func (p *handOver) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.cases.hand_over"), Help: kit.T("window.cases.hand_over.help")}
	now := p.host.CaseAtHand()
	switch {
	case now == nil:
		s.Body = []kit.Box{k.Empty("helper", kit.T("window.cases.one.none"), kit.T("window.cases.one.none.explain"))}
	case p.working:
		return busy(k, s)
	case p.saved != "":
		p.done(k, &s)
	case now.Changed():
		p.trouble(k, &s)
		s.Body = append(s.Body, k.Callout(kit.Info, kit.T("window.cases.changed"), kit.T("window.cases.hand_over.changed")))
		s.Primary = &kit.Action{Label: kit.T("window.cases.keep"), Icon: "save", Do: func() {
			p.do(func(ctx context.Context, b *casebook.Book) error { return save(ctx, b, now) }, func(error) {})
		}}
	case p.where:
		p.trouble(k, &s)
		p.folders(k, &s, now.Case)
	default:
		p.trouble(k, &s)
		s.Step = kit.T("window.cases.hand_over.secret")
		p.twice(k, &s, kit.T("window.cases.hand_over.passphrase"), kit.T("window.cases.hand_over.explain", shortest()), func(text []byte) {
			p.where, p.problem, p.passphrase = true, nil, text
			p.host.Refresh(true)
		})
	}
	return s
}

// folders asks where the file goes.
func (p *handOver) folders(k *kit.Kit, s *kit.Screen, c casebook.Case) {
	s.Step = kit.T("window.cases.hand_over.where")
	var places []kit.Box
	for _, x := range p.host.Places() {
		label := kit.Foreign(x.Name, "")
		if x.ID != "" {
			label = kit.T("window.files.place." + x.ID)
		}
		places = append(places, k.Answer(kit.Action{Label: label, Icon: "folder", Do: func() { p.write(c, x.Path) }}, kit.Foreign(x.Path, "")))
	}
	s.Body = append(s.Body, k.Body(kit.T("window.cases.hand_over.where.explain")), k.Column(places...))
}

func (p *handOver) write(c casebook.Case, folder string) {
	text := p.passphrase
	p.passphrase = nil
	name := ""
	p.do(func(ctx context.Context, b *casebook.Book) (err error) {
		defer clear(text)
		name, err = b.HandOver(ctx, c.ID, folder, text)
		return err
	}, func(err error) {
		p.saved = name
		p.where = false // after a failure the passphrase is asked for anew
	})
}

// done says where the file is.
func (p *handOver) done(k *kit.Kit, s *kit.Screen) {
	s.Tells = true
	s.Body = []kit.Box{
		k.Callout(kit.Success, kit.T("window.cases.hand_over.done"), kit.T("window.cases.hand_over.done.explain")),
		k.Facts(
			kit.Fact{Label: kit.T("window.dates.saved.name"), Value: kit.Foreign(filepath.Base(p.saved), "")},
			kit.Fact{Label: kit.T("window.dates.saved.folder"), Value: kit.Foreign(filepath.Dir(p.saved), "")},
		),
		k.Body(kit.T("window.cases.hand_over.copy")),
	}
	if !p.folder.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Warning, p.folder, kit.Msg{}))
	}
	s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}
	if p.host.OpensFolders() {
		s.Others = []kit.Action{{Label: kit.T("window.dates.saved.show"), Icon: "folder", Do: func() {
			if p.host.OpenFolder(filepath.Dir(p.saved)) != nil {
				p.folder = kit.T("window.dates.saved.show.failed")
				p.host.Refresh(false)
			}
		}}}
	}
}

// Back implements page.Backer.
func (p *handOver) Back() bool {
	if !p.where || p.saved != "" {
		return false
	}
	p.Leave()
	p.where, p.problem = false, nil
	return true
}

// Leave implements page.Page.
func (p *handOver) Leave() {
	p.wipe()
	clear(p.passphrase)
	p.passphrase = nil
}
