package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

const (
	neutralTitle = "Calendar"
	againTitle   = "Who is this about?"
)

// neutral demands that the window is a calendar, in English, and has nothing else.
func neutral(t *testing.T, d *pagetest.Desk) {
	t.Helper()
	if d.Title() != neutralTitle {
		t.Fatalf("the window is called %q", d.Title())
	}
	said := d.Says()
	for word := range strings.FieldsSeq(said) {
		if w := strings.ToLower(strings.Trim(word, "0123456789")); w != "" && !slices.Contains(calendarWords, w) {
			t.Errorf("the calendar says %q:\n%s", word, said)
		}
	}
	for _, want := range []string{"Sun\n", "Sat\n", "\n28\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("the calendar does not say %q:\n%s", want, said)
		}
	}
	if f := kit.Focusables(d.Frame()); len(f) > 0 {
		t.Errorf("%d things can be pressed", len(f))
	}
	if c := d.CaseAtHand(); d.Mode() != 0 || c != nil || d.Store() != nil {
		t.Errorf("mode %v, case %v, store %v", d.Mode(), c, d.Store())
	}
}

// calendarWords are all that may stand on a calendar.
var calendarWords = strings.Fields(`sun mon tue wed thu fri sat january february march april may june
	july august september october november december`)

// empty demands that the window begins anew, with nothing behind it and nothing told.
func empty(t *testing.T, d *pagetest.Desk, planted ...string) {
	t.Helper()
	if !strings.HasPrefix(d.Title(), againTitle) || d.Mode() != 0 || d.Person() != "" {
		t.Fatalf("the window is at %q, mode %v, practising %q", d.Title(), d.Mode(), d.Person())
	}
	d.Key(fyne.KeyEscape)
	if !strings.HasPrefix(d.Title(), againTitle) {
		t.Errorf("there is a page behind: %q", d.Title())
	}
	if _, in, err := d.Inquiry(); err != nil || len(in.Facts.Known()) > 0 || len(in.Skipped) > 0 || len(in.Appointments) > 0 {
		t.Errorf("%v: it is known %v", err, in.Facts.Known())
	}
	for _, p := range planted {
		if strings.Contains(d.Says(), p) {
			t.Errorf("it says %q:\n%s", p, d.Says())
		}
	}
}

// quietDesk is the window of somebody who told something.
func quietDesk(t *testing.T, m cardsession.Mode) *pagetest.Desk {
	t.Helper()
	d := openDesk(t, "en")
	d.SetMode(m)
	d.Open(home.New(d.Window))
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	for id, v := range map[string]any{"residence_status": "student", "stay_end": inDays(20)} {
		if err := in.Facts.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// Whatever page is open, with the keyboard on whatever is there, the key leaves it at
// once, and nothing that was told can be found afterwards.
func TestTheKeyLeavesEveryPage(t *testing.T) {
	opens := maps.Clone(walked)
	for _, s := range ui.Starts() {
		opens["start "+s] = nil
	}
	for name, open := range opens {
		t.Run(name, func(t *testing.T) {
			mode := cardsession.ModeSelf
			if strings.HasSuffix(name, "cases") {
				mode = cardsession.ModeHelper
			}
			d := quietDesk(t, mode)
			begin := func() {
				if start, is := strings.CutPrefix(name, "start "); !is {
					d.Open(open(d.Window))
				} else if err := d.Begin(start); err != nil {
					t.Fatal(err)
				}
				d.Until("the page stands", func() bool { return len(kit.Focusables(d.Frame())) > 0 })
			}
			tried := map[string]bool{}
			for again := true; again; {
				begin()
				again = false
				for _, f := range kit.Focusables(d.Frame()) {
					if kind := fmt.Sprintf("%T", f); !tried[kind] {
						tried[kind], again = true, true
						d.Window.Focus(f)
						break
					}
				}
				if d.Find("window.quiet.leave") == nil {
					t.Error("no button leaves")
				}
				d.Key(fyne.KeyF12)
				neutral(t, d)
				if len(tried) == 1 {
					for _, k := range []fyne.KeyName{"Escape", "Return", "Space", "F1", "F2", "F3", "Tab", "Home", "BackSpace"} {
						d.Key(k)
						neutral(t, d)
					}
					d.Drop([]string{"/paper.pdf"})
					neutral(t, d)
				}
				d.Key(fyne.KeyF12)
				empty(t, d)
				d.SetMode(mode)
			}
			t.Logf("from %d kinds of things", len(tried))
		})
	}
}

// The button does what the key does, wherever it stands and however small the window
// is; it says so in words.
func TestTheButtonLeavesFromEveryWidth(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 1366, Height: 768}, {Width: 1024, Height: 760}, {Width: 960, Height: 600}, {Width: 500, Height: 600}} {
		for _, scale := range []float32{1, 1.5, 2} {
			d := quietDesk(t, cardsession.ModeHelper)
			d.Resize(size.Width, size.Height)
			look := d.Look()
			look.Scale = scale
			d.SetLook(look)
			if err := d.Begin("topics"); err != nil {
				t.Fatal(err)
			}
			said := d.Says()
			if !strings.Contains(said, "Leave at once · F12\n") && !strings.Contains(said, "Leave · F12\n") {
				t.Errorf("%v at %v: the button has no words", size, scale)
			}
			b := d.Find("window.quiet.leave").(fyne.CanvasObject)
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
			if at.X < 0 || at.X+b.Size().Width > size.Width || at.Y < 0 || at.Y+b.Size().Height > size.Height/2 {
				t.Errorf("%v at %v: the button is at %v, as large as %v", size, scale, at, b.Size())
			}
			d.Press("window.quiet.leave")
			neutral(t, d)
		}
	}
}

// A click in a hurry, on a screen that has only just come, leaves too; and the key
// pressed twice or held does not come back.
func TestHurryLeavesAndStaysAway(t *testing.T) {
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en", Settle: time.Hour},
		func(h page.Host) page.Page { return first.New(h) })
	d.SetMode(cardsession.ModeSelf)
	d.Open(home.New(d.Window))
	d.Press("window.quiet.leave")
	neutral(t, d)
	d.Key(fyne.KeyF12, fyne.KeyF12)
	neutral(t, d)
	d = quietDesk(t, cardsession.ModeSelf)
	d.Held(fyne.KeyF12, 40)
	neutral(t, d)
	d.Held(fyne.KeyF12, 40) // back, once
	empty(t, d)
}

// With the toolkit having missed that the key went down, it leaves all the same.
func TestAMissedPressLeaves(t *testing.T) {
	d := quietDesk(t, cardsession.ModeSelf)
	d.Window.Key(&fyne.KeyEvent{Name: fyne.KeyF12})
	neutral(t, d)
}

// What was copied from the program is gone from the clipboard; what somebody copied
// elsewhere stays.
func TestTheClipboardIsCleared(t *testing.T) {
	d := quietDesk(t, cardsession.ModeSelf)
	board := fyne.CurrentApp().Clipboard()
	board.SetContent("elsewhere")
	d.Key(fyne.KeyF12)
	if got := board.Content(); got != "elsewhere" {
		t.Errorf("what is not ours became %q", got)
	}
	d.Key(fyne.KeyF12)
	d.Press("window.first.self")
	if err := d.Begin("topics"); err != nil {
		t.Fatal(err)
	}
	entry := d.Find("window.topics.search")
	d.Window.Focus(entry)
	d.Type("planted")
	entry.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	entry.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if got := board.Content(); got != "planted" {
		t.Fatalf("copied was %q", got)
	}
	d.Key(fyne.KeyF12)
	neutral(t, d)
	if got := board.Content(); got != "" {
		t.Errorf("%q is on the clipboard", got)
	}
	d.Key(fyne.KeyF12)
	empty(t, d, "planted")
}

// An opened case is closed as it was saved, and the casebook with it.
func TestLeavingAtOnceShutsTheCase(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	d.begins("Sakura")
	d.tells("residence_status", "student")
	book, _ := d.Casebook()
	d.Key(fyne.KeyF12)
	neutral(t, d.Desk)
	d.Until("the casebook is shut", func() bool {
		time.AfterFunc(time.Millisecond, func() { d.Do(func() {}) })
		st, err := book.State()
		return err == nil && st == casebook.Shut
	})
	d.Key(fyne.KeyF12)
	empty(t, d.Desk, "Sakura")
	if list := d.saved(); len(list) != 1 || len(list[0].Facts) != 0 {
		t.Errorf("saved: %+v", list)
	}
	d.helps()
	d.UntilTitle("Cases · Locked")
}

// Practice ends too.
func TestLeavingAtOnceEndsPractice(t *testing.T) {
	d := quietDesk(t, cardsession.ModeSelf)
	if err := d.Practise("resident"); err != nil {
		t.Fatal(err)
	}
	d.Key(fyne.KeyF12)
	neutral(t, d)
	d.Key(fyne.KeyF12)
	empty(t, d, "Practice")
}

// Quiet on the command line or in the settings: title and picture tell nothing, the
// pages stay.
func TestAQuietWindowIsCalledACalendar(t *testing.T) {
	d := quietDesk(t, cardsession.ModeSelf)
	if err := d.Begin("settings"); err != nil {
		t.Fatal(err)
	}
	d.Press("window.quiet.setting")
	if d.Title() != neutralTitle || !d.Quiet() {
		t.Errorf("the window is called %q", d.Title())
	}
	d.Home()
	if !strings.Contains(d.Says(), "What is it about?") || d.Title() != neutralTitle {
		t.Errorf("Home is called %q and says\n%s", d.Title(), d.Says())
	}
	d.SetQuiet(false)
	if strings.Contains(d.Title(), neutralTitle) {
		t.Errorf("the window is still called %q", d.Title())
	}
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	for language, title := range map[string]string{"en": "Calendar", "ja": "カレンダー", "ja-x-easy": "カレンダー", "my": "ပြက္ခဒိန်"} {
		d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: language, Quiet: true},
			func(h page.Host) page.Page { return first.New(h) })
		if d.Title() != title {
			t.Errorf("%s: %q", language, d.Title())
		}
		d.Key(fyne.KeyF12)
		for _, word := range []string{"窓口", "Madoguchi", "まどぐち"} {
			if strings.Contains(d.Says(), word) {
				t.Errorf("%s: the calendar says %q", language, word)
			}
		}
	}
}

// The key is told of on the first page of guidance, once.
func TestTheKeyIsToldOfOnce(t *testing.T) {
	const hint = "If someone comes near: press F12"
	d := quietDesk(t, cardsession.ModeSelf)
	says := func(want bool) {
		t.Helper()
		if got := strings.Contains(d.Says(), hint); got != want {
			t.Errorf("%q tells of the key: %v", d.Title(), got)
		}
	}
	says(false)
	if err := d.Begin("topics"); err != nil {
		t.Fatal(err)
	}
	says(true)
	d.Refresh(false)
	says(true)
	d.Open(walked["answer"](d.Window))
	says(false)
	d.Home()
	if err := d.Begin("topics"); err != nil {
		t.Fatal(err)
	}
	says(false)
	d.Key(fyne.KeyF12, fyne.KeyF12) // somebody else may sit there
	d.Press("window.first.self")
	if err := d.Begin("topics"); err != nil {
		t.Fatal(err)
	}
	says(true)
}
