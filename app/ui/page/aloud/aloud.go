// Package aloud reads aloud what stood in the window, a line at a time, with the
// system's own voice. Once in a sitting it says before that others will hear it. It
// falls silent at once when somebody says so or leaves.
//
// It knows nothing of what it reads, keeps no sound and calls no program itself: a
// voice is handed in.
package aloud

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"madoguchi/app/jobs"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Key begins to read, and stops.
const Key = fyne.KeyF9

// Args are what texts that name the key are filled with.
func Args() i18n.Args { return i18n.Args{"key": string(Key)} }

// Line is something to say in a language, a BCP 47 tag.
type Line struct{ Text, Lang string }

// Lines are what a screen says to the reader, from top to bottom, nothing twice.
func Lines(k *kit.Kit, s kit.Screen) (list []Line) {
	add := func(text, lang string) {
		if l := (Line{text, lang}); text != "" && !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	add(k.Aloud(s.Title))
	for _, b := range s.Body {
		kit.Walk(b, func(b kit.Box) bool {
			if t, ok := b.(interface{ Aloud() (string, string) }); ok {
				add(t.Aloud())
			}
			return true
		})
	}
	return list
}

// phase is where the reading is.
type phase uint8

const (
	asking  phase = iota // whether others may hear
	reading              // or about to
	ended
	silent // there is no voice
	failed // there is one, and it did not speak
)

// Page reads one screen.
type Page struct {
	host  page.Host
	in    *jobs.Inquiry
	lines []Line
	// language is the reader's.
	language string
	at       int // of lines, the one being read
	phase    phase
	stop     context.CancelFunc
}

var (
	_ page.Page  = (*Page)(nil)
	_ page.Keyed = (*Page)(nil)
)

// New makes the page that reads lines to somebody who reads a language. Begin it once
// it is open.
func New(h page.Host, in *jobs.Inquiry, lines []Line, language string) *Page {
	return &Page{host: h, in: in, lines: lines, language: language}
}

// Begin reads, where it was said before in this sitting that others will hear it.
func (p *Page) Begin() {
	if p.in.Heard {
		p.read()
	}
}

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.aloud.title"), Tells: true}
	back := kit.Action{Label: kit.T("window.back"), Icon: "back", Do: p.host.Back}
	s.Primary = &back
	again := kit.Action{Label: kit.T("window.aloud.again"), Icon: "refresh", Do: p.read}
	switch p.phase {
	case asking:
		s.Body = []kit.Box{
			k.Callout(kit.Warning, kit.T("window.aloud.others"), kit.T("window.aloud.others.explain")),
			k.Beside(k.Icon("stop", theme.Accent), k.Body(kit.T("window.aloud.how", Args()))),
		}
		s.Others = []kit.Action{{Label: kit.T("window.aloud.go"), Icon: "forward", Do: func() {
			p.in.Heard = true
			p.read()
		}}}
	case reading:
		l := p.lines[p.at]
		s.Body = []kit.Box{
			k.Text(kit.Data(l.Text, l.Lang), kit.Style{Size: theme.Large, Bold: true}),
			k.Label(kit.T("window.aloud.how", Args())),
		}
		s.Primary = &kit.Action{Label: kit.T("window.aloud.stop"), Icon: "stop", Do: p.end}
	case ended:
		s.Body = []kit.Box{k.Body(kit.T("window.aloud.ended"))}
		s.Others = []kit.Action{again}
	case silent:
		s.Body = []kit.Box{k.Callout(kit.Info, kit.T("window.aloud.silent"), kit.T("window.aloud.silent.explain"))}
	case failed:
		s.Body = []kit.Box{k.Callout(kit.Info, kit.T("window.aloud.failed"), kit.T("window.aloud.failed.explain"))}
		s.Others = []kit.Action{again}
	}
	return s
}

// Keyed implements page.Keyed.
func (p *Page) Keyed(e *fyne.KeyEvent) bool {
	if e.Name == Key && p.phase == reading {
		p.end()
	}
	return e.Name == Key
}

// Leave implements page.Page.
func (p *Page) Leave() {
	p.hush()
	p.lines, p.in = nil, nil
}

// read says every line, from the first.
func (p *Page) read() {
	p.hush()
	if len(p.lines) == 0 {
		return
	}
	ctx, stop := context.WithCancel(p.host.Context(p))
	p.stop, p.at, p.phase = stop, 0, reading
	p.host.Refresh(true)
	voice, lines, language := p.host.Jobs().Voice, p.lines, p.language
	show := func(f func()) {
		p.host.DoFor(p, func() {
			if ctx.Err() == nil { // else it was stopped, or begun anew
				f()
				p.host.Refresh(true)
			}
		})
	}
	go func() {
		to := p.say(ctx, voice, lines, language, func(i int) { show(func() { p.at = i }) })
		show(func() { p.phase = to })
	}()
}

// say says lines one after the other and returns what then is so. What is in another
// language is left out where nobody speaks that.
func (p *Page) say(ctx context.Context, voice jobs.Speaker, lines []Line, language string, begin func(int)) phase {
	if voice == nil || !voice.Voice(language) {
		return silent
	}
	for i, l := range lines {
		if !voice.Voice(l.Lang) {
			continue
		}
		begin(i)
		if err := voice.Speak(ctx, l.Text, l.Lang); errors.Is(err, context.Canceled) {
			return ended
		} else if err != nil {
			return failed
		}
	}
	return ended
}

// end stops, and stays on the page.
func (p *Page) end() {
	p.hush()
	p.phase = ended
	p.host.Refresh(true)
}

// hush falls silent.
func (p *Page) hush() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}
