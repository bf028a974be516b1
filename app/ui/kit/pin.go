package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// PINPad is where a PIN is typed, on the keyboard or with the keys shown: one box
// a digit, which is never shown. Enter calls done once every box is full.
func (k *Kit) PINPad(s *Secret, label Msg, done func()) Box {
	b := &pinBoxes{k: k, s: s}
	for range s.most {
		b.plates = append(b.plates, k.plate())
	}
	b.dots = canvas.NewRaster(b.draw)
	b.ExtendBaseWidget(b)
	f := &pinPad{k: k, s: s, boxes: b, done: done, hint: k.hint()}
	f.keys = k.pinKeys(f, label)
	f.outer = newGroup(column{k.Look.Size(theme.Gap)}, []Box{
		k.Text(label, Style{Size: theme.Body, Bold: true}), b, f.hint.box, f.keys,
	})
	f.keys.whole = f.outer
	return f.outer
}

// pinPad is what its parts share.
type pinPad struct {
	k     *Kit
	s     *Secret
	boxes *pinBoxes
	keys  *keypad
	hint  *hint
	outer *group
	done  func()
}

// pinKeys are the keys, as on a telephone.
func (k *Kit) pinKeys(f *pinPad, label Msg) *keypad {
	var keys []key
	for _, r := range "1234567890" {
		keys = append(keys, key{label: Data(string(r), "en"), do: func() { f.typed(r); f.again() }})
	}
	keys = append(keys, key{label: T("window.kit.delete"), icon: "backspace", do: func() { f.drop(); f.again() }})
	p := k.keypad(label, keys, grid2{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {-1, 9, 10}})
	p.typed = f.typed
	p.pressed = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyBackspace:
			f.drop()
		case fyne.KeyDelete:
			f.s.Wipe()
			f.changed(Msg{})
		case fyne.KeyReturn, fyne.KeyEnter:
			if f.k.fresh(e) {
				f.enter()
			}
		default:
			return false
		}
		return true
	}
	p.clipboard = func() { f.say(T("window.kit.secret.paste")) }
	p.told = f.boxes.focus
	return p
}

// again gives the keyboard back to the keys after one was pressed with the pointer.
func (f *pinPad) again() { f.k.Window.Focus(f.keys) }

func (f *pinPad) typed(r rune) {
	b, how := pinDigit(r)
	switch {
	case how.refused():
		f.say(how.msg())
	case !f.s.add(b):
		f.say(T("window.kit.pin.full", i18n.Args{"most": f.s.most}))
	default:
		f.changed(Msg{})
	}
}

func (f *pinPad) drop() {
	f.s.drop()
	f.changed(Msg{})
}

func (f *pinPad) enter() {
	if f.s.Len() < f.s.most {
		f.say(T("window.kit.pin.short", i18n.Args{"most": f.s.most}))
		return
	}
	if f.done != nil {
		f.done()
	}
}

func (f *pinPad) changed(m Msg) {
	f.say(m)
	f.boxes.paint()
}

func (f *pinPad) say(m Msg) {
	if f.hint.say(m, true) {
		f.k.settle(f.outer)
		f.hint.show(f.boxes)
	}
}

// pinBoxes are the boxes that fill.
type pinBoxes struct {
	widget.BaseWidget
	k       *Kit
	s       *Secret
	plates  []plate
	dots    *canvas.Raster
	focused bool
}

// focus shows in which box the next digit comes.
func (b *pinBoxes) focus(on bool) {
	b.focused = on
	b.paint()
}

func (b *pinBoxes) paint() {
	for i, p := range b.plates {
		p.focus(b.focused && i == min(b.s.Len(), len(b.plates)-1))
	}
	b.dots.Refresh()
}

func (b *pinBoxes) side() (w, h float32) {
	t := b.k.Look.Size(theme.Touch)
	return 1.2*t - keyGap, 1.25 * t // four are as wide as three keys
}

func (b *pinBoxes) HeightFor(float32) float32 {
	_, h := b.side()
	return h
}

func (b *pinBoxes) Widths() (least, natural float32) {
	w, _ := b.side()
	n := float32(len(b.plates))
	return n*w/2 + (n-1)*keyGap, n*w + (n-1)*2*keyGap
}

func (b *pinBoxes) MinSize() fyne.Size {
	least, _ := b.Widths()
	return fyne.NewSize(least, b.HeightFor(least))
}

func (b *pinBoxes) CreateRenderer() fyne.WidgetRenderer { return &pinRenderer{b} }

// draw draws the dots of the digits that are there.
func (b *pinBoxes) draw(w, h int) image.Image {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if b.Size().Width <= 0 {
		return dst
	}
	scale := float64(w) / float64(b.Size().Width)
	for i := range min(b.s.Len(), len(b.plates)) {
		g := b.plates[i].ground
		x, y := g.Position().X+g.Size().Width/2, g.Size().Height/2
		disc(dst, float64(x)*scale, float64(y)*scale, float64(b.k.Look.Size(theme.Large))*0.38*scale, b.k.Look.Color(theme.Ink))
	}
	return dst
}

type pinRenderer struct{ b *pinBoxes }

func (r *pinRenderer) Layout(s fyne.Size) {
	w, _ := r.b.side()
	n := float32(len(r.b.plates))
	gap := float32(2 * keyGap)
	w = min(w, (s.Width-(n-1)*gap)/n)
	for i, p := range r.b.plates {
		p.place(float32(i)*(w+gap), 0, w, s.Height)
	}
	r.b.dots.Resize(s)
}
func (r *pinRenderer) MinSize() fyne.Size { return r.b.MinSize() }
func (r *pinRenderer) Refresh()           { r.Layout(r.b.Size()); r.b.paint() }
func (r *pinRenderer) Destroy()           {}

func (r *pinRenderer) Objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, p := range r.b.plates {
		out = append(out, p.ground, p.ring)
	}
	return append(out, r.b.dots)
}
