package kit_test

import (
	"image"
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
	later     []func()
}

func (*desk) Key(*fyne.KeyEvent)        {}
func (*desk) Focus(fyne.Focusable)      {}
func (*desk) FocusNext()                {}
func (*desk) FocusPrevious()            {}
func (*desk) Reveal(fyne.CanvasObject)  {}
func (d *desk) Relayout()               { d.relayouts++ }
func (d *desk) Do(f func())             { d.later = append(d.later, f) }
func (*desk) Clipboard() fyne.Clipboard { return test.NewClipboard() }

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

func paint(b fyne.CanvasObject, look theme.Look, size fyne.Size) image.Image {
	fyne.CurrentApp().Settings().SetTheme(look.Toolkit())
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(b)
	c.Resize(size)
	return c.Capture()
}
