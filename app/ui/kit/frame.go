package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// Frame is what stands around every page: a bar above, the page that scrolls, its
// actions and a foot below. Where the window is low, actions and foot go with the
// page, so that its text has room.
type Frame struct {
	widget.BaseWidget
	k                   *Kit
	bar, stripe         Box // stripe may be nil
	page, actions, foot Box // actions may be nil
	view                *Viewport
	ground, edge        *canvas.Rectangle // of the bar
	floor, brink        *canvas.Rectangle // of what stands below
	low                 bool
}

// Frame puts one together.
func (k *Kit) Frame(bar, stripe, page, actions, foot Box) *Frame {
	f := &Frame{
		k: k, bar: bar, stripe: stripe, page: page, actions: actions, foot: foot,
		ground: canvas.NewRectangle(k.Look.Color(theme.Surface)), edge: canvas.NewRectangle(k.Look.Color(theme.Faint)),
		floor: canvas.NewRectangle(k.Look.Color(theme.Surface)), brink: canvas.NewRectangle(k.Look.Color(theme.Faint)),
	}
	f.ground.CornerRadius, f.edge.CornerRadius = hardly, hardly
	f.compose()
	f.ExtendBaseWidget(f)
	return f
}

// compose makes the part that scrolls.
func (f *Frame) compose() {
	items := []Box{f.page}
	if f.low {
		if f.actions != nil {
			items = append(items, f.actions)
		}
		items = append(items, f.foot)
	}
	f.view = f.k.Viewport(f.k.Look.Size(theme.Space), f.k.Groups(items...))
}

// View is the part that scrolls.
func (f *Frame) View() *Viewport { return f.view }

// Parts implements Whole.
func (f *Frame) Parts() []Box {
	parts := []Box{f.bar}
	if f.stripe != nil {
		parts = append(parts, f.stripe)
	}
	parts = append(parts, f.view)
	if !f.low {
		if f.actions != nil {
			parts = append(parts, f.actions)
		}
		parts = append(parts, f.foot)
	}
	return parts
}

// Relayout is for when something on the page became higher or lower.
func (f *Frame) Relayout() { f.view.Relayout() }

// HeightFor implements Box.
func (f *Frame) HeightFor(float32) float32 { return f.Size().Height }

// Widths implements Box.
func (f *Frame) Widths() (least, natural float32) { return 240, 960 }

// MinSize lets the window be as small as a person wants.
func (f *Frame) MinSize() fyne.Size { return fyne.NewSize(240, 160) }

// CreateRenderer implements fyne.Widget.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer { return &frameRenderer{f} }

type frameRenderer struct{ f *Frame }

// leastPage is how many lines of text a page must have room for before actions
// and foot may stand below it for good.
const leastPage = 11

func (r *frameRenderer) Layout(s fyne.Size) {
	f := r.f
	side := f.k.Look.Size(theme.Space)
	inner := max(0, s.Width-2*side)
	high := func(b Box, w float32) float32 {
		if b == nil {
			return 0
		}
		return b.HeightFor(w)
	}
	pad := f.k.Look.Size(theme.Gap)
	barW := inner + 2*pad // its pictures stand above the edge of the page's text
	barH := high(f.bar, barW) + pad
	stripeH := high(f.stripe, s.Width)
	footH := high(f.foot, inner) + pad
	actionsH := float32(0)
	if f.actions != nil {
		actionsH = high(f.actions, inner) + 2*pad
	}
	low := s.Height-barH-stripeH-footH-actionsH < leastPage*1.45*f.k.Look.Size(theme.Body)
	if low != f.low {
		f.low = low
		f.compose()
	}
	put(f.bar, side-pad, pad/2, barW, barH-pad)
	f.ground.Resize(fyne.NewSize(s.Width, barH))
	f.edge.Move(fyne.NewPos(0, barH-1))
	f.edge.Resize(fyne.NewSize(s.Width, 1))
	top, bottom := barH, s.Height
	if f.stripe != nil {
		put(f.stripe, 0, barH, s.Width, stripeH)
		top += stripeH
	}
	if !f.low {
		bottom -= footH
		put(f.foot, side, bottom+pad/2, inner, footH-pad)
		if f.actions != nil {
			bottom -= actionsH
			put(f.actions, side, bottom+pad, inner, actionsH-2*pad)
		}
	}
	f.floor.Hidden, f.brink.Hidden = f.low, f.low
	move(f.floor, 0, bottom, s.Width, max(0, s.Height-bottom))
	move(f.brink, 0, bottom, s.Width, 1)
	put(f.view, 0, top, s.Width, max(0, bottom-top))
}

func (r *frameRenderer) MinSize() fyne.Size { return r.f.MinSize() }
func (r *frameRenderer) Refresh()           { r.Layout(r.f.Size()) }
func (r *frameRenderer) Destroy()           {}

func (r *frameRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.f.ground, r.f.edge, r.f.floor, r.f.brink}
	for _, p := range r.f.Parts() {
		out = append(out, p)
	}
	return out
}

// Stripe is a band across the window: a line, and at its end what can be done.
func (k *Kit) Stripe(m Msg, a ...Action) Box {
	return k.stripe("practice", theme.Stripe, theme.StripeInk, m, false, a)
}

// PlainStripe is a Stripe in the reader's own language alone, for where there is
// little room.
func (k *Kit) PlainStripe(m Msg, a ...Action) Box {
	return k.stripe("practice", theme.Stripe, theme.StripeInk, m, true, a)
}

// Band is a Stripe that warns of nothing: it says with a picture what is at hand.
func (k *Kit) Band(icon string, m Msg, a ...Action) Box {
	return k.stripe(icon, theme.Tint, theme.TintInk, m, false, a)
}

// PlainBand is a Band in the reader's own language alone.
func (k *Kit) PlainBand(icon string, m Msg, a ...Action) Box {
	return k.stripe(icon, theme.Tint, theme.TintInk, m, true, a)
}

// Stacked stands things below each other without room between them.
func (k *Kit) Stacked(items ...Box) Box { return newGroup(column{}, items) }

func (k *Kit) stripe(icon string, ground, ink theme.Role, m Msg, plain bool, a []Action) Box {
	words := k.Beside(k.Icon(icon, ink), k.Text(m, Style{Size: theme.Small, Bold: true, Role: ink, Plain: plain}))
	pad := k.Look.Size(theme.Gap)
	items := []Box{words}
	if len(a) > 0 {
		var ways []Box
		for _, x := range a {
			p := k.press(secondary, x, k.Text(x.Label, Style{Size: theme.Body, Bold: true, Plain: plain}))
			p.pad = fyne.NewSize(k.Look.Size(theme.Pad), pad)
			ways = append(ways, p)
		}
		items = append(items, k.Row(ways...))
	}
	return k.filled(ground, pad, 0, newGroup(apart{pad, k.Look.Size(theme.Space) - pad}, items))
}
