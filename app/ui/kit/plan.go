package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// Area is a part of a Plan: where it lies, in hundredths of the plan's width from
// its left and upper edge, and what stands there on the real thing. A part without
// words is only outlined.
type Area struct {
	X, Y, W, H float32
	Label      Msg
	// Here marks the part that is meant now, by a ground and a thick edge.
	Here bool
	// Plain: no outline, only the words.
	Plain bool
}

// Plan draws a thing from above, such as a card with its fields: an outline and the
// parts in it, as wide as there is room for but at most most units at the usual size of
// text. high is its height in hundredths of its width. What it shows is also said in
// words beside it.
func (k *Kit) Plan(high, most float32, areas ...Area) Box {
	p := &plan{high: high / 100, most: most * k.Look.Factor(), sheet: canvas.NewRectangle(k.Look.Color(theme.Surface))}
	p.sheet.CornerRadius = 12
	p.sheet.StrokeColor, p.sheet.StrokeWidth = k.Look.Color(theme.Line), 2
	for _, a := range areas {
		x := lot{Area: a, ground: canvas.NewRectangle(nil)}
		role := theme.Muted
		x.ground.CornerRadius = 4
		x.ground.StrokeColor, x.ground.StrokeWidth = k.Look.Color(theme.Faint), k.Look.Stroke()
		switch {
		case a.Here:
			role = theme.TintInk
			x.ground.FillColor = k.Look.Color(theme.Tint)
			x.ground.StrokeColor, x.ground.StrokeWidth = k.Look.Color(theme.Focus), 3
		case a.Plain:
			x.ground.StrokeColor = nil
		}
		if !a.Label.Empty() {
			x.text = k.Text(a.Label, Style{Size: theme.Small, Role: role, Bold: a.Here, Plain: true})
		}
		p.parts = append(p.parts, x)
	}
	p.ExtendBaseWidget(p)
	return p
}

type lot struct {
	Area
	ground *canvas.Rectangle
	text   *Text
}

type plan struct {
	widget.BaseWidget
	high, most float32
	sheet      *canvas.Rectangle
	parts      []lot
}

// Parts implements Whole.
func (p *plan) Parts() (list []Box) {
	for _, x := range p.parts {
		if x.text != nil && x.text.Visible() {
			list = append(list, x.text)
		}
	}
	return list
}

// HeightFor implements Box.
func (p *plan) HeightFor(width float32) float32 { return min(width, p.most) * p.high }

// Widths implements Box.
func (p *plan) Widths() (least, natural float32) { return min(p.most, 240), p.most }

// MinSize implements fyne.CanvasObject.
func (p *plan) MinSize() fyne.Size {
	least, _ := p.Widths()
	return fyne.NewSize(least, p.HeightFor(max(least, p.Size().Width)))
}

// CreateRenderer implements fyne.Widget.
func (p *plan) CreateRenderer() fyne.WidgetRenderer { return &planRenderer{p} }

type planRenderer struct{ p *plan }

func (r *planRenderer) MinSize() fyne.Size { return r.p.MinSize() }
func (r *planRenderer) Refresh()           { r.Layout(r.p.Size()) }
func (r *planRenderer) Destroy()           {}

// Layout leaves words out where the plan is too small for them.
func (r *planRenderer) Layout(s fyne.Size) {
	p := r.p
	wide := min(s.Width, p.most)
	unit := wide / 100
	move(p.sheet, 0, 0, wide, wide*p.high)
	for _, x := range p.parts {
		w, h := x.W*unit, x.H*unit
		move(x.ground, x.X*unit, x.Y*unit, w, h)
		if x.text == nil {
			continue
		}
		const pad = 4
		_, natural := x.text.Widths()
		high := x.text.HeightFor(max(natural, 1))
		x.text.Hidden = natural > w-2*pad+1 || high > h+6
		put(x.text, x.X*unit+pad, x.Y*unit+(h-high)/2, max(natural, 1), high)
	}
}

func (r *planRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.p.sheet}
	for _, x := range r.p.parts {
		out = append(out, x.ground)
	}
	for _, x := range r.p.parts {
		if x.text != nil {
			out = append(out, x.text)
		}
	}
	return out
}
