package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// Action is one thing a person can do on a page.
type Action struct {
	Label Msg
	Icon  string
	Do    func()
	// Off: it cannot be done now, and Why says so on request.
	Off bool
}

// Kinds of pressable things.
type rank int

const (
	primary rank = iota
	secondary
	quiet
	answer
	item
)

// pressable is a button or a big answer: a ground, a ring when it has the
// keyboard, and a content that is pressed as a whole.
type pressable struct {
	widget.BaseWidget
	k       *Kit
	rank    rank
	label   Msg
	do      func()
	off     bool
	chosen  bool
	content Box
	ground  *canvas.Rectangle
	ring    *canvas.Rectangle

	focused, over bool
	pad           fyne.Size
	level         bool // an answer of one line, in the middle of its height
	// always: it answers also on a screen that has only just come.
	always bool
}

var (
	_ fyne.Focusable     = (*pressable)(nil)
	_ fyne.Tappable      = (*pressable)(nil)
	_ desktop.Hoverable  = (*pressable)(nil)
	_ desktop.Cursorable = (*pressable)(nil)
)

// Primary is the button of the one action a page is there for; Enter does it from
// anywhere on the page (see Screen).
func (k *Kit) Primary(a Action) Box { return k.button(a, primary) }

// Button is an action of second rank.
func (k *Kit) Button(a Action) Box { return k.button(a, secondary) }

// Quiet is an action that stands back: no ground of its own.
func (k *Kit) Quiet(a Action) Box { return k.button(a, quiet) }

// IconButton is an action shown by its picture alone; the label is for the help
// page and the tests.
func (k *Kit) IconButton(a Action) Box {
	role := theme.Ink
	if a.Off {
		role = theme.OffInk
	}
	p := k.press(quiet, a, k.Icon(a.Icon, role))
	p.pad = fyne.NewSquareSize((k.Look.Size(theme.Touch) - k.Look.Size(theme.Icon)) / 2)
	return p
}

func (k *Kit) button(a Action, r rank) Box {
	role := theme.Ink
	switch {
	case a.Off:
		role = theme.OffInk
	case r == primary:
		role = theme.AccentInk
	}
	var content Box = k.Text(a.Label, Style{Size: theme.Large, Bold: r != quiet, Role: role})
	if a.Icon != "" {
		content = k.Beside(k.Icon(a.Icon, role), content)
	}
	p := k.press(r, a, content)
	p.pad = fyne.NewSize(k.Look.Size(theme.Pad), k.Look.Size(theme.Gap))
	return p
}

// Answer is one of the answers to a question: large, with a picture and a line
// that explains it, either of which may be empty.
func (k *Kit) Answer(a Action, explain Msg) Box { return k.Choice(a, explain, false) }

// Choice is an Answer that may be the chosen one of several.
func (k *Kit) Choice(a Action, explain Msg, chosen bool) Box {
	role, second := theme.Ink, theme.Muted
	switch {
	case a.Off:
		role, second = theme.OffInk, theme.OffInk
	case chosen:
		role, second = theme.TintInk, theme.TintInk
	}
	lines := []Box{k.Text(a.Label, Style{Size: theme.Large, Bold: true, Role: role})}
	if !explain.Empty() {
		lines = append(lines, k.Text(explain, Style{Size: theme.Body, Role: second}))
	}
	icon := a.Icon
	if chosen {
		icon = "success"
	}
	content := k.Column(lines...)
	if icon != "" {
		content = k.Beside(k.Icon(icon, role), content)
	}
	p := k.press(answer, a, content)
	p.chosen = chosen
	p.pad = fyne.NewSize(k.Look.Size(theme.Pad), k.Look.Size(theme.Pad))
	p.level = explain.Empty()
	p.paint()
	return p
}

// Item is one row of a list: a picture, what it is, and a note of second rank.
func (k *Kit) Item(a Action, note Msg) Box {
	words := k.Row(k.Text(a.Label, Style{Size: theme.Body, Plain: true}), k.Text(note, Style{Size: theme.Small, Role: theme.Muted, Plain: true}))
	p := k.press(item, a, k.Beside(k.Icon(a.Icon, theme.Accent), words))
	p.pad = fyne.NewSize(k.Look.Size(theme.Gap), k.Look.Size(theme.Gap))
	return p
}

func (k *Kit) press(r rank, a Action, content Box) *pressable {
	p := &pressable{
		k: k, rank: r, label: a.Label, do: a.Do, off: a.Off, content: content,
		ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil),
	}
	p.ground.CornerRadius, p.ring.CornerRadius = 10, 13
	p.ring.StrokeColor, p.ring.StrokeWidth = k.Look.Color(theme.Focus), 3
	p.ring.Hide()
	p.ExtendBaseWidget(p)
	p.paint()
	return p
}

// paint sets the ground to how the thing stands.
func (p *pressable) paint() {
	look := p.k.Look
	ground, line := theme.Surface, theme.Line
	switch {
	case p.off:
		ground = theme.Off
	case p.chosen || p.over && p.rank != primary:
		ground = theme.Tint
	case p.rank == primary:
		ground, line = theme.Accent, theme.Accent
	}
	p.ground.FillColor = look.Color(ground)
	p.ground.StrokeColor, p.ground.StrokeWidth = look.Color(line), look.Stroke()
	if p.chosen || p.over && p.rank == primary {
		p.ground.StrokeWidth = 1 + look.Stroke()
		p.ground.StrokeColor = look.Color(theme.Focus)
	}
	if (p.rank == quiet || p.rank == item) && !p.over {
		p.ground.FillColor, p.ground.StrokeColor = nil, nil
	}
	p.ground.Refresh()
	if p.focused {
		p.ring.Show()
	} else {
		p.ring.Hide()
	}
	p.ring.Refresh()
}

// Label is what is written on it.
func (p *pressable) Label() Msg { return p.label }

// Disabled implements fyne.Disableable in part: Tab passes over it.
func (p *pressable) Disabled() bool { return p.off }

// Enable and Disable switch it on and off.
func (p *pressable) Enable()  { p.off = false; p.paint() }
func (p *pressable) Disable() { p.off = true; p.paint() }

func (p *pressable) HeightFor(width float32) float32 {
	h := p.content.HeightFor(p.inner(width)) + 2*p.pad.Height
	return max(h, p.k.Look.Size(theme.Touch))
}

// inner is the width of its content. A button's words stand in its middle, as
// wide as they are.
func (p *pressable) inner(width float32) float32 {
	w := max(0, width-2*p.pad.Width)
	if p.rank != answer && p.rank != item {
		w = min(w, naturalWithin(p.content, w))
	}
	return w
}

func (p *pressable) Widths() (least, natural float32) {
	l, n := p.content.Widths()
	return max(l+2*p.pad.Width, p.k.Look.Size(theme.Touch)), max(n+2*p.pad.Width, p.k.Look.Size(theme.Touch))
}

func (p *pressable) MinSize() fyne.Size {
	least, _ := p.Widths()
	return fyne.NewSize(least, p.HeightFor(max(least, p.Size().Width)))
}

func (p *pressable) CreateRenderer() fyne.WidgetRenderer { return &pressRenderer{p} }

// Press does what it is there for.
func (p *pressable) Press() {
	if !p.off && p.do != nil {
		p.do()
	}
}

func (p *pressable) Tapped(*fyne.PointEvent) {
	if p.off {
		return
	}
	p.k.Window.Focus(p)
	if p.always || p.k.meant(nil) {
		p.Press()
	}
}

func (p *pressable) FocusGained() {
	p.focused = true
	p.paint()
	p.k.Window.Reveal(p)
}

func (p *pressable) FocusLost() {
	p.focused = false
	p.paint()
}

func (p *pressable) TypedRune(rune) {}

func (p *pressable) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if p.always && p.k.fresh(e) || !p.always && p.k.meant(e) {
			p.Press()
		}
	case fyne.KeyDown, fyne.KeyRight:
		p.k.Window.FocusNext()
	case fyne.KeyUp, fyne.KeyLeft:
		p.k.Window.FocusPrevious()
	default:
		p.k.Window.Key(e)
	}
}

func (p *pressable) MouseIn(*desktop.MouseEvent)    { p.over = !p.off; p.paint() }
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}
func (p *pressable) MouseOut()                      { p.over = false; p.paint() }

func (p *pressable) Cursor() desktop.Cursor {
	if p.off {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

type pressRenderer struct{ p *pressable }

// ringRoom is how far the ring stands out, and ringGap how much further where it
// would not be seen beside the ground.
const (
	ringRoom = 3
	ringGap  = 2
)

func (r *pressRenderer) Layout(s fyne.Size) {
	p := r.p
	p.ground.Resize(s)
	room := float32(ringRoom)
	if p.rank == primary { // its ground is as strong as the ring
		room += ringGap
	}
	p.ring.Move(fyne.NewPos(-room, -room))
	p.ring.Resize(s.AddWidthHeight(2*room, 2*room))
	w := p.inner(s.Width)
	h := p.content.HeightFor(w)
	x := p.pad.Width
	if p.rank != answer && p.rank != item {
		x = (s.Width - w) / 2
	}
	y := max(0, (s.Height-h)/2)
	if p.rank == answer && !p.level { // answers beside each other begin at one height
		y = min(y, p.pad.Height)
	}
	put(p.content, x, y, w, h)
}

func (r *pressRenderer) MinSize() fyne.Size { return r.p.MinSize() }
func (r *pressRenderer) Refresh()           { r.p.paint(); r.Layout(r.p.Size()) }
func (r *pressRenderer) Destroy()           {}
func (r *pressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.ground, r.p.content, r.p.ring}
}
