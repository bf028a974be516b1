//go:build !windows && !cgo

package pcsc_test

import (
	"strings"
	"testing"

	"madoguchi/card"
	"madoguchi/card/pcsc"
)

func TestWithoutPCSC(t *testing.T) {
	s := pcsc.New()
	_, err1 := s.Readers(t.Context())
	_, err2 := s.Wait(t.Context(), nil)
	_, err3 := s.Open(t.Context(), "any", card.Exclusive)
	for _, err := range []error{err1, err2, err3} {
		if !card.Is(err, card.Unsupported) || !strings.Contains(err.Error(), "built without PC/SC") {
			t.Errorf("got %v", err)
		}
	}
}
