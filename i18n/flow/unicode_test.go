//go:build !ci

package flow

import "testing"

// The whole of the official files, from the Debian package unicode-data.
func TestEveryBidiLineOfUnicode(t *testing.T) {
	bidiConformance(t, "/usr/share/unicode/BidiCharacterTest.txt")
}
