package main

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/jobs"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/guide"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// listener is somebody who hears what is read aloud.
type listener struct {
	mu       sync.Mutex
	heard    []string
	speaks   string // languages
	endless  bool   // a line is being said until it is stopped
	deaf     bool   // there is no loudspeaker
	stopped  int
	speaking int
}

var _ jobs.Speaker = (*listener)(nil)

func (l *listener) Voice(lang string) bool {
	return lang != "" && strings.Contains(l.speaks, lang)
}

func (l *listener) Speak(ctx context.Context, text, lang string) error {
	l.mu.Lock()
	l.heard = append(l.heard, lang+" "+text)
	l.speaking++
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		l.speaking--
		if ctx.Err() != nil {
			l.stopped++
		}
		l.mu.Unlock()
	}()
	if l.deaf {
		return errors.New("no loudspeaker")
	}
	if l.endless {
		<-ctx.Done()
	}
	return ctx.Err()
}

// all is what was heard, and whether it goes on.
func (l *listener) all() (string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.heard, "\n"), l.speaking > 0
}

// aloudDesk is a window beside which somebody listens, at the first question of a guide.
func aloudDesk(t *testing.T, language string, l *listener) *pagetest.Desk {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	w.Voice = l
	d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: language},
		func(h page.Host) page.Page { return first.New(h) })
	d.Press("window.first.self")
	d.Open(guide.New(d.Window, "baby"))
	return d
}

// Nothing is heard before somebody knows that others hear it, too; then everything that
// stands there, in the reader's language, and it is said once in a sitting.
func TestOthersWillHearIsSaidFirst(t *testing.T) {
	l := &listener{speaks: "en"}
	d := aloudDesk(t, "en", l)
	d.Press("window.aloud")
	d.UntilSays("Others will hear it")
	if heard, _ := l.all(); heard != "" {
		t.Fatalf("heard before it was said: %s", heard)
	}
	d.Key("Escape")
	d.Until("it is left", func() bool { return !strings.Contains(d.Says(), "Others will hear it") })
	if heard, _ := l.all(); heard != "" {
		t.Fatalf("heard after a no: %s", heard)
	}
	title, _, _ := strings.Cut(d.Title(), " — ")
	d.Key("F9")
	d.Press("window.aloud.go")
	d.UntilSays("It is quiet now")
	heard, _ := l.all()
	if !strings.Contains(heard, "en "+strings.SplitN(title, " · ", 2)[0]) || strings.Count(heard, "\n") < 3 {
		t.Errorf("of %q was heard:\n%s", title, heard)
	}
	if strings.Contains(heard, "Settings") {
		t.Error("the frame is read, too")
	}
	d.Key("Escape")
	d.Key("F9")
	d.UntilSays("It is quiet now")
	if strings.Contains(d.Says(), "Others will hear it") {
		t.Error("it is said twice")
	}
	d.Key("F12")
	d.Key("F12")
	d.Press("window.first.helper")
	d.Open(guide.New(d.Window, "baby"))
	d.Key("F9")
	d.UntilSays("Others will hear it")
}

// The key, the button, going back and leaving at once all end it.
func TestItCanBeStopped(t *testing.T) {
	for name, stop := range map[string]func(*pagetest.Desk){
		"the key":    func(d *pagetest.Desk) { d.Key("F9") },
		"the button": func(d *pagetest.Desk) { d.Press("window.aloud.stop") },
		"Enter":      func(d *pagetest.Desk) { d.Key("Return") },
		"back":       func(d *pagetest.Desk) { d.Key("Escape") },
		"leaving":    func(d *pagetest.Desk) { d.Key(fyne.KeyF12) },
		"Home":       func(d *pagetest.Desk) { d.Press("window.home") },
	} {
		t.Run(name, func(t *testing.T) {
			l := &listener{speaks: "en", endless: true}
			d := aloudDesk(t, "en", l)
			d.Key("F9")
			d.Press("window.aloud.go")
			d.Until("it speaks", func() bool { _, on := l.all(); return on })
			stop(d)
			d.Until("it is silent", func() bool { _, on := l.all(); return !on })
			if heard, _ := l.all(); strings.Contains(heard, "\n") {
				t.Errorf("it went on: %s", heard)
			}
		})
	}
}

// In easy Japanese the readings are said, for the voices there are do not know every
// character; without a voice or a loudspeaker that is said in words.
func TestWhatIsReadIsInTheReadersLanguage(t *testing.T) {
	l := &listener{speaks: "ja-x-easy"}
	d := aloudDesk(t, "ja-x-easy", l)
	d.Press("window.aloud")
	d.Press("window.aloud.go")
	d.UntilSays("止まって")
	heard, _ := l.all()
	for line := range strings.Lines(heard) {
		for _, r := range line {
			if r >= 0x4E00 && r <= 0x9FFF {
				t.Errorf("%c is said without its reading: %s", r, line)
				break
			}
		}
	}
	if heard == "" {
		t.Error("nothing was heard")
	}
	d = aloudDesk(t, "en", &listener{speaks: "ja"})
	d.Press("window.aloud")
	d.Press("window.aloud.go")
	d.UntilSays("no voice for this language")
	d = aloudDesk(t, "en", &listener{speaks: "en", deaf: true})
	d.Press("window.aloud")
	d.Press("window.aloud.go")
	d.UntilSays("The voice did not speak")
}
