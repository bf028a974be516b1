package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"madoguchi/app/ui/theme"
)

// Link is an action that reads like a part of the text: coloured and underlined.
func (k *Kit) Link(a Action) Box {
	role := theme.Accent
	if a.Off {
		role = theme.OffInk
	}
	var content Box = k.Text(a.Label, Style{Size: theme.Body, Role: role})
	if a.Icon != "" {
		content = k.Beside(k.IconOf(a.Icon, role, theme.Large), content)
	}
	line := canvas.NewRectangle(k.Look.Color(role))
	under := newShape(0, func(float32) float32 { return 1.5 }, func(s fyne.Size) { line.Resize(s) }, line)
	under.Hidden = a.Off
	p := k.press(quiet, a, newGroup(column{0}, []Box{content, under}))
	p.pad = fyne.NewSize(2, k.Look.Size(theme.Gap))
	return k.Row(p)
}
