package flow

import (
	"math"
	"strings"
	"testing"
)

// Positions at size 10: a base character is 10 wide, one of the reading 5.
func TestReadingsStandOverTheirBase(t *testing.T) {
	for _, c := range []struct {
		text  string
		bases []float64 // left edge of every base glyph of the line
		ruby  []float64 // left edge of every glyph of the readings
	}{
		// Latin readings stay words.
		{"漢字《ab》", []float64{0, 10}, []float64{7.5, 10}},
		// In a run from the right there is no hanging over.
		{"あ｜א《かんじよ》ב", []float64{0, 10, 22.5}, []float64{15, 20, 25, 30}},
		// As wide as its base: no gap.
		{"漢字《かんじよ》", []float64{0, 10}, []float64{0, 5, 10, 15}},
		// Narrower: one part before and after, two between.
		{"漢字《かん》", []float64{0, 10}, []float64{2.5, 12.5}},
		{"字《じ》", []float64{0}, []float64{2.5}},
		// Wider, at the start and end of a line: the base is in the middle.
		{"字《かんじよ》", []float64{5}, []float64{0, 5, 10, 15}},
		// Wider, between kana: half a character hangs over each.
		{"あ字《かんじよ》い", []float64{0, 10, 20}, []float64{5, 10, 15, 20}},
		// Much wider: still only half a character.
		{"あ字《かんじよみか》い", []float64{0, 15, 30}, []float64{5, 10, 15, 20, 25, 30}},
		// Not over kana that has its own reading.
		{"｜かな《カナ》｜字《かんじよ》", []float64{0, 10, 25}, []float64{2.5, 12.5, 20, 25, 30, 35}},
		// Over the blank half of punctuation, but not the half that is written.
		{"。字《かんじよ》「", []float64{0, 10, 20}, []float64{5, 10, 15, 20}},
		{"「字《かんじよ》。", []float64{0, 15, 30}, []float64{10, 15, 20, 25}},
		// Not over kanji, nor over a base that has its own reading.
		{"山｜字《じよう》山", []float64{0, 12.5, 25}, []float64{10, 15, 20}},
		{"｜山《やま》｜字《じよう》", []float64{0, 12.5}, []float64{0, 5, 10, 15, 20}},
		// Two readings that meet over one kana do not touch.
		{"字《かんじよ》あ字《かんじよ》", []float64{5, 15, 25}, []float64{0, 5, 10, 15, 20, 25, 30, 35}},
	} {
		p := prepare(t, c.text, "ja", Options{})
		for l := range p.Lines(math.Inf(1)) {
			var bases, ruby []float64
			for _, r := range l.Runs {
				for _, g := range r.Glyphs {
					bases = append(bases, r.X+g.X)
				}
			}
			for _, r := range l.Ruby {
				for _, g := range r.Glyphs {
					ruby = append(ruby, r.X+g.X)
				}
				if r.Baseline >= l.Baseline || r.Baseline-0.88*r.Size < -1e-9 {
					t.Errorf("%s: reading at %v in a line with its baseline at %v", c.text, r.Baseline, l.Baseline)
				}
			}
			if !near(bases, c.bases) || !near(ruby, c.ruby) {
				t.Errorf("%s:\n bases %v, want %v\n ruby  %v, want %v", c.text, bases, c.bases, ruby, c.ruby)
			}
			if last := ruby[len(ruby)-1] + 2.5; l.Width < last-1e-9 {
				t.Errorf("%s: the reading ends at %v, the line at %v", c.text, last, l.Width)
			}
		}
	}
}

func near(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-9 {
			return false
		}
	}
	return true
}

func TestABaseStaysWithItsReading(t *testing.T) {
	const text = "この｜市役所《しやくしょ》で｜住民票《じゅうみんひょう》を、もらいます。"
	p := prepare(t, text, "ja", Options{})
	for width := 1.0; width < 260; width += 3.5 {
		readings := 0
		for l := range p.Lines(width) {
			for _, r := range l.Ruby {
				readings++
				if r.Start < l.Start || r.End > l.End {
					t.Fatalf("in %v: %s stands on the line %q", width, r.Reading, p.Text[l.Start:l.End])
				}
				if r.X < -1e-9 || !l.Overflow && r.X+r.Width > width+1e-6 {
					t.Fatalf("in %v: %s reaches from %v to %v", width, r.Reading, r.X, r.X+r.Width)
				}
			}
		}
		if readings != 2 {
			t.Fatalf("in %v: %d readings", width, readings)
		}
	}
	if got := strings.Join(texts(p, 50), "|"); got != "この市役所|で住民票|を、もらい|ます。" {
		t.Error(got)
	}
}

// Marks above and below the letters of base and reading (13 and 9 at size 10)
// meet neither each other nor the edge of the line.
func TestTallReadingsHaveRoom(t *testing.T) {
	for l := range prepare(t, "｜字\u0301《よ\u0301》", "ja", Options{}).Lines(100) {
		r := l.Ruby[0]
		if top := r.Baseline - 1.3*r.Size; top < -1e-9 {
			t.Errorf("the reading reaches %v above the line", -top)
		}
		if gap := l.Baseline - 13 - (r.Baseline + 0.9*r.Size); gap < -1e-9 {
			t.Errorf("the reading reaches %v into its base", -gap)
		}
	}
}

// What hangs over the next kana has no kana to hang over at the end of a line.
func TestAHangingReadingDoesNotLeaveTheLine(t *testing.T) {
	p := prepare(t, "ああ字《かんじよ》あ", "ja", Options{})
	for width, want := range map[float64]string{40: "ああ字あ", 36: "ああ字|あ", 33: "ああ|字あ", 22: "ああ|字|あ"} {
		if got := strings.Join(texts(p, width), "|"); got != want {
			t.Errorf("in %v: %s, want %s", width, got, want)
		}
		for l := range p.Lines(width) {
			if l.Overflow {
				t.Errorf("in %v: %q overflows", width, p.Text[l.Start:l.End])
			}
		}
	}
}

// A base in two scripts, which are two atoms, is one base all the same.
func TestABaseOfTwoScriptsIsNotCut(t *testing.T) {
	p := prepare(t, "｜My号《まいごう》。｜A級《えい》", "ja", Options{})
	if len(p.atoms) < 5 {
		t.Fatalf("%d atoms: the bases are not in two parts", len(p.atoms))
	}
	for width := 0.0; width < 60; width += 2.5 {
		for l := range p.Lines(width) {
			line := p.Text[l.Start:l.End]
			if strings.Contains(line, "My") != strings.Contains(line, "号") || strings.Contains(line, "A") != strings.Contains(line, "級") {
				t.Errorf("in %v a base is cut: %q", width, line)
			}
		}
	}
}

func TestRoomForReadingsIsKeptWhereAsked(t *testing.T) {
	height := func(text string, o Options) (h float64) {
		for l := range prepare(t, text, "ja", o).Lines(100) {
			h = l.Height
		}
		return h
	}
	with, without := height("字《じ》", Options{}), height("字", Options{})
	if reserved := height("字", Options{ReserveRuby: true}); with <= without || reserved != with {
		t.Errorf("heights: with a reading %v, without %v, reserved %v", with, without, reserved)
	}
}
