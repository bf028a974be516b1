package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"madoguchi/app/ui/theme"
)

// plate is the ground of what is written in, with the ring it has while it has
// the keyboard.
type plate struct {
	k            *Kit
	ground, ring *canvas.Rectangle
}

func (k *Kit) plate() plate {
	p := plate{k: k, ground: canvas.NewRectangle(k.Look.Color(theme.Surface)), ring: canvas.NewRectangle(nil)}
	p.ground.CornerRadius = 8
	p.ground.StrokeColor, p.ground.StrokeWidth = k.Look.Color(theme.Line), k.Look.Stroke()
	p.ring.CornerRadius = 11
	p.ring.StrokeColor, p.ring.StrokeWidth = k.Look.Color(theme.Focus), 3
	p.ring.Hide()
	return p
}

// focus shows or hides the ring.
func (p plate) focus(on bool) {
	p.ring.Hidden = !on
	p.ring.Refresh()
}

// place stands it on w × h units from x, y.
func (p plate) place(x, y, w, h float32) {
	move(p.ground, x, y, w, h)
	move(p.ring, x-ringRoom, y-ringRoom, w+2*ringRoom, h+2*ringRoom)
}

// hint is a word below a field; it takes no room while there is nothing to say.
type hint struct {
	k    *Kit
	box  *group
	note *filled
	text *Text
}

func (k *Kit) hint() *hint {
	h := &hint{k: k, text: k.Text(Msg{}, Style{Size: theme.Body, Role: theme.WarnInk})}
	h.note = k.filled(theme.Warn, k.Look.Size(theme.Gap), 8, h.text)
	h.box = newGroup(column{}, []Box{h.note})
	h.box.Hidden = true
	return h
}

// say shows m, or with an empty one nothing; a warning looks like one. It answers
// whether something changed.
func (h *hint) say(m Msg, warning bool) bool {
	if m.Key() == h.text.msg.Key() && h.k.String(m) == h.text.Says() {
		return false
	}
	ground, ink := theme.Tint, theme.TintInk
	if warning {
		ground, ink = theme.Warn, theme.WarnInk
	}
	h.note.ground.FillColor = h.k.Look.Color(ground)
	h.note.ground.Refresh()
	h.text.style.Role = ink
	h.box.Hidden = m.Empty()
	h.text.Set(m)
	return true
}

// show brings the word into sight, and above all the field it is about.
func (h *hint) show(field fyne.CanvasObject) {
	if !h.box.Hidden && h.box.Size().Width > 0 {
		h.k.Window.Reveal(h.box)
		h.k.Window.Reveal(field)
	}
}

// settle lays a thing out anew whose parts became higher or lower.
func (k *Kit) settle(g *group) {
	if g != nil && g.Size().Width > 0 {
		k.Window.Relayout()
		g.Refresh()
	}
}

func move(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// fieldRow is a field that takes the room there is, and what stands after it in
// its own width.
type fieldRow struct{ gap float32 }

func (a fieldRow) place(items []Box, width float32, dry bool) float32 {
	var after, high float32
	for _, b := range items[1:] {
		_, w := b.Widths()
		after += w + a.gap
		high = max(high, b.HeightFor(w))
	}
	_, most := items[0].Widths()
	w := max(0, min(width-after, most))
	high = max(high, items[0].HeightFor(w))
	if dry {
		return high
	}
	put(items[0], 0, 0, w, high)
	x := w + a.gap
	for _, b := range items[1:] {
		_, own := b.Widths()
		h := b.HeightFor(own)
		put(b, x, (high-h)/2, own, h)
		x += own + a.gap
	}
	return high
}

func (a fieldRow) widths(items []Box) (least, natural float32) {
	for i, b := range items {
		l, n := b.Widths()
		if i > 0 {
			l = n
			least, natural = least+a.gap, natural+a.gap
		}
		least, natural = least+l, natural+n
	}
	return least, natural
}
