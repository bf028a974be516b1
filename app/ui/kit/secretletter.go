package kit

import "strings"

// taking is what became of a letter that was typed.
type taking int

const (
	taken     taking = iota
	raised           // a small letter was made a capital one
	narrowed         // a full-width letter was made a narrow one
	foreign          // refused: the Japanese input is on, or it is another script
	notLetter        // refused: no letter or digit
	notDigit         // refused: no digit
)

func (t taking) refused() bool { return t >= foreign }

// msg is what is said about it, empty for nothing.
func (t taking) msg() Msg {
	switch t {
	case raised:
		return T("window.kit.secret.raised")
	case narrowed:
		return T("window.kit.secret.narrowed")
	case foreign:
		return T("window.kit.secret.foreign")
	case notLetter:
		return T("window.kit.secret.letters")
	case notDigit:
		return T("window.kit.secret.digits")
	}
	return Msg{}
}

// passwordLetter is r as a signing password has it: a capital letter or a digit.
func passwordLetter(r rune) (byte, taking) {
	how := taken
	if n := narrow(r); n != r {
		r, how = n, narrowed
	}
	switch {
	case r >= 'a' && r <= 'z':
		r -= 'a' - 'A'
		if how == taken {
			how = raised
		}
	case r > '~':
		return 0, foreign
	}
	if r < 0 || !strings.ContainsRune(letters, r) {
		return 0, notLetter
	}
	return byte(r), how
}

// pinDigit is r as a PIN has it.
func pinDigit(r rune) (byte, taking) {
	how := taken
	if n := narrow(r); n != r {
		r, how = n, narrowed
	}
	if r < '0' || r > '9' {
		return 0, notDigit
	}
	return byte(r), how
}

// narrow makes the full-width forms of ASCII narrow (U+FF01 to U+FF5E), as NFKC
// does.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - ('！' - '!')
	}
	return r
}
