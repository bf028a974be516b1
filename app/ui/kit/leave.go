package kit

import (
	"fyne.io/fyne/v2"

	"madoguchi/app/ui/theme"
)

// Leave is the way out: a button that says what it does in words of the reader's
// language alone, for it stands where there is little room, and that also answers on a
// screen which has only just come.
func (k *Kit) Leave(a Action, say Msg) Box {
	words := k.Text(say, Style{Size: theme.Body, Bold: true, Plain: true})
	p := k.press(secondary, a, k.Beside(k.Icon(a.Icon, theme.Ink), words))
	p.pad = fyne.NewSize(k.Look.Size(theme.Gap), k.Look.Size(theme.Gap))
	p.always = true
	return p
}

// Plate is a ground of a role with a little room around one thing.
func (k *Kit) Plate(ground theme.Role, content Box) Box {
	return k.filled(ground, k.Look.Size(theme.Gap), 8, content)
}
