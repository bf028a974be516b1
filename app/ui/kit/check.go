package kit

import (
	"fyne.io/fyne/v2"

	"madoguchi/app/ui/theme"
)

// Check is a box that can be ticked, and what it stands for beside it. changed is
// told of every change.
func (k *Kit) Check(on bool, label Msg, changed func(bool)) Box {
	tick := k.tick(on)
	p := k.press(answer, Action{Label: label, Do: func() {
		on = !on
		tick.set(on)
		if changed != nil {
			changed(on)
		}
	}}, k.Beside(tick, k.Text(label, Style{Size: theme.Body})))
	p.pad = fyne.NewSize(k.Look.Size(theme.Pad), k.Look.Size(theme.Gap))
	p.level = true
	return p
}
