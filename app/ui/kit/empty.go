package kit

import (
	"madoguchi/app/ui/theme"
	"madoguchi/i18n/flow"
)

// Empty says that there is nothing here yet, and what can be done about it.
func (k *Kit) Empty(icon string, title, text Msg, actions ...Action) Box {
	items := []Box{
		centre(k.IconOf(icon, theme.Muted, theme.Touch)),
		k.optional(title, Style{Size: theme.Heading, Bold: true, Align: flow.Center}),
		k.optional(text, Style{Size: theme.Body, Role: theme.Muted, Align: flow.Center}),
	}
	if len(actions) > 0 {
		items = append(items, k.Room(0), centre(k.actions(actions)))
	}
	return k.Panel(items...)
}

// centre stands a thing of its own width in the middle.
func centre(b Box) Box { return newGroup(centred{}, []Box{b}) }

type centred struct{}

func (centred) place(items []Box, width float32, dry bool) float32 {
	var high float32
	for _, b := range items {
		w := naturalWithin(b, width)
		h := b.HeightFor(w)
		if !dry {
			put(b, (width-w)/2, 0, w, h)
		}
		high = max(high, h)
	}
	return high
}

func (centred) widths(items []Box) (least, natural float32) { return column{}.widths(items) }
