package cardsession

import (
	"crypto/sha256"
	"fmt"
)

// Identity stands for one card, so that a later call notices another one. It is
// opaque: nothing prints it. The zero value stands for any card.
type Identity struct {
	digest [sha256.Size]byte
	// certain: the digest is that of the holder's authentication certificate.
	// Otherwise it is that of the token information, which two phones may
	// share, and the card must not have left the reader either.
	certain   bool
	reader    string
	insertion uint32
}

// IsZero reports whether it stands for any card.
func (i Identity) IsZero() bool { return i == Identity{} }

// Format implements fmt.Formatter, so that no verb prints it.
func (Identity) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[card]")) }

// accepts reports whether other is the card that i stands for.
func (i Identity) accepts(other Identity) bool {
	switch {
	case i.IsZero():
		return true
	case i.certain != other.certain || i.digest != other.digest:
		return false
	}
	return i.certain || (i.reader == other.reader && i.insertion == other.insertion)
}
