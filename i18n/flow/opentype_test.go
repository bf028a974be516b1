package flow

import (
	"math"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

func goFaces(t testing.TB) Stack {
	t.Helper()
	regular, err := Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	bold, err := Parse(gobold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return Stack{{Face: regular}, {Face: bold, Weight: Bold}}
}

// The advances of Go Regular (2048 units to the em) are those of its hmtx table:
// M 1706, i 505, space 569; Go Bold's M is 1706 too.
func TestAFontFileIsSet(t *testing.T) {
	faces := goFaces(t)
	e := New(faces)
	p := e.Prepare(Paragraph{Spans: []Span{Plain("Mi ", Style{Size: 2048}), Plain("M\u4f4f", Style{Size: 1024, Weight: Bold, Tag: 7})}}, Options{})
	for l := range p.Lines(math.Inf(1)) {
		if len(l.Runs) != 3 || l.Runs[0].Face != faces[0].Face || l.Runs[1].Face != faces[1].Face || l.Runs[1].Style.Tag != 7 {
			t.Fatalf("%+v", l.Runs)
		}
		a := l.Runs[0].Glyphs
		if len(a) != 3 || a[0].Advance != 1706 || a[1].X != 1706 || a[1].Advance != 505 || a[2].Advance != 569 || l.Runs[1].X != 2780 || l.Runs[1].Glyphs[0].Advance != 853 {
			t.Errorf("%+v, then at %v %+v", a, l.Runs[1].X, l.Runs[1].Glyphs)
		}
	}
	// No face has 住; the first one shows its empty box.
	if len(p.Missing) != 1 || p.Missing[0] != (Missing{'住', 4}) {
		t.Errorf("missing %v", p.Missing)
	}
}

// Words are shaped once for every size, and again never.
func TestWordsAreShapedOnce(t *testing.T) {
	face := &countingFace{}
	e := New(Stack{{Face: face}})
	for _, size := range []float64{10, 20} {
		for l := range e.Prepare(Paragraph{Spans: []Span{Plain("one two one two", Style{Size: size})}}, Options{}).Lines(size * 4) {
			if l.Width != size*3.5 {
				t.Errorf("size %v: width %v", size, l.Width)
			}
		}
	}
	if face.runes != len("one two") {
		t.Errorf("%d characters were shaped", face.runes)
	}
}

func TestWhatIsNoFontIsRefused(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("ttcf"), []byte("not a font at all"), goregular.TTF[:200], goregular.TTF[:5000]} {
		if _, err := Parse(b); err == nil {
			t.Errorf("%d bytes were taken for a font", len(b))
		}
	}
}
