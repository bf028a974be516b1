package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Stepper says where in a row of steps the reader is: in words, and as a row of
// dots whose shape tells it too. Steps are counted from one; at is kept within
// one and of.
func (k *Kit) Stepper(at, of int) Box {
	of = max(of, 1)
	at = min(max(at, 1), of)
	words := k.Text(T("window.kit_blocks.step", i18n.Args{"at": at, "of": of}), Style{Size: theme.Small, Role: theme.Muted})
	return newGroup(row{gap: k.Look.Size(theme.Pad)}, []Box{k.dots(at, of), words})
}

// dots are done, now and to come: full, long, and empty.
func (k *Kit) dots(at, of int) *shape {
	d := k.Look.Size(theme.Small) * 0.7
	wide := d
	var objects []fyne.CanvasObject
	for i := 1; i <= of; i++ {
		o := canvas.NewRectangle(k.Look.Color(theme.Accent))
		o.CornerRadius = d / 2
		o.StrokeColor, o.StrokeWidth = k.Look.Color(theme.Accent), 2
		if i > at {
			o.FillColor, o.StrokeColor = k.Look.Color(theme.Surface), k.Look.Color(theme.Line)
		}
		objects = append(objects, o)
	}
	wide = float32(of+2)*d + float32(of-1)*d*0.6
	high := func(float32) float32 { return d }
	return newShape(wide, high, func(size fyne.Size) {
		scale := min(1, size.Width/wide)
		var x float32
		for i, o := range objects {
			w := d
			if i+1 == at {
				w = 3 * d
			}
			o.Move(fyne.NewPos(x, (size.Height-d*scale)/2))
			o.Resize(fyne.NewSize(w*scale, d*scale))
			x += (w + d*0.6) * scale
		}
	}, objects...)
}
