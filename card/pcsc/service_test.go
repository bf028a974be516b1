//go:build !ci

package pcsc_test

import (
	"testing"

	"madoguchi/card/cardtest"
	"madoguchi/card/pcsc"
)

// TestConform runs the suite over pcscd, the vpcd driver and a Chip.
func TestConform(t *testing.T) {
	s := cardtest.StartService(t)
	s.Attach()
	cardtest.Conform(t, func(t *testing.T) cardtest.Harness {
		chip := cardtest.NewChip('c', '1')
		plug := (*cardtest.Plug)(nil)
		return cardtest.Harness{
			System: pcsc.New(), Other: pcsc.New(), Reader: s.Readers[0],
			Insert:      func() { plug = cardtest.Insert(t, s.Ports[0], chip) },
			Remove:      func() { plug.Remove() },
			StopService: s.Stop, StartService: s.Start,
		}
	})
}
