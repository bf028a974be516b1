//go:build windows || cgo

package pcsc

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/ebfe/scard"

	"madoguchi/card"
)

// A service that refuses this account is told apart from one that does not run,
// because the cure is another.
func TestARefusedAccountIsToldApart(t *testing.T) {
	for code, want := range map[scard.Error]bool{scard.ErrSecurityViolation: true, scard.ErrNoAccess: true, scard.ErrNoService: false} {
		err := failure("test", code)
		if !card.Is(err, card.NoService) || errors.Is(err, fs.ErrPermission) != want {
			t.Errorf("%v: %v", code, err)
		}
	}
}
