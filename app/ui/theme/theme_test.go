package theme

import (
	"fmt"
	"image/color"
	"math"
	"testing"
)

func TestEveryPairIsReadable(t *testing.T) {
	for _, s := range Schemes() {
		l := Look{Scheme: s}
		for _, p := range Pairs() {
			if got := contrast(l.Color(p.Upon), l.Color(p.Mark)); got < p.Least {
				t.Errorf("%s: %s upon %s has a contrast of %.2f, wanted %.1f", s, name(p.Mark), name(p.Upon), got, p.Least)
			}
		}
	}
}

func TestEveryColourIsOpaque(t *testing.T) {
	for _, s := range Schemes() {
		for r := range roles {
			if c := (Look{Scheme: s}).Color(r); c.A != 0xff {
				t.Errorf("%s: %s is not there", s, name(r))
			}
		}
	}
}

func TestTextGrowsWithTheTextSize(t *testing.T) {
	for s := range sizes {
		at1, at2 := Look{Scale: 1}.Size(s), Look{Scale: 2}.Size(s)
		if at2 < 1.5*at1 || at2 > 2*at1 {
			t.Errorf("size %d: %v at 100 %%, %v at 200 %%", s, at1, at2)
		}
		if got := (Look{Scale: 9}).Size(s); got != at2 {
			t.Errorf("size %d beyond the bounds: %v", s, got)
		}
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func name(r Role) string { return fmt.Sprintf("role %d", r) }
