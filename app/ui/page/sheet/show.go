package sheet

import (
	"path/filepath"
	"strconv"

	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/forms"
	"madoguchi/i18n"
)

// ready offers to print and to save.
func (p *Page) ready(k *kit.Kit, s *kit.Screen) {
	s.Title = kit.T("window.sheet.ready")
	save := kit.Action{Label: kit.T("window.sheet.save"), Icon: "save", Do: p.save, Off: p.working}
	show := kit.Action{Label: kit.T("window.sheet.show"), Icon: "eye", Do: func() { p.lay(onScreen) }, Off: p.working}
	if p.host.Jobs().Print != nil {
		s.Primary = &kit.Action{Label: kit.T("window.sheet.print"), Icon: "print", Do: p.print, Off: p.working}
		s.Others = []kit.Action{save, show}
	} else {
		s.Primary = &save
		s.Others = []kit.Action{show}
	}
	s.Body = append(s.Body, p.outcome(k)...)
	for i, img := range p.pages {
		n := i18n.Args{"n": i + 1}
		s.Body = append(s.Body, k.Panel(k.Picture(img, previewWidth)), k.Label(kit.T("window.sheet.picture", n)))
	}
}

// outcome is what became of printing or saving.
func (p *Page) outcome(k *kit.Kit) (boxes []kit.Box) {
	switch r := p.told; {
	case r.printed:
		boxes = append(boxes, k.Callout(kit.Success, kit.T("window.sheet.printed"), kit.Msg{}, p.toTicks()))
	case r.notPrinted:
		boxes = append(boxes, k.Callout(kit.Warning, kit.T("window.sheet.printed_not"), kit.T("window.sheet.printed_not.explain")))
	case r.problem != nil:
		boxes = append(boxes, k.Problem(r.problem))
	case r.file != "":
		actions := []kit.Action{p.toTicks()}
		if p.host.OpensFolders() {
			actions = append(actions, kit.Action{Label: kit.T("window.sheet.folder"), Icon: "folder", Do: func() {
				if err := p.host.OpenFolder(r.folder); err != nil {
					p.told.problem = jobs.Problem(err, 0)
					p.host.Refresh(false)
				}
			}})
		}
		boxes = append(boxes, k.Callout(kit.Success, kit.T("window.sheet.saved", i18n.Args{"file": r.file}), kit.T("window.sheet.saved.explain"), actions...))
	}
	return boxes
}

func (p *Page) toTicks() kit.Action {
	return kit.Action{Label: kit.T("window.sheet.ticks"), Icon: "check", Do: func() { p.host.Open(NewTicked(p.host, p.topic)) }}
}

// previewWidth is how wide a page stands on the screen.
const previewWidth = 620

// print hands the paper to the printer, through a pipe.
func (p *Page) print() {
	press, laid, name, printer := p.press, p.laid, p.sheet.Name, p.host.Jobs().Print
	p.work(func() result {
		b, err := press.PDF(laid)
		if err == nil {
			err = printer(name, b)
		}
		return result{printed: err == nil, notPrinted: err != nil}
	})
}

// save writes the paper where the person's files are, beside what is there already.
func (p *Page) save() {
	base := "paper"
	if p.letter {
		base = "letter"
	}
	if _, in, err := p.host.Inquiry(); err == nil && in.Practice {
		base += "_practice"
	}
	places := p.host.Places()
	if len(places) == 0 {
		p.told = result{problem: problem.New(problem.FolderMissing, nil)}
		p.host.Refresh(true)
		return
	}
	folder, press, laid, write := places[0].Path, p.press, p.laid, p.host.Jobs().Write
	p.work(func() result {
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
func (p *Page) work(do func() result) {
	p.working, p.told = true, result{}
	p.host.Refresh(false)
	go func() {
		r := do()
		p.host.DoFor(p, func() {
			p.working, p.told = false, r
			p.host.Refresh(true)
		})
	}()
}

// Busy implements page.Busy: a paper is being written or printed.
func (p *Page) Busy() bool { return p.working }

// photograph shows one page at a time, as large as the window.
func (p *Page) photograph(k *kit.Kit, s *kit.Screen) {
	s.Title = kit.T("window.sheet.screens")
	s.Step = kit.T("window.sheet.screens.step", i18n.Args{"n": p.shown + 1, "pages": len(p.pages)})
	s.Wide = true
	p.host.FullScreen(true)
	s.Body = []kit.Box{k.Picture(p.pages[p.shown], photographWidth), k.Label(kit.T("window.sheet.screens.explain"))}
	turn := func(by int) func() {
		return func() {
			p.shown += by
			p.host.Refresh(true)
		}
	}
	if p.shown+1 < len(p.pages) {
		s.Primary = &kit.Action{Label: kit.T("window.sheet.screens.next"), Icon: "forward", Do: turn(1)}
	} else {
		s.Primary = &kit.Action{Label: kit.T("window.sheet.screens.done"), Icon: "check", Do: p.leave}
	}
	if p.shown > 0 {
		s.Others = []kit.Action{{Label: kit.T("window.sheet.screens.back"), Icon: "back", Do: turn(-1)}}
	}
	s.Tells = true
}

// leave goes back to where the paper was asked for.
func (p *Page) leave() {
	p.forget()
	p.at = choosing
	p.host.Back()
}

// photographWidth is the most width of a page to be photographed, so that its height
// fits below the heading on a screen of 1366 × 768.
const photographWidth = 980
