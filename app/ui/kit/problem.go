package kit

import (
	"strings"

	"madoguchi/app/problem"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Problem says what went wrong, what to do, and what it did to the tries left on
// the card. The code stands below, for whoever is asked for help.
func (k *Kit) Problem(p *problem.Problem, actions ...Action) Box {
	kind := kindOf(p)
	ground, ink := kind.roles()
	say, do := k.ProblemWords(p)
	below := []Box{k.Text(do, Style{Size: theme.Body, Role: ink})}
	if calms(p) {
		below = append(below, k.Text(T("window.kit_blocks.tries."+string(p.Tries)), Style{Size: theme.Body, Role: ink}))
	}
	if said := strings.Contains(k.Texts.Text(say.id, nil).String, "{tries}"); p.TriesLeft >= 0 && !said && p.Code != problem.LastTry {
		below = append(below, k.Text(T("window.kit_blocks.tries.left", i18n.Args{"n": p.TriesLeft}), Style{Size: theme.Body, Bold: true, Role: ink}))
	}
	below = append(below, k.Text(T("window.kit_blocks.code", i18n.Args{"code": string(p.Code)}), Style{Size: theme.Small, Role: ink, Plain: true}))
	return k.called(pictureOf(p.Picture), ground, ink, say, below, actions)
}

// ProblemWords are what happened and what to do about it in a window. Some
// problems have a cure of their own on the command line, which is not told here.
func (k *Kit) ProblemWords(p *problem.Problem) (say, do Msg) {
	args := i18n.Args(p.Args)
	do = T("window.problem."+string(p.Code)+".do", args)
	if k.Texts.Text(do.id, nil).Language == unknown {
		do = T("problem."+string(p.Code)+".do", args)
	}
	return T("problem."+string(p.Code)+".say", args), do
}

// unknown is the language of a text that is nowhere.
const unknown = "und"

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

// calms reports whether somebody may fear that a try was spent, and the words of
// the problem do not say that none was.
func calms(p *problem.Problem) bool {
	if p.Tries != problem.TriesKept {
		return false // its words say so
	}
	switch p.Picture {
	case "card", "certificate":
		return true
	}
	return p.Code == problem.SecretNeeded
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
