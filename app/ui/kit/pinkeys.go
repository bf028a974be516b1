package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// key is one key of a keypad.
type key struct {
	label Msg    // what it is called
	icon  string // shown instead of the label, if not empty
	wide  bool   // as wide as its words
	do    func()
}

// keypad is keys in rows and columns, one stop for Tab: the arrows go from key to
// key, the space bar presses. Typed letters go to whoever the keys write for.
type keypad struct {
	widget.BaseWidget
	k     *Kit
	label Msg
	keys  []*padKey
	grids []grid2
	ring  *canvas.Rectangle
	// typed is told of letters typed while the keypad has the keyboard, pressed of
	// keys it has no use for; pressed answers whether it had one.
	typed   func(rune)
	pressed func(*fyne.KeyEvent) bool
	// clipboard is called when somebody wants to paste, told when the keypad gets
	// or loses the keyboard; either may be nil.
	clipboard func()
	told      func(focused bool)
	// down is called when the pointer goes down on a key, which is before whoever
	// has the keyboard loses it by that; may be nil.
	down func()
	// whole is what is to be seen when the keypad has the keyboard; nil: itself.
	whole Box

	grid    int  // index in grids
	at      int  // the key the arrows are on
	roving  bool // the arrows are in use; until then the keys of a PIN have no ring
	focused bool
}

// grid2 is one way to stand keys in rows: indices of keys, below zero an empty
// place.
type grid2 [][]int

var (
	_ fyne.Focusable    = (*keypad)(nil)
	_ fyne.Shortcutable = (*keypad)(nil)
)

// keypad makes one; the first of grids that has room is shown, else the last.
func (k *Kit) keypad(label Msg, keys []key, grids ...grid2) *keypad {
	p := &keypad{k: k, label: label, grids: grids, ring: canvas.NewRectangle(nil)}
	p.ring.CornerRadius, p.ring.StrokeColor, p.ring.StrokeWidth = 11, k.Look.Color(theme.Focus), 3
	p.ring.Hide()
	for _, x := range keys {
		c := k.padKey(x)
		c.pad = p
		p.keys = append(p.keys, c)
	}
	p.ExtendBaseWidget(p)
	return p
}

// Label implements Labelled.
func (p *keypad) Label() Msg { return p.label }

// Tapped is for a press between the keys.
func (p *keypad) Tapped(*fyne.PointEvent) { p.k.Window.Focus(p) }

// Parts implements Whole.
func (p *keypad) Parts() []Box {
	out := make([]Box, len(p.keys))
	for i, x := range p.keys {
		out[i] = x
	}
	return out
}

const keyGap = 6

// cell is the least width of a key, and its height.
func (p *keypad) cell() (least, high float32) {
	return 1.5 * p.k.Look.Size(theme.Large), p.k.Look.Size(theme.Touch)
}

// choose answers which grid has room in a width.
func (p *keypad) choose(width float32) int {
	for i, g := range p.grids {
		if l, _ := p.gridWidths(g); l <= width+0.5 {
			return i
		}
	}
	return len(p.grids) - 1
}

func (p *keypad) gridWidths(g grid2) (least, natural float32) {
	cell, high := p.cell()
	for _, row := range g {
		var l, n float32
		for i, x := range row {
			if i > 0 {
				l, n = l+keyGap, n+keyGap
			}
			cl, cn := cell, 1.3*high
			if x >= 0 && p.keys[x].wide {
				_, w := p.keys[x].Widths()
				cl, cn = max(cl, w), max(cn, w)
			}
			l, n = l+cl, n+cn
		}
		least, natural = max(least, l), max(natural, n)
	}
	return least, natural
}

// HeightFor implements Box.
func (p *keypad) HeightFor(width float32) float32 {
	_, high := p.cell()
	n := float32(len(p.grids[p.choose(width)]))
	return n*high + (n-1)*keyGap
}

// Widths implements Box.
func (p *keypad) Widths() (least, natural float32) {
	least, _ = p.gridWidths(p.grids[len(p.grids)-1])
	_, natural = p.gridWidths(p.grids[0])
	return least, natural
}

func (p *keypad) MinSize() fyne.Size {
	least, _ := p.Widths()
	return fyne.NewSize(least, p.HeightFor(max(least, p.Size().Width)))
}

func (p *keypad) CreateRenderer() fyne.WidgetRenderer { return &keypadRenderer{p} }

func (p *keypad) FocusGained() {
	p.focused = true
	p.paint()
	if p.told != nil {
		p.told(true)
	}
	if p.whole != nil {
		p.k.Window.Reveal(p.whole)
		return
	}
	p.k.Window.Reveal(p)
}

func (p *keypad) FocusLost() {
	p.focused, p.roving = false, false
	p.paint()
	if p.told != nil {
		p.told(false)
	}
}

// TypedShortcut passes on what is not for the clipboard.
func (p *keypad) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutPaste:
		if p.clipboard != nil {
			p.clipboard()
		}
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutUndo, *fyne.ShortcutRedo, *fyne.ShortcutSelectAll:
	default:
		passOn(p, s)
	}
}

func (p *keypad) TypedRune(r rune) {
	if p.typed != nil && r != ' ' {
		p.roving = false
		p.paint()
		p.typed(r)
	}
}

func (p *keypad) TypedKey(e *fyne.KeyEvent) {
	if p.pressed != nil && p.pressed(e) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyRight, fyne.KeyLeft, fyne.KeyDown, fyne.KeyUp:
		if !p.ringed() { // the first only shows where it is
			p.roving = true
			p.paint()
			return
		}
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.keys[p.at].Press()
	case fyne.KeyRight:
		p.step(0, 1)
	case fyne.KeyLeft:
		p.step(0, -1)
	case fyne.KeyDown:
		p.step(1, 0)
	case fyne.KeyUp:
		p.step(-1, 0)
	default:
		p.k.Window.Key(e)
	}
}

// ringed reports whether the ring is around a key: always, but where what is
// written in has one itself.
func (p *keypad) ringed() bool { return p.roving || p.told == nil }

// step goes to the next key in a direction, over empty places.
func (p *keypad) step(down, right int) {
	g := p.grids[p.grid]
	r, c := p.find()
	for {
		r, c = r+down, c+right
		if r < 0 || r >= len(g) || right != 0 && (c < 0 || c >= len(g[r])) {
			return
		}
		at := min(c, len(g[r])-1)
		if x := g[r][at]; x >= 0 {
			p.at = x
			p.paint()
			p.k.Window.Reveal(p.keys[x])
			return
		}
	}
}

// find is the place of the key the arrows are on.
func (p *keypad) find() (row, column int) {
	for r, row := range p.grids[p.grid] {
		for c, x := range row {
			if x == p.at {
				return r, c
			}
		}
	}
	return 0, 0
}

func (p *keypad) paint() {
	p.ring.Hidden = !p.focused || !p.ringed()
	x := p.keys[p.at]
	p.ring.Move(x.Position().SubtractXY(ringRoom, ringRoom))
	p.ring.Resize(x.Size().AddWidthHeight(2*ringRoom, 2*ringRoom))
	p.ring.Refresh()
}

type keypadRenderer struct{ p *keypad }

func (r *keypadRenderer) Layout(s fyne.Size) {
	p := r.p
	p.grid = p.choose(s.Width)
	_, high := p.cell()
	for y, row := range p.grids[p.grid] {
		var fixed float32
		free := 0
		for _, x := range row {
			if x >= 0 && p.keys[x].wide {
				_, w := p.keys[x].Widths()
				fixed += w
			} else {
				free++
			}
		}
		var w float32
		if free > 0 {
			w = min((s.Width-fixed-keyGap*float32(len(row)-1))/float32(free), 1.6*high)
		}
		left := float32(0)
		for _, x := range row {
			cw := w
			if x >= 0 {
				if p.keys[x].wide {
					_, cw = p.keys[x].Widths()
					cw = min(cw, s.Width)
				}
				put(p.keys[x], left, float32(y)*(high+keyGap), cw, high)
			}
			left += cw + keyGap
		}
	}
	p.paint()
}

func (r *keypadRenderer) MinSize() fyne.Size { return r.p.MinSize() }
func (r *keypadRenderer) Refresh()           { r.Layout(r.p.Size()) }
func (r *keypadRenderer) Destroy()           {}

func (r *keypadRenderer) Objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, x := range r.p.keys {
		out = append(out, x)
	}
	return append(out, r.p.ring)
}
