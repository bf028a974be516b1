package paper

import (
	"image"
	"io/fs"
	"sync"

	"madoguchi/app/eligibility"
	"madoguchi/forms/sheet"
)

// Sheet is what a paper says; Laid is one with its pages.
type (
	Sheet = sheet.Sheet
	Laid  = sheet.Paper
)

// Press lays papers out. It may be used by several goroutines, one after the other.
type Press struct {
	plans map[string]*Plan

	mu    sync.Mutex
	fonts *sheet.Fonts
}

// New takes the typefaces of a folder and the plans of another: see Load.
func New(fonts, plans fs.FS, book *eligibility.Book) (*Press, error) {
	f, err := sheet.OpenFonts(fonts)
	if err != nil {
		return nil, err
	}
	p, err := Load(plans, book)
	if err != nil {
		return nil, err
	}
	return &Press{plans: p, fonts: f}, nil
}

// Plan is what is written about a topic; nil for one there is no paper for.
func (p *Press) Plan(topic string) *Plan { return p.plans[topic] }

// Pages lays a paper out for the printer, on one or two A4 pages. Look at Missing of
// what comes back: a paper with letters missing is not to be shown to anybody. The
// error is a problem of forms/sheet.
func (p *Press) Pages(s Sheet) (*Laid, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return sheet.Lay(p.fonts, s)
}

// Screens lays a paper out to be photographed from a screen of that shape.
func (p *Press) Screens(s Sheet, width, height float64) (*Laid, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return sheet.LayScreens(p.fonts, s, width, height)
}

// PDF is the paper as a file: see forms/sheet.
func (p *Press) PDF(l *Laid) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return l.PDF()
}

// Picture draws a page, counted from 0, with so many pixels a point.
func (p *Press) Picture(l *Laid, page int, scale float64) image.Image {
	p.mu.Lock()
	defer p.mu.Unlock()
	return l.Picture(page, scale)
}
