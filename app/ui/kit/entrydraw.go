package kit

import (
	"image"
	"math"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2/canvas"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n/flow"
)

// stop is a place where the caret may stand.
type stop struct {
	rune int
	x    float64 // from the left edge of the line
	past float64 // the far edge of the cluster that begins there
}

// lang is the language a text of unknown language is drawn as, which settles the
// form of Han characters: the reader's if that has them, else Japanese.
func (e *entry) lang() string {
	for _, tag := range []string{"zh", "ko"} {
		if l := e.k.Texts.Language(); strings.HasPrefix(l, tag) {
			return l
		}
	}
	return "ja"
}

// sides are the room at the left and right of the text.
func (e *entry) sides() (left, right float32) {
	right = 1.25 * e.k.Look.Size(theme.Gap)
	if left = right; e.icon != nil {
		left += e.k.Look.Size(theme.Icon) + e.k.Look.Size(theme.Gap)/2
	}
	return left, right
}

// show sets the text and the caret anew.
func (e *entry) show() {
	e.v.sync()
	e.set()
	w := e.Size().Width
	if w <= 0 {
		return
	}
	h := e.Size().Height
	left, right := e.sides()
	wide := max(0, w-left-right)
	room := float64(wide)
	at := e.xOf(e.v.caret)
	e.follow(at, room)
	move(e.text, left-1, 0, wide+2, h)
	top := (h - float32(e.line.Height)) / 2
	thick := max(2, e.k.Look.Factor()*1.5)
	move(e.caret, left+float32(at-e.scroll)-thick/2, max(2, top), thick, min(h-4, float32(e.line.Height)))
	e.caret.Hidden = !e.focused
	e.mark(left, room, top)
	e.text.Refresh()
	canvas.Refresh(e)
}

// set lays the line out.
func (e *entry) set() {
	shown := e.shownText()
	s := flow.Style{Size: float64(e.k.Look.Size(theme.Large)), Lang: e.lang()}
	para := flow.Paragraph{Spans: []flow.Span{flow.Plain(shown, s)}}
	if shown == "" && rightToLeft(e.k.Texts.Language()) {
		para.Direction = flow.RightToLeft
	}
	p := e.k.engine.Prepare(para, flow.Options{LineHeight: 1.45})
	e.line = flow.Line{}
	for l := range p.Lines(math.Inf(1)) {
		e.line = l
		break
	}
	e.stops = stopsOf(&e.line, shown, e.v.edges, s.Size)
	if e.hinting = shown == "" && !e.v.Hint.Empty(); e.hinting {
		w := e.k.words(e.k.Texts, e.v.Hint)
		s.Lang = w.lang
		p = e.k.engine.Prepare(flow.Paragraph{Spans: []flow.Span{flow.Plain(e.k.String(e.v.Hint), s)}, Lang: w.lang}, flow.Options{LineHeight: 1.45})
		for l := range p.Lines(math.Inf(1)) {
			e.line.Runs, e.line.Width, e.line.Height = l.Runs, l.Width, l.Height
			break
		}
	}
}

// shownText is the text as it is drawn: spaces at its end take their room,
// which the layout gives to none but these.
func (e *entry) shownText() string {
	r := []rune(e.v.Text)
	for i := len(r) - 1; i >= 0; i-- {
		switch r[i] {
		case ' ':
			r[i] = 0xA0
			continue
		case 0x3000:
			continue
		}
		break
	}
	return string(r)
}

// stopsOf finds the places of the caret in a line, in the order of the text.
func stopsOf(l *flow.Line, text string, edges []int, em float64) []stop {
	offsets := make([]int, 0, len(text)+1) // byte of every rune
	for i := range text {
		offsets = append(offsets, i)
	}
	offsets = append(offsets, len(text))
	out := make([]stop, 0, len(edges))
	for i, e := range edges {
		if i == len(edges)-1 {
			break
		}
		from, to := offsets[e], offsets[edges[i+1]]
		left, right, rtl, ok := extent(l, from, to)
		s := stop{rune: e}
		switch {
		case !ok:
			if n := len(out); n > 0 {
				s.x = out[n-1].past
			}
			s.past = s.x
			if wide := strings.HasPrefix(text[from:], "\u3000"); wide && l.RTL {
				s.past -= em
			} else if wide {
				s.past += em
			}
		case rtl:
			s.x, s.past = right, left
		default:
			s.x, s.past = left, right
		}
		out = append(out, s)
	}
	end := stop{rune: utf8.RuneCountInString(text)}
	if n := len(out); n > 0 {
		end.x = out[n-1].past
	} else if l.RTL {
		end.x = l.X
	}
	end.past = end.x
	return append(out, end)
}

// extent is where the glyphs of some bytes stand; of a glyph that stands for more
// than these, their part.
func extent(l *flow.Line, from, to int) (left, right float64, rtl, ok bool) {
	left, right = math.Inf(1), math.Inf(-1)
	for i := range l.Runs {
		r := &l.Runs[i]
		pen := r.X
		for _, g := range r.Glyphs {
			a, b := pen, pen+g.Advance
			pen = b
			if g.End <= from || g.Start >= to || g.End <= g.Start {
				continue
			}
			n := float64(g.End - g.Start)
			lead, tail := float64(max(0, from-g.Start))/n, float64(max(0, g.End-to))/n
			if r.RTL {
				lead, tail = tail, lead
			}
			w := b - a
			left, right = min(left, a+lead*w), max(right, b-tail*w)
			rtl, ok = r.RTL, true
		}
	}
	return left, right, rtl, ok
}

// xOf is where the caret stands for a rune.
func (e *entry) xOf(at int) float64 {
	for _, s := range e.stops {
		if s.rune >= at {
			return s.x
		}
	}
	return 0
}

// follow scrolls so that the caret is in sight.
func (e *entry) follow(at, room float64) {
	wide := max(e.line.X+e.line.Width, e.stops[len(e.stops)-1].x)
	if e.hinting {
		wide = 0 // a hint that is too long is cut
	}
	switch {
	case wide <= room:
		e.scroll = 0
		if e.line.RTL {
			e.scroll = wide - room
		}
		return
	case at < e.scroll:
		e.scroll = at
	case at > e.scroll+room:
		e.scroll = at - room
	}
	e.scroll = min(max(0, e.scroll), wide-room)
}

// mark shows what is selected: a ground, and a line below it that is seen where
// the ground is pale.
func (e *entry) mark(pad float32, room float64, top float32) {
	e.marks = e.marks[:0]
	from, to := e.v.selected()
	if from == to || !e.focused {
		return
	}
	high := float32(e.line.Height)
	for _, x := range e.spans(from, to) {
		a, b := max(0, x[0]-e.scroll), min(room, x[1]-e.scroll)
		if b <= a {
			continue
		}
		ground, under := canvas.NewRectangle(e.k.Look.Color(theme.Tint)), canvas.NewRectangle(e.k.Look.Color(theme.Focus))
		move(ground, pad+float32(a), max(2, top), float32(b-a), high)
		move(under, pad+float32(a), max(2, top)+high-2, float32(b-a), 2)
		e.marks = append(e.marks, ground, under)
	}
}

// spans are where some runes stand, from left to right; text of mixed direction
// has several.
func (e *entry) spans(from, to int) [][2]float64 {
	var out [][2]float64
	for _, s := range e.stops[:len(e.stops)-1] {
		if s.rune < from || s.rune >= to || s.x == s.past {
			continue
		}
		x := [2]float64{min(s.x, s.past), max(s.x, s.past)}
		if n := len(out) - 1; n >= 0 && math.Abs(out[n][1]-x[0]) < 0.01 {
			out[n][1] = x[1]
		} else if n >= 0 && math.Abs(out[n][0]-x[1]) < 0.01 {
			out[n][0] = x[0]
		} else {
			out = append(out, x)
		}
	}
	return out
}

func (e *entry) draw(w, h int) image.Image {
	size := e.text.Size()
	if size.Width <= 0 {
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}
	l := e.line
	down := (float64(size.Height) - l.Height) / 2
	l.Runs = append([]flow.Run(nil), l.Runs...)
	for i := range l.Runs {
		l.Runs[i].Baseline += down
	}
	ink := e.k.Look.Color(theme.Ink)
	if e.hinting {
		ink = e.k.Look.Color(theme.Muted)
	}
	return e.k.pot.Line(&l, w, h, e.scroll-1, float64(w)/float64(size.Width), ink, ink)
}

func rightToLeft(lang string) bool {
	p, _, _ := strings.Cut(lang, "-")
	switch p {
	case "ar", "fa", "prs", "ps", "ur", "he":
		return true
	}
	return false
}
