package cardsession

import "madoguchi/card/mynumber"

// Lengths of the secrets, in characters, for the words of a dialogue.
const (
	MinPassword = mynumber.MinSigningPassword
	MaxPassword = mynumber.MaxSigningPassword
	PINLength   = mynumber.PINLength
)
