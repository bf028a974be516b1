package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// tick is the box of a Check.
type tick struct {
	widget.BaseWidget
	k    *Kit
	box  *canvas.Rectangle
	mark *canvas.Image
}

func (k *Kit) tick(on bool) *tick {
	t := &tick{k: k, box: canvas.NewRectangle(nil), mark: canvas.NewImageFromResource(k.icon("check", theme.AccentInk))}
	t.box.CornerRadius = 5
	t.mark.FillMode = canvas.ImageFillContain
	t.ExtendBaseWidget(t)
	t.set(on)
	return t
}

// set ticks it or takes the tick away.
func (t *tick) set(on bool) {
	fill, line := theme.Surface, theme.Line
	if on {
		fill, line = theme.Accent, theme.Accent
	}
	t.box.FillColor, t.box.StrokeColor, t.box.StrokeWidth = t.k.Look.Color(fill), t.k.Look.Color(line), 2
	t.mark.Hidden = !on
	t.box.Refresh()
	t.mark.Refresh()
}

func (t *tick) side() float32 { return t.k.Look.Size(theme.Icon) }

func (t *tick) HeightFor(float32) float32        { return t.side() }
func (t *tick) Widths() (least, natural float32) { return t.side(), t.side() }
func (t *tick) MinSize() fyne.Size               { return fyne.NewSquareSize(t.side()) }

func (t *tick) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{Layout: fill{}, Objects: []fyne.CanvasObject{t.box, t.mark}})
}

// fill lays things over each other.
type fill struct{}

func (fill) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}

func (fill) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
