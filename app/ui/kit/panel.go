package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// Rule is a thin line between rows.
func (k *Kit) Rule() Box {
	return k.filled(theme.Faint, 0, 0, k.Room(1))
}

// Panel is a card on the ground.
func (k *Kit) Panel(items ...Box) Box {
	p := k.filled(theme.Surface, k.Look.Size(theme.Pad), 12, k.Column(items...))
	p.ground.StrokeColor, p.ground.StrokeWidth = k.Look.Color(theme.Faint), k.Look.Stroke()
	return p
}

// Note is a ground of a role, such as theme.Warn, with things on it.
func (k *Kit) Note(ground theme.Role, items ...Box) Box {
	return k.filled(ground, k.Look.Size(theme.Pad), 10, k.Column(items...))
}

// hardly is a radius that nobody sees. Grounds with and without a radius are drawn
// by two programs of the graphics card, and each costs time when first used.
const hardly = 0.01

// filled is a box with a ground and room around its content.
func (k *Kit) filled(ground theme.Role, pad, radius float32, content Box) *filled {
	f := &filled{pad: pad, content: content, ground: canvas.NewRectangle(k.Look.Color(ground))}
	f.ground.CornerRadius = max(radius, hardly)
	f.ExtendBaseWidget(f)
	return f
}

type filled struct {
	widget.BaseWidget
	pad     float32
	content Box
	ground  *canvas.Rectangle
}

func (f *filled) HeightFor(width float32) float32 {
	return f.content.HeightFor(max(0, width-2*f.pad)) + 2*f.pad
}

func (f *filled) Widths() (least, natural float32) {
	l, n := f.content.Widths()
	return l + 2*f.pad, n + 2*f.pad
}

func (f *filled) MinSize() fyne.Size {
	least, _ := f.Widths()
	return fyne.NewSize(least, f.HeightFor(max(least, f.Size().Width)))
}

func (f *filled) CreateRenderer() fyne.WidgetRenderer { return &filledRenderer{f} }

type filledRenderer struct{ f *filled }

func (r *filledRenderer) Layout(s fyne.Size) {
	r.f.ground.Resize(s)
	put(r.f.content, r.f.pad, r.f.pad, max(0, s.Width-2*r.f.pad), max(0, s.Height-2*r.f.pad))
}
func (r *filledRenderer) MinSize() fyne.Size { return r.f.MinSize() }
func (r *filledRenderer) Refresh()           { r.Layout(r.f.Size()); r.f.content.Refresh() }
func (r *filledRenderer) Destroy()           {}
func (r *filledRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.f.ground, r.f.content}
}
