package sheet

import (
	"image"

	"madoguchi/app/jobs"
	"madoguchi/app/paper"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// Making lays a paper out for a page and prints, saves or shows it.
type Making struct {
	// File is the name of a saved paper without its ending.
	File string
	// After are offered once it was printed or saved.
	After []kit.Action

	host  page.Host
	owner page.Page

	at      stage
	press   *paper.Press
	sheet   paper.Sheet // what the paper says
	laid    *paper.Laid
	pages   []image.Image
	shown   int // the page being photographed
	making  int // counts the layings out, so that an older one is not shown
	working bool
	told    result
	failed  *problem.Problem
}

// stage is where the page stands.
type stage int

const (
	choosing stage = iota
	layingOut
	ready    // to be printed or saved
	onScreen // to be photographed
	faceless // some letters have no typeface
	broken
)

// result is what became of printing or saving.
type result struct {
	printed, notPrinted bool
	folder, file        string
	problem             *problem.Problem
}

// NewMaking makes papers for a page.
func NewMaking(h page.Host, owner page.Page, file string) *Making {
	return &Making{File: file, host: h, owner: owner}
}

// Make lays a paper out, to be printed or saved, or only to be photographed from the
// screen.
func (m *Making) Make(press *paper.Press, s paper.Sheet, photograph bool) {
	m.press, m.sheet = press, s
	to := ready
	if photograph {
		to = onScreen
	}
	m.lay(to)
}

// Fail shows why there is no paper.
func (m *Making) Fail(why *problem.Problem) {
	m.at, m.failed = broken, why
	m.host.Refresh(true)
}

// Fill puts what became of the paper on a screen; false where none is being made.
func (m *Making) Fill(k *kit.Kit, s *kit.Screen) bool {
	switch m.at {
	case layingOut:
		s.Body = []kit.Box{k.Label(kit.T("window.sheet.making"))}
	case ready:
		m.ready(k, s)
	case onScreen:
		m.photograph(k, s)
	case faceless:
		s.Body = []kit.Box{k.Callout(kit.Warning, kit.T("window.sheet.no_face"), kit.T("window.sheet.no_face.explain"))}
	case broken:
		s.Body = []kit.Box{k.Problem(m.failed)}
	default:
		return false
	}
	return true
}

// lay lays the paper out for a use of it.
func (m *Making) lay(to stage) {
	m.at, m.told = layingOut, result{}
	m.making++
	mine := m.making
	m.host.Refresh(true)
	press, s := m.press, m.sheet
	go func() {
		laid, pages, err := lay(press, s, to)
		m.host.DoFor(m.owner, func() {
			switch {
			case mine != m.making || m.at != layingOut: // the person went back
				return
			case err != nil:
				m.at, m.failed = broken, jobs.Problem(err, 0)
			case len(laid.Missing) > 0:
				m.at = faceless
			default:
				m.at, m.laid, m.pages, m.shown = to, laid, pages, 0
			}
			m.host.Refresh(true)
		})
	}()
}

// lay lays out and draws, away from the toolkit's goroutine.
func lay(press *paper.Press, s paper.Sheet, to stage) (laid *paper.Laid, pages []image.Image, err error) {
	scale := printScale
	if to == onScreen {
		scale = screenScale
		laid, err = press.Screens(s, screenWidth, screenHeight)
	} else {
		laid, err = press.Pages(s)
	}
	if err != nil {
		return nil, nil, err
	}
	for i := range laid.Pages() {
		pages = append(pages, press.Picture(laid, i, scale))
	}
	return laid, pages, nil
}

const (
	// printScale and screenScale are pixels a point.
	printScale  = 1.6
	screenScale = 2.0
	// screenWidth and screenHeight are the shape of what the window shows at once.
	screenWidth, screenHeight = 1000, 460
)

// Back lets go of the paper and reports whether there was one.
func (m *Making) Back() bool {
	if m.at == choosing || m.working {
		return false
	}
	m.Forget()
	m.host.Refresh(true)
	return true
}

// Forget lets go of the paper, and of the whole screen if it had it.
func (m *Making) Forget() {
	if m.at == onScreen {
		m.host.FullScreen(false)
	}
	m.at, m.making = choosing, m.making+1
	m.sheet, m.laid, m.pages, m.told, m.failed = paper.Sheet{}, nil, nil, result{}, nil
}
