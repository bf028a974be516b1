package kit

import (
	"madoguchi/app/problem"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Problem says what went wrong, what to do, and what it did to the tries left on
// the card. The code stands below, for whoever is asked for help.
func (k *Kit) Problem(p *problem.Problem, actions ...Action) Box {
	kind := kindOf(p)
	ground, ink := kind.roles()
	text := "problem." + string(p.Code)
	below := []Box{k.Text(T(text+".do", i18n.Args(p.Args)), Style{Size: theme.Body, Role: ink})}
	if aboutSecret(p) {
		below = append(below, k.Text(T("window.kit_blocks.tries."+string(p.Tries)), Style{Size: theme.Body, Role: ink}))
	}
	if p.TriesLeft >= 0 {
		below = append(below, k.Text(T("window.kit_blocks.tries.left", i18n.Args{"n": p.TriesLeft}), Style{Size: theme.Body, Bold: true, Role: ink}))
	}
	below = append(below, k.Text(T("window.kit_blocks.code", i18n.Args{"code": string(p.Code)}), Style{Size: theme.Small, Role: ink, Plain: true}))
	return k.called(pictureOf(p.Picture), ground, ink, T(text+".say", i18n.Args(p.Args)), below, actions)
}

// kindOf: what cost a try, locked something or must not have happened is a
// danger, everything else a warning. What somebody stopped on purpose is neither.
func kindOf(p *problem.Problem) Kind {
	switch {
	case p.Code == problem.Stopped:
		return Info
	case p.Tries != problem.TriesKept, p.Picture == "lock", p.Exit == problem.ExitFault:
		return Danger
	}
	return Warning
}

// aboutSecret reports whether a person may ask themselves if a try was spent.
func aboutSecret(p *problem.Problem) bool {
	if p.Tries != problem.TriesKept || p.TriesLeft >= 0 {
		return true
	}
	switch p.Picture {
	case "card", "key", "lock", "certificate":
		return true
	}
	return false
}

// pictureOf is the icon of what problem.Entry.Picture names.
func pictureOf(name string) string {
	switch name {
	case "reader", "card", "key", "lock":
		return name
	case "service":
		return "plug"
	case "hand":
		return "stop"
	case "certificate":
		return "receipt"
	case "paper":
		return "file"
	case "calendar":
		return "date"
	case "disk":
		return "save"
	case "store":
		return "folder"
	}
	return "problem"
}
