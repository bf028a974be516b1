package main

import (
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/about"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/doctor"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	languagepage "madoguchi/app/ui/page/language"
	"madoguchi/app/ui/page/practice"
	"madoguchi/app/ui/page/problems"
	rememberpage "madoguchi/app/ui/page/remember"
	"madoguchi/app/ui/page/settings"
	"madoguchi/app/ui/page/topics"
	"madoguchi/app/ui/pagetest"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
)

// walked are the pages that are walked through, but for the first.
var walked = map[string]func(page.Host) page.Page{
	"home":     func(h page.Host) page.Page { return home.New(h) },
	"language": func(h page.Host) page.Page { return languagepage.New(h) },
	"settings": func(h page.Host) page.Page { return settings.New(h) },
	"practice": func(h page.Host) page.Page { return practice.New(h) },
	"problems": func(h page.Host) page.Page { return problems.New(h) },
	"doctor":   func(h page.Host) page.Page { return doctor.New(h) },
	"about":    func(h page.Host) page.Page { return about.New(h) },
	"remember": func(h page.Host) page.Page { return rememberpage.New(h) },
	"topics":   func(h page.Host) page.Page { return topics.New(h) },
	"answer":   func(h page.Host) page.Page { return answer.New(h, "stay") },
	"status":   func(h page.Host) page.Page { return ask.NewOne(h, "residence_status") },
	"stay_end": func(h page.Host) page.Page { return ask.NewOne(h, "stay_end") },
}

// largeDesk is the window of somebody with little sight and a small screen.
func largeDesk(t *testing.T) *pagetest.Desk {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	d := pagetest.Open(t, ui.Options{
		Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en", Look: theme.Look{Scale: 2, Still: true},
	}, func(h page.Host) page.Page { return first.New(h) })
	d.Resize(960, 600)
	d.SetMode(cardsession.ModeSelf)
	d.Open(home.New(d.Window))
	return d
}

// Whatever has the keyboard is seen, at twice the size of text in a small window,
// once around every page and back.
func TestWhatHasTheKeyboardIsInSight(t *testing.T) {
	for name, open := range walked {
		t.Run(name, func(t *testing.T) {
			d := largeDesk(t)
			if name != "home" {
				d.Open(open(d.Window))
			}
			d.Until("the page stands", func() bool { return len(kit.Focusables(d.Frame().View())) > 0 })
			for _, key := range []fyne.KeyName{fyne.KeyTab, "Shift+Tab"} {
				n := len(kit.Focusables(d.Frame()))
				seen := map[fyne.Focusable]bool{}
				for range n {
					d.Key(key)
					f := d.Canvas().Focused()
					if f == nil {
						t.Fatalf("after %s nothing has the keyboard", key)
					}
					seen[f] = true
					if o := f.(fyne.CanvasObject); !inSight(d, o) {
						t.Errorf("%s has the keyboard and is not in sight", d.Focused())
					}
				}
				if len(seen) != n {
					t.Errorf("%s comes to %d of %d things", key, len(seen), n)
				}
			}
		})
	}
}

// inSight reports whether the upper edge of an object, and its lower one if there
// is room for it, are within what is shown.
func inSight(d *pagetest.Desk, o fyne.CanvasObject) bool {
	drv := fyne.CurrentApp().Driver()
	top := drv.AbsolutePositionForObject(o).Y
	from, to := float32(0), d.Canvas().Size().Height
	if view := d.Frame().View(); view.Holds(o) {
		from = drv.AbsolutePositionForObject(view).Y
		to = from + view.Size().Height
	}
	return top >= from && (top+o.Size().Height <= to || o.Size().Height > to-from-24)
}

// Help, the second language and the size of text are a key away from wherever
// the keyboard is, and it stays where it was.
func TestKeysWorkFromEverywhere(t *testing.T) {
	for _, name := range []string{"home", "settings", "problems", "remember", "practice"} {
		t.Run(name, func(t *testing.T) {
			d := largeDesk(t)
			if name != "home" {
				d.Open(walked[name](d.Window))
			}
			title := d.Title()
			for range min(12, len(kit.Focusables(d.Frame()))) {
				d.Key(fyne.KeyTab)
				at := d.Focused()
				same := func(what string) {
					t.Helper()
					if got := d.Focused(); got != at {
						t.Errorf("after %s the keyboard is at %q, not at %q", what, got, at)
					}
				}
				d.Key(fyne.KeyF1)
				d.UntilTitle("Help")
				d.Key(fyne.KeyEscape)
				d.UntilTitle(title)
				same("Help")
				d.Key(fyne.KeyF2)
				if _, second := d.Languages(); second == "" {
					t.Errorf("at %q F2 shows no second language", at)
				}
				same("F2")
				d.Key(fyne.KeyF3)
				if one, _ := d.Languages(); one != "ja" {
					t.Errorf("at %q F3 does not swap the languages", at)
				}
				d.Key(fyne.KeyF3, fyne.KeyF2)
				same("F3")
				look := d.Look()
				look.Scale = 1.5
				d.SetLook(look)
				same("smaller text")
				look.Scale = 2
				d.SetLook(look)
				same("larger text")
			}
		})
	}
}

// Who reads further down than where the keyboard is goes on reading there when
// the text gets larger.
func TestReadingGoesOnWhereItWas(t *testing.T) {
	d := largeDesk(t)
	d.Open(about.New(d.Window))
	view := func() *kit.Viewport { return d.Frame().View() }
	d.Key(fyne.KeyEnd)
	far := view().Offset() / view().Content().Size().Height
	look := d.Look()
	look.Scale = 1
	d.SetLook(look)
	if got := view().Offset() / view().Content().Size().Height; got < far/2 {
		t.Errorf("the page is at %.2f of its height, it was at %.2f", got, far)
	}
}

// Who walks up to the first thing of a page sees its title again.
func TestAboveTheFirstThingIsTheTitle(t *testing.T) {
	d := largeDesk(t)
	d.Open(walked["settings"](d.Window))
	first := d.Focused()
	d.Key(fyne.KeyEnd)
	for n := 0; n == 0 || d.Focused() != first; n++ {
		if n > 60 {
			t.Fatal("the keyboard does not come around")
		}
		d.Key(fyne.KeyTab)
	}
	if got := d.Frame().View().Offset(); got != 0 {
		t.Errorf("the page is scrolled by %v", got)
	}
}

// A window that gets the keyboard back, as after answering elsewhere, shows what it
// showed.
func TestBackInTheWindowThePageStandsStill(t *testing.T) {
	d := largeDesk(t)
	d.Open(walked["settings"](d.Window))
	d.Key(fyne.KeyEnd)
	d.Key(fyne.KeyTab)
	d.Frame().View().To(0)
	d.Frame().View().By(1)
	at := d.Frame().View().Offset()
	f := d.Canvas().Focused()
	f.FocusLost()
	f.FocusGained()
	if got := d.Frame().View().Offset(); got != at {
		t.Errorf("the page went from %v to %v", at, got)
	}
}
