package flow

import (
	"slices"
	"testing"
)

// Easy Japanese breaks between phrases, ordinary Japanese wherever it may.
func TestEasyJapaneseBreaksBetweenPhrases(t *testing.T) {
	const text = "カードリーダーに カードを置いてください。署名用パスワードを入れます。"
	e := New(Stack{{Face: even{}}})
	lines := func(lang string, width float64) []string {
		p := e.Prepare(Paragraph{Lang: lang, Spans: []Span{Plain(text, Style{Lang: lang, Size: 1})}}, Options{})
		var out []string
		for l := range p.Lines(width) {
			out = append(out, p.Text[l.Start:l.End])
		}
		return out
	}
	want := []string{"カードリーダーに ", "カードを", "置いてください。", "署名用パスワードを", "入れます。"}
	if got := lines("ja-x-easy", 9); !slices.Equal(got, want) {
		t.Errorf("%q, wanted %q", got, want)
	}
	for _, l := range lines("ja", 9)[:2] {
		if n := len([]rune(l)); n < 8 {
			t.Errorf("ordinary Japanese leaves %q short", l)
		}
	}
	// What is wider than the line is cut, not lost.
	var all string
	for _, l := range lines("ja-x-easy", 3) {
		all += l
	}
	if all != text {
		t.Errorf("in a narrow column it reads %q", all)
	}
}

// even is a face in which every character is one em wide.
type even struct{}

func (even) Has(rune) bool    { return true }
func (even) Metrics() Metrics { return Metrics{UnitsPerEm: 1, Ascent: 1, Descent: 0} }

func (even) Shape(in Shaping) []Shaped {
	var out []Shaped
	for i := in.Start; i < in.End; i++ {
		out = append(out, Shaped{ID: 1, Cluster: i, Advance: 1, Top: 1})
	}
	return out
}
