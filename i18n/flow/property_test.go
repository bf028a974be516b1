package flow

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"madoguchi/i18n/ruby"
)

// check holds what is true of every layout: the lines give back the whole text,
// every visible character is on a line once and in its range, nothing is split
// inside a cluster, and no line is wider than asked unless it says so.
func check(t *testing.T, p *Prepared, width float64) {
	t.Helper()
	at, glyphs := 0, 0
	var height float64
	for l := range p.Lines(width) {
		if l.Start != at || l.End < l.Start {
			t.Fatalf("a line from %d to %d follows one that ends at %d", l.Start, l.End, at)
		}
		at = l.End
		if !l.Overflow && l.Width > width+1e-6*p.primarySize {
			t.Fatalf("a line is %v wide in %v", l.Width, width)
		}
		if !(l.Height > 0) || l.Baseline > l.Height {
			t.Fatalf("height %v, baseline %v", l.Height, l.Baseline)
		}
		if height != 0 && height != l.Height {
			t.Fatalf("lines %v and %v high", height, l.Height)
		}
		height = l.Height
		x := l.X
		for _, r := range l.Runs {
			if r.X < x-1e-6 {
				t.Fatalf("a run at %v overlaps the one before it, which ends at %v", r.X, x)
			}
			x = r.X + r.Width
			if len(r.Glyphs) == 0 || r.Start < l.Start || r.End > l.End {
				t.Fatalf("a run of %d to %d with %d glyphs on a line of %d to %d", r.Start, r.End, len(r.Glyphs), l.Start, l.End)
			}
			for _, g := range r.Glyphs {
				glyphs++
				if g.Start < r.Start || g.End > r.End || g.Start >= g.End {
					t.Fatalf("a glyph of %d to %d in a run of %d to %d", g.Start, g.End, r.Start, r.End)
				}
			}
		}
		if x > l.X+l.Width+1e-6*p.primarySize {
			t.Fatalf("the runs end at %v, the line at %v", x, l.X+l.Width)
		}
	}
	if at != len(p.Text) {
		t.Fatalf("the lines end at %d of %d", at, len(p.Text))
	}
	seen := 0 // the block face gives one glyph for every rune that is not unseen
	for i, r := range p.runes {
		switch {
		case unseen(r):
			if r == 0xAD {
				glyphs = math.MinInt // a hyphen may come: not counted
			}
		case space(r) || p.breaks[i]&clusterEdge == 0:
			glyphs = math.MinInt // spaces may hang unseen
		default:
			seen++
		}
	}
	if glyphs >= 0 && glyphs != seen {
		t.Fatalf("%d glyphs for %d characters", glyphs, seen)
	}
}

// FuzzLayout sets anything in any width.
func FuzzLayout(f *testing.F) {
	for _, s := range []string{
		"｜住民票《じゅうみんひょう》を、「もらう」。", "မြန်မာ\u200bစာ 12", "אבג abc (12) \u2067דה\u2069 x", "a\u00adb\nc\r\n", "ิ\u0301\u200d", "\u202e\u2066\u2069\u202c", "한국어 글", "\xff\xfe",
	} {
		f.Add(s, uint8(3), uint16(40))
	}
	langs := []string{"", "ja", "ar", "ko", "my", "x-y", "zh-Hant"}
	f.Fuzz(func(t *testing.T, s string, o uint8, w uint16) {
		if len(s) > 2000 {
			return
		}
		runs, err := ruby.Parse(s)
		if err != nil {
			runs = []ruby.Run{{Base: s}}
		}
		half := len(runs) / 2
		p := New(blocks()).Prepare(Paragraph{
			Lang:  langs[int(o>>3)%len(langs)],
			Spans: []Span{{runs[:half], Style{Size: 10}}, {runs[half:], Style{Size: 12, Weight: Bold}}},
		}, Options{Align: Align(o % 3), SmallKanaStart: o&4 != 0, ReserveRuby: o&128 != 0})
		if want := ruby.Plain(runs); p.Text != want && utf8.ValidString(want) {
			t.Fatalf("%q became %q", want, p.Text)
		}
		check(t, p, float64(w%400))
		check(t, p, math.Inf(1))
	})
}

// Any width from nothing to everything, and widths that are no widths.
func TestEveryWidth(t *testing.T) {
	const text = "あいう「えお」。｜住民票《じゅうみんひょう》 My Number カード אבג 12 באה (abc)、มี\u200bน้ำ ကြွက်\nend."
	p := prepare(t, text, "ja", Options{})
	for w := 0.0; w < 700; w += 1.3 {
		check(t, p, w)
	}
	for _, w := range []float64{-5, math.NaN(), math.Inf(-1)} {
		n := 0
		for range p.Lines(w) {
			n++
		}
		if n == 0 {
			t.Errorf("no line in %v", w)
		}
	}
	natural, least := p.Measure()
	for l := range p.Lines(least) {
		if l.Overflow {
			t.Errorf("%q overflows the least width", p.Text[l.Start:l.End])
		}
	}
	n := 0
	for range p.Lines(natural) {
		n++
	}
	if n != 2 {
		t.Errorf("%d lines in the natural width", n)
	}
}

// A word of a million letters is cut without being shaped over and over.
func TestAnEndlessWordIsCutInLinearTime(t *testing.T) {
	face := &countingFace{blockFace: blockFace{}}
	p := New(Stack{{Face: face}}).Prepare(Paragraph{Spans: []Span{Plain(strings.Repeat("a", 200_000), Style{Size: 10})}}, Options{})
	face.runes = 0
	n := 0
	for range p.Lines(100) {
		n++
	}
	if n != 10_000 || face.runes > 1_000_000 {
		t.Errorf("%d lines, %d runes shaped", n, face.runes)
	}
}

type countingFace struct {
	blockFace
	runes int
}

func (f *countingFace) Shape(in Shaping) []Shaped {
	f.runes += in.End - in.Start
	return f.blockFace.Shape(in)
}
