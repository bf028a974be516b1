package dates

import (
	"bytes"

	"rsc.io/qr"

	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Codes shows the days one after the other, each as a code to photograph with a
// telephone, which takes it into its calendar without any network.
type Codes struct {
	host  page.Host
	plain bool
	at    int
}

var (
	_ page.Page   = (*Codes)(nil)
	_ page.Backer = (*Codes)(nil)
)

func newCodes(h page.Host, plain bool) *Codes { return &Codes{host: h, plain: plain} }

// Screen implements page.Page.
func (p *Codes) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.dates.codes"), Help: kit.T("window.dates.codes.help"), Wide: true, Tells: true}
	list, practice, err := entries(p.host, k.Texts.Plain(), p.plain)
	s.Practice = practice
	if err != nil || len(list) == 0 {
		s.Body = []kit.Box{k.Empty("date", kit.T("window.dates.none"), kit.Msg{})}
		return s
	}
	p.at = min(p.at, len(list)-1)
	e := list[p.at]
	western, japanese := kit.Day(e.Day)
	step := kit.T("window.dates.codes.step", i18n.Args{"at": p.at + 1, "of": len(list), "title": e.Summary})
	s.Title, s.Step = western, step
	c, err := Code(e, lawdate.InJapan(p.host.Jobs().Now()))
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
	} else {
		s.Bare = true // the words stand beside the code, so that it has the room
		s.Body = []kit.Box{k.Abreast(codeWidth, k.Code(c.Size, c.Black), k.Column(
			k.Label(step), k.Text(western, kit.Style{Size: theme.Title, Bold: true}), k.Label(japanese),
			k.Room(0), k.Body(kit.T("window.dates.codes.how")),
		))}
	}
	last := p.at == len(list)-1
	s.Primary = &kit.Action{Label: kit.T("window.dates.codes.next"), Icon: "forward", Do: func() { p.step(1) }}
	if last {
		s.Primary = &kit.Action{Label: kit.T("window.done"), Do: p.host.Back}
	}
	s.Others = []kit.Action{{Label: kit.T("window.dates.codes.previous"), Icon: "back", Off: p.at == 0, Do: func() { p.step(-1) }}}
	return s
}

// codeWidth is the least width of a code with words beside it.
const codeWidth = 340

// Code is a day as a code that telephones read: a calendar with this one entry. What
// it is about, beyond its title, is left out, and a screen has no stains to be
// mended (level L of ISO/IEC 18004), so that the code stays coarse.
func Code(e deadline.Entry, today lawdate.Date) (*qr.Code, error) {
	e.Description = ""
	var b bytes.Buffer
	if err := deadline.WriteCalendar(&b, []deadline.Entry{e}, today); err != nil {
		return nil, err
	}
	return qr.Encode(b.String(), qr.L)
}

func (p *Codes) step(by int) {
	p.at += by
	p.host.Refresh(true)
}

// Back implements page.Backer: the code before is shown again.
func (p *Codes) Back() bool {
	if p.at == 0 {
		return false
	}
	p.step(-1)
	return true
}

// Leave implements page.Page.
func (p *Codes) Leave() { p.at = 0 }
