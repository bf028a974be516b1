package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

var (
	_ fyne.Tappable     = (*padKey)(nil)
	_ desktop.Hoverable = (*padKey)(nil)
	_ desktop.Mouseable = (*padKey)(nil)
)

// padKey is a key as it is seen and pressed with the pointer. It never takes the
// keyboard: what is written for keeps it.
type padKey struct {
	widget.BaseWidget
	k       *Kit
	pad     *keypad
	label   Msg
	wide    bool
	do      func()
	content Box
	ground  *canvas.Rectangle
	over    bool
}

func (k *Kit) padKey(x key) *padKey {
	c := &padKey{k: k, label: x.label, wide: x.wide, do: x.do, ground: canvas.NewRectangle(nil)}
	c.ExtendBaseWidget(c)
	c.set(x.label)
	if x.icon != "" {
		c.content = k.Icon(x.icon, theme.Ink)
	}
	c.ground.CornerRadius = 8
	c.paint()
	return c
}

// set changes what is written on it.
func (c *padKey) set(m Msg) {
	size := theme.Large
	if c.wide {
		size = theme.Body
	}
	c.label = m
	c.content = c.k.Text(m, Style{Size: size, Bold: !c.wide, Plain: true})
	c.Refresh()
}

func (c *padKey) paint() {
	ground := theme.Surface
	if c.over {
		ground = theme.Tint
	}
	c.ground.FillColor = c.k.Look.Color(ground)
	c.ground.StrokeColor, c.ground.StrokeWidth = c.k.Look.Color(theme.Line), c.k.Look.Stroke()
	c.ground.Refresh()
}

// Label implements Labelled.
func (c *padKey) Label() Msg { return c.label }

// Parts implements Whole.
func (c *padKey) Parts() []Box { return []Box{c.content} }

// Press does what the key is for.
func (c *padKey) Press() { c.do() }

// MouseDown implements desktop.Mouseable.
func (c *padKey) MouseDown(*desktop.MouseEvent) {
	if c.pad.down != nil {
		c.pad.down()
	}
}

func (c *padKey) MouseUp(*desktop.MouseEvent)    {}
func (c *padKey) Tapped(*fyne.PointEvent)        { c.do() }
func (c *padKey) MouseIn(*desktop.MouseEvent)    { c.over = true; c.paint() }
func (c *padKey) MouseMoved(*desktop.MouseEvent) {}
func (c *padKey) MouseOut()                      { c.over = false; c.paint() }
func (c *padKey) Cursor() desktop.Cursor         { return desktop.PointerCursor }
func (c *padKey) HeightFor(float32) float32      { return c.k.Look.Size(theme.Touch) }

func (c *padKey) Widths() (least, natural float32) {
	_, n := c.content.Widths()
	touch := c.k.Look.Size(theme.Touch)
	return touch, max(touch, n+2*c.k.Look.Size(theme.Gap))
}

func (c *padKey) MinSize() fyne.Size {
	_, n := c.Widths()
	return fyne.NewSize(min(n, c.k.Look.Size(theme.Touch)), c.HeightFor(n))
}

func (c *padKey) CreateRenderer() fyne.WidgetRenderer { return &padKeyRenderer{c} }

type padKeyRenderer struct{ c *padKey }

func (r *padKeyRenderer) Layout(s fyne.Size) {
	r.c.ground.Resize(s)
	_, w := r.c.content.Widths()
	w = min(w, s.Width)
	h := r.c.content.HeightFor(w)
	put(r.c.content, (s.Width-w)/2, (s.Height-h)/2, w, h)
}
func (r *padKeyRenderer) MinSize() fyne.Size { return r.c.MinSize() }
func (r *padKeyRenderer) Refresh()           { r.c.paint(); r.Layout(r.c.Size()) }
func (r *padKeyRenderer) Destroy()           {}
func (r *padKeyRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.c.ground, r.c.content}
}
