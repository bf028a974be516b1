package cardsession

import (
	"fmt"

	"madoguchi/card"
)

// Mode says who is at the screen. The zero value allows nothing that is about
// the holder.
type Mode int

// Modes.
const (
	noMode Mode = iota
	// ModeSelf (本人): the holder, with the holder's own card.
	ModeSelf
	// ModeHelper (支援): somebody helps the holder, who types secrets and signs
	// with their own hands.
	ModeHelper
	// ModeCounter (窓口): somebody looks at a card that was shown to them.
	ModeCounter
)

var modeNames = [...]string{"none", "self", "helper", "counter"}

func (m Mode) String() string {
	if m < 0 || int(m) >= len(modeNames) {
		return fmt.Sprintf("mode %d", int(m))
	}
	return modeNames[m]
}

// ParseMode reads "self", "helper" or "counter".
func ParseMode(s string) (Mode, bool) {
	for m := ModeSelf; m <= ModeCounter; m++ {
		if modeNames[m] == s {
			return m, true
		}
	}
	return noMode, false
}

// Policy is what the mode may do with a card. Only the holder alone may read
// the My Number, change secrets or prove with the PIN who they are. A helper
// may read with the holder's consent, and the holder may sign private papers
// there. At the counter there is reading with consent and nothing else.
func (m Mode) Policy() card.Policy {
	read := card.ReadHolderCertificate | card.ReadHolderFacts
	switch m {
	case ModeSelf:
		return read | card.ReadMyNumber | card.Sign | card.Authenticate | card.ChangeSecret
	case ModeHelper:
		return read | card.Sign
	case ModeCounter:
		return read
	}
	return 0
}
