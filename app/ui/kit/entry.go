package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n/flow"
)

// Entry is a line in which a person writes, with its label above it. changed is
// called after every change.
func (k *Kit) Entry(v *Value, label Msg, changed func()) Box {
	e := k.entry(v, label, changed)
	return k.Column(k.Text(label, Style{Size: theme.Body, Bold: true}), e)
}

// Search is an Entry with the picture of a search and a key that empties it.
func (k *Kit) Search(v *Value, label Msg, changed func()) Box {
	e := k.entry(v, label, changed)
	e.icon = canvas.NewImageFromResource(k.icon("search", theme.Muted))
	e.icon.FillMode = canvas.ImageFillContain
	clearing := k.IconButton(Action{Label: T("window.kit.clear"), Icon: "close", Do: func() {
		if v.clear() {
			v.tell()
		}
		k.Window.Focus(e)
	}})
	return k.Column(k.Text(label, Style{Size: theme.Body, Bold: true}), newGroup(fieldRow{k.Look.Size(theme.Gap)}, []Box{e, clearing}))
}

// entry is the line itself.
type entry struct {
	widget.BaseWidget
	plate
	k       *Kit
	v       *Value
	label   Msg
	changed func()
	moved   func()        // the keyboard came or went; may be nil
	icon    *canvas.Image // before the text; may be nil

	text    *canvas.Raster
	caret   *canvas.Rectangle
	marks   []*canvas.Rectangle
	line    flow.Line
	hinting bool // the line is the hint
	stops   []stop
	scroll  float64
	focused bool
	shift   bool
	natural float32
}

func (k *Kit) entry(v *Value, label Msg, changed func()) *entry {
	e := &entry{plate: k.plate(), k: k, v: v, label: label, changed: changed, caret: canvas.NewRectangle(k.Look.Color(theme.Focus))}
	e.natural = 24 * k.Look.Size(theme.Large)
	e.text = canvas.NewRaster(e.draw)
	e.caret.Hide()
	e.ExtendBaseWidget(e)
	v.sync()
	v.seen = func() {
		e.show()
		if e.changed != nil {
			e.changed()
		}
	}
	v.take = func() { k.Window.Focus(e) }
	e.show()
	return e
}

// Label implements Labelled.
func (e *entry) Label() Msg { return e.label }

// Says is what stands in it.
func (e *entry) Says() string { return e.v.Text }

func (e *entry) FocusGained() {
	e.focused = true
	e.focus(true)
	e.show()
	if e.moved != nil {
		e.moved()
	}
	e.k.Window.Reveal(e)
}

func (e *entry) FocusLost() {
	e.focused, e.shift = false, false
	e.focus(false)
	e.show()
	if e.moved != nil {
		e.moved()
	}
}

func (e *entry) Cursor() desktop.Cursor { return desktop.TextCursor }

// HeightFor implements Box.
func (e *entry) HeightFor(float32) float32 {
	return max(e.k.Look.Size(theme.Touch), 2.2*e.k.Look.Size(theme.Large))
}

// Widths implements Box.
func (e *entry) Widths() (least, natural float32) {
	return min(e.natural, 6*e.k.Look.Size(theme.Large)), e.natural
}

func (e *entry) MinSize() fyne.Size {
	least, _ := e.Widths()
	return fyne.NewSize(least, e.HeightFor(least))
}

func (e *entry) CreateRenderer() fyne.WidgetRenderer { return &entryRenderer{e} }

type entryRenderer struct{ e *entry }

func (r *entryRenderer) Layout(s fyne.Size) {
	r.e.place(0, 0, s.Width, s.Height)
	if r.e.icon != nil {
		side := r.e.k.Look.Size(theme.Icon)
		move(r.e.icon, r.e.k.Look.Size(theme.Gap), (s.Height-side)/2, side, side)
	}
	r.e.show()
}
func (r *entryRenderer) MinSize() fyne.Size { return r.e.MinSize() }
func (r *entryRenderer) Refresh()           { r.Layout(r.e.Size()) }
func (r *entryRenderer) Destroy()           {}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.e.ground}
	if r.e.icon != nil {
		out = append(out, r.e.icon)
	}
	for _, m := range r.e.marks {
		out = append(out, m)
	}
	return append(out, r.e.text, r.e.caret, r.e.ring)
}
