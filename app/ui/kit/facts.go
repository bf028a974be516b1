package kit

import (
	"madoguchi/app/ui/theme"
)

// Fact is one thing that is known: what it is, its value, and where that was read
// (may be empty).
type Fact struct{ Label, Value, From Msg }

// Facts are rows of a label and a value: beside each other where there is room,
// below each other where there is not.
func (k *Kit) Facts(rows ...Fact) Box {
	var items []Box
	for _, r := range rows {
		value := []Box{k.Text(r.Value, Style{Size: theme.Body})}
		if !r.From.Empty() {
			value = append(value, k.Label(r.From))
		}
		items = append(items, k.Label(r.Label), newGroup(column{2}, value))
	}
	return newGroup(table{
		gap: k.Look.Size(theme.Space), row: k.Look.Size(theme.Gap) * 1.25,
		least: 14 * k.Look.Size(theme.Body), most: 14 * k.Look.Size(theme.Small),
	}, items)
}

// table stands pairs in two columns, or in one where the second would be narrower
// than least. The first column is as wide as its widest item, but at most most.
type table struct{ gap, row, least, most float32 }

// first is the width of the first column, or zero where there is but one.
func (t table) first(items []Box, width float32) float32 {
	w := 0.6 * t.most // so that tables below each other are alike
	for i := 0; i < len(items); i += 2 {
		least, natural := items[i].Widths()
		w = max(w, min(natural, max(t.most, least)))
	}
	if width-w-t.gap < t.least {
		return 0
	}
	return w
}

func (t table) place(items []Box, width float32, dry bool) float32 {
	first := t.first(items, width)
	var y float32
	for i := 0; i+1 < len(items); i += 2 {
		if i > 0 {
			y += t.row
		}
		label, value := items[i], items[i+1]
		x, w, lw := first+t.gap, width-first-t.gap, first
		if first == 0 {
			x, w, lw = 0, width, width
		}
		lh, vh := label.HeightFor(lw), value.HeightFor(w)
		at, top := y, y
		if first == 0 {
			top += lh
		} else {
			a, _ := firstLine(label, lw)
			b, _ := firstLine(value, w)
			at += max(0, b.baseline-a.baseline)
			top += max(0, a.baseline-b.baseline)
		}
		if !dry {
			put(label, 0, at, lw, lh)
			put(value, x, top, w, vh)
		}
		y = max(at+lh, top+vh)
	}
	return y
}

func (t table) widths(items []Box) (least, natural float32) {
	var label, value float32
	for i, b := range items {
		l, n := b.Widths()
		least = max(least, l)
		if i%2 == 0 {
			label = max(label, min(n, max(t.most, l)))
		} else {
			value = max(value, n)
		}
	}
	return least, label + t.gap + value
}
