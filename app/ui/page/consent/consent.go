// Package consent is what stands between somebody who helps and somebody else's
// card: the question to the holder before the card is read or used, with a "no"
// of the same size as the "yes", and the hand-over of the keyboard before a
// secret.
//
// It has no page of its own: a page shows one of its screens as a step, so that a
// card that is taken away takes the question with it. It remembers no answer and
// asks no card.
package consent

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
)

// Use is what somebody else's card is wanted for.
type Use string

// Uses.
const (
	// Read: name, address, birth date and sex are read from it.
	Read Use = "read"
	// Sign: a paper is signed with it.
	Sign Use = "sign"
)

// Needed reports whether the holder of the card is somebody else than the person
// the window is for.
func Needed(m cardsession.Mode) bool { return m != cardsession.ModeSelf }

// Ask is the screen with the question to the holder: who asks, what is read, why,
// and what is kept. answer is called with what the holder chose. m is helper or,
// for Read alone, counter.
func Ask(k *kit.Kit, m cardsession.Mode, u Use, answer func(yes bool)) kit.Screen {
	use, who := "window.consent."+string(u), "."+m.String()
	return kit.Screen{
		Title: kit.T("window.consent.title"),
		Help:  kit.T("window.consent.help"),
		Body: []kit.Box{
			k.Body(kit.T("window.consent.turn")),
			k.Panel(
				said(k, "window.consent.who", kit.T("window.consent.who"+who)),
				said(k, "window.consent.what", kit.T(use+".what")),
				said(k, "window.consent.why", kit.T(use+".why"+who)),
				said(k, "window.consent.kept", kit.T("window.consent.kept.nothing")),
			),
			k.Heading(kit.T("window.consent.question")),
			k.Grid(answerWidth, 2,
				k.Answer(kit.Action{Label: kit.T("window.consent.no"), Icon: "cancel", Do: func() { answer(false) }}, kit.T("window.consent.no.explain")),
				k.Answer(kit.Action{Label: kit.T("window.consent.yes"), Icon: "check", Do: func() { answer(true) }}, kit.T("window.consent.yes.explain")),
			),
		},
	}
}

// answerWidth is how narrow the two answers may become before they stand below
// each other.
const answerWidth = 240

// said is one line of what the holder is told.
func said(k *kit.Kit, label string, m kit.Msg) kit.Box {
	return k.Column(k.Label(kit.T(label)), k.Text(m, kit.Style{Size: theme.Large}))
}

// Secret is what the holder is about to type.
type Secret string

// Secrets.
const (
	PIN             Secret = "pin"
	SigningPassword Secret = "password"
)

// HandOver is the screen that has the keyboard given to the holder, who alone
// types the secret. done is called when the holder says that they have it.
func HandOver(k *kit.Kit, s Secret, done func()) kit.Screen {
	return kit.Screen{
		Title: kit.T("window.consent.hand"),
		Help:  kit.T("window.consent.hand.help"),
		Body: []kit.Box{
			k.Beside(k.IconOf("keyboard", theme.Ink, theme.Touch), k.Text(kit.T("window.consent.hand.helper"), kit.Style{Size: theme.Large, Bold: true})),
			k.Beside(k.IconOf("eye_off", theme.Ink, theme.Touch), k.Text(kit.T("window.consent.hand.away"), kit.Style{Size: theme.Large, Bold: true})),
			k.Note(theme.Tint, k.Text(kit.T("window.consent.hand."+string(s)), kit.Style{Size: theme.Body, Role: theme.TintInk})),
		},
		Primary: &kit.Action{Label: kit.T("window.consent.hand.done"), Icon: "person", Do: done},
		Tells:   true,
	}
}
