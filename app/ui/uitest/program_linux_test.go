//go:build !ci

package uitest

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui"
)

// asProgram makes the test binary be a small program with a window; its value
// says how it misbehaves.
const asProgram = "UITEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if fault, ok := os.LookupEnv(asProgram); ok {
		tiny(fault)
		return
	}
	os.Exit(m.Run())
}

// tiny is a window with an entry, whose title says how often the arrow up was
// pressed and what stands in the entry.
func tiny(fault string) {
	if fault != "bus" { // the toolkit would start one, and it stays
		_ = os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	}
	a := app.NewWithID("app.madoguchi.uitest")
	w := a.NewWindow("起動")
	presses := 0
	entry := widget.NewEntry()
	box := canvas.NewRectangle(color.NRGBA{R: 0xFF, A: 0xFF})
	box.SetMinSize(fyne.NewSize(40, 40))
	title := func() { w.SetTitle(fmt.Sprintf("%d「%s\" — 窓", presses, entry.Text)) }
	entry.OnChanged = func(string) { title() }
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyUp:
			presses++
			box.FillColor = color.NRGBA{B: 0xFF, A: 0xFF}
			box.Refresh()
			title()
		case fyne.KeyF2:
			switch fault {
			case "panic":
				panic("as asked")
			case "thread":
				go func() { box.Refresh(); title() }()
			}
		}
	})
	w.SetContent(container.NewVBox(box, entry, widget.NewLabel("漢字 မြန်မာ")))
	w.Resize(fyne.NewSize(300, 200))
	w.ShowAndRun()
}

const soon = 20 * time.Second

func startTiny(tb testing.TB, s *Screen, fault string) *Program {
	tb.Helper()
	exe, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	return Start(tb, s, Command{Exe: exe, Env: []string{asProgram + "=" + fault}})
}

func TestWindow(t *testing.T) {
	s := StartScreen(t, 640, 400)
	p := startTiny(t, s, "")
	p.WaitTitle("起動", soon)
	if got := p.Shot().Bounds(); got != image.Rect(0, 0, 640, 400) {
		t.Errorf("the window takes %v", got)
	}
	before := p.Shot().At(20, 20)
	p.Key("Up", "Up", "Up")
	p.WaitTitle("3「", soon)
	if after := p.Shot().At(20, 20); before != (color.RGBA{R: 0xFF, A: 0xFF}) || after != (color.RGBA{B: 0xFF, A: 0xFF}) {
		t.Errorf("the box was %v and is %v", before, after)
	}
	p.Key("Tab")
	p.Type(`aZ 0~!"'\`)
	p.WaitTitle(`3「aZ 0~!"'\" — 窓`, soon)
	p.Resize(320, 200)
	if got := p.Shot().Bounds(); got != image.Rect(0, 0, 320, 200) {
		t.Errorf("the window takes %v", got)
	}
	p.Signal(os.Interrupt)
	if got := p.Wait(soon); got != 0 {
		t.Errorf("exit status %d:\n%s", got, p.Stderr())
	}
}

// verdict stands for the test that uses the harness, so that a failure of it can
// be looked at.
type verdict struct {
	testing.TB
	errors   []string
	cleanups []func()
}

func (v *verdict) Helper()                   {}
func (v *verdict) Failed() bool              { return len(v.errors) > 0 }
func (v *verdict) Cleanup(f func())          { v.cleanups = append(v.cleanups, f) }
func (v *verdict) Errorf(f string, a ...any) { v.errors = append(v.errors, fmt.Sprintf(f, a...)) }
func (v *verdict) Error(a ...any)            { v.errors = append(v.errors, fmt.Sprint(a...)) }

func (v *verdict) Fatalf(f string, a ...any) {
	v.Errorf(f, a...)
	panic(v)
}

func (v *verdict) Fatal(a ...any) { v.Fatalf("%s", fmt.Sprint(a...)) }

// verdictOf runs a test of the harness's and returns what it was failed for.
func verdictOf(t *testing.T, f func(testing.TB)) string {
	v := &verdict{TB: t}
	try := func(f func()) {
		defer func() {
			if x := recover(); x != nil && x != any(v) {
				panic(x)
			}
		}()
		f()
	}
	try(func() { f(v) })
	for _, c := range slices.Backward(v.cleanups) {
		try(c)
	}
	return strings.Join(v.errors, "\n")
}

// Whatever goes wrong in the program, the test that drove it fails and says so.
func TestFaultsAreSeen(t *testing.T) {
	s := StartScreen(t, 640, 400)
	for fault, x := range map[string]struct {
		do   func(*Program)
		want string
	}{
		"none":   {func(p *Program) { p.Key("Up"); p.WaitTitle("1「", soon) }, ""},
		"panic":  {func(p *Program) { p.Key("F2"); p.Wait(soon) }, "panic"},
		"thread": {func(p *Program) { p.Key("F2"); p.WaitTitle("0「", soon) }, "Error in Fyne call thread"},
		"bus":    {func(*Program) {}, "was left behind: dbus"},
		"wait":   {func(p *Program) { p.WaitTitle("never", time.Millisecond) }, `waited 1ms in vain for the title "never"; titles seen: ["起動"]`},
		"gone":   {func(p *Program) { p.Signal(syscall.SIGTERM); p.WaitTitle("never", soon) }, "the program ended"},
	} {
		t.Run(fault, func(t *testing.T) {
			got := verdictOf(t, func(tb testing.TB) { x.do(startTiny(tb, s, fault)) })
			if x.want == "" && got != "" || !strings.Contains(got, x.want) {
				t.Errorf("want %q, the test was failed for %q", x.want, got)
			}
		})
	}
}

// No font of the computer reaches the program: it cannot even see their folder.
func TestNoSystemFonts(t *testing.T) {
	cmd := append(withoutFonts(), "find", "/usr/share/fonts", "-type", "f")
	out, err := exec.Command(cmd[0], cmd[1:]...).CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("%v, %s", err, out)
	}
	outside, err := exec.Command("find", "/usr/share/fonts", "-name", "*.ttf").Output()
	if err != nil || len(outside) == 0 {
		t.Errorf("there are none to hide on this computer: %v", err)
	}
}

func TestItWaitsAsLongAsTheWindowTakesNoPress(t *testing.T) {
	if settleFor != ui.SettleFor {
		t.Errorf("the harness waits %v, the window takes no press for %v", settleFor, ui.SettleFor)
	}
}
