package kit_test

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
	"madoguchi/i18n/locales"
)

// desk is a window that is not there.
type desk struct {
	relayouts int
	doing     []func()
}

func (*desk) Key(*fyne.KeyEvent)        {}
func (*desk) Focus(fyne.Focusable)      {}
func (*desk) FocusNext()                {}
func (*desk) FocusPrevious()            {}
func (*desk) Reveal(fyne.CanvasObject)  {}
func (d *desk) Relayout()               { d.relayouts++ }
func (d *desk) Do(f func())             { d.doing = append(d.doing, f) }
func (*desk) Clipboard() fyne.Clipboard { return test.NewClipboard() }

// do does what was handed to the toolkit's goroutine.
func (d *desk) do() {
	doing := d.doing
	d.doing = nil
	for _, f := range doing {
		f()
	}
}

func texts(t testing.TB) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func library(t testing.TB) *flow.Library {
	t.Helper()
	l, err := flow.OpenLibrary(assets.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// tall stands a screen's heading and body below each other, as the window does.
func tall(k *kit.Kit, s kit.Screen) kit.Box {
	head := k.Column(k.Label(s.Step), k.Text(s.Title, kit.Style{Size: theme.Title, Bold: true}))
	return k.Within(k.Groups(head, k.Groups(s.Body...)))
}

// forget has the toolkit forget a thing and all that is in it when the test ends,
// which it otherwise does only where a window is painted again and again.
func forget(t *testing.T, o fyne.CanvasObject) {
	t.Helper()
	switch o := o.(type) {
	case fyne.Widget:
		for _, c := range test.TempWidgetRenderer(t, o).Objects() {
			forget(t, c)
		}
	case *fyne.Container:
		for _, c := range o.Objects {
			forget(t, c)
		}
	}
}

func paint(b fyne.CanvasObject, look theme.Look, size fyne.Size) image.Image {
	fyne.CurrentApp().Settings().SetTheme(look.Toolkit())
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(b)
	c.Resize(size)
	return c.Capture()
}

// one is a kit of a language at 100 %, and the window it thinks it is in.
func one(t testing.TB, lang string) (*kit.Kit, *desk) {
	t.Helper()
	test.NewTempApp(t)
	d := &desk{}
	return kit.New(theme.Look{Scale: 1}, texts(t).For(lang), library(t), assets.Icons(), d), d
}

// says is all that a box says, a line a text.
func says(b kit.Box) string {
	var out []string
	kit.Walk(b, func(b kit.Box) bool {
		if s, ok := b.(interface{ Says() string }); ok {
			out = append(out, s.Says())
		}
		return true
	})
	return strings.Join(out, "\n")
}

// pressable finds what can be pressed by the id of its label.
func pressable(t *testing.T, b kit.Box, id string) fyne.Focusable {
	t.Helper()
	for _, f := range kit.Focusables(b) {
		if l, ok := f.(kit.Labelled); ok && l.Label().ID() == id {
			return f
		}
	}
	t.Fatalf("nothing to press says %s in:\n%s", id, says(b))
	return nil
}

func press(f fyne.Focusable) { f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }

func lay(b kit.Box, width float32) kit.Box {
	b.Resize(fyne.NewSize(width, b.HeightFor(width)))
	return b
}

func data(s string) kit.Msg { return kit.Data(s, "en") }

func TestTheStepIsSaidInWords(t *testing.T) {
	k, _ := one(t, "en")
	for at, want := range map[int]string{2: "Step 2 of 5", 0: "Step 1 of 5", 9: "Step 5 of 5"} {
		if got := says(k.Stepper(at, 5)); got != want {
			t.Errorf("step %d: %q", at, got)
		}
	}
}

func TestACalloutSaysAllAndCanBeAnswered(t *testing.T) {
	k, _ := one(t, "en")
	for _, kind := range kit.Kinds() {
		done := 0
		b := lay(k.Callout(kind, data("Look here"), data("It is so"), kit.Action{Label: kit.T("window.back"), Do: func() { done++ }}), 600)
		if got := says(b); got != "Look here\nIt is so\nBack" {
			t.Errorf("kind %d says %q", kind, got)
		}
		if press(pressable(t, b, "window.back")); done != 1 {
			t.Errorf("kind %d: its button did %d things", kind, done)
		}
	}
}

func TestAResultNeverHidesADoubt(t *testing.T) {
	k, _ := one(t, "en")
	b := lay(k.Result(kit.Result{Kind: kit.Success, Title: data("Yes"), Reason: data("because"), Law: data("an article"), Date: data("until then"), Doubt: data("Ask the office")}), 600)
	want := "Yes\nWhy\nbecause\nDate\nuntil then\nHow sure this is\nAsk the office\nLaw\nan article"
	if got := says(b); got != want {
		t.Errorf("it says\n%s\nwanted\n%s", got, want)
	}
	if got := says(k.Result(kit.Result{Title: data("Yes"), Doubt: data("Ask the office")})); !strings.Contains(got, "How sure this is\nAsk the office") {
		t.Errorf("a doubt alone: %q", got)
	}
	if got := says(k.Result(kit.Result{Title: data("Yes")})); got != "Yes" {
		t.Errorf("labels without anything behind them: %q", got)
	}
}

func TestFactsStandBesideTheirLabelsWhereThereIsRoom(t *testing.T) {
	k, _ := one(t, "en")
	facts := k.Facts(kit.Fact{Label: data("Name"), Value: data("Aung"), From: data("from the card")}, kit.Fact{Label: data("Longer label"), Value: data("x")})
	label, value := facts.(kit.Whole).Parts()[0], facts.(kit.Whole).Parts()[1]
	lay(facts, 600)
	if value.Position().X <= label.Position().X+label.Size().Width-1 || value.Position().Y > label.Size().Height {
		t.Errorf("wide: the value is at %v, its label at %v of %v", value.Position(), label.Position(), label.Size())
	}
	lay(facts, 200)
	if value.Position().X != 0 || value.Position().Y < label.Size().Height {
		t.Errorf("narrow: the value is at %v below a label of %v", value.Position(), label.Size())
	}
	if got := says(facts); got != "Name\nAung\nfrom the card\nLonger label\nx" {
		t.Errorf("it says %q", got)
	}
}

func TestAPictureIsNoWiderThanItsPixelsOrIsAsked(t *testing.T) {
	k, _ := one(t, "en")
	img := image.NewGray(image.Rect(0, 0, 300, 150))
	for _, x := range []struct{ most, width, want float32 }{{1000, 800, 300}, {200, 800, 200}, {1000, 100, 100}} {
		b := lay(k.Picture(img, x.most, data("a page")), x.width)
		p := b.(kit.Whole).Parts()[0]
		o := test.WidgetRenderer(p.(fyne.Widget)).Objects()[0]
		if got := o.Size(); got.Width != x.want || got.Height != x.want/2 {
			t.Errorf("at most %v in %v: %v", x.most, x.width, got)
		}
		if got := says(b); got != "a page" {
			t.Errorf("who cannot see it is told %q", got)
		}
	}
}

func TestALinkIsPressedLikeAButton(t *testing.T) {
	k, _ := one(t, "en")
	done := 0
	b := lay(k.Link(kit.Action{Label: kit.T("window.back"), Do: func() { done++ }}), 300)
	if press(pressable(t, b, "window.back")); done != 1 {
		t.Errorf("it did %d things", done)
	}
	b = k.Link(kit.Action{Label: kit.T("window.back"), Off: true})
	if n := len(kit.Focusables(b)); n != 0 {
		t.Errorf("switched off, Tab stops at it %d times", n)
	}
}

func TestNothingThereSaysWhatToDo(t *testing.T) {
	k, _ := one(t, "en")
	done := 0
	b := lay(k.Empty("folder", data("Nothing yet"), data("Begin with a file"), kit.Action{Label: kit.T("window.back"), Do: func() { done++ }}), 500)
	if got := says(b); got != "Nothing yet\nBegin with a file\nBack" {
		t.Errorf("it says %q", got)
	}
	if press(pressable(t, b, "window.back")); done != 1 {
		t.Errorf("its button did %d things", done)
	}
}
