package dates

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"madoguchi/app/cardsession"
	"madoguchi/app/deadline"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// Calendar is the page that hands the days to a calendar: as a file, or as codes to
// photograph.
type Calendar struct {
	host page.Host

	plain   bool
	choose  bool // where the file goes
	working bool
	saved   string
	folder  kit.Msg // what became of showing it
	problem *problem.Problem
}

var (
	_ page.Page   = (*Calendar)(nil)
	_ page.Backer = (*Calendar)(nil)
	_ page.Busy   = (*Calendar)(nil)
)

// NewCalendar makes the page.
func NewCalendar(h page.Host) *Calendar { return &Calendar{host: h} }

// Screen implements page.Page.
func (p *Calendar) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.dates.calendar"), Help: kit.T("window.dates.calendar.help")}
	list, practice, err := entries(p.host, k.Texts.Plain(), p.plain)
	s.Practice = practice
	switch {
	case err != nil:
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
	case len(list) == 0:
		s.Body = []kit.Box{k.Empty("date", kit.T("window.dates.none"), kit.Msg{})}
	case p.working:
		s.Body = []kit.Box{k.Progress(kit.NewProgress(), nil)}
	case p.saved != "":
		p.done(k, &s)
	case p.choose:
		p.folders(k, &s, list)
	default:
		p.ways(k, &s, list)
	}
	return s
}

// ways are how the days get into a calendar.
func (p *Calendar) ways(k *kit.Kit, s *kit.Screen, list []deadline.Entry) {
	s.Body = []kit.Box{
		k.Body(kit.T("window.dates.calendar.explain", i18n.Args{"n": len(list)})),
		k.Check(p.plain, kit.T("window.dates.calendar.plain"), func(on bool) {
			p.plain = on
			p.host.Refresh(false)
		}),
	}
	shown := k.Label(kit.T("window.dates.calendar.neutral", i18n.Args{"title": list[0].Summary}))
	if p.plain {
		shown = k.Label(kit.T("window.dates.calendar.told", i18n.Args{"title": list[0].Summary}))
	}
	answers := []kit.Box{k.Answer(kit.Action{Label: kit.T("window.dates.codes"), Icon: "eye", Do: func() {
		p.host.Open(newCodes(p.host, p.plain))
	}}, kit.T("window.dates.codes.explain"))}
	if p.host.Mode() != cardsession.ModeCounter && len(p.host.Places()) > 0 {
		answers = append(answers, k.Answer(kit.Action{Label: kit.T("window.dates.save"), Icon: "save", Do: func() { p.show(true) }}, kit.T("window.dates.save.explain")))
	}
	s.Body = append(s.Body, shown, k.Column(answers...))
}

// folders asks where the file goes.
func (p *Calendar) folders(k *kit.Kit, s *kit.Screen, list []deadline.Entry) {
	s.Step = kit.T("window.dates.save.where")
	if p.problem != nil {
		s.Body = append(s.Body, k.Problem(p.problem))
	}
	var places []kit.Box
	for _, x := range p.host.Places() {
		label := kit.Foreign(x.Name, "")
		if x.ID != "" {
			label = kit.T("window.files.place." + x.ID)
		}
		places = append(places, k.Answer(kit.Action{Label: label, Icon: "folder", Do: func() { p.save(x.Path, list) }}, kit.Foreign(x.Path, "")))
	}
	s.Body = append(s.Body, k.Body(kit.T("window.dates.save.own")), k.Column(places...))
}

// done says where the file is.
func (p *Calendar) done(k *kit.Kit, s *kit.Screen) {
	s.Tells = true
	s.Body = []kit.Box{
		k.Callout(kit.Success, kit.T("window.dates.saved"), kit.T("window.dates.saved.explain")),
		k.Facts(
			kit.Fact{Label: kit.T("window.dates.saved.name"), Value: kit.Foreign(filepath.Base(p.saved), "")},
			kit.Fact{Label: kit.T("window.dates.saved.folder"), Value: kit.Foreign(filepath.Dir(p.saved), "")},
		),
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

func (p *Calendar) show(choose bool) {
	p.choose, p.problem = choose, nil
	p.host.Refresh(true)
}

// save writes the file under a name that no other has.
func (p *Calendar) save(folder string, list []deadline.Entry) {
	p.working, p.problem = true, nil
	p.host.Refresh(true)
	write, today := p.host.Jobs().Write, lawdate.InJapan(p.host.Jobs().Now())
	go func() {
		name := free(folder)
		var b bytes.Buffer
		err := deadline.WriteCalendar(&b, list, today)
		if err == nil {
			err = write(name, b.Bytes(), false)
		}
		p.host.DoFor(p, func() {
			p.working = false
			if p.problem = problem.Of(err, problem.NoSecret); err == nil {
				p.saved = name
			}
			p.host.Refresh(true)
		})
	}()
}

// free is a path that says nothing of what is in the file and that no file has.
func free(folder string) string {
	name := filepath.Join(folder, "calendar.ics")
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		name = filepath.Join(folder, fmt.Sprintf("calendar_%d.ics", n))
	}
}

// entries are the days that are still ahead, as they stand in a calendar.
func entries(h page.Host, texts *i18n.Reader, plain bool) (list []deadline.Entry, practice bool, err error) {
	rules, in, err := h.Inquiry()
	if err != nil {
		return nil, false, err
	}
	person := in.Person(rules, lawdate.InJapan(h.Jobs().Now()))
	subject := "" // the person at this computer
	if c := h.CaseAtHand(); c != nil {
		subject = c.Case.ID
	}
	return person.Diary(texts, person.Events(), in.Appointments, subject, plain, in.Practice), in.Practice, nil
}

// Back implements page.Backer.
func (p *Calendar) Back() bool {
	if !p.choose || p.saved != "" {
		return false
	}
	p.show(false)
	return true
}

// Busy implements page.Busy: the file is being written.
func (p *Calendar) Busy() bool { return p.working }

// Leave implements page.Page.
func (p *Calendar) Leave() {}
