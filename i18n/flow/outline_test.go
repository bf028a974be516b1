package flow

import (
	"bytes"
	"io/fs"
	"math"
	"path"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"

	"madoguchi/assets"
)

// Read one by one, the outlines of every glyph we ship are those that the
// shaper's own reader finds when it reads all of them.
func TestOutlinesReadOneByOneAreTheSame(t *testing.T) {
	files, err := fs.Glob(assets.Fonts(), "*.ttf")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		b, err := fs.ReadFile(assets.Fonts(), name)
		if err != nil {
			t.Fatal(err)
		}
		all, err := font.ParseTTF(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		one, err := Parse(b)
		if err != nil {
			t.Fatal(err)
		}
		if one.out == nil {
			t.Fatalf("%s is read at once", name)
		}
		whole := newOpenType(all)
		wrong := 0
		for id := range uint32(one.out.glyphs) + 1 {
			top, bottom := one.extent(id)
			wantTop, wantBottom := whole.extent(id)
			a, b := one.Outline(id), whole.Outline(id)
			if top != wantTop || bottom != wantBottom || !like(a, b) {
				if wrong++; wrong <= 3 {
					t.Errorf("%s, glyph %d: %v %v %v, not %v %v %v", path.Base(name), id, top, bottom, a, wantTop, wantBottom, b)
				}
			}
		}
	}
}

// like compares two outlines stroke by stroke. The shaper's reader moves a glyph to
// its side bearing, which rounding puts one unit beside the outline in a few.
func like(a, b []Stroke) bool {
	return slices.EqualFunc(a, b, func(x, y Stroke) bool {
		same := x.Op == y.Op
		for i, p := range x.Points() {
			same = same && math.Abs(float64(p.X-y.To[i].X)) <= 1 && math.Abs(float64(p.Y-y.To[i].Y)) < 0.01
		}
		return same
	})
}

// A font that is cut off anywhere is refused, or read without a panic.
func TestFontCutOff(t *testing.T) {
	whole, err := fs.ReadFile(assets.Fonts(), "lao_regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(whole); n += 1 + n/50 {
		f, err := Parse(whole[:n:n])
		if err != nil || f.out == nil {
			continue
		}
		for id := range uint32(f.out.glyphs) {
			f.Outline(id)
			f.extent(id)
		}
	}
}
