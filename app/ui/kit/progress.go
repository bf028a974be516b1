package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
)

// often is how much time lies at least between two pictures of a progress.
const often = 50 * time.Millisecond

// pace is the time between two steps of the part that moves while nobody knows
// how much there is, and lap how many of them it takes from end to end.
const (
	pace = 80 * time.Millisecond
	lap  = 50
)

// Progress is how far something is. A page keeps it for as long as the work
// lasts; every screen made meanwhile shows it. All methods are called on the
// toolkit's goroutine.
type Progress struct {
	step        Msg
	done, total int64
	stopping    bool

	view   *progressView // shown now, or nil
	drawn  time.Time
	queued bool
	beat   int
	clock  func() time.Time
	after  func(time.Duration, func())
}

// NewProgress makes one of which nothing is known yet.
func NewProgress() *Progress {
	return &Progress{clock: time.Now, after: func(d time.Duration, f func()) { time.AfterFunc(d, f) }}
}

// Set says what is being done and how much of it is done; total zero or less
// means that nobody knows. It may be called as often as there is news.
func (p *Progress) Set(step Msg, done, total int64) {
	p.step, p.done, p.total = step, done, total
	p.show()
}

// Stopping reports whether the person asked for an end.
func (p *Progress) Stopping() bool { return p.stopping }

// show draws what is known, now or when it is time again.
func (p *Progress) show() {
	v := p.view
	if v == nil || p.queued {
		return
	}
	if wait := often - p.clock().Sub(p.drawn); wait > 0 {
		p.queued = true
		p.after(wait, func() {
			v.k.Do(func() {
				p.queued = false
				if p.view != nil {
					p.draw()
				}
			})
		})
		return
	}
	p.draw()
}

func (p *Progress) draw() {
	p.drawn = p.clock()
	p.view.draw()
}

// part is how much is done, from 0 to 1, or false while nobody knows.
func (p *Progress) part() (float32, bool) {
	if p.total <= 0 {
		return 0, false
	}
	return min(max(float32(float64(p.done)/float64(p.total)), 0), 1), true
}

// Progress shows one: what is being done in words, how much of it in a number
// and a bar, and with cancel a button that answers at once. cancel is called
// once at most.
func (k *Kit) Progress(p *Progress, cancel func()) Box {
	v := &progressView{k: k, p: p}
	v.step = k.Text(p.step, Style{Size: theme.Body, Bold: true})
	v.percent = k.Text(v.much(), Style{Size: theme.Body, Role: theme.Muted, Plain: true, Align: flow.End})
	v.track, v.fill = canvas.NewRectangle(k.Look.Color(theme.Surface)), canvas.NewRectangle(k.Look.Color(theme.Accent))
	v.track.StrokeColor, v.track.StrokeWidth = k.Look.Color(theme.Line), k.Look.Stroke()
	high := k.Look.Size(theme.Small)
	v.track.CornerRadius, v.fill.CornerRadius = high/2, high/2
	v.bar = newShape(20*k.Look.Size(theme.Body), func(float32) float32 { return high }, v.place, v.track, v.fill)
	// As wide as it will ever be, so that nothing moves when it changes.
	_, widest := k.Text(T("window.kit_blocks.percent", i18n.Args{"n": 100}), v.percent.style).Widths()
	_, now := v.percent.Widths()
	items := []Box{newGroup(ends{k.Look.Size(theme.Gap), max(widest, now)}, []Box{v.step, v.percent}), v.bar}
	if cancel != nil {
		a := Action{Label: T("window.kit_blocks.cancel"), Do: func() { v.stop(cancel) }}
		v.word = k.Text(a.Label, Style{Size: theme.Large, Bold: true})
		v.cancel = k.press(secondary, a, k.Beside(k.Icon("cancel", theme.Ink), v.word))
		v.cancel.pad = fyne.NewSize(k.Look.Size(theme.Pad), k.Look.Size(theme.Gap))
		v.foot = k.Row(v.cancel)
		items = append(items, k.Room(0), v.foot)
		if p.stopping {
			v.answer()
		}
	}
	v.Box = k.Panel(items...)
	p.view = v
	v.keepMoving()
	return v.Box
}

// progressView is a Progress on one screen.
type progressView struct {
	Box
	k             *Kit
	p             *Progress
	step, percent *Text
	bar           *shape
	track, fill   *canvas.Rectangle
	foot          Box // the row of cancel; nil without
	cancel        *pressable
	word          *Text // on cancel
	moving        bool
}

// inWindow reports whether a box stands in a window now.
func inWindow(b Box) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(b)
	if c == nil {
		return false
	}
	root, ok := c.Content().(Box)
	if !ok {
		return false
	}
	found := false
	Walk(root, func(x Box) bool {
		found = found || x == b
		return !found
	})
	return found
}

// ends stands two things at the two ends of a line, the second as wide as last, or
// below each other.
type ends struct{ gap, last float32 }

func (e ends) place(items []Box, width float32, dry bool) float32 {
	if len(items) != 2 {
		return column{e.gap}.place(items, width, dry)
	}
	rest := width - e.last - e.gap
	if least, _ := items[0].Widths(); rest < max(least, width/2) {
		return column{e.gap}.place(items, width, dry)
	}
	h0, h1 := items[0].HeightFor(rest), items[1].HeightFor(e.last)
	if !dry {
		put(items[0], 0, 0, rest, h0)
		put(items[1], width-e.last, 0, e.last, h1)
	}
	return max(h0, h1)
}

func (e ends) widths(items []Box) (least, natural float32) {
	return row{gap: e.gap}.widths(items)
}

// much is how much is done in words.
func (v *progressView) much() Msg {
	part, known := v.p.part()
	if !known {
		return T("window.kit_blocks.working")
	}
	return T("window.kit_blocks.percent", i18n.Args{"n": int(part * 100)})
}

func (v *progressView) draw() {
	if v.step.msg.Key() != v.p.step.Key() || v.k.String(v.step.msg) != v.k.String(v.p.step) {
		v.step.Set(v.p.step)
	}
	if m := v.much(); v.k.String(m) != v.k.String(v.percent.msg) {
		v.percent.Set(m)
	}
	v.bar.place(v.bar.Size())
	canvas.Refresh(v.bar)
	v.keepMoving()
}

// place draws the bar: what is done, or a part that goes to and fro.
func (v *progressView) place(s fyne.Size) {
	v.track.Move(fyne.NewPos(0, 0))
	v.track.Resize(s)
	part, known := v.p.part()
	at, w := float32(0), s.Width*part
	switch {
	case known:
		if w > 0 {
			w = max(w, s.Height)
		}
	case v.k.Look.Still:
		w = 0
	default:
		w = s.Width / 5
		at = (s.Width - w) * turn(v.p.beat)
	}
	v.fill.Hidden = w <= 0
	v.fill.Move(fyne.NewPos(at, 0))
	v.fill.Resize(fyne.NewSize(min(w, s.Width), s.Height))
}

// turn is where a thing that goes to and fro is, from 0 to 1.
func turn(beat int) float32 {
	x := float32(beat%(2*lap)) / lap
	if x > 1 {
		x = 2 - x
	}
	return x * x * (3 - 2*x) // slower at the ends
}

// keepMoving moves the part of an amount nobody knows, as long as it is seen.
func (v *progressView) keepMoving() {
	if _, known := v.p.part(); known || v.moving || v.k.Look.Still {
		return
	}
	v.moving = true
	v.p.after(pace, func() {
		v.k.Do(func() {
			v.moving = false
			if _, known := v.p.part(); known || v.p.view != v || !inWindow(v.Box) {
				return
			}
			if !v.bar.away { // else every step would draw the window for nothing
				v.p.beat++
				v.bar.place(v.bar.Size())
				canvas.Refresh(v.bar)
			}
			v.keepMoving()
		})
	})
}

// stop answers to Cancel at once, before anything has really stopped.
func (v *progressView) stop(cancel func()) {
	if v.p.stopping {
		return
	}
	v.p.stopping = true
	v.answer()
	cancel()
}

// answer says on the button that it was pressed.
func (v *progressView) answer() {
	v.cancel.label = T("window.kit_blocks.stopping")
	v.word.Set(v.cancel.label)
	v.cancel.Disable()
	v.foot.Refresh()
}
