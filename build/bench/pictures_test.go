//go:build !ci && linux

package main

import (
	"image"
	"image/color"
	"slices"
	"testing"
)

// Every colour, size of text and size of window is in the usual pictures of a
// language, and a name stands for all scenes of its page.
func TestWhatIsShown(t *testing.T) {
	usual := looks([]string{"ja"}, []string{"light", "dark", "contrast"}, []int{100, 200}, [][2]int{{1280, 800}, {960, 600}}, [2]string{}, false)
	for _, has := range []func(look) bool{
		func(l look) bool { return l.colours == "light" },
		func(l look) bool { return l.colours == "dark" },
		func(l look) bool { return l.colours == "contrast" },
		func(l look) bool { return l.percent == 200 && l.width == 960 },
		func(l look) bool { return l.percent == 100 && l.width == 1280 },
	} {
		if !slices.ContainsFunc(usual, has) {
			t.Errorf("something is in none of %v", usual)
		}
	}
	if n := len(looks([]string{"ja", "en"}, []string{"light", "dark"}, []int{100}, [][2]int{{960, 600}}, [2]string{"en", "ja"}, true)); n != 6 {
		t.Errorf("%d pictures of two languages, two colours and a pair in two sizes", n)
	}
	got, err := choose([]scene{{name: "home"}, {name: "home-helper"}, {name: "homes"}}, []string{"home"})
	if err != nil || len(got) != 2 {
		t.Errorf("%v %v", got, err)
	}
	if _, err := choose(scenes(), []string{"nowhere"}); err == nil {
		t.Error("a page that is not there was found")
	}
}

// A sheet shows every picture whole, each at its own place.
func TestSheet(t *testing.T) {
	var tiles []tile
	colours := []color.RGBA{{R: 0xff, A: 0xff}, {G: 0xff, A: 0xff}, {B: 0xff, A: 0xff}}
	for _, c := range colours {
		m := image.NewRGBA(image.Rect(0, 0, 2*sheetColumn, 40))
		for i := 0; i < len(m.Pix); i += 4 {
			copy(m.Pix[i:], []byte{c.R, c.G, c.B, c.A})
		}
		tiles = append(tiles, tile{"x", "page", m})
	}
	out := sheet(tiles).(*image.RGBA)
	seen := map[color.RGBA]int{}
	for y := range out.Bounds().Dy() {
		for x := range out.Bounds().Dx() {
			seen[out.RGBAAt(x, y)]++
		}
	}
	for _, c := range colours {
		if seen[c] != sheetColumn*20 {
			t.Errorf("%v has %d pixels, wanted %d", c, seen[c], sheetColumn*20)
		}
	}
}
