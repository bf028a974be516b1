package ui

import (
	"maps"
	"slices"
	"strings"

	"madoguchi/app/cardsession"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/about"
	"madoguchi/app/ui/page/card"
	"madoguchi/app/ui/page/cases"
	"madoguchi/app/ui/page/changes"
	"madoguchi/app/ui/page/check"
	"madoguchi/app/ui/page/contact"
	"madoguchi/app/ui/page/dates"
	"madoguchi/app/ui/page/doctor"
	"madoguchi/app/ui/page/guide"
	"madoguchi/app/ui/page/help"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/page/language"
	"madoguchi/app/ui/page/network"
	"madoguchi/app/ui/page/practice"
	"madoguchi/app/ui/page/problems"
	"madoguchi/app/ui/page/remember"
	"madoguchi/app/ui/page/settings"
	"madoguchi/app/ui/page/sign"
	"madoguchi/app/ui/page/topics"
	"madoguchi/app/ui/theme"
)

// starts are the pages a window can begin with.
var starts = map[string]func(page.Host) page.Page{
	"about":     func(h page.Host) page.Page { return about.New(h) },
	"baby":      func(h page.Host) page.Page { return guide.New(h, guide.Baby) },
	"card":      func(h page.Host) page.Page { return card.New(h) },
	"cases":     func(h page.Host) page.Page { return cases.New(h) },
	"changes":   func(h page.Host) page.Page { return changes.New(h) },
	"check":     func(h page.Host) page.Page { return check.New(h) },
	"dates":     func(h page.Host) page.Page { return dates.New(h) },
	"directory": func(h page.Host) page.Page { return contact.New(h) },
	"doctor":    func(h page.Host) page.Page { return doctor.New(h) },
	"guides":    func(h page.Host) page.Page { return guide.NewList(h) },
	"help":      func(h page.Host) page.Page { return help.New(h, kit.Screen{}) },
	"language":  func(h page.Host) page.Page { return language.New(h) },
	"network":   func(h page.Host) page.Page { return network.New(h) },
	"no_papers": func(h page.Host) page.Page { return guide.New(h, "") },
	"practice":  func(h page.Host) page.Page { return practice.New(h) },
	"problems":  func(h page.Host) page.Page { return problems.New(h) },
	"remember":  func(h page.Host) page.Page { return remember.New(h) },
	"settings":  func(h page.Host) page.Page { return settings.New(h) },
	"sign":      func(h page.Host) page.Page { return sign.New(h) },
	"topics":    func(h page.Host) page.Page { return topics.New(h) },
}

// Starts lists the pages a window can begin with, sorted.
func Starts() []string { return slices.Sorted(maps.Keys(starts)) }

// Begin opens one of Starts on top, once it was said whom it is about where that
// must be known.
func (w *Window) Begin(start string) error {
	f, err := begin(Options{Start: start})
	if err == nil {
		w.start(start, f)
	}
	return err
}

// start opens a page on top, or keeps it until the first question was answered.
func (w *Window) start(name string, f func(page.Host) page.Page) {
	path, guided := guidedBy[name]
	switch {
	case f == nil:
	case w.mode == 0 && personal[name]:
		w.next = f
	case w.mode == 0 && guided:
		w.Open(guide.Unasked(w, path, w.begun))
	default:
		w.Open(f(w))
	}
}

// personal are the pages that need to know whom it is about.
var personal = map[string]bool{"card": true, "cases": true, "guides": true, "sign": true}

// guidedBy are the pages that ask by themselves whom it is about, with the path of each.
var guidedBy = map[string]string{"baby": guide.Baby, "no_papers": ""}

// begun is told by a guide whom it is about, as the first page would be: Home lies below
// what goes on.
func (w *Window) begun(m cardsession.Mode, p page.Page) {
	w.Home()
	w.SetMode(m)
	w.Open(home.New(w))
	w.Open(p)
}

// begin finds the page to begin with, nil for the usual one.
func begin(o Options) (func(page.Host) page.Page, error) {
	start, known := starts[o.Start]
	if o.Start != "" && !known {
		return nil, problem.New(problem.BadCall, map[string]any{"why": "--start " + o.Start})
	}
	if kind, _, _ := strings.Cut(o.Card, ":"); o.Card != "" && kind != "practice" {
		return nil, problem.New(problem.BadCall, map[string]any{"why": "--card " + o.Card})
	}
	return start, nil
}

// begin answers what was answered on the command line.
func (w *Window) begin(o Options, start func(page.Host) page.Page) error {
	if kind, person, _ := strings.Cut(o.Card, ":"); kind == "practice" {
		if person == "" {
			person = "resident"
		}
		if err := w.Practise(person); err != nil {
			return err
		}
	}
	if o.Mode != 0 {
		w.SetMode(o.Mode)
		w.Open(home.New(w))
	}
	w.start(o.Start, start)
	return nil
}

// Look is a look by its names on the command line: a scheme, or "" for the usual
// one, and the size of text in percent, or 0.
func Look(colours string, percent int) theme.Look {
	l := theme.Look{Scheme: theme.Scheme(colours), Scale: float32(percent) / 100}
	if colours == "" {
		l.Scheme = theme.Light
	}
	l.Scale = l.Factor()
	return l
}
