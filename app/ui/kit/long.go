package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n/flow"
)

// Long shows plain text of thousands of lines, such as a licence, in lang (BCP
// 47). Only the lines in sight are set and drawn.
func (k *Kit) Long(text, lang string) Box {
	l := &long{k: k, text: strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), lang: lang, laid: -1, advance: map[rune]float32{}}
	l.style = flow.Style{Size: float64(k.Look.Size(theme.Small)), Lang: lang}
	l.line = up(1.45 * l.style.Size)
	l.ExtendBaseWidget(l)
	return l
}

// long is text cut into rows by the widths of its characters alone, which is fast
// and a little cautious; a row is shaped when it comes in sight.
type long struct {
	widget.BaseWidget
	k          *Kit
	text, lang string
	style      flow.Style
	line       float32

	laid    float32 // the width the rows are for, below zero: not yet
	rows    []span
	advance map[rune]float32

	top, bottom float32 // what is in sight
	shown       map[int]*inkedLine
	objects     []fyne.CanvasObject
}

// span is a row: bytes of the text.
type span struct{ start, end int32 }

// Says is the text.
func (l *long) Says() string { return l.text }

// HeightFor implements Box.
func (l *long) HeightFor(width float32) float32 {
	l.lay(width)
	return float32(len(l.rows)) * l.line
}

// Widths implements Box.
func (l *long) Widths() (least, natural float32) {
	return 10 * float32(l.style.Size), 40 * float32(l.style.Size)
}

// MinSize implements fyne.CanvasObject.
func (l *long) MinSize() fyne.Size {
	least, _ := l.Widths()
	return fyne.NewSize(least, l.HeightFor(max(least, l.Size().Width)))
}

// lay cuts the text into rows for a width.
func (l *long) lay(width float32) {
	if l.laid == width {
		return
	}
	l.laid = width
	l.rows, l.shown, l.objects = l.rows[:0], nil, nil
	for from := 0; from <= len(l.text); {
		to := strings.IndexByte(l.text[from:], '\n')
		if to < 0 {
			to = len(l.text)
		} else {
			to += from
		}
		l.cut(from, to, width)
		from = to + 1
	}
}

// cut makes rows of one line of the text.
func (l *long) cut(from, to int, width float32) {
	start, good := from, -1
	var x, past float32 // width of the row, and of what follows the last space
	for i, r := range l.text[from:to] {
		i += from
		w := l.width(r)
		if r == ' ' || r == '\t' {
			x, past, good = x+w, 0, i+1
			continue
		}
		wide := r >= 0x2e80
		if wide && i > start && !clings(r) {
			past, good = 0, i
		}
		if x+w > width && i > start {
			if good <= start {
				good, past = i, 0
			}
			l.rows = append(l.rows, span{int32(start), int32(good)})
			start, x, good = good, past, -1
		}
		x, past = x+w, past+w
	}
	l.rows = append(l.rows, span{int32(start), int32(to)})
}

// clings reports whether a row must not begin with r.
func clings(r rune) bool {
	return strings.ContainsRune("、。，．・：；？！」』）】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々", r)
}

// width is the advance of a character by itself.
func (l *long) width(r rune) float32 {
	if w, ok := l.advance[r]; ok {
		return w
	}
	natural, _ := l.prepare(string(r) + "\u2060").Measure()
	if r == ' ' || r == '\t' {
		with, _ := l.prepare("n n").Measure()
		without, _ := l.prepare("nn").Measure()
		natural = with - without
	}
	w := float32(natural)
	l.advance[r] = w
	return w
}

func (l *long) prepare(text string) *flow.Prepared {
	return l.k.engine.Prepare(flow.Paragraph{Spans: []flow.Span{flow.Plain(text, l.style)}, Lang: l.lang}, flow.Options{LineHeight: 1.45})
}

// Sight is told which part of it is in sight, from its own upper edge.
func (l *long) Sight(top, bottom float32) {
	if top == l.top && bottom == l.bottom && l.shown != nil {
		return
	}
	l.top, l.bottom = top, bottom
	l.fill()
	canvas.Refresh(l)
}

// fill makes the rows in sight, and a few around them.
func (l *long) fill() {
	const around = 4
	first := max(0, int(l.top/l.line)-around)
	last := min(len(l.rows), int(l.bottom/l.line)+1+around)
	shown := map[int]*inkedLine{}
	l.objects = l.objects[:0:0]
	for i := first; i < last; i++ {
		o, ok := l.shown[i]
		if !ok {
			o = l.draw(i)
		}
		shown[i] = o
		if o != nil {
			l.objects = append(l.objects, o.Raster)
		}
	}
	l.shown = shown
}

// draw sets one row; it is nil where the row is empty.
func (l *long) draw(i int) *inkedLine {
	text := strings.TrimRight(l.text[l.rows[i].start:l.rows[i].end], " \t\f")
	if text == "" {
		return nil
	}
	p := l.prepare(text)
	for _, m := range p.Missing {
		l.k.told.Missing = append(l.k.told.Missing, m.Rune)
	}
	margin := up(beyond * l.style.Size)
	for line := range p.Lines(float64(l.laid) * 4) {
		colour := l.k.Look.Color(theme.Ink)
		r := l.k.inked(line, 0, float32(i)*l.line, margin, colour, colour)
		return &r
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (l *long) CreateRenderer() fyne.WidgetRenderer { return &longRenderer{l} }

type longRenderer struct{ l *long }

func (r *longRenderer) Layout(s fyne.Size) {
	r.l.lay(s.Width)
	r.l.fill()
}
func (r *longRenderer) MinSize() fyne.Size           { return r.l.MinSize() }
func (r *longRenderer) Refresh()                     {}
func (r *longRenderer) Destroy()                     {}
func (r *longRenderer) Objects() []fyne.CanvasObject { return r.l.objects }
