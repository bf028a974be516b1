package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// Box is a thing on a page whose height follows from the width it is given.
type Box interface {
	fyne.CanvasObject
	// HeightFor is the height it needs at a width.
	HeightFor(width float32) float32
	// Widths are the least it can be shown in, and the one at which nothing in it
	// is broken into lines.
	Widths() (least, natural float32)
}

// group is a Box of Boxes.
type group struct {
	widget.BaseWidget
	items []Box
	how   arrangement
}

// arrangement says where the items of a group stand. Hidden items take no room.
type arrangement interface {
	// place moves and resizes the items, or with dry only adds up the height.
	place(items []Box, width float32, dry bool) (height float32)
	widths(items []Box) (least, natural float32)
}

func newGroup(how arrangement, items []Box) *group {
	g := &group{how: how}
	for _, i := range items {
		if i != nil {
			g.items = append(g.items, i)
		}
	}
	g.ExtendBaseWidget(g)
	return g
}

func (g *group) HeightFor(width float32) float32 { return g.how.place(g.shown(), width, true) }

func (g *group) Widths() (least, natural float32) { return g.how.widths(g.shown()) }

func (g *group) MinSize() fyne.Size {
	least, _ := g.Widths()
	return fyne.NewSize(least, g.HeightFor(max(least, g.Size().Width)))
}

func (g *group) CreateRenderer() fyne.WidgetRenderer { return &groupRenderer{g} }

func (g *group) shown() []Box {
	out := make([]Box, 0, len(g.items))
	for _, i := range g.items {
		if i.Visible() {
			out = append(out, i)
		}
	}
	return out
}

type groupRenderer struct{ g *group }

func (r *groupRenderer) Layout(s fyne.Size) { r.g.how.place(r.g.shown(), s.Width, false) }
func (r *groupRenderer) MinSize() fyne.Size { return r.g.MinSize() }
func (r *groupRenderer) Refresh()           { r.Layout(r.g.Size()) }
func (r *groupRenderer) Destroy()           {}

func (r *groupRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.g.items))
	for i, b := range r.g.items {
		out[i] = b
	}
	return out
}

func put(b Box, x, y, w, h float32) {
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, h))
}

// Column stands things below each other, with the room between things that
// belong together.
func (k *Kit) Column(items ...Box) Box { return newGroup(column{k.Look.Size(theme.Gap)}, items) }

// Groups stands things below each other, with the room between groups.
func (k *Kit) Groups(items ...Box) Box { return newGroup(column{k.Look.Size(theme.Space)}, items) }

type column struct{ gap float32 }

func (c column) place(items []Box, width float32, dry bool) float32 {
	var y float32
	for i, b := range items {
		if i > 0 {
			y += c.gap
		}
		h := b.HeightFor(width)
		if !dry {
			put(b, 0, y, width, h)
		}
		y += h
	}
	return y
}

func (column) widths(items []Box) (least, natural float32) {
	for _, b := range items {
		l, n := b.Widths()
		least, natural = max(least, l), max(natural, n)
	}
	return least, natural
}

// Row stands things beside each other, each as wide as it wants, and goes on
// below where there is no more room.
func (k *Kit) Row(items ...Box) Box { return newGroup(row{k.Look.Size(theme.Gap), false}, items) }

// RowEnd is a Row that stands at the far edge.
func (k *Kit) RowEnd(items ...Box) Box { return newGroup(row{k.Look.Size(theme.Gap), true}, items) }

type row struct {
	gap float32
	end bool
}

func (r row) place(items []Box, width float32, dry bool) float32 {
	var y float32
	for start := 0; start < len(items); {
		var x, high float32
		end := start
		for ; end < len(items); end++ {
			w := naturalWithin(items[end], width)
			if end > start && x+r.gap+w > width+0.5 {
				break
			}
			if end > start {
				x += r.gap
			}
			x += w
			high = max(high, items[end].HeightFor(w))
		}
		if start > 0 {
			y += r.gap
		}
		if !dry {
			left := float32(0)
			if r.end {
				left = max(0, width-x)
			}
			for _, b := range items[start:end] {
				w := naturalWithin(b, width)
				h := b.HeightFor(w)
				put(b, left, y+(high-h)/2, w, h)
				left += w + r.gap
			}
		}
		y += high
		start = end
	}
	return y
}

func (r row) widths(items []Box) (least, natural float32) {
	for i, b := range items {
		l, n := b.Widths()
		least = max(least, l)
		natural += n
		if i > 0 {
			natural += r.gap
		}
	}
	return least, natural
}

func naturalWithin(b Box, width float32) float32 {
	least, natural := b.Widths()
	return max(min(natural, width), min(least, width))
}

// Grid stands things in columns of one width, as many as there is room for when
// none may be narrower than least, and at most most.
func (k *Kit) Grid(least float32, most int, items ...Box) Box {
	return newGroup(grid{k.Look.Size(theme.Gap), least * k.Look.Factor(), most}, items)
}

type grid struct {
	gap, least float32
	most       int
}

func (g grid) place(items []Box, width float32, dry bool) float32 {
	n := max(1, min(int((width+g.gap)/(g.least+g.gap)), g.most, max(1, len(items))))
	w := (width - g.gap*float32(n-1)) / float32(n)
	var y float32
	for start := 0; start < len(items); start += n {
		row := items[start:min(start+n, len(items))]
		var high float32
		for _, b := range row {
			high = max(high, b.HeightFor(w))
		}
		if start > 0 {
			y += g.gap
		}
		if !dry {
			for i, b := range row {
				put(b, float32(i)*(w+g.gap), y, w, high)
			}
		}
		y += high
	}
	return y
}

func (g grid) widths(items []Box) (least, natural float32) {
	for _, b := range items {
		l, n := b.Widths()
		least, natural = max(least, l), max(natural, n)
	}
	return least, natural*float32(max(1, min(g.most, len(items)))) + g.gap
}

// Beside stands a thing of its own width before one that takes the rest, in the
// middle of its first line: an icon and its text.
func (k *Kit) Beside(first, rest Box) Box {
	return newGroup(beside{k.Look.Size(theme.Gap) * 1.5}, []Box{first, rest})
}

type beside struct{ gap float32 }

func (a beside) place(items []Box, width float32, dry bool) float32 {
	if len(items) < 2 {
		return column(a).place(items, width, dry)
	}
	w := naturalWithin(items[0], width)
	h0, rest := items[0].HeightFor(w), max(0, width-w-a.gap)
	h1 := items[1].HeightFor(rest)
	m0, m1 := h0/2, h1/2
	if l, ok := firstLine(items[1], rest); ok {
		m1 = l.middle()
	}
	y0, y1 := max(0, m1-m0), max(0, m0-m1)
	if !dry {
		put(items[0], 0, y0, w, h0)
		put(items[1], w+a.gap, y1, rest, h1)
	}
	return max(y0+h0, y1+h1)
}

func (a beside) widths(items []Box) (least, natural float32) {
	for i, b := range items {
		l, n := b.Widths()
		if i == 0 {
			l = n // it is never narrower
		}
		least, natural = least+l, natural+n
	}
	return least + a.gap, natural + a.gap
}

// Abreast stands things beside each other in columns of one width where none is
// narrower than least, with the room between groups; else all of them below each
// other.
func (k *Kit) Abreast(least float32, items ...Box) Box {
	return newGroup(abreast{k.Look.Size(theme.Space), least * k.Look.Factor()}, items)
}

type abreast struct{ gap, least float32 }

func (a abreast) place(items []Box, width float32, dry bool) float32 {
	n := float32(len(items))
	if w := (width - a.gap*(n-1)) / max(1, n); w < a.least {
		return column{a.gap}.place(items, width, dry)
	}
	return grid{gap: a.gap, least: a.least, most: len(items)}.place(items, width, dry)
}

func (a abreast) widths(items []Box) (least, natural float32) {
	return grid{gap: a.gap, least: a.least, most: len(items)}.widths(items)
}

// Apart stands two things at the two ends of a line, the first with all the room
// that the second leaves; where that is too little, below each other.
func (k *Kit) Apart(first, last Box) Box {
	return newGroup(apart{gap: k.Look.Size(theme.Gap)}, []Box{first, last})
}

// apart keeps side free at the left and right.
type apart struct{ gap, side float32 }

func (a apart) place(items []Box, width float32, dry bool) float32 {
	inner := max(0, width-2*a.side)
	if len(items) == 2 {
		_, first := items[0].Widths()
		_, last := items[1].Widths()
		rest := inner - last - a.gap
		if first <= rest+0.5 || last < inner/2 {
			h0, h1 := items[0].HeightFor(rest), items[1].HeightFor(last)
			high := max(h0, h1)
			if !dry {
				put(items[0], a.side, (high-h0)/2, rest, h0)
				put(items[1], a.side+inner-last, (high-h1)/2, last, h1)
			}
			return high
		}
	}
	var y float32
	for i, b := range items {
		if i > 0 {
			y += a.gap
		}
		h := b.HeightFor(inner)
		if !dry {
			put(b, a.side, y, inner, h)
		}
		y += h
	}
	return y
}

func (a apart) widths(items []Box) (least, natural float32) {
	least, natural = row{gap: a.gap}.widths(items)
	return least + 2*a.side, natural + 2*a.side
}

// Room is empty room of a height.
func (k *Kit) Room(height float32) Box {
	return newGroup(blank{height}, nil)
}

type blank struct{ height float32 }

func (b blank) place([]Box, float32, bool) float32 { return b.height }
func (b blank) widths([]Box) (least, nat float32)  { return 0, 0 }

// Within keeps a thing at most as wide as is easy to read, in the middle of
// what there is.
func (k *Kit) Within(b Box) Box {
	return newGroup(within{k.Look.Size(theme.Column)}, []Box{b})
}

type within struct{ most float32 }

func (a within) place(items []Box, width float32, dry bool) float32 {
	w := min(width, a.most)
	var high float32
	for _, b := range items {
		h := b.HeightFor(w)
		if !dry {
			put(b, (width-w)/2, 0, w, h)
		}
		high = max(high, h)
	}
	return high
}

func (a within) widths(items []Box) (least, natural float32) { return column{}.widths(items) }
