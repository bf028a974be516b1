package kit

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/lawdate"
	"madoguchi/app/ui/theme"
)

// TimeRow is a row of a time line: something that holds for a time, or something
// to be done by a day. Its words say all that its drawing shows.
type TimeRow struct {
	// Label is what it is, Words from when until when.
	Label, Words Msg
	// From and To are the first and the last day it holds; no dates for something
	// that is to be done.
	From, To lawdate.Date
	// Safe is the day to keep and Last the last one by law; no date where there is
	// none.
	Safe, Last lawdate.Date
	// If: it is only supposed. Its bar is hollow.
	If bool
}

// TimeLine draws rows from a day on until another: a bar for what holds, a dot on
// the day to keep and a hollow square on the last one. What goes on after the end
// is drawn open. Above the rows stand months.
func (k *Kit) TimeLine(from, until lawdate.Date, rows ...TimeRow) Box {
	if until.Before(from.AddMonths(1)) {
		until = from.AddMonths(1)
	}
	t := &timeLine{k: k, from: from, until: until}
	for d := firstOfMonth(from.MonthEnd().AddDays(1)); !d.After(until); d = d.AddMonths(1) {
		t.months = append(t.months, month{d, k.Text(Data(fmt.Sprintf("%04d-%02d", d.Year(), d.Month()), ""), Style{Size: theme.Small, Role: theme.Muted, Plain: true})})
	}
	for _, r := range rows {
		t.rows = append(t.rows, t.row(r))
	}
	t.ExtendBaseWidget(t)
	return t
}

func firstOfMonth(d lawdate.Date) lawdate.Date { return d.AddDays(1 - d.Day()) }

// timeLine is words and shapes whose places follow from days.
type timeLine struct {
	widget.BaseWidget
	k           *Kit
	from, until lawdate.Date
	months      []month
	rows        []timeRow
}

type month struct {
	first lawdate.Date
	name  *Text
}

// timeRow is a row as it is drawn.
type timeRow struct {
	TimeRow
	words Box
	track *canvas.Rectangle
	bar   *canvas.Rectangle
	ticks []*canvas.Rectangle
	// beyond are drawn at the end of a bar that goes on.
	beyond     []*canvas.Rectangle
	safe, last *canvas.Rectangle
}

// goingOn is how many pieces stand for what goes on.
const goingOn = 3

func (t *timeLine) row(r TimeRow) timeRow {
	k := t.k
	out := timeRow{TimeRow: r, words: k.Row(
		k.Text(r.Label, Style{Size: theme.Body, Bold: true}),
		k.Text(r.Words, Style{Size: theme.Small, Role: theme.Muted}),
	)}
	shape := func(fill, line theme.Role, stroke float32) *canvas.Rectangle {
		c := canvas.NewRectangle(k.Look.Color(fill))
		c.StrokeColor, c.StrokeWidth = k.Look.Color(line), stroke
		return c
	}
	out.track = shape(theme.Surface, theme.Line, k.Look.Stroke())
	for range t.months {
		out.ticks = append(out.ticks, shape(theme.Line, theme.Line, 0))
	}
	bar := func() *canvas.Rectangle {
		if r.If {
			return shape(theme.Surface, theme.Accent, 3)
		}
		return shape(theme.Accent, theme.Accent, 1)
	}
	if !r.To.IsZero() {
		out.bar = bar()
		if r.To.After(t.until) {
			for range goingOn {
				out.beyond = append(out.beyond, bar())
			}
		}
	}
	if !r.Safe.IsZero() {
		out.safe = bar()
	}
	if !r.Last.IsZero() && r.Last != r.Safe {
		out.last = shape(theme.Surface, theme.Ink, 3)
	}
	return out
}

// high is the height of a bar.
func (t *timeLine) high() float32 { return t.k.Look.Size(theme.Body) }

// at is how far from the left a day begins; days before the first stand at the
// edge, those after the last are out of sight.
func (t *timeLine) at(d lawdate.Date, width float32) float32 {
	days := float32(t.from.DaysUntil(t.until) + 1)
	return min(max(0, float32(t.from.DaysUntil(d))/days), 1) * width
}

// Parts implements Whole.
func (t *timeLine) Parts() []Box {
	var out []Box
	for _, m := range t.months {
		out = append(out, m.name)
	}
	for _, r := range t.rows {
		out = append(out, r.words)
	}
	return out
}

// HeightFor implements Box.
func (t *timeLine) HeightFor(width float32) float32 { return t.lay(width, true) }

// Widths implements Box.
func (t *timeLine) Widths() (least, natural float32) {
	natural = 40 * t.k.Look.Size(theme.Body)
	least = 8 * t.k.Look.Size(theme.Body)
	for _, r := range t.rows {
		l, n := r.words.Widths()
		least, natural = max(least, l), max(natural, n)
	}
	return least, natural
}

// MinSize implements fyne.CanvasObject.
func (t *timeLine) MinSize() fyne.Size {
	least, _ := t.Widths()
	return fyne.NewSize(least, t.HeightFor(max(least, t.Size().Width)))
}

// lay places everything, or with dry only adds up the height.
func (t *timeLine) lay(width float32, dry bool) float32 {
	gap := t.k.Look.Size(theme.Gap)
	y := t.layMonths(width, dry)
	for i := range t.rows {
		r := &t.rows[i]
		y += gap
		h := r.words.HeightFor(width)
		if !dry {
			put(r.words, 0, y, width, h)
		}
		y += h + gap/2
		if !dry {
			t.layRow(r, y, width)
		}
		y += t.high() + gap/2
	}
	return y
}

// layMonths writes as many names of months as there is room for and hides the
// others.
func (t *timeLine) layMonths(width float32, dry bool) float32 {
	var high, wide float32
	for _, m := range t.months {
		_, n := m.name.Widths()
		high, wide = max(high, m.name.HeightFor(n)), max(wide, n)
	}
	if dry {
		return high
	}
	end := float32(0)
	for _, m := range t.months {
		x := t.at(m.first, width)
		_, n := m.name.Widths()
		if x < end || x+n > width {
			m.name.Hide()
			continue
		}
		m.name.Show()
		put(m.name, x, 0, n, high)
		end = x + wide + t.k.Look.Size(theme.Gap)
	}
	return high
}

// layRow places the shapes of a row.
func (t *timeLine) layRow(r *timeRow, y, width float32) {
	h := t.high()
	set := func(c *canvas.Rectangle, x, top, w, high float32) {
		c.Move(fyne.NewPos(x, top))
		c.Resize(fyne.NewSize(w, high))
	}
	thin := h / 4 // a line for days, a channel for bars
	if r.bar != nil {
		thin = h
	}
	set(r.track, 0, y+(h-thin)/2, width, thin)
	r.track.CornerRadius = hardly
	for i, m := range t.months {
		set(r.ticks[i], t.at(m.first, width), y+(h-thin)/2, t.k.Look.Stroke(), thin)
	}
	if r.bar != nil {
		from, to := t.at(r.From, width), t.at(r.To.AddDays(1), width)
		if n := float32(len(r.beyond)); n > 0 {
			piece := h / 2
			to = width - n*2*piece
			for i, c := range r.beyond {
				set(c, to+piece*float32(2*i+1), y, piece, h)
			}
		}
		set(r.bar, from, y, max(to-from, h/4), h)
		r.bar.Hidden = r.From.After(t.until) || r.To.Before(t.from)
	}
	mark := func(c *canvas.Rectangle, d lawdate.Date, round float32) {
		if c == nil {
			return
		}
		c.Hidden = d.After(t.until) || d.Before(t.from)
		c.CornerRadius = round
		set(c, min(max(0, t.at(d, width)-h/2), width-h), y, h, h)
	}
	mark(r.last, r.Last, hardly)
	mark(r.safe, r.Safe, h/2)
}

// CreateRenderer implements fyne.Widget.
func (t *timeLine) CreateRenderer() fyne.WidgetRenderer { return &timeLineRenderer{t} }

type timeLineRenderer struct{ t *timeLine }

func (r *timeLineRenderer) Layout(s fyne.Size) { r.t.lay(s.Width, false) }
func (r *timeLineRenderer) MinSize() fyne.Size { return r.t.MinSize() }
func (r *timeLineRenderer) Refresh()           { r.Layout(r.t.Size()) }
func (r *timeLineRenderer) Destroy()           {}

func (r *timeLineRenderer) Objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, m := range r.t.months {
		out = append(out, m.name)
	}
	for _, row := range r.t.rows {
		out = append(out, row.words, row.track)
		for _, c := range row.ticks {
			out = append(out, c)
		}
		for _, list := range [][]*canvas.Rectangle{{row.bar}, row.beyond, {row.last, row.safe}} {
			for _, c := range list {
				if c != nil {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// TimeSign is a shape of a time line, for the words that say what it means.
type TimeSign int

// The signs.
const (
	SafeSign  TimeSign = iota // the day to keep
	LastSign                  // the last day by law
	HoldsSign                 // something holds
	IfSign                    // what is supposed
)

// TimeSigns says what the shapes of a time line mean.
func (k *Kit) TimeSigns(what map[TimeSign]Msg) Box {
	var items []Box
	for _, s := range []TimeSign{HoldsSign, SafeSign, LastSign, IfSign} {
		if m, some := what[s]; some {
			items = append(items, newGroup(beside{k.Look.Size(theme.Gap)}, []Box{k.timeSign(s), k.Text(m, Style{Size: theme.Small, Role: theme.Muted})}))
		}
	}
	return newGroup(row{gap: k.Look.Size(theme.Space)}, items)
}

func (k *Kit) timeSign(s TimeSign) Box {
	h := k.Look.Size(theme.Body)
	wide := h
	fill, line := color.Color(k.Look.Color(theme.Accent)), color.Color(k.Look.Color(theme.Accent))
	round, stroke := float32(hardly), float32(3)
	switch s {
	case SafeSign:
		round = h / 2
	case LastSign:
		fill, line = k.Look.Color(theme.Surface), k.Look.Color(theme.Ink)
	case HoldsSign:
		wide = 2 * h
	case IfSign:
		wide, fill = 2*h, k.Look.Color(theme.Surface)
	}
	c := canvas.NewRectangle(fill)
	c.StrokeColor, c.StrokeWidth, c.CornerRadius = line, stroke, round
	return newShape(wide, func(float32) float32 { return h }, func(size fyne.Size) {
		c.Move(fyne.Position{})
		c.Resize(fyne.NewSize(min(wide, size.Width), h))
	}, c)
}
