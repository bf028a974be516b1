package kit

import (
	"fyne.io/fyne/v2/canvas"

	"madoguchi/app/ui/theme"
)

// Kind is how something is meant. Its picture and its words say it; its colour
// only helps.
type Kind int

// The kinds. The zero value is Info.
const (
	Info Kind = iota
	Success
	Warning
	Danger
)

// Kinds lists them.
func Kinds() []Kind { return []Kind{Info, Success, Warning, Danger} }

// roles are the ground of a kind and what is written on it.
func (d Kind) roles() (ground, ink theme.Role) {
	switch d {
	case Success:
		return theme.Good, theme.GoodInk
	case Warning:
		return theme.Warn, theme.WarnInk
	case Danger:
		return theme.Bad, theme.BadInk
	}
	return theme.Tint, theme.TintInk
}

// icon is the picture of a kind, in assets/icons.
func (d Kind) icon() string {
	switch d {
	case Success:
		return "success"
	case Warning:
		return "problem"
	case Danger:
		return "stop"
	}
	return "info"
}

// Callout is something that must not be missed: what it is in a line, what it
// means, and what can be done. title or text may be empty.
func (k *Kit) Callout(kind Kind, title, text Msg, actions ...Action) Box {
	ground, ink := kind.roles()
	return k.called(kind.icon(), ground, ink, title, []Box{k.optional(text, Style{Size: theme.Body, Role: ink})}, actions)
}

// called is a picture and a bold line on a ground, with things below the line.
func (k *Kit) called(icon string, ground, ink theme.Role, title Msg, below []Box, actions []Action) Box {
	items := append([]Box{k.optional(title, Style{Size: theme.Large, Bold: true, Role: ink})}, below...)
	if len(actions) > 0 {
		items = append(items, k.Room(0), k.actions(actions))
	}
	f := k.filled(ground, k.Look.Size(theme.Pad), 10, k.Beside(k.Icon(icon, ink), k.Column(items...)))
	edge(f.ground, k.Look, ink)
	return f
}

// edge draws the outline of a ground that matters, so that it is seen also where
// its colour is not.
func edge(r *canvas.Rectangle, l theme.Look, role theme.Role) {
	r.StrokeColor, r.StrokeWidth = l.Color(role), l.Stroke()
}

// optional is words, or nothing where there are none.
func (k *Kit) optional(m Msg, s Style) Box {
	if m.Empty() {
		return nil
	}
	return k.Text(m, s)
}

// actions are buttons in a row.
func (k *Kit) actions(actions []Action) Box {
	var items []Box
	for _, a := range actions {
		items = append(items, k.Button(a))
	}
	return k.Row(items...)
}
