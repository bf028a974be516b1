package kit

import (
	"fmt"
	"io"
)

// Secret is a password or PIN while a person types it. The page owns it, so that
// it stays when the screen is made anew; it must call Wipe when it is left. The
// letters are ASCII bytes in one piece of memory that never grows and is
// overwritten, and are in no string. It is used on the toolkit's goroutine only.
type Secret struct {
	letters []byte
	most    int
	// keys: the keys on the screen are open.
	keys bool
}

// NewSecret makes an empty one of at most max letters.
func NewSecret(max int) *Secret {
	return &Secret{letters: make([]byte, 0, max*4), most: max}
}

// Len is how many letters there are.
func (s *Secret) Len() int { return len(s.letters) }

// Take moves the letters out, to be wiped by whoever has them then, and leaves
// none.
func (s *Secret) Take() []byte {
	out := make([]byte, len(s.letters))
	copy(out, s.letters)
	s.Wipe()
	return out
}

// Wipe overwrites the letters and leaves none.
func (s *Secret) Wipe() {
	s.letters = s.letters[:cap(s.letters)]
	clear(s.letters)
	s.letters = s.letters[:0]
}

// Format keeps the letters out of every text, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "***") }

// MarshalText keeps them out of JSON and the like.
func (s Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// add appends a letter; false where there is no room.
func (s *Secret) add(b byte) bool {
	if len(s.letters) >= s.most {
		return false
	}
	s.letters = append(s.letters, b)
	return true
}

// drop takes the last letter away.
func (s *Secret) drop() {
	if n := len(s.letters); n > 0 {
		s.letters[n-1] = 0
		s.letters = s.letters[:n-1]
	}
}
