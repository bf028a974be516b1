package kit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
)

// timed is a progress whose time the test makes.
type timed struct {
	*kit.Progress
	now   time.Time
	later []func()
}

func newTimed() *timed {
	p := &timed{Progress: kit.NewProgress(), now: time.Unix(0, 0)}
	p.Fake(func() time.Time { return p.now }, func(_ time.Duration, f func()) { p.later = append(p.later, f) })
	return p
}

// pass lets time pass until everything put off has been done.
func (p *timed) pass(d *desk, by time.Duration) {
	p.now = p.now.Add(by)
	later := p.later
	p.later = nil
	for _, f := range later {
		f()
	}
	d.do()
}

// shown shows it in a window.
func (p *timed) shown(t *testing.T, k *kit.Kit, cancel func()) kit.Box {
	t.Helper()
	b := k.Progress(p.Progress, cancel)
	w := test.NewTempWindow(t, k.Viewport(0, b))
	w.Resize(fyne.NewSize(600, 400))
	return b
}

func TestProgressIsSaidInWordsAndDrawn(t *testing.T) {
	k, d := one(t, "en")
	p := newTimed()
	p.Set(data("Signing"), 50, 200)
	b := p.shown(t, k, nil)
	if got := says(b); got != "Signing\n25 %" {
		t.Errorf("it says %q", got)
	}
	_, quarter := p.Bar()
	p.Set(data("Checking"), 100, 200)
	p.pass(d, time.Second)
	if got := says(b); got != "Checking\n50 %" {
		t.Errorf("later it says %q", got)
	}
	if _, half := p.Bar(); half < 1.9*quarter || half > 2.1*quarter {
		t.Errorf("the bar grew from %v to %v", quarter, half)
	}
	p.pass(d, time.Second)
	p.Set(data("Checking"), 900, 200)
	if got := says(b); got != "Checking\n100 %" {
		t.Errorf("beyond the end it says %q", got)
	}
}

// A file of 200 MB tells of itself thousands of times a second.
func TestProgressIsDrawnAtMostTwentyTimesASecond(t *testing.T) {
	k, d := one(t, "en")
	p := newTimed()
	p.Set(data("Signing"), 0, 1000)
	b := p.shown(t, k, nil)
	p.Set(data("Signing"), 1, 1000)
	d.relayouts = 0
	drawn, before := 0, says(b)
	for i := range int64(10_000) { // a second
		p.now = p.now.Add(100 * time.Microsecond)
		p.Set(data("Signing"), i, 10_000)
		if len(p.later) > 1 {
			t.Fatal("more than one drawing is put off")
		}
		if i%500 == 499 {
			p.pass(d, 0)
		}
		if now := says(b); now != before {
			drawn, before = drawn+1, now
		}
	}
	if drawn < 10 || drawn > 20 {
		t.Errorf("drawn %d times in a second", drawn)
	}
	if d.relayouts > 0 {
		t.Errorf("the page was laid out anew %d times", d.relayouts)
	}
	p.Set(data("Signing"), 10_000, 10_000)
	p.pass(d, time.Second)
	if got := says(b); got != "Signing\n100 %" {
		t.Errorf("at the end it says %q", got)
	}
}

func TestStopAnswersAtOnce(t *testing.T) {
	k, _ := one(t, "en")
	p := newTimed()
	p.Set(data("Signing"), 1, 2)
	stopped := 0
	b := p.shown(t, k, func() { stopped++ })
	high := b.Size().Height
	stop := pressable(t, b, "window.kit_blocks.cancel")
	press(stop)
	if stopped != 1 || !p.Stopping() {
		t.Fatalf("stopped %d times", stopped)
	}
	if got := says(b); got != "Signing\n50 %\nStopping…" {
		t.Errorf("it says %q", got)
	}
	if b.HeightFor(b.Size().Width) != high {
		t.Errorf("it became %v high, was %v", b.HeightFor(b.Size().Width), high)
	}
	if press(stop); stopped != 1 {
		t.Errorf("pressed again, it stopped %d times", stopped)
	}
	again := p.shown(t, k, func() { stopped++ })
	if got := says(again); !strings.HasSuffix(got, "Stopping…") || len(kit.Focusables(again)) != 0 {
		t.Errorf("made anew, it says %q", got)
	}
}

func TestSomethingMovesWhileNobodyKnowsHowLong(t *testing.T) {
	k, d := one(t, "en")
	p := newTimed()
	p.Set(data("Looking"), 0, 0)
	b := p.shown(t, k, nil)
	if got := says(b); got != "Looking\nPlease wait…" {
		t.Errorf("it says %q", got)
	}
	seen := map[string]bool{}
	for range 20 {
		p.pass(d, 80*time.Millisecond)
		x, _ := p.Bar()
		seen[fmt.Sprint(x)] = true
	}
	if len(seen) < 15 {
		t.Errorf("it stood in %d places", len(seen))
	}
	p.Set(data("Looking"), 1, 2)
	p.pass(d, time.Second)
	p.pass(d, time.Second)
	if len(p.later) > 0 {
		t.Error("it goes on although it is known how much there is")
	}
}

func TestNothingMovesThatIsNotSeen(t *testing.T) {
	k, d := one(t, "en")
	p := newTimed()
	w := test.NewTempWindow(t, k.Viewport(0, k.Progress(p.Progress, nil)))
	w.Resize(fyne.NewSize(600, 400))
	p.pass(d, time.Second)
	if len(p.later) == 0 {
		t.Fatal("it does not move")
	}
	w.SetContent(k.Viewport(0, k.Body(data("another page"))))
	for range 3 {
		p.pass(d, time.Second)
	}
	if len(p.later) > 0 {
		t.Error("it moves on another page's time")
	}
}

func TestNothingMovesThatIsScrolledAway(t *testing.T) {
	k, d := one(t, "en")
	p := newTimed()
	v := k.Viewport(0, k.Column(k.Progress(p.Progress, nil), k.Room(3000)))
	w := test.NewTempWindow(t, v)
	w.Resize(fyne.NewSize(600, 400))
	moves := func() bool {
		before, _ := p.Bar()
		p.pass(d, time.Second)
		after, _ := p.Bar()
		return after != before
	}
	if !moves() {
		t.Error("in sight it stands")
	}
	if v.To(1000); moves() {
		t.Error("it moves out of sight")
	}
	if v.To(0); !moves() {
		t.Error("back in sight it stands")
	}
}

func TestNothingMovesForThoseWhoWantItStill(t *testing.T) {
	test.NewTempApp(t)
	k := kit.New(theme.Look{Scale: 1, Still: true}, texts(t).For("en"), library(t), assets.Icons(), &desk{})
	p := newTimed()
	b := p.shown(t, k, nil)
	if len(p.later) > 0 {
		t.Error("it moves")
	}
	if _, w := p.Bar(); w > 0 {
		t.Errorf("it looks as if a part were done: %v", w)
	}
	if got := says(b); !strings.HasSuffix(got, "Please wait…") {
		t.Errorf("it says %q", got)
	}
}
