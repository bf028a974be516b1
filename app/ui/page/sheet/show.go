package sheet

import (
	"path/filepath"
	"slices"
	"strconv"

	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/forms"
	"madoguchi/i18n"
)

// ready offers to print and to save.
func (m *Making) ready(k *kit.Kit, s *kit.Screen) {
	s.Title = kit.T("window.sheet.ready")
	save := kit.Action{Label: kit.T("window.sheet.save"), Icon: "save", Do: m.save, Off: m.working}
	show := kit.Action{Label: kit.T("window.sheet.show"), Icon: "eye", Do: func() { m.lay(onScreen) }, Off: m.working}
	if m.host.Jobs().Print != nil {
		s.Primary = &kit.Action{Label: kit.T("window.sheet.print"), Icon: "print", Do: m.print, Off: m.working}
		s.Others = []kit.Action{save, show}
	} else {
		s.Primary = &save
		s.Others = []kit.Action{show}
	}
	s.Body = append(s.Body, m.outcome(k)...)
	for i, img := range m.pages {
		n := i18n.Args{"n": i + 1}
		s.Body = append(s.Body, k.Panel(k.Picture(img, previewWidth)), k.Label(kit.T("window.sheet.picture", n)))
	}
}

// outcome is what became of printing or saving.
func (m *Making) outcome(k *kit.Kit) (boxes []kit.Box) {
	switch r := m.told; {
	case r.printed:
		boxes = append(boxes, k.Callout(kit.Success, kit.T("window.sheet.printed"), kit.Msg{}, m.After...))
	case r.notPrinted:
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.sheet.printed_not"), kit.T("window.sheet.printed_not.explain")))
	case r.problem != nil:
		boxes = append(boxes, k.Problem(r.problem))
	case r.file != "":
		actions := slices.Clone(m.After)
		if m.host.OpensFolders() {
			actions = append(actions, kit.Action{Label: kit.T("window.sheet.folder"), Icon: "folder", Do: func() {
				if err := m.host.OpenFolder(r.folder); err != nil {
					m.told.problem = jobs.Problem(err, 0)
					m.host.Refresh(false)
				}
			}})
		}
		boxes = append(boxes, k.Callout(kit.Success, kit.T("window.sheet.saved", i18n.Args{"file": r.file}), kit.T("window.sheet.saved.explain"), actions...))
	}
	return boxes
}

// previewWidth is how wide a page stands on the screen.
const previewWidth = 620

// print hands the paper to the printer, through a pipe.
func (m *Making) print() {
	press, laid, name, printer := m.press, m.laid, m.sheet.Name, m.host.Jobs().Print
	m.work(func() result {
		b, err := press.PDF(laid)
		if err == nil {
			err = printer(name, b)
		}
		return result{printed: err == nil, notPrinted: err != nil}
	})
}

// save writes the paper where the person's files are, beside what is there already.
func (m *Making) save() {
	base := m.File
	if _, in, err := m.host.Inquiry(); err == nil && in.Practice {
		base += "_practice"
	}
	places := m.host.Places()
	if len(places) == 0 {
		m.told = result{problem: problem.New(problem.FolderMissing, nil)}
		m.host.Refresh(true)
		return
	}
	folder, press, laid, write := places[0].Path, m.press, m.laid, m.host.Jobs().Write
	m.work(func() result {
		b, err := press.PDF(laid)
		if err != nil {
			return result{problem: jobs.Problem(err, 0)}
		}
		for n := 1; ; n++ {
			file := base + ".pdf"
			if n > 1 {
				file = base + "_" + strconv.Itoa(n) + ".pdf"
			}
			err := write(filepath.Join(folder, file), b, false)
			if err == nil {
				return result{folder: folder, file: file}
			}
			if !forms.Is(err, forms.OutputExists) || n == mostFiles {
				return result{problem: jobs.Problem(err, 0)}
			}
		}
	})
}

// mostFiles is how many papers may lie in one folder.
const mostFiles = 200

// work does something away from the toolkit's goroutine and tells what became of it.
func (m *Making) work(do func() result) {
	m.working, m.told = true, result{}
	m.host.Refresh(false)
	go func() {
		r := do()
		m.host.DoFor(m.owner, func() {
			m.working, m.told = false, r
			m.host.Refresh(true)
		})
	}()
}

// Busy implements page.Busy: a paper is being written or printed.
func (m *Making) Busy() bool { return m.working }

// photograph shows one page at a time, as large as the window.
func (m *Making) photograph(k *kit.Kit, s *kit.Screen) {
	s.Title = kit.T("window.sheet.screens")
	s.Step = kit.T("window.sheet.screens.step", i18n.Args{"n": m.shown + 1, "pages": len(m.pages)})
	s.Wide = true
	m.host.FullScreen(true)
	s.Body = []kit.Box{k.Picture(m.pages[m.shown], photographWidth), k.Label(kit.T("window.sheet.screens.explain"))}
	turn := func(by int) func() {
		return func() {
			m.shown += by
			m.host.Refresh(true)
		}
	}
	if m.shown+1 < len(m.pages) {
		s.Primary = &kit.Action{Label: kit.T("window.sheet.screens.next"), Icon: "forward", Do: turn(1)}
	} else {
		s.Primary = &kit.Action{Label: kit.T("window.sheet.screens.done"), Icon: "check", Do: m.leave}
	}
	if m.shown > 0 {
		s.Others = []kit.Action{{Label: kit.T("window.sheet.screens.back"), Icon: "back", Do: turn(-1)}}
	}
	s.Tells = true
}

// leave goes back to where the paper was asked for.
func (m *Making) leave() {
	m.Forget()
	m.at = choosing
	m.host.Back()
}

// photographWidth is the most width of a page to be photographed, so that its height
// fits below the heading on a screen of 1366 × 768.
const photographWidth = 980
