package mynumber

import (
	"errors"

	"golang.org/x/text/unicode/norm"

	"madoguchi/card"
)

// Lengths of the secrets, in characters, which are bytes: all are ASCII.
const (
	MinSigningPassword = 6
	MaxSigningPassword = 16
	PINLength          = 4
)

// NormalizeSigningPassword turns what a person typed (UTF-8) into what the card
// compares: compatibility forms such as full-width letters become plain ones
// (NFKC), lower case becomes upper case. The result has 6 to 16 characters A–Z
// and 0–9, at least one of each; anything else is kind SecretFormat and costs no
// try. b is neither changed nor kept; the caller wipes it. The result is the
// caller's to wipe.
func NormalizeSigningPassword(b []byte) (*card.Secret, error) {
	return normalize(b, "signing password", MaxSigningPassword, checkSigningPassword)
}

// NormalizePIN does the same for a PIN of exactly four digits.
func NormalizePIN(b []byte) (*card.Secret, error) {
	return normalize(b, "PIN", PINLength, checkPIN)
}

func normalize(b []byte, op string, limit int, check func([]byte) bool) (*card.Secret, error) {
	// One fixed buffer: growing would leave copies behind. The tables of norm
	// are asked one character at a time because its own buffers cannot be
	// wiped; no two characters compose to an ASCII one, so the result is the
	// same wherever it is acceptable.
	out := make([]byte, 0, limit)
	refuse := func() (*card.Secret, error) {
		card.Zero(out[:cap(out)])
		return nil, secretFormat(op)
	}
	for len(b) > 0 {
		p := norm.NFKC.Properties(b)
		size := p.Size()
		if size == 0 {
			return refuse()
		}
		plain := p.Decomposition()
		if plain == nil {
			plain = b[:size]
		}
		for _, c := range plain {
			if 'a' <= c && c <= 'z' {
				c -= 'a' - 'A'
			}
			if len(out) == limit {
				return refuse()
			}
			out = append(out, c)
		}
		b = b[size:]
	}
	if !check(out) {
		return refuse()
	}
	return card.NewSecret(out), nil
}

func checkSigningPassword(b []byte) bool {
	letters, digits := 0, 0
	for _, c := range b {
		switch {
		case 'A' <= c && c <= 'Z':
			letters++
		case '0' <= c && c <= '9':
			digits++
		default:
			return false
		}
	}
	return letters > 0 && digits > 0 && len(b) >= MinSigningPassword && len(b) <= MaxSigningPassword
}

func checkPIN(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) == PINLength
}

// checkSecret refuses a secret that the card cannot accept.
func checkSecret(op string, s *card.Secret, check func([]byte) bool) error {
	ok := false
	s.Use(func(b []byte) { ok = check(b) })
	if !ok {
		return secretFormat(op)
	}
	return nil
}

func secretFormat(op string) error {
	return card.Fail(card.SecretFormat, op, errors.New("length or alphabet"))
}
