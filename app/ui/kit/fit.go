package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Fit shows the first of several ways to say the same that stands in one line of
// the width there is, else the last.
func (k *Kit) Fit(ways ...Box) Box {
	f := &fit{ways: ways}
	f.choose(0)
	f.ExtendBaseWidget(f)
	return f
}

type fit struct {
	widget.BaseWidget
	ways   []Box
	chosen int
}

func (f *fit) choose(width float32) {
	f.chosen = len(f.ways) - 1
	for i, w := range f.ways {
		if _, natural := w.Widths(); natural <= width {
			f.chosen = i
			break
		}
	}
	for i, w := range f.ways {
		if i == f.chosen {
			w.Show()
		} else {
			w.Hide()
		}
	}
}

// Parts implements Whole.
func (f *fit) Parts() []Box { return []Box{f.ways[f.chosen]} }

// HeightFor implements Box.
func (f *fit) HeightFor(width float32) float32 {
	f.choose(width)
	return f.ways[f.chosen].HeightFor(width)
}

// Widths implements Box.
func (f *fit) Widths() (least, natural float32) {
	least, _ = f.ways[len(f.ways)-1].Widths()
	_, natural = f.ways[0].Widths()
	return least, natural
}

// MinSize implements fyne.CanvasObject.
func (f *fit) MinSize() fyne.Size {
	least, _ := f.Widths()
	return fyne.NewSize(least, f.ways[f.chosen].HeightFor(max(least, f.Size().Width)))
}

// CreateRenderer implements fyne.Widget.
func (f *fit) CreateRenderer() fyne.WidgetRenderer { return &fitRenderer{f} }

type fitRenderer struct{ f *fit }

func (r *fitRenderer) Layout(s fyne.Size) {
	r.f.choose(s.Width)
	put(r.f.ways[r.f.chosen], 0, 0, s.Width, s.Height)
}
func (r *fitRenderer) MinSize() fyne.Size { return r.f.MinSize() }
func (r *fitRenderer) Refresh()           { r.Layout(r.f.Size()) }
func (r *fitRenderer) Destroy()           {}
func (r *fitRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.f.ways))
	for i, w := range r.f.ways {
		out[i] = w
	}
	return out
}
